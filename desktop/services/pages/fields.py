"""A record field by field, its history, and what a form still needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Missing:
    field: str  # entry field name
    message: str  # "Say what was seen or heard"


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
class Choice:
    code: str
    label: str
    hint: str = ""
