"""A child: in a list, on the child's page, and as a chronology on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.statements import Changes
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.entries import EntryRow
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.waiting import Alert, ClockRow, UndecidedRow
from desktop.services.people_rows import Around


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
    also: tuple[str, ...] = ()  # the names on the child's other records, where they are others


@dataclass(frozen=True, slots=True)
class Duplicate:
    row: ChildRow
    why: str  # "same NHS number", "same date of birth and a name that sounds alike"


@dataclass(frozen=True, slots=True)
class Registered:
    child: str
    changes: Changes


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
    withdrawn: bool = False  # its organisation does not hold to it any more
    action: str = ""
    child: str = ""  # whose it is, with the name, where children are read together
    child_name: str = ""
    kept: bool = False  # kept from some people: that there is one is all that stands here


@dataclass(frozen=True, slots=True)
class OpeningRow:
    who: str
    at: datetime
    what: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """Another record of the same child, with its own details beside."""

    child: str
    name: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class Depth:
    """How many of each the page shows: the latest. The rest is counted, and read when it is asked for."""

    chronology: int = 50
    concerns: int = 20
    entries: int = 50
    shares: int = 20
    openings: int = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each there are in all."""

    chronology: int = 0
    concerns: int = 0
    entries: int = 0
    shares: int = 0
    openings: int = 0
    undecided: int = 0
    scores: int = 0
    maps: int = 0


@dataclass(frozen=True, slots=True)
class Earlier:
    """The next rows of one part of the page, and how many there are still before them."""

    concerns: tuple[ConcernPage, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    shares: tuple[ShareRow, ...] = ()
    openings: tuple[OpeningRow, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class ChildPage:
    """Of a long record the latest rows of each part (``Depth``), and in ``counts`` how many there are."""

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
    entries: tuple[EntryRow, ...] = ()  # the records beside concerns, by when they were written
    around: Around = field(default_factory=Around)
    others: tuple[OtherRecord, ...] = ()  # records of the same child: what they hold is on this page too
    todo: tuple[EntryRow, ...] = ()  # every record beside concerns about which something is still to be done
    scored: tuple[EntryRow, ...] = ()  # the latest in which the child said how safe they feel
    drawn: tuple[ConcernPage, ...] = ()  # the latest with a body map
    counts: Counts = field(default_factory=Counts)
    records: frozenset[str] = frozenset()  # every record that the page is about, shown or not
