"""What the pages that add somebody around a child show. No Qt, and nothing decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.services.pages.children import ChildRow
from desktop.services.pages.fields import Choice
from desktop.ui import times
from desktop.ui.language import tr

OWN_WORDS = "own-words"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Somebody who is in the book. ``why`` is blank for what was searched for."""

    record: str
    name: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class PersonForm:
    """``existing`` names somebody who is in the book: then only the relation is asked."""

    child: str
    professional: bool
    relations: tuple[Choice, ...]
    person: PersonEntry = field(default_factory=PersonEntry)
    relationship: RelationshipEntry = field(default_factory=RelationshipEntry)
    existing: str = ""


def child_line(row: ChildRow) -> FoundLine:
    born = tr("Child, born {day}", day=times.day(row.born)) if row.born else tr("Child in this record book")
    return FoundLine(row.id, row.name or row.known_as, "\n".join(part for part in (born, row.address) if part))
