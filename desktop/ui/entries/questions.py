"""The widget of each question of a form, and how it is read and filled.

Rules this module keeps: how a field is asked (``Asks``) says which widget it has; what a widget says is what the record keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from desktop.domain.entry_types import Asks
from desktop.ui.child.amend_view import NamesQuestion
from desktop.ui.concern.said_rows import QuotesQuestion
from desktop.ui.entries.screen import INLINE, Asked
from desktop.ui.language import tr
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

ROWS = 3  # lines of a text


_MADE: Mapping[str, Callable[[Asked], Question]] = {
    Asks.WHEN: lambda one: WhenQuestion(one.name, one.question),
    Asks.MOMENT: lambda one: WhenQuestion(one.name, one.question, sure=False, note=False),
    Asks.DAY: lambda one: DateQuestion(one.name, one.question, one.hint or None),
    Asks.QUOTES: lambda one: QuotesQuestion(
        one.name, one.question, one.hint, by=tr("Who said it, if not this child"), add=tr("Add more words")
    ),
    Asks.NAMES: lambda one: NamesQuestion(one.name, one.question),
    Asks.LINE: lambda one: TextQuestion(one.name, one.question, one.hint),
    Asks.TEXT: lambda one: LongTextQuestion(one.name, one.question, one.hint, rows=ROWS),
}


def make(one: Asked) -> Question:
    """The widget of one question, blank."""
    if (made := _MADE.get(one.kind)) is not None:
        return made(one)
    return ChoiceQuestion(one.name, one.question, one.choices, one.hint, inline=one.kind in INLINE)


def read(question: Question) -> object:
    """What a widget says, as the record keeps it."""
    if isinstance(question, WhenQuestion):
        return question.when()
    if isinstance(question, NamesQuestion):
        return question.names()
    return cast("Any", question).value()


def read_all(questions: Mapping[str, Question]) -> dict[str, object]:
    return {name: read(question) for name, question in questions.items()}
