"""age identities and recipients: their strings, and how each wraps a file key (https://c2sp.org/age).

Rules this module keeps:

* strings are Bech32 as in BIP 173, without its length limit, all lower or all upper case;
* what Guardbook makes is the hybrid type alone (``mlkem768x25519``: HPKE with ML-KEM-768 and X25519, so that a record
  stays closed even if one of the two is broken); X25519 files are only ever *read*, to stay tryable with other tools;
* a stanza that is ours by name but not exactly of the specified shape is refused (``HeaderDamaged``), never skipped.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bundle.encoding import b64, unb64
from bundle.errors import HeaderDamaged, Malformed

FILE_KEY_BYTES = 16
HYBRID = "mlkem768x25519"
X25519 = "X25519"
KNOWN = frozenset({HYBRID, X25519, "scrypt"})  # types that age files have; others are told apart from "not for us"
_HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
_X25519_INFO = b"age-encryption.org/v1/X25519"
_ENC_BYTES = 1120
_MLKEM_PUBLIC_BYTES = 1184
_HYBRID_PUBLIC_BYTES = 1216
_WRAPPED_BYTES = FILE_KEY_BYTES + 16
_SHARE_BYTES = {HYBRID: _ENC_BYTES, X25519: 32}
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_TO_DIGITS = str.maketrans(_CHARSET, "0123456789abcdefghijklmnopqrstuv")
_FROM_RFC4648 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _CHARSET)
_VALUES = {letter: value for value, letter in enumerate(_CHARSET)}
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


@dataclass(frozen=True, slots=True)
class Stanza:
    """One recipient stanza of an age header: its arguments (type first) and its body."""

    arguments: tuple[str, ...]
    body: bytes

    def check(self) -> None:
        """Refuse (``HeaderDamaged``) a stanza of a type we know that is not exactly of that type's shape."""
        share_bytes = _SHARE_BYTES.get(self.arguments[0])
        if share_bytes is None:
            return
        if len(self.arguments) != 2 or len(self.body) != _WRAPPED_BYTES:
            raise HeaderDamaged("a recipient stanza has the wrong number of arguments, or a body of the wrong length")
        try:
            share = unb64(self.arguments[1])
        except Malformed as bad:
            raise HeaderDamaged("a recipient stanza's key share is not base64") from bad
        if len(share) != share_bytes:
            raise HeaderDamaged("a recipient stanza's key share has the wrong length")


@dataclass(frozen=True, slots=True)
class Identity:
    """A secret 32-byte age identity; ``hybrid`` or, for reading only, plain X25519."""

    seed: bytes = field(repr=False)
    hybrid: bool = True

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise Malformed("an age identity is 32 bytes")

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> Identity:
        """Return a new hybrid identity from 32 bytes of ``random``."""
        return cls(random(32))

    @classmethod
    def parse(cls, text: str) -> Identity:
        """Return the identity of an ``AGE-SECRET-KEY-PQ-1…`` or ``AGE-SECRET-KEY-1…`` string."""
        prefix, raw = bech32_decode(text)
        if prefix not in ("age-secret-key-pq-", "age-secret-key-") or len(raw) != 32 or text != text.upper():
            raise Malformed("not an age identity")
        return cls(raw, hybrid=prefix == "age-secret-key-pq-")

    def __str__(self) -> str:
        return "age identity (secret)"

    def secret_text(self) -> str:
        """Return the identity as other age tools read it. The text is the secret itself."""
        return bech32_encode("age-secret-key-pq-" if self.hybrid else "age-secret-key-", self.seed).upper()

    @property
    def recipient(self) -> str:
        """The public string others seal to: ``age1pq1…`` (or ``age1…`` for X25519)."""
        if not self.hybrid:
            return bech32_encode("age", _x25519_public(self.seed))
        kem, curve = self._hybrid_keys()
        public = kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return bech32_encode("age1pq", public)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the 16-byte file key, or None where the stanza is for somebody else."""
        kind = HYBRID if self.hybrid else X25519
        if stanza.arguments[0] != kind:
            return None
        stanza.check()
        share = unb64(stanza.arguments[1])
        try:
            return self._open_hybrid(share, stanza.body) if self.hybrid else self._open_x25519(share, stanza.body)
        except InvalidTag:
            return None

    def _open_hybrid(self, share: bytes, body: bytes) -> bytes:
        kem, curve = self._hybrid_keys()
        try:
            return _suite().decrypt(share + body, hpke.MLKEM768X25519PrivateKey(kem, curve), info=_HYBRID_INFO)
        except InvalidTag:
            _shared_secret(curve, share[-32:])  # says so where the library hides a share of low order
            raise

    def _open_x25519(self, share: bytes, body: bytes) -> bytes:
        secret = _shared_secret(x25519.X25519PrivateKey.from_private_bytes(self.seed), share)
        salt = share + _x25519_public(self.seed)
        wrap_key = HKDF(hashes.SHA256(), 32, salt, _X25519_INFO).derive(secret)
        return ChaCha20Poly1305(wrap_key).decrypt(bytes(12), body, None)

    def _hybrid_keys(self) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(96)
        return (
            mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            x25519.X25519PrivateKey.from_private_bytes(expanded[64:]),
        )


@dataclass(frozen=True, slots=True)
class Recipient:
    """A checked public hybrid key that a file can be sealed to."""

    raw: bytes

    @classmethod
    def parse(cls, text: str) -> Recipient:
        """Return the recipient of an ``age1pq1…`` string; X25519 strings are refused: nothing is sealed to them."""
        prefix, raw = bech32_decode(text)
        if prefix != "age1pq" or len(raw) != _HYBRID_PUBLIC_BYTES or text != text.lower():
            raise Malformed("not an age hybrid recipient")
        recipient = cls(raw)
        recipient._key()
        return recipient

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza that carries ``file_key`` to this recipient.

        The encapsulation draws its own randomness inside the cryptographic library; it cannot be passed in.
        """
        sealed = _suite().encrypt(file_key, self._key(), info=_HYBRID_INFO)
        return Stanza((HYBRID, b64(sealed[:_ENC_BYTES])), sealed[_ENC_BYTES:])

    def _key(self) -> hpke.MLKEM768X25519PublicKey:
        try:
            kem = mlkem.MLKEM768PublicKey.from_public_bytes(self.raw[:_MLKEM_PUBLIC_BYTES])
            curve = x25519.X25519PublicKey.from_public_bytes(self.raw[_MLKEM_PUBLIC_BYTES:])
        except ValueError as bad:
            raise Malformed("not an age hybrid recipient") from bad
        return hpke.MLKEM768X25519PublicKey(kem, curve)


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def _shared_secret(private: x25519.X25519PrivateKey, share: bytes) -> bytes:
    try:
        return private.exchange(x25519.X25519PublicKey.from_public_bytes(share))
    except ValueError as bad:  # the all-zero secret
        raise HeaderDamaged("a recipient stanza's key share is of low order") from bad


def _x25519_public(seed: bytes) -> bytes:
    return x25519.X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def bech32_encode(prefix: str, raw: bytes) -> str:
    """Return ``raw`` as lower-case Bech32 (BIP 173) under the lower-case ``prefix``."""
    letters = b32encode(raw).rstrip(b"=").decode("ascii").translate(_FROM_RFC4648)
    values = [_VALUES[letter] for letter in letters]
    checksum = _polymod([*_expand(prefix), *values, 0, 0, 0, 0, 0, 0]) ^ 1
    return f"{prefix}1{letters}{''.join(_CHARSET[checksum >> 5 * (5 - place) & 31] for place in range(6))}"


def bech32_decode(text: str) -> tuple[str, bytes]:
    """Return the lower-case prefix and the bytes of a Bech32 string; anything else raises ``Malformed``."""
    if len(text) > 4096 or text not in (text.lower(), text.upper()) or not text.isascii():
        raise Malformed("not Bech32")
    prefix, mark, letters = text.lower().rpartition("1")
    if not mark or not prefix or not all(33 <= ord(letter) <= 126 for letter in prefix):
        raise Malformed("not Bech32")
    if len(letters) < 6 or any(letter not in _VALUES for letter in letters):
        raise Malformed("not Bech32")
    if _polymod([*_expand(prefix), *(_VALUES[letter] for letter in letters)]) != 1:
        raise Malformed("Bech32 checksum does not fit")
    digits = letters[:-6]
    size, spare = divmod(len(digits) * 5, 8)
    number = int(digits.translate(_TO_DIGITS) or "0", 32)
    if spare > 4 or number & ((1 << spare) - 1):
        raise Malformed("Bech32 padding is not zero")
    return prefix, (number >> spare).to_bytes(size, "big")


def _expand(prefix: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]


def _step(top: int) -> int:
    folded = 0
    for bit, generator in enumerate(_GENERATORS):
        folded ^= generator if top >> bit & 1 else 0
    return folded


_STEPS = tuple(_step(top) for top in range(32))


def _polymod(values: Sequence[int]) -> int:
    checksum = 1
    for value in values:
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value ^ _STEPS[checksum >> 25]
    return checksum
