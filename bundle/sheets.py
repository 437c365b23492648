"""What lies inside the seal: the cover and the statements as lines, compressed and padded.

Rules this module keeps:

* JSON lines, the cover's envelope first, then one object ``{"statement": token}`` a line, each line ended by LF;
* compressed as one zstd frame (RFC 8878) that says its content's size and carries a checksum; before it stands one
  skippable frame of zeros that pads the whole to a Padmé size of at least 32 KiB, so that a length says little.
  ``age -d | zstd -d`` gives the lines;
* the size is known and bounded before a byte is decompressed, and there is nothing else: no second frame, no
  dictionary, no padding that is not zero.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import zstandard

from bundle.covers import MAX_STATEMENTS
from bundle.encoding import canonical_json, strict_json
from bundle.errors import Malformed, TooLarge
from bundle.sealing import padme
from bundle.statements import MAX_BYTES

FLOOR = 32 * 1024
MAX_LINES_BYTES = 64 * 1024 * 1024
MAX_WINDOW = 8 * 1024 * 1024
LEVEL = 9
_SKIPPABLE = struct.Struct("<LL")  # magic, size (RFC 8878, 3.1.2)
_SKIPPABLE_MAGIC = 0x184D2A50


def fold_up(cover_envelope: bytes, tokens: Sequence[str]) -> bytes:
    """Return the padded sheet of a cover and statements; raise ``TooLarge`` if it could not be unfolded."""
    lines = b"".join([cover_envelope + b"\n", *(_line(token) for token in tokens)])
    if len(lines) > MAX_LINES_BYTES or len(tokens) > MAX_STATEMENTS:
        raise TooLarge("a letter holds too much")
    frame = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True).compress(lines)
    needed = _SKIPPABLE.size + len(frame)
    padding = max(FLOOR, padme(needed)) - needed
    return _SKIPPABLE.pack(_SKIPPABLE_MAGIC, padding) + bytes(padding) + frame


def unfold(sheet: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return (cover envelope, tokens) of a sheet; raise ``Malformed`` or ``TooLarge``."""
    lines = _decompressed(_without_padding(sheet))
    if not lines.endswith(b"\n"):
        raise Malformed("the last line of a letter is not ended")
    if lines.count(b"\n") > MAX_STATEMENTS + 1:
        raise TooLarge("a letter holds too many statements")
    cover_envelope, *rest = lines[:-1].split(b"\n")
    return cover_envelope, tuple(_token(line) for line in rest)


def _without_padding(sheet: bytes) -> bytes:
    if len(sheet) < max(FLOOR, _SKIPPABLE.size):
        raise Malformed("a letter is shorter than its padding")
    magic, padding = _SKIPPABLE.unpack_from(sheet)
    frame = sheet[_SKIPPABLE.size + padding :]
    needed = _SKIPPABLE.size + len(frame)
    if magic != _SKIPPABLE_MAGIC or not frame or any(sheet[_SKIPPABLE.size : len(sheet) - len(frame)]):
        raise Malformed("a letter does not begin with its padding")
    if len(sheet) != max(FLOOR, padme(needed)):
        raise Malformed("a letter is not padded as it should be")
    return frame


def _decompressed(frame: bytes) -> bytes:
    try:
        about = zstandard.get_frame_parameters(frame)
        if not 0 < about.content_size <= MAX_LINES_BYTES or about.window_size > MAX_WINDOW:
            raise TooLarge("a letter holds too much, or does not say how much")
        if about.dict_id or not about.has_checksum:
            raise Malformed("a letter is not compressed as it should be")
        decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
        return decompressor.decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError as bad:
        raise Malformed("a letter's content does not decompress") from bad


def _line(token: str) -> bytes:
    return canonical_json({"statement": token}) + b"\n"


def _token(line: bytes) -> str:
    value = strict_json(line, max_bytes=MAX_BYTES + 64, max_depth=1)
    if not isinstance(value, dict) or set(value) != {"statement"} or not isinstance(value["statement"], str):
        raise Malformed("a line of a letter is not a statement")
    token: str = value["statement"]
    if not token.isascii() or _line(token) != line + b"\n":
        raise Malformed("a line of a letter is not written in its one form")
    return token
