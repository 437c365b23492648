"""Search for somebody of this record book inside a row, and choose one of what was found.

Rules this module keeps: what was searched for is no answer; every result says its row and its name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.concern.linking import Found
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SearchQuestion


class Finder(QWidget):
    """Search, and choose one of what was found. ``wanted(text, show)``, ``chosen(found)``; with ``adds`` who is not among them can be
    added under the name that was looked for: ``new(text, show)``.
    """

    wanted = Signal(str, object)
    chosen = Signal(object)
    new = Signal(str, object)

    def __init__(self, name: str, label: str, spoken: str, *, adds: bool = False) -> None:
        super().__init__()
        self._adds = adds
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search = SearchQuestion(name, label, tr("Find"))
        self.search.line.setAccessibleName(f"{spoken}: {label}")
        self.search.button.setAccessibleName(tr("Find: {what}", what=spoken))
        self.search.button.clicked.connect(self._look)
        column.addWidget(self.search)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self._spoken = spoken

    def show_found(self, found: Sequence[Found]) -> None:
        clear(self._rows)
        said = tr("{len} found", len=len(found)) if found else tr("Nobody in this record book matches.")
        self._rows.addWidget(Text(said, "muted"))
        say_now(said)
        for one in found:
            words = ", ".join(part for part in (one.name, one.detail) if part)
            button = Button(words, on=self._choosing(one))
            button.setAccessibleName(tr("{spoken}: choose {name}", spoken=self._spoken, name=words))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        name = " ".join(self.search.value().split())
        known = {one.name.casefold() for one in found}
        if self._adds and name and name.casefold() not in known and not any(letter.isdigit() for letter in name):
            add = Button(tr("Not here yet: add {name} to the record book", name=name), on=self._adding(name))
            add.setAccessibleName(tr("{spoken}: add {name} to the record book", spoken=self._spoken, name=name))
            self._rows.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _adding(self, name: str) -> Callable[[], None]:
        def added(found: Sequence[Found]) -> None:
            for one in found:
                self.chosen.emit(one)

        return lambda: self.new.emit(name, added)

    def empty(self) -> None:
        clear(self._rows)
        self.search.set_value("")

    def _look(self) -> None:
        if self.search.value():
            self.wanted.emit(self.search.value(), self.show_found)

    def _choosing(self, one: Found) -> Callable[[], None]:
        return lambda: self.chosen.emit(one)
