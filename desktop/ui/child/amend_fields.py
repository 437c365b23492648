"""The fields that can be amended: what they hold now, how they are written anew, and how an answer becomes a field.

Rules this module keeps: everything that can be recorded can be corrected; a disputed field shows every side that a person
has to choose from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Person, Quote, Relative, Told, When
from desktop.services.pages.fields import Choice, FieldView
from desktop.ui import times
from desktop.ui.choice_words import translated
from desktop.ui.concern.questions import asked
from desktop.ui.concern.wording import ANSWERS
from desktop.ui.language import mark, tr

YES_NO = tuple(Choice(code, words) for code, words in ANSWERS.items())
CHILD_LABELS = {
    "given_names": mark("Given names"),
    "family_name": mark("Family name"),
    "known_as": mark("Known as"),
    "born": mark("Date of birth"),
    "expected": mark("Expected date of birth"),
    "sex": mark("Sex"),
    "address": mark("Address"),
    "postcode": mark("Postcode"),
    "nhs_number": mark("NHS number"),
    "upn": mark("Unique pupil number (UPN)"),
    "setting": mark("School, nursery or club"),
    "address_withheld": mark("The address and school must not be disclosed"),
    "language": mark("First language"),
    "people": mark("Family and household"),
}
CONCERN_FIELDS = (
    "happened", "noticed", "place", "witness", "informant", "from_notes", "notes_made", "notes_kept", "notes_read_back",
    "seen", "marks", "words", "questions", "reported", "opinion", "mobile", "category", "categories", "level", "level_why",
    "safe_now", "safe_now_note", "done", "told", "parents_told", "parents_told_why", "kept_from", "kept_from_why",
    "review_on",
)  # fmt: skip
SHORT = frozenset({*CHILD_LABELS, "place", "notes_made", "notes_kept", "kept_from_why"} - {"address"})
SEXES = (Choice("F", mark("Female")), Choice("M", mark("Male")), Choice("U", mark("Not known")))


Held = str | bool | When | Person | tuple[str, ...] | tuple[Quote, ...] | tuple[Told, ...] | tuple[Relative, ...]
"""What a field can hold, as in ChildEntry and ConcernEntry."""


@dataclass(frozen=True, slots=True)
class AmendField:
    """``kind`` is the question: "line", "text", "date", "when", "choice", "checks", "tick", "names", "person", "quotes", "told",
    "family". ``now`` is what stands there, in words; ``sides`` all that is said of a disputed field, with who and when.
    """

    name: str
    label: str
    kind: str
    value: Held
    choices: tuple[Choice, ...] = ()
    now: str = ""
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the person typed."""

    field: str
    value: Held
    reason: str
    as_told_by: str


CONCERN_KINDS = {
    "from_notes": "tick",
    "kept_from": "names",
    "words": "quotes",
    "reported": "quotes",
    "told": "told",
    "witness": "person",
    "informant": "person",
    "happened": "when",
    "noticed": "when",
    "categories": "checks",
    "review_on": "date",
}


def child_field(name: str, label: str, entry: ChildEntry, view: FieldView | None = None) -> AmendField:
    """``view`` is the field as the record book shows it, when it holds anything."""
    now, sides = said_of(view)
    if name == "people":
        return AmendField(name, label, "family", entry.people, (), now, sides)
    value = str(getattr(entry, name))
    if name == "address_withheld":
        answer = Answer.YES if entry.address_withheld else Answer.NO
        return AmendField(name, label, "choice", answer, YES_NO[:2], "", sides)
    if name in ("born", "expected"):
        return AmendField(name, label, "date", value, (), now, sides)
    if name == "sex":
        return AmendField(name, label, "choice", value, translated(SEXES), now, sides)
    return AmendField(name, label, "line" if name in SHORT else "text", value, (), now, sides)


def concern_field(
    name: str, entry: ConcernEntry, choices: Mapping[str, tuple[Choice, ...]], view: FieldView | None = None
) -> AmendField:
    """As ``child_field``."""
    label = asked(name).short
    value = getattr(entry, name)
    now, sides = said_of(view)
    if name in CONCERN_KINDS:
        return AmendField(name, label, CONCERN_KINDS[name], value, choices.get(name, ()), now, sides)
    if name in choices:
        return AmendField(name, label, "choice", str(value), choices[name], now, sides)
    if name in ("mobile", "safe_now", "parents_told", "notes_read_back"):
        return AmendField(name, label, "choice", str(value), YES_NO, now, sides)
    return AmendField(name, label, "line" if name in SHORT else "text", str(value), (), now, sides)


def as_field(amendment: Amendment) -> object:
    """The new value as the entry holds it."""
    return Answer(amendment.value) if amendment.value in tuple(Answer) else amendment.value


def said_of(view: FieldView | None) -> tuple[str, tuple[str, ...]]:
    """What stands in a field in words, or every side of a disputed one, with who and when."""
    if view is None or not view.sides:
        return "", ()
    if view.state != "disputed":
        return view.sides[0].text, ()
    return "", tuple(f"{side.text or tr('Taken back')}   ({side.who}, {times.when(side.when)})" for side in view.sides)
