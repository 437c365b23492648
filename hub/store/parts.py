"""The sealed parts of bundles: files named by the SHA-256 of their own bytes.

Rules this module keeps:

* a part is written beside its place, synced, renamed into it, and the folder synced: a name that exists is a whole part;
* the digest and the size are counted while the bytes come in, and more than was announced is never written;
* what never became a part is swept away at the next start;
* the same bytes are kept once.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from bundle.errors import DigestMismatch
from hub.errors import HubDamaged, NotHere, PartDamaged, StoreFull

HEX = re.compile(r"[0-9a-f]{64}\Z")


class Incoming:
    """One part while it comes in. A context manager: what was not kept is removed."""

    def __init__(self, parts: Parts, digest: str, size: int) -> None:
        self._parts = parts
        self._digest = digest
        self._left = size
        self._hash = hashlib.sha256()
        self._path = parts.incoming / secrets.token_hex(16)
        self._file = self._path.open("xb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, piece: bytes) -> None:
        """Add bytes. Raises DigestMismatch when there are more than announced, StoreFull."""
        self._left -= len(piece)
        if self._left < 0:
            raise DigestMismatch("the sealed part is longer than its waybill says")
        self._hash.update(piece)
        try:
            self._file.write(piece)
        except OSError as fault:
            raise full(fault) from None

    def keep(self) -> None:
        """Make the part durable under its digest. Raises DigestMismatch, StoreFull."""
        if self._left != 0 or self._hash.hexdigest() != self._digest:
            raise DigestMismatch("the sealed part is not the one its waybill names")
        final = self._parts.path(self._digest)
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if not final.parent.is_dir():
                final.parent.mkdir(exist_ok=True)
                sync(final.parent.parent)
            self._path.replace(final)
            sync(final.parent)
        except OSError as fault:
            raise full(fault) from None


class Parts:
    """The folder of sealed parts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.incoming = folder / "incoming"
        self.incoming.mkdir(parents=True, exist_ok=True)

    def sweep(self, older_than: float) -> None:
        """Remove what never became a part and was last written before this time (seconds since the epoch)."""
        for path in self.incoming.iterdir():
            if path.stat().st_mtime < older_than:
                path.unlink(missing_ok=True)

    def receive(self, digest: str, size: int) -> Incoming:
        """Begin a part of ``size`` bytes with SHA-256 ``digest`` (hex)."""
        try:
            return Incoming(self, digest, size)
        except OSError as fault:
            raise full(fault) from None

    def path(self, digest: str) -> Path:
        if not HEX.match(digest):
            raise HubDamaged("not a digest")
        return self._folder / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """Give back one part, checked against its name. Raises NotHere, PartDamaged."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise NotHere("the part is not here") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise PartDamaged("a sealed part is not what it was")
        return content

    def remove(self, digest: str) -> None:
        """Let one part go; quiet when it is gone."""
        self.path(digest).unlink(missing_ok=True)


def full(fault: OSError) -> StoreFull | HubDamaged:
    """The hub's own error for a fault of its disk."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull("no room left")
    return HubDamaged("the folder of sealed parts cannot be written")


def sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name == "nt":  # Windows has no handle on a folder to sync
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
