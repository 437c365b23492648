"""ZIP archives in exactly one form: stored, ZIP64, in a given order, and nothing around them.

Rules this module keeps:

* the same members give the same bytes, on every machine and in every year: no times, no attributes, no comments;
* the first member has no extra field, so ``mimetype`` stands at offset 38 as in EPUB and ODF; the others and the
  directory at the end carry ZIP64 sizes (PKWARE APPNOTE 6.3.10, 4.3.14 to 4.5.3), which every unzip program reads;
* reading walks the local headers, checks each bound before its bytes are touched, and then compares every header with
  the one we would have written: duplicates, gaps, overlaps, compression, prefixes and trailing data cannot occur;
* no file is opened; a member's name is never used as a path here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence

from bundle.errors import Malformed, TooLarge

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR64 = struct.Struct("<4sLQL")
_END = struct.Struct("<4sHHHHLLH")
_SIZES64 = struct.Struct("<HHQQ")
_PLACE64 = struct.Struct("<HHQQQ")
_UTF8_NAMES = 0x0800
_DATE_1980 = 0x0021  # the first date DOS knows
_VERSION = 45
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
MAX_NAME = 255
MAX_MEMBERS = 256


def write_members(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the archive of ``members`` (name, content), the first of which should be ``mimetype``."""
    pieces: list[bytes] = []
    entries: list[tuple[bytes, int, int, int]] = []
    place = 0
    for number, (name, content) in enumerate(members):
        header = _local(name.encode("utf-8"), zlib.crc32(content), len(content), plain=number == 0)
        entries.append((name.encode("utf-8"), zlib.crc32(content), len(content), place))
        pieces += [header, content]
        place += len(header) + len(content)
    return b"".join([*pieces, _ending(entries, place)])


def read_members(raw: bytes, bounds: Mapping[str, int]) -> dict[str, bytes]:
    """Return the members of an archive in their order.

    ``bounds`` maps each name that may occur to the most bytes it may have. Raises ``Malformed`` for another name, a
    duplicate, or anything that ``write_members`` would have written otherwise, and ``TooLarge`` for a bound.
    """
    members: dict[str, bytes] = {}
    entries: list[tuple[bytes, int, int, int]] = []
    place = 0
    while raw[place : place + 4] == b"PK\x03\x04":
        if len(entries) == MAX_MEMBERS:
            raise TooLarge("the container has too many members")
        encoded, crc, size, start = _read_local(raw, place, plain=not entries)
        name = encoded.decode("ascii", "replace")
        if name not in bounds or name in members:
            raise Malformed("the container has a member twice or one that does not belong")
        if size > bounds[name]:
            raise TooLarge("a member of the container is too long")
        if start + size > len(raw):
            raise Malformed("the container is cut short")
        content = bytes(raw[start : start + size])
        if zlib.crc32(content) != crc:
            raise Malformed("a member of the container is damaged")
        members[name] = content
        entries.append((encoded, crc, size, place))
        place = start + size
    if not entries or raw[place:] != _ending(entries, place):
        raise Malformed("the container does not end as it should")
    return members


def _read_local(raw: bytes, place: int, *, plain: bool) -> tuple[bytes, int, int, int]:
    """Return (name, crc, size, start of content) of the header at ``place``, equal to what we would write."""
    if place + _LOCAL.size > len(raw):
        raise Malformed("the container is cut short")
    fields = _LOCAL.unpack_from(raw, place)
    crc, size, name_length, extra_length = fields[6], fields[8], fields[9], fields[10]
    name_end = place + _LOCAL.size + name_length
    start = name_end + extra_length
    if name_length > MAX_NAME or start > len(raw) or extra_length != (0 if plain else _SIZES64.size):
        raise Malformed("a header of the container is not of the one form")
    if not plain:
        size = _SIZES64.unpack_from(raw, name_end)[2]
    name = bytes(raw[place + _LOCAL.size : name_end])
    if raw[place:start] != _local(name, crc, size, plain=plain):
        raise Malformed("a header of the container is not of the one form")
    return name, crc, size, start


def _local(name: bytes, crc: int, size: int, *, plain: bool) -> bytes:
    extra = b"" if plain else _SIZES64.pack(1, 16, size, size)
    shown = size if plain else _FULL32
    if shown > _FULL32:
        raise TooLarge("the first member of a container is small")
    head = _LOCAL.pack(b"PK\x03\x04", _VERSION, _UTF8_NAMES, 0, 0, _DATE_1980, crc, shown, shown, len(name), len(extra))
    return head + name + extra


def _ending(entries: Sequence[tuple[bytes, int, int, int]], place: int) -> bytes:
    central = b"".join(_central(*entry) for entry in entries)
    count, end = len(entries), place + len(central)
    return b"".join(
        [
            central,
            _END64.pack(b"PK\x06\x06", _END64.size - 12, _VERSION, _VERSION, 0, 0, count, count, len(central), place),
            _LOCATOR64.pack(b"PK\x06\x07", 0, end, 1),
            _END.pack(b"PK\x05\x06", 0, 0, _FULL16, _FULL16, _FULL32, _FULL32, 0),
        ]
    )


def _central(name: bytes, crc: int, size: int, place: int) -> bytes:
    extra = _PLACE64.pack(1, 24, size, size, place)
    head = _CENTRAL.pack(
        b"PK\x01\x02", _VERSION, _VERSION, _UTF8_NAMES, 0, 0, _DATE_1980, crc, _FULL32, _FULL32,
        len(name), len(extra), 0, 0, 0, 0, _FULL32,
    )  # fmt: skip
    return head + name + extra
