"""What a list must know of a record before the record itself is read: when it happened, when it was written, and how it stands.

Rules this module keeps:

* it is told from the folded record alone, so every book that holds the same statements says the same;
* times are whole seconds since 1970; a day without an hour is its midnight in London; where it is not known when something
  happened, it stands where it was written, and is not ``DATED``;
* a mark says that there is something to be read, never what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from desktop.domain.dates import moment_of
from desktop.domain.entries import values_of
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import HAPPENED, Asks, EntryType
from desktop.domain.folding import Folded, beginning
from desktop.domain.statements import Json, Kind
from desktop.domain.withdrawals import is_withdrawn

REFERRAL = "refer"  # the purpose of a decision about sharing that starts the clocks of a referral
TOLD = frozenset(
    {
        Kind.CALL_LOGGED,
        Kind.SHARING_DECIDED,
        Kind.SHARING_REVIEWED,
        Kind.SHARING_AMENDED,
        Kind.REFERRAL_OPENED,
        Kind.QUESTION_ASKED,
        Kind.QUESTION_ANSWERED,
        Kind.ENQUIRY_DECIDED,
    }
)
"""Events that have a line of their own in a chronology."""
_READ = frozenset({Kind.RECORD_OPENED, Kind.RECORD_EXPORTED})
_SCORE = 16  # bits before a child's own number, which is kept as one more than it is


class Marks(IntEnum):
    """How a record stands: one bit each. (A flag of the standard library is ten times slower to ask.)"""

    DATED = 1  # it is known when it happened
    WITHDRAWN = 2
    WALLED = 4
    OPEN = 8  # something is still to be done about it
    TOLD = 16  # an event of it has a line of its own in a chronology
    CALLED = 32  # somebody was rung about it
    DRAWN = 64  # it has a body map
    REFERS = 128  # a decision that starts the clocks of a referral
    ANSWERED = 256  # the desk decided
    READ = 512  # somebody opened or copied it
    REFUSED = 1024  # a statement about it was not accepted


@dataclass(frozen=True, slots=True)
class Listed:
    """``written`` is when the statement that began the record was written, 0 where that has not come. ``marks`` hold a score too."""

    written: int
    happened: int
    marks: int


def score_in(marks: int) -> int:
    """The child's own number, 0 to 10; -1 where there is none."""
    return (marks >> _SCORE) - 1


def listed(folded: Folded) -> Listed:
    """What lists are made from."""
    first = beginning(folded.statements)
    written = int(first.written_at.timestamp()) if first is not None else 0
    happened = _happened(folded)
    marks = _stands(folded) | _told({said.kind for said in folded.statements})
    if happened is not None:
        marks |= Marks.DATED
    if first is not None and first.fields.get("share") is True and first.fields.get("purpose") == REFERRAL:
        marks |= Marks.REFERS
    one = ENTRY_TYPES.get(folded.family)
    if one is not None:
        marks |= (score(one, values_of(folded)) + 1) << _SCORE
        marks |= Marks.OPEN if is_open(folded) else 0
    return Listed(written, written if happened is None else happened, int(marks))


def _stands(folded: Folded) -> int:
    marks: int = Marks.WALLED if folded.walled else 0
    if is_withdrawn(folded):
        marks |= Marks.WITHDRAWN
    if "body_marks" in folded.fields and folded.fields["body_marks"].value:
        marks |= Marks.DRAWN
    if folded.refused:
        marks |= Marks.REFUSED
        marks |= Marks.READ if any(said.kind in _READ for said, _ in folded.refused) else 0
    return marks


def _told(kinds: set[str]) -> int:
    """What the kinds of its statements say, those that were accepted."""
    marks: int = 0 if kinds.isdisjoint(TOLD) else Marks.TOLD
    if Kind.CALL_LOGGED in kinds:
        marks |= Marks.CALLED
    if Kind.ENQUIRY_DECIDED in kinds:
        marks |= Marks.ANSWERED
    return marks if kinds.isdisjoint(_READ) else marks | Marks.READ


def is_open(folded: Folded) -> bool:
    """Whether something is still to be done about a record beside concerns: it was not closed, or its clock runs."""
    one, values = ENTRY_TYPES[folded.family], values_of(folded)
    if is_withdrawn(folded):
        return False
    if one.closing:
        return not values.get(one.closing[0].name)
    return one.clock is not None and bool(values.get(one.clock.begins)) and not values.get(one.clock.ends)


def score(one: EntryType, values: Mapping[str, Json]) -> int:
    """The child's own number, 0 to 10, where the type asks for one; -1 where there is none."""
    name = next((field.name for field in one.fields if field.asks is Asks.SCORE), "")
    value = values.get(name)
    said = int(value) if isinstance(value, str) and value.isdecimal() else -1
    return said if said <= 10 else -1


def _happened(folded: Folded) -> int | None:
    """When it happened, or where that is not known when somebody noticed it."""
    for name in (HAPPENED, "noticed") if folded.family == "concern" else (HAPPENED,):
        row = folded.fields[name].value if name in folded.fields else None
        text = str(row.get("at") or "") if isinstance(row, Mapping) else ""
        if text:
            at = moment_of(text)
            return None if at is None else int(at.timestamp())
    return None
