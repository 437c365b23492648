"""What is asked of one mark, and how it is struck through. Widgets and signals only.

Rules this module keeps: everything is optional and a blank means not asked; what was signed is shown and not asked again; a
mark is struck through with a reason, after a press that says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.body_marks import FEATURES, KINDS, SEEN, TOLD, BodyMark
from desktop.domain.body_words import looks, said, source, struck_words, where
from desktop.domain.records import When
from desktop.services.pages.fields import Choice
from desktop.ui.body_map.answers import AnswersQuestion, asked_words
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text, grow_with_text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

WAYS = (Choice(SEEN, mark("I or somebody saw it")), Choice(TOLD, mark("Somebody told of it")))


class MarkForm(Card):
    """``changed`` with every answer; ``kept``, ``given_up`` and ``struck(reason)`` are its buttons."""

    changed = Signal()
    kept = Signal()
    given_up = Signal()
    struck = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.box.setSpacing(18)
        self.title = Text("", "subheading")
        self.add(self.title)
        self.told = Text("", selectable=True)
        self.add(self.told)
        self._asked = QWidget()
        grow_with_text(self._asked)
        self._column = QVBoxLayout(self._asked)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)
        self.add(self._asked)
        self._questions()
        self.keep = Button(tr("Keep this mark"), "primary", self._keep)
        self.give_up = Button(tr("Do not add it"), on=self.given_up.emit)
        self.strike = Button(tr("Strike it through"), on=self._ask_why)
        self._strikes = False  # what is shown stands, and was kept
        self.add(ActionBar(self.keep, self.give_up, self.strike))
        self.why = QWidget()
        grow_with_text(self.why)
        inner = QVBoxLayout(self.why)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        self.reason = TextQuestion(
            "struck", tr("Why is it struck through?"), tr("For example: put on the wrong cheek. It stays to be read.")
        )
        inner.addWidget(self.reason)
        self.strike_now = Button(tr("Strike this mark through"), on=lambda: self.struck.emit(self.reason.value()))
        self.leave_it = Button(tr("Leave it as it is"), on=self._leave)
        inner.addWidget(ActionBar(self.strike_now, self.leave_it))
        self.add(self.why)
        self.why.hide()

    def _questions(self) -> None:
        self.kind = ChoiceQuestion(
            "kind", tr("What does it look like?"), _kinds(), tr("What you see, not what caused it."), inline=True
        )
        self.site = TextQuestion("site", tr("More exactly where"), tr("For example, two fingers below the elbow, or inside the lip."), optional=True)  # fmt: skip
        self.across = TextQuestion(
            "size", tr("Size in centimetres"), tr("For example, 2 by 1."), optional=True, width=14
        )
        self.shape = TextQuestion("shape", tr("Shape"), tr("For example, round, or a straight line."), optional=True)
        self.colour = TextQuestion(
            "colour",
            tr("Colour or colours"),
            tr("Colour does not show how old a mark is: do not guess."),
            optional=True,
        )
        self.answers = AnswersQuestion(
            "answers",
            tr("What is known about it"),
            asked_words(FEATURES),
            tr("Do not touch it to find out, and do not undress."),
        )
        self.said = LongTextQuestion("said", tr("What the child or carer said about it"), tr("Their own words. Do not ask how it was done."), rows=2, optional=True)  # fmt: skip
        self.said_by = TextQuestion("said_by", tr("Who said it"), optional=True, width=30)
        self.way = ChoiceQuestion("seen_or_told", tr("Seen or told?"), translated(WAYS), inline=True)
        self.by = TextQuestion("by", tr("By whom, and their post"), optional=True, width=36)
        self.at = WhenQuestion("seen_at", tr("When it was seen or told"), tr("Leave it blank if it is the time of the record."), optional=True, note=False, sure=False)  # fmt: skip
        for question in self.questions():
            self._column.addWidget(question)
            question.changed.connect(self.changed.emit)

    def questions(self) -> tuple[Question, ...]:
        return (self.kind, self.site, self.across, self.shape, self.colour, self.answers, self.said, self.said_by, self.way, self.by, self.at)  # fmt: skip

    def show_mark(self, one: BodyMark, *, new: bool, open_: bool, undo: bool) -> None:
        """Show a mark: to be described (``open_``), or to be read and struck through; ``undo``: it may be taken away."""
        place = where(BodyMark(view=one.view, region=one.region))
        self.title.setText(tr("Mark {number}: {place}", number=one.number, place=place))
        self.told.setText("\n".join(filter(None, (where(one), looks(one), said(one), source(one), struck_words(one)))))
        self.told.setVisible(not open_)
        self._asked.setVisible(open_)
        self.keep.say(tr("Keep this mark") if new else tr("Done"))
        self.give_up.say(tr("Do not add it") if new else tr("Take it away"))
        self._strikes = not new and not one.struck
        self.offer_undo(undo)
        self.why.hide()
        self.reason.set_value("")
        self.reason.set_error()
        if open_:
            self._fill(one)

    def offer_undo(self, undo: bool) -> None:
        """The mark may be taken away, or else only struck through."""
        self.give_up.setVisible(undo)
        self.strike.setVisible(self._strikes and not undo)

    def described(self) -> BodyMark:
        """What is said of the mark; number and place are the map's."""
        said_of_it = BodyMark(
            kind=self.kind.value(),
            site=self.site.value(),
            size=self.across.value(),
            shape=self.shape.value(),
            colour=self.colour.value(),
            said=self.said.value(),
            said_by=self.said_by.value(),
            seen_or_told=self.way.value(),
            seen_at=self.at.when().at,
            by=self.by.value(),
        )
        answers: dict[str, Any] = dict(self.answers.value())
        return replace(said_of_it, **answers)

    def is_stuck(self) -> bool:
        """Whether a date was typed that cannot be read; then it is said, and the keyboard is put there."""
        problem = "" if self.isHidden() or self._asked.isHidden() else self.at.problem()
        self.at.set_error(problem)
        if problem:
            self.at.take_focus()
        return bool(problem)

    def take_focus(self) -> None:
        """Put the keyboard to the first question, or to the buttons; which mark it is about is said."""
        (self.keep if self._asked.isHidden() else self.kind.first_control()).setFocus()
        say_now(self.title.text())

    def show_missing(self, missing: str) -> None:
        self.reason.set_error(tr("Say why it is struck through") if missing else "")
        if missing:
            self.reason.take_focus()

    def _fill(self, one: BodyMark) -> None:
        self.blockSignals(True)  # what is shown is what is there: nobody typed it
        for question, text in (
            (self.kind, one.kind), (self.site, one.site), (self.across, one.size), (self.shape, one.shape), (self.colour, one.colour),
            (self.said, one.said), (self.said_by, one.said_by), (self.way, one.seen_or_told), (self.by, one.by),
        ):  # fmt: skip
            question.set_value(text)
        self.answers.set_value({name: getattr(one, name) for name in FEATURES})
        self.at.set_when(When(one.seen_at))
        self.at.set_error()
        self.blockSignals(False)

    def _keep(self) -> None:
        if not self.is_stuck():
            self.kept.emit()

    def _ask_why(self) -> None:
        self.why.show()
        self.reason.take_focus()

    def _leave(self) -> None:
        self.why.hide()
        self.strike.setFocus()


def _kinds() -> tuple[Choice, ...]:
    return translated(tuple(Choice(code, words) for code, words in KINDS.items()))
