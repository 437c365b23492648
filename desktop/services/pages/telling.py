"""What screens read about telling colleagues: frozen values. Datetimes are aware; ids are opaque."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.statements import Changes


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of one's own organisation. ``kept``: their name stands among those who must not see the record."""

    person: str
    role: str
    suggested: bool
    kept: bool
    told: bool


@dataclass(frozen=True, slots=True)
class TellingChoices:
    """Of one record: who could be told."""

    record: str
    child: str
    child_name: str
    title: str
    walled: bool
    people: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class ToldPerson:
    person: str
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Telling:
    """That colleagues were told of a record. A walled one names no child."""

    id: str
    record: str
    child: str
    child_name: str
    who: str
    at: datetime
    note: str
    people: tuple[ToldPerson, ...]
    walled: bool
    family: str = "concern"  # or that of a record beside concerns


@dataclass(frozen=True, slots=True)
class Told:
    telling: str
    letter: str
    changes: Changes
