"""A secret on the clipboard, for a minute.

Rules this module keeps: what was copied is taken off again after ``FOR`` and as soon as the page is left; what somebody
copied meanwhile stays; programs that keep a history of the clipboard are asked, each in its own way, to leave this out.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

FOR = 60_000  # milliseconds
HISTORY_KEPT_OUT = {
    "x-kde-passwordManagerHint": b"secret",  # Klipper and others on Linux
    "org.nspasteboard.ConcealedType": b"1",  # macOS (nspasteboard.org)
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",  # Windows: history and cloud
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}
"""What a program that keeps what was copied is told, by MIME type."""


class SecretCopy(QObject):
    """One secret at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(FOR)
        self.timer.timeout.connect(self.forget)

    def copy(self, text: str) -> None:
        self._text = text
        kept_out = QMimeData()
        kept_out.setText(text)
        for kind, value in HISTORY_KEPT_OUT.items():
            kept_out.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(kept_out)
        self.timer.start()

    def forget(self) -> None:
        """Take it off the clipboard, if it is still there."""
        self.timer.stop()
        if self._text and QGuiApplication.clipboard().text() == self._text:
            QGuiApplication.clipboard().clear()
        self._text = ""
