"""Lists of a child's records, and of what was done with them, without reading the records.

Rules this module keeps:

* what a list needs stands in one index, beside what a child's records are found by: no folded text is read for it;
* statements are counted by the journal's own columns, and only those that are shown are read.
"""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.statements import Statement
from desktop.services.stored import RecordLine, ToldLine
from desktop.storage.content import to_text
from desktop.storage.database import Database
from desktop.storage.journal import Journal


class Lists:
    def __init__(self, database: Database, journal: Journal) -> None:
        self._database, self._journal = database, journal

    def of_child(self, child: str) -> tuple[RecordLine, ...]:
        """A line for each record about a child, of every family, in no order that means anything."""
        found = self._database.rows(
            "SELECT id, family, written, happened, marks FROM record INDEXED BY record_child WHERE child = ?", (child,)
        )
        return tuple(RecordLine(*row) for row in found)

    def told(self, records: Collection[str], kinds: Collection[str], among: Collection[str]) -> tuple[ToldLine, ...]:
        """A line for each statement of these kinds that is first of all about one of these records, and about one of ``among``
        too, in no order that means anything.
        """
        found = self._database.rows(
            "SELECT a.record, s.id, s.kind, s.written_at FROM json_each(?1) asked"
            " CROSS JOIN statement_about a ON a.record = asked.value AND a.place = 0"
            " CROSS JOIN statement s ON s.row = a.statement AND s.kind IN (SELECT value FROM json_each(?2))"
            " WHERE EXISTS (SELECT 1 FROM json_each(?3) one JOIN statement_about b"
            " ON b.record = one.value AND b.statement = a.statement)",
            (to_text(sorted(records)), to_text(sorted(kinds)), to_text(sorted(among))),
        )
        return tuple(ToldLine(*row) for row in found)

    def said_last(
        self,
        records: Collection[str],
        kinds: Collection[str],
        most: int,
        leave_out: Collection[str] = (),
        *,
        first: bool = False,
    ) -> tuple[tuple[tuple[str, Statement], ...], int]:
        """The latest ``most`` statements of these kinds about these records, each with its record, but those left out; and how
        many of these kinds there are in all. With ``first`` only those that are first of all about the record.
        """
        found = self._database.rows(
            "SELECT a.record, s.id FROM json_each(?) asked CROSS JOIN statement_about a ON a.record = asked.value"
            f"{' AND a.place = 0' if first else ''}"
            " CROSS JOIN statement s ON s.row = a.statement AND s.kind IN (SELECT value FROM json_each(?))"
            " ORDER BY s.written_at DESC, coalesce(s.seq, 0) DESC, s.id",
            (to_text(sorted(records)), to_text(sorted(kinds))),
        )
        out = set(leave_out)
        wanted = [(record, said) for record, said in found if said not in out][:most]
        said = self._journal.statements({named for _, named in wanted})
        return tuple((record, said[named]) for record, named in wanted), len(found)
