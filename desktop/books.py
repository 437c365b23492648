"""The record books of this computer: vault, storage, courier, reports and services into an open record book.

Rules this module keeps:

* no part looks another one up; each is given here what it needs;
* a record book is made whole or not at all: keys and database are made in a partial folder that one rename makes real;
* an open book holds its folder's lock; whatever fails while opening gives the lock back and wipes the keys;
* it is slow to import (typst, tuf, httpx), so the window starts without it (``desktop/app.py``) and loads it on the worker while a person types.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from desktop import places
from desktop.domain.dates import LONDON
from desktop.domain.guidance import Guidance
from desktop.domain.records import Profile
from desktop.keeper import VaultKeeper
from desktop.reports.holder import holder_pdf
from desktop.reports.kit import kit_pdf
from desktop.reports.makers import MAKERS
from desktop.services.book import FormerDevice
from desktop.services.books import BookPlace
from desktop.services.keeping import RECOVERED, RESTORED, Progress, Tick, told
from desktop.services.mailroom import Mailroom
from desktop.services.ports import Clock, Random
from desktop.services.session import Session, begin_book, take_over
from desktop.storage import backup, backup_file, rekeying
from desktop.storage.attachments import SealedFiles
from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.store import Store
from desktop.sync.courier import Courier
from desktop.sync.ports import HubAddress, StepRunner, run_here
from desktop.vault import creation, keyring, keys_file, kit, recovery, renewal
from desktop.vault.begun import FirstRunFile
from desktop.vault.day_pin import DayPins
from desktop.vault.drive import drive_of
from desktop.vault.errors import KitMistyped, PinOver, VaultError
from desktop.vault.keyring import Opened
from desktop.vault.keys_file import KeysFile
from desktop.vault.kit import normalise_kit
from desktop.vault.lock_file import VaultLock
from desktop.vault.passphrases import KdfCost, check_new
from desktop.vault.recovery import MadeRecovery

if TYPE_CHECKING:
    from desktop.sync.hub_client import HubClient


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def read_guidance() -> Guidance:
    """The guidance edition that comes with this version."""
    return Guidance.read(resources.edition())


@dataclass(slots=True)
class LocalBooks:
    """The record books of one home folder (``services/books.py``, ``Books``).

    ``steps`` runs the courier's database steps; ``kdf`` None means calibrated for this computer.
    """

    home: Path
    clock: Clock = field(default_factory=SystemClock)
    random: Random = os.urandom
    kdf: KdfCost | None = None
    steps: StepRunner = run_here
    make_demo: Callable[[Path, Tick], None] | None = None
    guidance: Guidance = field(default_factory=read_guidance)
    pins: DayPins = field(default_factory=DayPins)

    def known(self) -> tuple[BookPlace, ...]:
        return self._places(self.home, demo=False) + self._places(self.demo_home, demo=True)

    @property
    def demo_home(self) -> Path:
        """The demo partnership's books lie apart from real ones."""
        return self.home / "demo"

    def new_kit(self) -> str:
        return kit.new_kit(self.random)

    def begun(self) -> FirstRunFile:
        """What the first run keeps until the book is made."""
        return FirstRunFile(self.home, places.books(self.home), self.random, self.kdf)

    def kit_paper(self, kit: str, keeper: str, organisation: str) -> bytes:
        return kit_pdf(kit, keeper, organisation, self.clock.now())

    def drive(self) -> str:
        return drive_of(places.books(self.home), sys.platform).value

    def create(self, folder: Path | None, profile: Profile, passphrase: str, kit: str) -> Session:
        """Make a book and open it. Raises VaultError, StorageError; then nothing was made."""
        place = folder or self._fresh_folder()
        with creation.begin(place, passphrase, kit, self.random, self.kdf) as making:
            store = self._open_store(making.partial, making.opened.database_key, create=True)
            with contextlib.closing(store):
                begin_book(store, making.opened.keys, self.clock, self.random, self.guidance, profile)
            places.write_label(making.partial, profile.name, profile.organisation)
            opened = making.commit()
        return self._session(opened)

    def unlock(self, place: BookPlace, passphrase: str) -> Session:
        return self._session(keyring.unlock(place.folder, passphrase))

    def has_pin(self, place: BookPlace) -> bool:
        """Whether a PIN of today opens this book."""
        return self.pins.of(place.folder, self._today()) is not None

    def unlock_with_pin(self, place: BookPlace, pin: str) -> Session:
        """Open with the day's PIN. Raises PinOver, WrongPin, and as ``unlock``."""
        kept = self.pins.of(place.folder, self._today())
        if kept is None:
            raise PinOver("there is no PIN for today")
        return self._session(kept.unlock(place.folder, pin, self._today()))

    def unlock_with_kit(self, place: BookPlace, kit: str, new_passphrase: str) -> Session:
        """Open with the recovery kit and set a new passphrase. The kit stays as it was."""
        opened = keyring.unlock_with_kit(place.folder, kit)
        self._set_passphrase(opened, new_passphrase)
        return self._session(opened)

    def backup_date(self, file: Path) -> datetime:
        """When a backup was made, by the clock of the computer that made it. Raises BackupDamaged, BackupTooNew."""
        return backup_file.made_at(file)

    def written_here(self, file: Path) -> datetime | None:
        """When the record book of this backup was last written on this computer; None when it is not here.

        Raises BackupDamaged, BackupTooNew, KeysDamaged, VaultTooNew.
        """
        vault = backup_keys(file).vault
        databases = [
            folder / name
            for folder, _label, _demo in self.known()
            if _vault_of(folder) == vault
            for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal")
        ]
        times = [path.stat().st_mtime for path in databases if path.exists()]
        return datetime.fromtimestamp(max(times), UTC) if times else None

    def restore(self, file: Path, secret: str, new_passphrase: str = "", progress: Progress | None = None) -> Session:
        """Put a backup beside the other books and open it, as a new device in a new epoch.

        ``secret`` is the passphrase or the kit of that day; ``new_passphrase`` replaces the passphrase, "" keeps it.
        Raises VaultError, StorageError, Cancelled; then nothing was left behind.
        """
        if new_passphrase:
            check_new(new_passphrase)
        copy = self.written_here(file) is not None
        folder = self._fresh_folder()
        backup.restore(file, folder, told(progress))
        try:
            opened = self._unlock_either(folder, secret)
            if new_passphrase:
                self._set_passphrase(opened, new_passphrase)
            session = self._session(opened)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # the backup file itself is untouched
            raise
        restored = _brief(self._today()) if copy else ""
        places.write_label(folder, session.profile.name, session.profile.organisation, restored)
        return session

    # an organisation's recovery

    def make_recovery(self, needed: int, holders: int) -> MadeRecovery:
        """Make an organisation's recovery: its recipient, and the words of each holder, which are kept nowhere."""
        return recovery.make(needed, holders, self.random)

    def rehearse_recovery(self, words: Sequence[str], recipient: str) -> None:
        """Check holders' words without opening any book. Raises VaultError (RecoveryWordsTooFew and others)."""
        recovery.combine(words, recipient)

    def holder_paper(self, words: str, number: int, needed: int, holders: int, organisation: str) -> bytes:
        """The words of holder ``number`` (from 1) as a PDF, in memory only. Raises ReportError."""
        return holder_pdf(words, number, needed, holders, organisation, self.clock.now())

    def recover(
        self,
        source: Path,
        words: Sequence[str],
        name: str,
        role_title: str,
        passphrase: str,
        kit: str,
        progress: Progress | None = None,
    ) -> Session:
        """Open a copy of a book (its folder, or a backup of it) with the words of its organisation's recovery.

        The copy belongs to the person of that organisation who is named: a device of their own with a passphrase and a kit
        of their own, which never signs as the person who wrote it. The book itself stays as it is. Raises VaultError, StorageError, Cancelled.
        """
        identity = recovery.combine(words)
        check_new(passphrase)
        normalise_kit(kit)
        folder = self._fresh_folder()
        if source.is_dir():
            with VaultLock(source):
                backup.copy_book(source, folder, told(progress))
        else:
            backup.restore(source, folder, told(progress))
        try:
            opened = renewal.recover(folder, identity, passphrase, kit, self.random, self.kdf)
            session = self._session(opened, recovered_by=(name, role_title))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        places.write_label(folder, session.profile.name, session.profile.organisation)
        return session

    def open_demo(self, progress: Progress | None = None) -> tuple[BookPlace, ...]:
        """The demo's books, made when they are not there. Raises Cancelled; then nothing of it is left."""
        if not self._places(self.demo_home, demo=True) and self.make_demo is not None:
            try:
                self.make_demo(self.demo_home, told(progress))
            except BaseException:
                shutil.rmtree(self.demo_home, ignore_errors=True)
                raise
        return self._places(self.demo_home, demo=True)

    def _places(self, home: Path, *, demo: bool) -> tuple[BookPlace, ...]:
        return tuple(BookPlace(known.folder, known.label, demo) for known in places.known_books(home))

    def _today(self) -> date:
        return self.clock.now().astimezone(LONDON).date()

    def _fresh_folder(self) -> Path:
        return places.books(self.home) / secrets.token_hex(8)

    def _unlock_either(self, folder: Path, secret: str) -> Opened:
        """Kits have check characters, so what is not a kit is a passphrase."""
        try:
            normalise_kit(secret)
        except KitMistyped:
            return keyring.unlock(folder, secret)
        return keyring.unlock_with_kit(folder, secret)

    def _set_passphrase(self, opened: Opened, new: str) -> None:
        try:
            keyring.change_passphrase(opened.folder, opened, new, self.random, self.kdf)
        except BaseException:
            opened.lock()
            raise

    def _open_store(self, folder: Path, key: bytearray, *, create: bool = False) -> Store:
        if not create:
            rekeying.settle(folder, key)
        return Store(connect(folder / DATABASE_NAME, key, create=create))

    def _session(self, opened: Opened, recovered_by: tuple[str, str] | None = None) -> Session:
        """Join the parts. Whatever fails gives the lock back. A restored book becomes a new device first."""
        try:
            store = self._open_store(opened.folder, opened.database_key)
        except BaseException:
            opened.lock()
            raise
        keeper = VaultKeeper(opened, store, self.random, self.kdf, self.clock, self.pins)
        try:
            if recovered_by is not None:
                take_over(store, *recovered_by)
            elif store.setting(RESTORED):
                renewal.new_device(opened, self.random)
            mark = store.setting(RESTORED)
            another = (
                store.head(opened.keys.id) is None and store.last_own_device() != ""
            )  # broken off before it said so
            session = Session(
                store,
                opened.keys,
                self.clock,
                self.random,
                self.guidance,
                keeper,
                make_courier=lambda mailroom: self._courier(mailroom, opened),
                sealed_files=SealedFiles(opened.folder),
                makers=MAKERS,
                keys_mended=opened.used_previous,
                readers={one.id: FormerDevice(one.card, one.identity) for one in opened.former},
            )
            if mark or another:
                session.keeping.restored(recovered=mark == RECOVERED)
            session.keeping.learn_recovery()
        except BaseException:
            keeper.lock()
            raise
        return session

    def _courier(self, mailroom: Mailroom, opened: Opened) -> Courier:
        def client(address: HubAddress) -> HubClient:
            from desktop.sync.hub_client import HubClient  # noqa: PLC0415 - twenty megabytes that only a joined book needs

            return HubClient(
                url=address.url, certificate=address.certificate, keys=opened.keys, clock=self.clock, random=self.random
            )

        return Courier(mailroom, client, self.clock, steps=self.steps)


def backup_keys(file: Path) -> KeysFile:
    """The key file in a backup. Raises BackupDamaged, BackupTooNew, KeysDamaged, VaultTooNew."""
    with backup_file.opened(file) as archive:
        return keys_file.parse(archive.read(backup_file.KEYS_NAME))


def _vault_of(folder: Path) -> str:
    """The id of the record book in a folder; "" when its key file cannot be read."""
    try:
        return keys_file.read(folder)[0].vault
    except VaultError:
        return ""


def _brief(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
