"""ZIP archives in exactly one form: stored, ZIP64, in a given order, and nothing around them.

Rules this module keeps:

* the same members give the same bytes, on every machine and in every year: no times, no attributes, no comments;
* the first member has no extra field, so ``mimetype`` stands at offset 38 as in EPUB and ODF; the others and the
  directory at the end carry ZIP64 sizes (PKWARE APPNOTE 6.3.10, 4.3.14 to 4.5.3), which every unzip program reads;
* reading walks the local headers, checks each bound before its bytes are touched, and then compares every header with
  the one we would have written: duplicates, gaps, overlaps, compression, prefixes and trailing data cannot occur;
* content is streamed, in constant memory; a checksum is looked at when a member's content has been read;
* no file is opened; a member's name is never used as a path here.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from bundle.errors import Malformed, TooLarge

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR64 = struct.Struct("<4sLQL")
_END = struct.Struct("<4sHHHHLLH")
_SIZES64 = struct.Struct("<HHQQ")
_PLACE64 = struct.Struct("<HHQQQ")
_SIGN = b"PK\x03\x04"
_UTF8_NAMES = 0x0800
_DATE_1980 = 0x0021  # the first date DOS knows
_VERSION = 45
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_PIECE = 1024 * 1024
MAX_NAME = 255
MAX_MEMBERS = 256


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive: its name, checksum, size in bytes, and where its header and its content begin."""

    name: str
    crc: int
    size: int
    place: int
    start: int


def write_members(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the archive of ``members`` (name, content), the first of which should be ``mimetype``."""
    sink = BytesIO()
    write_archive(sink, ((name, BytesIO(content)) for name, content in members))
    return sink.getvalue()


def write_archive(sink: BinaryIO, members: Iterable[tuple[str, BinaryIO]]) -> None:
    """Write the archive of ``members`` (name, source read to its end) to ``sink``, which can be sought in and is at 0.

    A header has the checksum of what follows it, so it is written again once its content is known.
    """
    written: list[Member] = []
    place = 0
    for name, source in members:
        plain, encoded = not written, name.encode("utf-8")
        start = place + sink.write(_local(encoded, 0, 0, plain=plain))
        crc = size = 0
        while piece := source.read(_PIECE):
            crc, size = zlib.crc32(piece, crc), size + sink.write(piece)
        sink.seek(place)
        sink.write(_local(encoded, crc, size, plain=plain))
        written.append(Member(name, crc, size, place, start))
        place = sink.seek(start + size)
    sink.write(_ending(written, place))


def read_members(raw: bytes, bounds: Mapping[str, int], *, most: int = MAX_MEMBERS) -> dict[str, bytes]:
    """Return the members of an archive in their order.

    ``bounds`` maps each name that may occur to the most bytes it may have; ``most`` is how many there may be. Raises
    ``Malformed`` for another name, a duplicate, or anything that ``write_members`` would have written otherwise, and
    ``TooLarge`` for a bound.
    """
    source = BytesIO(raw)
    return {member.name: read_member(source, member) for member in read_index(source, bounds, most=most)}


def read_index(source: BinaryIO, bounds: Mapping[str, int], *, most: int = MAX_MEMBERS) -> tuple[Member, ...]:
    """Return the members of an archive in their order, every header and the ending judged, the content not yet read.

    ``source`` can be sought in. Raises as ``read_members`` does.
    """
    end = source.seek(0, os.SEEK_END)
    members: dict[str, Member] = {}
    place = 0
    while (head := _at(source, place, _LOCAL.size)).startswith(_SIGN):
        if len(members) == most:
            raise TooLarge("the container has too many members")
        member = _read_local(source, head, place, plain=not members)
        if member.name in members or member.name not in bounds:
            raise Malformed("the container has a member twice or one that does not belong")
        if member.size > bounds[member.name]:
            raise TooLarge("a member of the container is too long")
        place = member.start + member.size
        if place > end:
            raise Malformed("the container is cut short")
        members[member.name] = member
    ending = _ending(tuple(members.values()), place)
    if not members or end - place != len(ending) or _at(source, place, len(ending)) != ending:
        raise Malformed("the container does not end as it should")
    return tuple(members.values())


def read_member(source: BinaryIO, member: Member) -> bytes:
    """Return the content of a member of ``read_index``; ``Malformed`` when its checksum does not fit."""
    return b"".join(pieces_of(source, member))


def pieces_of(source: BinaryIO, member: Member) -> Iterator[bytes]:
    """Yield the content piece by piece; ``Malformed`` after the last one when the checksum does not fit."""
    source.seek(member.start)
    crc, left = 0, member.size
    while left and (piece := source.read(min(left, _PIECE))):
        crc, left = zlib.crc32(piece, crc), left - len(piece)
        yield piece
    if left or crc != member.crc:
        raise Malformed("a member of the container is damaged")


def _read_local(source: BinaryIO, head: bytes, place: int, *, plain: bool) -> Member:
    """Return the member whose header stands at ``place`` and is equal to what we would write."""
    if len(head) < _LOCAL.size:
        raise Malformed("the container is cut short")
    fields = _LOCAL.unpack(head)
    crc, size, name_length, extra_length = fields[6], fields[8], fields[9], fields[10]
    if name_length > MAX_NAME or extra_length != (0 if plain else _SIZES64.size):
        raise Malformed("a header of the container is not of the one form")
    header = head + _at(source, place + _LOCAL.size, name_length + extra_length)
    if len(header) < _LOCAL.size + name_length + extra_length:
        raise Malformed("the container is cut short")
    if not plain:
        size = _SIZES64.unpack_from(header, _LOCAL.size + name_length)[2]
    name = header[_LOCAL.size : _LOCAL.size + name_length]
    if header != _local(name, crc, size, plain=plain) or not name.isascii():
        raise Malformed("a header of the container is not of the one form")
    return Member(name.decode("ascii"), crc, size, place, place + len(header))


def _at(source: BinaryIO, place: int, size: int) -> bytes:
    source.seek(place)
    return source.read(size)


def _local(name: bytes, crc: int, size: int, *, plain: bool) -> bytes:
    extra = b"" if plain else _SIZES64.pack(1, 16, size, size)
    shown = size if plain else _FULL32
    if shown > _FULL32:
        raise TooLarge("the first member of a container is small")
    head = _LOCAL.pack(_SIGN, _VERSION, _UTF8_NAMES, 0, 0, _DATE_1980, crc, shown, shown, len(name), len(extra))
    return head + name + extra


def _ending(members: Sequence[Member], place: int) -> bytes:
    central = b"".join(_central(member) for member in members)
    count, end = len(members), place + len(central)
    return b"".join(
        [
            central,
            _END64.pack(b"PK\x06\x06", _END64.size - 12, _VERSION, _VERSION, 0, 0, count, count, len(central), place),
            _LOCATOR64.pack(b"PK\x06\x07", 0, end, 1),
            _END.pack(b"PK\x05\x06", 0, 0, _FULL16, _FULL16, _FULL32, _FULL32, 0),
        ]
    )


def _central(member: Member) -> bytes:
    name = member.name.encode("utf-8")
    extra = _PLACE64.pack(1, 24, member.size, member.size, member.place)
    head = _CENTRAL.pack(
        b"PK\x01\x02", _VERSION, _VERSION, _UTF8_NAMES, 0, 0, _DATE_1980, member.crc, _FULL32, _FULL32,
        len(name), len(extra), 0, 0, 0, 0, _FULL32,
    )  # fmt: skip
    return head + name + extra
