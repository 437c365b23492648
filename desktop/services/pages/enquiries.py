"""The desk's enquiries: in the queue and opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.clocks import Due
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.entries import EntryPage
from desktop.services.pages.fields import Choice, FieldView, HistoryRow
from desktop.services.pages.questions import QuestionRow
from desktop.services.pages.waiting import ClockRow


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    id: str
    kind: str  # "letter" or "telephone"
    child_name: str
    organisation: str
    sender: str
    received_at: datetime
    due: Due
    state: str  # clock state
    opened: bool
    joined_with: tuple[str, ...]
    urgent: bool
    outcome: str
    why: str = ""  # "not safe now, level 4, physical abuse"
    marks: tuple[str, ...] = ()  # "not yet receipted", "device marked forked", "n fields left out"


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    row: EnquiryRow
    child_fields: tuple[FieldView, ...]
    concerns: tuple[ConcernPage, ...]
    purpose: str
    basis: str
    family_told: str
    reasons: str
    call: tuple[FieldView, ...]  # the telephone referral's fields, when there is one
    times: tuple[tuple[str, datetime, str], ...]  # (label, time, whose clock)
    decisions: tuple[HistoryRow, ...]
    outcomes: tuple[Choice, ...]
    clocks: tuple[ClockRow, ...]
    ring_back: str = ""  # whom to ring about it, as far as it is known
    questions: tuple[QuestionRow, ...] = ()
    entries: tuple[EntryPage, ...] = ()  # the records beside concerns that came with it
    may_ask: tuple[Choice, ...] = ()  # the letters whose senders can be asked, by the organisation's name
    closed: tuple[
        Choice, ...
    ] = ()  # letters of the group that nobody here opened: id, and the organisation that sent it


@dataclass(frozen=True, slots=True)
class PhoneReferral:
    caller: str
    organisation: str
    number: str
    at: datetime
    given_names: str = ""
    family_name: str = ""
    born: str = ""
    address: str = ""
    said: str = ""
    advice: str = ""
    reference: str = ""
