"""The partnership's directory at the hub: who may call, and what is handed out.

Rules this module keeps:

* a directory is taken only if the administrators' part validly follows the one in force, and names this very hub;
  the first one is taken from whoever brings one that names this hub's key, which only the hub's card shows;
* snapshot and timestamp are the hub's own work, made anew for each version and well before they run out;
* every change is made under the store's write lock, from what is newest there, so two processes never cross;
* the hub can publish or withhold a directory; it can change nothing in it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from http_message_signatures.resolvers import VerificationKey
from sqlalchemy.engine import Connection

from bundle.directory import (
    Directory,
    by_administrators,
    hub_sign,
    pack_directory,
    partnership_of,
    unpack_directory,
    verify_directory,
)
from bundle.errors import BundleError, DirectoryInvalid, SenderRevoked, UnknownSender, WrongPartnership
from bundle.hub_cards import HubKeys
from hub.clock import Clock
from hub.errors import HubDamaged, NoDirectory, NotAdmitted
from hub.store import Store, ledger

REACHES_BACK = timedelta(days=14)  # so far back one of several administrators may say that a device is out of use
REFRESH_AFTER = timedelta(days=3)  # the timestamp vouches for 14


@dataclass(frozen=True, slots=True)
class Current:
    """The directory in force, with the file handed out for it."""

    number: int
    packed: bytes
    files: dict[str, bytes]
    directory: Directory


class Membership:
    """The directory in force, read anew whenever the store has a newer one. Safe to use from any thread."""

    def __init__(self, store: Store, keys: HubKeys, clock: Clock) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._lock = threading.Lock()
        self._current: Current | None = None

    def current(self) -> Current | None:
        """The directory in force, or None before the first one."""
        newest = self._store.ask(ledger.directory_id)
        with self._lock:
            if newest == 0:
                return None
            if self._current is None or self._current.number != newest:
                self._current = self._store.ask(self._read)
            return self._current

    def hand_out(self) -> bytes:
        """The packed directory with a timestamp that is far from running out. Raises NoDirectory."""
        row = self._store.ask(ledger.newest_directory)
        if row is None:
            raise NoDirectory("no directory yet")
        if self._clock.now() - row.at >= REFRESH_AFTER:
            return self._store.change(self._refresh).result().packed
        return row.packed

    def adopt(self, packed: bytes) -> Current:
        """Take a directory that follows the one in force; the one in force again changes nothing.

        Raises a BundleError that says why it is not taken (``WrongPartnership`` when it names another hub).
        """
        offered = administrators_part(packed)
        return self._store.change(lambda connection: self._adopt(connection, offered)).result()

    def look_at(self, packed: bytes) -> Directory:
        """Verify an offered directory against the one in force, and keep nothing. Raises a BundleError."""
        now = self._clock.now()
        return self._verify(administrators_part(packed), self._store.ask(self._maybe_read), now)

    def mailboxes_of(self, device: str) -> tuple[str, ...]:
        """Whose mail a device may fetch now: its own, that of the devices it replaces, and its desks'."""
        current = self.current()
        return (device,) if current is None else current.directory.mailboxes_of(device, self._clock.now())

    def key_of(self, device: str, offered: Directory | None = None) -> VerificationKey:
        """The key of a device that may call now, by the directory in force or the one it brings. Raises NotAdmitted."""
        now = self._clock.now()
        current = self.current()
        for directory in (current.directory if current else None, offered):
            if directory is not None:
                try:
                    return directory.sender(device, now).card.http_public_key()
                except (UnknownSender, SenderRevoked):
                    continue
        raise NotAdmitted("the device is not in the directory, or was withdrawn")

    def _adopt(self, connection: Connection, offered: dict[str, bytes]) -> Current:
        now = self._clock.now()
        current = self._maybe_read(connection)
        directory = self._verify(offered, current, now)
        if current is not None and directory.threshold > 1:
            since = now - REACHES_BACK
            index = ledger.logged_before(connection, int(since.timestamp()))
            if directory.contents.reaches_back(current.directory.contents, since, index):
                raise DirectoryInvalid("a device is taken out of use from long ago; that its key is unsafe takes two")
        if current is not None and directory.version == current.directory.version:
            return current  # the same, or with more of the administrators' signatures: nothing new to publish
        return self._sign_and_keep(connection, offered, current, now)

    def _refresh(self, connection: Connection) -> Current:
        current = self._maybe_read(connection)
        if current is None:
            raise NoDirectory("no directory yet")
        offered = by_administrators(current.files)
        return self._sign_and_keep(connection, offered, current, self._clock.now())

    def _sign_and_keep(
        self, connection: Connection, offered: dict[str, bytes], current: Current | None, now: datetime
    ) -> Current:
        files = hub_sign(offered, self._keys, now=now, previous=current.files if current else None)
        packed = pack_directory(files)
        number = ledger.keep_directory(connection, packed, int(now.timestamp()))
        return Current(number, packed, files, _in_force(files, now))

    def _verify(self, offered: dict[str, bytes], current: Current | None, now: datetime) -> Directory:
        trusted = current.files if current else partnership_of(offered)
        directory = verify_directory(offered, trusted=trusted, now=now, require_hub=False)
        if directory.hub.online != self._keys.online:
            raise WrongPartnership("the directory names another hub")
        return directory

    def _maybe_read(self, connection: Connection) -> Current | None:
        return self._read(connection) if ledger.directory_id(connection) else None

    def _read(self, connection: Connection) -> Current:
        row = ledger.newest_directory(connection)
        if row is None:
            raise HubDamaged("the directory is gone")
        try:
            files = unpack_directory(row.packed)
            return Current(row.number, row.packed, files, _in_force(files, self._clock.now()))
        except BundleError as fault:
            raise HubDamaged("the directory the hub keeps does not verify") from fault


def administrators_part(packed: bytes) -> dict[str, bytes]:
    """The files that administrators signed; what a hub signed once is left out. Raises Malformed, TooLarge."""
    return by_administrators(unpack_directory(packed))


def _in_force(files: dict[str, bytes], now: datetime) -> Directory:
    """What was verified when it was adopted stays in force although it has run out: letters must still be carried."""
    return verify_directory(files, trusted=partnership_of(files), now=now, allow_expired=True)
