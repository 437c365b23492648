"""What is open about a child: what reached nobody, what nobody decided, what is to be done and what is due. Widgets only.

Rules this module keeps:

* that nothing is open is said only when all of it is empty;
* a long list shows its first rows and how many follow; all of them come at the press of a button, which leads to the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.child.screen import AlertLine, ChildScreen, ClockLine
from desktop.ui.entries.lines import EntryLine
from desktop.ui.language import tr
from desktop.ui.today.lines import FINISH
from desktop.ui.widgets.badges import ClockBadge
from desktop.ui.widgets.boxes import Card, EmptyState, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text, grow_with_text

FEW = 3  # undecided concerns in one box
MANY = 5  # rows of a box at once


class RowsBox(Card):
    """Rows one below the other, a few at a time."""

    def __init__(
        self, name: str, rows: Sequence[Callable[[], QWidget]], title: str = "", parent: QWidget | None = None
    ) -> None:
        """``name`` is what a screen reader is told of the rows; ``title`` stands above them."""
        super().__init__(title, parent)
        self._title, self._rows, self._shown = name, tuple(rows), 0
        self._more = Button("", on=self._further)
        self._bar = ActionBar(self._more)
        self.add(self._bar)
        self._show()

    def _further(self) -> None:
        first = self._show()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> QWidget | None:
        """Show the next rows; return the first of them."""
        first = None
        for make in self._rows[self._shown : self._shown + MANY]:
            if self._shown:
                self.box.insertWidget(self.box.indexOf(self._bar), Rule())
            row = make()
            self.box.insertWidget(self.box.indexOf(self._bar), row)
            first = first or row
            self._shown += 1
        left = len(self._rows) - self._shown
        self._more.say(tr("Show more: %n left", n=left))
        self._more.setAccessibleName(f"{self._title}. {self._more.text()}")
        self._bar.setVisible(left > 0)
        return first


def clocks_box(clocks: Sequence[ClockLine]) -> QWidget:
    """What is due, the state in words beside it."""
    return RowsBox(tr("What is due"), [partial(_clock, line) for line in clocks])


def _clock(line: ClockLine) -> QWidget:
    row, column = _row(line.words)
    column.addWidget(Text(line.words, "strong"))
    column.addWidget(ClockBadge(line.state, "later" if line.tone == "calm" else "soon"))
    if line.warning:
        column.addWidget(Text(line.warning, "small"))
    return row


def open_now(
    page: ChildScreen,
    call: Callable[[str, str], None],
    decide: Callable[[], None],
    entry: Callable[[str, str], None],
) -> Iterator[QWidget]:
    """The section. ``entry`` gets a record beside concerns, and the step or blank."""
    for line in page.alerts[:1]:  # the panel above goes through all of them
        yield alert_box(line, call)
    if page.undecided:
        yield undecided_box(page.undecided, page.counts.undecided, decide)
    if page.todo:
        yield todo_box(page.todo, entry)
    if page.clocks:
        yield clocks_box(page.clocks)
    elif not (page.alerts or page.undecided or page.todo):
        yield EmptyState(tr("Nothing is open"), tr("No clock is running for this child here."))


def todo_box(lines: Sequence[EntryLine], entry: Callable[[str, str], None]) -> Card:
    """What somebody said they would do, and clocks on records beside concerns; each can be read and marked as done."""
    return RowsBox(tr("To do"), [partial(_to_do, line, entry) for line in lines], tr("To do"))


def _to_do(line: EntryLine, entry: Callable[[str, str], None]) -> QWidget:
    row, column = _row(line.what)
    column.addWidget(Text(line.what, "strong"))
    column.addWidget(ClockBadge(line.due, line.due_state) if line.due_state else Text(line.due, "small"))
    read = Button(tr("Open"), on=_entering(entry, line.record, ""))
    read.setAccessibleName(tr("Open: {title}", title=line.what))
    bar = ActionBar(read)
    if line.closes:
        done = Button(tr("Mark as done"), on=_entering(entry, line.record, FINISH))
        done.setAccessibleName(tr("Mark as done: {title}", title=line.what))
        bar.add(done)
    column.addWidget(bar)
    return row


def _row(name: str) -> tuple[QWidget, QVBoxLayout]:
    row = QWidget()
    row.setAccessibleName(name)
    grow_with_text(row)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return row, column


def _entering(entry: Callable[[str, str], None], record: str, step: str) -> Callable[[], None]:
    return lambda: entry(record, step)


def alert_box(line: AlertLine, call: Callable[[str, str], None]) -> Notice:
    """What reached nobody yet; ``call`` gets the record, and "me" or "card"."""
    rang = Button(tr("I rang"), "danger", lambda: call(line.concern, "me"))
    card = Button(tr("Show whom to ring"), on=lambda: call(line.concern, "card"))
    return Notice("danger", line.title, line.text, rang, card)


def undecided_box(lines: Sequence[str], of: int, decide: Callable[[], None]) -> Card:
    """Concerns about which nobody decided whether to share them; of many (``of``), the oldest and how many more."""
    box = Card(tr("Not decided yet: share, or decide not to"))
    left = max(of, len(lines)) - len(lines[:FEW])
    more = [tr("And %n more.", n=left)] if left else []
    box.add(Text("\n".join((*lines[:FEW], *more))))
    box.add(ActionBar(Button(tr("Decide"), on=decide)))
    return box
