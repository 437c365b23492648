"""A record's present state, folded from its statements by ``after`` alone.

Rules this module keeps (docs/spec/kinds-v1.md, "Folding"):

* the result depends on the *set* of statements and on who is accepted, never on the order they came in;
* a field's values are those of its maximal statements: one distinct value is settled, more are disputed;
* where a statement between them has not come, or has come without its fields, the field is *incomplete*:
  it may have been changed there, and nobody is said to disagree;
* what a tombstone took away is gone, and makes nothing incomplete;
* ``written_at`` sorts lists and decides nothing: where one of several must come first, it is that with the lowest id;
* a record is of one family: what founds or amends another family under its id is refused;
* what is refused, unknown or forked is kept and shown; an unknown kind marked ``must`` closes the record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.domain.acceptance import ANOTHER_FAMILY, Acceptance
from desktop.domain.ancestry import Ancestry
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.kinds import AMENDMENT_ONLY, KINDS, Part, family_of, family_of_record, is_known
from desktop.domain.statements import Json, Kind, Statement

SETTLED, DISPUTED, INCOMPLETE = "settled", "disputed", "incomplete"
NAMES_ITS_RECORD = frozenset(
    {
        Kind.CHILD_AMENDED.value,
        Kind.PERSON_AMENDED.value,
        Kind.RELATIONSHIP_AMENDED.value,
        Kind.SAME_WITHDRAWN.value,
        Kind.CONCERN_AMENDED.value,
        Kind.INVOLVEMENT_AMENDED.value,
        Kind.SHARING_AMENDED.value,
        Kind.SHARING_REVIEWED.value,
        *(one.amended for one in ENTRY_TYPES.values()),
    }
)  # `after` stays in the record


@dataclass(frozen=True, slots=True)
class FieldValue:
    value: Json
    statement_id: str
    device: str


@dataclass(frozen=True, slots=True)
class FoldedField:
    state: str  # "settled", "disputed" or "incomplete"
    values: tuple[FieldValue, ...]

    @property
    def value(self) -> Json:
        """The first value; the only one when settled."""
        return self.values[0].value


@dataclass(frozen=True, slots=True)
class Folded:
    id: str
    family: str
    fields: Mapping[str, FoldedField]
    statements: tuple[Statement, ...]  # all that are accepted, by (written_at, id)
    refused: tuple[tuple[Statement, str], ...]  # kept and shown with the reason; they move no view
    forked: bool = False
    closed: bool = False  # an unknown kind marked `must` is about it: "needs a newer Guardbook"
    walled: bool = False  # our own organisation says who must not see it (walls.py); a record book fills it in


def fold(
    statements: Iterable[Statement],
    accepted: Callable[[Statement], Acceptance],
    *,
    record: str = "",
    family: str = "",
    forked_devices: Collection[str] = (),
) -> Folded:
    """Fold the statements of one record.

    ``record`` and ``family`` may be left out: then they are those of the statements. ``forked_devices`` are known
    from elsewhere in the journal; a fork inside ``statements`` is found here.
    """
    known = _merge(statements)
    ordered = sorted(known.values(), key=_by_time)
    kept: list[Statement] = []
    refused: list[tuple[Statement, str]] = []
    for statement in ordered:
        verdict = accepted(statement)
        if verdict.accepted:
            kept.append(statement)
        else:
            refused.append((statement, verdict.reason))
    kept, strays = _one_family(kept)
    refused = sorted([*refused, *((stray, ANOTHER_FAMILY) for stray in strays)], key=lambda one: _by_time(one[0]))
    forked = forked_in(ordered) | frozenset(forked_devices)
    return Folded(
        id=record or _record_of(kept or ordered),
        family=family or family_of_record(s.kind for s in (kept or ordered)),
        fields=_fields(kept, known),
        statements=tuple(kept),
        refused=tuple(refused),
        forked=any(s.device in forked for s in ordered),
        closed=any(s.must and not is_known(s.kind) for s in kept),
    )


def _one_family(kept: list[Statement]) -> tuple[list[Statement], list[Statement]]:
    """What belongs to the family in which the record was begun, and what founds or amends one of another family.

    An id of ours is begun by one device alone, so two families under one are a fault or an attack; the founding statement
    with the lowest id has the record, so that all record books say the same and no clock can win it.
    """
    founded = beginning(kept)
    if founded is None:
        return kept, []
    home = _house(founded)
    strays = [s for s in kept if _is_content(s) and _house(s) != home]
    strange = {s.id for s in strays}
    return [s for s in kept if s.id not in strange], strays


def beginning(statements: Iterable[Statement]) -> Statement | None:
    """The statement that begins their record: of those that found one that with the lowest id."""
    founding = (s for s in statements if s.kind in KINDS and KINDS[s.kind].part is Part.FOUNDS)
    return min(founding, key=lambda s: s.id, default=None)


def _house(statement: Statement) -> str:
    """The family, the two kinds of enquiry being one."""
    family = family_of(statement.kind)
    return "share" if family == "enquiry" else family


def forked_in(statements: Iterable[Statement]) -> frozenset[str]:
    """Devices that signed two statements at one place of their chain."""
    seen: dict[tuple[str, str, int], str] = {}
    forked: set[str] = set()
    for statement in statements:
        if statement.position is None:
            continue
        place = (statement.device, statement.position.epoch, statement.position.seq)
        if seen.setdefault(place, statement.id) != statement.id:
            forked.add(statement.device)
    return frozenset(forked)


def merge(one: Statement, other: Statement) -> Statement:
    """Two copies of one statement with different fields left out: everything that either discloses."""
    fuller, rest = sorted((one, other), key=lambda s: (-len(s.fields), -len(s.about), s.about, sorted(s.fields)))
    merged = replace(
        fuller,
        fields=dict(rest.fields) | dict(fuller.fields),
        about=fuller.about + tuple(record for record in rest.about if record not in fuller.about),
        position=fuller.position or rest.position,
    )
    whole = max(s.left_out + len(s.fields) for s in (one, other))
    return replace(merged, left_out=max(0, whole - len(merged.fields)))


def _merge(statements: Iterable[Statement]) -> dict[str, Statement]:
    known: dict[str, Statement] = {}
    for statement in statements:
        held = known.get(statement.id)
        known[statement.id] = statement if held is None or held == statement else merge(held, statement)
    return known


def _by_time(statement: Statement) -> tuple[float, str]:
    return statement.written_at.timestamp(), statement.id


def _record_of(statements: Iterable[Statement]) -> str:
    """The record most of the statements are first about."""
    counted: dict[str, int] = {}
    for statement in statements:
        if statement.about:
            counted[statement.about[0]] = counted.get(statement.about[0], 0) + 1
    return min(counted, key=lambda record: (-counted[record], record), default="")


def _fields(kept: Collection[Statement], known: Mapping[str, Statement]) -> dict[str, FoldedField]:
    held: dict[str, list[tuple[Statement, Json]]] = {}
    for statement in kept:
        for name, value in _moves(statement):
            held.setdefault(name, []).append((statement, value))
    missing = _missing(kept, known)
    gone = frozenset(
        named for s in kept if s.kind == Kind.RECORD_ERASED for named in _named(s.fields.get("statements"))
    )
    hollow = frozenset(s.id for s in kept if s.left_out and not s.fields and _is_content(s)) - gone
    holders = {name: [s.id for s, _ in sides] for name, sides in held.items()}
    before, unsure = Ancestry(known).behind(holders, missing | hollow)
    return {
        name: _field(
            [(s, value) for s, value in held[name] if s.id not in before[name]],
            unsure=name in unsure,
            missing=bool(missing),
        )
        for name in sorted(held)
    }


def _named(rows: Json) -> Iterable[str]:
    """The statements that a tombstone names: what they said is known to be gone, and not to be missing."""
    found = rows if isinstance(rows, list | tuple) else ()
    return (str(row["statement"]) for row in found if isinstance(row, Mapping) and "statement" in row)


def _missing(statements: Iterable[Statement], known: Mapping[str, Statement]) -> frozenset[str]:
    """Statements of this record that others name and that have not come."""
    return frozenset(
        parent for s in statements if s.kind in NAMES_ITS_RECORD for parent in s.after if parent not in known
    )


def _field(maximal: list[tuple[Statement, Json]], *, unsure: bool, missing: bool) -> FoldedField:
    distinct: dict[str, FieldValue] = {}
    for statement, value in sorted(maximal, key=lambda side: side[0].id):  # an order that nobody's clock can choose
        key = _canonical(value) if len(maximal) > 1 else ""
        distinct.setdefault(key, FieldValue(value, statement.id, statement.device))
    doubtful = unsure or (len(distinct) > 1 and missing)
    state = INCOMPLETE if doubtful else DISPUTED if len(distinct) > 1 else SETTLED
    return FoldedField(state, tuple(distinct.values()))


def _is_content(statement: Statement) -> bool:
    spec = KINDS.get(statement.kind)
    return spec is not None and spec.part is not Part.EVENT


def _moves(statement: Statement) -> Iterable[tuple[str, Json]]:
    """The fields of the record that a statement gives a value."""
    spec = KINDS.get(statement.kind)
    if spec is None or spec.part is Part.EVENT:
        return
    for name, value in statement.fields.items():
        if statement.kind in NAMES_ITS_RECORD and name in AMENDMENT_ONLY:
            continue
        yield spec.prefix + name, value


def value_in(statement: Statement, name: str) -> FieldValue:
    """The value that a statement gives to a field of its record. Raises KeyError when it gives it none."""
    prefix = KINDS[statement.kind].prefix
    return FieldValue(statement.fields[name.removeprefix(prefix)], statement.id, statement.device)


def _canonical(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError("not a JSON value")
