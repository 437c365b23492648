"""Checkpoints: what the hub's log was at one moment (its name, size and root), as a C2SP signed note.

Rules this module keeps (docs/spec/receipt-v1.md; C2SP tlog-checkpoint, signed-note and tlog-cosignature):

* a note has exactly the signatures of its suite, in the suite's order, all required, each under the log's own name;
* it has one encoding: its bytes must be the ones that we would write; no extension lines, since one of the signatures
  would not cover them;
* bounds come before parsing, form before signatures; nothing is believed before every signature fits;
* algorithms are named by a suite, which the hub's card names and a note cannot choose: an unknown one is refused by name.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from bundle.encoding import MAX_INTEGER
from bundle.errors import CheckpointInvalid, Malformed, TooLarge, UnknownAlgorithm
from bundle.merkle import HASH_BYTES
from bundle.times import from_seconds, to_seconds

MAX_CHECKPOINT = 8 * 1024
MAX_ORIGIN = 128
SUITE = "ed25519+ml-dsa-44"
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~:/-]*\Z")
_SIZE = re.compile(r"(?:0|[1-9][0-9]{0,15})\Z")
_DASH = "\N{EM DASH} "
_TIME_BYTES = 8
_KEY_ID_BYTES = 4
_SUBTREE = b"subtree/v1\n\x00"


@dataclass(frozen=True, slots=True)
class SignatureType:
    """One kind of note signature: ``identifier`` is what C2SP signed-note assigns to it, sizes are in bytes.

    ``timestamped`` is the form of tlog-cosignature: the time goes before the signature, and what is signed is a
    ``cosigned_message``. ``public(seed)`` gives the key of a seed (32 bytes); ``verify(key, signature, message)`` raises
    ``InvalidSignature`` or ``ValueError``.
    """

    name: str
    identifier: bytes
    key_bytes: int
    signature_bytes: int
    timestamped: bool
    public: Callable[[bytes], bytes]
    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[bytes, bytes, bytes], None]

    @property
    def blob_bytes(self) -> int:
        """How long a signature line's bytes are."""
        return _KEY_ID_BYTES + (_TIME_BYTES if self.timestamped else 0) + self.signature_bytes

    def key_id(self, origin: str, key: bytes) -> bytes:
        """Return the four bytes by which a note names a key (signed-note, "Signatures")."""
        return hashlib.sha256(origin.encode("ascii") + b"\n" + self.identifier + key).digest()[:_KEY_ID_BYTES]


def _ed25519_public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _ed25519_sign(seed: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def _ed25519_verify(key: bytes, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(key).verify(signature, message)


def _ml_dsa_44_public(seed: bytes) -> bytes:
    return MLDSA44PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()


def _ml_dsa_44_sign(seed: bytes, message: bytes) -> bytes:
    return MLDSA44PrivateKey.from_seed_bytes(seed).sign(message)


def _ml_dsa_44_verify(key: bytes, signature: bytes, message: bytes) -> None:
    MLDSA44PublicKey.from_public_bytes(key).verify(signature, message)


ED25519 = SignatureType(
    name="ed25519",
    identifier=b"\x01",
    key_bytes=32,
    signature_bytes=64,
    timestamped=False,
    public=_ed25519_public,
    sign=_ed25519_sign,
    verify=_ed25519_verify,
)
ML_DSA_44 = SignatureType(
    name="ml-dsa-44",
    identifier=b"\x06",
    key_bytes=1312,
    signature_bytes=2420,
    timestamped=True,
    public=_ml_dsa_44_public,
    sign=_ml_dsa_44_sign,
    verify=_ml_dsa_44_verify,
)
Suites = Mapping[str, Sequence[SignatureType]]
SUITES: Suites = {SUITE: (ED25519, ML_DSA_44)}  # each has at least one timestamped type: it says when


def is_origin(text: object) -> bool:
    """Say whether ``text`` can name a log: 1 to 128 ASCII characters of a URL without its scheme."""
    return isinstance(text, str) and len(text) <= MAX_ORIGIN and bool(_ORIGIN.match(text))


@dataclass(frozen=True, slots=True)
class LogCard:
    """Whose checkpoints to believe: the log's name, its suite, and the public key of each of the suite's types."""

    origin: str
    suite: str
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log of ``size`` leaves with this ``root`` (32 bytes), as its keeper signed it at ``signed_at`` of its clock."""

    origin: str
    size: int
    root: bytes
    signed_at: datetime

    def __post_init__(self) -> None:
        if not is_origin(self.origin):
            raise CheckpointInvalid("a checkpoint names its log")
        if type(self.size) is not int or not 0 <= self.size <= MAX_INTEGER or len(self.root) != HASH_BYTES:
            raise CheckpointInvalid("a checkpoint has a size and a root")

    def note(self) -> bytes:
        """Return the note's text (tlog-checkpoint): three lines."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n".encode("ascii")

    def cosigned_message(self) -> bytes:
        """Return what a timestamped signature covers (tlog-cosignature, ``cosigned_message``), signed by the log itself."""
        origin = self.origin.encode("ascii")
        named = len(origin).to_bytes(1, "big") + origin
        time, start, end = (number.to_bytes(8, "big") for number in (to_seconds(self.signed_at), 0, self.size))
        return _SUBTREE + named + time + named + start + end + self.root


def sign_checkpoint(
    checkpoint: Checkpoint, seeds: Sequence[bytes], suite: str = SUITE, suites: Suites = SUITES
) -> bytes:
    """Return the signed note; ``seeds`` are the secret keys (32 bytes each) in the suite's order."""
    lines = []
    for kind, seed in zip(_types(suite, suites), seeds, strict=True):
        key = kind.public(seed)
        time = to_seconds(checkpoint.signed_at).to_bytes(_TIME_BYTES, "big") if kind.timestamped else b""
        signature = kind.sign(seed, _message(kind, checkpoint))
        lines.append(_line(checkpoint.origin, kind.key_id(checkpoint.origin, key) + time + signature))
    return checkpoint.note() + b"\n" + b"".join(lines)


def open_checkpoint(raw: bytes, log: LogCard, suites: Suites = SUITES) -> Checkpoint:
    """Return the checkpoint if ``log`` signed it with every key of its suite.

    Raises ``TooLarge``, ``UnknownAlgorithm`` (a suite that this program does not know), ``CheckpointInvalid``.
    """
    if len(raw) > MAX_CHECKPOINT:
        raise TooLarge("a checkpoint is too long")
    types = _types(log.suite, suites)
    checkpoint, blobs = _read(raw, log, types)
    for kind, key, blob in zip(types, log.keys, blobs, strict=True):
        if blob[:_KEY_ID_BYTES] != kind.key_id(log.origin, key):
            raise CheckpointInvalid("a checkpoint is signed by another key")
        try:
            kind.verify(key, blob[-kind.signature_bytes :], _message(kind, checkpoint))
        except (InvalidSignature, ValueError):
            raise CheckpointInvalid("a signature of a checkpoint does not fit") from None
    return checkpoint


def read_unverified(raw: bytes, log: LogCard, suites: Suites = SUITES) -> Checkpoint:
    """Return what a note says **without checking a signature**. Raises as ``open_checkpoint`` does for its form."""
    if len(raw) > MAX_CHECKPOINT:
        raise TooLarge("a checkpoint is too long")
    return _read(raw, log, _types(log.suite, suites))[0]


def size_of(raw: bytes) -> int:
    """Return the size that a note claims, **unverified**: only to ask for the proofs to judge it by.

    Raises ``TooLarge``, ``CheckpointInvalid``.
    """
    if len(raw) > MAX_CHECKPOINT:
        raise TooLarge("a checkpoint is too long")
    lines = _lines(raw)
    if len(lines) < 3 or not _SIZE.match(lines[1]):
        raise CheckpointInvalid("not a checkpoint")
    return int(lines[1])


def _types(suite: str, suites: Suites) -> Sequence[SignatureType]:
    if suite not in suites:
        raise UnknownAlgorithm("a log signs with algorithms that this program does not know")
    return suites[suite]


def _read(raw: bytes, log: LogCard, types: Sequence[SignatureType]) -> tuple[Checkpoint, list[bytes]]:
    """Return what the note says, and the bytes of each of its signature lines, all of it unverified."""
    lines = _lines(raw)
    if len(lines) != 4 + len(types) or lines[3] or lines[0] != log.origin or not _SIZE.match(lines[1]):
        raise CheckpointInvalid("not a checkpoint of this log")
    size, root = int(lines[1]), _unbase64(lines[2])
    blobs = [_unbase64(line.removeprefix(f"{_DASH}{log.origin} ")) for line in lines[4:]]
    if any(len(blob) != kind.blob_bytes for kind, blob in zip(types, blobs, strict=True)):
        raise CheckpointInvalid("a signature of a checkpoint has another length")
    times = {
        int.from_bytes(blob[_KEY_ID_BYTES : _KEY_ID_BYTES + _TIME_BYTES], "big")
        for kind, blob in zip(types, blobs, strict=True)
        if kind.timestamped
    }
    if len(times) != 1:
        raise CheckpointInvalid("a checkpoint is signed at one time")
    try:
        checkpoint = Checkpoint(log.origin, size, root, from_seconds(times.pop()))
    except Malformed:
        raise CheckpointInvalid("a checkpoint is signed at no time") from None
    if checkpoint.note() + b"\n" + b"".join(_line(log.origin, blob) for blob in blobs) != raw:
        raise CheckpointInvalid("a checkpoint is written in exactly one form")
    return checkpoint, blobs


def _lines(raw: bytes) -> list[str]:
    """The lines of the note without the newline behind the last, which the rewriting proves."""
    try:
        return raw.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError:
        raise CheckpointInvalid("a checkpoint is UTF-8") from None


def _message(kind: SignatureType, checkpoint: Checkpoint) -> bytes:
    return checkpoint.cosigned_message() if kind.timestamped else checkpoint.note()


def _line(origin: str, blob: bytes) -> bytes:
    return f"{_DASH}{origin} {_base64(blob)}\n".encode()


def _unbase64(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:  # binascii.Error among them, and text that is not ASCII
        raise CheckpointInvalid("not base64") from None


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
