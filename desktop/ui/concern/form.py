"""The recording form: one page in real sections, or one question a page.

Rules this module keeps:

* it asks what ``questions`` says, in that order; it decides nothing and saves nothing;
* both ways of writing are the same widgets, shown together or one by one: so what is read from them is the same, and changing the
  way loses nothing;
* what cannot be read (a day that is none) is told before one turns to the next question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.records import Answer, ConcernEntry
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.concern.building import WALL, FormParts
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.fields import WitnessQuestion
from desktop.ui.concern.form_questions import read, write_from
from desktop.ui.concern.guided import FIRST, Pages, may_check, needed_words
from desktop.ui.concern.questions import Fold, asked, hidden, in_the_open
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.language import tr
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.summary_list import SummaryRow
from desktop.ui.widgets.text import Text


class ConcernForm(FormParts):
    """``way_asked(guided)`` wants the other way of writing, ``turned`` comes with another page, ``ended`` when one goes on from the last."""

    way_asked = Signal(bool)
    turned = Signal()
    ended = Signal()

    def __init__(self, choices: ConcernChoices, parent: QWidget | None = None) -> None:
        self.pages = Pages()
        self._opened: set[Fold] = set()
        self._young, self._unborn = True, False
        super().__init__(choices, parent)
        self.head.guided_asked.connect(lambda: self.way_asked.emit(True))
        self.guide.all_asked.connect(lambda: self.way_asked.emit(False))
        self.guide.next_asked.connect(self.turn_on)
        self.guide.back_asked.connect(self.turn_back)
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
        blank = ConcernEntry()
        answered = {fold for fold in self._folds if any(getattr(entry, n) != getattr(blank, n) for n in fold.fields)}
        self._opened = answered
        self.pages.begin(entry, self._uncalled())
        self._follow()

    def asks(self, question: Question) -> bool:
        """Whether a question is asked now, also one whose page is not the one that is shown."""
        away = self._away()
        return any(
            place.isAncestorOf(question) and name not in away and question.isVisibleTo(place)
            for name, place in self._places.items()
        )

    @property
    def happened(self) -> WhenQuestion:
        return cast("WhenQuestion", self._now("happened"))

    @property
    def safe(self) -> ChoiceQuestion:
        return cast("ChoiceQuestion", self._now("safe_now"))

    @property
    def witness(self) -> WitnessQuestion:
        return cast("WitnessQuestion", self._now("witness"))

    def show_young(self, young: bool, unborn: bool = False) -> None:
        """Whether the child is under two, or of unknown age, or expected: some questions are for those, and some for the born."""
        self._young, self._unborn = young, unborn
        self._follow()

    def offer_body(self, body: str) -> None:
        """The outline that fits the child, until a mark is drawn."""
        self._offered = body
        if isinstance(drawn := self._questions.get("body_marks"), MarksQuestion):
            drawn.offer_body(body)

    def show_calm(self, calm: RingNow | None) -> None:
        """Who can be rung, when nobody knows whether the child is safe."""
        if calm is not None:
            self.unsure.say("warning", calm.title, calm.text)
        self.unsure.setVisible(calm is not None and self.unsure.parent() is not None)

    # one question a page

    def set_guided(self, guided: bool) -> None:
        """Show one question a page, or all of them; the page is where one would go on with a draft."""
        if guided == self.pages.on:
            return
        shown = self.pages.field
        self.pages.on = guided
        if guided:
            self.pages.begin(self.entry(), self._uncalled())
        else:
            self._opened |= {fold for fold in self._folds if any(map(self._holds, fold.fields))}
            self.reveal(shown)
        self._follow()

    def reveal(self, field: str) -> None:
        """Bring a field onto the screen: open what is folded away around it, and turn to its page."""
        if not self.pages.on:
            self._opened |= {fold for fold in self._folds if field in fold.fields}
        self.pages.turn_to(field, self._uncalled())
        self._follow()

    def take_focus(self) -> None:
        """The keyboard goes to the first question, or to the one whose page this is."""
        self._asked(self.pages.field if self.pages.on else FIRST).take_focus()

    def is_untouched(self) -> bool:
        """Whether the keyboard stands on the first question, and it is not answered."""
        return self.accused.isAncestorOf(QApplication.focusWidget() or self) and not self.accused.value()

    def is_last(self) -> bool:
        """Whether everything was asked: always so when all questions are on one page."""
        return not (self.pages.on and self.pages.beside(self._uncalled(), 1))

    def turn_on(self) -> None:
        """To the next question, unless this one cannot be read, or must be answered first."""
        if not self.pages.on or self._stays():
            return
        if following := self.pages.beside(self._uncalled(), 1):
            self._turn(following)
        else:
            self.ended.emit()

    def turn_back(self) -> None:
        if self.pages.on and (before := self.pages.beside(self._uncalled(), -1)):
            self._turn(before)

    def _turn(self, field: str) -> None:
        if field not in self._places:
            self.finish()
        self.pages.field = field
        self._follow()
        self.turned.emit()
        self.take_focus()

    def _stays(self) -> bool:
        place = self._places[self.pages.field]
        wrong = {one: one.problem() for one in place.findChildren(Question) if self.asks(one)}
        if not self.accused.value():
            wrong[self.accused] = tr("Choose an answer, or “I do not know”")
        for question, problem in wrong.items():
            question.set_error(problem)
        first = next((one for one, problem in wrong.items() if problem), None)
        if first is not None:
            first.take_focus()
        return first is not None

    def _asked(self, field: str) -> Question:
        return self.picker if field == "child" else self._now(field)

    def _holds(self, field: str) -> bool:
        """Whether something stands in a question, also what cannot be read yet."""
        answered = getattr(self.entry(), field) != getattr(ConcernEntry(), field)  # a blank moment is no False
        return answered or (field in self._questions and bool(self._now(field).problem()))

    # what is shown

    def _unfold(self, fold: Fold) -> None:
        self._opened.add(fold)
        self._follow()

    def _uncalled(self) -> frozenset[str]:
        """Fields that no answer calls for."""
        gone = hidden(self.entry(), young=self._young, codes=self._choices.codes, unborn=self._unborn)
        return gone | (frozenset() if self._choices.codes else {"factors"})

    def _away(self) -> frozenset[str]:
        """Fields that are not asked now: no answer calls for them, or they are folded away."""
        opened = self._opened | {
            fold for fold in self._folds if in_the_open(self.accused.value()).issuperset(fold.fields)
        }
        folded = {name for fold in self._folds if fold not in opened for name in fold.fields}
        return self._uncalled() | (frozenset() if self.pages.on else folded)

    def _follow(self) -> None:
        """Show what an answer asks for next."""
        answered, guided = bool(self.accused.value()), self.pages.on
        if answered and self._waiting and not self._slices.busy():
            self._slices.begin(self._show_sections())
        away = self._away()
        if guided:
            shown = self._show_page(away)
        else:
            shown = {name for name in self._places if name not in away}
            self.head.say(guided=False)
        for name, place in self._places.items():
            place.be_page(self.head.progress.text() if guided and name in shown else "")
        opened = self.wall.isHidden() and not guided
        uncalled, folds = self._uncalled() | in_the_open(self.accused.value()), self._folds.items()
        wanted: list[tuple[QWidget, bool]] = [
            (self.rest, answered and not (guided and shown <= {FIRST, *WALL})),
            (self.first_answer, not answered and not guided),
            (self.guide, guided),
            *((place, name in shown) for name, place in self._places.items()),
            *((row, not guided and fold not in self._opened and fold.fields[0] not in uncalled) for fold, row in folds),
            *((box.head, not guided) for box in self._sections),
            *((box, bool(shown & set(box.fields)) if guided else box not in self._waiting) for box in self._sections),
            (self.wall, bool(shown & set(WALL))),
        ]
        for part, seen in wanted:
            if part.parent() is not None and part.isHidden() == seen:  # each call lays everything out again
                part.setVisible(seen)
        if opened and not self.wall.isHidden() and self.accused.isAncestorOf(self.focusWidget() or self):
            say_now(" ".join(text.text() for text in self.wall.findChildren(Text) if text.isVisibleTo(self.wall)))

    def _show_page(self, away: frozenset[str]) -> set[str]:
        page, progress = self.pages.now(away)
        self.head.say(guided=True, progress=progress, lead=page.lead)
        last = not self.pages.beside(away, 1)
        ready = may_check(self.entry(), away, child=self.picker.is_chosen())
        self.guide.say(needed_words(page.field, may_check=ready), first=page.field == FIRST, last=last)
        if self.accused.value():
            self.accused.set_error()
        return {page.field}
