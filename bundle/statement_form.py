"""The form of a statement's parts: its bounds, its patterns and the checks that need no whole (docs/spec/statement-v1.md).

Rules this module keeps:

* a part is of its form or refused with its own error; nothing is mended or guessed;
* what is signed and digested with is named in the statement and looked up in a table that the caller may pass: a name
  that is not in it is refused as such;
* no message repeats a value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bundle.encoding import b64u, strict_json, strict_json_text, unb64u
from bundle.errors import StatementInvalid, UnknownAlgorithm, UnknownVersion
from bundle.keys import KeyCard

VERSION = 1
TYPE = "guardbook-statement+sd-jwt"
MAX_BYTES = 256 * 1024
MAX_DISCLOSURES = 512
MAX_DEPTH = 4  # of JSON inside one disclosure, the disclosure's own array included
SALT_BYTES = 16
DIGEST_BYTES = 32
POSITION = ("epoch", "seq", "prev")
MAX_HEADER = 1024
_HEADER_DEPTH = 1
_PAYLOAD_DEPTH = 3
_LATEST = 253_402_300_799  # 31 Dec 9999, the last second that calendars agree on
CLAIMS = frozenset({"v", "kind", "iat", "ed", "after", "about", "_sd", "_sd_alg"})
RESERVED = frozenset({*CLAIMS, "must", "...", *POSITION})
KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
EDITION = re.compile(r"[A-Za-z0-9._-]{0,64}\Z")
ID = re.compile(r"[0-9a-f]{64}\Z")
RECORD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")

_DIGEST = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\Z")  # 32 bytes: the last letter's spare bits are zero
_SALT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]\Z")  # 16 bytes
# the header as Guardbook writes it
_PLAIN_HEADER = re.compile(
    rb'\{"alg":"([A-Za-z0-9-]{1,32})","kid":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])","typ":"guardbook-statement\+sd-jwt"\}\Z'
)
# the commonest disclosures: of text without escapes, which is then what it stands for
_PLAIN_FIELD = re.compile(r'\["[A-Za-z0-9_-]{21}[AQgw]", ?"([a-z][a-z0-9_]{0,63})", ?"([^"\\\x00-\x1f]*)"\]\Z')
_PLAIN_ELEMENT = re.compile(r'\["[A-Za-z0-9_-]{21}[AQgw]", ?"([^"\\\x00-\x1f]*)"\]\Z')

Position = tuple[str, int, str | None]  # epoch, seq, id of the statement before it in the device's chain


@dataclass(frozen=True, slots=True)
class Suite:
    """What ``alg`` and ``_sd_alg`` name together.

    ``digest`` gives 32 bytes; ``check`` raises ``SignatureInvalid`` unless the card's device signed the message.
    """

    alg: str
    sd_alg: str
    signature_bytes: int
    digest: Callable[[bytes], bytes]
    check: Callable[[KeyCard, bytes, bytes], None]  # card, signature, message


def _sha256(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


ED25519_SHA256 = Suite("EdDSA", "sha-256", 64, _sha256, KeyCard.verify)
SUITES: Sequence[Suite] = (ED25519_SHA256,)  # those of version 1, which is frozen


def issuer_parts(issuer_jwt: str, suites: Sequence[Suite]) -> tuple[str, dict[str, object], Suite]:
    """Return the signer's thumbprint, the claims, of the right members and version, and the suite that they name."""
    parts = issuer_jwt.split(".")
    if len(parts) != 3:
        raise StatementInvalid("not a signed JWT")
    signature = unb64u(parts[2])
    device, known = _header(parts[0], suites)
    if len(signature) != known[0].signature_bytes:
        raise StatementInvalid("not a signed JWT")
    claims = strict_json(unb64u(parts[1]), max_bytes=MAX_BYTES, max_depth=_PAYLOAD_DEPTH)
    if not isinstance(claims, dict) or type(claims.get("v")) is not int:
        raise StatementInvalid("the claims have no version")
    if claims["v"] != VERSION:
        raise UnknownVersion("a statement of another version")
    if not claims.keys() >= CLAIMS or claims.keys() - CLAIMS - {"must"} or claims.get("must", True) is not True:
        raise StatementInvalid("the claims have other members than the format")
    for suite in known:
        if suite.sd_alg == claims["_sd_alg"]:
            return device, claims, suite
    raise UnknownAlgorithm("a statement is digested by an algorithm that is not known")


def _header(text: str, suites: Sequence[Suite]) -> tuple[str, list[Suite]]:
    """The signer's thumbprint, and the suites with the algorithm that the header names; at least one."""
    raw = unb64u(text)
    ours = _PLAIN_HEADER.match(raw)
    if ours:
        return ours[2].decode("ascii"), _known(ours[1].decode("ascii"), suites)
    header = strict_json(raw, max_bytes=MAX_HEADER, max_depth=_HEADER_DEPTH)
    if not isinstance(header, dict) or header.keys() != {"alg", "kid", "typ"}:
        raise StatementInvalid("the header has other members than alg, kid and typ")
    if header["typ"] != TYPE:
        raise StatementInvalid("not a statement")
    known = _known(header["alg"], suites)
    return checked_digest(header["kid"]), known


def _known(alg: object, suites: Sequence[Suite]) -> list[Suite]:
    known = [suite for suite in suites if suite.alg == alg]
    if not known:
        raise UnknownAlgorithm("a statement is signed by an algorithm that is not known")
    return known


def disclosed_field(text: str) -> tuple[str, object]:
    """Return name and value of a disclosed field, or of a part of the position: ``[salt, name, value]``."""
    plainly = _PLAIN_FIELD.match(text)
    if plainly:
        return plainly[1], plainly[2]
    name, value = _array(text, 3)
    if not isinstance(name, str) or not NAME.match(name):
        raise StatementInvalid("a field's name is not of the form")
    return name, value


def disclosed_element(text: str) -> object:
    """Return the value of a disclosed row or record id: ``[salt, value]``."""
    plainly = _PLAIN_ELEMENT.match(text)
    return plainly[1] if plainly else _array(text, 2)[0]


def _array(text: str, parts: int) -> list[object]:
    """The elements of a disclosure but its salt."""
    array = strict_json_text(text, max_depth=MAX_DEPTH)
    if not isinstance(array, list) or len(array) != parts:
        raise StatementInvalid("a disclosure has the wrong number of elements")
    salt, *rest = array
    if not isinstance(salt, str) or not _SALT.match(salt):
        raise StatementInvalid("a disclosure's salt is not 16 bytes")
    return rest


def field_name(name: object) -> str:
    """Return a field's name that is of its form and not reserved."""
    if not isinstance(name, str) or not NAME.match(name) or name in RESERVED:
        raise StatementInvalid("a field's name is not of the form, or reserved")
    return name


def position_of(found: Mapping[str, object]) -> Position | None:
    """Return the position of its disclosed members: all three, or None where there are none."""
    if not found:
        return None
    if len(found) != len(POSITION):
        raise StatementInvalid("a position is not epoch, seq and prev")
    epoch, seq, prev = (found[name] for name in POSITION)
    if not isinstance(epoch, str) or not RECORD.match(epoch) or type(seq) is not int or seq < 0:
        raise StatementInvalid("a position is not epoch, seq and prev")
    if prev is not None and (not isinstance(prev, str) or not ID.match(prev)):
        raise StatementInvalid("a position is not epoch, seq and prev")
    return epoch, seq, prev


def plain(value: object) -> object:
    """Return ``value`` made of dicts and lists alone; a member's name that is not text is refused."""
    if isinstance(value, Mapping):
        if not all(isinstance(name, str) for name in value):
            raise StatementInvalid("a member's name is not text")
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    return value


def refuse_digests(value: object) -> None:
    """Refuse a value that hides digests where the format has none."""
    if isinstance(value, dict):
        if "_sd" in value or "..." in value or "_sd_alg" in value:
            raise StatementInvalid("digests are nested deeper than the format")
        for member in value.values():
            refuse_digests(member)
    elif isinstance(value, list):
        for member in value:
            refuse_digests(member)


def token_of(issuer_jwt: str, disclosures: Iterable[str]) -> str:
    """Return the one compact text of a signed JWT and a set of disclosures."""
    return "~".join((issuer_jwt, *sorted(disclosures), ""))


def id_of(issuer_jwt: str) -> str:
    """Return a statement's id: SHA-256 of its signed JWT, whatever algorithms it names, as 64 hexadecimal digits."""
    return hashlib.sha256(issuer_jwt.encode("ascii")).hexdigest()


def digest_of(text: str, suite: Suite = ED25519_SHA256) -> str:
    """Return the digest by which a disclosure is referred to."""
    return b64u(suite.digest(text.encode("ascii")))


def checked_digest(digest: object) -> str:
    """Return a digest, or thumbprint, that is 32 bytes in canonical base64url."""
    if not isinstance(digest, str) or not _DIGEST.match(digest):
        raise StatementInvalid("not a digest of 32 bytes in base64url")
    return digest


def listed(value: object) -> list[object]:
    """Return a claim that is a list."""
    if not isinstance(value, list):
        raise StatementInvalid("a claim is not a list")
    return value


def all_text(value: object) -> list[str]:
    """Return a claim that is a list of nothing but text."""
    found = listed(value)
    texts = [text for text in found if isinstance(text, str)]
    if len(texts) != len(found):
        raise StatementInvalid("a claim is not a list of text")
    return texts


def text_of(value: object, form: re.Pattern[str]) -> str:
    """Return a claim that is text of at most 64 characters and of the form."""
    if not isinstance(value, str) or len(value) > 64 or not form.match(value):
        raise StatementInvalid("a claim is not of its form")
    return value


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, none of which may be there twice."""
    found = tuple(values)
    if len(set(found)) != len(found):
        raise StatementInvalid("an id is there twice")
    return found


def seconds(value: object) -> int:
    """Return a claim that is a time in seconds since 1970."""
    if type(value) is not int or not 0 <= value <= _LATEST:
        raise StatementInvalid("the written time is not a time")
    return value
