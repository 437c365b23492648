"""The fields that can be amended: what they hold now, how they are written anew, and how an answer becomes a field.

Rules this module keeps: everything that can be recorded can be corrected; a disputed field shows every side that a person
has to choose from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.body_marks import Drawn
from desktop.domain.records import (
    Alleged,
    Answer,
    Attended,
    ChildEntry,
    ConcernEntry,
    InvolvedChild,
    Person,
    Quote,
    Relative,
    Told,
    When,
)
from desktop.services.pages.fields import Choice, FieldView
from desktop.ui import times
from desktop.ui.children.child_codes import ChildCodes
from desktop.ui.choice_words import translated
from desktop.ui.concern.questions import asked
from desktop.ui.concern.wording import ANSWERS
from desktop.ui.language import mark, tr

NO_CODES = ChildCodes({})
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
    "address_withheld": mark("The address must not be disclosed"),
    "setting_withheld": mark("The school must not be disclosed"),
    "flags": mark("To know at once"),
    "gp": mark("GP surgery"),
    "disabilities": mark("Disabilities"),
    "mobile": mark("Can move about on their own"),
    "special_needs": mark("Special educational needs"),
    "communication": mark("Communication needs"),
    "language": mark("First language"),
    "interpreter": mark("Needs an interpreter"),
    "ethnicity": mark("Ethnicity"),
    "religion": mark("Religion"),
    "schools": mark("Earlier schools, nurseries and clubs"),
    "upn_unknown": mark("Why there is no UPN"),
    "placement": mark("Where the child is placed"),
    "legal_status": mark("Legal status"),
    "uasc": mark("Unaccompanied and seeking asylum"),
    "immigration": mark("Immigration"),
    "age_assessment": mark("Age assessment"),
    "safeguards": mark("Safeguards away from home"),
    "identity": mark("Culture and identity"),
    "people": mark("Family and household"),
}
CHILD_KINDS = {
    "people": "family", "schools": "schools", "flags": "lines", "disabilities": "checks", "born": "date", "expected": "date",
    "address": "text", "special_needs": "text", "communication": "text", "immigration": "text",
    "age_assessment": "text", "safeguards": "text", "identity": "text",
}  # fmt: skip
CHILD_ANSWERS = frozenset({"mobile", "interpreter", "uasc"})
CHILD_MARKS = frozenset({"address_withheld", "setting_withheld"})
CONCERN_FIELDS = (
    "others", "role", "happened", "non_recent", "non_recent_note", "noticed", "place", "witness", "informant", "present", "harmed_by", "from_notes", "notes_made", "notes_kept", "notes_read_back",
    "seen", "marks", "body_marks", "words", "questions", "reported", "opinion", "mobile", "category", "categories", "impact", "impact_note", "strengths",
    "strengths_note", "barriers", "barriers_note", "factors", "level", "level_why",
    "safe_now", "safe_now_note", "done", "told", "parents_told", "parents_told_why", "accused_works_with_children",
    "kept_from", "kept_from_why",
    "review_on",
)  # fmt: skip
CONCERN_ANSWERS = frozenset(
    {"mobile", "safe_now", "parents_told", "notes_read_back", "non_recent", "accused_works_with_children"}
)
SHORT = frozenset({*CHILD_LABELS, "place", "notes_made", "notes_kept", "kept_from_why"} - {"address"})
SEXES = (Choice("F", mark("Female")), Choice("M", mark("Male")), Choice("U", mark("Not known")))


Held = (
    str
    | bool
    | When
    | Person
    | tuple[str, ...]
    | tuple[Quote, ...]
    | tuple[Told, ...]
    | tuple[Relative, ...]
    | tuple[Attended, ...]
    | tuple[Person, ...]
    | tuple[InvolvedChild, ...]
    | tuple[Alleged, ...]
    | Drawn
)
"""What a field can hold, as in ChildEntry and ConcernEntry."""


@dataclass(frozen=True, slots=True)
class AmendField:
    """``kind`` is the question: "line", "text", "date", "when", "moment", "choice", "checks", "tick", "names", "person", "quotes", "told", "marks",
    "family", "involved", "present", "alleged". ``now`` is what stands there, in words; ``sides`` all that is said of a disputed field, with who and when.
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
    "body_marks": "marks",
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
    "factors": "checks",
    "impact": "checks",
    "strengths": "checks",
    "barriers": "checks",
    "others": "involved",
    "present": "present",
    "harmed_by": "alleged",
    "review_on": "date",
}


def child_field(
    name: str, label: str, entry: ChildEntry, view: FieldView | None = None, codes: ChildCodes = NO_CODES
) -> AmendField:
    """``view`` is the field as the record book shows it, when it holds anything."""
    now, sides = said_of(view)
    value = getattr(entry, name)
    if name in CHILD_MARKS:
        return AmendField(name, label, "choice", Answer.YES if value else Answer.NO, translated(YES_NO[:2]), "", sides)
    if name in CHILD_ANSWERS:
        return AmendField(name, label, "choice", str(value), translated(YES_NO), now, sides)
    if name == "sex":
        return AmendField(name, label, "choice", str(value), translated(SEXES), now, sides)
    if name in codes.choices:
        return AmendField(name, label, CHILD_KINDS.get(name, "choice"), value, codes.of(name, value), now, sides)
    return AmendField(name, label, CHILD_KINDS.get(name, "line"), value, (), now, sides)


def concern_field(
    name: str, entry: ConcernEntry, choices: Mapping[str, tuple[Choice, ...]], view: FieldView | None = None
) -> AmendField:
    """As ``child_field``."""
    label = asked(name).short
    value = Drawn(entry.body, entry.body_marks) if name == "body_marks" else getattr(entry, name)
    now, sides = said_of(view)
    if name in CONCERN_KINDS:
        return AmendField(name, label, CONCERN_KINDS[name], value, choices.get(name, ()), now, sides)
    if name in choices:
        return AmendField(name, label, "choice", str(value), choices[name], now, sides)
    if name in CONCERN_ANSWERS:
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
