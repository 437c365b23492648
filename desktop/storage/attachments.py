"""The sealed files of attachments in a record book's folder: ciphertext, named by its own SHA-256, and nothing else.

Rules this module keeps:

* a name that exists is a whole file whose digest was its name when it was put there: written beside its place, synced,
  renamed into it, the folder synced, before any statement names it;
* what comes in pieces (from the hub, from a stick) lies apart until its digest agrees, and goes on where it ends;
* nothing here has a key, a name that a person gave, or a plaintext.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from bundle.attachments import digest_of
from bundle.errors import DigestMismatch
from desktop.storage.errors import AttachmentsUnwritable, DiskFull
from desktop.storage.folders import sync_folder

FOLDER = "attachments"
_ID = re.compile(r"[0-9a-f]{64}\Z")
_COMING = ".coming"
_NEW = ".new"


class SealedFiles:
    """The folder ``attachments`` of one record book; made when it is first written to."""

    def __init__(self, book: Path) -> None:
        self._folder = book / FOLDER
        for path in self._folder.glob(f"*{_NEW}"):
            path.unlink(missing_ok=True)  # what an earlier run did not finish sealing

    @contextmanager
    def new(self) -> Iterator[NewFile]:
        """A file to seal into; what is not kept is removed. Raises DiskFull, AttachmentsUnwritable."""
        with _writing():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / (secrets.token_hex(16) + _NEW)
            with _create(path) as file:
                try:
                    yield NewFile(self, path, file)
                finally:
                    file.close()
                    path.unlink(missing_ok=True)

    def ids(self) -> tuple[str, ...]:
        """The ids of every whole file, ascending."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(path.name for path in self._folder.iterdir() if _ID.match(path.name)))

    def size(self, attachment: str) -> int | None:
        """The bytes of a whole file, or None when it is not here."""
        try:
            return self._path(attachment).stat().st_size
        except OSError:
            return None

    def open(self, attachment: str) -> BinaryIO | None:
        """A whole file to read from, or None when it is not here. What it holds is to be checked by whoever reads."""
        try:
            return self._path(attachment).open("rb")
        except OSError:
            return None

    def coming(self, attachment: str) -> int:
        """How many bytes of a file that comes in pieces are here."""
        try:
            return self._path(attachment).with_suffix(_COMING).stat().st_size
        except OSError:
            return 0

    def add(self, attachment: str, offset: int, piece: bytes, size: int) -> bool:
        """Add the next piece of a file of ``size`` bytes; True when it is whole now, durable and of its digest.

        Raises DigestMismatch (what came is thrown away), DiskFull, AttachmentsUnwritable; ``ValueError`` elsewhere than
        at the end of what is here.
        """
        if offset != self.coming(attachment) or offset + len(piece) > size:
            raise ValueError("a piece goes on where the last one ended")
        path = self._path(attachment).with_suffix(_COMING)
        with _writing():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        if offset + len(piece) < size:
            return False
        self.place(path, attachment)
        return True

    def place(self, path: Path, attachment: str) -> None:
        """Put a finished file in its place. Raises DigestMismatch, DiskFull, AttachmentsUnwritable."""
        with path.open("rb") as file:
            right = digest_of(file) == attachment
        if not right:
            path.unlink(missing_ok=True)
            raise DigestMismatch("an attachment is not the one its id names")
        with _writing():
            path.replace(self._path(attachment))
            sync_folder(self._folder)
            sync_folder(self._folder.parent)

    def erase(self, attachment: str) -> None:
        """Remove a file and what came of it; quiet when there is none."""
        for path in (self._path(attachment), self._path(attachment).with_suffix(_COMING)):
            with contextlib.suppress(FileNotFoundError), _writing():
                path.unlink()
                sync_folder(self._folder)

    def _path(self, attachment: str) -> Path:
        if not _ID.match(attachment):
            raise ValueError("an attachment's id is 64 hex digits")
        return self._folder / attachment


class NewFile:
    """A file that is being sealed into."""

    def __init__(self, files: SealedFiles, path: Path, file: IO[bytes]) -> None:
        self._files, self._path, self._file = files, path, file

    def write(self, piece: bytes | memoryview, /) -> int:
        return self._file.write(piece)

    def keep(self, attachment: str) -> None:
        """Make it durable under its id. Raises DigestMismatch, DiskFull, AttachmentsUnwritable."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._files.place(self._path, attachment)


def _create(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as fault:
        full = fault.errno is not None and fault.errno in {28, 122}  # ENOSPC, EDQUOT
        raise (DiskFull if full else AttachmentsUnwritable)("an attachment could not be written") from fault
