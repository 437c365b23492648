"""Every field that a person can fill in, found from the classes and the catalogue themselves, so that none can be forgotten.

Rules this module keeps: a cell of a row is a field of its own; a field is named by its path ("concern.words.translation").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import ChildEntry, ConcernEntry, Quote, SharingEntry, When
from desktop.services.pages.children import ChronologyRow

CLASSES: Mapping[str, type] = {
    "child": ChildEntry,
    "person": PersonEntry,
    "relationship": RelationshipEntry,
    "concern": ConcernEntry,
    "share": SharingEntry,
}
_ROWS = {Asks.WHEN: When, Asks.MOMENT: When, Asks.QUOTES: Quote}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field, or one cell of a field's rows. ``kind`` is the cell's own type: str, bool, int or an enumeration."""

    family: str
    name: str  # of the field of the record
    cell: str = ""  # of the row, when it has rows
    kind: type = str
    many: bool = False  # the field is a list

    @property
    def path(self) -> str:
        return ".".join(part for part in (self.family, self.name, self.cell) if part)


def leaves() -> Iterator[Leaf]:
    """Every field of every record, in the order of the forms."""
    for family, kind in CLASSES.items():
        yield from _of_class(family, kind)
    yield from (Leaf("involvement", name) for name in ("role", "note"))
    for family, one in ENTRY_TYPES.items():
        for field in one.every:
            rows = _ROWS.get(field.asks)
            many = field.asks in {Asks.NAMES, Asks.QUOTES}
            if rows is None:
                yield Leaf(family, field.name, many=many)
            else:
                yield from (
                    Leaf(family, field.name, cell.name, _type(rows, cell.name)[0], many) for cell in fields(rows)
                )
    for column in fields(ChronologyRow):
        yield Leaf("chronology", column.name)


def _of_class(family: str, kind: type) -> Iterator[Leaf]:
    for field in fields(kind):
        inner, many = _type(kind, field.name)
        if is_dataclass(inner):
            cells = fields(inner)
            yield from (Leaf(family, field.name, cell.name, _type(inner, cell.name)[0], many) for cell in cells)
        else:
            yield Leaf(family, field.name, kind=inner, many=many)


def _type(kind: type, name: str) -> tuple[type, bool]:
    """The type of a field, or of the rows of its list; and whether it is a list."""
    hint = get_type_hints(kind)[name]
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return (inner, True) if isinstance(inner, type) else (tuple, True)
    assert isinstance(hint, type)
    return hint, False
