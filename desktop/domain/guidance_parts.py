"""The rows that a guidance edition is made of: plain, frozen values.

Rules this module keeps: a row says how sure it is (``status``) and where it comes from, wherever the edition does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and its words. ``continues``: ids of the clocks that run on after this outcome; ``alone``: no other code stands beside it."""

    code: str
    label: str
    hint: str = ""
    continues: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list to choose from, under its name."""

    name: str
    status: str
    source: str
    rows: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Ethnicity:
    """``nhs`` is the letter that the NHS uses for it; two of them may share one."""

    code: str
    label: str
    nhs: str


@dataclass(frozen=True, slots=True)
class Category:
    """One of the four statutory categories, in our own words."""

    code: str
    label: str
    meaning: str
    indicators: tuple[str, ...]
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class FurtherType:
    """A further concern type. ``factors`` and ``needs`` are census codes, ``clocks`` ids; ``route`` is a code, ``route_text`` words."""

    code: str
    label: str
    notes: str
    route: str
    route_text: str
    factors: tuple[str, ...]
    do_not_tell_family: bool
    clocks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A level of need. ``colour`` is London's ("blue" …) or ""; ``local`` what the area calls it, or ""."""

    code: str
    label: str
    hint: str = ""
    colour: str = ""
    local: str = ""

    @property
    def shown(self) -> str:
        """The level with the area's own name behind it."""
        return f"{self.label} ({self.local})" if self.local else self.label


@dataclass(frozen=True, slots=True)
class Threshold:
    """The area's threshold document, which a level is named after; blank when no local edition names one."""

    title: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A lawful basis, offered to the ``kinds`` of organisation it fits, from the day it begins."""

    code: str
    label: str
    text: str
    kinds: tuple[str, ...]
    begins: date | None
    status: str
    source: str
    hint: str = ""

    def offered(self, kind: str, on: date) -> bool:
        return kind in self.kinds and (self.begins is None or self.begins <= on)


@dataclass(frozen=True, slots=True)
class LegacyFactor:
    """An assessment factor that the census no longer takes: what to use, and the query that it raises."""

    code: str
    instead: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True)
class FactorFault:
    """Why a list of assessment factors would be refused or queried: "legacy", "alone", "unknown" or "twice"."""

    code: str
    why: str
    instead: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a record is kept: ``years`` from ``begins`` (0: none is named), or ``until`` something, whichever is later."""

    code: str
    label: str
    begins: str
    years: int
    until: str
    note: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach for what, in the area: comes with a local edition only."""

    code: str  # "prevent", "cdop" ...
    label: str
    name: str
    number: str = ""
    mail: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class LocalEdition:
    """The area's own edition that lies over this one."""

    id: str
    title: str
    publisher: str
    in_force_from: date
