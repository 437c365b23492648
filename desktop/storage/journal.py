"""The journal: statements as they came, in the order they came.

Rules this module keeps:

* a statement is put in once; the same one with more disclosed becomes the union of both copies, and keeps the time
  and the source of its first coming;
* the token is the truth; ``said`` (its content, decoded when it is put in) is a view of it, under the same row;
* a statement that comes for the first time is kept as whoever hands it over read it: its token is hashed, and not read again;
* two ids at one place of a device's chain mark the device as forked, for good; so does a copy of a statement that
  cannot be joined with the one held (it says two things under one id): the held one stays, and no letter fails by it;
* nor does an erasure hide that: the salted digests of what was taken out are kept, as the shell has them anyway.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bundle.encoding import b64u
from bundle.errors import BundleError
from bundle.statement_form import id_of
from bundle.statements import MAX_DISCLOSURES, SignedStatement, merge, parse
from desktop.domain.acceptance import Arrival
from desktop.domain.erasing import EVERY_FIELD, may_be_erased
from desktop.domain.statements import Position, Statement
from desktop.services.signing import to_domain
from desktop.services.stored import OWN, JournalEntry
from desktop.storage.arrivals import ARRIVAL, arrival_from, arrival_of, arrival_row, joined
from desktop.storage.content import seconds, statement_from, statement_text, time_from, time_text, to_text
from desktop.storage.database import Database
from desktop.storage.tokens import Tokens

_CHUNK = 500
_FORKED = (
    "SELECT device FROM statement WHERE epoch IS NOT NULL GROUP BY device, epoch, seq HAVING count(*) > 1"
    " UNION SELECT device FROM contradiction"
)


@dataclass(frozen=True, slots=True)
class Put:
    """A statement that is new, or newly disclosed: its row, what it says now, and the records it was about before."""

    row: int
    statement: Statement
    about_before: tuple[str, ...]
    forked: bool  # it takes a place of its device's chain that another statement has, or contradicts its own copy
    new_own_device: bool


class Journal:
    def __init__(self, database: Database) -> None:
        self._database = database

    # writing, inside a transaction

    def put(self, entry: JournalEntry) -> Put | None:
        """Put one statement in; None when nothing new came with it."""
        named = entry.statement.id
        if id_of(entry.token.partition("~")[0]) != named:
            raise RuntimeError("a journal entry's token is another statement's")
        held = self._database.one(f"SELECT row, token, source, {ARRIVAL} FROM statement WHERE id = ?", (named,))
        return self._put_first(entry) if held is None else self._put_again(entry, *held)

    def _put_first(self, entry: JournalEntry) -> Put:
        statement, token = entry.statement, entry.token
        if self._barred(statement.id):
            signed, _ = self._without_erased(parse(token))
            statement, token = to_domain(signed), signed.token
        new_own = entry.source == OWN and not self.is_own_device(statement.device)
        row = self._insert(statement, token, entry)
        self._index(row, statement)
        return Put(row, statement, (), self._takes_a_taken_place(statement), new_own)

    def _put_again(self, entry: JournalEntry, row: int, token: str, source: str, *arrival: Any) -> Put | None:  # noqa: ANN401 - columns as the driver gives them
        signed, contradicts = self._without_erased(parse(entry.token))
        if contradicts:  # what was erased and what this copy said of it cannot both be so
            return self._contradicted(row, token, "")
        earlier = source != OWN and self._arrived_better(row, arrival_from(*arrival), signed.device, entry)
        if token == signed.token:
            return Put(row, to_domain(signed), (), forked=False, new_own_device=False) if earlier else None
        try:
            merged = merge(parse(token), signed)
        except BundleError:  # each copy is genuine and both together are none: its author signed it so
            return self._contradicted(row, token, signed.token)
        if merged.token == token:
            return Put(row, to_domain(merged), (), forked=False, new_own_device=False) if earlier else None
        statement = to_domain(merged)
        about_before = self._forget_about(row)
        place = statement.position
        self._database.run(
            "UPDATE statement SET token = ?, epoch = ?, seq = ? WHERE row = ?",
            (merged.token, place.epoch if place else None, place.seq if place else None, row),
        )
        self._index(row, statement)
        return Put(row, statement, about_before, self._takes_a_taken_place(statement), new_own_device=False)

    def _barred(self, statement_id: str) -> set[str]:
        """The fields that a tombstone bars of this statement."""
        return {
            field for (field,) in self._database.rows("SELECT field FROM erased WHERE statement = ?", (statement_id,))
        }

    def _without_erased(self, signed: SignedStatement) -> tuple[SignedStatement, bool]:
        """What a tombstone bars is out before anything is kept, from whatever letter or backup it comes.

        And whether it contradicts what was taken out of another copy before: an erasure hides no fork.
        """
        barred = self._barred(signed.id)
        if not barred or not may_be_erased(signed.kind):
            return signed, False
        left = signed.without(tuple(signed.fields) if EVERY_FIELD in barred else barred)
        out = {
            b64u(signed.suite.digest(text.encode("ascii"))): place.name if place.what == "field" else ""
            for text, place in signed.places.items()
            if text not in left.places
        }
        before: dict[str, str] = dict(
            self._database.rows("SELECT digest, field FROM gone WHERE statement = ?", (signed.id,))
        )
        named = {field for digest, field in before.items() if field and digest not in out}
        together = len({*before, *out}) + len(left.places)
        self._database.run_many(
            "INSERT OR IGNORE INTO gone (statement, digest, field) VALUES (?, ?, ?)",
            [(signed.id, digest, field) for digest, field in out.items()],
        )
        return left, not named.isdisjoint(out.values()) or together > MAX_DISCLOSURES

    def strip(self, statement_id: str) -> int | None:
        """Take out of a kept statement what a tombstone bars; return its row, or None when it is not here."""
        self._database.run("UPDATE contradiction SET token = '' WHERE statement = ?", (statement_id,))
        held = self._database.one("SELECT row, token FROM statement WHERE id = ?", (statement_id,))
        if held is None:
            return None
        left, _ = self._without_erased(parse(held[1]))
        self._database.run("UPDATE statement SET token = ? WHERE row = ?", (left.token, held[0]))
        self._say([(held[0], to_domain(left))])
        return int(held[0])

    def _arrived_better(self, row: int, held: Arrival, author: str, entry: JournalEntry) -> bool:
        """Keep the lowest index and time of the letters that a statement came in, and who handed it on: the same
        whichever came first. Whether this letter added anything.
        """
        now = joined(held, arrival_of(author, entry))
        if now == held:
            return False
        self._database.run(f"UPDATE statement SET ({ARRIVAL}) = (?, ?, ?) WHERE row = ?", (*arrival_row(now), row))
        return True

    def _contradicted(self, row: int, held: str, other: str) -> Put:
        """Keep the held copy as it is, and the other one as the proof against its author."""
        statement = to_domain(parse(held))
        self._database.run(
            "INSERT OR IGNORE INTO contradiction (device, statement, token) VALUES (?, ?, ?)",
            (statement.device, statement.id, other),
        )
        return Put(row, statement, (), forked=True, new_own_device=False)

    def forget_said(self, most: int) -> bool:
        """Throw the content of so many statements away; whether there was any."""
        return self._database.run("DELETE FROM said WHERE row IN (SELECT row FROM said LIMIT ?)", (most,)) > 0

    def say_missing(self, after: int, most: int) -> int:
        """Decode, of so many statements in the rows after this one, those without content; the last row looked at, 0 for none."""
        found = self._database.rows(
            "SELECT s.row, iif(c.row IS NULL, s.token, '') FROM statement s LEFT JOIN said c ON c.row = s.row"
            " WHERE s.row > ? ORDER BY s.row LIMIT ?",
            (after, most),
        )
        self._say([(row, to_domain(parse(token))) for row, token in found if token])
        return int(found[-1][0]) if found else 0

    def find_forks(self) -> None:
        """Find the forked devices again."""
        self._database.run("DELETE FROM fork")
        self._database.run(f"INSERT INTO fork {_FORKED}")

    def mark_forked(self, device: str) -> bool:
        """Mark a device as forked; whether it was not before."""
        return self._database.run("INSERT OR IGNORE INTO fork (device) VALUES (?)", (device,)) == 1

    # reading

    def statement(self, statement_id: str) -> Statement | None:
        found = self._database.one(
            "SELECT c.content FROM statement s JOIN said c ON c.row = s.row WHERE s.id = ?", (statement_id,)
        )
        return statement_from(found[0]) if found else None

    def statements(self, ids: Iterable[str]) -> dict[str, Statement]:
        """Those of ``ids`` that are here, by id."""
        found = self._database.rows(
            "SELECT s.id, c.content FROM statement s JOIN said c ON c.row = s.row"
            " WHERE s.id IN (SELECT value FROM json_each(?))",
            (to_text(list(ids)),),
        )
        return {named: statement_from(content) for named, content in found}

    def about(self, record: str) -> tuple[Statement, ...]:
        """Statements about a record, in the order written."""
        found = self._database.rows(
            "SELECT c.content FROM statement_about a JOIN said c ON c.row = a.statement WHERE a.record = ?", (record,)
        )
        return tuple(sorted((statement_from(content) for (content,) in found), key=_written))

    def first_about(self, records: Iterable[str]) -> dict[str, list[Statement]]:
        """For each of these records the statements that are first of all about it, in the order written."""
        found = self._database.rows(
            "SELECT a.record, c.content FROM json_each(?) asked CROSS JOIN statement_about a ON a.record = asked.value"
            " AND a.place = 0 CROSS JOIN said c ON c.row = a.statement",
            (to_text(list(records)),),
        )
        said: dict[str, list[Statement]] = {}
        for record, content in found:
            said.setdefault(record, []).append(statement_from(content))
        for one in said.values():
            one.sort(key=_written)
        return said

    def of_kinds_about(self, records: Iterable[str], kinds: Iterable[str]) -> dict[str, list[Statement]]:
        """For each of these records the statements of these kinds about it, in the order written."""
        found = self._database.rows(
            "SELECT a.record, c.content FROM json_each(?) asked CROSS JOIN statement_about a ON a.record = asked.value"
            " CROSS JOIN statement s ON s.row = a.statement AND s.kind IN (SELECT value FROM json_each(?))"
            " CROSS JOIN said c ON c.row = s.row ORDER BY s.written_at, coalesce(s.seq, 0), s.id",
            (to_text(list(records)), to_text(sorted(kinds))),
        )
        said: dict[str, list[Statement]] = {}
        for record, content in found:
            said.setdefault(record, []).append(statement_from(content))
        return said

    def of_kind(self, kind: str) -> tuple[Statement, ...]:
        found = self._database.rows(
            "SELECT c.content FROM statement s JOIN said c ON c.row = s.row WHERE s.kind = ?"
            " ORDER BY s.written_at, coalesce(s.seq, 0), s.id",
            (kind,),
        )
        return tuple(statement_from(content) for (content,) in found)

    def token(self, statement_id: str) -> str | None:
        return self._column("token", statement_id)

    def source(self, statement_id: str) -> str | None:
        return self._column("source", statement_id)

    def received_at(self, statement_id: str) -> datetime | None:
        found = self._column("received_at", statement_id)
        return time_from(found) if found else None

    def arrivals(self, ids: Collection[str]) -> dict[str, Arrival]:
        """How those of ``ids`` that are here came."""
        if not ids:
            return {}
        found = self._database.rows(
            f"SELECT id, source, {ARRIVAL} FROM statement WHERE id IN (SELECT value FROM json_each(?))",
            (to_text(list(ids)),),
        )
        return {named: replace(arrival_from(*arrival), here=source == OWN) for named, source, *arrival in found}

    def kept(self) -> Iterator[tuple[str, str, Statement | None]]:
        """(id, token, what the views take it to say) of every statement in the order received, piece by piece."""
        after = 0
        while found := self._database.rows(
            "SELECT s.row, s.id, s.token, c.content FROM statement s LEFT JOIN said c ON c.row = s.row"
            " WHERE s.row > ? ORDER BY s.row LIMIT ?",
            (after, _CHUNK),
        ):
            for row, named, token, content in found:
                after = row
                yield named, token, None if content is None else statement_from(content)

    def forks_differ(self) -> bool:
        """Whether the devices marked as forked are others than those the journal shows."""
        return self.forked_devices() != {device for (device,) in self._database.rows(_FORKED)}

    def tokens(self) -> Tokens:
        return Tokens(self._database)

    def head(self, device: str) -> tuple[str, Position] | None:
        """Id and position of the device's last statement written here."""
        found = self._database.one(
            "SELECT id FROM statement WHERE source = ? AND device = ? AND epoch IS NOT NULL ORDER BY row DESC LIMIT 1",
            (OWN, device),
        )
        statement = self.statement(found[0]) if found else None
        if statement is None or statement.position is None:
            return None
        return statement.id, statement.position

    def last_own_device(self) -> str:
        """The device whose statement was written here last, or ""."""
        found = self._database.one("SELECT device FROM statement WHERE source = ? ORDER BY row DESC LIMIT 1", (OWN,))
        return str(found[0]) if found else ""

    def forked_devices(self) -> frozenset[str]:
        return frozenset(device for (device,) in self._database.rows("SELECT device FROM fork"))

    def own_devices(self) -> frozenset[str]:
        # from one device to the next in the index: the devices are few and their statements many
        found = self._database.rows(
            "WITH RECURSIVE own (device) AS (SELECT min(device) FROM statement WHERE source = ?1 UNION ALL"
            " SELECT (SELECT min(device) FROM statement WHERE source = ?1 AND device > own.device) FROM own"
            " WHERE own.device IS NOT NULL) SELECT device FROM own WHERE device IS NOT NULL",
            (OWN,),
        )
        return frozenset(device for (device,) in found)

    def is_own_device(self, device: str) -> bool:
        found = self._database.one("SELECT 1 FROM statement WHERE source = ? AND device = ? LIMIT 1", (OWN, device))
        return found is not None

    def records(self) -> list[str]:
        """Every record that some statement is first of all about, in the order in which they were first spoken of."""
        found = self._database.rows(
            "SELECT record FROM statement_about WHERE place = 0 GROUP BY record ORDER BY min(statement), record"
        )
        return [record for (record,) in found]

    def records_moved_by(self, *, rows: Sequence[int] = (), devices: Iterable[str] = ()) -> set[str]:
        """Records whose fold may change with these statements, or with what is known of these devices.

        Beside the records of the statements themselves: those of statements that descend from them by ``after``.
        """
        found = self._database.rows(
            "WITH RECURSIVE reach (row, id) AS ("
            " SELECT row, id FROM statement WHERE row IN (SELECT value FROM json_each(?1))"
            " UNION SELECT row, id FROM statement WHERE device IN (SELECT value FROM json_each(?2))"
            " UNION SELECT s.row, s.id FROM reach r JOIN statement_after f ON f.ancestor = r.id"
            " JOIN statement s ON s.row = f.statement)"
            # from the few that are reached to their records, never through every record of the book
            " SELECT DISTINCT a.record FROM reach r CROSS JOIN statement_about a ON a.statement = r.row AND a.place = 0",
            (to_text(list(rows)), to_text(sorted(devices))),
        )
        return {record for (record,) in found}

    def _insert(self, statement: Statement, token: str, entry: JournalEntry) -> int:
        place = statement.position
        row = self._database.insert(
            "INSERT INTO statement"
            f" (id, token, kind, device, epoch, seq, written_at, received_at, source, {ARRIVAL})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                statement.id,
                token,
                statement.kind,
                statement.device,
                place.epoch if place else None,
                place.seq if place else None,
                seconds(statement.written_at),
                time_text(entry.received_at),
                entry.source,
                *arrival_row(arrival_of(statement.device, entry)),
            ),
        )
        self._database.run_many(
            "INSERT INTO statement_after (ancestor, statement) VALUES (?, ?)",
            [(ancestor, row) for ancestor in statement.after],
        )
        return row

    def _index(self, row: int, statement: Statement) -> None:
        self._database.run_many(
            "INSERT INTO statement_about (record, place, statement) VALUES (?, ?, ?)",
            [(record, place, row) for place, record in enumerate(statement.about)],
        )
        self._say([(row, statement)])

    def _say(self, statements: Iterable[tuple[int, Statement]]) -> None:
        self._database.run_many(
            "INSERT OR REPLACE INTO said (row, content) VALUES (?, ?)",
            [(row, statement_text(statement)) for row, statement in statements],
        )

    def _forget_about(self, row: int) -> tuple[str, ...]:
        found = self._database.rows("SELECT record FROM statement_about WHERE statement = ? ORDER BY place", (row,))
        self._database.run("DELETE FROM statement_about WHERE statement = ?", (row,))
        return tuple(record for (record,) in found)

    def _takes_a_taken_place(self, statement: Statement) -> bool:
        place = statement.position
        if place is None:
            return False
        found = self._database.one(
            "SELECT 1 FROM statement WHERE device = ? AND epoch = ? AND seq = ? AND id <> ? LIMIT 1",
            (statement.device, place.epoch, place.seq, statement.id),
        )
        return found is not None

    def _column(self, name: str, statement_id: str) -> str | None:
        found = self._database.one(f"SELECT {name} FROM statement WHERE id = ?", (statement_id,))
        return found[0] if found else None


def _written(statement: Statement) -> tuple[int, int, str]:
    """In the order written."""
    place = statement.position
    return seconds(statement.written_at), place.seq if place else 0, statement.id
