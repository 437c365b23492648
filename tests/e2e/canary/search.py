"""Looks for words of a record in files where none may be.

A canary is a made-up word that was typed into one field. It is looked for as UTF-8, UTF-16, base64 at each of the three offsets, hexadecimal and JSON escapes,
in the bytes as they are and inside every zlib, gzip, raw-deflate (ZIP) and zstd stream found in them.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

STREAM_LIMIT = 8 << 20  # bytes that one compressed stream may give
STARTS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|\x28\xb5\x2f\xfd|PK\x03\x04", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leak:
    file: str
    canary: str
    form: str


def forms(canary: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every way in which a canary is looked for. Text is searched without regard to case."""
    raw = canary.encode()
    yield "utf-8", raw
    yield "utf-16-le", canary.encode("utf-16-le")
    yield "utf-16-be", canary.encode("utf-16-be")
    yield "hex", raw.hex().encode()
    yield "hex upper", raw.hex().upper().encode()
    yield "json escapes", "".join(f"\\u{ord(letter):04x}" for letter in canary).encode()
    if json.dumps(canary)[1:-1] != canary:
        yield "json", json.dumps(canary)[1:-1].encode()
    for shift in range(3):
        # only the characters that the canary alone decides, whatever stands before and after it
        padded = bytes(shift) + raw
        code = base64.b64encode(padded)
        first, last = -(-shift * 8 // 6), len(padded) * 8 // 6
        yield f"base64+{shift}", code[first:last]
        yield f"base64url+{shift}", code[first:last].translate(bytes.maketrans(b"+/", b"-_"))


class Search:
    """All forms of all canaries, found by their first two bytes and then compared whole: a thousand patterns in one pass."""

    def __init__(self, canaries: Iterable[str]) -> None:
        self._names: dict[bytes, tuple[str, str]] = {}
        for canary in canaries:
            for form, pattern in forms(canary):
                self._names.setdefault(pattern.lower(), (canary, form))
        self._lengths: dict[bytes, set[int]] = {}
        for pattern in self._names:
            self._lengths.setdefault(pattern[:2], set()).add(len(pattern))
        self._starts = re.compile(b"|".join(map(re.escape, self._lengths)))

    def in_bytes(self, data: bytes, where: str, depth: int = 0) -> Iterator[Leak]:
        low = data.lower()
        at = 0
        while start := self._starts.search(low, at):
            at = start.start()
            for length in self._lengths[start.group()]:
                named = self._names.get(low[at : at + length])
                if named is not None:
                    yield Leak(where, *named)
            at += 1
        if depth < 3:
            for name, inner in streams(data):
                yield from self.in_bytes(inner, f"{where}!{name}", depth + 1)

    def in_tree(self, folder: Path) -> Iterator[Leak]:
        """Every file below a folder, and every name."""
        for path in sorted(folder.rglob("*")):
            yield from self.in_bytes(str(path.relative_to(folder)).encode(), f"name of {path}")
            if path.is_file() and not path.is_symlink():
                yield from self.in_bytes(path.read_bytes(), str(path))


def streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every compressed stream that starts anywhere in ``data`` and gives at least a few bytes."""
    for start in STARTS.finditer(data):
        at, magic = start.start(), start.group()
        try:
            if magic == b"PK\x03\x04":
                skip = (
                    30
                    + int.from_bytes(data[at + 26 : at + 28], "little")
                    + int.from_bytes(data[at + 28 : at + 30], "little")
                )
                inner = zlib.decompressobj(-15).decompress(data[at + skip :], STREAM_LIMIT)
            elif magic == b"\x28\xb5\x2f\xfd":
                inner = zstandard.ZstdDecompressor().decompressobj().decompress(data[at:])[:STREAM_LIMIT]
            else:
                inner = zlib.decompressobj(47).decompress(data[at:], STREAM_LIMIT)
        except (zlib.error, zstandard.ZstdError):
            continue
        if len(inner) > 8:
            yield f"{magic[:2].hex()}@{at}", inner
