"""The outbox and the inbox.

Rules this module keeps:

* an outgoing letter's bytes are written once and never changed; only its state moves;
* each recipient device has its letters numbered from 1 without a gap, so that a withheld one shows;
* a list of letters is read without their bytes (they stand last in the row, on pages of their own);
* an incoming letter has one row, taken in or set aside; set aside it keeps its bytes, so that it can be tried again.
"""

from __future__ import annotations

import json
from datetime import datetime

from desktop.domain.statements import Changes
from desktop.services.stored import IncomingLetter, LetterState, OutboxRow, OutgoingLetter
from desktop.storage.content import time_from, time_text, to_text
from desktop.storage.database import Database, Row
from desktop.storage.errors import NoSuchLetter

_OUT = (
    "row, bundle, share, audience, recipient_name, waybill, sealed, waybill_digest, written_at, state, receipt,"
    " delivered_at, reason, attempts"
)
_LISTED = "bundle, share, audience, recipient_name, waybill_digest, written_at, state, delivered_at, reason, attempts"
_IN_LISTED = "bundle, waybill, sender, share, audience, received_at, hub_received_at, statements, state, reason, cover"
_IN = f"{_IN_LISTED}, container"


class Letters:
    def __init__(self, database: Database) -> None:
        self._database = database

    # writing, inside a transaction

    def queue(self, letter: OutgoingLetter) -> Changes:
        row = self._database.insert(
            "INSERT INTO outgoing (bundle, share, audience, recipient_name, waybill, sealed, waybill_digest, written_at,"
            " state, receipt, delivered_at, reason, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                letter.bundle,
                letter.share,
                letter.audience,
                letter.to,
                letter.waybill,
                letter.sealed,
                letter.waybill_digest,
                time_text(letter.written_at),
                letter.state.value,
                letter.receipt,
                _optional(letter.delivered_at),
                letter.reason,
                letter.attempts,
            ),
        )
        for place, device in enumerate(letter.recipients):
            last = self.last_sent(device)
            self._database.run(
                "INSERT INTO outgoing_recipient (outgoing, place, device, number) VALUES (?, ?, ?, ?)",
                (row, place, device, last[0] + 1 if last else 1),
            )
        return _changed(letter.share)

    def update(
        self,
        bundle: str,
        *,
        state: LetterState,
        receipt: bytes | None = None,
        delivered_at: datetime | None = None,
        reason: str = "",
        attempts: int | None = None,
    ) -> Changes:
        """Move a letter's state. ``None`` leaves what is there. Raises ``NoSuchLetter``."""
        found = self._database.one("SELECT share FROM outgoing WHERE bundle = ?", (bundle,))
        if found is None:
            raise NoSuchLetter("no letter of this bundle id")
        self._database.run(
            "UPDATE outgoing SET state = ?, reason = ?, receipt = coalesce(?, receipt),"
            " delivered_at = coalesce(?, delivered_at), attempts = coalesce(?, attempts) WHERE bundle = ?",
            (state.value, reason, receipt, _optional(delivered_at), attempts, bundle),
        )
        return _changed(found[0])

    def keep(self, letter: IncomingLetter) -> Changes:
        self._database.run(
            f"INSERT INTO incoming ({_IN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (bundle) DO UPDATE SET"
            " waybill = excluded.waybill, sender = excluded.sender, share = excluded.share, audience = excluded.audience,"
            " received_at = excluded.received_at, hub_received_at = excluded.hub_received_at,"
            " statements = excluded.statements, cover = excluded.cover, container = excluded.container,"
            " state = excluded.state, reason = excluded.reason",
            (
                letter.bundle,
                letter.waybill,
                letter.sender,
                letter.share,
                letter.audience,
                time_text(letter.received_at),
                _optional(letter.hub_received_at),
                to_text(letter.statements),
                letter.state.value,
                letter.reason,
                letter.cover,
                letter.container,
            ),
        )
        return _changed(letter.share)

    # reading

    def outgoing(self, *states: LetterState) -> tuple[OutgoingLetter, ...]:
        where, values = _among(states)
        return self._out(f"{where} ORDER BY row", *values)

    def outbox(self, states: tuple[LetterState, ...], share: str) -> tuple[OutboxRow, ...]:
        where, values = _among(states)
        if share:
            where, values = f"{where} AND share = ?" if where else "WHERE share = ?", [*values, share]
        rows = self._database.rows(f"SELECT {_LISTED} FROM outgoing {where} ORDER BY row", values)
        return tuple(_listed(row) for row in rows)

    def outgoing_letter(self, bundle: str) -> OutgoingLetter | None:
        found = self._out("WHERE bundle = ?", bundle)
        return found[0] if found else None

    def outgoing_of_share(self, share: str) -> tuple[OutgoingLetter, ...]:
        return self._out("WHERE share = ? ORDER BY row", share)

    def incoming(self, *states: LetterState) -> tuple[IncomingLetter, ...]:
        where, values = _among(states)
        return self._in(_IN_LISTED, f"{where} ORDER BY row", *values)

    def incoming_of_share(self, share: str) -> tuple[IncomingLetter, ...]:
        return self._in(_IN_LISTED, "WHERE share = ? ORDER BY row", share)

    def incoming_of_waybill(self, digest: str) -> tuple[IncomingLetter, ...]:
        return self._in(_IN, "WHERE waybill = ? AND waybill <> '' ORDER BY row", digest)

    def set_aside_of(self, sender: str) -> tuple[tuple[str, int, str], ...]:
        rows = self._database.rows(
            "SELECT bundle, length(container), reason FROM incoming WHERE sender = ? AND state = ? ORDER BY row",
            (sender, LetterState.SET_ASIDE.value),
        )
        return tuple((str(row[0]), int(row[1]), str(row[2])) for row in rows)

    def set_aside_under(self, bundle: str, most: int) -> tuple[str, ...]:
        rows = self._database.rows(
            "SELECT bundle FROM incoming WHERE (bundle = ? OR (bundle > ? AND bundle < ?)) AND state = ?"
            " AND container <> x'' ORDER BY row LIMIT ?",
            (bundle, f"{bundle}-", f"{bundle}.", LetterState.SET_ASIDE.value, most),
        )
        return tuple(str(name) for (name,) in rows)

    def incoming_letter(self, bundle: str) -> IncomingLetter | None:
        found = self._in(_IN, "WHERE bundle = ?", bundle)
        return found[0] if found else None

    def incoming_bytes(self) -> int:
        found = self._database.one("SELECT coalesce(sum(length(container)), 0) FROM incoming")
        return int(found[0]) if found else 0

    def last_sent(self, recipient: str) -> tuple[int, str] | None:
        found = self._database.one(
            "SELECT r.number, o.waybill_digest FROM outgoing_recipient r JOIN outgoing o ON o.row = r.outgoing"
            " WHERE r.device = ? ORDER BY r.number DESC LIMIT 1",
            (recipient,),
        )
        return (found[0], found[1]) if found else None

    def _out(self, where: str, *values: str) -> tuple[OutgoingLetter, ...]:
        rows = self._database.rows(f"SELECT {_OUT} FROM outgoing {where}", values)
        return tuple(self._outgoing_from(row) for row in rows)

    def _in(self, columns: str, where: str, *values: str) -> tuple[IncomingLetter, ...]:
        rows = self._database.rows(f"SELECT {columns} FROM incoming {where}", values)
        return tuple(_incoming_from(row) for row in rows)

    def _outgoing_from(self, row: Row) -> OutgoingLetter:
        (
            number,
            bundle,
            share,
            audience,
            to,
            waybill,
            sealed,
            digest,
            written,
            state,
            receipt,
            delivered,
            reason,
            tries,
        ) = row
        devices = self._database.rows(
            "SELECT device FROM outgoing_recipient WHERE outgoing = ? ORDER BY place", (number,)
        )
        return OutgoingLetter(
            bundle=bundle,
            share=share,
            audience=audience,
            to=to,
            recipients=tuple(device for (device,) in devices),
            waybill=waybill,
            sealed=sealed,
            waybill_digest=digest,
            written_at=time_from(written),
            state=LetterState(state),
            receipt=receipt,
            delivered_at=_optional_from(delivered),
            reason=reason,
            attempts=tries,
        )


def _listed(row: Row) -> OutboxRow:
    bundle, share, audience, to, digest, written, state, delivered, reason, attempts = row
    return OutboxRow(
        bundle,
        share,
        audience,
        to,
        digest,
        time_from(written),
        LetterState(state),
        _optional_from(delivered),
        reason,
        attempts,
    )


def _incoming_from(row: Row) -> IncomingLetter:
    bundle, waybill, sender, share, audience, received, hub_received, statements, state, reason, cover, *bytes_too = row
    return IncomingLetter(
        bundle=bundle,
        sender=sender,
        share=share,
        audience=audience,
        received_at=time_from(received),
        hub_received_at=_optional_from(hub_received),
        statements=tuple(json.loads(statements)),
        cover=cover,
        container=bytes_too[0] if bytes_too else b"",
        state=LetterState(state),
        reason=reason,
        waybill=waybill,
    )


def _among(states: tuple[LetterState, ...]) -> tuple[str, list[str]]:
    if not states:
        return "", []
    return f"WHERE state IN ({', '.join('?' * len(states))})", [state.value for state in states]


def _changed(share: str) -> Changes:
    return Changes(frozenset({share} - {""}), frozenset({"letter"}))


def _optional(at: datetime | None) -> str | None:
    return None if at is None else time_text(at)


def _optional_from(text: str | None) -> datetime | None:
    return None if text is None else time_from(text)
