"""Dates in three fields, and moments as a person knows them. The keyboard never moves on by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.records import Precision, When
from desktop.services.pages import Choice
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.dates import DateParts, NotADate, NotATime, read_date, read_time, split_date
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import Line, TextQuestion

PRECISIONS = (
    Choice(Precision.EXACT, "I know exactly"),
    Choice(Precision.ABOUT, "About then"),
    Choice(Precision.UNKNOWN, "Not known exactly"),
)


class DateQuestion(Question):
    """Day, month and year. Month names are read ("3", "mar", "March")."""

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "For example, 14 3 2017 or 14 March 2017.",
        *,
        optional: bool = False,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self.day, self.month, self.year = Line(3), Line(10), Line(5)
        row = QHBoxLayout()
        row.setSpacing(14)
        for title, line in (("Day", self.day), ("Month", self.month), ("Year", self.year)):
            column = QVBoxLayout()
            column.setSpacing(2)
            part = Text(title, "body")
            part.setWordWrap(False)
            part.setBuddy(line)
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


class WhenQuestion(DateQuestion):
    """A date, a time, how sure one is (when ``sure``), and a note in one's own words ("before registration")."""

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "For example, 20 November 2026, 9:05. Leave the time blank if you do not know it.",
        *,
        optional: bool = False,
        note: bool = True,
        sure: bool = True,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self.time = Line(6)
        column = QVBoxLayout()
        column.setSpacing(2)
        part = Text("Time", "body")
        part.setBuddy(self.time)
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.time)
        self.parts_row.insertLayout(3, column)
        self.tie(self.time, "Time")
        self.time.textChanged.connect(lambda _text: self.changed.emit())
        self.precision = ChoiceQuestion(f"{name}.precision", "How sure are you of this?", PRECISIONS)
        self.precision.set_value(Precision.EXACT)
        self.precision.changed.connect(self.changed.emit)
        self.note = TextQuestion(
            f"{name}.note", "In your own words", "For example, before registration.", optional=True
        )
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
        precision = Precision(self.precision.value() or Precision.EXACT)
        note = self.note.value()
        return When(at, precision, note) if at or note or precision is Precision.UNKNOWN else When()

    def set_when(self, when: When) -> None:
        self.set_value(when.at)
        self.time.setText(when.at[11:16])
        self.precision.set_value(when.precision)
        self.note.set_value(when.note)

    def problem(self) -> str:
        if found := super().problem():
            return found
        try:
            clock = read_time(self.time.text())
        except NotATime as error:
            return str(error)
        return "Give the day that goes with the time" if clock and not self.value() else ""
