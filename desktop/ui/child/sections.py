"""Sections of a child's page that only show what they are given. Widgets only.

Rules this module keeps: a section with nothing in it says so; each is made in one go, and the page puts one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.body_map.overlay import MapRecord
from desktop.ui.body_map.pictures import LaidOver
from desktop.ui.child.parts import entries_table, share_card
from desktop.ui.child.screen import ChildScreen, ChronologyLine
from desktop.ui.entries.safety_line import safety_card
from desktop.ui.language import mark, tr
from desktop.ui.widgets.boxes import EmptyState
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text

CHRONOLOGY = (mark("Happened"), mark("What"), mark("Source"), mark("Significance"), mark("Written"), mark("Came here"))


def section_box() -> tuple[QWidget, QVBoxLayout]:
    """What a section stands in."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return box, column


def chronology_section(page: ChildScreen, opened: Callable[[str], None]) -> Iterator[QWidget]:
    """``opened`` gets the record of a line."""
    if not page.chronology:
        yield EmptyState(tr("No entries yet"), tr("What is recorded about this child stands here in order."))
        return
    table = Table(tr("Chronology"), [tr(name) for name in CHRONOLOGY], widths=(4, 8, 4, 4, 3, 3), most=9)
    table.set_rows([_chronology_row(number, line) for number, line in enumerate(page.chronology)])
    table.opened.connect(lambda key: opened(key.partition(":")[2]))
    yield table


def entries_section(page: ChildScreen, entry: Callable[[str, str], None]) -> Iterator[QWidget]:
    """How safe the child feels, and every record beside concerns; ``entry`` gets the record, and a step or blank."""
    if not page.entries:
        said = tr("The child’s voice, actions, decisions and more stand here. Add them to this child’s record.")
        yield EmptyState(tr("No other records"), said)
        return
    if page.scores:
        yield safety_card(page.scores)
    yield Text(tr("Press Enter on a line, or double-click it, to read the whole record."), "hint")
    yield entries_table(page.entries, entry)


class MapsOnDemand(QWidget):
    """The marks of several records on one picture, drawn when they are asked for: a page comes up sooner without them."""

    def __init__(self, records: Sequence[MapRecord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.ask = Button(tr("Show the marks of %n record(s) on one picture", n=len(records)), on=self.show_them)
        self._column.addWidget(ActionBar(self.ask))

    def show_them(self) -> None:
        laid = LaidOver(self._records)
        self._column.addWidget(
            Text(tr("Choose the records whose marks you want to see together. The table says the same."), "hint")
        )
        self._column.addWidget(laid)
        self.ask.setEnabled(False)
        laid.ticks[self._records[0].record].setFocus()


def maps_section(page: ChildScreen) -> Iterator[QWidget]:
    yield MapsOnDemand(page.maps)


def shares_section(page: ChildScreen, answer: Callable[[str], None], opens: Callable[[str], None]) -> Iterator[QWidget]:
    """``answer`` gets a question of the desk, ``opens`` a decision."""
    if not page.shares:
        yield EmptyState(tr("Nothing was shared"), tr("What is shared with whom, or not shared and why, stands here."))
    for line in page.shares:
        yield share_card(line, answer, opens)


def openings_section(page: ChildScreen) -> Iterator[QWidget]:
    if not page.openings:
        yield Text(tr("Nobody before you."), "muted")
        return
    table = Table(tr("Who opened this record"), (tr("When"), tr("Who"), tr("What")), widths=(4, 6, 6), most=6)
    table.set_rows([Row(str(number), row) for number, row in enumerate(page.openings)])
    yield table


def _chronology_row(number: int, line: ChronologyLine) -> Row:
    what = f"{line.what}\n{line.note}" if line.note else line.what
    cells = (line.happened, what, line.source, line.significance, line.written, line.received)
    return Row(f"{number}:{line.record}", cells, (number, *cells[1:]))
