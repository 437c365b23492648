"""An adult's page. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.child.parts import HistoryBox, fact_list
from desktop.ui.language import tr
from desktop.ui.papers.printed_page import PrintedPage
from desktop.ui.people.parts import likely_notice, person_card, same_card
from desktop.ui.people.person import PersonScreen
from desktop.ui.widgets.boxes import EmptyState, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text


class PersonRecordPage(PrintedPage):
    """``goes(page, record, extra)`` leads on."""

    goes = Signal(str, str, str)

    def __init__(self, file_name: Callable[[], str] = lambda: "record.pdf", parent: QWidget | None = None) -> None:
        """``file_name`` proposes a name that says nothing about anybody."""
        super().__init__(tr("A person’s record"), file_name, spacing=14, parent=parent)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_person(self, screen: PersonScreen) -> None:
        self.show_notice("info", "")
        self.set_title(screen.name, screen.under)
        clear(self.inside_column)
        ask = self.goes.emit
        self.inside_column.addWidget(fact_list(screen.facts, lambda field: ask("amend_person", screen.person, field)))
        correct = Button(tr("Correct the details"), on=lambda: ask("amend_person", screen.person, ""))
        self.inside_column.addWidget(ActionBar(correct, Button(tr("Save as PDF"), on=self.saved.ask)))
        for line in screen.same:
            self.inside_column.addWidget(same_card(line, screen.person, ask))
        for likely in screen.likely:
            self.inside_column.addWidget(likely_notice(likely, screen.person, ask))
        self.inside_column.addWidget(Rule())
        self.inside_column.addWidget(Text(tr("Children they are around"), "heading"))
        for child in screen.children:
            self.inside_column.addWidget(person_card(child, ask))
        if not screen.children:
            self.inside_column.addWidget(EmptyState(tr("No child in this record book"), ""))
        if len(screen.history) > 1:
            self.inside_column.addWidget(Rule())
            self.inside_column.addWidget(Text(tr("How these details changed"), "heading"))
            self.inside_column.addWidget(HistoryBox(screen.history))
        self.stands = True
