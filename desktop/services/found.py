"""What a search gives the screens. Nothing heavy: the search box is made before the index is there."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.pages.children import ChildRow
from desktop.services.people_rows import PersonRow


@dataclass(frozen=True, slots=True)
class RecordFound:
    """A concern, or a record beside concerns, whose words, or whose child's name, match."""

    id: str
    child: str
    child_name: str
    title: str  # "Physical abuse, 20 November 2026 at 09:05"
    family: str = "concern"
    withdrawn: bool = False  # its organisation does not hold to it any more


@dataclass(frozen=True, slots=True)
class Found:
    """``kept``: for each record about these children that is kept from some people, whom to ask for it, "" when this person wrote it.
    ``more``: there are more children or records than are given.
    """

    children: tuple[ChildRow, ...] = ()
    records: tuple[RecordFound, ...] = ()
    kept: tuple[str, ...] = ()
    people: tuple[PersonRow, ...] = ()
    more: bool = False
