"""A sealed copy of a record book in one file, and back.

Rules this module keeps:

* the file is a ZIP, stored, of ``mimetype``, ``keys.json`` and ``vault.db``; both are sealed already, under the same keys
  as the book, and nothing else is in it. Its name says nothing about people;
* a damaged book is not copied: SQLCipher would copy a damaged page as rubbish under a seal that holds, and so hide it;
* the database is copied page by page while the book is open, checked, and marked as a copy: whoever opens a restored book
  finds the setting ``RESTORED`` and begins a new epoch, so that it never writes at places the original has taken;
* a file appears whole or not at all; a restored folder too. Nothing in the file chooses a path, a size or a name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desktop.storage.connection import DATABASE_NAME, open_keyed
from desktop.storage.content import to_text
from desktop.storage.errors import (
    BackupDamaged,
    BackupTooNew,
    BackupUnwritable,
    DatabaseDamaged,
    DiskFull,
    RestoreInTheWay,
)
from desktop.storage.folders import sync_file, sync_folder
from desktop.storage.page_check import PAGE_BYTES
from desktop.storage.store import Store

KEYS_NAME = "keys.json"
SUFFIX = ".guardbook-backup"
MIMETYPE = b"application/vnd.guardbook.backup.v0"
RESTORED = "restored"  # setting: true in a restored book until its new epoch was begun
MAX_KEYS = 64 * 1024
MAX_DATABASE = 256 * 1024**3
_MEMBERS = ("mimetype", KEYS_NAME, DATABASE_NAME)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1024 * 1024
_LOCAL, _CENTRAL = struct.Struct("<4s5HLLLHH"), struct.Struct("<4s6HLLLHHHHHLL")  # APPNOTE 6.3.10, 4.3.7 and 4.3.12
_SIZES64 = struct.Struct("<HHQQ")
_IN_ZIP64 = 0xFFFFFFFF
_END, _END64 = 22, 56 + 20  # bytes: the end record without a comment; the ZIP64 one and its locator
_NOT_A_BACKUP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    KeyError,
    struct.error,
    zlib.error,
)


def back_up(store: Store, *, key: bytearray, keys_file: Path, into: Path, name: str) -> Path:
    """Write ``<into>/<name>.guardbook-backup`` and return its path; an older one of that name is replaced.

    ``key`` is the open book's database key, ``keys_file`` its ``keys.json``. Raises ``BackupUnwritable``, ``DiskFull``,
    and ``DatabaseDamaged`` when the book itself does not read whole.
    """
    if not name or Path(name).name != name:
        raise RuntimeError("a backup's name is one part of a path")
    final = into / (name + SUFFIX)
    copy, beside = into / f".{name}.database", into / f".{name}.partial"
    try:
        with _writing():
            into.mkdir(parents=True, exist_ok=True)
            _remove(copy)
            _copy_database(store, key, copy)
            _pack(beside, keys_file.read_bytes(), copy)
            _check(beside)
            os.replace(beside, final)  # noqa: PTH105 - the same name on every system
            sync_folder(into)
    finally:
        with contextlib.suppress(OSError):  # what could not be made cannot be removed
            _remove(copy)
            beside.unlink(missing_ok=True)
    return final


def restore(file: Path, into_folder: Path) -> Path:
    """Make ``into_folder`` from a backup; it must be missing or empty. Return its database's path.

    Nothing is opened: whether the passphrase of that time is known shows at unlocking. Raises ``BackupDamaged``,
    ``BackupTooNew``, ``RestoreInTheWay``, ``BackupUnwritable``, ``DiskFull``.
    """
    if into_folder.exists() and (not into_folder.is_dir() or any(into_folder.iterdir())):
        raise RestoreInTheWay("there is already something in the folder")
    partial = into_folder.with_name(into_folder.name + ".restoring")
    try:
        with _opened(file) as archive, _writing():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(mode=0o700, parents=True)
            for member in _MEMBERS[1:]:
                with archive.open(member) as source, _new_file(partial / member) as sink:
                    _copy(source, sink)
            sync_folder(partial)
            if into_folder.exists():
                into_folder.rmdir()
            os.rename(partial, into_folder)  # noqa: PTH104 - never over what is there
            sync_folder(into_folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return into_folder / DATABASE_NAME


def _copy_database(store: Store, key: bytearray, path: Path) -> None:
    store.checkpoint()  # the check reads the file, so everything has to be in it
    if store.database.rows("PRAGMA cipher_integrity_check"):
        raise DatabaseDamaged("a page of the record book does not hold, so no copy is made of it")
    path.touch(mode=0o600)
    copy = open_keyed(path, key)
    try:
        store.database.copy_to(copy)
        copy.rows("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        copy.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (RESTORED, to_text(value=True)))
        if copy.rows("PRAGMA cipher_integrity_check"):
            raise BackupUnwritable("the copy did not read back whole")
    finally:
        copy.close()


def _pack(path: Path, keys: bytes, database: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr(_member("mimetype"), MIMETYPE)
        archive.writestr(_member(KEYS_NAME), keys)
        with database.open("rb") as source, archive.open(_member(DATABASE_NAME), "w", force_zip64=True) as sink:
            shutil.copyfileobj(source, sink, _CHUNK)
    sync_file(path)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_EPOCH)
    info.external_attr = 0o600 << 16
    return info


def _check(path: Path) -> None:
    with _opened(path) as archive:
        for name in _MEMBERS:
            with archive.open(name) as source:
                while source.read(_CHUNK):
                    pass


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A backup whose members, sizes and order are what they must be. Anything else is ``BackupDamaged``."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            size = path.stat().st_size
            _check_members(archive, size)
            _check_layout(file, len(archive.infolist()), size)
            yield archive
    except OSError as fault:
        raise BackupDamaged("the file cannot be read") from fault
    except _NOT_A_BACKUP as bad:
        raise BackupDamaged("the file is not a whole backup") from bad


def _check_members(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    if not members or members[0].filename != "mimetype" or members[0].file_size > 100:
        raise BackupDamaged("the file is not a backup")
    said = archive.read(members[0]) if members[0].compress_type == zipfile.ZIP_STORED else b""
    if said != MIMETYPE:
        newer = said.startswith(MIMETYPE[:-1]) and said[len(MIMETYPE) - 1 :].isdigit()
        raise (BackupTooNew if newer else BackupDamaged)("the file is not a backup that this version reads")
    whole = all(
        member.compress_type == zipfile.ZIP_STORED
        and member.compress_size == member.file_size < size
        and not member.flag_bits & 0x1
        for member in members
    )
    if tuple(member.filename for member in members) != _MEMBERS or not whole:
        raise BackupDamaged("the backup has other members than it should")
    _, keys, database = members
    if (
        not 0 < keys.file_size <= MAX_KEYS
        or not 0 < database.file_size <= MAX_DATABASE
        or database.file_size % PAGE_BYTES
    ):
        raise BackupDamaged("a member of the backup has an impossible size")


def _check_layout(file: IO[bytes], members: int, size: int) -> None:
    """The members follow each other from the first byte on, then come the directory and its end, to the last byte."""
    place = 0
    for _ in range(members):
        *_, stored, _, name, extra = _LOCAL.unpack(_read_at(file, place, _LOCAL.size))
        place += _LOCAL.size + name + extra
        if stored == _IN_ZIP64:
            stored = _SIZES64.unpack(_read_at(file, place - extra, _SIZES64.size))[3]
        place += stored
    for _ in range(members):
        entry = _CENTRAL.unpack(_read_at(file, place, _CENTRAL.size))
        place += _CENTRAL.size + sum(entry[10:13])
    sign = {_END: b"PK\x05\x06", _END64 + _END: b"PK\x06\x06"}.get(size - place)
    if sign is None or _read_at(file, place, 4) != sign or _read_at(file, size - _END, 4) != b"PK\x05\x06":
        raise BackupDamaged("there is something around the members of the backup")


def _read_at(file: IO[bytes], place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


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


def _copy(source: IO[bytes], sink: IO[bytes]) -> None:
    while piece := source.read(_CHUNK):
        sink.write(piece)


def _remove(database: Path) -> None:
    for tail in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
