"""A secret on the clipboard, for a minute.

Rules this module keeps: what was copied is taken off again after ``FOR`` and as soon as the page is left; what somebody
copied meanwhile stays.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

FOR = 60_000  # milliseconds


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
        QGuiApplication.clipboard().setText(text)
        self.timer.start()

    def forget(self) -> None:
        """Take it off the clipboard, if it is still there."""
        self.timer.stop()
        if self._text and QGuiApplication.clipboard().text() == self._text:
            QGuiApplication.clipboard().clear()
        self._text = ""
