"""The recording form: one page in real sections.

Rules this module keeps: it asks what ``wording`` says, in that order; it decides nothing and saves nothing; the first
question comes before anything can be written, because its answer decides who may see the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import Answer, ConcernEntry
from desktop.services.pages import Choice
from desktop.ui.concern.child_picker import ChildPicker
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.rows import PersonQuestion, QuotesQuestion, ToldQuestion
from desktop.ui.concern.wording import NINE_NINE_NINE, SECTIONS, Asked, asked
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import YES_NO_UNKNOWN, ChecksQuestion, ChoiceQuestion, TickQuestion
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Rule, Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

AnyQuestion = TypeVar("AnyQuestion", bound=Question)
LONG = {"seen": 6, "marks": 3, "questions": 2, "opinion": 3, "level_why": 2, "done": 4, "kept_from": 2}
ANSWERED = ("mobile", "safe_now", "parents_told", "notes_read_back", "accused_works_with_children")
LINES = ("place", "notes_made", "notes_kept", "safe_now_note", "parents_told_why", "kept_from_why")


class ConcernForm(QWidget):
    """``touched`` comes with every change; the picker's signals are for the presenter."""

    touched = Signal()

    def __init__(self, choices: ConcernChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = ConcernEntry()
        self._questions: dict[str, Question] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.picker = ChildPicker(asked("child"))
        self._make(choices)
        self._lay_out()
        for question in self._questions.values():
            question.changed.connect(self.touched.emit)
        self.accused.changed.connect(self._follow)
        self.from_notes.changed.connect(self._follow)
        self.safe.changed.connect(self._follow)
        self._follow()

    # reading and filling

    def entry(self) -> ConcernEntry:
        """What is written now. Answers to questions that are hidden are not part of it."""
        accused = self.accused.value()
        notes = self.from_notes.value()
        walled = accused == Answer.YES
        return replace(
            self._base,
            happened=self.happened.when(),
            noticed=self.noticed.when(),
            place=self._text("place"),
            witness=self.witness.value(),
            informant=self.informant.value(),
            from_notes=notes,
            notes_made=self._text("notes_made") if notes else "",
            notes_kept=self._text("notes_kept") if notes else "",
            notes_read_back=self._code("notes_read_back") if notes else "",
            seen=self._text("seen"),
            marks=self._text("marks"),
            words=self.words.value(),
            questions=self._text("questions"),
            reported=self.reported.value(),
            opinion=self._text("opinion"),
            mobile=self._code("mobile"),
            category=self.category.value(),
            categories=tuple(code for code in self.categories.value() if code != self.category.value()),
            level=self.level.value(),
            level_why=self._text("level_why"),
            safe_now=self.safe.value(),
            safe_now_note=self._text("safe_now_note"),
            done=self._text("done"),
            told=self.told.value(),
            parents_told=self._code("parents_told"),
            parents_told_why=self._text("parents_told_why"),
            accused_works_with_children=accused,
            kept_from=tuple(line.strip() for line in self._text("kept_from").splitlines() if line.strip())
            if walled
            else (),
            kept_from_why=self._text("kept_from_why") if walled else "",
        )

    def fill(self, entry: ConcernEntry, typed_by: str) -> None:
        """Show an entry; factors and other fields that are not asked here stay with the draft."""
        self._base = entry
        self.typed.set_rows([SummaryRow(asked("typed_by").label, typed_by)])
        for name in (*LONG, *LINES):
            question = self._questions[name]
            value = "\n".join(entry.kept_from) if name == "kept_from" else str(getattr(entry, name))
            if isinstance(question, TextQuestion | LongTextQuestion):
                question.set_value(value)
        for name in ANSWERED:
            question = self._questions[name]
            if isinstance(question, ChoiceQuestion):
                question.set_value(str(getattr(entry, name)))
        self.happened.set_when(entry.happened)
        self.noticed.set_when(entry.noticed)
        self.witness.set_value(entry.witness)
        self.informant.set_value(entry.informant)
        self.from_notes.set_value(entry.from_notes)
        self.words.set_value(entry.words)
        self.reported.set_value(entry.reported)
        self.category.set_value(entry.category)
        self.categories.set_value(entry.categories)
        self._show_further(shown=bool(entry.categories))
        self.level.set_value(entry.level)
        self.told.set_value(entry.told)
        self._follow()

    # inside

    def _make(self, choices: ConcernChoices) -> None:
        for name, rows in LONG.items():
            self._keep(LongTextQuestion(name, *_label(asked(name)), rows=rows))
        for name in LINES:
            self._keep(TextQuestion(name, *_label(asked(name))))
        for name in ANSWERED:
            question = asked(name)
            self._keep(ChoiceQuestion(name, question.label, YES_NO_UNKNOWN, question.hint))
        self.accused = self._choice("accused_works_with_children")
        self.safe = self._choice("safe_now")
        self.happened = self._keep(WhenQuestion("happened", *_label(asked("happened"))))
        self.noticed = self._keep(WhenQuestion("noticed", *_label(asked("noticed")), note=False))
        self.witness = self._keep(PersonQuestion("witness", *_label(asked("witness")), how="saw or heard"))
        self.informant = self._keep(PersonQuestion("informant", *_label(asked("informant"))))
        notes = asked("from_notes")
        self.from_notes = self._keep(TickQuestion("from_notes", notes.label))
        self.words = self._keep(QuotesQuestion("words", *_label(asked("words")), add="Add more words"))
        self.reported = self._keep(
            QuotesQuestion("reported", *_label(asked("reported")), add="Add what somebody else said")
        )
        main, further, level = asked("category"), asked("categories"), asked("level")
        self.category = self._keep(ChoiceQuestion("category", main.label, choices.main, main.hint))
        self.categories = self._keep(ChecksQuestion("categories", further.label, _short(choices)))
        self.level = self._keep(ChoiceQuestion("level", level.label, choices.levels, level.hint))
        self.told = self._keep(ToldQuestion("told", *_label(asked("told"))))
        self.typed = SummaryList([SummaryRow(asked("typed_by").label, "")])
        self.more_kinds = Button("Show further kinds of concern", on=lambda: self._show_further(shown=True))
        self.kinds_row = ActionBar(self.more_kinds)
        self.danger = Notice("danger", "Ring 999 now", "Then ring the area. Writing can wait.")
        self.first_answer = Notice("info", "Answer this first", "The rest of the form opens below.")

    def _lay_out(self) -> None:
        first, *others = SECTIONS
        self.rest = QWidget()
        rest = QVBoxLayout(self.rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(0)
        self.wall = QWidget()
        wall = QVBoxLayout(self.wall)
        wall.setContentsMargins(0, 0, 0, 0)
        wall.setSpacing(18)
        for question in first.asked[1:]:
            wall.addWidget(self._questions[question.field])
        self.accused.reveal(Answer.YES, self.wall)
        self._column.addWidget(self.accused)
        self._column.addSpacing(14)
        self._column.addWidget(self.first_answer)
        self._column.addWidget(self.rest)
        self.notes = QWidget()
        notes = QVBoxLayout(self.notes)
        notes.setContentsMargins(40, 0, 0, 0)
        notes.setSpacing(18)
        for name in ("notes_made", "notes_kept", "notes_read_back"):
            notes.addWidget(self._questions[name])
        for section in others:
            rest.addSpacing(26)
            rest.addWidget(Rule())
            rest.addSpacing(26)
            rest.addWidget(Text(section.title, "heading"))
            if section.lead and section.lead != NINE_NINE_NINE:
                rest.addSpacing(2)
                rest.addWidget(Text(section.lead, "hint"))
            for question in section.asked:
                self._put(rest, question.field)

    def _put(self, column: QVBoxLayout, name: str) -> None:
        if name in ("notes_made", "notes_kept", "notes_read_back"):
            return
        column.addSpacing(20)
        if name == "child":
            column.addWidget(self.picker)
        elif name == "typed_by":
            column.addWidget(self.typed)
        else:
            if name == "categories":
                column.addWidget(self.kinds_row)
            column.addWidget(self._questions[name])
        if name == "from_notes":
            column.addSpacing(14)
            column.addWidget(self.notes)
        if name == "safe_now":
            column.addSpacing(10)
            column.addWidget(self.danger)

    def _follow(self) -> None:
        """Show what an answer asks for next."""
        for part, wanted in (
            (self.rest, bool(self.accused.value())),
            (self.first_answer, not self.accused.value()),
            (self.notes, self.from_notes.value()),
            (self.danger, self.safe.value() == Answer.NO),
        ):
            if part.isHidden() == wanted:  # each call lays everything out again
                part.setVisible(wanted)

    def _show_further(self, *, shown: bool) -> None:
        for part, wanted in ((self.categories, shown), (self.kinds_row, not shown)):
            if part.isHidden() == wanted:
                part.setVisible(wanted)

    def _keep(self, question: AnyQuestion) -> AnyQuestion:
        self._questions[question.name] = question
        return question

    def _choice(self, name: str) -> ChoiceQuestion:
        question = self._questions[name]
        assert isinstance(question, ChoiceQuestion)
        return question

    def _text(self, name: str) -> str:
        question = self._questions[name]
        return question.value() if isinstance(question, TextQuestion | LongTextQuestion) else ""

    def _code(self, name: str) -> str:
        return self._choice(name).value()


def _short(choices: ConcernChoices) -> tuple[Choice, ...]:
    """Every kind by its name; what the four main ones mean stands with the question above."""
    return tuple(Choice(choice.code, choice.label) for choice in (*choices.main, *choices.further))


def _label(question: Asked) -> tuple[str, str]:
    return question.label, question.hint
