"""Statements and folded records as JSON text in the database, and back.

Rules this module keeps: equal values give equal text; what is read back equals what was written; nothing is decided here; a folded
record says which of its statements have the values, and never repeats them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from desktop.domain.folding import Folded, FoldedField, value_in
from desktop.domain.statements import Json, Position, Statement


def to_text(value: object) -> str:
    """Compact JSON with sorted members."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def from_text(text: str) -> Json:
    """The value of JSON text that this module wrote."""
    value: Json = json.loads(text)
    return value


def statement_text(statement: Statement) -> str:
    position = statement.position
    return to_text(
        {
            "id": statement.id,
            "kind": statement.kind,
            "device": statement.device,
            "about": statement.about,
            "fields": statement.fields,
            "written_at": seconds(statement.written_at),
            "edition": statement.edition,
            "after": statement.after,
            "must": statement.must,
            "position": None if position is None else [position.epoch, position.seq, position.prev],
            "left_out": statement.left_out,
        }
    )


def statement_from(text: str) -> Statement:
    held: dict[str, Any] = json.loads(text)
    return Statement(
        id=held["id"],
        kind=held["kind"],
        device=held["device"],
        about=tuple(held["about"]),
        fields=held["fields"],
        written_at=moment(held["written_at"]),
        edition=held["edition"],
        after=tuple(held["after"]),
        must=held["must"],
        position=None if held["position"] is None else Position(*held["position"]),
        left_out=held["left_out"],
    )


def folded_text(folded: Folded) -> str:
    """The folded record, its statements by id, its values by the places of their statements among them."""
    place = {statement.id: number for number, statement in enumerate(folded.statements)}
    return to_text(
        {
            "fields": {
                name: [field.state, *[place[value.statement_id] for value in field.values]]
                for name, field in folded.fields.items()
            },
            "statements": [statement.id for statement in folded.statements],
            "refused": [[statement.id, reason] for statement, reason in folded.refused],
            "forked": folded.forked,
            "closed": folded.closed,
            "walled": folded.walled,
        }
    )


def named_in(held: Mapping[str, Any]) -> list[str]:
    """Ids of the statements that a folded record needs; ``held`` is its text, read."""
    return [*held["statements"], *(named for named, _ in held["refused"])]


def folded_from(record: str, family: str, held: Mapping[str, Any], statements: Mapping[str, Statement]) -> Folded:
    kept = tuple(statements[named] for named in held["statements"])
    return Folded(
        id=record,
        family=family,
        fields={
            name: FoldedField(state, tuple(value_in(kept[place], name) for place in places))
            for name, (state, *places) in held["fields"].items()
        },
        statements=kept,
        refused=tuple((statements[named], reason) for named, reason in held["refused"]),
        forked=held["forked"],
        closed=held["closed"],
        walled=held["walled"],
    )


def seconds(at: datetime) -> int:
    """Seconds since 1970, as statements carry their written time."""
    return int(at.timestamp())


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def time_text(at: datetime) -> str:
    """ISO 8601 in UTC."""
    if at.tzinfo is None:
        raise RuntimeError("a time without a zone")
    return at.astimezone(UTC).isoformat()


def time_from(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError("not a JSON value")
