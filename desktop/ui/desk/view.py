"""The desk's list: what waits, the earliest due first, and what was decided. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui.desk.screen import EnquiryLine
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import EmptyState, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text

WAITING = (mark("Due"), mark("Child"), mark("From"), mark("Received"), mark("Notes"))
DECIDED = (mark("Child"), mark("From"), mark("Received"), mark("Outcome"))


class DeskPage(Page):
    """``opened(enquiry)``, ``phone_asked()``, ``came_up()``."""

    presenter: object = None  # kept alive by its view
    came_up = Signal()
    opened = Signal(str)
    phone_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Desk"), wide=True, parent=parent)
        self.phone = Button(tr("Take a referral by telephone"), "primary", self.phone_asked.emit)
        self.add_actions(self.phone)
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)

    def entered(self) -> None:
        self.phone.setFocus()
        self.came_up.emit()

    def refresh(self, changes: Changes) -> None:
        if changes.records or changes.families:
            self.came_up.emit()

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_enquiries(self, waiting: tuple[EnquiryLine, ...], decided: tuple[EnquiryLine, ...]) -> None:
        self.show_notice("info", "")
        clear(self._inside)
        self._inside.addWidget(Text(tr("Waiting for a decision"), "heading"))
        if waiting:
            table = Table(
                tr("Enquiries that wait for a decision"),
                [tr(name) for name in WAITING],
                widths=(5, 4, 6, 4, 5),
                most=10,
            )
            table.set_rows([_waiting(number, line) for number, line in enumerate(waiting)])
            table.choose(waiting[0].id)
            self._put(table, tr("Open this enquiry"))
        else:
            self._inside.addWidget(
                EmptyState(
                    tr("Nothing waits"),
                    tr("Referrals that come in by letter or by telephone are listed here by their clock."),
                )
            )
        if decided:
            self._inside.addSpacing(8)
            self._inside.addWidget(Text(tr("Decided"), "heading"))
            table = Table(
                tr("Enquiries that were decided"), [tr(name) for name in DECIDED], widths=(4, 6, 4, 8), most=6
            )
            table.set_rows([Row(line.id, (line.child, line.source, line.received, line.notes)) for line in decided])
            self._put(table, tr("Read this enquiry"))

    def _put(self, table: Table, said: str) -> None:
        table.opened.connect(self.opened.emit)
        self._inside.addWidget(table)
        self._inside.addWidget(ActionBar(Button(said, on=self._opening(table))))

    def _opening(self, table: Table) -> Callable[[], None]:
        def on() -> None:
            if table.current_key():
                self.opened.emit(table.current_key())

        return on


def _waiting(number: int, line: EnquiryLine) -> Row:
    cells = (f"{line.state}\n{line.due}", line.child, line.source, line.received, line.notes)
    return Row(line.id, cells, (number, *cells[1:]))
