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
from dataclasses import asdict, dataclass
from types import MappingProxyType

from bundle.encoding import MAX_INTEGER, canonical_json, strict_json
from bundle.envelopes import ED25519_ML_DSA_65, Suite, open_by, read_unverified, sign_by, suite_of
from bundle.errors import Malformed, UnknownVersion
from bundle.hub_cards import MAX_TEXT, is_fingerprint
from bundle.keys import DeviceKeys, KeyCard
from bundle.waybills import MAX_MAILBOXES, is_bundle_id, is_device_id, is_mailbox_id

PAYLOAD_TYPE = "application/vnd.guardbook.cover.v1+json"
MAX_COVER = 4 * 1024 * 1024
MAX_STATEMENTS = 2_000  # each can move a record, and all are taken in at one go
MAX_CHECKPOINT = 16 * 1024  # characters of a signed note with its two signatures, and room
SUITES = MappingProxyType({ED25519_ML_DSA_65.name: ED25519_ML_DSA_65})  # what may sign a cover of version 1
_AUDIENCE = re.compile(r"[a-z][a-z-]{0,31}\Z")
_EPOCH = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_TEXTS = ("bundle", "partnership", "sender", "purpose", "basis", "share", "share_group", "audience", "checkpoint")
_MEMBERS = {"v", "alg", "recipients", "numbers", "statements", "head", *_TEXTS}


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last statement of the sender's device: its ``epoch``, its number in it, its id."""

    epoch: str
    seq: int
    id: str

    def __post_init__(self) -> None:
        if not isinstance(self.epoch, str) or not _EPOCH.match(self.epoch) or not is_fingerprint(self.id):
            raise Malformed("a cover names the head of its sender's chain by epoch and id")
        if type(self.seq) is not int or not 0 <= self.seq <= MAX_INTEGER:
            raise Malformed("a cover's head has a number")


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
    head: ChainHead | None = None
    share_group: str = ""
    checkpoint: str = ""
    alg: str = ED25519_ML_DSA_65.name

    def __post_init__(self) -> None:
        if not is_bundle_id(self.bundle) or not is_fingerprint(self.partnership) or not is_device_id(self.sender):
            raise Malformed("a cover names its bundle, partnership and sender")
        if not all(is_mailbox_id(box) for box in self.recipients) or len(self.recipients) > MAX_MAILBOXES:
            raise Malformed("a cover's recipients are mailboxes")
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
        self._check_names()

    def _check_names(self) -> None:
        if self.share and not is_fingerprint(self.share):
            raise Malformed("a cover names a statement by 64 hex digits")
        if self.share_group and not is_bundle_id(self.share_group):
            raise Malformed("a cover names the letters it belongs with by 22 characters")
        if len(self.checkpoint) > MAX_CHECKPOINT:
            raise Malformed("a cover's checkpoint is within its bounds")

    def payload(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json(
            {
                "v": 1,
                "alg": self.alg,
                **{name: getattr(self, name) for name in _TEXTS},
                "recipients": list(self.recipients),
                "numbers": {device: list(numbered) for device, numbered in self.numbers.items()},
                "statements": list(self.statements),
                "head": asdict(self.head) if self.head else None,
            }
        )


def sign_cover(cover: Cover, keys: DeviceKeys, *, suites: Mapping[str, Suite] = SUITES) -> bytes:
    """Return ``cover`` signed by both keys of its sender."""
    return sign_by(cover.payload(), PAYLOAD_TYPE, keys, suite_of(cover.alg, suites))


def open_cover(raw: bytes, card: KeyCard, *, suites: Mapping[str, Suite] = SUITES) -> Cover:
    """Return the cover if both signatures are by ``card``; raise ``SignatureInvalid``, ``Malformed``, ``TooLarge``,
    ``UnknownVersion``, ``UnknownAlgorithm``. The form is judged before the signatures: it says which those are.
    """
    claimed = _read(read_unverified(raw, PAYLOAD_TYPE, max_bytes=MAX_COVER), suites)
    open_by(raw, PAYLOAD_TYPE, card, suite_of(claimed.alg, suites), max_bytes=MAX_COVER)
    return claimed


def _read(payload: bytes, suites: Mapping[str, Suite]) -> Cover:
    value = strict_json(payload, max_bytes=MAX_COVER, max_depth=3)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise Malformed("not a cover")
    if value["v"] != 1:
        raise UnknownVersion("a cover of an unknown version")
    if set(value) != _MEMBERS or not all(isinstance(value[name], str) for name in ("alg", *_TEXTS)):
        raise Malformed("a cover has exactly its named members")
    suite_of(value["alg"], suites)
    recipients, numbers, statements = value["recipients"], value["numbers"], value["statements"]
    if not isinstance(recipients, list) or not isinstance(numbers, dict) or not isinstance(statements, list):
        raise Malformed("a cover has exactly its named members")
    if not all(isinstance(device, str) for device in recipients):
        raise Malformed("a cover's recipients are mailboxes")
    if not all(isinstance(numbered, list) and len(numbered) == 2 for numbered in numbers.values()):
        raise Malformed("a cover's number counts from 1 and names the bundle before")
    cover = Cover(
        recipients=tuple(recipients),
        numbers={device: (numbered[0], numbered[1]) for device, numbered in numbers.items()},
        statements=tuple(statements),
        head=_head(value["head"]),
        alg=value["alg"],
        **{name: value[name] for name in _TEXTS},
    )
    if cover.payload() != payload:
        raise Malformed("a cover is written in exactly one form")
    return cover


def _head(value: object) -> ChainHead | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"epoch", "seq", "id"}:
        raise Malformed("a cover's head is epoch, number and id")
    return ChainHead(**value)


def _is_number(number: object, before: object) -> bool:
    if type(number) is not int or not 1 <= number <= MAX_INTEGER:
        return False
    return before == "" if number == 1 else is_fingerprint(before)
