"""An adult's page, as a screen shows it. Frozen, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.people_rows import PersonMatch, PersonRow, RelationRow, SameRow


@dataclass(frozen=True, slots=True)
class PersonPage:
    id: str
    row: PersonRow
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    children: tuple[RelationRow, ...]  # ``name`` is the child's
    same: tuple[SameRow, ...]
    likely: tuple[PersonMatch, ...] = ()
