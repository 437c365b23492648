"""What an amendment says: the changed fields, and the statements whose values it replaces.

Rules this module keeps:

* only the organisation that began a record amends it;
* an amendment names every side of what it replaces, so that it settles a disputed field;
* an amendment that changes nothing is refused, unless it settles a dispute in favour of one side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from desktop.domain.entries import changes_between, encoded, from_fields, to_fields
from desktop.domain.folding import Folded
from desktop.domain.statements import Json
from desktop.services.book import OpenBook
from desktop.services.errors import NothingChanged, NotYourRecord, ReasonNeeded
from desktop.services.histories import founding

E = TypeVar("E")


def amended(before: E, changes: Mapping[str, object]) -> E:
    """The entry after ``changes``: values as in the entry's class, or as in a statement's fields."""
    assert is_dataclass(before)
    assert not isinstance(before, type)
    known = {field.name for field in fields(before)}
    plain: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in known:
            raise NothingChanged("an amendment names a field that this kind of record does not have")
        if value is None or isinstance(value, list | Mapping):
            read = from_fields(type(before), {} if value is None else {name: json_of(value)})
            plain[name] = getattr(read, name)
        else:
            plain[name] = value
    changed: E = replace(before, **plain)
    return changed


def amendment(
    book: OpenBook, folded: Folded, entries: tuple[E, E], named: Mapping[str, object], reason: str
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """The fields and ``after`` of an amendment from the first of ``entries`` to the second.

    ``named`` are the fields the person answered. Raises NotYourRecord, ReasonNeeded, NothingChanged.
    """
    before, after = entries
    return amendment_of(book, folded, changes_between(before, after), to_fields(after), named, reason)


def amendment_of(
    book: OpenBook,
    folded: Folded,
    changed: Mapping[str, Json],
    settled: Mapping[str, Json],
    named: Iterable[str],
    reason: str,
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """The same for fields as they are kept: what ``changed``, of a record that is to read ``settled`` from then on."""
    first = founding(folded)
    if first is None or not book.is_own(first.device):
        raise NotYourRecord("another organisation wrote this record")
    if not reason.strip():
        raise ReasonNeeded("an amendment is recorded with its reason")
    written = dict(changed)
    for name in named:
        if name in folded.fields and folded.fields[name].state == "disputed":
            written[name] = settled.get(name)
    if not written:
        raise NothingChanged("nothing was changed")
    names: dict[str, None] = {}
    for name in written:
        for value in folded.fields[name].values if name in folded.fields else ():
            names[value.statement_id] = None
    return written, tuple(names) or (first.id,)


def json_of(value: object) -> Json:
    """A value of an entry as a statement keeps it."""
    if isinstance(value, Mapping):
        return {str(name): json_of(cell) for name, cell in value.items()}
    if isinstance(value, list | tuple):
        return [json_of(cell) for cell in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return encoded(value)
