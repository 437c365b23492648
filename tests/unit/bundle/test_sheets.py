"""What lies inside a letter's seal: one frame that unfolds to one form of lines, bounded before it is unpacked."""

from __future__ import annotations

import struct

import pytest
import zstandard

from bundle import sheets
from bundle.errors import (
    BundleError,
    Malformed,
    TooLarge,
)
from bundle.sealing import padme
from tests.unit.bundle.odettes_letter import open_sheet
from tests.unit.bundle.partnership import draws


@pytest.mark.parametrize("size", [10, 30_000, 40_000, 100_000, 1_000_000])
def test_a_sheet_of_any_length_is_padded_and_comes_back(size: int) -> None:
    token = draws("noise")(size // 3).hex()[:250_000]
    sheet = sheets.fold_up(b"{}", (token,))
    assert len(sheet) == max(32 * 1024, padme(len(sheet)))
    assert sheets.unfold(sheet) == (b"{}", (token,))


def _framed(frame: bytes, *, padding: int | None = None) -> bytes:
    room = max(32 * 1024, padme(len(frame) + 8)) - len(frame) - 8 if padding is None else padding
    return struct.pack("<LL", 0x184D2A50, room) + bytes(room) + frame


def test_a_bomb_is_refused_before_it_is_decompressed() -> None:
    bomb = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(bytes(65 * 1024 * 1024))
    assert len(bomb) < 32 * 1024
    with pytest.raises(TooLarge):
        open_sheet(_framed(bomb))


def test_a_bomb_that_does_not_say_its_size_is_refused() -> None:
    writer = zstandard.ZstdCompressor(level=3, write_checksum=True).compressobj()
    bomb = writer.compress(bytes(65 * 1024 * 1024)) + writer.flush()
    assert zstandard.get_frame_parameters(bomb).content_size == zstandard.CONTENTSIZE_UNKNOWN
    with pytest.raises(TooLarge):
        open_sheet(_framed(bomb))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(zstandard.ZstdCompressor(level=3, write_checksum=True).compress(bytes(1 << 20)))
    assert int.from_bytes(bomb[5:9], "little") == 1 << 20  # magic, descriptor, then a size of four bytes
    bomb[5:9] = (1000).to_bytes(4, "little")
    assert zstandard.get_frame_parameters(bytes(bomb)).content_size == 1000
    with pytest.raises(Malformed):
        open_sheet(_framed(bytes(bomb)))


_FRAME = zstandard.ZstdCompressor(write_checksum=True).compress(b"{}\n")


def test_a_sheet_of_the_one_form_unfolds() -> None:
    assert sheets.unfold(_framed(_FRAME)) == (b"{}", ())


@pytest.mark.parametrize(
    "sheet",
    [
        _framed(_FRAME + _FRAME),
        _framed(_FRAME + b"\0"),
        _framed(_FRAME, padding=40 * 1024),
        _framed(_FRAME, padding=1),
        _framed(zstandard.ZstdCompressor(write_checksum=False).compress(b"{}\n")),
        b"\1" + _framed(_FRAME)[1:],
        _framed(_FRAME)[:8] + b"\1" + _framed(_FRAME)[9:],
        bytes(32 * 1024),
        b"",
        _framed(b""),
        struct.pack("<LL", 0x184D2A50, 0xFFFFFFFF) + bytes(32 * 1024 - 8),
    ],
    ids=["two", "tail", "long", "short", "no checksum", "magic", "not zero", "nothing", "empty", "no frame", "huge"],
)
def test_a_second_frame_or_loose_padding_is_refused(sheet: bytes) -> None:
    with pytest.raises(Malformed):
        sheets.unfold(sheet)


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"{}",
        b"\n",
        b"{}\n{}\n",
        b'{}\n{"statement": "a~"}\n',
        b'{}\n{"statement":1}\n',
        b'{}\n{"statement":"\\u0061~"}\n',
    ],
)
def test_lines_in_another_form_are_refused(lines: bytes) -> None:
    with pytest.raises(BundleError):
        open_sheet(_framed(zstandard.ZstdCompressor(write_checksum=True).compress(lines)))
