"""The views: records folded from the journal, the table of children, the search index.

Rules this module keeps:

* a view row is a pure function of the journal's statements, the membership and the own devices: the same in whatever
  order they came, and byte for byte the same when everything is thrown away and folded again;
* views are written in the transaction of the statements that moved them, and by nothing else;
* folding and acceptance are the domain's; here it is only decided what is folded together and when.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from desktop.domain.acceptance import Arrival, Members, judge
from desktop.domain.folding import Folded, fold
from desktop.domain.kinds import Part, part_of
from desktop.domain.listing import listed
from desktop.domain.matching import LookedFor
from desktop.domain.statements import Statement
from desktop.domain.terms import NO_TERMS, Terms
from desktop.domain.walls import is_walled
from desktop.services.ports import ChildHit
from desktop.storage.content import folded_from, folded_text, moment, named_in, seconds, to_text
from desktop.storage.database import Database, Row
from desktop.storage.desk_drawer import DeskDrawer
from desktop.storage.journal import Journal
from desktop.storage.search import ADULT, WITHDRAWN, SearchIndex, children_sql, queries, sounding, text_of, together

R = TypeVar("R")
_CHILD_COLUMNS = (
    "given_names", "family_name", "known_as", "born", "expected", "address", "postcode", "nhs_number", "upn", "setting",
)  # fmt: skip
_CHILD_ROW = ", ".join(("record", "sort_name", *_CHILD_COLUMNS))
_RECORD_COLUMNS = ("family", "child", "last_written", "folded", "written", "happened", "marks")
_RECORD_ROW = ", ".join(("id", *_RECORD_COLUMNS))
_CHUNK = 500
_DUMPED = (
    "SELECT id, content FROM said ORDER BY id",
    "SELECT device FROM fork ORDER BY device",
    f"SELECT {_RECORD_ROW} FROM record ORDER BY id",
    "SELECT * FROM child ORDER BY record",
    "SELECT f.record, f.child, s.text FROM searched f JOIN search s ON s.rowid = f.row ORDER BY f.record",
)


FOLD_VERSION = 8
"""Raise it with every change of what a view holds or of how it is folded: books of the version before are then folded again when they open."""
FOLDED_BY = "folded_by"  # the setting that says which version wrote this book's views

ORDERS = {"name": "c.sort_name", "born": "c.born", "address": "c.address", "concerns": "concerns", "last": "last"}
"""What children can be ordered by, as SQL of our own."""
_COUNTED = frozenset({"concerns", "last"})  # orders that are counted from a child's records
_WITHDRAWN = f"SELECT f.record FROM search JOIN searched f ON f.row = search.rowid WHERE search MATCH '\"{WITHDRAWN}\"'"


def _order(order: str) -> str:
    """SQL for an order: blanks stand last both ways. Raises KeyError for an order that is not one."""
    by = ORDERS[order.removeprefix("-")]
    return f"coalesce({by}, '') = '', {by}{' DESC' if order.startswith('-') else ''}"


class Views:
    def __init__(self, database: Database, journal: Journal, drawer: DeskDrawer) -> None:
        self._database, self._journal, self._drawer = database, journal, drawer
        self._index = SearchIndex(database)
        self._read_already: dict[tuple[str, ...], Any] | None = None  # within ``once``

    # writing, inside a transaction

    def refold(self, records: Iterable[str]) -> frozenset[str]:
        """Fold these records again; return the families they have now."""
        self.forget()
        members, forked = self.members(), self._journal.forked_devices()
        ordered, families = sorted(records), set[str]()
        for start in range(0, len(ordered), _CHUNK):
            chunk = ordered[start : start + _CHUNK]
            said = self._journal.first_about(chunk)
            families.update(self._refold_one(record, said.get(record, ()), members, forked) for record in chunk)
        return frozenset(families - {""})

    def rebuild(self) -> None:
        """Throw every view away and fold it again."""
        self._index.clear()
        for table in ("child", "record"):
            self._database.run(f"DELETE FROM {table}")
        self._journal.decode_all()
        self.refold(self._journal.records())

    # reading

    @contextmanager
    def once(self) -> Iterator[None]:
        """While this is open, a record that was read is not read again, until something is written."""
        outer, self._read_already = self._read_already, {}
        try:
            yield
        finally:
            self._read_already = outer

    def forget(self) -> None:
        """Something is being written: nothing that was read before holds."""
        if self._read_already is not None:
            self._read_already = {}

    def record(self, record: str) -> Folded | None:
        return self._once((record,), lambda: next(iter(self._read("WHERE id = ?", record)), None))

    def records(self, ids: Sequence[str]) -> tuple[Folded, ...]:
        """Those of these records that are here, in this order, read in one go."""
        held = self._read_already if self._read_already is not None else {}
        found: dict[str, Folded | None] = {one: held[(one,)] for one in ids if (one,) in held}
        wanted = [one for one in ids if one not in found]
        if wanted:
            found |= {
                one.id: one for one in self._read("WHERE id IN (SELECT value FROM json_each(?))", to_text(wanted))
            }
        if self._read_already is not None:
            self._read_already.update({(one,): found.get(one) for one in ids})
        return tuple(folded for one in ids if (folded := found.get(one)) is not None)

    def of_child(self, child: str, family: str, since: datetime | None = None) -> tuple[Folded, ...]:
        if since is None:
            found = self._once((child, family), lambda: self._of_child(child, family, None))
            if self._read_already is not None:
                self._read_already.update({(one.id,): one for one in found})
            return found
        return self._of_child(child, family, since)

    def _once(self, key: tuple[str, ...], read: Callable[[], R]) -> R:
        if self._read_already is None:
            return read()
        if key not in self._read_already:
            self._read_already[key] = read()
        found: R = self._read_already[key]
        return found

    def _of_child(self, child: str, family: str, since: datetime | None) -> tuple[Folded, ...]:
        written = str(seconds(since)) if since is not None else "0"
        where = "WHERE child = ? AND family = ? AND last_written >= CAST(? AS INTEGER) ORDER BY last_written, id"
        return self._read(where, child, family, written)

    def of_family(self, family: str) -> tuple[Folded, ...]:
        return self._read("WHERE family = ? ORDER BY last_written, id", family)

    def with_field(self, field: str) -> tuple[Folded, ...]:
        """Records in which a field of this name has a value; its name, as it is written there, is looked for in their text."""
        return tuple(one for one in self._read("WHERE instr(folded, ?)", to_text(field) + ":[") if field in one.fields)

    def walled(self, among: Collection[str]) -> frozenset[str]:
        """Those of these records that our own organisation keeps from someone."""
        found = self._database.rows(
            "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?)) AND json_extract(folded, '$.walled')",
            (to_text(list(among)),),
        )
        return frozenset(record for (record,) in found)

    def families_of(self, records: Iterable[str]) -> frozenset[str]:
        """The families of those of ``records`` that are folded here."""
        found = self._database.rows(
            "SELECT DISTINCT family FROM record WHERE id IN (SELECT value FROM json_each(?))",
            (to_text(sorted(records)),),
        )
        return frozenset(family for (family,) in found)

    def children(self, text: str, limit: int, order: str = "name", terms: Terms = NO_TERMS) -> tuple[ChildHit, ...]:
        """Children by ``order``: a key of ORDERS, "-" before it for the other way. A text without any word in it finds all, as no text does.

        What is counted and dated is what can be found and stands: a walled record adds nothing to its child's row,
        nor does a withdrawn one.
        """
        words = queries(text, terms)
        narrowed = f"WHERE c.record IN ({children_sql(len(words))})" if words else ""
        return self._hits(narrowed, words, limit, order)

    def _hits(self, narrowed: str, asked: Sequence[str], limit: int, order: str = "name") -> tuple[ChildHit, ...]:
        by = f"{_order(order)}, c.sort_name, c.record"
        # counted for the rows that are shown, not for every child that matches; unless the count gives the order
        among = (
            "child"
            if order.removeprefix("-") in _COUNTED
            else f"(SELECT * FROM child c {narrowed} ORDER BY {by} LIMIT ?)"
        )
        found = self._database.rows(
            f"WITH gone (record) AS MATERIALIZED ({_WITHDRAWN})"
            f" SELECT c.record, {', '.join('c.' + name for name in _CHILD_COLUMNS)},"
            " (SELECT count(*) FROM record r WHERE r.child = c.record AND r.family = 'concern'"
            " AND EXISTS (SELECT 1 FROM searched f WHERE f.record = r.id AND f.child = c.record)"
            " AND r.id NOT IN gone) AS concerns,"
            # by the index of a child's records alone: their folded text is long, and one page each to read
            " (SELECT max(r.last_written) FROM record r WHERE r.child = c.record AND r.family <> 'share' AND (r.id = c.record"
            " OR (EXISTS (SELECT 1 FROM searched f WHERE f.record = r.id AND f.child = c.record)"
            " AND r.id NOT IN gone))) AS last"
            f" FROM {among} c {narrowed if among == 'child' else ''} ORDER BY {by} LIMIT ?",
            (*asked, limit) if among == "child" else (*asked, limit, limit),
        )
        return tuple(_hit(row) for row in found)

    def hits(self, children: Collection[str]) -> tuple[ChildHit, ...]:
        """These children's rows, as ``children`` gives them."""
        return self._hits(
            "WHERE c.record IN (SELECT value FROM json_each(?))", (to_text(sorted(children)),), len(children)
        )

    def alike(self, wanted: LookedFor) -> tuple[ChildHit, ...]:
        """Children who may be the one looked for, without what is counted of them."""
        sound = sounding(wanted.given, wanted.family) if wanted.family else ""
        heard = "SELECT f.record FROM search JOIN searched f ON f.row = search.rowid WHERE search MATCH ?"
        undated = "" if wanted.undated else " AND c.born = '' AND c.expected = ''"
        found = self._database.rows(
            f"SELECT c.record, {', '.join('c.' + name for name in _CHILD_COLUMNS)}, 0, NULL FROM child c WHERE"
            " c.born IN (SELECT value FROM json_each(?)) OR (c.expected <> '' AND c.expected BETWEEN ? AND ?)"
            " OR (? <> '' AND c.nhs_number = ?) OR (? <> '' AND c.upn = ?)"
            " OR (? <> '' AND replace(c.postcode, ' ', '') = ?)"
            f"{f' OR (c.record IN ({heard}){undated})' if sound else ''}",
            (
                to_text(wanted.days), *wanted.around, *(wanted.nhs_number,) * 2, *(wanted.upn,) * 2, *(wanted.postcode,) * 2,
                *((sound,) if sound else ()),
            ),
        )  # fmt: skip
        return tuple(_hit(row) for row in found)

    def at_home(self, postcode: str, address: str, besides: Collection[str] = ()) -> tuple[ChildHit, ...]:
        """Children with this postcode, or whose address reads alike: ``address`` has letters and digits only, in small."""
        first = f"{address[:4]}%"
        found = self._database.rows(
            f"SELECT c.record, {', '.join('c.' + name for name in _CHILD_COLUMNS)}, 0, NULL FROM child c WHERE"
            " (? <> '' AND c.postcode = ?) OR (? <> '' AND c.address <> '' AND"
            " lower(replace(replace(replace(c.address, ' ', ''), ',', ''), '.', '')) LIKE ?)",
            (postcode, postcode, address, first),
        )
        children = [row[0] for row in found if row[0] not in besides]
        return self.hits(children) if children else ()

    def relations_to(self, record: str) -> tuple[Folded, ...]:
        """Relations that lead to this person or child: by where a statement names it, without reading the statements."""
        named = (
            "SELECT b.record FROM statement_about a JOIN statement_about b ON b.statement = a.statement AND b.place = 0"
            " WHERE a.record = ? AND a.place = 2"
        )
        # the few that are named, never every relation of the book
        asked = f"WHERE id IN ({named}) AND +family = 'relationship' ORDER BY last_written, id"
        return self._once((record, "relations to it"), lambda: self._read(asked, record))

    def persons(self, text: str, limit: int) -> tuple[Folded, ...]:
        """Persons whose record holds every word of ``text``; without a word in it, the first by id."""
        words = queries(text)
        return self._persons([together(words)] if words else [], limit)

    def persons_sounding(self, given: Collection[str], family: Collection[str], limit: int) -> tuple[Folded, ...]:
        """Persons with one of these sounds in their given and one in their family names."""
        sound = sounding(given, family)
        return self._persons([sound], limit) if sound else ()

    def _persons(self, match: Sequence[str], limit: int) -> tuple[Folded, ...]:
        if not match:
            return self._read(f"WHERE family = 'person' ORDER BY id LIMIT {int(limit)}")
        heard = (
            "SELECT f.record FROM search JOIN searched f ON f.row = search.rowid"
            f" WHERE search MATCH '(' || ? || ') AND \"{ADULT}\"'"
        )
        return self._read(f"WHERE +family = 'person' AND id IN ({heard}) ORDER BY id LIMIT {int(limit)}", *match)

    def unsearched(self, children: Collection[str], families: Collection[str]) -> tuple[str, ...]:
        """Records of these families about these children that have no words in the index, by id: those with a wall."""
        found = self._database.rows(
            "SELECT r.id FROM record r WHERE r.child IN (SELECT value FROM json_each(?))"
            " AND r.family IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM searched f WHERE f.record = r.id) ORDER BY r.last_written, r.id",
            (to_text(sorted(children)), to_text(sorted(families))),
        )
        return tuple(record for (record,) in found)

    def found(self, text: str, limit: int, terms: Terms = NO_TERMS) -> tuple[tuple[str, str], ...]:
        """(record, child) of the records that are no child's own and hold every word, the latest taken in first."""
        words = queries(text, terms)
        if not words:
            return ()
        rows = self._database.rows(
            "SELECT f.record, f.child FROM search JOIN searched f ON f.row = search.rowid"
            " WHERE search MATCH ? AND f.record <> f.child ORDER BY search.rowid DESC LIMIT ?",
            (together(words), limit),
        )
        return tuple((record, child) for record, child in rows)

    def differ(self, tick: Callable[[int], None]) -> bool:
        """Whether some view row is another than the journal and the members make it; nothing is written.

        ``tick`` is told how many records were looked at so far, and may raise to break off.
        """
        if self._journal.forks_differ():
            return True
        members, forked = self.members(), self._journal.forked_devices()
        records = sorted(self._journal.records())
        counted = Counter[str]()
        for start in range(0, len(records), _CHUNK):
            held = self._held(records[start : start + _CHUNK])
            for record, statements in self._journal.first_about(records[start : start + _CHUNK]).items():
                rows = self._rows(record, self._with_shells(statements), members, forked)
                searched = (rows.record[2], rows.text) if rows.text and rows.record[2] else None
                if held.get(record) != (rows.record[1:], rows.child, searched):
                    return True
                counted.update(record=1, child=rows.child is not None, searched=searched is not None)
            tick(min(start + _CHUNK, len(records)))
        return any(self._count(table) != counted[table] for table in ("record", "child", "searched"))

    def _held(self, records: Sequence[str]) -> dict[str, tuple[Row, Row | None, tuple[str, str] | None]]:
        """The view rows of these records as they are stored: the record's, the child's, child and text of the search."""
        among = "IN (SELECT value FROM json_each(?))"
        asked = (to_text(records),)
        children = self._database.rows(f"SELECT {_CHILD_ROW} FROM child WHERE record {among}", asked)
        texts = self._database.rows(
            f"SELECT f.record, f.child, s.text FROM searched f JOIN search s ON s.rowid = f.row WHERE f.record {among}",
            asked,
        )
        child = {row[0]: tuple(row) for row in children}
        searched = {record: (of, text) for record, of, text in texts}
        rows = self._database.rows(
            f"SELECT {_RECORD_ROW} FROM record WHERE id {among}",
            asked,
        )
        return {row[0]: (tuple(row[1:]), child.get(row[0]), searched.get(row[0])) for row in rows}

    def _count(self, table: str) -> int:
        found = self._database.one(f"SELECT count(*) FROM {table}")
        return int(found[0]) if found else 0

    def digest(self) -> str:
        """A digest of every view, in an order that has nothing to do with the order things came in."""
        summed = hashlib.sha256()
        for query in _DUMPED:
            for row in self._database.rows(query):
                summed.update(repr(row).encode())
        return summed.hexdigest()

    def members(self) -> Members:
        """Who is known, for acceptance."""
        return Members(self._drawer.members(), tuple(sorted(self._journal.own_devices())))

    def _refold_one(self, record: str, said: Collection[Statement], members: Members, forked: frozenset[str]) -> str:
        statements = self._with_shells(said)
        if not statements:
            self._drop(record)
            return ""
        rows = self._rows(record, statements, members, forked)
        self._database.run(
            f"INSERT INTO record ({_RECORD_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            f" SET {', '.join(f'{name} = excluded.{name}' for name in _RECORD_COLUMNS)}",
            rows.record,
        )
        self._put_child(record, rows.child)
        self._index.put(record, rows.record[2], rows.text)
        family: str = rows.record[1]
        return family

    def _rows(self, record: str, statements: Collection[Statement], members: Members, forked: frozenset[str]) -> _Rows:
        doubted = [s.id for s in statements if s.device in members.doubted]
        return _rows(record, statements, members, self._journal.arrivals(doubted), forked)

    def _with_shells(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """A record's statements, and the ancestors its amendments name that came without their record."""
        known = {statement.id: statement for statement in statements}
        waiting = {named for s in known.values() if part_of(s.kind) is Part.AMENDS for named in s.after} - set(known)
        asked: set[str] = set()
        while waiting:
            asked |= waiting
            bare = {named: s for named, s in self._journal.statements(waiting).items() if not s.about}
            known |= bare
            waiting = {named for s in bare.values() for named in s.after} - asked - set(known)
        return tuple(known.values())

    def _drop(self, record: str) -> None:
        self._index.put(record, "", "")
        self._database.run("DELETE FROM child WHERE record = ?", (record,))
        self._database.run("DELETE FROM record WHERE id = ?", (record,))

    def _put_child(self, record: str, row: Row | None) -> None:
        if row is None:
            self._database.run("DELETE FROM child WHERE record = ?", (record,))
            return
        marks = ", ".join("?" * len(row))
        self._database.run(f"INSERT OR REPLACE INTO child ({_CHILD_ROW}) VALUES ({marks})", row)

    def _read(self, where: str, *parameters: str) -> tuple[Folded, ...]:
        rows = self._database.rows(f"SELECT id, family, folded FROM record {where}", parameters)
        read = [(record, family, json.loads(text)) for record, family, text in rows]
        statements = self._journal.statements({named for _, _, held in read for named in named_in(held)})
        return tuple(folded_from(record, family, held, statements) for record, family, held in read)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the views hold of one record."""

    record: Row  # in the order of _RECORD_ROW
    child: Row | None  # of the table of children, in the order of _CHILD_ROW
    text: str  # of the search index, "" for none


def _rows(
    record: str,
    statements: Collection[Statement],
    members: Members,
    came: Mapping[str, Arrival],
    forked: frozenset[str],
) -> _Rows:
    """Fold a record's statements into its view rows: the same for the same statements, arrivals and members."""
    folded = fold(statements, judge(statements, members, came), record=record, forked_devices=forked)
    folded = replace(folded, walled=is_walled(folded, members.is_own))
    written = [seconds(s.written_at) for s in folded.statements if part_of(s.kind) is not Part.EVENT]
    last = max(written or [seconds(s.written_at) for s in statements])
    child = None
    if folded.family == "child" and folded.fields:
        sort_name = _sortable(f"{_text(folded, 'family_name')} {_text(folded, 'given_names')}")
        child = (record, sort_name, *(_text(folded, name) for name in _CHILD_COLUMNS))
    stands = listed(folded)
    row = (
        record,
        folded.family,
        _child_of(folded),
        last,
        folded_text(folded),
        stands.written,
        stands.happened,
        stands.marks,
    )
    return _Rows(row, child, text_of(folded))


def _child_of(folded: Folded) -> str:
    """The child a record belongs to: itself, or the second id of the statement that began it."""
    if not folded.statements:
        return ""
    if folded.family in {"child", "person"}:
        return folded.id
    order = sorted(folded.statements, key=lambda s: (part_of(s.kind) is not Part.FOUNDS, s.id))
    return next((s.about[1] for s in order if len(s.about) > 1 and s.about[0] == folded.id), "")


def _text(folded: Folded, name: str) -> str:
    field = folded.fields.get(name)
    return field.value if field is not None and isinstance(field.value, str) else ""


def _sortable(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())


def _hit(row: Row) -> ChildHit:
    named = dict(zip(_CHILD_COLUMNS, row[1:-2], strict=True))
    concerns, last = row[-2:]
    return ChildHit(child=row[0], concerns=concerns, last_entry=None if last is None else moment(last), **named)
