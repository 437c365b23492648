"""Text and JSON encodings in which each value has exactly one form.

Rules this module keeps:

* base64 and base64url are RFC 4648 without padding, and canonical (section 3.5): two texts never give the same bytes;
* JSON read from outside is bounded in size and depth before it is parsed, has no duplicate member, no NaN,
  no infinity, no number that a 64-bit float or integer would bend, no lone surrogate, and is UTF-8 without a BOM;
* an error has neither cause nor context: those of the standard library carry the whole text that they were reading;
* JSON we write is compact, sorted and UTF-8, so that equal values give equal bytes.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from contextlib import suppress
from typing import NoReturn

from bundle.errors import Malformed, TooLarge

MAX_INTEGER = 2**53 - 1  # RFC 8259 section 6: beyond this, readers disagree
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*\Z")
_URLSAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_", b"+/")
_PADDING = (b"", b"", b"==", b"=")
_ANY = "".join(map(chr, range(128)))
_LAST = (_ANY, "", "AQgw", "AEIMQUYcgkosw048")  # the bits that the last letter has too many are zero (section 3.5)
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)  # always matches from a quote on: linear time


def b64u(raw: bytes) -> str:
    """Return ``raw`` as base64url text without padding."""
    return binascii.b2a_base64(raw, newline=False).translate(_URLSAFE).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Return the bytes of canonical, unpadded base64url ``text``; anything else raises ``Malformed``."""
    if not _BASE64URL.match(text) or len(text) % 4 == 1:
        raise Malformed("not base64url")
    if text[-1:] not in _LAST[len(text) % 4]:
        raise Malformed("base64url is not canonical")
    return binascii.a2b_base64(text.encode("ascii").translate(_STANDARD) + _PADDING[len(text) % 4])


def b64(raw: bytes) -> str:
    """Return ``raw`` as standard base64 without padding, as age writes it."""
    return base64.b64encode(raw).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """Return the bytes of canonical, unpadded standard base64 ``text``; anything else raises ``Malformed``."""
    if not _BASE64.match(text) or len(text) % 4 == 1:
        raise Malformed("not base64")
    raw = base64.b64decode(text + "=" * (-len(text) % 4))
    if b64(raw) != text:
        raise Malformed("base64 is not canonical")
    return raw


def canonical_json(value: object) -> bytes:
    """Return ``value`` as compact, key-sorted UTF-8 JSON. A value JSON cannot carry raises ``Malformed``."""
    with suppress(TypeError, ValueError, RecursionError):  # UnicodeEncodeError is a ValueError
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
        return text.encode("utf-8")
    raise Malformed("not a value that JSON can carry")


def strict_json(raw: bytes, *, max_bytes: int, max_depth: int) -> object:
    """Parse one JSON text.

    ``max_bytes`` bounds ``raw`` and ``max_depth`` the nesting of objects and arrays (``1`` is one object without
    containers inside); both are checked before parsing and raise ``TooLarge``. Every other fault raises ``Malformed``.
    """
    if len(raw) > max_bytes:
        raise TooLarge("JSON text is too long")
    _bound_depth(raw, max_depth)
    with suppress(ValueError, RecursionError):
        text = raw.decode("utf-8")
        value: object = _READER.decode(text)
        if "\\u" in text:  # only an escape can bring a lone surrogate
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    raise Malformed("not strict JSON")


def _bound_depth(raw: bytes, max_depth: int) -> None:
    if raw.count(b"[") + raw.count(b"{") <= max_depth:
        return
    depth = 0
    for byte in _STRINGS.sub(b"", raw):
        if byte in b"[{":
            depth += 1
            if depth > max_depth:
                raise TooLarge("JSON text is nested too deep")
        elif byte in b"]}":
            depth -= 1


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("JSON object has a member twice")
    return members


def _constant(_text: str) -> NoReturn:
    raise Malformed("JSON has no NaN or infinity")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Malformed("JSON number is out of range")
    return number


def _integer(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > MAX_INTEGER or text == "-0":
        raise Malformed("JSON number is out of range")
    return number


_READER = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_constant, parse_float=_float, parse_int=_integer)
