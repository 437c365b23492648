"""Taking in a stick at the hub: the same files and the same steps as over the wire.

Rules this module keeps:

* each file is alone in its fate: one that cannot be taken in is counted by its reason, and the next one is tried;
* what was taken in gets its receipt beside it, in ``receipts/``, and nothing is ever deleted from the stick;
* the directory on the stick is taken if it follows, and the one in force is written back;
* on request the letters that wait in mailboxes are written out too, so that an answer can go the same way home;
* only plain files in plain folders: a stick's links, pipes and devices are never followed, read or written through.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bundle.container import MAX_CONTAINER, Parts, pack, unpack
from bundle.directory import MAX_PACKED
from bundle.errors import BundleError
from hub.errors import LetterRefused, NoDirectory, Refusal, StickUnusable
from hub.intake import Intake
from hub.log import Log
from hub.membership import Membership
from hub.store import Store, ledger

NEUTRAL = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
PAGE = 200


@dataclass(slots=True)
class TakenIn:
    """What a stick brought. ``refused`` counts by the reason's name."""

    fresh: int = 0
    known: int = 0
    directories: int = 0
    handed_out: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class Stick:
    """A folder on a stick, at the hub."""

    def __init__(self, folder: Path, store: Store, membership: Membership, intake: Intake, log: Log) -> None:
        self._folder = folder
        self._store = store
        self._membership = membership
        self._intake = intake
        self._log = log

    def take_in(self, *, hand_out: bool = False) -> TakenIn:
        """Take in what the stick holds and write back receipts and the directory. Raises StickUnusable, StoreFull."""
        if not self._folder.is_dir():
            raise StickUnusable("the folder is not there")
        result = TakenIn()
        self._directories(result)
        for _, container in self._files(self._folder, ".guardbundle", MAX_CONTAINER, result):
            self._take_one(container, result)
        if hand_out:
            self._hand_out(result)
        return result

    def _directories(self, result: TakenIn) -> None:
        before = self._membership.current()
        for _, packed in self._files(self._folder / "directory", ".guarddirectory", MAX_PACKED, result):
            try:
                self._membership.adopt(packed)
            except BundleError as fault:
                result.refused[type(fault).__name__] += 1
        after = self._membership.current()
        result.directories = (after.number if after else 0) - (before.number if before else 0)
        try:
            packed = self._membership.hand_out()
        except NoDirectory:
            return
        _write(self._folder / "directory" / f"{hashlib.sha256(packed).hexdigest()}.guarddirectory", packed)

    def _take_one(self, container: bytes, result: TakenIn) -> None:
        try:
            parts = unpack(container)
            taken = self._intake.take(parts)
        except LetterRefused as refusal:
            result.refused[refusal.reason] += 1
        except (Refusal, BundleError) as fault:
            result.refused[type(fault).__name__] += 1
        else:
            result.fresh += int(taken.fresh)
            result.known += int(not taken.fresh)
            _write(self._folder / "receipts" / f"{taken.entry.bundle}.receipt", self._log.receipt(taken.entry))

    def _hand_out(self, result: TakenIn) -> None:
        """Write out what some recipient has not acknowledged."""
        safe = {word.device: word.upto for word in self._store.ask(ledger.acknowledged)}
        after = 0
        while entries := self._store.ask(partial(ledger.addressed_after, after=after, limit=PAGE)):
            for entry, devices in entries:
                after = entry.position
                if entry.expired_at is not None or all(safe.get(device, 0) >= entry.position for device in devices):
                    continue
                path = self._folder / f"{entry.bundle}.guardbundle"
                if os.path.lexists(path):
                    continue
                sealed = self._store.parts.read(entry.sealed_digest)
                _write(path, pack(Parts(entry.waybill, sealed), self._log.receipt(entry)))
                result.handed_out += 1

    def _files(self, place: Path, ending: str, limit: int, result: TakenIn) -> Iterator[tuple[str, bytes]]:
        if not place.is_dir() or (place != self._folder and place.is_symlink()):
            return
        try:
            names = sorted(entry.name for entry in os.scandir(place) if entry.name.endswith(ending))
        except OSError:
            raise StickUnusable("the folder cannot be read") from None
        for name in names:
            try:
                content = _read_plain(place / name, limit + 1)
            except OSError:
                result.refused["Unreadable"] += 1
                continue
            if len(content) > limit or not NEUTRAL.match(name.removesuffix(ending)):
                result.refused["NotOurs"] += 1
                continue
            yield name.removesuffix(ending), content


def _read_plain(path: Path, most: int) -> bytes:
    """Read at most so many bytes of a plain file. Raises OSError for anything else, without waiting for it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a plain file")
        return file.read(most)


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        if path.parent.is_symlink():
            raise StickUnusable("a folder on the stick leads elsewhere")
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StickUnusable("the folder cannot be written") from None
