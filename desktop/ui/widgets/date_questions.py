"""Dates in three fields, and moments as a person knows them. The keyboard never moves on by itself; no certainty is stated
for anybody: a draft in which it is still open says "not known exactly", and cannot be signed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.dates import local
from desktop.domain.records import Precision, When
from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.dates import DateParts, NotADate, NotATime, read_date, read_time, split_date
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import TextQuestion
from desktop.ui.widgets.written_lines import Line

PRECISIONS = (
    Choice(Precision.EXACT, mark("I know exactly")),
    Choice(Precision.ABOUT, mark("About then")),
    Choice(Precision.UNKNOWN, mark("Not known exactly")),
)


class DateQuestion(Question):
    """Day, month and year. Month names are read ("3", "mar", "March")."""

    def __init__(
        self,
        name: str,
        label: str,
        hint: str | None = None,
        *,
        optional: bool = False,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        hint = tr("For example, 14 3 2017 or 14 March 2017.") if hint is None else hint
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self.day, self.month, self.year = Line(3), Line(10), Line(5)
        row = QHBoxLayout()
        row.setSpacing(14)
        for title, line in ((tr("Day"), self.day), (tr("Month"), self.month), (tr("Year"), self.year)):
            column = QVBoxLayout()
            column.setSpacing(2)
            part = Text(title, "body")
            part.setWordWrap(False)
            column.addWidget(part)
            column.addWidget(line)
            row.addLayout(column)
            self.tie(line, title)
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.parts_row = row
        row.addStretch(1)
        self.box.addLayout(row)

    def parts(self) -> DateParts:
        return DateParts(self.day.text(), self.month.text(), self.year.text())

    def value(self) -> str:
        """ISO date; ``""`` when blank or unreadable (then ``problem()`` says why)."""
        try:
            return read_date(self.parts())
        except NotADate:
            return ""

    def problem(self) -> str:
        try:
            read_date(self.parts())
        except NotADate as error:
            return str(error)
        return ""

    def set_value(self, iso: str) -> None:
        parts = split_date(iso)
        for line, text in ((self.day, parts.day), (self.month, parts.month), (self.year, parts.year)):
            line.setText(text)


def _now() -> datetime:
    return local(datetime.now(UTC))


class Certainty(ChoiceQuestion):
    """How sure one is of a moment: nothing is chosen beforehand, and it is needed once a day is given."""

    def __init__(self, name: str, needed: Callable[[], bool], of: str) -> None:
        """``of`` is the label of the moment: a form has several, and each answer says of which it is."""
        super().__init__(name, tr("How sure are you of this?"), translated(PRECISIONS))
        for control in self._controls:
            control.setAccessibleName(f"{of}: {control.accessibleName()}")
        self._needed = needed

    def problem(self) -> str:
        return tr("Say how sure you are of the day and time") if self._needed() and not self.value() else ""


class WhenQuestion(DateQuestion):
    """A date, a time, how sure one is (when ``sure``), and a note in one's own words ("before registration")."""

    def __init__(
        self,
        name: str,
        label: str,
        hint: str | None = None,
        *,
        optional: bool = False,
        note: bool = True,
        sure: bool = True,
        big: bool = False,
        clock: Callable[[], datetime] = _now,
        parent: QWidget | None = None,
    ) -> None:
        if hint is None:
            hint = tr("For example, 20 November 2026, 9:05. Leave the time blank if you do not know it.")
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self._sure, self._clock = sure, clock
        self.time = Line(6)
        column = QVBoxLayout()
        column.setSpacing(2)
        part = Text(tr("Time"), "body")
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.time)
        self.parts_row.insertLayout(3, column)
        self.tie(self.time, tr("Time"))
        self.time.textChanged.connect(lambda _text: self.changed.emit())
        self.today = Button(tr("Today"), on=lambda: self._fill_in(clock=False))
        self.moment = Button(tr("Now"), on=lambda: self._fill_in(clock=True))
        for button in (self.today, self.moment):
            button.setAccessibleName(f"{button.text()}: {label}")
        self.box.addWidget(ActionBar(self.today, self.moment))
        self.precision = Certainty(f"{name}.precision", lambda: bool(self.value()), label)
        self.precision.changed.connect(self.changed.emit)
        self.note = TextQuestion(
            f"{name}.note", tr("In your own words"), tr("For example, before registration."), optional=True
        )
        self.note.label.setBuddy(self.note)  # the line says of which moment it is, more than its label
        self.note.line.setAccessibleName(f"{label}: {self.note.label_text}")
        self.note.changed.connect(self.changed.emit)
        self.box.addSpacing(6)
        self.box.addWidget(self.precision)
        self.box.addWidget(self.note)
        if not (note and sure):
            self.note.hide()
        if not sure:
            self.precision.hide()

    def when(self) -> When:
        """What was typed; ``at`` is blank when unreadable (then ``problem()`` says why)."""
        day = self.value()
        try:
            clock = read_time(self.time.text())
        except NotATime:
            clock = ""
        at = f"{day}T{clock}" if day and clock else day
        unsaid = Precision.UNKNOWN if self._sure and at else Precision.EXACT
        precision = Precision(self.precision.value() or unsaid)
        note = self.note.value()
        return When(at, precision, note) if at or note or precision is Precision.UNKNOWN else When()

    def set_when(self, when: When) -> None:
        self.set_value(when.at)
        self.time.setText(when.at[11:16])
        said = when.at or when.note or when.precision is not Precision.EXACT
        self.precision.set_value(when.precision if said else "")
        self.note.set_value(when.note)

    def speak_as(self, of: str) -> None:
        """Say ``of`` before every part: a form that asks the same in several rows says which row."""
        for control in (self.day, self.month, self.year, self.time, self.today, self.moment):
            control.setAccessibleName(f"{of}: {control.accessibleName()}")

    def _fill_in(self, *, clock: bool) -> None:
        now = self._clock()
        self.set_value(now.date().isoformat())
        self.time.setText(f"{now:%H:%M}" if clock else self.time.text())
        self.time.setFocus()

    def problem(self) -> str:
        if found := super().problem():
            return found
        try:
            clock = read_time(self.time.text())
        except NotATime as error:
            return str(error)
        return tr("Give the day that goes with the time") if clock and not self.value() else ""
