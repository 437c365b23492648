"""The hub's log as others see it: signed checkpoints, receipts, and proofs that it only grew.

Rules this module keeps:

* only what is committed is signed: a hub that is killed has never shown a tree that it does not have;
* a checkpoint is signed when it is asked for, and again when the log grew or the last one is a while old;
* times never go back: a letter is not received before the one in front of it, nor a checkpoint signed before its letters;
* at the start the tree is made again from the log's rows; a hub whose rows do not give the kept root does not serve.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.engine import Connection

from bundle.hub_cards import HubKeys
from bundle.merkle import Path, consistency_path, inclusion_path
from bundle.receipts import Leaf, make_receipt
from hub.clock import Clock
from hub.errors import StoreFull, Unready
from hub.store import LogEntry, Store, ledger, tree
from hub.store.tree import Head

NOTED_EVERY = 60  # seconds; readers allow five minutes
FRESH = timedelta(minutes=5)  # a checkpoint is given out for so long while the log does not grow


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as the log signed it."""

    head: Head
    at: datetime
    note: bytes


class Log:
    """Safe to use from any thread."""

    def __init__(self, store: Store, keys: HubKeys, clock: Clock) -> None:
        self._store, self._keys, self._clock = store, keys, clock
        self._lock = threading.Lock()
        self._signed: Signed | None = None
        self._noted = 0

    def check(self) -> Head:
        """Make the tree again from the log's rows. Raises LogDamaged when it is not the one that is kept."""
        return self._store.ask(self._check)

    def _check(self, connection: Connection) -> Head:
        rows = ledger.logged(connection)
        return tree.check(connection, (self.leaf(digest, received_at) for digest, received_at in rows))

    def leaf(self, payload_digest: str, received_at: int) -> bytes:
        """What is logged of a waybill that was received at this time (seconds)."""
        return Leaf(self._keys.origin, payload_digest, datetime.fromtimestamp(received_at, UTC)).to_bytes()

    def checkpoint(self, at_least: int = 0) -> Signed:
        """The newest checkpoint. With ``at_least`` one that has so many leaves will do, if it is fresh."""
        with self._lock:
            kept, now = self._signed, self._clock.now()
            if kept is not None and kept.at <= now < kept.at + FRESH and kept.head.size >= at_least > 0:
                return kept
            head, last = self._store.ask(_head_and_time)
            if kept is not None and kept.head == head and kept.at <= now < kept.at + FRESH:
                return kept
            at = max(now, datetime.fromtimestamp(last, UTC), kept.at if kept else now)
            self._note(int(at.timestamp()))
            self._signed = Signed(head, at, self._keys.sign_checkpoint(head.size, head.root, at))
            return self._signed

    def _note(self, at: int) -> None:
        """Keep about when we signed, once a minute: no letter is dated before it, also when the clock is put back."""
        if at >= self._noted + NOTED_EVERY:
            with suppress(StoreFull, Unready):
                self._store.change(partial(tree.note_signed, at=at)).result()
                self._noted = at

    def receipt(self, entry: LogEntry) -> bytes:
        """The receipt of a logged bundle, against a checkpoint that has it."""
        signed = self.checkpoint(entry.position)
        index = entry.position - 1
        path = self._store.ask(lambda c: inclusion_path(index, signed.head.size, tree.nodes(c)))
        leaf = Leaf(self._keys.origin, entry.payload_digest, datetime.fromtimestamp(entry.received_at, UTC))
        return make_receipt(leaf, index, path, signed.note)

    def consistency(self, old: int, new: int) -> Path | None:
        """The proof that the tree of ``new`` leaves begins with that of ``old``; None when there was no such tree."""
        size = self._store.ask(tree.newest).size
        if not 0 <= old <= new <= size:
            return None
        return self._store.ask(partial(_consistency, old=old, new=new))


def _head_and_time(connection: Connection) -> tuple[Head, int]:
    return tree.newest(connection), max(ledger.last_received_at(connection), tree.signed_at(connection))


def _consistency(connection: Connection, old: int, new: int) -> Path:
    return consistency_path(old, new, tree.nodes(connection))
