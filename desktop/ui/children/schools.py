"""Rows of earlier schools, nurseries and clubs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.domain.records import Attended
from desktop.ui.concern.fields import Field, Fields
from desktop.ui.concern.rows import RowCard, Rows
from desktop.ui.language import tr


class SchoolRow(RowCard):
    def __init__(self, number: int, on: Callable[[], None]) -> None:
        super().__init__(tr("Remove row {number} of the earlier schools", number=number))
        said = tr("Earlier school, row {number}", number=number)
        self._note = ""
        self.school = Field(tr("Name"), tr("{said}: name", said=said), 30, on)
        self.since = Field(tr("From"), tr("{said}: from", said=said), 12, on)
        self.until = Field(tr("Until"), tr("{said}: until", said=said), 12, on)
        self.first = self.school.line
        self.add(Fields(self.school, self.since, self.until))
        self.finish()

    def value(self) -> Attended:
        return Attended(self.school.text(), self.since.text(), self.until.text(), self._note)

    def set_value(self, attended: Attended) -> None:
        self._note = attended.note
        for field, text in ((self.school, attended.name), (self.since, attended.since), (self.until, attended.until)):
            field.line.setText(text)


class SchoolsQuestion(Rows):
    """Where the child went before, a row for each."""

    def __init__(self, name: str = "schools", label: str = "") -> None:
        hint = tr("As far as they are known; a year is enough.")
        super().__init__(
            name, label or tr("Earlier schools, nurseries and clubs (optional)"), hint, tr("Add another school")
        )

    def make_row(self, number: int) -> SchoolRow:
        return SchoolRow(number, self.changed.emit)

    def value(self) -> tuple[Attended, ...]:
        rows = (row.value() for row in self.made() if isinstance(row, SchoolRow))
        return tuple(attended for attended in rows if attended != Attended())

    def set_value(self, schools: Sequence[Attended]) -> None:
        self.fill(len(schools))
        for row, attended in zip(self.made(), schools, strict=False):
            if isinstance(row, SchoolRow):
                row.set_value(attended)
