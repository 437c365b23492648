"""The record books of this computer: vault, storage, courier, reports and services into an open record book.

Rules this module keeps:

* no part looks another one up; each is given here what it needs;
* a record book is made whole or not at all: keys and database are made in a partial folder that one rename makes real;
* an open book holds its folder's lock; whatever fails while opening gives the lock back and wipes the keys;
* it is slow to import (typst, tuf, httpx), so the window starts without it (``desktop/app.py``) and loads it on the worker while a person types.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import resources
from desktop import places
from desktop.domain.guidance import Guidance
from desktop.domain.records import Profile
from desktop.keeper import VaultKeeper
from desktop.reports.chronology import chronology_pdf
from desktop.reports.kit import kit_pdf
from desktop.services.books import BookPlace
from desktop.services.mailroom import Mailroom
from desktop.services.ports import Clock, Random
from desktop.services.session import Session, begin_book
from desktop.storage import backup
from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.store import Store
from desktop.sync.courier import Courier
from desktop.sync.hub_client import HubClient
from desktop.sync.ports import StepRunner, run_here
from desktop.vault import creation, keyring, kit
from desktop.vault.begun import FirstRunFile
from desktop.vault.drive import drive_of
from desktop.vault.errors import KitMistyped
from desktop.vault.keyring import Opened
from desktop.vault.passphrases import KdfCost

KEYS = "keys.json"
RESTORED = "restored"  # set by a restore until the new epoch has begun


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def read_guidance() -> Guidance:
    """The guidance edition that comes with this version."""
    return Guidance.parse(json.loads(resources.edition()))


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
    make_demo: Callable[[Path], None] | None = None
    guidance: Guidance = field(default_factory=read_guidance)

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

    def unlock_with_kit(self, place: BookPlace, kit: str, new_passphrase: str) -> Session:
        """Open with the recovery kit and set a new passphrase. The kit stays as it was."""
        opened = keyring.unlock_with_kit(place.folder, kit)
        try:
            keyring.change_passphrase(place.folder, opened, new_passphrase, self.random, self.kdf)
        except BaseException:
            opened.lock()
            raise
        return self._session(opened)

    def restore(self, file: Path, secret: str) -> Session:
        """Put a backup beside the other books and open it; its new statements begin a new epoch."""
        folder = self._fresh_folder()
        backup.restore(file, folder)
        try:
            opened = self._unlock_either(folder, secret)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # the backup file itself is untouched
            raise
        session = self._session(opened)
        places.write_label(folder, session.profile.name, session.profile.organisation)
        return session

    def open_demo(self) -> tuple[BookPlace, ...]:
        if not self._places(self.demo_home, demo=True) and self.make_demo is not None:
            self.make_demo(self.demo_home)
        return self._places(self.demo_home, demo=True)

    def _places(self, home: Path, *, demo: bool) -> tuple[BookPlace, ...]:
        return tuple(BookPlace(known.folder, known.label, demo) for known in places.known_books(home))

    def _fresh_folder(self) -> Path:
        return places.books(self.home) / secrets.token_hex(8)

    def _unlock_either(self, folder: Path, secret: str) -> Opened:
        """Kits have check characters, so what is not a kit is a passphrase."""
        try:
            kit.normalise_kit(secret)
        except KitMistyped:
            return keyring.unlock(folder, secret)
        return keyring.unlock_with_kit(folder, secret)

    def _open_store(self, folder: Path, key: bytearray, *, create: bool = False) -> Store:
        return Store(connect(folder / DATABASE_NAME, key, create=create))

    def _session(self, opened: Opened) -> Session:
        """Join the parts. Whatever fails gives the lock back."""
        try:
            store = self._open_store(opened.folder, opened.database_key)
        except BaseException:
            opened.lock()
            raise
        keeper = VaultKeeper(opened, store, self.random, self.kdf, self.clock)
        try:
            session = Session(
                store,
                opened.keys,
                self.clock,
                self.random,
                self.guidance,
                keeper,
                make_courier=lambda mailroom: self._courier(mailroom, opened),
                render_chronology=chronology_pdf,
                keys_mended=opened.used_previous,
            )
            if store.setting(RESTORED):
                session.keeping.restored()
        except BaseException:
            keeper.lock()
            raise
        return session

    def _courier(self, mailroom: Mailroom, opened: Opened) -> Courier:
        return Courier(
            mailroom,
            lambda address: HubClient(
                url=address.url, certificate=address.certificate, keys=opened.keys, clock=self.clock, random=self.random
            ),
            self.clock,
            steps=self.steps,
        )
