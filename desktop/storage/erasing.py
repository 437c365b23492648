"""Erasing: what a tombstone bars leaves every table, and does not come back.

Rules this module keeps:

* all of it happens in the transaction of the statement that asked for it: disclosures, views, search, drafts, letters;
* what is barred is taken out of every statement before the journal takes it in, from whatever letter or backup it comes;
* the shell stays: signature, id, records and place in the chain, so that the chain verifies as before;
* the pages are overwritten (``secure_delete``, FTS5 ``secure-delete``); the log is cut and older copies beside the database
  removed after the commit, again at the next opening if that was broken off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.acceptance import Members
from desktop.domain.erasing import HOLDS, barred_by, due, held_records, standing_holds
from desktop.domain.statements import Kind, Statement
from desktop.storage.content import to_text
from desktop.storage.database import Database
from desktop.storage.journal import Journal

UNFINISHED = "erasure to finish"  # setting: ids of attachment files still to remove; there while the log is not cut
_SENT = "('delivered', 'opened', 'answered')"


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried out: the journal rows that say less now, and the attachments that nothing opens any more."""

    rows: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()


class Erasures:
    def __init__(self, database: Database, journal: Journal) -> None:
        self._database, self._journal = database, journal

    def carry_out(self, members: Members) -> Carried:
        """Erase what a tombstone asks for and no hold keeps."""
        done = {named for (named,) in self._database.rows("SELECT DISTINCT tombstone FROM erased")}
        waiting = [one for one in self._journal.of_kind(Kind.RECORD_ERASED) if one.id not in done]
        if not waiting:
            return Carried()
        about_holds = [said for kind in HOLDS for said in self._journal.of_kind(kind)]
        came = self._journal.arrivals([one.id for one in (*waiting, *about_holds)])
        rows: list[int] = []
        attachments: set[str] = set()
        known = self._journal.statements({named for one in waiting for named in barred_by(one)})
        for tombstone in due(waiting, held_records(about_holds, members, came), members, came, known):
            barred = barred_by(tombstone)
            self._database.run_many(
                "INSERT OR IGNORE INTO erased (statement, field, tombstone) VALUES (?, ?, ?)",
                [(named, field, tombstone.id) for named, fields in barred.items() for field in sorted(fields)],
            )
            for named in barred:
                attachments |= self._attachments(named)
                row = self._journal.strip(named)
                rows += [] if row is None else [row]
            self._forget_drafts(tombstone.about)
            self._forget_letters(tuple(barred), tombstone.about)
        return Carried(tuple(rows), tuple(sorted(attachments)))

    def standing_holds(self, members: Members) -> frozenset[str]:
        """The ids of the holds that keep something now."""
        said = [one for kind in HOLDS for one in self._journal.of_kind(kind)]
        came = self._journal.arrivals([one.id for one in said])
        return frozenset(one.id for one in standing_holds(said, members, came))

    def _attachments(self, statement_id: str) -> set[str]:
        said = self._journal.statement(statement_id)
        rows = said.fields.get("attachments") if said is not None and said.kind == Kind.ATTACHMENT_ADDED else None
        return {str(row["id"]) for row in _rows(rows) if "id" in row}

    def _forget_drafts(self, records: Iterable[str]) -> None:
        for record in records:
            self._database.run(  # "form:share:<record>": whole names, or a short one would take other people's drafts
                "DELETE FROM draft WHERE child = ?1 OR instr(':' || id || ':', ':' || ?1 || ':')", (record,)
            )

    def _forget_letters(self, statements: tuple[str, ...], records: tuple[str, ...]) -> None:
        """Take the sealed bytes away of letters that may carry the words. What has not left by now does not leave."""
        shares = self._shares_of(statements)
        near = {
            record
            for (record,) in self._database.rows(
                "SELECT DISTINCT b.record FROM statement_about a JOIN statement_about b ON b.statement = a.statement"
                " AND b.place = 0 WHERE a.record IN (SELECT value FROM json_each(?))",
                (to_text(list(records)),),
            )
        }
        self._database.run(
            f"UPDATE outgoing SET sealed = x'', reason = iif(state IN {_SENT}, reason, 'Erased'),"
            f" state = iif(state IN {_SENT}, state, 'set aside')"
            " WHERE share IN (SELECT value FROM json_each(?1))"
            " OR (audience = 'own' AND share IN (SELECT value FROM json_each(?2)))",
            (to_text(sorted(shares)), to_text(sorted(near))),
        )
        self._database.run(
            "UPDATE incoming SET container = x'' WHERE share IN (SELECT value FROM json_each(?1)) OR EXISTS ("
            "SELECT 1 FROM json_each(statements) WHERE value IN (SELECT value FROM json_each(?2)))",
            (to_text(sorted(shares | near)), to_text(list(statements))),
        )

    def _shares_of(self, statements: tuple[str, ...]) -> set[str]:
        """The records that these statements are of, so that no answer leaves with them, and the shares that name one."""
        chosen = set(statements)
        said = [self._journal.statement(named) for named in statements]
        own = {one.about[0] for one in said if one is not None and one.about}
        decided = self._journal.of_kind(Kind.SHARING_DECIDED)
        return own | {one.about[0] for one in decided if one.about and not chosen.isdisjoint(one.after)}


def concerns_erasing(statements: Iterable[Statement]) -> bool:
    """Whether one of these may make an erasure due."""
    return any(said.kind in {Kind.RECORD_ERASED, *HOLDS} for said in statements)


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list | tuple) else []
