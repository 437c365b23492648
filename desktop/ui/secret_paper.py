"""A secret that goes on paper: shown in a grid, saved to print, and typed back from the paper. It decides nothing.

Rules this module keeps: whoever builds on it says what the secret is and where its PDF may go (``desktop.ui.files``); nothing here
keeps the secret, and what becomes of the paper's file is said where it was saved.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion


class SecretPaper(QWidget):
    """``save_asked(file)``: where the person wants the PDF, "" when they changed their mind.

    ``typed`` asks for the secret from the paper; ``across`` and ``down`` are the pixels between what ``grid`` shows.
    """

    save_asked = Signal(str)

    def __init__(self, typed: LongTextQuestion, across: int, down: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typed = typed
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(across)
        self.grid.setVerticalSpacing(down)
        self.paper = Text("", "strong")
        self.paper.hide()
        self._card = Card()
        self._card.box.addLayout(self.grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(22)
        box.addWidget(self._card)
        box.addWidget(typed)

    def add_below(self, actions: ActionBar, *said: Text) -> None:
        """What stands below the secret: what can be done with it, and what is to be known about that."""
        for part in (actions, *said, self.paper):
            self._card.add(part)

    def show_paper(self, said: str) -> None:
        """What became of the file; "" when there is none."""
        self.paper.setText(said)
        self.paper.setVisible(bool(said))
