"""The views: records folded from the journal, the table of children, the search index.

Rules this module keeps:

* a view row is a pure function of the journal's statements, the membership and the own devices: the same in whatever
  order they came, and byte for byte the same when everything is thrown away and folded again;
* views are written in the transaction of the statements that moved them, and by nothing else;
* folding and acceptance are the domain's; here it is only decided what is folded together and when.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from desktop.domain.acceptance import Members, judge
from desktop.domain.folding import Folded, fold
from desktop.domain.kinds import Part, part_of
from desktop.domain.statements import Statement
from desktop.services.ports import ChildHit
from desktop.storage.content import folded_from, folded_text, moment, named_in, seconds, to_text
from desktop.storage.database import Database, Row
from desktop.storage.journal import Journal
from desktop.storage.search import SearchIndex, children_sql, queries, text_of

_CHILD_COLUMNS = (
    "given_names family_name known_as born expected address postcode nhs_number upn setting".split()  # noqa: SIM905
)
_DUMPED = (
    "SELECT id, content FROM said ORDER BY id",
    "SELECT device FROM fork ORDER BY device",
    "SELECT id, family, child, last_written, folded FROM record ORDER BY id",
    "SELECT * FROM child ORDER BY record",
    "SELECT f.record, f.child, s.text FROM searched f JOIN search s ON s.rowid = f.row ORDER BY f.record",
)


class Views:
    def __init__(self, database: Database, journal: Journal) -> None:
        self._database, self._journal, self._index = database, journal, SearchIndex(database)

    # writing, inside a transaction

    def refold(self, records: Iterable[str]) -> frozenset[str]:
        """Fold these records again; return the families they have now."""
        members, forked = self._members(), self._journal.forked_devices()
        return frozenset(self._refold_one(record, members, forked) for record in sorted(records)) - {""}

    def rebuild(self) -> None:
        """Throw every view away and fold it again."""
        self._index.clear()
        for table in ("child", "record"):
            self._database.run(f"DELETE FROM {table}")  # noqa: S608 - a fixed name
        self._journal.decode_all()
        self.refold(self._journal.records())

    # reading

    def record(self, record: str) -> Folded | None:
        found = self._read("WHERE id = ?", record)
        return found[0] if found else None

    def of_child(self, child: str, family: str) -> tuple[Folded, ...]:
        return self._read("WHERE child = ? AND family = ? ORDER BY last_written, id", child, family)

    def of_family(self, family: str) -> tuple[Folded, ...]:
        return self._read("WHERE family = ? ORDER BY last_written, id", family)

    def families_of(self, records: Iterable[str]) -> frozenset[str]:
        """The families of those of ``records`` that are folded here."""
        found = self._database.rows(
            "SELECT DISTINCT family FROM record WHERE id IN (SELECT value FROM json_each(?))",
            (to_text(sorted(records)),),
        )
        return frozenset(family for (family,) in found)

    def children(self, text: str, limit: int) -> tuple[ChildHit, ...]:
        """Children by name. A text without any word in it finds all, as no text does.

        What is counted and dated is what can be found: a walled record adds nothing to its child's row.
        """
        words = queries(text)
        narrowed = f"WHERE c.record IN ({children_sql(len(words))})" if words else ""
        found = self._database.rows(
            f"SELECT c.record, {', '.join('c.' + name for name in _CHILD_COLUMNS)},"  # noqa: S608 - fixed names
            " (SELECT count(*) FROM searched f WHERE f.child = c.record AND f.record <> c.record),"
            " (SELECT max(r.last_written) FROM record r WHERE r.id = c.record OR r.id IN"
            " (SELECT f.record FROM searched f WHERE f.child = c.record))"
            f" FROM child c {narrowed} ORDER BY c.sort_name, c.record LIMIT ?",
            (*words, limit),
        )
        return tuple(_hit(row) for row in found)

    def digest(self) -> str:
        """A digest of every view, in an order that has nothing to do with the order things came in."""
        summed = hashlib.sha256()
        for query in _DUMPED:
            for row in self._database.rows(query):
                summed.update(repr(row).encode())
        return summed.hexdigest()

    def _members(self) -> Members:
        rows = self._database.rows("SELECT device, person, organisation, role FROM member")
        return Members.of_rows(rows, self._journal.own_devices())

    def _refold_one(self, record: str, members: Members, forked: frozenset[str]) -> str:
        statements = self._statements(record)
        if not statements:
            self._drop(record)
            return ""
        folded = fold(statements, judge(statements, members), record=record, forked_devices=forked)
        child = _child_of(folded)
        written = [seconds(s.written_at) for s in folded.statements if part_of(s.kind) is not Part.EVENT]
        last = max(written or [seconds(s.written_at) for s in statements])
        self._database.run(
            "INSERT INTO record (id, family, child, last_written, folded) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET family = excluded.family, child = excluded.child, last_written = excluded.last_written,"
            " folded = excluded.folded",
            (record, folded.family, child, last, folded_text(folded)),
        )
        self._put_child(folded)
        self._index.put(record, child, text_of(folded))
        return folded.family

    def _statements(self, record: str) -> tuple[Statement, ...]:
        """What is first of all about the record, and the ancestors its amendments name that came without their record."""
        known = {statement.id: statement for statement in self._journal.about(record, first=True)}
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

    def _put_child(self, folded: Folded) -> None:
        if folded.family != "child" or not folded.fields:
            self._database.run("DELETE FROM child WHERE record = ?", (folded.id,))
            return
        values = [_text(folded, name) for name in _CHILD_COLUMNS]
        sort_name = _sortable(f"{_text(folded, 'family_name')} {_text(folded, 'given_names')}")
        marks = ", ".join("?" * (len(values) + 2))
        self._database.run(
            f"INSERT OR REPLACE INTO child (record, sort_name, {', '.join(_CHILD_COLUMNS)}) VALUES ({marks})",  # noqa: S608
            (folded.id, sort_name, *values),
        )

    def _read(self, where: str, *parameters: str) -> tuple[Folded, ...]:
        rows = self._database.rows(f"SELECT id, family, folded FROM record {where}", parameters)  # noqa: S608 - fixed text
        wanted = {named for _, _, text in rows for named in named_in(text)}
        statements = self._journal.statements(wanted)
        return tuple(folded_from(record, family, text, statements) for record, family, text in rows)


def _child_of(folded: Folded) -> str:
    """The child a record belongs to: itself, or the second id of the statement that began it."""
    if not folded.statements:
        return ""
    if folded.family == "child":
        return folded.id
    order = sorted(folded.statements, key=lambda s: part_of(s.kind) is not Part.FOUNDS)  # stable: then by time
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
