"""A button that hears nothing for a moment after it came up.

Rules this module keeps: the second half of a double press, and a key that is held down, never sign or send what nobody has read;
only the mouse and the keyboard are kept from it, for a screen reader's own press comes after the name was read; the button looks
the same, because nothing is wrong with it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

DEAF_FOR = 1000  # milliseconds; a double press takes at most half of it
_KEPT_OUT = (
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.TouchBegin,
)  # fmt: skip


class Deaf(QObject):
    """Keeps presses from ``button`` for ``milliseconds``, then goes; Tab passes."""

    def __init__(self, button: QAbstractButton, milliseconds: int = DEAF_FOR) -> None:
        super().__init__(button)
        button.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start(milliseconds)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() in _KEPT_OUT and not _goes_on(event)


def is_deaf(button: QAbstractButton) -> bool:
    """Whether it hears nothing just now."""
    return any(isinstance(child, Deaf) for child in button.children())


def _goes_on(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
