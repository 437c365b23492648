"""A question of the desk with its answers, as a card, on any page that shows one. Widgets only."""

from __future__ import annotations

from collections.abc import Callable

from desktop.ui.language import tr
from desktop.ui.questions.screen import QuestionLine
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text


def question_card(line: QuestionLine, answer: Callable[[str], None] | None = None) -> Card:
    """``answer`` gets the question's id, and is offered where it is for us to answer."""
    card = Card(line.question)
    card.add(Text(tr("{who}. {times}", who=line.who, times=line.times), "small"))
    if line.why:
        card.add(Text(tr("Why they ask: {why}", why=line.why), selectable=True))
    if line.due:
        card.add(Text(line.due, "strong"))
    for one in line.answers:
        card.add(Rule())
        card.add(Text(one.known, "strong"))
        if one.text:
            card.add(Text(one.text, selectable=True))
        card.add(Text(tr("{who}. {times}", who=one.who, times=one.times), "small"))
    if line.id and answer is not None:
        made, key = Button(tr("Answer this question")), line.id
        made.clicked.connect(lambda: answer(key))
        made.setAccessibleName(tr("Answer this question: {question}", question=line.question))
        card.add(ActionBar(made))
    return card
