"""The open vault as the services need it: its keys and its database, changed together.

Rules this module keeps:

* a change of keys leaves a book that opens with the old passphrase or with the new one, whatever moment it is broken off
  at: the database is written anew beside the old one, then the key file is replaced in one step, then the new database is
  put in its place (desktop/storage/rekeying.py finishes that at the next opening);
* after a fault that leaves it open which key is in force, the book is locked: nothing more is written under the old key.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.domain.dates import LONDON
from desktop.services.ports import Clock, Random
from desktop.storage import backup, rekeying
from desktop.storage.errors import StorageError
from desktop.storage.store import Store
from desktop.vault import keyring, keys_file, renewal
from desktop.vault.day_pin import DayPin, DayPins
from desktop.vault.errors import RekeyUnfinished, VaultError
from desktop.vault.keyring import Opened
from desktop.vault.keys_file import KEYS_NAME
from desktop.vault.passphrases import KdfCost

Tick = Callable[[int, int], None]  # done, of how many; raises to break off


class VaultKeeper:
    """``services/keeping.py``, ``Keeper``. Made and used on the database worker."""

    def __init__(
        self, opened: Opened, store: Store, random: Random, kdf: KdfCost | None, clock: Clock, pins: DayPins
    ) -> None:
        self._opened, self._store, self._random, self._kdf, self._clock = opened, store, random, kdf, clock
        self._pins = pins

    def change_passphrase(self, old: str, new: str) -> None:
        keyring.check_passphrase(self._opened.folder, self._opened, old)
        keyring.change_passphrase(self._opened.folder, self._opened, new, self._random, self._kdf)
        self._pins.forget(self._opened.folder)

    def day_pin(self, pin: str) -> None:
        folder = self._opened.folder
        self._pins.forget(folder)
        if pin:
            today = self._clock.now().astimezone(LONDON).date()
            self._pins.keep(folder, DayPin(self._opened, pin, today, self._random))

    def rekey(self, old: str, new: str, kit: str, tick: Tick) -> None:
        keyring.check_passphrase(self._opened.folder, self._opened, old)
        self._pins.forget(self._opened.folder)
        made = renewal.replacement(self._opened, new, kit, self._random, self._kdf)
        try:
            rekeying.begin(self._store, made.database_key, tick)
            self._replace_keys(made)
        except BaseException:
            made.wipe()
            raise
        made.adopt(self._opened)
        try:
            rekeying.change_over(self._store, self._opened.database_key)
        except StorageError as fault:
            self.lock()
            raise RekeyUnfinished("the next opening puts the new database in its place") from fault

    def recovery(self) -> str:
        return keyring.recovery_of(keys_file.read(self._opened.folder)[0])

    def set_recovery(self, recipient: str) -> bool:
        return keyring.set_recovery(self._opened.folder, self._opened, recipient, self._random)

    def back_up(self, folder: Path, tick: Tick) -> Path:
        now = self._clock.now()
        return backup.back_up(
            self._store,
            key=self._opened.database_key,
            keys_file=self._opened.folder / KEYS_NAME,
            into=folder,
            name=f"record-book-{now:%Y-%m-%d-%H%M%S}",
            made_at=now,
            tick=tick,
        )

    def checkpoint(self) -> None:
        self._store.checkpoint()

    def lock(self) -> None:
        try:
            self._store.close()
        finally:
            self._opened.lock()

    def _replace_keys(self, made: renewal.Replacement) -> None:
        """Put the new key file in place, or leave the old one. When neither is sure, lock."""
        try:
            made.put_in_place(self._opened)
        except VaultError as fault:
            if self._still_old():
                rekeying.abandon(self._opened.folder)
                raise
            self.lock()
            raise RekeyUnfinished("it is not sure which keys are in force") from fault

    def _still_old(self) -> bool:
        """Whether the key file on the drive is surely the one from before."""
        try:
            keys, previous = keys_file.read(self._opened.folder)
        except VaultError:
            return False
        return not previous and keyring.holds_device(keys, self._opened)
