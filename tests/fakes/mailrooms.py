"""A mailroom that keeps its letters in memory, and judges them with the real checks."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from bundle.checkpoints import open_checkpoint
from bundle.container import unpack
from bundle.directory import (
    Directory,
    partnership_of,
    unpack_directory,
    verify_directory,
)
from bundle.errors import BundleError, DigestMismatch, DirectoryRollback
from bundle.keys import DeviceKeys
from bundle.letters import Letter, OpenedLetter, open_letter
from bundle.receipts import open_receipt
from bundle.waybills import AttachmentRow, parse_waybill
from desktop.domain.statements import Changes
from desktop.services.stored import LetterState, OutgoingLetter
from tests.fakes.area import Area, HandClock

LETTERS = Changes(families=frozenset({"letter"}))


@dataclass(frozen=True, slots=True)
class Address:
    url: str
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    bundle: str
    fresh: bool
    set_aside: str = ""
    changes: Changes = LETTERS


@dataclass(frozen=True, slots=True)
class Judged:
    fresh: bool
    ours_is_newer: bool = False
    problem: str = ""
    changes: Changes = field(default_factory=Changes)


class FakeMailroom:
    """One device's outbox, inbox and directory."""

    def __init__(self, area: Area, keys: DeviceKeys, url: str, *, certificate: str = "", joined: bool = True) -> None:
        self.keys = keys
        self.clock: HandClock = area.clock
        self.address: Address | None = Address(url, certificate)
        self.outbox: dict[str, OutgoingLetter] = {}
        self.state: dict[str, LetterState] = {}
        self.reasons: dict[str, str] = {}
        self.receipts: dict[str, bytes] = {}
        self.attempts: dict[str, int] = {}
        self.inbox: dict[str, OpenedLetter] = {}
        self.held: dict[str, str] = {}
        self.position = 0
        self.attachments: dict[str, bytes] = {}
        self.coming: dict[str, bytes] = {}
        self.packed: bytes | None = area.packed if joined else None
        self.partnership = area.partnership
        self.reached_at: tuple[datetime, float] | None = None

    def write(self, letter: Letter) -> str:
        bundle = letter.waybill.bundle
        self.outbox[bundle] = OutgoingLetter(
            bundle=bundle,
            share="share",
            audience="desk",
            to="Ashmere MASH",
            recipients=letter.waybill.mailboxes,
            waybill=letter.waybill_envelope,
            sealed=letter.sealed,
            waybill_digest=letter.waybill.digest,
            written_at=letter.waybill.written_at,
        )
        self.state[bundle] = LetterState.SEALED
        return bundle

    # the port

    def mailboxes(self) -> tuple[str, ...]:
        return (self.keys.id,)

    def hub(self) -> Address | None:
        return self.address

    def waiting(self) -> tuple[str, ...]:
        return tuple(
            bundle for bundle, state in self.state.items() if state in (LetterState.SEALED, LetterState.CARRIED)
        )

    def letter(self, bundle: str) -> OutgoingLetter | None:
        return self.outbox.get(bundle)

    def attempted(self, bundle: str) -> None:
        self.attempts[bundle] = self.attempts.get(bundle, 0) + 1

    def delivered(self, bundle: str, receipt: bytes) -> Changes:
        opened = open_receipt(receipt, self._directory().hub)
        opened.check_for(self.outbox[bundle].waybill_digest)
        self.receipts[bundle] = receipt
        self.state[bundle] = LetterState.DELIVERED
        return LETTERS

    def set_aside(self, bundle: str, reason: str) -> Changes:
        self.state[bundle] = LetterState.SET_ASIDE
        self.reasons[bundle] = reason
        return LETTERS

    def carried(self, bundle: str) -> Changes:
        self.state[bundle] = LetterState.CARRIED
        return LETTERS

    def cursor(self) -> int:
        return self.position

    def advance(self, index: int) -> None:
        self.position = index

    def known(self, bundle: str) -> bool:
        here = self.inbox.get(bundle)
        return bundle in self.held or (here is not None and here.receipt is not None)

    def take_in(self, container: bytes, name: str) -> Taken:
        try:
            opened = open_letter(container, keys=self.keys, directory=self._directory(), now=self.clock.now())
        except BundleError as fault:
            fresh = name not in self.held
            self.held[name] = type(fault).__name__
            return Taken(name, fresh, type(fault).__name__)
        fresh = opened.waybill.bundle not in self.inbox
        self.inbox[opened.waybill.bundle] = opened
        self.held.pop(opened.waybill.bundle, None)
        return Taken(opened.waybill.bundle, fresh)

    def disputed(self) -> str:
        return ""

    def wanted(self) -> tuple[int, ...]:
        return ()

    def witness(self, note: bytes, paths: Mapping[int, Sequence[bytes] | None]) -> Changes:
        assert not paths
        open_checkpoint(note, self._directory().hub.log)
        return Changes()

    def sealed_attachment(self, attachment: str) -> BinaryIO | None:
        found = self.attachments.get(attachment)
        return None if found is None else io.BytesIO(found)

    def attachments_to_come(self) -> tuple[AttachmentRow, ...]:
        named = {row for opened in self.inbox.values() for row in opened.waybill.attachments}
        return tuple(sorted(row for row in named if row.id not in self.attachments))

    def attachment_coming(self, attachment: str) -> int:
        return len(self.coming.get(attachment, b""))

    def take_piece(self, row: AttachmentRow, offset: int, piece: bytes) -> Changes:
        assert offset == self.attachment_coming(row.id)
        self.coming[row.id] = self.coming.get(row.id, b"") + piece
        if len(self.coming[row.id]) == row.size:
            whole = self.coming.pop(row.id)
            if hashlib.sha256(whole).hexdigest() != row.id:
                raise DigestMismatch("not the attachment")
            self.attachments[row.id] = whole
        return LETTERS

    def directory(self) -> bytes | None:
        return self.packed

    def adopt_directory(self, packed: bytes) -> Judged:
        now = self.clock.now()
        try:
            files = unpack_directory(packed)
            trusted = unpack_directory(self.packed) if self.packed is not None else self.partnership
            verify_directory(files, trusted=trusted, now=now, allow_expired_timestamp=True, require_hub=False)
        except DirectoryRollback:
            return Judged(fresh=False, ours_is_newer=True)
        except BundleError as fault:
            return Judged(fresh=False, problem=type(fault).__name__)
        fresh = packed != self.packed
        self.packed = packed
        return Judged(fresh=fresh)

    def reached(self, at: datetime, skew_seconds: float) -> Changes:
        self.reached_at = (at, skew_seconds)
        return LETTERS

    def _directory(self) -> Directory:
        assert self.packed is not None
        files = unpack_directory(self.packed)
        return verify_directory(
            files, trusted=partnership_of(files), now=self.clock.now(), allow_expired=True, require_hub=False
        )


def bundle_of(container: bytes) -> str:
    return parse_waybill(unpack(container).waybill_envelope).bundle
