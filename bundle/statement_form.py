"""The form of a statement's parts: its bounds, its patterns and the checks that need no whole (docs/spec/statement-v0.md).

Rules this module keeps:

* a part is of its form or refused with its own error; nothing is mended or guessed;
* no message repeats a value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from bundle.encoding import b64u, strict_json, unb64u
from bundle.errors import StatementInvalid, UnknownAlgorithm, UnknownVersion

VERSION = 0
TYPE = "guardbook-statement+sd-jwt"
MAX_BYTES = 256 * 1024
MAX_DISCLOSURES = 512
MAX_DEPTH = 8  # of JSON inside one disclosure, the disclosure's own array included
SALT_BYTES = 16
POSITION = ("epoch", "seq", "prev")
_HEADER_DEPTH = 1
_PAYLOAD_DEPTH = 3
_LATEST = 253_402_300_799  # 31 Dec 9999, the last second that calendars agree on
CLAIMS = frozenset({"v", "kind", "iat", "ed", "after", "about", "_sd", "_sd_alg"})
RESERVED = frozenset({*CLAIMS, "must", "...", *POSITION})
KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
EDITION = re.compile(r"[A-Za-z0-9._-]{0,64}\Z")
ID = re.compile(r"[0-9a-f]{64}\Z")
RECORD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")

_DIGEST = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\Z")  # 32 bytes: the last letter's spare bits are zero
_SALT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]\Z")  # 16 bytes

Position = tuple[str, int, str | None]  # epoch, seq, id of the statement before it in the device's chain


def issuer_parts(issuer_jwt: str) -> tuple[str, dict[str, object]]:
    """Return the signer's thumbprint and the claims, of the right members and version."""
    parts = issuer_jwt.split(".")
    if len(parts) != 3 or len(unb64u(parts[2])) != 64:
        raise StatementInvalid("not a signed JWT")
    header = strict_json(unb64u(parts[0]), max_bytes=1024, max_depth=_HEADER_DEPTH)
    if not isinstance(header, dict) or set(header) != {"alg", "kid", "typ"}:
        raise StatementInvalid("the header has other members than alg, kid and typ")
    if header["typ"] != TYPE:
        raise StatementInvalid("not a statement")
    if header["alg"] != "EdDSA":
        raise UnknownAlgorithm("a statement is signed by Ed25519 only")
    claims = strict_json(unb64u(parts[1]), max_bytes=MAX_BYTES, max_depth=_PAYLOAD_DEPTH)
    if not isinstance(claims, dict) or type(claims.get("v")) is not int:
        raise StatementInvalid("the claims have no version")
    if claims["v"] != VERSION:
        raise UnknownVersion("a statement of another version")
    if set(claims) - {"must"} != CLAIMS or claims.get("must", True) is not True:
        raise StatementInvalid("the claims have other members than the format")
    if claims["_sd_alg"] != "sha-256":
        raise UnknownAlgorithm("digests are SHA-256 only")
    return checked_digest(header["kid"]), claims


def disclosed(text: str, *, parts: int = 0) -> list[object]:
    """Return a disclosure's array, of ``parts`` elements unless 0: salt, (name,) value."""
    array = strict_json(unb64u(text), max_bytes=MAX_BYTES, max_depth=MAX_DEPTH)
    if not isinstance(array, list) or not array or (parts and len(array) != parts):
        raise StatementInvalid("a disclosure has the wrong number of elements")
    if not isinstance(array[0], str) or not _SALT.match(array[0]):
        raise StatementInvalid("a disclosure's salt is not 16 bytes")
    return array


def position_of(found: dict[str, object]) -> Position | None:
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
    """Return ``value`` made of dicts and lists alone; the names of SD-JWT's own members are refused inside it."""
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


def digest_of(text: str) -> str:
    """Return the digest by which a disclosure is referred to."""
    return b64u(hashlib.sha256(text.encode("ascii")).digest())


def checked_digest(digest: object) -> str:
    """Return a digest, or thumbprint, that is 32 bytes in canonical base64url."""
    if not isinstance(digest, str) or not _DIGEST.match(digest):
        raise StatementInvalid("not a SHA-256 digest in base64url")
    return digest


def listed(value: object) -> list[object]:
    """Return a claim that is a list."""
    if not isinstance(value, list):
        raise StatementInvalid("a claim is not a list")
    return value


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
