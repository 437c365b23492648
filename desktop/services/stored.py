"""What the storage port takes and gives: rows, letters, drafts and lines, as plain frozen values.

Rules this module keeps: a shape says what stands in it and in which unit; nothing here reads or writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.statements import Json, Statement

OWN = "own"  # the source of a statement written here


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One statement with its compact form, as it stands in the journal."""

    statement: Statement
    token: str
    received_at: datetime
    source: str = OWN  # OWN, or the id of the bundle it came in
    log_index: int | None = None  # the hub's log index of that bundle; None for our own, or without a receipt
    there_by: datetime | None = None  # the hub's time of that bundle; None for our own, or without a receipt
    handed_by: str = ""  # the device that sent that bundle; "" for our own


class LetterState(StrEnum):
    SEALED = "sealed"  # its bytes are durable here
    DELIVERED = "delivered"  # the hub's receipt is kept
    CARRIED = "carried"  # copied to a folder; no receipt yet
    OPENED = "opened"  # a person opened it
    ANSWERED = "answered"
    SET_ASIDE = "set aside"  # refused; `reason` says why
    SUPERSEDED = "superseded"  # a damaged copy that was set aside; the whole letter came since


@dataclass(frozen=True, slots=True)
class OutgoingLetter:
    """A sealed bundle in the outbox. ``waybill`` and ``sealed`` are sent byte for byte, however often."""

    bundle: str
    share: str  # share or enquiry id
    audience: str  # "desk", "own" or "answer"
    to: str  # name of the recipient organisation
    recipients: tuple[str, ...]  # device ids
    waybill: bytes
    sealed: bytes
    waybill_digest: str  # hex SHA-256 of the waybill's payload
    written_at: datetime
    state: LetterState = LetterState.SEALED
    receipt: bytes | None = None
    delivered_at: datetime | None = None
    reason: str = ""  # error class name when set aside
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """What lists say of a letter in the outbox; its bytes stay in the database."""

    bundle: str
    share: str
    audience: str
    to: str
    waybill_digest: str
    written_at: datetime
    state: LetterState
    delivered_at: datetime | None
    reason: str
    attempts: int


@dataclass(frozen=True, slots=True)
class IncomingLetter:
    """A letter that came in: taken in whole, or set aside whole with its reason.

    ``bundle`` names it in this book: the sender's bundle id, with something behind it when that id is taken by another
    letter. ``waybill`` is the digest of the waybill that it came under, "" when that could not be read.
    """

    bundle: str
    sender: str  # device id
    share: str
    audience: str
    received_at: datetime  # by this machine's clock
    hub_received_at: datetime | None  # from the receipt
    statements: tuple[str, ...]
    cover: bytes = b""
    container: bytes = b""  # kept only while set aside, so that it can be tried again; lists are read without it
    state: LetterState = LetterState.DELIVERED
    reason: str = ""
    waybill: str = ""

    @property
    def refused(self) -> bool:
        """It was not taken in."""
        return self.state in {LetterState.SET_ASIDE, LetterState.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class StoredDraft:
    id: str
    family: str  # "concern"
    child: str  # "" when no child is chosen yet
    fields: Json
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ChildHit:
    """A row of the children's view."""

    child: str
    given_names: str
    family_name: str
    known_as: str
    born: str
    expected: str
    address: str
    postcode: str
    concerns: int
    last_entry: datetime | None
    nhs_number: str = ""
    upn: str = ""
    setting: str = ""


class RecordLine(NamedTuple):
    """A record in a list of its child's, before it is read (domain/listing.py)."""

    record: str
    family: str
    written: int  # seconds since 1970; 0 where its beginning has not come
    happened: int
    marks: int


class ToldLine(NamedTuple):
    """A statement in a list, before it is read."""

    record: str
    statement: str
    kind: str
    written: int  # seconds since 1970
