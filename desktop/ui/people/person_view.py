"""An adult's page. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui.child.parts import HistoryBox, fact_list
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.papers.saved import SavedFile
from desktop.ui.people.parts import likely_notice, person_card, same_card
from desktop.ui.people.person import PersonScreen
from desktop.ui.widgets.boxes import EmptyState, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text


class PersonRecordPage(Page):
    """``goes(page, record, extra)`` leads on."""

    presenter: object = None  # kept alive by its view
    says_its_name = False
    goes = Signal(str, str, str)
    changed_elsewhere = Signal(object)

    def __init__(self, file_name: Callable[[], str] = lambda: "record.pdf", parent: QWidget | None = None) -> None:
        """``file_name`` proposes a name that says nothing about anybody."""
        super().__init__(tr("A person’s record"), parent=parent)
        self.saved = self.add(SavedFile(file_name))
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.saved.show_exported(title, said, delete=delete)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_person(self, screen: PersonScreen) -> None:
        self.show_notice("info", "")
        self.set_title(screen.name, screen.under)
        clear(self._inside)
        ask = self.goes.emit
        self._inside.addWidget(fact_list(screen.facts, lambda field: ask("amend_person", screen.person, field)))
        correct = Button(tr("Correct the details"), on=lambda: ask("amend_person", screen.person, ""))
        self._inside.addWidget(ActionBar(correct, Button(tr("Save as PDF"), on=self.saved.ask)))
        for line in screen.same:
            self._inside.addWidget(same_card(line, screen.person, ask))
        for likely in screen.likely:
            self._inside.addWidget(likely_notice(likely, screen.person, ask))
        self._inside.addWidget(Rule())
        self._inside.addWidget(Text(tr("Children they are around"), "heading"))
        for child in screen.children:
            self._inside.addWidget(person_card(child, ask))
        if not screen.children:
            self._inside.addWidget(EmptyState(tr("No child in this record book"), ""))
        if len(screen.history) > 1:
            self._inside.addWidget(Rule())
            self._inside.addWidget(Text(tr("How these details changed"), "heading"))
            self._inside.addWidget(HistoryBox(screen.history))
        self._stands = True
