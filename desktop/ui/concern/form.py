"""The recording form: one page in real sections, built while one reads it.

Rules this module keeps:

* it asks what ``wording`` says, in that order; it decides nothing and saves nothing;
* the first question comes before anything can be written, because its answer decides who may see the rest;
* only the first question is there at once: the others are built, and their sections shown, in short steps between which
  the window answers; what a question that is not built yet would hold is in the entry that was filled in, so reading the
  form is right at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import Answer, ConcernEntry
from desktop.services.pages import Choice
from desktop.ui.concern.child_picker import ChildPicker
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.rows import PersonQuestion, QuotesQuestion, ToldQuestion
from desktop.ui.concern.wording import NINE_NINE_NINE, Asked, Section, asked, sections
from desktop.ui.language import tr
from desktop.ui.slices import Slices, prepare
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion, yes_no_unknown
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Rule, Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

LONG = {"seen": 6, "marks": 3, "questions": 2, "opinion": 3, "level_why": 2, "done": 4, "kept_from": 2}
ANSWERED = ("mobile", "safe_now", "parents_told", "notes_read_back", "accused_works_with_children")
SPECIAL: dict[str, Callable[[str, str, ConcernChoices], Question]] = {
    "happened": lambda label, hint, _: WhenQuestion("happened", label, hint),
    "noticed": lambda label, hint, _: WhenQuestion("noticed", label, hint, note=False),
    "witness": lambda label, hint, _: PersonQuestion("witness", label, hint, how=tr("saw or heard")),
    "informant": lambda label, hint, _: PersonQuestion("informant", label, hint),
    "from_notes": lambda label, _hint, _: TickQuestion("from_notes", label),
    "words": lambda label, hint, _: QuotesQuestion(
        "words", label, hint, by=tr("Who said it, if not this child"), add=tr("Add more words")
    ),
    "reported": lambda label, hint, _: QuotesQuestion("reported", label, hint, add=tr("Add what somebody else said")),
    "category": lambda label, hint, choices: ChoiceQuestion("category", label, choices.main, hint),
    "categories": lambda label, _hint, choices: ChecksQuestion("categories", label, _short(choices)),
    "level": lambda label, hint, choices: ChoiceQuestion("level", label, choices.levels, hint),
    "told": lambda label, hint, _: ToldQuestion("told", label, hint),
}
WEIGHTY = ("safe_now", "level", "marks")
OF_NOTES = ("notes_made", "notes_kept", "notes_read_back")


class ConcernForm(QWidget):
    """``touched`` comes with every change; ``weighed`` with one that may make it urgent, ``built`` with every part that came; the picker's signals are for the presenter."""

    touched = Signal()
    built = Signal(QWidget)
    weighed = Signal()

    def __init__(self, choices: ConcernChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = ConcernEntry()
        self._typed_by = ""
        self._choices = choices
        self._questions: dict[str, Question] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.picker = ChildPicker(asked("child"))
        self.accused = cast("ChoiceQuestion", self._question("accused_works_with_children"))
        self.first_answer = Notice("info", tr("Answer this first"), tr("The rest of the form opens below."))
        self.danger = Notice("danger", tr("Ring 999 now"), tr("Then ring the area. Writing can wait."))
        self.danger.hide()
        self.rest, self._rest = _column()
        self.wall, self._wall = _column(18)
        self.notes, self._notes = _column(18)
        self._notes.setContentsMargins(40, 0, 0, 0)
        self.notes.hide()
        self._column.addWidget(self.accused)
        self._column.addSpacing(14)
        self._column.addWidget(self.first_answer)
        self._column.addWidget(self.rest)
        self._sections: list[QWidget] = []  # those that are built and not shown yet
        self.typed = SummaryList()
        self.more_kinds = Button(tr("Show further kinds of concern"), on=lambda: self._show_further(shown=True))
        self.kinds_row = ActionBar(self.more_kinds)
        for question in sections()[0].asked[1:]:
            self._wall.addWidget(self._question(question.field))
        self.accused.reveal(Answer.YES, self.wall)
        self._slices = Slices(self)
        self._slices.begin(self._build())
        self._follow()

    # reading and filling

    def entry(self) -> ConcernEntry:
        """What is written now. Answers to questions that are hidden are not part of it."""
        read = {name: _read(question) for name, question in self._questions.items()}
        entry: ConcernEntry = replace(self._base, **read)
        further = tuple(code for code in entry.categories if code != entry.category)
        entry = replace(entry, categories=further)
        if not entry.from_notes:
            entry = replace(entry, notes_made="", notes_kept="", notes_read_back="")
        if entry.accused_works_with_children != Answer.YES:
            entry = replace(entry, kept_from=(), kept_from_why="")
        return entry

    def fill(self, entry: ConcernEntry, typed_by: str) -> None:
        """Show an entry; factors and other fields that are not asked here stay with the draft."""
        self._base, self._typed_by = entry, typed_by
        self.typed.set_rows([SummaryRow(asked("typed_by").label, typed_by)])
        for name, question in self._questions.items():
            _write(question, getattr(entry, name))
        if "categories" in self._questions:
            self._show_further(shown=bool(entry.categories))
        self._follow()

    def finish(self) -> None:
        """Build and show now what is not there yet: somebody needs a certain question."""
        self._slices.finish()

    def ready(self) -> bool:
        """Whether everything that is to be seen stands."""
        return not self._slices.busy()

    @property
    def happened(self) -> WhenQuestion:
        return cast("WhenQuestion", self._now("happened"))

    @property
    def safe(self) -> ChoiceQuestion:
        return cast("ChoiceQuestion", self._now("safe_now"))

    # building, a step at a time

    def _build(self) -> Iterator[None]:
        for section in sections()[1:]:
            yield from self._build_section(section)
        self._follow()

    def _build_section(self, section: Section) -> Iterator[None]:
        box, column = _column()
        box.hide()
        self._rest.addWidget(box)
        column.addSpacing(26)
        column.addWidget(Rule())
        column.addSpacing(26)
        column.addWidget(Text(section.title, "heading"))
        if section.lead and section.lead != tr(NINE_NINE_NINE):
            column.addSpacing(2)
            column.addWidget(Text(section.lead, "hint"))
        for question in section.asked:
            made = self._put(column, question.field)
            prepare(made)
            self.built.emit(made)
            yield
        self._sections.append(box)
        if self.accused.value():
            self._show_next()
            yield

    def _show_sections(self) -> Iterator[None]:
        while self._sections:
            self._show_next()
            yield

    def _show_next(self) -> None:
        self._sections.pop(0).show()
        self._follow()

    def _put(self, column: QVBoxLayout, name: str) -> QWidget:
        if name in OF_NOTES:
            question = self._question(name)
            self._notes.addWidget(question)
            return question
        column.addSpacing(20)
        if name == "child":
            column.addWidget(self.picker)
            return self.picker
        if name == "typed_by":
            column.addWidget(self.typed)
            return self.typed
        if name == "categories":
            column.addWidget(self.kinds_row)
        question = self._question(name)
        column.addWidget(question)
        if name == "categories":
            self._show_further(shown=bool(self._base.categories))
        if name == "from_notes":
            column.addSpacing(14)
            column.addWidget(self.notes)
        if name == "safe_now":
            column.addSpacing(10)
            column.addWidget(self.danger)
        return question

    def _question(self, name: str) -> Question:
        """Make a question, holding what the entry says, and listen to it."""
        made = self._make(name, asked(name))
        _write(made, getattr(self._base, name))
        self._questions[name] = made
        made.changed.connect(self.touched.emit)
        if name in ("accused_works_with_children", "from_notes", "safe_now"):
            made.changed.connect(self._follow)
        if name in WEIGHTY:
            made.changed.connect(self.weighed.emit)
        return made

    def _make(self, name: str, question: Asked) -> Question:
        label, hint = question.label, question.hint
        if name in LONG:
            return LongTextQuestion(name, label, hint, rows=LONG[name])
        if name in ANSWERED:
            return ChoiceQuestion(name, label, yes_no_unknown(), hint)
        if (special := SPECIAL.get(name)) is not None:
            return special(label, hint, self._choices)
        return TextQuestion(name, label, hint)

    def _now(self, name: str) -> Question:
        if name not in self._questions:
            self.finish()
        return self._questions[name]

    def _follow(self) -> None:
        """Show what an answer asks for next."""
        answered = bool(self.accused.value())
        if answered and self._sections and not self._slices.busy():
            self._slices.begin(self._show_sections())
        notes, safe = self._questions.get("from_notes"), self._questions.get("safe_now")
        for part, wanted in (
            (self.rest, answered),
            (self.first_answer, not answered),
            (self.notes, notes is not None and bool(_read(notes))),
            (self.danger, safe is not None and _read(safe) == Answer.NO),
        ):
            if part.parent() is not None and part.isHidden() == wanted:  # each call lays everything out again
                part.setVisible(wanted)

    def show_whom(self, whom: str) -> None:
        """Whom to ring after 999."""
        self.danger.say(
            "danger", tr("Ring 999 now"), tr("Then ring {whom}. Writing can wait.", whom=whom or tr("the area"))
        )

    def _show_further(self, *, shown: bool) -> None:
        for part, wanted in ((self._questions["categories"], shown), (self.kinds_row, not shown)):
            if part.isHidden() == wanted:
                part.setVisible(wanted)


def _column(spacing: int = 0) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return box, column


def _read(question: Question) -> Any:  # noqa: ANN401 - a different type for each question
    if isinstance(question, WhenQuestion):
        return question.when()
    value = cast("Any", question).value()
    if question.name == "kept_from":
        return tuple(line.strip() for line in str(value).splitlines() if line.strip())
    return value


def _write(question: Question, value: Any) -> None:  # noqa: ANN401 - see above
    if isinstance(question, WhenQuestion):
        question.set_when(value)
    elif question.name == "kept_from":
        cast("LongTextQuestion", question).set_value("\n".join(value))
    elif isinstance(question, TextQuestion | LongTextQuestion | ChoiceQuestion):
        question.set_value(str(value))
    else:
        cast("Any", question).set_value(value)


def _short(choices: ConcernChoices) -> tuple[Choice, ...]:
    """Every kind by its name; what the four main ones mean stands with the question above."""
    return tuple(Choice(choice.code, choice.label) for choice in (*choices.main, *choices.further))
