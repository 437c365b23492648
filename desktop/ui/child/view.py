"""One child's page. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui.child.parts import ConcernBox, HistoryBox, clocks_box, fact_list
from desktop.ui.child.screen import ChildScreen, ChronologyLine, ShareLine
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, EmptyState, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Rule, Text

TITLE = "Child’s record"
CHRONOLOGY = ("Happened", "What", "Source", "Significance", "Written", "Received")


class ChildRecordPage(Page):
    """Signals go to the presenter. ``file_name`` proposes a name that says nothing about the child."""

    presenter: object = None  # kept alive by its view
    changed_elsewhere = Signal(object)
    record_asked = Signal()
    share_asked = Signal()
    print_chosen = Signal(object)  # a Path
    amend_child_asked = Signal()
    amend_concern_asked = Signal(str)
    opened = Signal(str)

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(TITLE, wide=True, parent=parent)
        self._file_name = file_name
        self._boxes: dict[str, ConcernBox] = {}
        self.record = Button("Record a concern", "primary", self.record_asked.emit)
        self.share = Button("Share, or decide not to", on=self.share_asked.emit)
        self.print = Button("Save chronology as PDF", on=self._choose_place)
        self.actions_bar = self.add_actions(self.record, self.share, self.print)
        self.jumps = self.add(QWidget())
        self._jumps = QVBoxLayout(self.jumps)
        self._jumps.setContentsMargins(0, 0, 0, 0)
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)

    def entered(self) -> None:
        self.record.setFocus()

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_failure(self, said: Said) -> None:
        super().show_failure(said)

    def show_exported(self, said: str) -> None:
        self.show_notice("success", "Chronology saved", said)

    def show_child(self, page: ChildScreen) -> None:
        self.show_notice("info", "")
        self.set_title(page.name, page.under)
        clear(self._jumps)
        clear(self._inside)
        self._boxes = {}
        jumps = ActionBar()
        for title, widget in self._sections(page):
            heading = Text(title, "heading")
            if title != "Open now":
                self._inside.addSpacing(10)
                self._inside.addWidget(Rule())
            self._inside.addWidget(heading)
            self._inside.addWidget(widget)
            jumps.add(Button(title, "link", self._jumping(heading)))
        self._jumps.addWidget(jumps)

    # sections

    def _sections(self, page: ChildScreen) -> Sequence[tuple[str, QWidget]]:
        return (
            ("Open now", self._open_now(page)),
            ("Chronology", self._chronology(page.chronology)),
            ("Concerns", self._concerns(page)),
            ("Sharing", self._shares(page.shares)),
            ("Who they are", self._facts(page)),
            ("Who opened this record", self._openings(page.openings)),
        )

    def _open_now(self, page: ChildScreen) -> QWidget:
        if page.clocks:
            return clocks_box(page.clocks)
        return EmptyState("Nothing is open", "No clock is running for this child here.")

    def _chronology(self, lines: Sequence[ChronologyLine]) -> QWidget:
        if not lines:
            return EmptyState("No entries yet", "What is recorded about this child stands here in order.")
        table = Table("Chronology", CHRONOLOGY, widths=(4, 8, 4, 4, 3, 3), most=9)
        table.set_rows([_chronology_row(number, line) for number, line in enumerate(lines)])
        table.opened.connect(lambda key: self._go_to_record(key.partition(":")[2]))
        return table

    def _concerns(self, page: ChildScreen) -> QWidget:
        if not page.concerns:
            return EmptyState("No concerns recorded", "A concern is kept here once it is signed.")
        self._boxes = {
            concern.id: ConcernBox(concern, amend=self._amending(concern.id), opened=number == 0)
            for number, concern in enumerate(page.concerns)
        }
        return _stack(*self._boxes.values())

    def _shares(self, lines: Sequence[ShareLine]) -> QWidget:
        if not lines:
            return EmptyState("Nothing was shared", "What is shared with whom, or not shared and why, stands here.")
        return _stack(*(_share_card(line) for line in lines))

    def _facts(self, page: ChildScreen) -> QWidget:
        column = [fact_list(page.facts), ActionBar(Button("Correct the details", on=self.amend_child_asked.emit))]
        if page.same_address:
            column.append(Text("Also at this address", "strong"))
            column.append(ActionBar(*(Button(name, "link", self._opening(child)) for child, name in page.same_address)))
        if len(page.history) > 1:
            column.append(Text("How these details changed", "strong"))
            column.append(HistoryBox(page.history))
        return _stack(*column)

    def _openings(self, openings: Sequence[tuple[str, str, str]]) -> QWidget:
        if not openings:
            return Text("Nobody before you.", "muted")
        table = Table("Who opened this record", ("When", "Who", "What"), widths=(4, 6, 6), most=6)
        table.set_rows([Row(str(number), row) for number, row in enumerate(openings)])
        return table

    # inside

    def _choose_place(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Save the chronology", str(Path.home() / self._file_name()), "PDF (*.pdf)"
        )
        if chosen:
            self.print_chosen.emit(Path(chosen))

    def _jumping(self, heading: Text) -> Callable[[], None]:
        return lambda: self._scroll_to(heading)

    def _scroll_to(self, part: QWidget) -> None:
        inside = self.paper.widget()
        if inside is not None:
            self.paper.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y() - 12)

    def _go_to_record(self, record: str) -> None:
        """From a line of the chronology to the whole record, when it is a concern."""
        if (box := self._boxes.get(record)) is not None:
            box.unfold()
            QTimer.singleShot(0, box, lambda: self._scroll_to(box))

    def _amending(self, concern: str) -> Callable[[], None]:
        return lambda: self.amend_concern_asked.emit(concern)

    def _opening(self, child: str) -> Callable[[], None]:
        return lambda: self.opened.emit(child)


def _chronology_row(number: int, line: ChronologyLine) -> Row:
    what = f"{line.what}\n{line.note}" if line.note else line.what
    cells = (line.happened, what, line.source, line.significance, line.written, line.received)
    return Row(f"{number}:{line.record}", cells, (number, *cells[1:]))


def _share_card(line: ShareLine) -> Card:
    card = Card(line.to)
    card.add(Text(f"{line.state[:1].upper()}{line.state[1:]}", "strong"))
    card.add(Text(f"Decided {line.decided} by {line.who}", "small"))
    if line.why:
        card.add(Text(f"Why: {line.why}"))
    if line.answer:
        card.add(Text(f"Their answer: {line.answer}", selectable=True))
    return card


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for widget in widgets:
        column.addWidget(widget)
    return box
