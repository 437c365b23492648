"""Waybills: the visible, signed half of a bundle, by which the hub carries what it cannot read.

Rules this module keeps:

* a waybill's digest is over its *payload*; the payload has one encoding, so a digest names one waybill;
* mailboxes are device ids or desk ids, ascending, none twice, and so are attachments; times are whole seconds;
* ``check_waybill`` is what the hub and every reader run, in the numbered order of docs/spec/bundle-v1.md:
  (0) size (1) form (2) partnership, sender in the directory and not withdrawn (3) signature;
* nothing in a waybill says what a bundle is about.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from bundle.directory import Directory
from bundle.encoding import canonical_json, strict_json
from bundle.envelopes import ED25519, Suite, open_by, read_unverified, sign_by, suite_of
from bundle.errors import Malformed, UnknownVersion, WrongPartnership
from bundle.hub_cards import is_fingerprint
from bundle.keys import DeviceKeys
from bundle.times import from_seconds, to_seconds, whole_seconds

PAYLOAD_TYPE = "application/vnd.guardbook.waybill.v1+json"
MAX_WAYBILL = 64 * 1024
MAX_SEALED = 64 * 1024 * 1024
MAX_MAILBOXES = 500
MAX_ATTACHMENTS = 64
MAX_ATTACHMENT = 2 * 1024 * 1024 * 1024
SUITES = MappingProxyType({ED25519.name: ED25519})  # what may sign a waybill of version 1
_TEXTS = ("partnership", "bundle", "sender", "sealed_digest")
_MEMBERS = {"v", "alg", *_TEXTS, "mailboxes", "attachments", "sealed_size", "written_at"}
_BUNDLE_ID = re.compile(r"[A-Za-z0-9_-]{22}\Z")  # 128 bits
_DEVICE_ID = re.compile(r"[A-Za-z0-9_-]{43}\Z")  # a thumbprint, 256 bits


def is_bundle_id(value: object) -> bool:
    """Say whether ``value`` has the form of a bundle id: 22 characters of base64url."""
    return isinstance(value, str) and bool(_BUNDLE_ID.match(value))


def is_device_id(value: object) -> bool:
    """Say whether ``value`` has the form of a device id: 43 characters of base64url."""
    return isinstance(value, str) and bool(_DEVICE_ID.match(value))


def is_mailbox_id(value: object) -> bool:
    """Say whether ``value`` has the form of a mailbox id: a device's (43 characters) or a desk's or team's (22)."""
    return is_device_id(value) or is_bundle_id(value)


@dataclass(frozen=True, slots=True, order=True)
class AttachmentRow:
    """An attachment that travels with a bundle: the SHA-256, hex, of its ciphertext, and how many bytes that has."""

    id: str
    size: int

    def __post_init__(self) -> None:
        if not is_fingerprint(self.id):
            raise Malformed("an attachment is named by 64 hex digits")
        if type(self.size) is not int or not 1 <= self.size <= MAX_ATTACHMENT:
            raise Malformed("an attachment is within its bounds")


@dataclass(frozen=True, slots=True)
class Waybill:
    """What a waybill says. A field that the format does not allow raises ``Malformed`` when it is made.

    ``sealed_digest`` is the SHA-256, hex, of the sealed part, ``sealed_size`` its bytes; ``written_at`` is aware and
    by the sender's clock.
    """

    partnership: str
    bundle: str
    sender: str
    mailboxes: tuple[str, ...]
    sealed_digest: str
    sealed_size: int
    written_at: datetime
    attachments: tuple[AttachmentRow, ...] = ()
    alg: str = ED25519.name

    def __post_init__(self) -> None:
        if not is_fingerprint(self.partnership) or not is_fingerprint(self.sealed_digest):
            raise Malformed("a waybill names its partnership and sealed part by 64 hex digits")
        if not is_bundle_id(self.bundle) or not is_device_id(self.sender):
            raise Malformed("a waybill has a bundle id and a sender")
        if not 1 <= len(self.mailboxes) <= MAX_MAILBOXES or not all(is_mailbox_id(box) for box in self.mailboxes):
            raise Malformed("a waybill has mailboxes, and not too many")
        if list(self.mailboxes) != sorted(set(self.mailboxes)):
            raise Malformed("mailboxes are ascending and none is there twice")
        if type(self.sealed_size) is not int or not 1 <= self.sealed_size <= MAX_SEALED:
            raise Malformed("a sealed part is within its bounds")
        ids = [row.id for row in self.attachments]
        if len(ids) > MAX_ATTACHMENTS or ids != sorted(set(ids)):
            raise Malformed("attachments are ascending, none is there twice, and there are not too many")
        object.__setattr__(self, "written_at", whole_seconds(self.written_at))

    def payload(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json(
            {
                "v": 1,
                "alg": self.alg,
                "partnership": self.partnership,
                "bundle": self.bundle,
                "sender": self.sender,
                "mailboxes": list(self.mailboxes),
                "sealed_digest": self.sealed_digest,
                "sealed_size": self.sealed_size,
                "attachments": [{"id": row.id, "size": row.size} for row in self.attachments],
                "written_at": to_seconds(self.written_at),
            }
        )

    @property
    def digest(self) -> str:
        """SHA-256, hex, of the payload: what receipts and later covers name this bundle by."""
        return hashlib.sha256(self.payload()).hexdigest()


def make_waybill(waybill: Waybill, keys: DeviceKeys, *, suites: Mapping[str, Suite] = SUITES) -> bytes:
    """Return ``waybill`` signed by ``keys``, which must be its sender's (``ValueError``)."""
    if keys.id != waybill.sender:
        raise ValueError("a waybill is signed by its sender")
    return sign_by(waybill.payload(), PAYLOAD_TYPE, keys, suite_of(waybill.alg, suites))


def parse_waybill(raw: bytes, *, suites: Mapping[str, Suite] = SUITES) -> Waybill:
    """Steps 0 and 1: return what ``raw`` says, **unverified**.

    Raises ``TooLarge``, ``Malformed``, ``UnknownVersion`` or ``UnknownAlgorithm``.
    """
    return _read(read_unverified(raw, PAYLOAD_TYPE, max_bytes=MAX_WAYBILL), suites)


def check_waybill(
    raw: bytes,
    directory: Directory,
    now: datetime,
    *,
    index: int | None = None,
    suites: Mapping[str, Suite] = SUITES,
) -> Waybill:
    """Steps 0 to 3: return the verified waybill.

    ``now`` is the time at which the sender is judged: the hub's clock, or the received time of its receipt, whose log
    index is then ``index``. Raises ``UnknownAlgorithm``, ``TooLarge``, ``Malformed``, ``UnknownVersion``, ``WrongPartnership``, ``UnknownSender``, ``SenderRevoked`` or
    ``SignatureInvalid``. The hub then compares digest and size while the sealed part streams in.
    """
    claimed = parse_waybill(raw, suites=suites)
    if claimed.partnership != directory.partnership:
        raise WrongPartnership("the waybill is of another partnership")
    sender = directory.sender(claimed.sender, now, index)
    open_by(raw, PAYLOAD_TYPE, sender.card, suite_of(claimed.alg, suites), max_bytes=MAX_WAYBILL)
    return claimed


def _read(payload: bytes, suites: Mapping[str, Suite]) -> Waybill:
    value = strict_json(payload, max_bytes=MAX_WAYBILL, max_depth=3)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise Malformed("not a waybill")
    if value["v"] != 1:
        raise UnknownVersion("a waybill of an unknown version")
    if set(value) != _MEMBERS or not all(isinstance(value[name], list) for name in ("mailboxes", "attachments")):
        raise Malformed("a waybill has exactly its named members")
    if not all(isinstance(text, str) for text in (value["alg"], *(value[name] for name in _TEXTS))):
        raise Malformed("a waybill has a name that is not text")
    suite_of(value["alg"], suites)
    if not all(isinstance(box, str) for box in value["mailboxes"]):
        raise Malformed("a waybill has mailboxes that are not ids")
    waybill = Waybill(
        partnership=value["partnership"],
        bundle=value["bundle"],
        sender=value["sender"],
        mailboxes=tuple(value["mailboxes"]),
        sealed_digest=value["sealed_digest"],
        sealed_size=value["sealed_size"],
        written_at=from_seconds(value["written_at"]),
        attachments=tuple(_attachment(row) for row in value["attachments"]),
        alg=value["alg"],
    )
    if waybill.payload() != payload:
        raise Malformed("a waybill is written in exactly one form")
    return waybill


def _attachment(value: object) -> AttachmentRow:
    if not isinstance(value, dict) or set(value) != {"id", "size"}:
        raise Malformed("an attachment of a waybill has an id and a size")
    return AttachmentRow(value["id"], value["size"])
