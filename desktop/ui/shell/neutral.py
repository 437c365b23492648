"""What is seen when the window was hidden: an empty page for notes, made beforehand so that it paints at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.language import mark, tr
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text


class NeutralPage(QWidget):
    """Looks like an empty notepad. Nothing typed here is kept."""

    TITLE = mark("Notes")
    carry_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(self)
        box.setContentsMargins(44, 32, 44, 32)
        box.setSpacing(14)
        box.addWidget(Text(tr(self.TITLE), "heading"))
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName(tr(self.TITLE))
        self.notes.setTabChangesFocus(True)
        box.addWidget(self.notes, 1)
        self.button = Button(tr("Continue"), "secondary", self.carry_on.emit)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.notes)

    def forget(self) -> None:
        self.notes.clear()
