"""Add somebody around a child. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.people import PersonEntry
from desktop.services.pages.fields import Missing
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.people.add_screen import FoundLine, PersonForm
from desktop.ui.people.form import PersonQuestions, RelationQuestions
from desktop.ui.widgets.boxes import Card, EmptyState, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text
from desktop.ui.widgets.text_questions import SearchQuestion


class AddPersonPage(Page):
    """``searched(text)``, ``chosen(record, name)``, ``new_asked()``, ``submitted(person, relation, unreadable)``."""

    recording = True
    presenter: object = None  # kept alive by its view
    searched = Signal(str)
    chosen = Signal(str, str)
    new_asked = Signal()
    submitted = Signal(object, object, object)
    different = Signal()
    same_as = Signal(str)
    form_shown = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add a person"), parent=parent)
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(22)
        self.person: PersonQuestions | None = None
        self.relation: RelationQuestions | None = None
        self.save: Button | None = None
        self._form: PersonForm | None = None
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def show_search(self, child: str, text: str, *, professional: bool) -> None:
        title = tr("Add a professional") if professional else tr("Add a family member")
        self.set_title(title, tr("Around {name}", name=child))
        clear(self._inside)
        hint = tr("A name, a post or a telephone number.") if professional else tr("A name or a telephone number.")
        self.search = SearchQuestion("search", tr("Look first: are they in this record book?"), tr("Search"), hint)
        self.search.set_value(text)
        self.search.button.setProperty("kind", "primary")
        self.search.button.clicked.connect(lambda: self.searched.emit(self.search.value()))
        self._inside.addWidget(self.search)
        self.found = QWidget()
        self._found = QVBoxLayout(self.found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(14)
        self._inside.addWidget(self.found)
        self._inside.addWidget(ActionBar(Button(tr("Cancel"), "link", self.cancelled.emit)))
        self.know(self.inside)
        self.search.take_focus()
        self._stands = True

    def show_found(self, lines: tuple[FoundLine, ...]) -> None:
        self.show_notice("info", "")
        clear(self._found)
        for line in lines:
            self._found.addWidget(self._card(line, self._choosing(line)))
        if lines:
            self._found.addWidget(ActionBar(Button(tr("None of these: add a person"), on=self.new_asked.emit)))
            return
        add = Button(tr("Add a person"), "primary", self.new_asked.emit)
        self._found.addWidget(EmptyState(tr("Nobody in this record book matches"), "", add))

    def show_form(self, form: PersonForm) -> None:
        self.show_notice("info", "")
        self._form = form
        clear(self._inside)
        self._inside.addWidget(Text(tr("What they are to {name}", name=form.child), "heading"))
        self.relation = RelationQuestions(form)
        self._inside.addWidget(self.relation)
        self.person = None
        if not form.existing:
            self._inside.addWidget(Rule())
            self._inside.addWidget(Text(tr("Who they are"), "heading"))
            self.person = PersonQuestions(form.person, professional=form.professional)
            self._inside.addWidget(self.person)
        else:
            self.set_title(form.existing, tr("Around {name}", name=form.child))
        self.save = Button(tr("Save the person"), "primary", self._submit)
        self._inside.addWidget(ActionBar(self.save, Button(tr("Cancel"), "link", self.cancelled.emit)))
        self.know(self.inside)
        self.to_top()
        self.relation.take_focus()
        self.form_shown.emit()

    def show_likely(self, lines: tuple[FoundLine, ...]) -> None:
        """Above the form, which stays as it was written."""
        box = Card(tr("They may be in this record book already"))
        for line in lines:
            box.add(self._card(line, self._being(line.record)))
        box.add(ActionBar(Button(tr("This is somebody else: save"), on=self.different.emit)))
        self._inside.insertWidget(0, box)
        self._enable()
        self.to_top()
        box.setFocus()

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self._enable()
        super().show_problems(problems)

    def show_busy(self) -> None:
        if self.save is not None:
            self.save.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        self._enable()
        super().show_failure(said)

    def _enable(self) -> None:
        if self.save is not None:
            self.save.setEnabled(True)

    def _card(self, line: FoundLine, on: Callable[[], None]) -> Card:
        card = Card(line.name)
        if line.text:
            card.add(Text(line.text))
        if line.why:
            card.add(Notice("warning", tr("Why they may be the same"), line.why))
        this = Button(tr("This is the one"), on=on)
        this.setAccessibleName(tr("This is the one: {name}", name=line.name))
        card.add(ActionBar(this))
        return card

    def _choosing(self, line: FoundLine) -> Callable[[], None]:
        return lambda: self.chosen.emit(line.record, line.name)

    def _being(self, record: str) -> Callable[[], None]:
        return lambda: self.same_as.emit(record)

    def _submit(self) -> None:
        assert self.relation is not None
        person = self.person.value() if self.person is not None else PersonEntry()
        self.submitted.emit(person, self.relation.value(), self.unreadable())
