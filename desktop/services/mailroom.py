"""The mailroom: what a courier needs from the record book. The network is not its concern.

Rules this module keeps:

* a letter is genuine or set aside whole with its reason; one bad letter never stops another;
* the same letter twice is a duplicate and changes nothing;
* delivered is the hub's receipt and nothing else; the receipt is kept as a statement;
* a letter from a device this directory does not know waits for a newer directory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bundle.directory import Directory
from bundle.keys import DeviceKeys
from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.pages import Exchange
from desktop.services.ports import OutgoingLetter


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one container. ``outcome`` is "accepted", "duplicate" or "set aside"."""

    outcome: str
    bundle: str
    reason: str  # error class name when set aside
    changes: Changes


class Courier(Protocol):
    """session.courier; implemented in desktop/sync, raises the SyncError tree."""

    def exchange(self) -> Exchange: ...
    def to_folder(self, path: object) -> int: ...
    def from_folder(self, path: object) -> Exchange: ...


class Mailroom:
    """Every method is one short step on the database worker."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book

    @property
    def keys(self) -> DeviceKeys:
        """This device's keys, to sign requests to the hub."""
        raise NotImplementedError

    def directory(self) -> Directory | None:
        """The verified directory in use; its ``hub`` is the hub's card. None before joining."""
        raise NotImplementedError

    def directory_file(self) -> bytes | None:
        """The packed directory in use, as kept."""
        raise NotImplementedError

    def adopt_directory(self, content: bytes) -> Changes:
        """Verify and keep a newer packed directory (the same one again is quiet); then try set-aside letters again.

        Raises the directory errors of bundle/errors.py, DirectoryNotOurs.
        """
        raise NotImplementedError

    def next_letters(self, limit: int = 100) -> tuple[OutgoingLetter, ...]:
        """Letters without a receipt (sealed, or carried to a folder), oldest first."""
        raise NotImplementedError

    def container(self, bundle: str) -> bytes:
        """One letter as a .guardbundle file, with its receipt when there is one. Raises NoSuchRecord."""
        raise NotImplementedError

    def mark_attempt(self, bundle: str) -> Changes:
        """A try failed for a reason of the world; the letter stays in the outbox."""
        raise NotImplementedError

    def mark_carried(self, bundle: str) -> Changes:
        """The letter was copied to a folder; it still waits for a receipt."""
        raise NotImplementedError

    def mark_delivered(self, bundle: str, receipt: bytes) -> Changes:
        """Verify the hub's receipt against this letter, keep it as receipt.kept. Raises ReceiptInvalid, NoSuchRecord."""
        raise NotImplementedError

    def refuse_outgoing(self, bundle: str, reason: str) -> Changes:
        """The hub refuses this letter for good; ``reason`` is an error class name. Shown, never dropped."""
        raise NotImplementedError

    def take_in(self, container: bytes, receipt: bytes | None = None) -> Taken:
        """Open one container with every check. Never raises for what is inside it; raises NotJoined, StorageError."""
        raise NotImplementedError

    def has(self, bundle: str) -> bool:
        """Was this bundle taken in (not merely set aside)?"""
        raise NotImplementedError

    def retry_set_aside(self) -> tuple[Taken, ...]:
        """Try every set-aside incoming letter again, each alone in its fate."""
        raise NotImplementedError

    def cursor(self) -> int:
        """The mailbox index up to which everything was taken in or set aside; 0 at first."""
        raise NotImplementedError

    def set_cursor(self, index: int) -> None: ...

    def reached(self, hub_time: datetime | None) -> float:
        """The hub answered just now; ``hub_time`` is its Date. Notes freshness and, over 5 minutes, the skew.

        Returns this clock minus the hub's, in seconds (0.0 when the hub said no time).
        """
        raise NotImplementedError
