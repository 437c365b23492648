"""Making a new record book: all of it, or nothing.

Rules this module keeps:

* everything is made in ``<folder>.partial``, which no one takes for a record book; ``commit()`` syncs it and renames it;
* whatever an earlier attempt left in the partial folder is thrown away, unless another program is at it now;
* the caller makes ``vault.db`` in ``Creation.partial`` with ``Creation.opened.database_key`` and *closes* it before ``commit()``.

::

    with begin(folder, passphrase, kit, random, kdf) as creation:
        ...  # make and close the database in creation.partial
        opened = creation.commit()
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from desktop.vault import files, keys_file
from desktop.vault.errors import KeysUnwritable, VaultExists
from desktop.vault.keyring import Opened, new_keys_file
from desktop.vault.keys_file import KEY_BYTES
from desktop.vault.lock_file import LOCK_NAME, VaultLock
from desktop.vault.passphrases import KdfCost, calibrate, check_new
from desktop.vault.slots import Random

PARTIAL = ".partial"
_WINDOWS = os.name == "nt"


class Creation:
    """A record book in the making. Leaving the ``with`` block without ``commit()`` removes it."""

    def __init__(self, folder: Path, partial: Path, opened: Opened) -> None:
        self.folder, self.partial, self.opened = folder, partial, opened
        self._committed = False

    def commit(self) -> Opened:
        """Make the book exist. Returns its keys, open, with the lock of the final folder held."""
        try:
            for path in sorted(self.partial.iterdir()):
                _sync_file(path)
            files.sync_folder(self.partial)
            if _WINDOWS:  # renames no folder with an open file in it
                self.opened.held.release()
            if self.folder.exists():
                self.folder.rmdir()  # empty, or begin() would have refused
            self.partial.rename(self.folder)  # never over an existing book
            files.sync_folder(self.folder.parent)
        except OSError as fault:
            raise KeysUnwritable("the record book could not be put in its place") from fault
        self._committed = True
        if _WINDOWS:
            self.opened.held = VaultLock(self.folder)
        self.opened.folder = self.folder
        return self.opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._committed:
            self.opened.lock()
            shutil.rmtree(self.partial, ignore_errors=True)


def begin(folder: Path, passphrase: str, kit: str, random: Random, kdf: KdfCost | None = None) -> Creation:
    """Make new keys in ``<folder>.partial``. ``kdf`` None means calibrated for this computer, never under the floor.

    Raises ``VaultExists``, ``VaultInUse`` (another program is making it), ``PassphraseTooShort``, ``KitMistyped``, ``KeysUnwritable``.
    """
    check_new(passphrase)
    partial = folder.with_name(folder.name + PARTIAL)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists("there is already something in this folder")
    try:
        partial.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise KeysUnwritable("the record book's folder could not be made") from fault
    held = VaultLock(partial)
    try:
        _empty(partial)
    except OSError as fault:
        held.release()
        raise KeysUnwritable("what an earlier attempt left could not be removed") from fault
    try:
        opened = Opened(
            folder=partial,
            vault_id=b64u(random(16)),
            database_key=bytearray(random(KEY_BYTES)),
            personal_key=bytearray(random(KEY_BYTES)),
            keys=DeviceKeys.generate(random),
            held=held,
        )
        keys_file.write(partial, new_keys_file(opened, passphrase, kit, random, kdf or calibrate()))
    except BaseException:
        held.release()
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Creation(folder, partial, opened)


def create(folder: Path, passphrase: str, kit: str, random: Random, kdf: KdfCost | None = None) -> Opened:
    """Make a record book that has keys and no database yet. For tests and tools; ``begin`` is what the app uses."""
    with begin(folder, passphrase, kit, random, kdf) as creation:
        return creation.commit()


def _empty(partial: Path) -> None:
    for path in partial.iterdir():
        if path.name == LOCK_NAME:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _sync_file(path: Path) -> None:
    if path.name == LOCK_NAME or not path.is_file():
        return
    with contextlib.closing(path.open("rb+")) as handle:
        os.fsync(handle.fileno())
