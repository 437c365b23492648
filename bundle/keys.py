"""One person's keys on one computer, and the public card that stands for them in the directory.

Rules this module keeps:

* a device has three seeds of 32 bytes: Ed25519 (statements, waybills, requests), ML-DSA-65 (covers, beside Ed25519)
  and an age hybrid identity (mail sealed to it). Nothing else is stored; key objects are made from seeds when used;
* a device's id is the RFC 7638 thumbprint of its Ed25519 key as a JWK (RFC 8037), so it cannot be chosen;
* a card is checked when it is made: sizes, and no Ed25519 key of small order (whose holder could deny any signature,
  since others would fit it too). Its age recipient is checked for its form then, and wholly (``check_age``: 0.7 ms)
  before the card is admitted and each time something is sealed to it: a directory has a thousand of them;
* a card names its algorithms: each key stands under the name of its own, and another name is refused by name;
* seeds never show in ``repr`` and never in an error.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from bundle.encoding import b64u, canonical_json, unb64u
from bundle.errors import Malformed, SignatureInvalid, UnknownAlgorithm
from bundle.recipients import Identity, Recipient

SEED_BYTES = 32
SIGNING_BYTES = 32  # Ed25519 public key
COVER_BYTES = 1952  # ML-DSA-65 public key (FIPS 204)
SUITE = frozenset({"age", "ed25519", "ml-dsa-65"})  # the members of a card, each named for its algorithm
WORDS = 6
WORD_LIST = 7776  # words of the EFF's large list, six rolls of five dice
_AGE_FORM = re.compile(r"age1pq1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{1952}\Z")  # 1216 bytes and six letters of checksum
_FIELD = 2**255 - 19
_SMALL_ORDER = frozenset(  # the y coordinates of the eight points of small order, RFC 8032 encoding
    {
        0,
        1,
        _FIELD - 1,
        int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
        int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
    }
)


@dataclass(frozen=True, slots=True)
class KeyCard:
    """The public half of a device's keys, as the directory carries it.

    ``signing`` is the raw Ed25519 key (32 bytes), ``cover`` the raw ML-DSA-65 key (1952 bytes), ``age`` the
    recipient string (``age1pq1…``). A card that does not hold raises ``Malformed``.
    """

    signing: bytes
    cover: bytes
    age: str

    def __post_init__(self) -> None:
        if len(self.signing) != SIGNING_BYTES or len(self.cover) != COVER_BYTES:
            raise Malformed("a key card has a key of the wrong length")
        y = int.from_bytes(self.signing, "little") & (2**255 - 1)
        if y >= _FIELD or y in _SMALL_ORDER:
            raise Malformed("a key card has an Ed25519 key of small order or two encodings")
        check_age_form(self.age)

    def check_age(self) -> None:
        """Check the age recipient wholly, its checksum and its keys too; raise ``Malformed``."""
        Recipient.parse(self.age)

    @property
    def id(self) -> str:
        """The device id: RFC 7638 thumbprint of the signing key, 43 characters of base64url."""
        return thumbprint(self.signing)

    def verify(self, signature: bytes, message: bytes) -> None:
        """Check an Ed25519 signature (64 bytes) of this device over ``message``; raise ``SignatureInvalid``."""
        try:
            self.http_public_key().verify(signature, message)
        except InvalidSignature as bad:
            raise SignatureInvalid("the device's signature does not fit") from bad

    def http_public_key(self) -> Ed25519PublicKey:
        """The key with which this device signs HTTP messages (RFC 9421) and everything else but covers."""
        return Ed25519PublicKey.from_public_bytes(self.signing)

    def cover_public_key(self) -> MLDSA65PublicKey:
        """The post-quantum key that signs covers beside Ed25519."""
        return MLDSA65PublicKey.from_public_bytes(self.cover)

    def six_words(self, words: Sequence[str], *context: bytes) -> str:
        """Return six of the 7,776 ``words`` (EFF large list) over the whole card and ``context``, to compare by telephone.

        ``context`` binds what both sides must also agree on (partnership fingerprint, invitation token). Six words are
        77.5 bits: enough against somebody who looks for another card with the same words while the invitation lives.
        """
        if len(words) != WORD_LIST:
            raise ValueError("the word list has 7,776 words")
        parts = (b"guardbook-six-words-v1", canonical_json(self.to_json()), *context)
        framed = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        number = int.from_bytes(hashlib.sha256(framed).digest(), "big") % WORD_LIST**WORDS
        places = [number // WORD_LIST**power % WORD_LIST for power in reversed(range(WORDS))]
        return " ".join(words[place] for place in places)

    def to_json(self) -> dict[str, str]:
        """Return the card as a JSON object: ``ed25519`` and ``ml-dsa-65`` in base64url, ``age`` as it is."""
        return {"age": self.age, "ed25519": b64u(self.signing), "ml-dsa-65": b64u(self.cover)}

    @classmethod
    def from_json(cls, value: object) -> KeyCard:
        """Return the card of a parsed JSON object with exactly the members of ``to_json``.

        Raises ``UnknownAlgorithm`` for a key under another name, and ``Malformed``.
        """
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise Malformed("not a key card")
        if not set(value) <= SUITE:
            raise UnknownAlgorithm("a key card has a key of an algorithm that this program does not know")
        if set(value) != SUITE:
            raise Malformed("a key card lacks a key")
        return cls(signing=unb64u(value["ed25519"]), cover=unb64u(value["ml-dsa-65"]), age=value["age"])


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The three secret seeds of a device, 32 bytes each."""

    signing_seed: bytes = field(repr=False)
    cover_seed: bytes = field(repr=False)
    age_seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if any(len(seed) != SEED_BYTES for seed in (self.signing_seed, self.cover_seed, self.age_seed)):
            raise Malformed("a device key seed is 32 bytes")

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> DeviceKeys:
        """Return new keys from three draws of 32 bytes from ``random`` (signing, cover, age)."""
        return cls(random(SEED_BYTES), random(SEED_BYTES), random(SEED_BYTES))

    @property
    def id(self) -> str:
        """The device id (see ``KeyCard.id``)."""
        return thumbprint(self._signing_public())

    def card(self) -> KeyCard:
        """Return the public card of these keys."""
        cover = self.cover_private_key().public_key().public_bytes_raw()
        return KeyCard(self._signing_public(), cover, self.identity().recipient)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes) over ``message``."""
        return self.http_private_key().sign(message)

    def identity(self) -> Identity:
        """The age identity that opens what was sealed to this device."""
        return Identity(self.age_seed)

    def http_private_key(self) -> Ed25519PrivateKey:
        """The Ed25519 key, as the HTTP signature library takes it."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_seed)

    def cover_private_key(self) -> MLDSA65PrivateKey:
        """The ML-DSA-65 key that signs covers."""
        return MLDSA65PrivateKey.from_seed_bytes(self.cover_seed)

    def _signing_public(self) -> bytes:
        return self.http_private_key().public_key().public_bytes_raw()


def check_age_form(recipient: str) -> None:
    """Check that ``recipient`` looks like a hybrid age recipient; whether its checksum fits costs a hundred times more."""
    if not _AGE_FORM.match(recipient):
        raise Malformed("not an age recipient of the hybrid kind")


def thumbprint(signing: bytes) -> str:
    """Return the RFC 7638 thumbprint (SHA-256, base64url) of a raw Ed25519 public key."""
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{b64u(signing)}"}}'  # in the order and form that the RFC says
    return b64u(hashlib.sha256(jwk.encode("ascii")).digest())
