"""A folder on a stick, which carries letters where no network does: the same files, the same checks.

Rules this module keeps:

* names are neutral: a bundle id or a digest, and one of three endings; nothing of a child, a person or an agency;
* every file is written beside its name, synced, and then renamed, so that a stick taken out early holds whole files;
* what is there already is not written again, and nothing is ever deleted;
* each file is read alone: one that is too large, unreadable or misnamed is reported and the next one is read;
* only plain files in plain folders: a stick's links, pipes and devices are never followed, read or written through, so
  that a prepared stick can neither spoil a file of this computer nor keep the courier waiting.

Layout: ``<bundle id>.guardbundle``, ``receipts/<bundle id>.receipt``, ``directory/<SHA-256>.guarddirectory``.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from bundle.container import MAX_CONTAINER, Opened, Parts, pack, take_apart, write
from bundle.directory import MAX_PACKED
from bundle.errors import BundleError, UnknownVersion
from bundle.receipts import MAX_RECEIPT
from bundle.stored_zip import pieces_of
from bundle.waybills import parse_waybill
from desktop.sync.errors import FolderFull, FolderMissing, FolderUnreadable, FolderUnwritable

MAX_FILES = 20_000
NEUTRAL = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
Report = Callable[[Exception], None]


class Folder:
    """One folder. Nothing is touched until a method is called; each raises FolderMissing when it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path

    # writing

    def check_writable(self) -> None:
        """Raise now rather than half-way: FolderMissing, FolderUnwritable, FolderFull."""
        self._present()
        probe = self._path / f".{secrets.token_hex(8)}.probe"
        self._write(probe, lambda file: file.write(b""))
        probe.unlink(missing_ok=True)

    def write_letter(
        self,
        bundle: str,
        waybill: bytes,
        sealed: bytes,
        receipt: bytes | None = None,
        attachments: Sequence[tuple[str, BinaryIO]] = (),
    ) -> Path:
        """Write one bundle as ``<bundle id>.guardbundle``; ``attachments`` are (id, sealed file)."""
        path, parts = self._path / f"{_neutral(bundle)}.guardbundle", Parts(waybill, sealed)
        if not attachments:
            return self._keep(path, pack(parts, receipt))
        self._present()
        with suppress(OSError, BundleError), _open_plain(path) as file:
            there = take_apart(file)
            if there.parts.sealed == sealed and {row.id for row in there.rows} == {name for name, _ in attachments}:
                return path
        self._write(path, lambda file: write(file, parts, receipt, attachments))
        return path

    def write_receipt(self, bundle: str, receipt: bytes) -> Path:
        return self._keep(self._path / "receipts" / f"{_neutral(bundle)}.receipt", receipt)

    def write_directory(self, packed: bytes) -> Path:
        return self._keep(self._path / "directory" / f"{hashlib.sha256(packed).hexdigest()}.guarddirectory", packed)

    # reading

    def letters(self, report: Report) -> Iterator[tuple[str, bytes]]:
        """(file name without ending, container bytes) of every bundle, in order of name.

        Attachments are left where they are (``attachment``). A bundle without a receipt gets the one that lies in ``receipts``, if there is one; what it is worth is judged
        when the bundle is opened.
        """
        receipts = dict(self.receipts(report))
        for name, path in self._plain_names(self._path, ".guardbundle", report):
            try:
                with _open_plain(path) as file:
                    container = _letter_of(file, receipts.get(name))
            except OSError:
                report(FolderUnreadable("a file in the folder cannot be read"))
                continue
            if len(container) > MAX_CONTAINER:
                report(FolderUnreadable("a file in the folder is not one of ours"))
                continue
            yield name, container

    def attachment(self, name: str, attachment: str, start: int) -> Iterator[bytes]:
        """An attachment that the bundle of this file name brings, from ``start`` on, unverified; nothing when it brings
        none such. Raises FolderUnreadable.
        """
        try:
            with _open_plain(self._path / f"{_neutral(name)}.guardbundle") as file:
                opened = take_apart(file)
                for row, member in zip(opened.rows, opened.attachments, strict=True):
                    if row.id == attachment:
                        yield from _from(start, pieces_of(file, member))
        except (OSError, BundleError):
            raise FolderUnreadable("a file in the folder cannot be read") from None

    def receipts(self, report: Report) -> Iterator[tuple[str, bytes]]:
        """(bundle id, receipt bytes) of every receipt."""
        return self._read_all(self._path / "receipts", ".receipt", MAX_RECEIPT, report)

    def directories(self, report: Report) -> Iterator[bytes]:
        """Every packed directory; which of them follows ours is the mailroom's to judge."""
        for _, packed in self._read_all(self._path / "directory", ".guarddirectory", MAX_PACKED, report):
            yield packed

    # inside

    def _present(self) -> None:
        if not self._path.is_dir():
            raise FolderMissing("the folder is not there")

    def _read_all(self, place: Path, ending: str, limit: int, report: Report) -> Iterator[tuple[str, bytes]]:
        for stem, path in self._plain_names(place, ending, report):
            try:
                content = _read_plain(path, limit + 1)
            except OSError:
                report(FolderUnreadable("a file in the folder cannot be read"))
                continue
            if len(content) > limit:
                report(FolderUnreadable("a file in the folder is not one of ours"))
                continue
            yield stem, content

    def _plain_names(self, place: Path, ending: str, report: Report) -> Iterator[tuple[str, Path]]:
        """(name without ending, path) of every file of ours by its name, in order."""
        self._present()
        if place != self._path and not _is_plain_folder(place):
            return
        try:
            names = sorted(entry.name for entry in os.scandir(place) if entry.name.endswith(ending))[:MAX_FILES]
        except OSError:
            raise FolderUnreadable("the folder cannot be read") from None
        for name in names:
            stem = name.removesuffix(ending)
            if NEUTRAL.match(stem):
                yield stem, place / name
            else:
                report(FolderUnreadable("a file in the folder is not one of ours"))

    def _keep(self, path: Path, content: bytes) -> Path:
        self._present()
        with suppress(OSError):  # unreadable where it lies: write it anew
            if _read_plain(path, len(content) + 1) == content:
                return path
        self._write(path, lambda file: file.write(content))
        return path

    def _write(self, path: Path, fill: Callable[[BinaryIO], object]) -> None:
        temporary = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            path.parent.mkdir(exist_ok=True)
            if path.parent != self._path and not _is_plain_folder(path.parent):
                raise FolderUnwritable("a folder on the stick leads elsewhere")
            with temporary.open("xb") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
            _sync_folder(path.parent)
        except OSError as fault:
            _discard(temporary)
            if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise FolderFull("there is no room left in the folder") from None
            if not self._path.is_dir():
                raise FolderMissing("the folder is not there") from None
            raise FolderUnwritable("nothing can be written to the folder") from None


def _letter_of(file: BinaryIO, receipt: bytes | None) -> bytes:
    """The container without its attachments, and with ``receipt`` when it has none of its own."""
    try:
        opened = take_apart(file)
        _check_attachments(opened)
        return pack(opened.parts, opened.parts.receipt or receipt)
    except BundleError:
        file.seek(0)
        return file.read(MAX_CONTAINER + 1)  # the mailroom sets it aside with its reason


def _check_attachments(opened: Opened) -> None:
    with suppress(UnknownVersion):
        opened.check_against(parse_waybill(opened.parts.waybill_envelope))


def _from(start: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What comes after the first ``start`` bytes of these pieces."""
    for piece in pieces:
        if start < len(piece):
            yield piece[start:]
        start = max(0, start - len(piece))


def _is_plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _read_plain(path: Path, most: int) -> bytes:
    """Read at most so many bytes of a plain file. Raises OSError for anything else, without waiting for it."""
    with _open_plain(path) as file:
        return file.read(most)


def _open_plain(path: Path) -> BinaryIO:
    """A plain file to read from. Raises OSError for anything else, without waiting for it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a plain file")
    return file


def _neutral(name: str) -> str:
    if not NEUTRAL.match(name):
        raise FolderUnwritable("a bundle id cannot be a file name")
    return name


def _discard(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _sync_folder(path: Path) -> None:
    """Make a rename durable. FAT and Windows cannot sync a folder; there the file's own sync has to do."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
