"""Parts of the sharing page that stand for themselves. Widgets only."""

from __future__ import annotations

from desktop.ui.language import tr
from desktop.ui.share.screen import PreviewGroup
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.date_questions import DateQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text_questions import LongTextQuestion


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
        tr("Today reminds you two weeks before. For example, 14 1 2027 or 14 January 2027."),
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
