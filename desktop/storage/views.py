"""The views: records folded from the journal, the table of children, the search index.

Rules this module keeps:

* a view row is a pure function of the journal's statements, the membership and the own devices: the same in whatever
  order they came, and byte for byte the same when everything is thrown away and folded again (rebuilding.py);
* views are written in the transaction of the statements that moved them, and by nothing else;
* a record has one row number in all of them; which number it is says nothing;
* folding and acceptance are the domain's; here it is only decided what is folded together and when.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from desktop.domain.acceptance import Members
from desktop.domain.folding import Folded
from desktop.domain.kinds import Part, part_of
from desktop.domain.listing import Marks
from desktop.domain.statements import Statement
from desktop.storage.content import folded_from, named_in, seconds, to_text
from desktop.storage.database import Database
from desktop.storage.desk_drawer import DeskDrawer
from desktop.storage.folded_rows import CHILD_COLUMNS, RECORD_COLUMNS, Rows, rows_of
from desktop.storage.journal import Journal
from desktop.storage.search import SearchIndex

R = TypeVar("R")
CHUNK = 500  # records folded at once
MANY = 2000  # rows thrown away at once
_IN = "IN (SELECT value FROM json_each(?))"


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
        ordered, families = list(records), set[str]()
        for start in range(0, len(ordered), CHUNK):
            chunk = ordered[start : start + CHUNK]
            made = {rows.record[0]: rows for rows in self.folded(chunk, members, forked)}
            self._put(chunk, made)
            families.update(rows.family for rows in made.values())
        return frozenset(families)

    def folded(self, records: Sequence[str], members: Members, forked: frozenset[str]) -> Iterator[Rows]:
        """The rows that the journal makes of those of these records that are here; nothing is written."""
        said = self._journal.first_about(records)
        for record in records:
            statements = self._with_shells(said.get(record, ()))
            if statements:
                doubted = [s.id for s in statements if s.device in members.doubted]
                yield rows_of(record, statements, members, self._journal.arrivals(doubted), forked)

    def _put(self, records: Sequence[str], made: Mapping[str, Rows]) -> None:
        """Write the rows made of these records; the others of them have none."""
        held = {
            record: (row, bool(own))
            for record, row, own in self._database.rows(
                f"SELECT id, row, child = id FROM record WHERE id {_IN}", (to_text(records),)
            )
        }
        last = self._database.one("SELECT max(row) FROM record")
        fresh = (last[0] or 0) + 1 if last else 1
        row_of = {record: row for record, (row, _) in held.items()}
        for record in made:
            if record not in row_of:
                row_of[record], fresh = fresh, fresh + 1
        self._drop([row_of[record] for record in held if record not in made])
        columns = ", ".join(RECORD_COLUMNS)
        self._database.run_many(
            f"INSERT INTO record (row, {columns}) VALUES ({', '.join('?' * (len(RECORD_COLUMNS) + 1))})"
            f" ON CONFLICT (row) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in RECORD_COLUMNS)}",
            [(row_of[record], *rows.record) for record, rows in made.items()],
        )
        self._put_children(row_of, made, held)
        self._put_words(row_of, made, held)

    def _put_children(self, row_of: Mapping[str, int], made: Mapping[str, Rows], held: Collection[str]) -> None:
        self._database.run_many(
            "DELETE FROM child WHERE row = ?",
            [(row_of[record],) for record, rows in made.items() if rows.child_row is None and record in held],
        )
        self._database.run_many(
            f"INSERT OR REPLACE INTO child (row, {', '.join(CHILD_COLUMNS)})"
            f" VALUES ({', '.join('?' * (len(CHILD_COLUMNS) + 1))})",
            [(row_of[record], *rows.child_row) for record, rows in made.items() if rows.child_row is not None],
        )

    def _put_words(
        self, row_of: Mapping[str, int], made: Mapping[str, Rows], held: Mapping[str, tuple[int, bool]]
    ) -> None:
        """Write what is searched, each text under its child's number; 0 stands for a child that has no record here."""
        children = {rows.child for rows in made.values() if rows.text} - {""}
        number: dict[str, int] = dict(
            self._database.rows(
                f"SELECT id, row FROM record WHERE id {_IN} AND child = id", (to_text(sorted(children)),)
            )
        )
        self._index.add(
            [
                (row_of[one], number.get(rows.child, 0), rows.text)
                for one, rows in made.items()
                if one not in held and rows.text
            ]
        )
        for record, rows in made.items():
            if record in held:
                self._index.put(row_of[record], number.get(rows.child, 0), rows.text)
            own = rows.child == record
            if own is not held.get(record, (0, False))[1]:  # a child comes, after what is said about it or before
                self._index.take_up(record, row_of[record] if own else 0)

    def _drop(self, rows: Sequence[int]) -> None:
        for row in rows:
            self._index.put(row, 0, "")
            gone = self._database.one("SELECT id FROM record WHERE row = ? AND child = id", (row,))
            if gone is not None:
                self._index.take_up(gone[0], 0)
            self._database.run("DELETE FROM child WHERE row = ?", (row,))
            self._database.run("DELETE FROM record WHERE row = ?", (row,))

    def clear(self) -> Iterator[None]:
        """Throw every view away but what statements say: a step at a time, each for a transaction of its own."""
        self._index.clear()
        yield
        for table in ("child", "record"):
            while self._database.run(f"DELETE FROM {table} WHERE row IN (SELECT row FROM {table} LIMIT {MANY})"):
                yield

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
        return self._once((record,), lambda: next(iter(self.read("WHERE id = ?", record)), None))

    def records(self, ids: Sequence[str]) -> tuple[Folded, ...]:
        """Those of these records that are here, in this order, read in one go."""
        held = self._read_already if self._read_already is not None else {}
        found: dict[str, Folded | None] = {one: held[(one,)] for one in ids if (one,) in held}
        wanted = [one for one in ids if one not in found]
        if wanted:
            found |= {one.id: one for one in self.read(f"WHERE id {_IN}", to_text(wanted))}
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
        return self.read(where, child, family, written)

    def of_family(self, family: str) -> tuple[Folded, ...]:
        return self.read("WHERE family = ? ORDER BY last_written, id", family)

    def with_field(self, field: str) -> tuple[Folded, ...]:
        """Records in which a field of this name has a value; its name, as it is written there, is looked for in their text."""
        return tuple(one for one in self.read("WHERE instr(folded, ?)", to_text(field) + ":[") if field in one.fields)

    def relations_to(self, record: str) -> tuple[Folded, ...]:
        """Relations that lead to this person or child: by where a statement names it, without reading the statements."""
        named = (
            "SELECT b.record FROM statement_about a JOIN statement_about b ON b.statement = a.statement AND b.place = 0"
            " WHERE a.record = ? AND a.place = 2"
        )
        # the few that are named, never every relation of the book
        asked = f"WHERE id IN ({named}) AND +family = 'relationship' ORDER BY last_written, id"
        return self._once((record, "relations to it"), lambda: self.read(asked, record))

    def walled(self, among: Collection[str]) -> frozenset[str]:
        """Those of these records that our own organisation keeps from someone."""
        found = self._database.rows(
            f"SELECT id FROM record WHERE id {_IN} AND marks & {int(Marks.WALLED)}", (to_text(list(among)),)
        )
        return frozenset(record for (record,) in found)

    def families_of(self, records: Iterable[str]) -> frozenset[str]:
        """The families of those of ``records`` that are folded here."""
        found = self._database.rows(f"SELECT DISTINCT family FROM record WHERE id {_IN}", (to_text(sorted(records)),))
        return frozenset(family for (family,) in found)

    def members(self) -> Members:
        """Who is known, for acceptance."""
        return Members(self._drawer.members(), tuple(sorted(self._journal.own_devices())))

    def read(self, where: str, *parameters: str) -> tuple[Folded, ...]:
        """The folded records of a condition and order of ours."""
        rows = self._database.rows(f"SELECT id, family, folded FROM record {where}", parameters)
        read = [(record, family, json.loads(text)) for record, family, text in rows]
        statements = self._journal.statements({named for _, _, held in read for named in named_in(held)})
        return tuple(folded_from(record, family, held, statements) for record, family, held in read)

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
