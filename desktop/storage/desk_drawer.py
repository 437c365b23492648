"""What a book holds beside statements and letters: drafts, settings, the directory and who is a member.

Rules this module keeps: drafts live here and nowhere else; membership is replaced as a whole, and it is told which
devices are known otherwise than before, so that their statements are judged again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from desktop.domain.acceptance import Member, Moved, Withdrawal
from desktop.domain.statements import Changes, Json
from desktop.services.stored import StoredDraft
from desktop.storage.content import from_text, moment, seconds, time_from, time_text, to_text
from desktop.storage.database import Database, Row

_MEMBER = (
    "device, person, organisation, role, withdrawn_at, withdrawn_index, compromised_at, compromised_index,"
    " earlier, keeps_desk"
)
_DRAFT = "id, family, child, fields, saved_at"


class DeskDrawer:
    def __init__(self, database: Database) -> None:
        self._database = database

    # writing, inside a transaction

    def put_draft(self, draft: StoredDraft) -> Changes:
        self._database.run(
            f"INSERT OR REPLACE INTO draft ({_DRAFT}) VALUES (?, ?, ?, ?, ?)",
            (draft.id, draft.family, draft.child, to_text(draft.fields), time_text(draft.saved_at)),
        )
        return Changes(frozenset({draft.id}), frozenset({"draft"}))

    def drop_draft(self, draft_id: str) -> Changes:
        """Take a draft away; quiet when there is none."""
        self._database.run("DELETE FROM draft WHERE id = ?", (draft_id,))
        return Changes(frozenset({draft_id}), frozenset({"draft"}))

    def put_setting(self, name: str, value: Json) -> None:
        self._database.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, to_text(value)))

    def keep_waiting(self, named: str, waiting: Mapping[str, str]) -> None:
        """Keep these records in a list, each with its word, and no others."""
        self._database.run("DELETE FROM waiting WHERE list = ?", (named,))
        self._database.run_many(
            "INSERT INTO waiting (list, record, word) VALUES (?, ?, ?)",
            [(named, record, word) for record, word in sorted(waiting.items())],
        )

    def put_waiting(self, named: str, record: str, word: str | None) -> None:
        """Keep one record in a list with its word; None takes it out."""
        if word is None:
            self._database.run("DELETE FROM waiting WHERE list = ? AND record = ?", (named, record))
            return
        self._database.run(
            "INSERT INTO waiting (list, record, word) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET word = excluded.word"
            " WHERE word <> excluded.word",
            (named, record, word),
        )

    def keep_directory(self, files: bytes) -> None:
        self._database.run("INSERT OR REPLACE INTO directory (row, files) VALUES (1, ?)", (files,))

    def replace_members(
        self,
        members: Sequence[tuple[str, str, str, str]],
        withdrawn: Mapping[str, Withdrawal],
        compromised: Mapping[str, Withdrawal],
        earlier: Mapping[str, tuple[Moved, ...]] = MappingProxyType({}),
        desks: Collection[str] | None = None,
    ) -> set[str]:
        """Keep these members and no others; return the devices that are known otherwise than before."""
        before = set(self._database.rows(f"SELECT {_MEMBER} FROM member"))
        now = {
            (
                *one,
                *_since(withdrawn.get(one[0])),
                *_since(compromised.get(one[0])),
                to_text([[held.role, *_since(held.until)] for held in earlier.get(one[0], ())]),
                int(desks is None or one[2] in desks),
            )
            for one in members
        }
        self._database.run("DELETE FROM member")
        self._database.run_many(f"INSERT INTO member ({_MEMBER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", now)
        return {str(device) for device, *_ in before ^ now}

    def members(self) -> dict[str, Member]:
        """Every known device."""
        rows = self._database.rows(f"SELECT {_MEMBER} FROM member")
        return {
            device: Member(
                device,
                person,
                organisation,
                role,
                _withdrawal(*since[:2]),
                _withdrawal(*since[2:]),
                tuple(Moved(held, Withdrawal(moment(at), index)) for held, at, index in json.loads(earlier)),
                bool(keeps_desk),
            )
            for device, person, organisation, role, *since, earlier, keeps_desk in rows
        }

    # reading

    def drafts(self) -> tuple[StoredDraft, ...]:
        rows = self._database.rows(f"SELECT {_DRAFT} FROM draft ORDER BY saved_at DESC, id")
        return tuple(_draft(row) for row in rows)

    def draft(self, draft_id: str) -> StoredDraft | None:
        row = self._database.one(f"SELECT {_DRAFT} FROM draft WHERE id = ?", (draft_id,))
        return _draft(row) if row else None

    def setting(self, name: str) -> Json:
        row = self._database.one("SELECT value FROM setting WHERE name = ?", (name,))
        return from_text(row[0]) if row else None

    def waiting(self, named: str) -> dict[str, str]:
        """The records of a list, each with its word."""
        return dict(self._database.rows("SELECT record, word FROM waiting WHERE list = ?", (named,)))

    def directory(self) -> bytes | None:
        row = self._database.one("SELECT files FROM directory")
        return row[0] if row else None


def _draft(row: Row) -> StoredDraft:
    return StoredDraft(row[0], row[1], row[2], from_text(row[3]), time_from(row[4]))


def _since(withdrawal: Withdrawal | None) -> tuple[int | None, int | None]:
    return (None, None) if withdrawal is None else (seconds(withdrawal.at), withdrawal.index)


def _withdrawal(at: int | None, index: int | None) -> Withdrawal | None:
    return None if at is None else Withdrawal(moment(at), index or 0)
