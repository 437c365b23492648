"""Covers: the signed sheet inside a sealed letter that says who wrote to whom, why, and which statements it hands on.

Rules this module keeps:

* a cover is signed by Ed25519 *and* ML-DSA-65, both required: it is what proves authorship for a lifetime;
* it names the bundle, sender and recipients that the waybill names outside (no surreptitious forwarding), and the
  SHA-256 of each statement as handed on (only the sender may leave a field out);
* ``numbers`` has exactly the recipients; a recipient who misses a number knows that a letter was withheld.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bundle.encoding import MAX_INTEGER, canonical_json, strict_json
from bundle.envelopes import open_envelope, sign
from bundle.errors import Malformed, UnknownVersion
from bundle.hub_cards import MAX_TEXT, is_fingerprint
from bundle.keys import DeviceKeys, KeyCard
from bundle.waybills import MAX_MAILBOXES, is_bundle_id, is_device_id

PAYLOAD_TYPE = "application/vnd.guardbook.cover.v0+json"
MAX_COVER = 4 * 1024 * 1024
MAX_STATEMENTS = 2_000  # each can move a record, and all are taken in at one go
_AUDIENCE = re.compile(r"[a-z][a-z-]{0,31}\Z")
_TEXTS = ("bundle", "partnership", "sender", "purpose", "basis", "share", "audience", "head")
_MEMBERS = {"v", "recipients", "numbers", "statements", *_TEXTS}


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says; see ``LetterContents``. ``statements`` are SHA-256, hex, in the order handed on."""

    bundle: str
    partnership: str
    sender: str
    recipients: tuple[str, ...]
    purpose: str
    basis: str
    share: str
    audience: str
    numbers: Mapping[str, tuple[int, str]]
    statements: tuple[str, ...]
    head: str

    def __post_init__(self) -> None:
        if not is_bundle_id(self.bundle) or not is_fingerprint(self.partnership) or not is_device_id(self.sender):
            raise Malformed("a cover names its bundle, partnership and sender")
        if not all(is_device_id(device) for device in self.recipients) or len(self.recipients) > MAX_MAILBOXES:
            raise Malformed("a cover's recipients are devices")
        if not self.recipients or list(self.recipients) != sorted(set(self.recipients)):
            raise Malformed("recipients are ascending and none is there twice")
        if set(self.numbers) != set(self.recipients):
            raise Malformed("a cover numbers exactly its recipients")
        if not all(_is_number(*numbered) for numbered in self.numbers.values()):
            raise Malformed("a cover's number counts from 1 and names the bundle before")
        if (
            not self.statements
            or len(self.statements) > MAX_STATEMENTS
            or not all(map(is_fingerprint, self.statements))
        ):
            raise Malformed("a cover names its statements by their digests")
        if len(self.purpose) > MAX_TEXT or len(self.basis) > MAX_TEXT or not _AUDIENCE.match(self.audience):
            raise Malformed("a cover's words are within their bounds")
        if any(name and not is_fingerprint(name) for name in (self.share, self.head)):
            raise Malformed("a cover names a statement by 64 hex digits")

    def payload(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json(
            {
                "v": 0,
                **{name: getattr(self, name) for name in _TEXTS},
                "recipients": list(self.recipients),
                "numbers": {device: list(numbered) for device, numbered in self.numbers.items()},
                "statements": list(self.statements),
            }
        )


def sign_cover(cover: Cover, keys: DeviceKeys) -> bytes:
    """Return ``cover`` signed by both keys of its sender."""
    return sign(cover.payload(), PAYLOAD_TYPE, keys, post_quantum=True)


def open_cover(raw: bytes, card: KeyCard) -> Cover:
    """Return the cover if both signatures are by ``card``; raise ``SignatureInvalid``, ``Malformed``, ``TooLarge``,
    ``UnknownVersion``.
    """
    return _read(open_envelope(raw, PAYLOAD_TYPE, card, post_quantum=True, max_bytes=MAX_COVER))


def _read(payload: bytes) -> Cover:
    value = strict_json(payload, max_bytes=MAX_COVER, max_depth=3)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise Malformed("not a cover")
    if value["v"] != 0:
        raise UnknownVersion("a cover of an unknown version")
    if set(value) != _MEMBERS or not all(isinstance(value[name], str) for name in _TEXTS):
        raise Malformed("a cover has exactly its named members")
    recipients, numbers, statements = value["recipients"], value["numbers"], value["statements"]
    if not isinstance(recipients, list) or not isinstance(numbers, dict) or not isinstance(statements, list):
        raise Malformed("a cover has exactly its named members")
    if not all(isinstance(device, str) for device in recipients):
        raise Malformed("a cover's recipients are devices")
    if not all(isinstance(numbered, list) and len(numbered) == 2 for numbered in numbers.values()):
        raise Malformed("a cover's number counts from 1 and names the bundle before")
    cover = Cover(
        recipients=tuple(recipients),
        numbers={device: (numbered[0], numbered[1]) for device, numbered in numbers.items()},
        statements=tuple(statements),
        **{name: value[name] for name in _TEXTS},
    )
    if cover.payload() != payload:
        raise Malformed("a cover is written in exactly one form")
    return cover


def _is_number(number: object, before: object) -> bool:
    if type(number) is not int or not 1 <= number <= MAX_INTEGER:
        return False
    return before == "" if number == 1 else is_fingerprint(before)
