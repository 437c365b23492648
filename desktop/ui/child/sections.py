"""Sections of a child's page that only show what they are given. Widgets only.

Rules this module keeps: a section with nothing in it says so; each is made in one go, and the page puts one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.body_map.overlay import MapRecord
from desktop.ui.body_map.pictures import LaidOver
from desktop.ui.child.earlier import Earlier, EarlierRows
from desktop.ui.child.paging import EarlierLines
from desktop.ui.child.parts import HistoryBox, entries_table, entry_rows, fact_list
from desktop.ui.child.screen import ChildScreen, ChronologyLine, ShareLine
from desktop.ui.entries.safety_line import safety_card
from desktop.ui.language import mark, tr
from desktop.ui.people.parts import same_part
from desktop.ui.widgets.boxes import Card, EmptyState
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text

CHRONOLOGY = (
    mark("Happened"),
    mark("What"),
    mark("Who says so"),
    mark("Why it matters"),
    mark("Written"),
    mark("Came here"),
)


def section_box() -> tuple[QWidget, QVBoxLayout]:
    """What a section stands in."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return box, column


def chronology_section(
    page: ChildScreen, opened: Callable[[ChronologyLine], None], whole: Callable[[], None]
) -> Iterator[QWidget]:
    """The latest lines; ``opened`` gets one, ``whole`` leads to all of them."""
    if not page.chronology:
        yield EmptyState(tr("No entries yet"), tr("What is recorded about this child stands here in order."))
        return
    shown, of = len(page.chronology), page.counts.chronology
    said = tr("The latest first.")
    if shown < of:
        said = tr("The latest {shown} of {of} lines, the latest first.", shown=f"{shown:,}", of=f"{of:,}")
    yield Text(said, "hint")
    table = Table(tr("Chronology"), [tr(name) for name in CHRONOLOGY], widths=(4, 8, 4, 4, 3, 3), most=9)
    table.set_rows([_chronology_row(number, line) for number, line in enumerate(page.chronology)])
    table.opened.connect(lambda key: opened(page.chronology[int(key)]))
    yield table
    yield ActionBar(Button(tr("Show the whole chronology"), on=whole))


def entries_section(
    page: ChildScreen, entry: Callable[[str, str], None], ask: Callable[[], None], earlier: dict[str, Earlier]
) -> Iterator[QWidget]:
    """How safe the child feels, and every record beside concerns; ``entry`` gets the record, and a step or blank."""
    if not page.entries:
        said = tr("The child’s voice, actions, decisions and more stand here. Add them to this child’s record.")
        yield EmptyState(tr("No other records"), said)
        return
    if page.scores:
        yield safety_card(page.scores, page.counts.scores)
    yield Text(tr("Press Enter on a line, or double-click it, to read the whole record."), "hint")
    table, rows = entries_table(page.entries, entry), entry_rows(page.entries)
    yield table
    earlier["entries"] = EarlierRows(tr("Show earlier records"), table, rows, page.counts.entries, ask)
    yield earlier["entries"]


class MapsOnDemand(QWidget):
    """The marks of several records on one picture, drawn when they are asked for: a page comes up sooner without them."""

    def __init__(self, records: Sequence[MapRecord], of: int = 0, parent: QWidget | None = None) -> None:
        """``of``: how many there are, where these are the latest of them."""
        super().__init__(parent)
        self._records = records
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.ask = Button(tr("Show the marks of %n record(s) on one picture", n=len(records)), on=self.show_them)
        if of > len(records):
            shown, many = f"{len(records):,}", f"{of:,}"
            said = tr("The latest {shown} of {of}. An earlier one is drawn with its concern.", shown=shown, of=many)
            self._column.addWidget(Text(said, "hint"))
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
    yield MapsOnDemand(page.maps, page.counts.maps)


def shares_section(
    page: ChildScreen, card: Callable[[ShareLine], Card], ask: Callable[[], None], earlier: dict[str, Earlier]
) -> Iterator[QWidget]:
    """``card`` shows one decision."""
    if not page.shares:
        yield EmptyState(tr("Nothing was shared"), tr("What is shared with whom, or not shared and why, stands here."))
        return
    for line in page.shares:
        yield card(line)
    earlier["shares"] = Earlier(tr("Show earlier decisions"), len(page.shares), page.counts.shares, ask)
    yield earlier["shares"]


def openings_section(page: ChildScreen, ask: Callable[[], None], earlier: dict[str, Earlier]) -> Iterator[QWidget]:
    if not page.openings:
        yield Text(tr("Nobody before you."), "muted")
        return
    table = Table(tr("Who opened this record"), (tr("When"), tr("Who"), tr("What")), widths=(4, 6, 6), most=6)
    rows = opening_rows(page.openings)
    table.set_rows(rows)
    yield table
    earlier["openings"] = EarlierRows(tr("Show who opened it earlier"), table, rows, page.counts.openings, ask)
    yield earlier["openings"]


def opening_rows(openings: Sequence[tuple[str, str, str]], after: int = 0) -> list[Row]:
    """The latest first; ``after`` is how many stand before them."""
    return [Row(str(number), row, (-number, *row[1:])) for number, row in enumerate(openings, start=after)]


def facts_section(
    page: ChildScreen,
    goes: Callable[[str, str, str], None],
    settle: Callable[[str], None],
    amend: Callable[[], None],
    opened: Callable[[str], None],
) -> Iterator[QWidget]:
    """Who they are, on each record of the child; ``settle`` gets a field, ``opened`` a child at the same address."""
    yield from same_part(page.child, page.around, goes)
    yield fact_list(page.facts, settle)
    yield ActionBar(Button(tr("Correct the details"), on=amend))
    for name, facts in page.others:
        yield Text(tr("On the other record, {name}", name=name), "strong")
        yield fact_list(facts)
    if page.same_address:
        yield Text(tr("Also at this address"), "strong")
        yield ActionBar(*(Button(name, "link", partial(opened, child)) for child, name in page.same_address))
    if len(page.history) > 1:
        yield Text(tr("How these details changed"), "strong")
        yield HistoryBox(page.history)


def further(
    part: str, lines: EarlierLines, earlier: Mapping[str, Earlier], card: Callable[[ShareLine], Card]
) -> Iterator[None]:
    """The steps that put earlier rows of a part below those that are shown; the keyboard goes to the first of them."""
    below = earlier.get(part)
    if below is None or not isValid(below):
        return
    if isinstance(below, EarlierRows):
        after = below.count()
        below.append(entry_rows(lines.entries, after) if part == "entries" else opening_rows(lines.openings, after))
        return
    cards = [card(line) for line in lines.shares]
    yield from below.insert(cards)
    below.settle(cards[0] if cards else None)


def _chronology_row(number: int, line: ChronologyLine) -> Row:
    what = f"{line.what}\n{line.note}" if line.note else line.what
    cells = (line.happened, what, line.source, line.significance, line.written, line.received)
    return Row(str(number), cells, (-number, *cells[1:]))
