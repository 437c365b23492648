"""Deciding about sharing: what may leave, to whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.records import OrganisationKind
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Choice
from desktop.services.pages.questions import QuestionRow


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
    next_step: str = ""  # what who sent it does after the answer, in words


@dataclass(frozen=True, slots=True)
class ShareableStatement:
    id: str
    kind: str
    title: str
    written_at: datetime
    fields: tuple[tuple[str, str, str, bool], ...]  # (name, label, text, must not be disclosed)
    walled: bool
    rows: tuple[
        tuple[str, str, str], ...
    ] = ()  # (list, "list#row" as ``left_out`` names it, text): what can be left out alone
    record: str = ""  # which it belongs to: the concern of its amendment or call, else the child


@dataclass(frozen=True, slots=True)
class Recipient:
    id: str
    name: str
    kind: OrganisationKind
    people: int


@dataclass(frozen=True, slots=True)
class ShareChoices:
    statements: tuple[ShareableStatement, ...]
    recipients: tuple[Recipient, ...]
    purposes: tuple[Choice, ...]
    bases: tuple[Choice, ...]
    suggested_basis: str
    child_name: str = ""
    joined: tuple[str, ...] = ()  # names in the child's other records, whose statements are shared from there
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
