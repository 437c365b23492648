"""The hub's keys and the card that stands for the hub in invitations and directories.

Rules this module keeps:

* the hub has an Ed25519 key, which signs its log's checkpoints and the directory's snapshot and timestamp (each format
  puts its own name into what is signed, so a signature for one cannot serve as another), and an ML-DSA-44 key, which
  signs checkpoints beside it. It cannot admit a device;
* ``origin`` names its log for ever: it does not change with the address, and a hub that begins a new log takes a new one;
* ``suite`` names the algorithms of the log; a card with an unknown one is read, and its checkpoints are refused by name;
* a card is checked when it is made, whether it came from a file or from our own code;
* the partnership is empty on the card of a hub that no partnership has adopted yet, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bundle.checkpoints import (
    ML_DSA_44,
    SUITE,
    Checkpoint,
    LogCard,
    is_origin,
    sign_checkpoint,
)
from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.errors import Malformed, SignatureInvalid, UnknownVersion
from bundle.keys import SEED_BYTES, SIGNING_BYTES, thumbprint

MAX_CARD = 64 * 1024
MAX_TEXT = 512
MAX_LOG_KEY = 4096  # no algorithm we may want has a longer public key
_MEMBERS = {"v", "name", "address", "partnership", "online", "certificate", "origin", "suite", "log_pq"}
_SUITE = re.compile(r"[a-z0-9][a-z0-9+.-]{0,63}\Z")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}\Z")


def is_fingerprint(text: object) -> bool:
    """Say whether ``text`` has the form of a partnership fingerprint or a SHA-256 digest: 64 lower-case hex digits."""
    return isinstance(text, str) and bool(_FINGERPRINT.match(text))


@dataclass(frozen=True, slots=True)
class HubCard:
    """The public half of a hub.

    ``address`` is its ``https`` (or loopback ``http``) address, ``partnership`` the fingerprint of the partnership
    that adopted it or ``""``, ``online`` its raw Ed25519 key (32 bytes), ``certificate`` the PEM of its own TLS
    certificate to pin, or ``""`` when a public authority vouches for it. ``origin`` names its log, ``log_pq`` is the log's
    second key (raw ML-DSA-44, 1312 bytes) and ``suite`` names what the two keys sign with.
    """

    name: str
    address: str
    partnership: str
    online: bytes
    origin: str
    log_pq: bytes
    certificate: str = ""
    suite: str = SUITE

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
        if not is_origin(self.origin):
            raise Malformed("a hub card names its log")
        if not _SUITE.match(self.suite) or not 0 < len(self.log_pq) <= MAX_LOG_KEY:
            raise Malformed("a hub card names its log's algorithms and key")
        if self.suite == SUITE and len(self.log_pq) != ML_DSA_44.key_bytes:
            raise Malformed("a log's second key has the wrong length")

    @property
    def id(self) -> str:
        """RFC 7638 thumbprint of the hub's key, 43 characters of base64url."""
        return thumbprint(self.online)

    @property
    def log(self) -> LogCard:
        """Whose checkpoints to believe."""
        return LogCard(self.origin, self.suite, (self.online, self.log_pq))

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
            "v": 1,
            "name": self.name,
            "address": self.address,
            "partnership": self.partnership,
            "online": b64u(self.online),
            "certificate": self.certificate,
            "origin": self.origin,
            "suite": self.suite,
            "log_pq": b64u(self.log_pq),
        }

    @classmethod
    def from_json(cls, value: object) -> HubCard:
        """Return the card of a parsed JSON object with exactly the members of ``to_json``; raise ``Malformed``."""
        if not isinstance(value, dict):
            raise Malformed("not a hub card")
        if type(value.get("v")) is not int:
            raise Malformed("a hub card names its version")
        if value["v"] != 1:
            raise UnknownVersion("a hub card of an unknown version")
        if set(value) != _MEMBERS or not all(isinstance(value[name], str) for name in _MEMBERS - {"v"}):
            raise Malformed("not a hub card")
        return cls(
            name=value["name"],
            address=value["address"],
            partnership=value["partnership"],
            online=unb64u(value["online"]),
            origin=value["origin"],
            log_pq=unb64u(value["log_pq"]),
            certificate=value["certificate"],
            suite=value["suite"],
        )

    def to_bytes(self) -> bytes:
        """Return the card as a file: canonical JSON."""
        return canonical_json(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes) -> HubCard:
        """Return the card of a file; raise ``Malformed``, ``TooLarge`` or ``UnknownVersion``."""
        return cls.from_json(strict_json(raw, max_bytes=MAX_CARD, max_depth=1))


@dataclass(frozen=True, slots=True)
class HubKeys:
    """The hub's secrets: the seeds of its Ed25519 and its ML-DSA-44 key, 32 bytes each, and the name of its log.

    Without a name (``""``) the log is named after the Ed25519 key.
    """

    seed: bytes = field(repr=False)
    log_seed: bytes = field(repr=False)
    origin: str = ""

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES or len(self.log_seed) != SEED_BYTES:
            raise Malformed("a hub key seed is 32 bytes")
        if not self.origin:
            object.__setattr__(self, "origin", f"guardbook.invalid/log/{self.id}")
        if not is_origin(self.origin):
            raise Malformed("a log has a name")

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> HubKeys:
        """Return new keys from two draws of 32 bytes from ``random``; the log's name comes from the first key."""
        return cls(random(SEED_BYTES), random(SEED_BYTES))

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
        log_pq = ML_DSA_44.public(self.log_seed)
        return HubCard(name, address, partnership, self.online, self.origin, log_pq, certificate)

    def sign_checkpoint(self, size: int, root: bytes, at: datetime) -> bytes:
        """Return a signed checkpoint of this hub's log (see ``bundle.checkpoints``)."""
        return sign_checkpoint(Checkpoint(self.origin, size, root, at), (self.seed, self.log_seed))


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = not parts.query and not parts.fragment and parts.username is None and address.isascii()
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain and port != 0
