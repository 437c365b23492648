"""A second reader of statements, and of what all pages have in common (docs/spec/statement-v1.md).

Rules this module keeps (and the modules beside it, ``alone_*`` and ``test_specs_alone``): it is written from the pages of docs/spec
alone and imports nothing of Guardbook: only the standard library, ``cryptography`` (primitives alone: no HPKE, no age) and
``zstandard``; each step names its place on the page. When it and ``bundle/`` disagree, the page is unclear or one of the two is wrong.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from itertools import pairwise
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KIB, MIB = 1024, 1024 * 1024
LAST_SECOND, LAST_INTEGER = 253_402_300_799, 2**53 - 1


class Refused(Exception):
    """Something does not hold; ``name`` is the error that the page gives."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def refuse(name: str) -> NoReturn:
    raise Refused(name)


def demand(so: object, name: str) -> None:
    if not so:
        refuse(name)


# statement-v1, the first section: base64url, JSON


def unb64u(text: str) -> bytes:
    """Canonical base64url without padding."""
    demand(re.fullmatch(r"[A-Za-z0-9_-]*", text) and len(text) % 4 != 1, "Malformed")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    demand(b64u(raw) == text, "Malformed")  # the spare bits are zero
    return raw


def b64u(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def depth_of(text: str) -> int:
    """Arrays and objects around the innermost place, counted in the text, strings aside."""
    deepest = depth = 0
    for mark in re.sub(r'"(?:[^"\\]|\\.)*(?:"|$)', "", text, flags=re.DOTALL):
        depth += (mark in "[{") - (mark in "]}")
        deepest = max(deepest, depth)
    return deepest


def read_json(raw: bytes, depth: int) -> Any:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        demand(len(dict(pairs)) == len(pairs), "Malformed")
        return dict(pairs)

    def whole(text: str) -> int:
        demand(abs(int(text)) <= LAST_INTEGER and text != "-0", "Malformed")
        return int(text)

    def fraction(text: str) -> float:
        demand(math.isfinite(float(text)), "Malformed")
        return float(text)

    try:
        text = raw.decode("utf-8")
        demand(depth_of(text) <= depth, "TooLarge")
        value = json.loads(
            text,
            object_pairs_hook=members,
            parse_int=whole,
            parse_float=fraction,
            parse_constant=lambda _: refuse("Malformed"),
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # no lone surrogate
    except ValueError:
        refuse("Malformed")
    return value


def one_form(value: Any) -> bytes:
    """bundle-v1, "Common to all parts": compact, members in order, only what must be is escaped."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def matches(form: str, value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def is_integer(value: Any, low: int, high: int = LAST_INTEGER) -> bool:
    return type(value) is int and low <= value <= high


DIGEST = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"  # 32 bytes: two spare bits
SALT = r"[A-Za-z0-9_-]{21}[AQgw]"  # 16 bytes: four spare bits
HEX = r"[0-9a-f]{64}"
RECORD = r"[A-Za-z0-9_-]{1,64}"
CLAIMS = {"v", "kind", "iat", "ed", "after", "about", "_sd", "_sd_alg"}
RESERVED = {"v", "kind", "iat", "ed", "after", "about", "must", "epoch", "seq", "prev"}


class Statement:
    """statement-v1, "Reading": the eleven checks in their order."""

    def __init__(self, token: str) -> None:
        demand(len(token) <= 256 * KIB and token.count("~") <= 513, "TooLarge")  # 1
        demand(token.isascii() and token.endswith("~"), "StatementInvalid")  # 2
        self.jwt, *disclosures = token[:-1].split("~")  # 3
        demand(all(one < other for one, other in pairwise(disclosures)), "StatementInvalid")
        parts = self.jwt.split(".")  # 4
        demand(len(parts) == 3, "StatementInvalid")
        self.signature = unb64u(parts[2])
        self._header(unb64u(parts[0]))  # 5
        self.claims = self._claims(unb64u(parts[1]))  # 6
        said = {}
        for text in disclosures:  # 7
            raw = unb64u(text)
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError:
                refuse("Malformed")
            said[b64u(hashlib.sha256(text.encode()).digest())] = raw
        self.waiting, self.met = said, list[str]()
        self._small_claims()  # 8
        elements = self._elements(self.claims["about"])  # 9
        self.about = [shown[0] for shown in elements if shown is not None]
        self.about_left_out = len(elements) - len(self.about)
        demand(all(matches(RECORD, one) for one in self.about), "StatementInvalid")
        demand(len(set(self.about)) == len(self.about), "StatementInvalid")
        self._fields()  # 10
        demand(not self.waiting and len(set(self.met)) == len(self.met), "StatementInvalid")  # 11
        demand(self.position is not None or self.hidden >= 3, "StatementInvalid")
        self.id = hashlib.sha256(self.jwt.encode()).hexdigest()

    def _header(self, raw: bytes) -> None:
        demand(len(raw) <= KIB, "TooLarge")
        header = read_json(raw, 1)
        demand(isinstance(header, dict) and set(header) == {"alg", "kid", "typ"}, "StatementInvalid")
        demand(header["typ"] == "guardbook-statement+sd-jwt", "StatementInvalid")
        demand(header["alg"] == "EdDSA", "UnknownAlgorithm")
        demand(matches(DIGEST, header["kid"]) and len(self.signature) == 64, "StatementInvalid")
        self.device = header["kid"]

    def _claims(self, raw: bytes) -> dict[str, Any]:
        claims = read_json(raw, 3)
        demand(isinstance(claims, dict) and type(claims.get("v")) is int, "StatementInvalid")
        demand(claims["v"] == 1, "UnknownVersion")
        demand(set(claims) - {"must"} == CLAIMS and claims.get("must", True) is True, "StatementInvalid")
        demand(claims["_sd_alg"] == "sha-256", "UnknownAlgorithm")
        found: dict[str, Any] = claims
        return found

    def _small_claims(self) -> None:
        claims = self.claims
        kind = r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+"
        demand(matches(kind, claims["kind"]) and len(claims["kind"]) <= 64, "StatementInvalid")
        demand(matches(r"[A-Za-z0-9._-]{0,64}", claims["ed"]), "StatementInvalid")
        demand(is_integer(claims["iat"], 0, LAST_SECOND), "StatementInvalid")
        after = claims["after"]
        demand(isinstance(after, list) and all(matches(HEX, one) for one in after), "StatementInvalid")
        demand(len(set(after)) == len(after), "StatementInvalid")

    def _elements(self, array: Any) -> list[list[Any] | None]:
        """Each element of an array made of digests: what it discloses behind its salt, or None."""
        demand(isinstance(array, list), "StatementInvalid")
        found: list[list[Any] | None] = []
        for element in array:
            demand(isinstance(element, dict) and set(element) == {"..."}, "StatementInvalid")
            demand(matches(DIGEST, element["..."]), "StatementInvalid")
            found.append(self._disclosed(element["..."], 2))
        return found

    def _disclosed(self, digest: str, parts: int) -> list[Any] | None:
        self.met.append(digest)
        raw = self.waiting.pop(digest, None)
        if raw is None:
            return None
        array = read_json(raw, 4)
        demand(isinstance(array, list) and len(array) == parts and matches(SALT, array[0]), "StatementInvalid")
        return list(array[1:])

    def _fields(self) -> None:
        digests = self.claims["_sd"]
        demand(isinstance(digests, list) and all(isinstance(one, str) for one in digests), "StatementInvalid")
        demand(digests == sorted(digests), "StatementInvalid")
        self.fields: dict[str, Any] = {}
        self.rows_left_out: dict[str, int] = {}
        place: dict[str, Any] = {}
        self.hidden = 0
        for digest in digests:
            shown = self._disclosed(digest, 3)
            if shown is None:
                demand(matches(DIGEST, digest), "StatementInvalid")
                self.hidden += 1
                continue
            name, value = shown
            demand(matches(r"[a-z][a-z0-9_]{0,63}", name) and name not in {*self.fields, *place}, "StatementInvalid")
            if name in {"epoch", "seq", "prev"}:
                place[name] = value
                continue
            demand(name not in RESERVED, "StatementInvalid")
            self.fields[name] = self._value(name, value)
        self.position = self._position(place)

    def _value(self, name: str, value: Any) -> Any:
        if not isinstance(value, list):
            no_digests(value)
            return value
        elements = self._elements(value)
        rows = [shown[0] for shown in elements if shown is not None]
        no_digests(rows)
        if len(rows) < len(elements):
            self.rows_left_out[name] = len(elements) - len(rows)
        return rows

    def _position(self, place: dict[str, Any]) -> tuple[str, int, str | None] | None:
        if not place:
            return None
        demand(set(place) == {"epoch", "seq", "prev"} and matches(RECORD, place["epoch"]), "StatementInvalid")
        demand(is_integer(place["seq"], 0), "StatementInvalid")
        demand(place["prev"] is None or matches(HEX, place["prev"]), "StatementInvalid")
        return place["epoch"], place["seq"], place["prev"]

    @property
    def left_out(self) -> int:
        """Left out: hidden digests less an undisclosed position, and the missing rows of lists that are there."""
        return self.hidden - (3 if self.position is None else 0) + sum(self.rows_left_out.values())

    def verify(self, key: bytes) -> None:
        demand(self.device == thumbprint(key), "SignatureInvalid")
        ed25519(key, self.signature, self.jwt.rpartition(".")[0].encode(), "SignatureInvalid")


def no_digests(value: Any) -> None:
    """No object inside a value or a row has a member ``_sd``, ``_sd_alg`` or ``...``."""
    if isinstance(value, dict):
        demand(not set(value) & {"_sd", "_sd_alg", "..."}, "StatementInvalid")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        no_digests(inner)


def thumbprint(key: bytes) -> str:
    return b64u(hashlib.sha256(one_form({"crv": "Ed25519", "kty": "OKP", "x": b64u(key)})).digest())


def ed25519(key: bytes, signature: bytes, message: bytes, name: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        refuse(name)


def reads_as(read: Statement) -> dict[str, Any]:
    return {
        "id": read.id,
        "kind": read.claims["kind"],
        "device": read.device,
        "issued_at": read.claims["iat"],
        "edition": read.claims["ed"],
        "after": read.claims["after"],
        "must": "must" in read.claims,
        "about": read.about,
        "fields": read.fields,
        "position": None if read.position is None else list(read.position),
        "left_out": read.left_out,
        "about_left_out": read.about_left_out,
        "rows_left_out": read.rows_left_out,
    }


# bundle-v1, receipt-v1: standard base64


def standard(text: str, name: str) -> bytes:
    """Standard base64 with padding, in its one form."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        refuse(name)
    demand(base64.b64encode(raw).decode() == text, name)
    return raw
