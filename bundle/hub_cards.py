"""The hub's key and the card that stands for the hub in invitations and directories.

Rules this module keeps:

* the hub has one Ed25519 key: it signs receipts, and the directory's snapshot and timestamp (each format puts its own
  name into what is signed, so a signature for one cannot serve as another). It cannot admit a device;
* a card is checked when it is made, whether it came from a file or from our own code;
* the partnership is empty on the card of a hub that no partnership has adopted yet, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.errors import Malformed, SignatureInvalid, UnknownVersion
from bundle.keys import SEED_BYTES, SIGNING_BYTES, thumbprint

MAX_CARD = 64 * 1024
MAX_TEXT = 512
_MEMBERS = {"v", "name", "address", "partnership", "online", "certificate"}
_FINGERPRINT = re.compile(r"[0-9a-f]{64}\Z")


def is_fingerprint(text: object) -> bool:
    """Say whether ``text`` has the form of a partnership fingerprint or a SHA-256 digest: 64 lower-case hex digits."""
    return isinstance(text, str) and bool(_FINGERPRINT.match(text))


@dataclass(frozen=True, slots=True)
class HubCard:
    """The public half of a hub.

    ``address`` is its ``https`` (or loopback ``http``) address, ``partnership`` the fingerprint of the partnership
    that adopted it or ``""``, ``online`` its raw Ed25519 key (32 bytes), ``certificate`` the PEM of its own TLS
    certificate to pin, or ``""`` when a public authority vouches for it.
    """

    name: str
    address: str
    partnership: str
    online: bytes
    certificate: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= MAX_TEXT or not 0 < len(self.address) <= MAX_TEXT:
            raise Malformed("a hub card needs a name and an address")
        if not _is_http(self.address):
            raise Malformed("a hub's address is an http or https address")
        if self.partnership and not is_fingerprint(self.partnership):
            raise Malformed("a hub card's partnership is 64 hex digits or empty")
        if len(self.online) != SIGNING_BYTES:
            raise Malformed("a hub's key is 32 bytes")
        if len(self.certificate) > MAX_CARD // 2:
            raise Malformed("a hub card's certificate is too long")

    @property
    def id(self) -> str:
        """RFC 7638 thumbprint of the hub's key, 43 characters of base64url."""
        return thumbprint(self.online)

    def verify(self, signature: bytes, message: bytes) -> None:
        """Check the hub's Ed25519 signature (64 bytes) over ``message``; raise ``SignatureInvalid``."""
        try:
            self.http_public_key().verify(signature, message)
        except InvalidSignature as bad:
            raise SignatureInvalid("the hub's signature does not fit") from bad

    def http_public_key(self) -> Ed25519PublicKey:
        """The hub's key object, under the name that a device's card gives its own."""
        return Ed25519PublicKey.from_public_bytes(self.online)

    def to_json(self) -> dict[str, str | int]:
        """Return the card as a JSON object."""
        return {
            "v": 0,
            "name": self.name,
            "address": self.address,
            "partnership": self.partnership,
            "online": b64u(self.online),
            "certificate": self.certificate,
        }

    @classmethod
    def from_json(cls, value: object) -> HubCard:
        """Return the card of a parsed JSON object with exactly the members of ``to_json``; raise ``Malformed``."""
        if not isinstance(value, dict):
            raise Malformed("not a hub card")
        if type(value.get("v")) is not int:
            raise Malformed("a hub card names its version")
        if value["v"] != 0:
            raise UnknownVersion("a hub card of an unknown version")
        if set(value) != _MEMBERS or not all(isinstance(value[name], str) for name in _MEMBERS - {"v"}):
            raise Malformed("not a hub card")
        return cls(value["name"], value["address"], value["partnership"], unb64u(value["online"]), value["certificate"])

    def to_bytes(self) -> bytes:
        """Return the card as a file: canonical JSON."""
        return canonical_json(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes) -> HubCard:
        """Return the card of a file; raise ``Malformed``, ``TooLarge`` or ``UnknownVersion``."""
        return cls.from_json(strict_json(raw, max_bytes=MAX_CARD, max_depth=1))


@dataclass(frozen=True, slots=True)
class HubKeys:
    """The hub's secret: the seed of its Ed25519 key, 32 bytes."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise Malformed("a hub key seed is 32 bytes")

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> HubKeys:
        """Return a new key from one draw of 32 bytes from ``random``."""
        return cls(random(SEED_BYTES))

    @property
    def online(self) -> bytes:
        """The raw public key, 32 bytes."""
        return self.http_private_key().public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        """The hub's id (see ``HubCard.id``)."""
        return thumbprint(self.online)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes) over ``message``."""
        return self.http_private_key().sign(message)

    def http_private_key(self) -> Ed25519PrivateKey:
        """The key object, made from the seed when it is used, under the name that a device's keys give their own."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def card(self, name: str, address: str, certificate: str = "", *, partnership: str = "") -> HubCard:
        """Return the public card; ``partnership`` is known only once a partnership has adopted the hub."""
        return HubCard(name, address, partnership, self.online, certificate)


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = not parts.query and not parts.fragment and parts.username is None and address.isascii()
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain and port != 0
