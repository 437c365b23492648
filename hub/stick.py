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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bundle.container import Opened, Parts, take_apart, write
from bundle.directory import MAX_PACKED
from bundle.errors import BundleError
from bundle.stored_zip import pieces_of
from bundle.waybills import parse_waybill
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
        for path in self._paths(self._folder, ".guardbundle", result):
            self._take_one(path, result)
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

    def _take_one(self, path: Path, result: TakenIn) -> None:
        try:
            with _open_plain(path) as file:
                opened = take_apart(file)
                self._intake.judge(opened.parts.waybill_envelope)
                self._keep_attachments(opened)
                taken = self._intake.take(opened.parts)
        except OSError:
            result.refused["Unreadable"] += 1
        except LetterRefused as refusal:
            result.refused[refusal.reason] += 1
        except (Refusal, BundleError) as fault:
            result.refused[type(fault).__name__] += 1
        else:
            result.fresh += int(taken.fresh)
            result.known += int(not taken.fresh)
            _write(self._folder / "receipts" / f"{taken.entry.bundle}.receipt", self._log.receipt(taken.entry))

    def _keep_attachments(self, opened: Opened) -> None:
        """Keep what a judged waybill names; the file brings all of it or none."""
        opened.check_against(parse_waybill(opened.parts.waybill_envelope))
        for row, member in zip(opened.rows, opened.attachments, strict=True):
            if self._store.attachments.size(row.id) is None:
                self._store.attachments.keep(row.id, pieces_of(opened.source, member))

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
                parts = Parts(entry.waybill, self._store.parts.read(entry.sealed_digest))
                with ExitStack() as stack:
                    rows = parse_waybill(entry.waybill).attachments
                    held = [(row.id, stack.enter_context(self._store.attachments.open(row.id))) for row in rows]
                    _write_to(path, partial(write, letter=parts, receipt=self._log.receipt(entry), attachments=held))
                result.handed_out += 1

    def _files(self, place: Path, ending: str, limit: int, result: TakenIn) -> Iterator[tuple[str, bytes]]:
        for path in self._paths(place, ending, result):
            try:
                content = _read_plain(path, limit + 1)
            except OSError:
                result.refused["Unreadable"] += 1
                continue
            if len(content) > limit:
                result.refused["NotOurs"] += 1
                continue
            yield path.name.removesuffix(ending), content

    def _paths(self, place: Path, ending: str, result: TakenIn) -> Iterator[Path]:
        if not place.is_dir() or (place != self._folder and place.is_symlink()):
            return
        try:
            names = sorted(entry.name for entry in os.scandir(place) if entry.name.endswith(ending))
        except OSError:
            raise StickUnusable("the folder cannot be read") from None
        for name in names:
            if NEUTRAL.match(name.removesuffix(ending)):
                yield place / name
            else:
                result.refused["NotOurs"] += 1


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


def _write(path: Path, content: bytes) -> None:
    _write_to(path, lambda file: file.write(content))


def _write_to(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        if path.parent.is_symlink():
            raise StickUnusable("a folder on the stick leads elsewhere")
        with temporary.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StickUnusable("the folder cannot be written") from None
