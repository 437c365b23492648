"""Several children in one event, and who is said to have caused harm: what a statement keeps of them, and what it does not.

Rules this module keeps:

* a concern's statement names the other children by record and role alone; their names and what is noted about each stay in
  their own records;
* the record of somebody accused is a field of its own (``harmed_by_links``), which no letter carries;
* an involvement has a pointer to the concern, the role, and a note about its own child: no word of the concern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.records import ConcernEntry, InvolvedChild
from desktop.domain.statements import Json
from desktop.language import mark

FAMILY = "involvement"
ROLES: Mapping[str, str] = {
    "harmed": mark("Was harmed, or may have been"),
    "alleged": mark("Is said to have harmed somebody"),
    "witness": mark("Saw or heard it"),
    "other": mark("Something else"),
}
INWARD = ("others", "harmed_by_links")  # fields of a concern that lead to other records: they leave with no letter
_KEY = ("name", "relation")


def spoken(entry: ConcernEntry) -> ConcernEntry:
    """The entry as its statement says it: of other children the record and the role alone."""
    return replace(entry, others=tuple(InvolvedChild(one.child, role=one.role) for one in entry.others if one.child))


def parted(written: Mapping[str, Json]) -> dict[str, Json]:
    """A concern's fields with the records of the accused in a field of their own."""
    rows = _rows(written.get("harmed_by"))
    links = [{name: row[name] for name in (*_KEY, "record") if name in row} for row in rows if row.get("record")]
    if not links:
        return dict(written)
    apart = [{name: cell for name, cell in row.items() if name != "record"} for row in rows]
    return {**written, "harmed_by": [row for row in apart if row], "harmed_by_links": links}


def joined(written: Mapping[str, Json]) -> dict[str, Json]:
    """The same fields as an entry holds them: each accused with their record, found by name and relation."""
    links = {_key(row): row.get("record") for row in _rows(written.get("harmed_by_links"))}
    if not links:
        return dict(written)
    rows = [
        {**row, "record": links[_key(row)]} if _key(row) in links else dict(row)
        for row in _rows(written.get("harmed_by"))
    ]
    return {**written, "harmed_by": rows}


def _key(row: Mapping[str, Json]) -> tuple[Json, ...]:
    return tuple(row.get(name) for name in _KEY)


def _rows(value: Json) -> tuple[Mapping[str, Json], ...]:
    rows = value if isinstance(value, list | tuple) else ()
    return tuple(row for row in rows if isinstance(row, Mapping))
