"""The widget of each question of the recording form, and how it is read and filled.

Rules this module keeps: one widget for each field of the entry; what a widget says is what the entry holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from desktop.domain.body_marks import Drawn
from desktop.domain.records import ConcernEntry
from desktop.services.pages.fields import Choice
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.event_rows import AllegedQuestion, InvolvedQuestion, PresentQuestion
from desktop.ui.concern.fields import PersonQuestion, WitnessQuestion
from desktop.ui.concern.questions import Asked
from desktop.ui.concern.said_rows import QuotesQuestion, ToldQuestion
from desktop.ui.language import tr
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion, yes_no_unknown
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

LONG = {"seen": 6, "marks": 3, "questions": 2, "opinion": 3, "level_why": 2, "done": 4, "kept_from": 2, "non_recent_note": 2,
        "impact_note": 2, "strengths_note": 2, "barriers_note": 2}  # fmt: skip
ANSWERED = ("mobile", "safe_now", "parents_told", "notes_read_back", "accused_works_with_children", "non_recent")
CODED = ("impact", "strengths", "barriers")  # ticked from a list of the edition
SPECIAL: dict[str, Callable[[str, str, ConcernChoices], Question]] = {
    "happened": lambda label, hint, _: WhenQuestion("happened", label, hint),
    "noticed": lambda label, hint, _: WhenQuestion("noticed", label, hint, note=False),
    "review_on": lambda label, hint, _: DateQuestion("review_on", label, hint),
    "witness": lambda label, hint, _: WitnessQuestion("witness", label, hint),
    "informant": lambda label, hint, _: PersonQuestion("informant", label, hint),
    "from_notes": lambda label, _hint, _: TickQuestion("from_notes", label),
    "body_marks": lambda label, hint, _: MarksQuestion("body_marks", label, hint),
    "words": lambda label, hint, _: QuotesQuestion(
        "words", label, hint, by=tr("Who said it, if not this child"), add=tr("Add more words")
    ),
    "reported": lambda label, hint, _: QuotesQuestion("reported", label, hint, add=tr("Add what somebody else said")),
    "category": lambda label, hint, choices: ChoiceQuestion("category", label, choices.main, hint),
    "categories": lambda label, _hint, choices: ChecksQuestion("categories", label, _short(choices)),
    "factors": lambda label, hint, choices: ChecksQuestion("factors", label, choices.factors, hint),
    "level": lambda label, hint, choices: ChoiceQuestion("level", label, choices.levels, hint),
    "told": lambda label, hint, _: ToldQuestion("told", label, hint),
    "others": lambda label, hint, choices: InvolvedQuestion("others", label, hint, choices.lists["role"]),
    "role": lambda label, hint, choices: ChoiceQuestion("role", label, choices.lists["role"], hint, inline=True),
    "present": lambda label, hint, _: PresentQuestion("present", label, hint),
    "harmed_by": lambda label, hint, choices: AllegedQuestion("harmed_by", label, hint, choices.lists["harmed_by"]),
}


def make(question: Asked, choices: ConcernChoices) -> Question:
    """The widget of one question, blank."""
    name, label, hint = question.field, question.label, question.hint
    if name in LONG:
        return LongTextQuestion(name, label, hint, rows=LONG[name])
    if name in ANSWERED:
        return ChoiceQuestion(name, label, yes_no_unknown(), hint, inline=True)
    if name in CODED:
        return ChecksQuestion(name, label, choices.lists[name], hint)
    if (special := SPECIAL.get(name)) is not None:
        return special(label, hint, choices)
    return TextQuestion(name, label, hint)


def read(question: Question) -> Any:  # noqa: ANN401 - a different type for each question
    """What a widget says, as the entry holds it."""
    if isinstance(question, WhenQuestion):
        return question.when()
    value = cast("Any", question).value()
    if question.name == "kept_from":
        return tuple(line.strip() for line in str(value).splitlines() if line.strip())
    return value


def write(question: Question, value: Any) -> None:  # noqa: ANN401 - see above
    """Show in a widget what the entry holds."""
    if isinstance(question, WhenQuestion):
        question.set_when(value)
    elif question.name == "kept_from":
        cast("LongTextQuestion", question).set_value("\n".join(value))
    elif isinstance(question, TextQuestion | LongTextQuestion | ChoiceQuestion):
        question.set_value(str(value))
    else:
        cast("Any", question).set_value(value)


def write_from(question: Question, entry: ConcernEntry) -> None:
    """Show what an entry holds for a question; marks go with the outline that they are on."""
    if isinstance(question, MarksQuestion):
        question.set_drawn(Drawn(entry.body, entry.body_marks))
    else:
        write(question, getattr(entry, question.name))


def _short(choices: ConcernChoices) -> tuple[Choice, ...]:
    """Every kind by its name; what the four main ones mean stands with the question above."""
    return tuple(Choice(choice.code, choice.label) for choice in (*choices.main, *choices.further))
