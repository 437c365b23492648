"""The backup file from outside: what it must look like before anything in it is used (docs/spec/vault-v1.md, "Backup").

Rules this module keeps:

* exactly the members of the format, stored, in their order, with no byte before, between or behind them;
* names of attachments are digests; nothing in the file chooses a path or a size;
* whatever the ZIP reader throws at a hostile file becomes ``BackupDamaged``.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from desktop.storage.connection import DATABASE_NAME
from desktop.storage.errors import BackupDamaged, BackupTooNew
from desktop.storage.page_check import PAGE_BYTES

KEYS_NAME = "keys.json"
ATTACHMENTS = "attachments"
MIMETYPE = b"application/vnd.guardbook.backup.v1"
MAX_KEYS = 64 * 1024
MAX_DATABASE = 256 * 1024**3
MAX_ATTACHMENT = 8 * 1024**3
FIRST_MEMBERS = ("mimetype", KEYS_NAME, DATABASE_NAME)
_ATTACHMENT = re.compile(rf"{ATTACHMENTS}/[0-9a-f]{{64}}\Z")
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


def is_attachment(name: str) -> bool:
    """Whether a member or file name below the book's folder is that of an attachment: its digest."""
    return bool(_ATTACHMENT.match(name))


def made_at(path: Path) -> datetime:
    """When a backup was made, by the clock of the computer that made it (UTC, to two seconds).

    Nothing vouches for it before the book is open. Raises ``BackupDamaged``, ``BackupTooNew``.
    """
    with opened(path) as archive:
        return datetime(*archive.infolist()[0].date_time, tzinfo=UTC)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
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
    names = [member.filename for member in members]
    papers = names[len(FIRST_MEMBERS) :]
    named = tuple(names[: len(FIRST_MEMBERS)]) == FIRST_MEMBERS and all(map(is_attachment, papers))
    if not whole or not named or papers != sorted(set(papers)):
        raise BackupDamaged("the backup has other members than it should")
    if any(member.file_size > MAX_ATTACHMENT for member in members[len(FIRST_MEMBERS) :]):
        raise BackupDamaged("an attachment of the backup has an impossible size")
    _, keys, database = members[: len(FIRST_MEMBERS)]
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
