"""Lines that one writes in.

Rules this module keeps: while what is typed is hidden from the eye it is hidden from the ear. Qt hands every character of a hidden line
to the screen reader, which says it aloud; from a secret line it hears that a dot was written or taken away, and nothing else.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

DOT = "•"
_WRITES = {QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonRelease, QEvent.Type.Drop}
_LEAVES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class Line(QLineEdit):
    """One line of text, as wide as ``characters``. Without ``characters`` it takes the width there is."""

    def __init__(self, characters: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._characters = characters
        horizontal = QSizePolicy.Policy.Preferred if characters else QSizePolicy.Policy.Expanding
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self._characters:
            size.setWidth(QFontMetrics(self.font()).averageCharWidth() * (self._characters + 1) + 30)
        return size

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        if self._characters and self._characters <= 6:
            size.setWidth(self.sizeHint().width())
        return size


class SecretLine(Line):
    """A line whose text is hidden until its echo mode is made the usual one."""

    def __init__(self, characters: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(characters, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def hidden(self) -> bool:
        """Whether dots stand for the text."""
        return self.echoMode() == QLineEdit.EchoMode.Password

    def event(self, event: QEvent) -> bool:
        leaves = isinstance(event, QKeyEvent) and event.key() in _LEAVES
        if leaves or event.type() not in _WRITES or not self.hidden():
            return super().event(event)
        from PySide6.QtGui import QAccessible  # noqa: PLC0415 - two milliseconds, which the first window need not wait for

        if not QAccessible.isActive():
            return super().event(event)
        before = len(self.text())
        QAccessible.setActive(False)
        try:
            return super().event(event)
        finally:
            QAccessible.setActive(True)
            self._say_dots(before)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu, but what it pastes is not said."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self._paste)
        menu.popup(event.globalPos())

    def _paste(self) -> None:
        ctrl_v = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.event(ctrl_v)

    def _say_dots(self, before: int) -> None:
        from PySide6.QtGui import (  # noqa: PLC0415 - see above
            QAccessible,
            QAccessibleTextInsertEvent,
            QAccessibleTextRemoveEvent,
        )

        now = len(self.text())
        if now > before:
            QAccessible.updateAccessibility(QAccessibleTextInsertEvent(self, before, DOT * (now - before)))
        elif now < before:
            QAccessible.updateAccessibility(QAccessibleTextRemoveEvent(self, now, DOT * (before - now)))
