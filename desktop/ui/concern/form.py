"""The recording form: one page in real sections, built while one reads it.

Rules this module keeps:

* it asks what ``questions`` says, in that order; it decides nothing and saves nothing;
* the first question comes before anything can be written, because its answer decides who may see the rest;
* only the first question is there at once: the others are built, and their sections shown, in short steps between which
  the window answers; what a question that is not built yet would hold is in the entry that was filled in, so reading the
  form is right at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import Answer, ConcernEntry
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.concern.child_picker import ChildPicker
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.event_rows import AllegedQuestion, InvolvedQuestion
from desktop.ui.concern.fields import WitnessQuestion
from desktop.ui.concern.form_questions import make, read, write_from
from desktop.ui.concern.questions import NINE_NINE_NINE, Fold, Section, asked, folds, hidden, sections
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.help.disclosure import Disclosure
from desktop.ui.help.fields import field_help
from desktop.ui.language import tr
from desktop.ui.slices import Slices, prepare
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Rule, Text

WEIGHTY = ("safe_now", "level", "marks", "body_marks")
FOLLOWED = (
    "accused_works_with_children", "from_notes", "safe_now", "marks", "body_marks", "level", "parents_told", "others",
    "non_recent", "impact", "strengths", "barriers",
)  # fmt: skip
INSET = ("notes_made", "notes_kept", "notes_read_back")
GAP = 20  # pixels above each question


class ConcernForm(QWidget):
    """``touched`` comes with every change; ``weighed`` with one that may make it urgent, ``built`` with every part that came; the picker's signals are for the presenter."""

    touched = Signal()
    built = Signal(QWidget)
    weighed = Signal()
    myself_asked = Signal()
    map_asked = Signal(object)  # the question that the body map answers
    search_asked = Signal(str, str, object)  # a row looks for somebody of this record book (linking.py)

    def __init__(self, choices: ConcernChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = ConcernEntry()
        self._choices = choices
        self._questions: dict[str, Question] = {}
        self._places: dict[str, QWidget] = {}  # what is shown and hidden with a question
        self._folds = {one: self._fold_row(one) for one in folds()}
        self._opened: set[Fold] = set()
        self._young = True
        self._offered = ""  # the outline that fits the child
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.picker = ChildPicker(asked("child"))
        self.accused = cast("ChoiceQuestion", self._question("accused_works_with_children"))
        self.first_answer = Notice("info", tr("Answer this first"), tr("The rest of the form opens below."))
        self.danger = Notice("danger", tr("Ring 999 now"), tr("Then ring the area. Writing can wait."))
        self.danger.hide()
        self.unsure = Notice("warning")
        self.unsure.hide()
        self.rest, self._rest = _column()
        self.wall, self._wall = _column(18)
        self._column.addWidget(self.accused)
        self._help(self._column, "accused_works_with_children", self.accused.label_text)
        self._column.addSpacing(14)
        self._column.addWidget(self.first_answer)
        self._column.addWidget(self.rest)
        self._sections: list[QWidget] = []  # those that are built and not shown yet
        self.typed = SummaryList()
        for question in sections()[0].asked[1:]:
            self._wall.addWidget(self._question(question.field))
        self.accused.reveal(Answer.YES, self.wall)
        self._slices = Slices(self)
        self._slices.begin(self._build())
        self._follow()

    # reading and filling

    def entry(self) -> ConcernEntry:
        """What is written now. Answers that mean nothing without another are not part of it."""
        entry: ConcernEntry = replace(
            self._base, **{name: read(question) for name, question in self._questions.items()}
        )
        if isinstance(drawn := self._questions.get("body_marks"), MarksQuestion):
            entry = replace(entry, body=drawn.drawn().body)
        further = tuple(code for code in entry.categories if code != entry.category)
        entry = replace(entry, categories=further)
        if not entry.from_notes:
            entry = replace(entry, notes_made="", notes_kept="", notes_read_back="")
        if entry.accused_works_with_children != Answer.YES:
            entry = replace(entry, kept_from=(), kept_from_why="")
        return entry

    def fill(self, entry: ConcernEntry, typed_by: str) -> None:
        """Show an entry; factors and other fields that are not asked here stay with the draft."""
        self._base = entry
        self.typed.set_rows([SummaryRow(asked("typed_by").label, typed_by)])
        for question in self._questions.values():
            write_from(question, entry)
        self._opened = {fold for fold in self._folds if any(getattr(entry, name) for name in fold.fields)}
        self._follow()

    def finish(self) -> None:
        """Build and show now what is not there yet: somebody needs a certain question."""
        self._slices.finish()

    def unfold(self, field: str) -> None:
        """Open what is folded away around a field."""
        self._opened |= {fold for fold in self._folds if field in fold.fields}
        self._follow()

    def ready(self) -> bool:
        """Whether everything that is to be seen stands."""
        return not self._slices.busy()

    @property
    def happened(self) -> WhenQuestion:
        return cast("WhenQuestion", self._now("happened"))

    @property
    def safe(self) -> ChoiceQuestion:
        return cast("ChoiceQuestion", self._now("safe_now"))

    def show_young(self, young: bool) -> None:
        """Whether the child is under two, or of unknown age: some questions are for those."""
        self._young = young
        self._follow()

    def offer_body(self, body: str) -> None:
        """The outline that fits the child, until a mark is drawn."""
        self._offered = body
        if isinstance(drawn := self._questions.get("body_marks"), MarksQuestion):
            drawn.offer_body(body)

    @property
    def witness(self) -> WitnessQuestion:
        return cast("WitnessQuestion", self._now("witness"))

    def show_whom(self, whom: str, calm: RingNow | None = None) -> None:
        """Whom to ring after 999; ``calm`` is who can be rung when nobody knows whether the child is safe."""
        if calm is not None:
            self.unsure.say("warning", calm.title, calm.text)
        self.unsure.setVisible(calm is not None and self.unsure.parent() is not None)
        then = tr("Then ring {whom}. Writing can wait.", whom=whom or tr("the area"))
        self.danger.say("danger", tr("Ring 999 now"), then)

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
            if question.field == "factors" and not self._choices.codes:
                continue  # what a draft holds of them stays in it
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
        """Put one question into its section, with the button that unfolds it and the help below it."""
        for fold, row in self._folds.items():
            if fold.fields[0] == name:
                column.addWidget(row)
        place, inside = _column()
        inside.setContentsMargins(40 if name in INSET else 0, GAP, 0, 0)
        question: QWidget = {"child": self.picker, "typed_by": self.typed}.get(name) or self._question(name)
        inside.addWidget(question)
        self._help(inside, name, asked(name).label)
        if name == "safe_now":
            inside.addSpacing(10)
            inside.addWidget(self.danger)
            inside.addWidget(self.unsure)
        self._places[name] = place
        if name in self._away():
            place.hide()  # never shown here: what has no parent yet would open a window of its own
        column.addWidget(place)
        return question

    def _help(self, column: QVBoxLayout, name: str, label: str) -> None:
        if (told := field_help(name)) is not None:
            column.addWidget(Disclosure(label, told))

    def _fold_row(self, fold: Fold) -> QWidget:
        row = ActionBar(Button(fold.button, on=self._unfolding(fold)))
        row.setContentsMargins(0, GAP - 8, 0, 0)
        return row

    def _unfolding(self, fold: Fold) -> Callable[[], None]:
        def unfold() -> None:
            self.unfold(fold.fields[0])
            first = self._now(fold.fields[0])
            first.take_focus()
            if isinstance(first, MarksQuestion):
                self.map_asked.emit(first)  # whoever unfolds it wants to draw

        return unfold

    def _question(self, name: str) -> Question:
        """Make a question, holding what the entry says, and listen to it."""
        made = make(asked(name), self._choices)
        write_from(made, self._base)
        self._questions[name] = made
        if isinstance(made, MarksQuestion):
            made.offer_body(self._offered)
            made.open_asked.connect(lambda: self.map_asked.emit(made))
        if isinstance(made, WitnessQuestion):
            made.myself_asked.connect(self.myself_asked.emit)
        if isinstance(made, InvolvedQuestion | AllegedQuestion):
            made.search_asked.connect(self.search_asked.emit)
        made.changed.connect(self.touched.emit)
        if name in FOLLOWED:
            made.changed.connect(self._follow)
        if name in WEIGHTY:
            made.changed.connect(self.weighed.emit)
        return made

    def _now(self, name: str) -> Question:
        if name not in self._questions:
            self.finish()
        return self._questions[name]

    def _away(self) -> frozenset[str]:
        """Fields that are not on the screen: no answer calls for them, or they are folded away."""
        folded = {name for fold in self._folds if fold not in self._opened for name in fold.fields}
        return hidden(self.entry(), young=self._young, codes=self._choices.codes) | folded

    def _follow(self) -> None:
        """Show what an answer asks for next."""
        answered = bool(self.accused.value())
        if answered and self._sections and not self._slices.busy():
            self._slices.begin(self._show_sections())
        away, safe = self._away(), self._questions.get("safe_now")
        wanted = [
            (self.rest, answered),
            (self.first_answer, not answered),
            (self.danger, safe is not None and read(safe) == Answer.NO),
            *((place, name not in away) for name, place in self._places.items()),
            *((row, fold not in self._opened) for fold, row in self._folds.items()),
        ]
        for part, shown in wanted:
            if part.parent() is not None and part.isHidden() == shown:  # each call lays everything out again
                part.setVisible(shown)


def _column(spacing: int = 0) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return box, column
