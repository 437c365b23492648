"""A letter from outside: what its waybill and receipt say, and what of it can be checked without opening it.

Rules this module keeps:

* steps are those of docs/spec/bundle-v1.md, in their order; each is held, failed, or not checked, and says why;
* without a directory file nobody vouches for anything: form and digests are checked, and the rest is said to be unchecked;
* a directory file is trusted for the partnership that the letter names; its fingerprint is shown, to be compared with what
  an administrator says, or is pinned from the start and then nothing of another partnership holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from bundle import container
from bundle.container import Opened
from bundle.directory import MAX_PACKED, Directory, unpack_directory, verify_directory
from bundle.errors import BundleError, DigestMismatch, Malformed, TooLarge, WrongPartnership
from bundle.receipts import Leaf, Receipt, open_receipt, read_leaf
from bundle.tlog_proof import read_proof
from bundle.waybills import Waybill, check_waybill, parse_waybill
from desktop.command_line.errors import FileUnreadable


@dataclass(frozen=True, slots=True)
class Step:
    """One check. ``state`` is ``holds``, ``fails`` or ``not checked``; ``error`` is the class name of what failed."""

    name: str
    state: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is written on a letter, unverified. ``leaf`` and ``index`` are the receipt's, None without one."""

    waybill: Waybill
    sealed_as_said: bool
    leaf: Leaf | None
    index: int | None
    brings: int  # attachments that the file brings


@dataclass(slots=True)
class Checked:
    """The steps of a verification, and what vouched for them."""

    steps: list[Step] = field(default_factory=list)
    partnership: str = ""
    sender: str = ""
    receipt: Receipt | None = None

    @property
    def holds(self) -> bool:
        return all(step.state != "fails" for step in self.steps)


@contextmanager
def taken_apart(path: Path) -> Iterator[Opened]:
    """The parts of a letter's file, while it is open. Raises ``FileUnreadable``, ``Malformed``, ``TooLarge``."""
    try:
        file = path.open("rb")
    except OSError as fault:
        raise FileUnreadable("the file cannot be read") from fault
    with file:
        try:
            yield container.take_apart(file)
        except OSError as fault:
            raise FileUnreadable("the file cannot be read") from fault


def look(opened: Opened) -> Seen:
    """Read waybill and receipt, unverified. Raises ``BundleError``."""
    waybill = parse_waybill(opened.parts.waybill_envelope)
    leaf = index = None
    if opened.parts.receipt is not None:
        proof = read_proof(opened.parts.receipt)
        leaf, index = read_leaf(proof.extra), proof.index
    return Seen(waybill, _as_said(opened, waybill), leaf, index, len(opened.attachments))


def read_directory(path: Path, partnership: str, now: datetime) -> Directory:
    """The directory of a file, verified for ``partnership``. One that has run out still says who was in it.

    Raises ``FileUnreadable`` and ``BundleError``.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_PACKED + 1)
    except OSError as fault:
        raise FileUnreadable("the file cannot be read") from fault
    if len(raw) > MAX_PACKED:
        raise TooLarge("the directory file is too long")
    return verify_directory(unpack_directory(raw), trusted=partnership, now=now, allow_expired=True, require_hub=False)


def check(opened: Opened, directory_file: Path | None, now: datetime, partnership: str = "") -> Checked:
    """Make every check that needs no key; ``partnership`` is the one it must be of, "" for the one it names. Raises ``FileUnreadable`` when the directory file cannot be read."""
    checked = Checked()
    waybill: Waybill | None = None
    with _step(checked, "waybill"):
        waybill = parse_waybill(opened.parts.waybill_envelope)
    if waybill is None:
        return checked
    checked.partnership = waybill.partnership
    if partnership:
        with _step(checked, "partnership"):
            if waybill.partnership != partnership:
                raise WrongPartnership("the letter names another partnership than the one that was pinned")
    if directory_file is None:
        names = (
            ("directory", "receipt", "sender and signature")
            if opened.parts.receipt
            else ("directory", "sender and signature")
        )
        checked.steps += [Step(name, "not checked") for name in names]
    else:
        _vouched(checked, opened, waybill, directory_file, now)
    with _step(checked, "sealed part"):
        if not _as_said(opened, waybill):
            raise DigestMismatch("the sealed part is not the one the waybill names")
    if waybill.attachments:
        _attachments(checked, opened, waybill)
    checked.steps.append(Step("what is inside", "not checked"))
    return checked


def _vouched(checked: Checked, opened: Opened, waybill: Waybill, directory_file: Path, now: datetime) -> None:
    directory: Directory | None = None
    with _step(checked, "directory"):
        directory = read_directory(directory_file, waybill.partnership, now)
    if directory is None:
        return
    if opened.parts.receipt is not None:
        with _step(checked, "receipt"):
            opened_receipt = open_receipt(opened.parts.receipt, directory.hub)
            opened_receipt.check_for(waybill.digest)
            checked.receipt = opened_receipt
    with _step(checked, "sender and signature"):
        envelope, receipt = opened.parts.waybill_envelope, checked.receipt
        if receipt is None:
            check_waybill(envelope, directory, now)
        else:
            check_waybill(envelope, directory, receipt.received_at, index=receipt.index)
        entry = directory.device(waybill.sender)
        checked.sender = f"{entry.person}, {directory.organisations[entry.organisation].name}"


def _attachments(checked: Checked, opened: Opened, waybill: Waybill) -> None:
    if not opened.attachments:
        checked.steps.append(Step("attachments", "not checked"))
        return
    with _step(checked, "attachments"):
        opened.check_against(waybill)
        for row in waybill.attachments:
            opened.copy(row.id, _Nowhere())


@contextmanager
def _step(checked: Checked, name: str) -> Iterator[None]:
    try:
        yield
    except BundleError as bad:
        checked.steps.append(Step(name, "fails", type(bad).__name__))
    else:
        checked.steps.append(Step(name, "holds"))


def _as_said(opened: Opened, waybill: Waybill) -> bool:
    sealed = opened.parts.sealed
    return len(sealed) == waybill.sealed_size and hashlib.sha256(sealed).hexdigest() == waybill.sealed_digest


class _Nowhere(BytesIO):
    """Takes what only its digest is wanted of."""

    def write(self, piece: object) -> int:
        if not isinstance(piece, bytes | bytearray | memoryview):
            raise Malformed("not bytes")
        return len(piece)
