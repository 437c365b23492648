"""Parts of the sharing page that stand for themselves. Widgets only.

Rules this module keeps: that nobody has to be rung about a record that asks for a call is never taken from silence: it is asked,
and a No needs its reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.told_how import TOLD_HOW
from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.share.screen import PreviewGroup, PreviewScreen
from desktop.ui.widgets.boxes import Card, Notice
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Rule, Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

SHARE = Choice("share", mark("Share it"))
TOLD = Choice(
    "told", mark("I shared it another way"), mark("By telephone, in person or by secure e-mail. No letter is made.")
)
KEEP = Choice("keep", mark("Do not share it"), mark("The decision and its reasons are kept, with the same weight."))


def decisions(*, joined: bool) -> tuple[Choice, ...]:
    """What one can decide here: a letter only where there is somebody who gets it."""
    return translated((SHARE, TOLD, KEEP) if joined else (TOLD, KEEP))


def opened_by(people: Sequence[str]) -> str:
    """Who can open it, one a line."""
    return "\n".join((tr("It can be opened by:"), *people)) if people else ""


def checked(screen: PreviewScreen) -> Iterator[QWidget]:
    """Everything that is to be read before it is signed."""
    if screen.share:
        yield Notice("info", tr("To {to}", to=screen.to), opened_by(screen.people))
    else:
        yield Notice("info", tr("Not signed yet"), tr("Nothing leaves this record book."))
    for warning in screen.warnings:
        yield Notice("warning", "", warning)
    yield from map(group_card, screen.leaves)
    if screen.stays:
        yield Rule()
        yield Text(tr("What stays here"), "heading")
        yield from map(group_card, screen.stays)
    yield Rule()
    yield SummaryList([SummaryRow(label, text) for label, text in screen.rows])


def group_card(group: PreviewGroup) -> Card:
    """What leaves, or stays, of one statement."""
    card = Card(group.title)
    card.add(SummaryList([SummaryRow(label, text) for label, text in group.rows]))
    return card


def review_question() -> DateQuestion:
    """On which day a decision not to share is looked at again."""
    return DateQuestion(
        "review_on",
        tr("Look at this again on"),
        tr("From two weeks before that day it stands under Today. For example, 14 1 2027 or 14 January 2027."),
        optional=True,
    )


def list_old_question() -> LongTextQuestion:
    """Asked when the list of people ran out two weeks ago or more."""
    return LongTextQuestion(
        "list_old_why",
        tr("Why can this not wait for a newer list of people?"),
        tr("The list on this computer ran out two weeks ago or more. Someone who left may still be in it."),
        rows=2,
    )


class ToldQuestions(QWidget):
    """With whom it was shared without a letter, how and when."""

    def __init__(self) -> None:
        super().__init__()
        column = _column(self)
        self.how = ChoiceQuestion(
            "told_how", tr("How did you share it?"), translated([Choice(code, word) for code, word in TOLD_HOW.items()])
        )
        self.whom = TextQuestion("told_whom", tr("Who was told?"), tr("Their name, and where they work."))
        self.at = WhenQuestion("told_at", tr("When were they told?"), note=False, sure=False)
        for question in (self.how, self.whom, self.at):
            column.addWidget(question)


class AskedQuestions(QWidget):
    """Who asked for it, and whether those it is about were asked."""

    def __init__(self) -> None:
        super().__init__()
        column = _column(self)
        self.by = TextQuestion(
            "requested_by", tr("Did anybody ask for it?"), tr("Who, their post, and where they work."), optional=True
        )
        self.consent = LongTextQuestion(
            "consent",
            tr("Did you ask for their agreement? What did they say?"),
            tr("You can share without it when a child is or may be at risk."),
            rows=2,
            optional=True,
        )
        for question in (self.by, self.consent):
            column.addWidget(question)


class _RingNeeded(ChoiceQuestion):
    def problem(self) -> str:
        return "" if self.value() else tr("Say whether anybody has to be rung")


class _NoCallWhy(LongTextQuestion):
    def problem(self) -> str:
        return "" if self.value().strip() else tr("Say why nobody has to be rung")


class RingQuestions(QWidget):
    """Asked of a decision not to share what asks for a call that nobody has made."""

    def __init__(self) -> None:
        super().__init__()
        column = _column(self)
        self._rings = False
        yes = Choice("yes", mark("Yes"), mark("The red bar stays until the call is written down."))
        no = Choice("no", mark("No"), mark("The red bar goes, and your reason is kept."))
        self.needed = _RingNeeded("ring_needed", tr("Does anybody have to be rung?"), translated((yes, no)))
        self.why = _NoCallWhy("no_call_why", tr("Why does nobody have to be rung?"), rows=2)
        column.addWidget(self.needed)
        column.addWidget(self.why)
        self.why.hide()
        self.needed.changed.connect(lambda: self.why.setVisible(self.needed.value() == "no"))

    def set_rings(self, rings: Sequence[str]) -> None:
        self._rings = bool(rings)
        self.needed.hint.setText(tr("The record says: {why}. Nobody was rung about it yet.", why="; ".join(rings)))

    def follow(self, *, keep: bool) -> None:
        self.setVisible(keep and self._rings)

    def value(self) -> str:
        return self.why.value() if self.needed.value() == "no" else ""


def _column(box: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(24)
    return column
