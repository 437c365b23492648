"""A sealed copy of a record book in one file, and back.

Rules this module keeps:

* the file is a ZIP, stored, of ``mimetype``, ``keys.json``, ``vault.db`` and the attachments; all are sealed already, under
  the same keys as the book, and nothing else is in it. Its name says nothing about people, its date when it was made;
* a damaged book is not copied: SQLCipher would copy a damaged page as rubbish under a seal that holds, and so hide it;
* the database is copied page by page while the book is open, checked, and marked as a copy: whoever opens a restored book
  finds the setting ``RESTORED`` and begins a new epoch, so that it never writes at places the original has taken;
* a file appears whole or not at all; a restored folder too. Nothing in the file chooses a path, a size or a name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from desktop.storage.backup_file import ATTACHMENTS, KEYS_NAME, MIMETYPE, is_attachment, opened
from desktop.storage.connection import DATABASE_NAME, open_keyed
from desktop.storage.content import to_text
from desktop.storage.errors import BackupUnwritable, DatabaseDamaged, DiskFull, RestoreInTheWay
from desktop.storage.folders import sync_file, sync_folder
from desktop.storage.rekeying import WAITING
from desktop.storage.store import Store

SUFFIX = ".guardbook-backup"
RESTORED = "restored"  # setting: true in a restored book until its new epoch was begun
Tick = Callable[[int, int], None]  # bytes done, of how many; raises to break off
_CHUNK = 1024 * 1024


def _untold(_done: int, _all: int) -> None:
    """Nobody asked how far it is."""


def back_up(
    store: Store,
    *,
    key: bytearray,
    keys_file: Path,
    into: Path,
    name: str,
    made_at: datetime,
    tick: Tick = _untold,
) -> Path:
    """Write ``<into>/<name>.guardbook-backup`` and return its path; an older one of that name is replaced.

    ``key`` is the open book's database key, ``keys_file`` its ``keys.json``, ``made_at`` (aware) is written into the file.
    Raises ``BackupUnwritable``, ``DiskFull``, ``DatabaseDamaged`` when the book itself does not read whole, and what
    ``tick`` raises; then nothing is left behind.
    """
    if not name or Path(name).name != name:
        raise RuntimeError("a backup's name is one part of a path")
    final = into / (name + SUFFIX)
    copy, beside = into / f".{name}.database", into / f".{name}.partial"
    try:
        with _writing():
            into.mkdir(parents=True, exist_ok=True)
            _remove(copy)
            papers = _papers(keys_file.parent)
            whole = _Told(
                tick, 4 * store.database.path.stat().st_size + 2 * sum(path.stat().st_size for path in papers)
            )
            _copy_database(store, key, copy, whole)
            _pack(beside, keys_file.read_bytes(), copy, papers, made_at, whole)
            _check(beside, whole)
            beside.replace(final)
            sync_folder(into)
    finally:
        with contextlib.suppress(OSError):  # what could not be made cannot be removed
            _remove(copy)
            beside.unlink(missing_ok=True)
    return final


def restore(file: Path, into_folder: Path, tick: Tick = _untold) -> Path:
    """Make ``into_folder`` from a backup; it must be missing or empty. Return its database's path.

    Nothing is opened: whether the passphrase of that time is known shows at unlocking. Raises ``BackupDamaged``,
    ``BackupTooNew``, ``RestoreInTheWay``, ``BackupUnwritable``, ``DiskFull``, and what ``tick`` raises.
    """
    if into_folder.exists() and (not into_folder.is_dir() or any(into_folder.iterdir())):
        raise RestoreInTheWay("there is already something in the folder")
    partial = into_folder.with_name(into_folder.name + ".restoring")
    try:
        with opened(file) as archive, _writing():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(mode=0o700, parents=True)
            members = [member for member in archive.infolist() if member.filename != "mimetype"]
            whole = _Told(tick, sum(member.file_size for member in members))
            for member in members:
                place = partial.joinpath(*member.filename.split("/"))
                place.parent.mkdir(mode=0o700, exist_ok=True)
                with archive.open(member) as source, _new_file(place) as sink:
                    _copy(source, sink, whole)
            if (partial / ATTACHMENTS).exists():
                sync_folder(partial / ATTACHMENTS)
            sync_folder(partial)
            if into_folder.exists():
                into_folder.rmdir()
            partial.rename(into_folder)  # never over what is there
            sync_folder(into_folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return into_folder / DATABASE_NAME


def copy_book(source: Path, into_folder: Path, tick: Tick = _untold) -> Path:
    """Make ``into_folder``, which must be missing, from a book's folder that nobody has open; return its database's path.

    The sealed files are copied as they are, the write-ahead log among them. Raises ``RestoreInTheWay``,
    ``BackupUnwritable``, ``DiskFull``, and what ``tick`` raises.
    """
    if into_folder.exists():
        raise RestoreInTheWay("there is already something in the folder")
    partial = into_folder.with_name(into_folder.name + ".restoring")
    named = [source / name for name in (KEYS_NAME, DATABASE_NAME, DATABASE_NAME + "-wal", WAITING)]
    files = [path for path in named if path.is_file()] + _papers(source)
    try:
        with _writing():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(mode=0o700, parents=True)
            whole = _Told(tick, sum(path.stat().st_size for path in files))
            for path in files:
                place = partial / path.relative_to(source)
                place.parent.mkdir(mode=0o700, exist_ok=True)
                with path.open("rb") as content, _new_file(place) as sink:
                    _copy(content, sink, whole)
            sync_folder(partial)
            partial.rename(into_folder)  # never over what is there
            sync_folder(into_folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return into_folder / DATABASE_NAME


class _Told:
    """Counts bytes and tells how far it is."""

    def __init__(self, tick: Tick, total: int) -> None:
        self._tick, self._total, self._done = tick, max(total, 1), 0
        tick(0, self._total)

    def more(self, count: int) -> None:
        self._done = min(self._done + count, self._total)
        self._tick(self._done, self._total)


def _papers(folder: Path) -> list[Path]:
    """The book's attachments, sealed files under their digests, in order."""
    there = folder / ATTACHMENTS
    found = there.iterdir() if there.is_dir() else iter(())
    return sorted(path for path in found if is_attachment(f"{ATTACHMENTS}/{path.name}") and path.is_file())


def _copy_database(store: Store, key: bytearray, path: Path, whole: _Told) -> None:
    store.checkpoint()  # the check reads the file, so everything has to be in it
    if store.database.rows("PRAGMA cipher_integrity_check"):
        raise DatabaseDamaged("a page of the record book does not hold, so no copy is made of it")
    size = store.database.path.stat().st_size
    whole.more(size)
    path.touch(mode=0o600)
    copy = open_keyed(path, key)
    try:
        told = 0

        def pages(done: int, total: int) -> None:
            nonlocal told
            now = size * done // max(total, 1)
            whole.more(now - told)
            told = now

        store.database.copy_to(copy, pages)
        copy.rows("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        copy.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (RESTORED, to_text(value=True)))
        if copy.rows("PRAGMA cipher_integrity_check"):
            raise BackupUnwritable("the copy did not read back whole")
    finally:
        copy.close()


def _pack(path: Path, keys: bytes, database: Path, papers: list[Path], made_at: datetime, whole: _Told) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr(_member("mimetype", made_at), MIMETYPE)
        archive.writestr(_member(KEYS_NAME, made_at), keys)
        large = [(DATABASE_NAME, database), *((f"{ATTACHMENTS}/{paper.name}", paper) for paper in papers)]
        for name, file in large:
            member = _member(name, made_at)
            with file.open("rb") as source, archive.open(member, "w", force_zip64=True) as sink:
                _copy(source, sink, whole)
    sync_file(path)


def _member(name: str, made_at: datetime) -> zipfile.ZipInfo:
    utc = made_at.astimezone(UTC)
    info = zipfile.ZipInfo(name, date_time=(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second))
    info.external_attr = 0o600 << 16
    return info


def _check(path: Path, whole: _Told) -> None:
    with opened(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as source:
                while piece := source.read(_CHUNK):
                    whole.more(len(piece))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        full = fault.errno is not None and fault.errno in {28, 122}  # ENOSPC, EDQUOT
        raise (DiskFull if full else BackupUnwritable)("the copy could not be written") from fault


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as sink:
        yield sink
        sink.flush()
        os.fsync(sink.fileno())


def _copy(source: IO[bytes], sink: IO[bytes], whole: _Told) -> None:
    while piece := source.read(_CHUNK):
        sink.write(piece)
        whole.more(len(piece))


def _remove(database: Path) -> None:
    for tail in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
