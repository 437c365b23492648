"""What screens read: frozen values that a use case returns. Words are for people; codes stay beside them.

Rules this module keeps: no behaviour; datetimes are aware; ``id`` fields are opaque; a disputed value is listed with all its sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.clocks import Due
from desktop.domain.records import ConcernEntry, OrganisationKind
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.domain.urgency import Number
from desktop.services.telling_pages import Telling


@dataclass(frozen=True, slots=True)
class ChildRow:
    id: str
    name: str  # "Kian Pellow"
    known_as: str
    born: str  # ISO, or "" (unborn: `expected`)
    expected: str
    address: str
    concerns: int
    last_entry: datetime | None


@dataclass(frozen=True, slots=True)
class Duplicate:
    row: ChildRow
    why: str  # "same NHS number", "same date of birth and a name that sounds alike"


@dataclass(frozen=True, slots=True)
class Registered:
    child: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Missing:
    field: str  # entry field name
    message: str  # "Say what was seen or heard"


@dataclass(frozen=True, slots=True)
class DraftRow:
    id: str
    child: str
    child_name: str
    summary: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    id: str
    child: str
    entry: ConcernEntry
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    concern: str
    statement: str
    prompts: tuple[Prompt, ...]
    urgent: bool
    changes: Changes


@dataclass(frozen=True, slots=True)
class FieldSide:
    text: str
    who: str
    when: datetime
    statement: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One labelled field. ``sides`` has one entry, or several when it is disputed."""

    name: str
    label: str
    state: str  # "settled", "disputed", "incomplete"
    sides: tuple[FieldSide, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One statement of a record, with the text it replaced."""

    statement: str
    kind: str
    title: str  # "Recorded", "Amended: ..."
    who: str
    organisation: str
    written_at: datetime
    received_at: datetime
    reason: str
    as_told_by: str
    changed: tuple[tuple[str, str, str], ...]  # (label, before, now)
    left_out: int
    accepted: bool
    not_accepted_why: str = ""


@dataclass(frozen=True, slots=True)
class ConcernPage:
    id: str
    child: str
    child_name: str
    title: str
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    walled: bool
    urgent: bool
    entry: ConcernEntry  # the settled values, to start an amendment from


@dataclass(frozen=True, slots=True)
class ChronologyRow:
    event_at: str  # ISO local, or "" when not known
    precision: str
    written_at: datetime
    received_at: datetime
    what: str
    source: str
    significance: str
    record: str
    family: str
    late: bool  # written more than a day after it happened
    amended: bool = False  # what stands here is not all as it was first signed


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to a question of the desk, each of its times by its own clock."""

    id: str
    who: str
    organisation: str
    known: str  # "yes", or "no" for "we know nothing about this"
    text: str
    written_at: datetime
    received_at: datetime
    hub_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the desk to the organisation that sent a referral. ``walled``: it names no child where others see."""

    id: str
    share: str
    child: str
    child_name: str
    who: str
    desk: str  # the name of the organisation that asks: "Ashmere MASH"
    asked: str  # the name of the organisation that is asked
    question: str
    why: str
    asked_at: datetime
    received_at: datetime
    due: Due | None
    state: str  # of a clock; "" when no day is wanted, "met" once it is answered
    answers: tuple[AnswerRow, ...] = ()
    walled: bool = False
    ours: bool = False  # it is for us to answer


@dataclass(frozen=True, slots=True)
class QuestionPreview:
    """Exactly what a letter with a question, or with its answer, says, and to whom."""

    to: str
    people: tuple[str, ...]
    leaves: tuple[tuple[str, str], ...]  # (label, text)
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom a question about an enquiry goes to, and about which child."""

    enquiry: str
    organisation: str
    child_name: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A record that somebody said would be looked at again on ``on`` (ISO day)."""

    record: str
    family: str  # "concern" or "share"
    child: str
    child_name: str
    title: str
    why: str  # the reasons of a decision not to share
    on: str
    due: Due
    state: str
    walled: bool = False


@dataclass(frozen=True, slots=True)
class ShareRow:
    share: str
    decided_at: datetime
    who: str
    to: str
    shared: bool
    reasons: str
    state: str  # in words: "delivered 09:10 on 24 December", "not sent", "decided not to share"
    outcome: str  # the answer, with its reason, or ""
    outcome_reasons: str
    answered_at: datetime | None
    next_contact: str = ""  # who will be in touch, and when
    tell_family: str = ""  # what the family may be told
    child: str = ""
    child_name: str = ""
    questions: tuple[QuestionRow, ...] = ()
    review_on: str = ""  # ISO day


@dataclass(frozen=True, slots=True)
class OpeningRow:
    who: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    child: str
    child_name: str
    record: str
    words: str  # "Decision due by Monday 23 November"
    due: Due
    state: str  # "overdue", "today", "soon", "later", "met"
    warning: str = ""  # "the list of bank holidays ends on ..."
    label: str = ""  # "Decision due", without the day
    before: str = ""  # what is to be said first: "Rung 16:55. Not sent in writing ..."
    enquiry: str = ""  # at the desk: where it is decided


@dataclass(frozen=True, slots=True)
class ChildPage:
    id: str
    name: str
    known_as: str
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    chronology: tuple[ChronologyRow, ...]
    concerns: tuple[ConcernPage, ...]
    shares: tuple[ShareRow, ...]
    openings: tuple[OpeningRow, ...]
    same_address: tuple[ChildRow, ...]
    clocks: tuple[ClockRow, ...]
    alerts: tuple[Alert, ...] = ()  # what about this child reached nobody yet, also what is not signed
    undecided: tuple[UndecidedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareableStatement:
    id: str
    kind: str
    title: str
    written_at: datetime
    fields: tuple[tuple[str, str, str, bool], ...]  # (name, label, text, must not be disclosed)
    walled: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    id: str
    name: str
    kind: OrganisationKind
    people: int


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ShareChoices:
    statements: tuple[ShareableStatement, ...]
    recipients: tuple[Recipient, ...]
    purposes: tuple[Choice, ...]
    bases: tuple[Choice, ...]
    suggested_basis: str
    child_name: str = ""
    list_old: bool = False  # the list of people ran out two weeks ago or more: sending asks why


@dataclass(frozen=True, slots=True)
class SharePreview:
    leaves: tuple[tuple[str, str, str], ...]  # (statement title, label, text)
    stays: tuple[tuple[str, str, str], ...]  # (statement title, label, why)
    to: str
    people: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    statement: str
    share: str
    letters: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class LetterRow:
    bundle: str
    direction: str  # "out" or "in"
    state: str
    who: str  # to or from
    about: str  # a child's name, for the screen only
    written_at: datetime
    delivered_at: datetime | None
    reason: str  # error class name when set aside; messages.py has the words
    child: str = ""
    seen: bool = False  # set aside, and a person said that they know it


@dataclass(frozen=True, slots=True)
class Freshness:
    joined: bool
    reached_at: datetime | None
    waiting: int
    area: str  # "Ashmere MASH"


@dataclass(frozen=True, slots=True)
class Alert:
    concern: str
    child: str
    child_name: str
    why: str
    number: Number
    script: str
    raised_at: datetime
    arrived: bool = False  # a letter about it was delivered, and nobody opened it yet
    draft: bool = False  # it is kept and not signed yet; ``concern`` is the draft's id


@dataclass(frozen=True, slots=True)
class UndecidedRow:
    """A concern of ours about which nobody decided whether to share it. A walled one names no child where others see."""

    concern: str
    child: str
    child_name: str
    title: str
    written_at: datetime
    walled: bool = False


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


@dataclass(frozen=True, slots=True)
class Standing:
    joined: bool
    area: str
    organisation: str
    role: str
    administrator: bool
    words: str  # six words over this device's key card, or over it and the invitation while waiting
    waiting: bool  # a request was made and no directory has come yet
    directory_expires: date | None = None
    devices: tuple[tuple[str, str, str], ...] = ()  # (person, organisation, six words)
    alarms: tuple[str, ...] = ()  # whole sentences: used on two computers
    needed: int = 1  # how many administrators sign a change of the partnership
    proposal: bool = False  # a change that waits for another administrator is kept here
    unproved: tuple[str, ...] = ()  # people admitted from here whose computer has not answered its first letter yet


@dataclass(frozen=True, slots=True)
class RequestFile:
    content: bytes
    words: str  # six, to read out by telephone


@dataclass(frozen=True, slots=True)
class RequestSummary:
    person: str
    role_title: str
    organisation: str
    role: str
    words: str  # six, to compare by telephone
    content: bytes
    replaces: str = ""  # "person, organisation" whose lost computer this one replaces


@dataclass(frozen=True, slots=True)
class TodayPage:
    alerts: tuple[Alert, ...]
    clocks: tuple[ClockRow, ...]
    drafts: tuple[DraftRow, ...]
    waiting: tuple[LetterRow, ...]
    answers: tuple[ShareRow, ...]
    enquiries: tuple[EnquiryRow, ...]
    freshness: Freshness
    warnings: tuple[str, ...]
    promises: tuple[PromiseRow, ...] = ()
    backed_up_at: datetime | None = None
    backup_due: bool = False  # something was written, and there is no backup of the last weeks
    questions: tuple[QuestionRow, ...] = ()  # of the desk, for us to answer
    replies: tuple[QuestionRow, ...] = ()  # at the desk: answers that nobody read here yet
    reviews: tuple[ReviewRow, ...] = ()  # due within two weeks, or overdue
    undecided: tuple[UndecidedRow, ...] = ()  # oldest first, as many as one page holds
    undecided_more: int = 0  # how many further ones there are
    told: tuple[Telling, ...] = ()  # by colleagues, and not opened yet by this person


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What the desk promised. ``text`` is as it was signed; ``enquiry`` leads to it."""

    enquiry: str
    child_name: str
    organisation: str
    text: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Verified:
    statements: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    sent: int
    fetched: int
    set_aside: int
    skew_seconds: float
    changes: Changes
    problems: tuple[str, ...] = ()  # error class names of things that went wrong and were left for later
    waiting: int = 0
