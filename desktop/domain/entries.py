"""Between what a person fills in and a statement's fields.

Rules this module keeps:

* blanks are dropped on the way out and come back as blanks: ``from_fields(type(e), to_fields(e)) == e``;
* that somebody accused has a record in this book is a field of its own, so that it can stay behind when the rest is shared;
* reading is strict about the shape of known fields and silent about unknown ones;
* an error names the field, never its content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from desktop.domain.errors import FieldsInvalid
from desktop.domain.folding import Folded
from desktop.domain.involvement import joined, parted
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import ChildEntry, ConcernEntry
from desktop.domain.statements import Json

E = TypeVar("E")


def to_fields(entry: object) -> dict[str, Json]:
    """An entry as a statement's fields: only what was filled in, tuples as lists, nested values as mappings."""
    if not is_dataclass(entry) or isinstance(entry, type):
        raise FieldsInvalid("entry")
    written: dict[str, Json] = {}
    for name, value in ((f.name, getattr(entry, f.name)) for f in fields(entry)):
        encoded = _encode(value)
        if not _blank(encoded):
            written[name] = encoded
    return parted(written) if isinstance(entry, ConcernEntry) else written


def changes_between(before: object, after: object) -> dict[str, Json]:
    """The fields of an amendment that turns ``before`` into ``after``; ``None`` takes a value back."""
    if type(before) is not type(after):
        raise FieldsInvalid("entry")
    old, new = to_fields(before), to_fields(after)
    changed: dict[str, Json] = {name: value for name, value in new.items() if old.get(name) != value}
    for name in old.keys() - new.keys():
        changed[name] = False if isinstance(old[name], bool) else None
    return dict(sorted(changed.items()))


def from_fields(kind: type[E], written: Mapping[str, Json]) -> E:
    """An entry of class ``kind`` from a statement's fields. Raises FieldsInvalid for a known field of a wrong shape."""
    return _decode_entry(kind, joined(written) if kind is ConcernEntry else written, "")


def values_of(folded: Folded) -> dict[str, Json]:
    """The record's present fields, the first side of each disputed one."""
    return {name: field.value for name, field in folded.fields.items()}


def child_entry(folded: Folded) -> ChildEntry:
    return from_fields(ChildEntry, values_of(folded))


def concern_entry(folded: Folded) -> ConcernEntry:
    return from_fields(ConcernEntry, values_of(folded))


def person_entry(folded: Folded) -> PersonEntry:
    return from_fields(PersonEntry, values_of(folded))


def relationship_entry(folded: Folded) -> RelationshipEntry:
    return from_fields(RelationshipEntry, values_of(folded))


def encoded(value: object) -> Json:
    """One value of an entry as a statement keeps it: of a row only what is not blank and not what stands without saying."""
    return _encode(value)


def _blank(value: Json) -> bool:
    return value is None or value is False or value in ("", [], {})


def _encode(value: object) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [row for row in (_encode(part) for part in value) if not _blank(row)]
    if is_dataclass(value) and not isinstance(value, type):
        row: dict[str, Json] = {}
        for f in fields(value):
            cell = getattr(value, f.name)
            encoded = _encode(cell)
            if not _blank(encoded) and not (_has_default(f) and cell == f.default):
                row[f.name] = encoded
        return row
    raise FieldsInvalid("entry")


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING


def _decode_entry(kind: type[E], written: Mapping[str, Json], path: str) -> E:
    if not is_dataclass(kind):
        raise FieldsInvalid(path)
    hints = _hints(kind)
    found: dict[str, object] = {}
    for f in fields(kind):
        value = written.get(f.name)
        where = f"{path}.{f.name}" if path else f.name
        if value is not None:
            found[f.name] = _decode(hints[f.name], value, where)
        elif f.default is MISSING and f.default_factory is MISSING:
            if hints[f.name] is not str:
                raise FieldsInvalid(where)
            found[f.name] = ""
    return cast("Callable[..., E]", kind)(**found)


@cache
def _hints(kind: type) -> Mapping[str, object]:
    """The resolved types of an entry's fields: asked for at every decoding, found once."""
    return get_type_hints(kind)


def _decode(hint: object, value: Json, path: str) -> object:
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            raise FieldsInvalid(path)
        return tuple(_decode(get_args(hint)[0], row, path) for row in value)
    if isinstance(hint, type) and is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise FieldsInvalid(path)
        return _decode_entry(hint, value, path)
    return _decode_cell(hint, value, path)


def _decode_cell(hint: object, value: Json, path: str) -> object:
    if hint is bool:
        if not isinstance(value, bool):
            raise FieldsInvalid(path)
        return value
    if hint is int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise FieldsInvalid(path)
        return value
    if not isinstance(value, str):
        raise FieldsInvalid(path)
    with suppress(ValueError):  # what it says is the value itself: it must not hang on our error
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return hint(value)
        return datetime.fromisoformat(value) if hint is datetime else value
    raise FieldsInvalid(path)
