"""What a tombstone bars, and what a legal hold keeps: pure functions of the statements.

Rules this module keeps:

* a tombstone (``record.erased``) names statements and fields, never a value; "" stands for every field;
* it binds the organisation that wrote it and no other; a lead or the desk writes it;
* what it bars is barred for good; a hold (``hold.placed``) on a record it is about, or that a statement it names is
  about, stops it until it is lifted; a hold stands whatever role its author has since;
* tombstones, holds and what devices say of themselves are never erased: they are what the chain is checked by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from desktop.domain.acceptance import NO_RECEIPT, Arrival, Members, may_say
from desktop.domain.statements import Kind, Statement

EVERY_FIELD = ""
HOLDS = (Kind.HOLD_PLACED, Kind.HOLD_LIFTED)
_KEPT_FAMILIES = ("device", "clock", "desk", "hub", "recovery")


def may_be_erased(kind: str) -> bool:
    """Whether retention may take the fields of a statement of this kind away."""
    return kind not in {Kind.RECORD_ERASED, *HOLDS} and kind.partition(".")[0] not in _KEPT_FAMILIES


def barred_by(tombstone: Statement) -> dict[str, frozenset[str]]:
    """The fields that a tombstone bars, by statement id."""
    rows = tombstone.fields.get("statements")
    barred: dict[str, frozenset[str]] = {}
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, Mapping) and isinstance(row.get("statement"), str):
            named = row.get("fields")
            fields = [str(name) for name in named] if isinstance(named, list | tuple) else []
            barred[str(row["statement"])] = frozenset(fields) or frozenset({EVERY_FIELD})
    return barred


def held_records(said: Iterable[Statement], members: Members, came: Mapping[str, Arrival]) -> frozenset[str]:
    """The records that a hold of our own organisation keeps. ``said`` are all the statements about holds."""
    return frozenset(record for one in standing_holds(said, members, came) for record in one.about)


def standing_holds(said: Iterable[Statement], members: Members, came: Mapping[str, Arrival]) -> tuple[Statement, ...]:
    """The holds of our own organisation that are placed rightly and not lifted rightly."""
    ours = [one for one in said if binds(one, members, came)]
    lifted = {earlier for one in ours if one.kind == Kind.HOLD_LIFTED for earlier in one.after}
    return tuple(one for one in ours if one.kind == Kind.HOLD_PLACED and one.id not in lifted)


def binds(said: Statement, members: Members, came: Mapping[str, Arrival]) -> bool:
    """Whether a tombstone or a hold is of our own organisation and accepted."""
    verdict = may_say(said, members.own_organisation, members, came.get(said.id, NO_RECEIPT))
    return members.is_own(said.device) and verdict.accepted


def due(
    tombstones: Iterable[Statement],
    held: Collection[str],
    members: Members,
    came: Mapping[str, Arrival],
    known: Mapping[str, Statement] = MappingProxyType({}),
) -> list[Statement]:
    """Those tombstones that are to be carried out now. ``known`` are the statements that they name, as far as they are
    here: it is their records that a hold keeps, whatever record the tombstone says that it is about.
    """

    def touches(tombstone: Statement) -> set[str]:
        named = (known[one].about for one in barred_by(tombstone) if one in known)
        return {*tombstone.about, *(record for about in named for record in about)}

    return [one for one in tombstones if touches(one).isdisjoint(held) and binds(one, members, came)]
