"""The parts of the recording form, and how they are built in short steps between which the window answers.

Rules this module keeps:

* only the first question is there at once, because its answer decides who may see the rest;
* what a question that is not built yet would hold is in the entry that was filled in, so reading the form is right at any moment;
* every question has its place, with its help below it; nothing here says what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import ConcernEntry
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.concern.child_picker import ChildPicker
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.event_rows import AllegedQuestion, InvolvedQuestion
from desktop.ui.concern.fields import WitnessQuestion
from desktop.ui.concern.form_questions import make, write_from
from desktop.ui.concern.guide import GuideFoot, GuideHead
from desktop.ui.concern.guided import FIRST
from desktop.ui.concern.places import QuestionPlace, SectionBox, stacked
from desktop.ui.concern.questions import Fold, Section, asked, folds, sections
from desktop.ui.help.disclosure import Disclosure
from desktop.ui.help.fields import field_help
from desktop.ui.language import tr
from desktop.ui.slices import Slices, prepare
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.summary_list import SummaryList

WEIGHTY = ("safe_now", "level", "marks", "body_marks")
FOLLOWED = (
    "accused_works_with_children", "from_notes", "safe_now", "marks", "body_marks", "level", "parents_told", "others",
    "non_recent", "impact", "strengths", "barriers",
)  # fmt: skip
WALL = ("kept_from", "kept_from_why")
INSET = ("notes_made", "notes_kept", "notes_read_back", *WALL)
GAP = 20  # pixels above each question


class FormParts(QWidget):
    """``touched`` comes with every change; ``weighed`` with one that may make it urgent, ``built`` with every part that came; the picker's
    signals are for the presenter.
    """

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
        self._places: dict[str, QuestionPlace] = {}  # what is shown and hidden with a question
        self._folds = {one: self._fold_row(one) for one in folds()}
        self._sections: list[SectionBox] = []
        self._waiting: list[SectionBox] = []  # those of them that the one page does not show yet
        self._offered = ""  # the outline that fits the child
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.head, self.guide = GuideHead(), GuideFoot()
        self.picker = ChildPicker(asked("child"))
        self.first_answer = Notice("info", tr("Answer this first"), tr("The rest of the form opens below."))
        self.unsure = Notice("warning")
        self.unsure.hide()
        self.rest, self._rest = stacked()
        self.wall, wall = stacked()
        self.typed = SummaryList()
        self._column.addWidget(self.head)
        self.accused = cast("ChoiceQuestion", self._put(self._column, FIRST))
        self._column.addWidget(self.wall)
        self._column.addSpacing(14)
        for part in (self.first_answer, self.rest, self.guide):
            self._column.addWidget(part)
        for name in WALL:
            self._put(wall, name)
        self._slices = Slices(self)
        self._slices.begin(self._build())

    def finish(self) -> None:
        """Build and show now what is not there yet: somebody needs a certain question."""
        self._slices.finish()

    def ready(self) -> bool:
        """Whether everything that is to be seen stands."""
        return not self._slices.busy()

    def _follow(self) -> None:
        """Show what an answer asks for next."""
        raise NotImplementedError

    def _unfold(self, fold: Fold) -> None:
        """Show what was folded away."""
        raise NotImplementedError

    def _build(self) -> Iterator[None]:
        for section in sections()[1:]:
            yield from self._build_section(section)
        if self.accused.value():
            yield from self._show_sections()
        self._follow()

    def _build_section(self, section: Section) -> Iterator[None]:
        box = SectionBox(section)
        box.hide()
        self._rest.addWidget(box)
        self._sections.append(box)
        self._waiting.append(box)
        for question in section.asked:
            if question.field == "factors" and not self._choices.codes:
                continue  # what a draft holds of them stays in it
            made = self._put(box.column, question.field)
            prepare(made)
            self.built.emit(made)
            yield
        if self.accused.value():
            self._show_next()
            yield

    def _show_sections(self) -> Iterator[None]:
        while self._waiting:
            self._show_next()
            yield

    def _show_next(self) -> None:
        self._waiting.pop(0)
        self._follow()

    def _put(self, column: QVBoxLayout, name: str) -> QWidget:
        """Put one question into its section, with the button that unfolds it and the help below it."""
        for fold, row in self._folds.items():
            if fold.fields[0] == name:
                column.addWidget(row)
        question: QWidget = {"child": self.picker, "typed_by": self.typed}.get(name) or self._question(name)
        place = QuestionPlace(question, inset=40 if name in INSET else 0, above=0 if name == FIRST else GAP)
        if (told := field_help(name)) is not None:
            place.column.addWidget(Disclosure(asked(name).label, told))
        if name == "safe_now":
            place.column.addSpacing(10)
            place.column.addWidget(self.unsure)
        self._places[name] = place
        if name != FIRST:
            place.hide()  # never shown here: what has no parent yet would open a window of its own
        column.addWidget(place)
        return question

    def _fold_row(self, fold: Fold) -> QWidget:
        row = ActionBar(Button(fold.button, on=self._unfolding(fold)))
        row.setContentsMargins(0, GAP - 8, 0, 0)
        return row

    def _unfolding(self, fold: Fold) -> Callable[[], None]:
        def unfold() -> None:
            self._unfold(fold)
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
