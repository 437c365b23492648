"""What screens read of adults, relations and records of one person. As ``pages``: frozen, no behaviour, words beside codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.people import RelationshipEntry
from desktop.domain.statements import Changes


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: str
    name: str
    known_as: str
    born: str  # ISO, or ""
    post: str  # "Health visitor, Ashmere 0-19 service"
    telephone: str
    address: str
    address_withheld: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class PersonMatch:
    row: PersonRow
    why: str


@dataclass(frozen=True, slots=True)
class Related:
    """``person`` is the other end: a person or a child."""

    relationship: str
    person: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class RelationRow:
    """Somebody around a child. ``other`` is a person's or a child's id; ``relation`` is in words, ``group`` the edition's."""

    id: str
    child: str
    other: str
    is_child: bool
    name: str
    relation: str
    group: str
    entry: RelationshipEntry
    ended: bool
    person: PersonRow | None = None
    disputed: bool = False
    ours: bool = True


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """Another child of the family. ``relation`` is in words; ``why`` says by what the two are linked."""

    child: str
    name: str
    relation: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row of the child's own record that is no record of its own yet. ``number`` counts from 0; ``record`` is a child's id or ""."""

    child: str
    number: int
    text: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class SameRow:
    """That somebody said that another record is of the same person, or of another one."""

    id: str
    other: str
    name: str
    answer: str  # people.SAME or DIFFERENT
    reason: str
    who: str
    when: datetime
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """Who is around a child, and which records are of the same child."""

    people: tuple[RelationRow, ...] = ()
    family: tuple[FamilyLink, ...] = ()
    to_take_over: tuple[OldRow, ...] = ()
    same: tuple[SameRow, ...] = ()
    likely: tuple[tuple[str, str, str], ...] = ()  # (child, name, why): may be the same child
    kept_back: int = 0  # walled records of the same child's other records: they stay there


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two records beside each other: (label, the one, the other), and what else each holds."""

    one: str
    other: str
    names: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]
    are_children: bool = True
