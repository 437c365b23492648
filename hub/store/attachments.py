"""Attachments at the hub: sealed files named by the SHA-256 of their own bytes, which come in pieces and go out in ranges.

Rules this module keeps:

* what is not finished lies apart, one file for each device and attachment, and says in its name how long it is to be:
  one device cannot spoil what another sends;
* an upload goes on where its file ends, whatever was lost in between; it is finished only when the digest agrees, and
  then it is synced, renamed into place and the folder synced: a name that exists is a whole attachment;
* what is not finished within the limit is swept away, and so is what no waybill came to name;
* the same bytes are kept once.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bundle.errors import DigestMismatch
from hub.errors import NotHere, UploadElsewhere, UploadsFull
from hub.store.parts import HEX, full, sync

_UPLOAD = re.compile(r"([A-Za-z0-9_-]{43})\.([0-9a-f]{64})\.([0-9]{1,12})\Z")
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an attachment has come here, and how long it is, in bytes."""

    offset: int
    length: int

    @property
    def whole(self) -> bool:
        return self.offset == self.length


class Attachments:
    """The folder of attachments, for any number of threads. The same piece twice at once does no harm: the digest decides."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._uploads = folder, folder / "uploads"
        self._uploads.mkdir(parents=True, exist_ok=True)

    def path(self, attachment: str) -> Path:
        if not HEX.match(attachment):
            raise NotHere("not an attachment's id")
        return self._folder / attachment[:2] / attachment

    def size(self, attachment: str) -> int | None:
        """The size of a whole attachment, or None when it is not here."""
        try:
            return self.path(attachment).stat().st_size
        except FileNotFoundError:
            return None

    def progress(self, device: str, attachment: str) -> Progress:
        """How far this device has come with an attachment. Raises NotHere before ``begin``."""
        whole = self.size(attachment)
        if whole is not None:
            return Progress(whole, whole)
        found = self._upload(device, attachment)
        if found is None:
            raise NotHere("no such upload by this device")
        return Progress(found[0].stat().st_size, found[1])

    def begin(self, device: str, attachment: str, length: int, *, most: int) -> Progress:
        """Begin an upload, or find the one that was begun. Raises UploadElsewhere (another length), UploadsFull."""
        whole = self.size(attachment)
        if whole is not None:
            if whole != length:
                raise UploadElsewhere("the attachment is here and has another length")
            return Progress(whole, whole)
        found = self._upload(device, attachment)
        if found is None:
            if sum(path.name.startswith(f"{device}.") for path in self._uploads.iterdir()) >= most:
                raise UploadsFull("too many uploads of this device are not finished")
            try:
                (self._uploads / f"{device}.{attachment}.{length}").touch()
            except OSError as fault:
                raise full(fault) from None
        elif found[1] != length:
            raise UploadElsewhere("the upload was begun with another length")
        return self.progress(device, attachment)

    def add(self, device: str, attachment: str, offset: int, piece: bytes) -> Progress:
        """Add a piece at ``offset``, durable when this returns; finish the attachment with its last.

        Raises NotHere, UploadElsewhere (the file does not end there, or would be too long), DigestMismatch (then what
        came is thrown away), StoreFull.
        """
        before = self.progress(device, attachment)
        if before.whole:
            return before
        if before.offset != offset or offset + len(piece) > before.length:
            raise UploadElsewhere("the upload does not go on there")
        found = self._upload(device, attachment)
        assert found is not None
        path = found[0]
        try:
            with path.open("r+b") as file:
                file.seek(offset)
                file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            raise full(fault) from None
        now = Progress(offset + len(piece), before.length)
        if now.whole:
            self._finish(path, attachment)
        return now

    def keep(self, attachment: str, source: Iterator[bytes]) -> None:
        """Keep an attachment that comes whole (from a stick). Raises DigestMismatch, StoreFull."""
        path = self._uploads / f"stick.{attachment}"
        try:
            with path.open("wb") as file:
                for piece in source:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            path.unlink(missing_ok=True)
            raise full(fault) from None
        self._finish(path, attachment)

    def read(self, attachment: str, start: int, length: int) -> bytes:
        """A range of a whole attachment, shorter at its end. Raises NotHere."""
        with self.open(attachment) as file:
            file.seek(start)
            return file.read(length)

    def open(self, attachment: str) -> BinaryIO:
        """A whole attachment to read from. Raises NotHere."""
        try:
            return self.path(attachment).open("rb")
        except FileNotFoundError:
            raise NotHere("the attachment is not here") from None

    def sweep(self, older_than: float, named: Collection[str]) -> None:
        """Remove what was last written before this time (seconds since the epoch) and is unfinished or not ``named``."""
        kept = (path for folder in self._folder.iterdir() if len(folder.name) == 2 for path in folder.iterdir())
        for path in [*self._uploads.iterdir(), *(path for path in kept if path.name not in named)]:
            if path.stat().st_mtime < older_than:
                path.unlink(missing_ok=True)

    def _upload(self, device: str, attachment: str) -> tuple[Path, int] | None:
        for path in self._uploads.glob(f"{device}.{attachment}.*"):
            if match := _UPLOAD.match(path.name):
                return path, int(match[3])
        return None

    def _finish(self, path: Path, attachment: str) -> None:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != attachment:
            path.unlink(missing_ok=True)
            raise DigestMismatch("the attachment is not the one its id names")
        final = self.path(attachment)
        try:
            if not final.parent.is_dir():
                final.parent.mkdir(exist_ok=True)
                sync(self._folder)
            path.replace(final)
            sync(final.parent)
        except OSError as fault:
            raise full(fault) from None
