"""Children: the search, and what it found. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.children.presenter import ResultLine
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import EmptyState, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SearchQuestion

COLUMNS = (mark("Name"), mark("Born"), mark("Address"), mark("Concerns"), mark("Last entry"))


class ChildrenPage(Page):
    """``searched(text)``, ``opened(child)``, ``add_asked()``, ``came_up()``."""

    presenter: object = None  # kept alive by its view
    searched = Signal(str)
    opened = Signal(str)
    add_asked = Signal()
    came_up = Signal()
    sort_asked = Signal(int, bool)  # a column, and whether downwards

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Children"), wide=True, parent=parent)
        self.search = self.add(
            SearchQuestion(
                "search",
                tr("Find a child"),
                tr("Search"),
                tr("A name or nickname, a date of birth, a postcode, or an NHS or pupil number."),
            )
        )
        self.search.button.setProperty("kind", "primary")
        self.search.button.clicked.connect(lambda: self.searched.emit(self.search.value()))
        self.table: Table | None = None
        self.found = self.add(QWidget())
        self._found = QVBoxLayout(self.found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(14)

    def entered(self) -> None:
        self.search.take_focus()
        self.came_up.emit()

    def show_start(self) -> None:
        self.table = None
        clear(self._found)
        everyone = Button(tr("Show everyone in this book"), "link", lambda: self.searched.emit(""))
        self._found.addWidget(ActionBar(everyone))
        self._found.addWidget(Text(tr("To add a child, search first: so that no child has two records."), "muted"))

    def show_busy(self) -> None:
        """A search takes a moment at most; what is there stays until the answer comes."""

    def show_results(self, said: str, lines: tuple[ResultLine, ...]) -> None:
        self.show_notice("info", "")
        if self.table is not None and self.table.waiting:  # the same children in another order
            self.table.set_rows([_row(line) for line in lines])
            return
        clear(self._found)
        self._found.addWidget(Text(said, "subheading"))
        say_now(said)
        table = Table(tr("Children found"), [tr(name) for name in COLUMNS], sorts=Sorts.ASKED, widths=(6, 6, 6, 5, 5))
        table.set_rows([_row(line) for line in lines])
        table.opened.connect(self.opened.emit)
        table.sort_asked.connect(self.sort_asked.emit)
        self.table = table
        self._found.addWidget(table)
        open_it = Button(tr("Open this child"), "primary", self._opening(table))
        self._found.addWidget(ActionBar(open_it, Button(tr("None of these: add a child"), on=self.add_asked.emit)))

    def show_none(self, said: str) -> None:
        self.show_notice("info", "")
        self.table = None
        clear(self._found)
        say_now(said)
        add = Button(tr("Add a child"), "primary", self.add_asked.emit)
        self._found.addWidget(
            EmptyState(said, tr("Try another spelling, or the date of birth. If the child is new here, add them."), add)
        )

    def _opening(self, table: Table) -> Callable[[], None]:
        def on() -> None:
            if table.current_key():
                self.opened.emit(table.current_key())

        return on


def _row(line: ResultLine) -> Row:
    name = f"{line.name} ({line.known_as})" if line.known_as else line.name
    name = f"{name}\n{line.also}" if line.also else name
    return Row(line.child, (name, line.born, line.address, line.concerns, line.last_entry))
