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
from collections.abc import Sequence
from typing import NoReturn

from bundle.errors import Malformed, TooLarge

MAX_INTEGER = 2**53 - 1  # RFC 8259 section 6: beyond this, readers disagree
_BASE64 = re.compile(r"[A-Za-z0-9+/]*\Z")
_URLSAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_+/=\n", b"+/!!!!")  # what the other alphabet has is none of ours
_PADDING = (b"", b"", b"==", b"=")
_FILLING = ("", "", "AA", "A")  # zero bits up to whole groups of four letters
_ANY = "".join(map(chr, range(128)))
_LAST = (_ANY, "", "AQgw", "AEIMQUYcgkosw048")  # the bits that the last letter has too many are zero (section 3.5)
_BRACKETS = re.compile(r"[\[\]{}]")
_WHITE = " \t\n\r"  # RFC 8259 section 2
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)  # always matches from a quote on: linear time


def b64u(raw: bytes) -> str:
    """Return ``raw`` as base64url text without padding."""
    return binascii.b2a_base64(raw, newline=False).translate(_URLSAFE, b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Return the bytes of canonical, unpadded base64url ``text``; anything else raises ``Malformed``."""
    spare = len(text) & 3
    raw = None
    if text[-1:] in _LAST[spare]:
        try:
            raw = binascii.a2b_base64(text.encode("ascii").translate(_STANDARD) + _PADDING[spare], strict_mode=True)
        except ValueError:  # UnicodeEncodeError and binascii.Error are ValueErrors
            raw = None
    if raw is None:
        raise Malformed("not canonical base64url")
    return raw


def unb64u_each(texts: Sequence[str]) -> list[bytes]:
    """``unb64u`` of each of many short texts, in a third of the time."""
    padded = []
    for text in texts:
        spare = len(text) & 3
        if text[-1:] not in _LAST[spare]:
            raise Malformed("not canonical base64url")
        padded.append(text + _FILLING[spare])
    whole = unb64u("".join(padded))
    found, place = [], 0
    for text in texts:
        size = len(text)
        found.append(whole[place : place + (size * 3 >> 2)])
        place += (size + 3 >> 2) * 3
    return found


def b64u_each(raws: Sequence[bytes], size: int) -> list[str]:
    """``b64u`` of each of many byte strings of ``size`` bytes."""
    filling = -size % 3
    whole = b64u((bytes(filling)).join((*raws, b"")))  # whole groups of four letters; those of the filling are cut off
    step, length = (size + filling) // 3 * 4, (size * 4 + 2) // 3
    return [whole[place : place + length] for place in range(0, step * len(raws), step)]


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
    try:
        written = _WRITER.encode(value).encode("utf-8")
    except (TypeError, ValueError, RecursionError):  # UnicodeEncodeError is a ValueError
        written = b""
    if not written:
        raise Malformed("not a value that JSON can carry")
    return written


def strict_json(raw: bytes, *, max_bytes: int, max_depth: int) -> object:
    """Parse one JSON text.

    ``max_bytes`` bounds ``raw`` and ``max_depth`` the nesting of objects and arrays (``1`` is one object without
    containers inside); both are checked before parsing and raise ``TooLarge``. Every other fault raises ``Malformed``.
    """
    if len(raw) > max_bytes:
        raise TooLarge("JSON text is too long")
    return strict_json_text(utf8(raw), max_depth=max_depth)


def strict_json_text(text: str, *, max_depth: int) -> object:
    """The same for text that was bounded in size already."""
    if text.count("[") + text.count("{") > max_depth:
        _bound_depth(text, max_depth)
    value: object
    bare = text.strip(_WHITE)
    try:
        value, end = _READER.raw_decode(bare)
        if "\\u" in bare:  # only an escape can bring a lone surrogate
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        value, end = None, -1
    if end != len(bare):
        raise Malformed("not strict JSON")
    return value


def utf8(raw: bytes) -> str:
    """Return the text of UTF-8 bytes; anything else raises ``Malformed``."""
    return utf8_each([raw])[0]


def utf8_each(raws: Sequence[bytes]) -> list[str]:
    """``utf8`` of each of many."""
    try:
        texts = [raw.decode("utf-8") for raw in raws]
    except UnicodeDecodeError:
        texts = None
    if texts is None:
        raise Malformed("not UTF-8")
    return texts


def _bound_depth(text: str, max_depth: int) -> None:
    outside = _STRINGS.sub("", text) if "\\" in text else "".join(text.split('"')[::2])
    depth = 0
    for bracket in _BRACKETS.findall(outside):
        if bracket in "[{":
            depth += 1
            if depth > max_depth:
                raise TooLarge("JSON text is nested too deep")
        else:
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


_WRITER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
_READER = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_constant, parse_float=_float, parse_int=_integer)
