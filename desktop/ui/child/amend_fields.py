"""The fields that can be amended: what they hold now, how they are written anew, and how an answer becomes a field.

Rules this module keeps: lines of a field with rows that were not touched keep whose words they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Quote, When
from desktop.services.pages import Choice
from desktop.ui.concern.wording import ANSWERS, asked

YES_NO = tuple(Choice(code, words) for code, words in ANSWERS.items())
CHILD_LABELS = {
    "given_names": "Given names",
    "family_name": "Family name",
    "known_as": "Known as",
    "born": "Date of birth",
    "expected": "Expected date of birth",
    "sex": "Sex",
    "address": "Address",
    "postcode": "Postcode",
    "nhs_number": "NHS number",
    "upn": "Unique pupil number (UPN)",
    "setting": "School, nursery or club",
    "address_withheld": "The address and school must not be disclosed",
    "language": "First language",
}
CONCERN_FIELDS = (
    "happened",
    "place",
    "seen",
    "marks",
    "words",
    "questions",
    "reported",
    "opinion",
    "mobile",
    "category",
    "level",
    "level_why",
    "safe_now",
    "safe_now_note",
    "done",
    "parents_told",
    "parents_told_why",
)
SHORT = frozenset({*CHILD_LABELS, "place"} - {"address"})
SEXES = (Choice("F", "Female"), Choice("M", "Male"), Choice("U", "Not known"))


@dataclass(frozen=True, slots=True)
class AmendField:
    """``kind``: "line", "text", "date", "when", "choice" or "lines" (one row a line)."""

    name: str
    label: str
    kind: str
    value: str | When
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the person typed."""

    field: str
    value: str | When
    reason: str
    as_told_by: str


def child_field(name: str, label: str, entry: ChildEntry) -> AmendField:
    value = str(asdict(entry)[name])
    if name == "address_withheld":
        return AmendField(name, label, "choice", Answer.YES if entry.address_withheld else Answer.NO, YES_NO[:2])
    if name in ("born", "expected"):
        return AmendField(name, label, "date", value)
    if name == "sex":
        return AmendField(name, label, "choice", value, SEXES)
    return AmendField(name, label, "line" if name in SHORT else "text", value)


def concern_field(name: str, entry: ConcernEntry, choices: Mapping[str, tuple[Choice, ...]]) -> AmendField:
    label = asked(name).short
    value = getattr(entry, name)
    if isinstance(value, When):
        return AmendField(name, label, "when", value)
    if name in ("words", "reported"):
        return AmendField(name, label, "lines", "\n".join(_flat(row.words) for row in value))
    if name in choices:
        return AmendField(name, label, "choice", str(value), choices[name])
    if name in ("mobile", "safe_now", "parents_told"):
        return AmendField(name, label, "choice", str(value), YES_NO)
    return AmendField(name, label, "line" if name in SHORT else "text", str(value))


def _flat(words: str) -> str:
    return " ".join(words.split())


def as_field(amendment: Amendment, entry: ChildEntry | ConcernEntry) -> object:
    if amendment.field not in ("words", "reported") or not isinstance(amendment.value, str):
        return Answer(amendment.value) if amendment.value in tuple(Answer) else amendment.value
    before = {_flat(row.words): row for row in getattr(entry, amendment.field)}
    lines = [line.strip() for line in amendment.value.splitlines() if line.strip()]
    return tuple(before.get(line, Quote(line)) for line in lines)
