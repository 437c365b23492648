"""Who else belongs to an event: other children, others who were there, and who is said to have caused harm.

Rules this module keeps: another child is one of this record book, chosen and never guessed; whoever is said to have caused harm
may be written down without a record; what was searched for is no answer, and a draft keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal

from desktop.domain.records import Alleged, InvolvedChild, Person
from desktop.services.pages.fields import Choice
from desktop.ui.concern.fields import Field, Fields
from desktop.ui.concern.finder import Finder
from desktop.ui.concern.linking import ADDING, Found
from desktop.ui.concern.rows import RowCard, Rows
from desktop.ui.language import tr
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.text import Text


class InvolvedRow(RowCard):
    """Another child of the event: which one, their part in it, and what concerns that child alone."""

    def __init__(self, label: str, number: int, roles: Sequence[Choice], on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number}: {label}", number=number, label=label))
        said = tr("{label}, row {number}", label=label, number=number)
        self._child, self._on = InvolvedChild(), on
        self.finder = Finder(
            f"others.{number}.find", tr("Name, date of birth, postcode or number of the other child"), said, adds=True
        )
        self.finder.chosen.connect(self._choose)
        self.finder.search.changed.connect(on)
        self.name = Text("", "subheading")
        self.another = Button(tr("Choose another child"), "link", self._change)
        self.another.setAccessibleName(tr("{said}: choose another child", said=said))
        self.role = ChoiceQuestion(f"others.{number}.role", tr("What was their part in it?"), roles, inline=True)
        self.role.speak_as(said)
        self.role.changed.connect(on)
        self.note = Field(
            tr("About this child alone (optional)"), tr("{said}: about this child alone", said=said), 48, on
        )
        self.first = self.finder.search.line
        self.add(self.finder)
        self.add(self.name)
        self.box.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.role)
        self.add(Fields(self.note))
        self.finish()
        self._show()

    def value(self) -> InvolvedChild:
        """Without a record until a child is chosen: what was searched for is kept as a name, so that a draft has it."""
        child = self._child if self._child.child else InvolvedChild(name=self.finder.search.value())
        return replace(child, role=self.role.value(), note=self.note.text())

    def unfinished(self) -> bool:
        """Whether something is written about a child that nobody chose."""
        return not self._child.child and bool(self.role.value() or self.note.text() or self.finder.search.value())

    def filled(self) -> bool:
        return bool(self._child.child) or self.unfinished()

    def set_value(self, other: InvolvedChild) -> None:
        self._child = other if other.child else InvolvedChild()
        self.finder.search.set_value("" if other.child else other.name)
        self.role.set_value(other.role)
        self.note.line.setText(other.note)
        self._show()

    def _choose(self, found: Found) -> None:
        self._child = InvolvedChild(found.record, found.name)
        self.finder.empty()
        self._show()
        self.role.take_focus()
        self._on()

    def _change(self) -> None:
        self._child = InvolvedChild()
        self._show()
        self.first.setFocus()
        self._on()

    def _show(self) -> None:
        chosen = bool(self._child.child)
        self.name.setText(self._child.name or (tr("Another child") if chosen else ""))
        for part, shown in ((self.finder, not chosen), (self.name, chosen), (self.another, chosen)):
            part.setVisible(shown)


class InvolvedQuestion(Rows):
    """Other children of the same event. ``search_asked(question, text, show)``."""

    search_asked = Signal(str, str, object)

    def __init__(self, name: str, label: str, hint: str, roles: Sequence[Choice]) -> None:
        self._roles = roles
        super().__init__(name, label, hint, tr("Add another child"))

    def make_row(self, number: int) -> InvolvedRow:
        row = InvolvedRow(self.label_text, number, self._roles, self.changed.emit)
        row.finder.wanted.connect(lambda text, show: self.search_asked.emit(self.name, text, show))
        row.finder.new.connect(lambda text, show: self.search_asked.emit(ADDING, text, show))
        return row

    def value(self) -> tuple[InvolvedChild, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, InvolvedRow))
        return tuple(other for other in rows if other != InvolvedChild())

    def set_value(self, others: Sequence[InvolvedChild]) -> None:
        self.fill(len(others))
        for row, other in zip(self.made(), others, strict=False):
            if isinstance(row, InvolvedRow):
                row.set_value(other)

    def problem(self) -> str:
        if any(row.unfinished() for row in self.made() if isinstance(row, InvolvedRow)):
            return tr("Find the other child, then choose or add them; or write their name under “Who else was there?”")
        return ""


class PresentRow(RowCard):
    def __init__(self, label: str, number: int, on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number}: {label}", number=number, label=label))
        said = tr("{label}, row {number}", label=label, number=number)
        self.person = Field(tr("Name"), tr("{said}: name", said=said), 26, on)
        self.role = Field(tr("Post or relation"), tr("{said}: post or relation", said=said), 24, on)
        self.how = Field(
            tr("What they saw or heard (optional)"), tr("{said}: what they saw or heard", said=said), 40, on
        )
        self.first = self.person.line
        self.add(Fields(self.person, self.role, self.how))
        self.finish()

    def value(self) -> Person:
        return Person(self.person.text(), self.role.text(), self.how.text())

    def set_value(self, person: Person) -> None:
        self.person.line.setText(person.name)
        self.role.line.setText(person.role)
        self.how.line.setText(person.how)


class PresentQuestion(Rows):
    """Who else was there, a row for each."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__(name, label, hint, tr("Add another person who was there"))

    def make_row(self, number: int) -> PresentRow:
        return PresentRow(self.label_text, number, self.changed.emit)

    def value(self) -> tuple[Person, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, PresentRow))
        return tuple(person for person in rows if person != Person())

    def set_value(self, people: Sequence[Person]) -> None:
        self.fill(len(people))
        for row, person in zip(self.made(), people, strict=False):
            if isinstance(row, PresentRow):
                row.set_value(person)


class AllegedRow(RowCard):
    """Who is said to have caused harm: a name as far as it is known, what they are to the child, and their record if there is one."""

    def __init__(self, label: str, number: int, relations: Sequence[Choice], on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number}: {label}", number=number, label=label))
        said = tr("{label}, row {number}", label=label, number=number)
        self._record, self._own_words, self._on = "", "", on
        self.person = Field(tr("Name, as far as it is known"), tr("{said}: name", said=said), 30, on)
        self.link = Button(tr("Find them in this record book"), "link", self._open_finder)
        self.link.setAccessibleName(tr("{said}: find them in this record book", said=said))
        self.finder = Finder(f"harmed_by.{number}.find", tr("Name, post or date of birth"), said)
        self.finder.chosen.connect(self._choose)
        self.finder.hide()
        self.linked = Text("", "muted")
        self.unlink = Button(tr("It is not their record"), "link", self._unlink)
        self.unlink.setAccessibleName(tr("{said}: it is not their record", said=said))
        self.relation = ChoiceQuestion(
            f"harmed_by.{number}.relation", tr("What are they to the child?"), relations, inline=True
        )
        self.relation.speak_as(said)
        self.relation.changed.connect(on)
        self.note = Field(tr("How this is known (optional)"), tr("{said}: how this is known", said=said), 48, on)
        self.first = self.person.line
        self.add(Fields(self.person))
        self.add(self.linked)
        for button in (self.link, self.unlink):
            self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.finder)
        self.add(self.relation)
        self.add(Fields(self.note))
        self.finish()
        self._show()

    def value(self) -> Alleged:
        relation = self.relation.value() or self._own_words
        return Alleged(self.person.text(), relation, self._record, self.note.text())

    def set_value(self, alleged: Alleged) -> None:
        self.person.line.setText(alleged.name)
        self.relation.set_value(alleged.relation)
        self._own_words = "" if self.relation.value() else alleged.relation
        self.note.line.setText(alleged.note)
        self._record = alleged.record
        self._show()

    def _open_finder(self) -> None:
        self.finder.show()
        self.link.hide()
        self.finder.search.set_value(self.person.text())
        self.finder.search.take_focus()

    def _choose(self, found: Found) -> None:
        self._record = found.record
        self.person.line.setText(found.name)
        self.finder.empty()
        self.finder.hide()
        self._show()
        self.relation.take_focus()
        self._on()

    def _unlink(self) -> None:
        self._record = ""
        self._show()
        self.link.setFocus()
        self._on()

    def _show(self) -> None:
        linked = bool(self._record)
        self.linked.setText(
            tr("Joined with their record in this book. Their record never leaves it.") if linked else ""
        )
        for part, shown in ((self.linked, linked), (self.unlink, linked), (self.link, not linked)):
            part.setVisible(shown)


class AllegedQuestion(Rows):
    """Who is said to have caused harm, a row for each. ``search_asked(question, text, show)``."""

    search_asked = Signal(str, str, object)

    def __init__(self, name: str, label: str, hint: str, relations: Sequence[Choice]) -> None:
        self._relations = relations
        super().__init__(name, label, hint, tr("Add somebody else"))

    def make_row(self, number: int) -> AllegedRow:
        row = AllegedRow(self.label_text, number, self._relations, self.changed.emit)
        row.finder.wanted.connect(lambda text, show: self.search_asked.emit(self.name, text, show))
        return row

    def value(self) -> tuple[Alleged, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, AllegedRow))
        return tuple(alleged for alleged in rows if alleged != Alleged())

    def set_value(self, people: Sequence[Alleged]) -> None:
        self.fill(len(people))
        for row, alleged in zip(self.made(), people, strict=False):
            if isinstance(row, AllegedRow):
                row.set_value(alleged)
