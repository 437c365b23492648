"""What is asked before a child is saved: the likely duplicates, and brothers and sisters at the address. Widgets only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Choice
from desktop.ui.children.adding import DuplicateLine
from desktop.ui.children.child_card import child_card
from desktop.ui.children.presenter import ResultLine
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text


def duplicate_parts(lines: tuple[DuplicateLine, ...], opened: Callable[[str], None]) -> Iterator[QWidget]:
    """Each child who may be the one, with why, and the way to that child's record."""
    lead = tr("Look before a second record is made. Two records of one child are how a picture falls apart.")
    yield Text(lead, "lead")
    for duplicate in lines:
        card = child_card(duplicate.row)
        card.add(Notice("warning", tr("Why they may be the same"), duplicate.why))
        open_it = Button(tr("Open that child"), "primary", _opening(opened, duplicate.row.child))
        open_it.setAccessibleName(tr("Open that child: {name}", name=duplicate.row.name))
        card.add(ActionBar(open_it))
        yield card


def siblings_question(name: str, lines: tuple[ResultLine, ...]) -> ChecksQuestion:
    """Whether any of these is a brother or a sister."""
    return ChecksQuestion(
        "siblings",
        tr("Are any of these brothers or sisters of {name}?", name=name),
        [Choice(line.child, line.name, line.born) for line in lines],
        tr("Tick those who are. Leave all blank if none is, or if you do not know."),
    )


def of_the_born(is_born: ChoiceQuestion, questions: Iterable[Question]) -> None:
    """Show the questions that make no sense for an unborn child: its numbers, its school."""
    for question in questions:
        if question.parent() is not None:  # before it has one, showing it would open a window of its own
            question.setVisible(is_born.value() != "expected")


def _opening(opened: Callable[[str], None], child: str) -> Callable[[], None]:
    return lambda: opened(child)
