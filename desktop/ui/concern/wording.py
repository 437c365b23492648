"""How an answer is said back: on the check page, in a chronology, in an amendment. No Qt.

Rules this module keeps: a blank is said as "Not answered", never as "no"; what was not asked is not said back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.body_marks import BodyMark
from desktop.domain.body_words import in_words as in_words_of_mark
from desktop.domain.dates import event_words
from desktop.domain.records import NOT_KNOWN, Alleged, Answer, ConcernEntry, InvolvedChild, Person, Quote, Told, When
from desktop.services.pages.concerns import DraftRow
from desktop.services.walls import KEPT
from desktop.ui import times
from desktop.ui.concern.questions import folds, hidden, in_the_open, sections
from desktop.ui.language import mark, tr

BLANK = mark("Not answered")
ANSWERS: dict[str, str] = {Answer.YES: mark("Yes"), Answer.NO: mark("No"), Answer.UNKNOWN: mark("I do not know")}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of check your answers. ``field`` is where Change leads."""

    field: str
    label: str
    text: str
    blank: bool


@dataclass(frozen=True, slots=True)
class AnswerSection:
    title: str
    rows: tuple[AnswerRow, ...]


def person(value: Person) -> str:
    """Return "R. Quill, teaching assistant (saw)"; "" when nothing was answered."""
    said = ", ".join(part for part in (value.name, value.role) if part)
    return f"{said} ({value.how})" if said and value.how else said or value.how


def quote(value: Quote) -> str:
    """Return the words in quotation marks, with whose they are and how they were translated."""
    said = f"“{value.words}”"
    if value.by:
        said = f"{value.by}: {said}"
    if value.language:
        said += tr(" in {language}", language=value.language)
    if value.translation:
        said += f" (“{value.translation}”" + (
            tr(", interpreted by {interpreter})", interpreter=value.interpreter) if value.interpreter else ")"
        )
    return said


def told(value: Told) -> str:
    """Return "Ms Farrow, lead, 09:10, in person: took over"."""
    at = tr("at a time that is not known") if value.at == NOT_KNOWN else event_words(value.at)
    said = ", ".join(part for part in (value.name, value.role, at, value.how) if part)
    return f"{said}: {value.note}" if value.note else said


def in_words(field: str, entry: ConcernEntry, labels: Mapping[str, str]) -> str:
    """Return one answer as text. ``labels`` turns codes of the edition into words; "" is a blank."""
    value = getattr(entry, field)
    if isinstance(value, bool):
        return tr("Yes") if value else ""
    if isinstance(value, tuple):
        return "\n".join(_part(field, each, labels) for each in value)
    return _part(field, value, labels)


def involved(value: InvolvedChild, labels: Mapping[str, str]) -> str:
    """Return "Maisie Pellow: Saw or heard it; was in the next room"."""
    said = ": ".join(part for part in (value.name or tr("Another child"), labels.get(f"role.{value.role}", "")) if part)
    return f"{said}; {value.note}" if value.note else said


def alleged(value: Alleged, labels: Mapping[str, str]) -> str:
    """Return "Craig Dunmore, Step-parent; named by the child"."""
    relation = labels.get(f"harmed_by.{value.relation}", value.relation)
    said = ", ".join(part for part in (value.name, relation) if part)
    return "; ".join(part for part in (said, value.note) if part)


SAID: dict[type, Callable[[Any, Mapping[str, str]], str]] = {
    When: lambda value, _: times.moment(value),
    Person: lambda value, _: person(value),
    Quote: lambda value, _: quote(value),
    Told: lambda value, _: told(value),
    InvolvedChild: involved,
    Alleged: alleged,
    BodyMark: lambda value, _: in_words_of_mark(value),
}
"""How a value that is no plain text is said back."""


def _part(field: str, value: object, labels: Mapping[str, str]) -> str:
    if (say := SAID.get(type(value))) is not None:
        return say(value, labels)
    text = str(value)
    if (listed := labels.get(f"{field}.{text}")) is not None:
        return listed
    return tr(ANSWERS[text]) if text in ANSWERS else labels.get(text, text)


def answers(
    entry: ConcernEntry,
    child_name: str,
    typed_by: str,
    labels: Mapping[str, str],
    *,
    young: bool = True,
    unborn: bool = False,
) -> tuple[AnswerSection, ...]:
    """Return every answer for checking; questions that were not shown on the form are left out."""
    gone = hidden(entry, young=young, unborn=unborn) | (set() if entry.from_notes else {"from_notes"})
    quiet = {name for fold in folds() if not fold.said_back for name in fold.fields} - in_the_open(
        entry.accused_works_with_children
    )
    told_back = []
    for section in sections():
        rows = []
        for question in section.asked:
            if question.field in gone or (question.field in quiet and not getattr(entry, question.field)):
                continue
            if question.field == "child":
                text = child_name
            elif question.field == "typed_by":
                text = typed_by
            else:
                text = in_words(question.field, entry, labels)
            rows.append(AnswerRow(question.field, question.short, text or tr(BLANK), not text))
        told_back.append(AnswerSection(section.title, tuple(rows)))
    return tuple(told_back)


def unfinished_words(rows: Sequence[DraftRow]) -> str:
    """Say that unfinished concerns are kept, the newest first; "" when there is none."""
    if not rows:
        return ""
    child, when = rows[0].child_name, times.when(rows[0].saved_at)
    if child == tr(KEPT):
        child = ""  # about whom it is stays between those who may know
    if len(rows) > 1:
        about = (
            tr("The last is about {child} and was kept {when}.", child=child, when=when)
            if child
            else tr("The last was kept {when}.", when=when)
        )
        said = tr("You have %n unfinished concern(s).", n=len(rows)) + " " + about
    elif child:
        said = tr("You have an unfinished concern; it is about {child} and was kept {when}.", child=child, when=when)
    else:
        said = tr("You have an unfinished concern; it was kept {when}.", when=when)
    return said + " " + tr("All are kept on Today.")
