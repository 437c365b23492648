"""What can be added to a child's record: one link for each type, with a line about it. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.entries.screen import MenuLine
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import ActionBar, Button, Link
from desktop.ui.widgets.text import Rule, Text


class EntryMenuPage(Page):
    """``chosen(family)``, "" for a concern; ``left()``."""

    presenter: object = None  # kept alive by its view
    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add to this child’s record"), parent=parent)
        self.lines = self.add(QWidget())
        self._lines = QVBoxLayout(self.lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.add(ActionBar(Button(tr("Back to the child’s page"), "link", self.left.emit)))
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def show_menu(self, about: str, lines: Sequence[MenuLine]) -> None:
        self.set_title(tr("Add to this child’s record"), about)
        clear(self._lines)
        first: Link | None = None
        for number, line in enumerate(lines):
            if number:
                self._lines.addWidget(Rule())
            link = Link(line.title, self._choosing(line.family))
            link.setAccessibleDescription(line.line)
            across, words = QHBoxLayout(), QVBoxLayout()
            across.addWidget(link)
            across.addStretch(1)
            words.setSpacing(0)
            words.addLayout(across)
            words.addWidget(Text(line.line, "small"))
            self._lines.addLayout(words)
            first = first or link
        self._stands = True
        if first is not None:
            first.setFocus()

    def _choosing(self, family: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(family)
