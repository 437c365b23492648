"""The database under a new key: written whole beside the old one, and put in its place once the key file names the new key.

Rules this module keeps:

* ``begin`` leaves ``vault.db.rekeyed``, whole, synced and checked, and the old database as it was;
* between the two stands the replaced key file (desktop/vault/renewal.py). Until then the old key opens ``vault.db``; from
  then on the new key opens ``vault.db.rekeyed``, and ``settle`` (run at every opening) puts it in its place;
* so whatever moment the power goes, one of the two passphrases opens everything that was saved;
* copies made before an upgrade (``vault.db.before-NNNN``) are under the old key, and go.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from desktop.storage.connection import DATABASE_NAME, connect, open_keyed
from desktop.storage.errors import DatabaseDamaged, DiskFull, DriveFault
from desktop.storage.folders import sync_file, sync_folder
from desktop.storage.page_check import any_page_fits
from desktop.storage.store import Store

WAITING = DATABASE_NAME + ".rekeyed"
Tick = Callable[[int, int], None]  # pages done, of how many; raises to break off
_NO_ROOM = {28, 122}  # ENOSPC, EDQUOT


def begin(store: Store, key: bytearray, tick: Tick) -> None:
    """Write the open database beside itself under ``key``. What cannot be finished is taken away again.

    Raises ``DatabaseDamaged`` (a damaged book is not copied), ``DiskFull``, ``DriveFault``, and what ``tick`` raises.
    """
    folder = store.database.path.parent
    try:
        abandon(folder)
        _write_anew(store, key, folder / WAITING, tick)
    except BaseException as fault:
        with contextlib.suppress(OSError):  # the next opening takes it away
            abandon(folder)
        if isinstance(fault, OSError):
            full = fault.errno in _NO_ROOM
            raise (DiskFull if full else DriveFault)("the new database could not be written") from fault
        raise


def _write_anew(store: Store, key: bytearray, waiting: Path, tick: Tick) -> None:
    store.checkpoint()
    if store.database.rows("PRAGMA cipher_integrity_check"):
        raise DatabaseDamaged("a page of the record book does not hold, so it is not written anew")
    waiting.touch(mode=0o600)
    copy = open_keyed(waiting, key)
    try:
        store.database.copy_to(copy, tick)
        copy.rows("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        if copy.rows("PRAGMA cipher_integrity_check"):
            raise DriveFault("the new database did not read back whole")
    finally:
        copy.close()
    sync_file(waiting)
    sync_folder(waiting.parent)


def abandon(folder: Path) -> None:
    """Take away a new database that no key file names."""
    _remove(folder / WAITING)


def change_over(store: Store, key: bytearray) -> None:
    """Close the old database, put the new one in its place, and let the same store go on with it. Raises ``StorageError``."""
    path = store.database.path
    store.checkpoint()
    store.database.close()
    _put_in_place(path.parent)
    store.database.become(connect(path, key))


def settle(folder: Path, key: bytearray) -> None:
    """Finish or take away what an interrupted change left, for the key that the key file gave. Call before opening.

    Raises ``DriveFault``.
    """
    waiting, database = folder / WAITING, folder / DATABASE_NAME
    try:
        if not waiting.exists():
            return
        if any_page_fits(waiting, key) and not (database.exists() and any_page_fits(database, key)):
            _put_in_place(folder)
        else:
            abandon(folder)
    except OSError as fault:
        raise DriveFault("a change of the keys could not be finished") from fault


def _put_in_place(folder: Path) -> None:
    """The old log goes first: it belongs to the old database, and all of it is in the new one."""
    database = folder / DATABASE_NAME
    try:
        for tail in ("-wal", "-shm"):
            database.with_name(DATABASE_NAME + tail).unlink(missing_ok=True)
        sync_folder(folder)
        (folder / WAITING).replace(database)
        sync_folder(folder)
        for copy in folder.glob(DATABASE_NAME + ".before-*"):
            copy.unlink(missing_ok=True)
    except OSError as fault:
        raise DriveFault("the new database could not be put in its place") from fault


def _remove(database: Path) -> None:
    for tail in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
