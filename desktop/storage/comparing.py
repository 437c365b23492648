"""Whether the views say what the journal says, and a digest of all they say.

Rules this module keeps: nothing is written; numbers of rows are no part of what a view says, so neither the digest nor a difference
hangs on the order in which anything came.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

from desktop.storage.content import to_text
from desktop.storage.database import Database, Row
from desktop.storage.folded_rows import CHILD_COLUMNS, RECORD_COLUMNS
from desktop.storage.journal import Journal
from desktop.storage.views import CHUNK, Views

_RECORD, _CHILD = ", ".join(RECORD_COLUMNS), ", ".join(f"c.{name}" for name in CHILD_COLUMNS)
_TEXTS = (
    "SELECT r.id, coalesce(k.id, ''), s.text FROM searched f JOIN search s ON s.rowid = f.row"
    " JOIN record r ON r.row = f.row LEFT JOIN record k ON k.row = f.child"
)
_CHILDREN = f"SELECT {_CHILD} FROM child c JOIN record r ON r.row = c.row AND r.id = c.record"
_DUMPED = (
    "SELECT s.id, c.content FROM said c JOIN statement s ON s.row = c.row ORDER BY s.id",
    "SELECT device FROM fork ORDER BY device",
    f"SELECT {_RECORD} FROM record ORDER BY id",
    f"{_CHILDREN} ORDER BY c.record",
    f"{_TEXTS} ORDER BY r.id",
)
_Held = tuple[Row, Row | None, tuple[str, str] | None]  # the record's row, the child's, child and text of the search


class Comparing:
    def __init__(self, database: Database, journal: Journal, views: Views) -> None:
        self._database, self._journal, self._views = database, journal, views

    def differ(self, tick: Callable[[int], None]) -> bool:
        """Whether some view row is another than the journal and the members make it.

        ``tick`` is told how many records were looked at so far, and may raise to break off.
        """
        if self._journal.forks_differ():
            return True
        members, forked = self._views.members(), self._journal.forked_devices()
        records, counted = self._journal.records(), Counter[str]()
        here = set(records)
        for start in range(0, len(records), CHUNK):
            chunk = records[start : start + CHUNK]
            held = self._held(chunk)
            for rows in self._views.folded(chunk, members, forked):
                child = rows.child if rows.child in here and self._is_child(rows.child) else ""
                searched = (child, rows.text) if rows.text else None
                if held.get(rows.record[0]) != (rows.record, rows.child_row, searched):
                    return True
                counted.update(record=1, child=rows.child_row is not None, searched=searched is not None)
            tick(min(start + CHUNK, len(records)))
        return any(self._count(table) != counted[table] for table in ("record", "child", "searched"))

    def digest(self) -> str:
        """A digest of every view, in an order that has nothing to do with the order things came in."""
        summed = hashlib.sha256()
        for query in _DUMPED:
            for row in self._database.rows(query):
                summed.update(repr(row).encode())
        return summed.hexdigest()

    def _is_child(self, record: str) -> bool:
        return self._database.one("SELECT 1 FROM record WHERE id = ? AND child = id", (record,)) is not None

    def _held(self, records: Sequence[str]) -> dict[str, _Held]:
        """The view rows of these records as they are stored."""
        among, asked = "IN (SELECT value FROM json_each(?))", (to_text(records),)
        child = {row[0]: tuple(row) for row in self._database.rows(f"{_CHILDREN} WHERE c.record {among}", asked)}
        texts = self._database.rows(f"{_TEXTS} WHERE r.id {among}", asked)
        searched = {record: (of, text) for record, of, text in texts}
        rows = self._database.rows(f"SELECT {_RECORD} FROM record WHERE id {among}", asked)
        return {row[0]: (tuple(row), child.get(row[0]), searched.get(row[0])) for row in rows}

    def _count(self, table: str) -> int:
        found = self._database.one(f"SELECT count(*) FROM {table}")
        return int(found[0]) if found else 0
