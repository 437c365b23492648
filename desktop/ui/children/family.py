"""Rows of family and household, with parental responsibility."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.domain.records import Relative
from desktop.ui.concern.fields import Field, Fields
from desktop.ui.concern.rows import RowCard, Rows
from desktop.ui.language import tr
from desktop.ui.widgets.choice_questions import ChoiceQuestion, yes_no_unknown


class FamilyRow(RowCard):
    def __init__(self, number: int, on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number} of the family", number=number))
        said = tr("Family, row {number}", number=number)
        self._base = Relative()
        self.person = Field(tr("Name"), tr("{said}: name", said=said), 26, on)
        self.relation = Field(tr("Relation"), tr("{said}: relation", said=said), 18, on)
        self.parental = ChoiceQuestion(
            f"people.{number}.pr", tr("Do they have parental responsibility?"), yes_no_unknown()
        )
        self.household = ChoiceQuestion(f"people.{number}.home", tr("Do they live with the child?"), yes_no_unknown())
        self.first = self.person.line
        self.add(Fields(self.person, self.relation))
        for question in (self.parental, self.household):
            question.speak_as(said)
            question.changed.connect(on)
        self.add(Fields(self.parental, self.household))
        self.finish()

    def value(self) -> Relative:
        return Relative(
            name=self.person.text(),
            relation=self.relation.text(),
            parental_responsibility=self.parental.value(),
            household=self.household.value(),
            born=self._base.born,
            record=self._base.record,
            note=self._base.note,
        )

    def set_value(self, relative: Relative) -> None:
        self._base = relative
        self.person.line.setText(relative.name)
        self.relation.line.setText(relative.relation)
        self.parental.set_value(relative.parental_responsibility)
        self.household.set_value(relative.household)


class FamilyQuestion(Rows):
    """Everybody around the child, a row for each."""

    def __init__(self) -> None:
        super().__init__(
            "people",
            tr("Family and household (optional)"),
            tr("Parents, brothers and sisters, and other adults at home. Add what you know; it can be added to later."),
            tr("Add another person"),
        )

    def make_row(self, number: int) -> FamilyRow:
        return FamilyRow(number, self.changed.emit)

    def value(self) -> tuple[Relative, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, FamilyRow))
        return tuple(relative for relative in rows if relative != Relative())

    def set_value(self, people: Sequence[Relative]) -> None:
        self.fill(len(people))
        for row, relative in zip(self.made(), people, strict=False):
            if isinstance(row, FamilyRow):
                row.set_value(relative)
