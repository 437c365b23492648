"""A chosen file becomes dots and nothing else, and what is too much is refused before it is decoded."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QColorSpace, QImage
from PySide6.QtWidgets import QApplication

from desktop.services.errors import NotAPhotograph, PhotographTooLarge, PhotographUnreadable
from desktop.ui.note_photo.picture import LONGEST, MOST_BYTES, decoded, plain, read_photograph

PLACE, CAMERA, REMARK = b"ASHMERE CHURCH HALL", b"Tilbrook C-300", "note of Bronagh Tiller"


def saved(image: QImage, kind: str) -> bytes:
    kept, sink = QByteArray(), QBuffer()
    sink.setBuffer(kept)
    sink.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(sink, kind)  # type: ignore[call-overload]  # PySide types the name of a format as bytes; it takes a str alone
    return bytes(kept.data())


def picture(width: int, height: int, kind: str = "JPEG", *, remark: str = "") -> bytes:
    """Left half red, right half blue."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor(Qt.GlobalColor.blue))
    if remark:
        image.setText("Description", remark)
        image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    return saved(image, kind)


def photograph(width: int = 60, height: int = 40) -> bytes:
    """A JPEG as a telephone makes it: lying on its side, with camera, place (a GPS directory) and a remark in it."""
    entries = struct.pack("<H", 3)
    after = 8 + 2 + 3 * 12 + 4
    entries += struct.pack("<HHII", 0x0110, 2, len(CAMERA) + 1, after)
    entries += struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)  # to be turned by a quarter
    gps = after + len(CAMERA) + 1
    entries += struct.pack("<HHII", 0x8825, 4, 1, gps) + struct.pack("<I", 0)
    numbers = gps + 2 + 4 * 12 + 4
    place = struct.pack("<H", 4)
    place += struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0")
    place += struct.pack("<HHII", 2, 5, 3, numbers)
    place += struct.pack("<HHI4s", 3, 2, 2, b"W\0\0\0")
    place += struct.pack("<HHII", 0x1B, 7, len(PLACE), numbers + 24) + struct.pack("<I", 0)
    place += struct.pack("<6I", 54, 1, 3, 1, 1234, 100) + PLACE
    exif = b"Exif\0\0II*\0" + struct.pack("<I", 8) + entries + CAMERA + b"\0" + place
    made = picture(width, height, remark=REMARK)
    return made[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + made[2:]


def segments(jpeg: bytes) -> list[int]:
    """The markers of a JPEG before its dots."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int(struct.unpack(">H", jpeg[at + 2 : at + 4])[0])
    return found


def test_nothing_of_place_camera_or_remark_survives(qapp: QApplication) -> None:
    taken = photograph()
    assert {0xE1, 0xE2, 0xFE} <= set(segments(taken))
    assert PLACE in taken
    assert CAMERA in taken
    assert REMARK.encode() in taken
    kept = plain(taken)
    assert not {marker for marker in segments(kept) if 0xE1 <= marker <= 0xEF or marker == 0xFE}
    for gone in (PLACE, CAMERA, REMARK.encode(), b"Exif", b"GPS", b"ICC_PROFILE", b"Tiller"):
        assert gone not in kept
    assert decoded(kept).textKeys() == []


def test_a_photograph_stands_upright(qapp: QApplication) -> None:
    upright = decoded(plain(photograph(60, 40)))
    assert (upright.width(), upright.height()) == (40, 60)
    assert upright.pixelColor(20, 5).red() > 200
    assert upright.pixelColor(20, 55).blue() > 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_made_no_larger_than_a_page_needs(qapp: QApplication, kind: str) -> None:
    image = QImage(5200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    made = decoded(plain(saved(image, kind)))
    assert (made.width(), made.height()) == (LONGEST, 50)


def test_what_is_seen_through_becomes_paper(qapp: QApplication) -> None:
    image = QImage(10, 10, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    assert decoded(plain(saved(image, "PNG"))).pixelColor(5, 5).lightness() > 250


def test_too_many_dots_are_refused_by_the_header_alone(qapp: QApplication) -> None:
    bomb = bytearray(picture(8, 8, "PNG"))
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    bomb[29:33] = struct.pack(">I", zlib.crc32(bytes(bomb[12:29])))
    with pytest.raises(PhotographTooLarge):
        plain(bytes(bomb))


def test_too_many_bytes_are_refused_unread(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    with file.open("wb") as sink:
        sink.write(b"\xff\xd8\xff")
        sink.truncate(MOST_BYTES * 50)
    with pytest.raises(PhotographTooLarge):
        read_photograph(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a" + bytes(40), b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0 no more", b"\x89PNG\r\n\x1a\n"],
)  # fmt: skip
def test_what_is_no_photograph_is_refused(qapp: QApplication, content: bytes) -> None:
    with pytest.raises(NotAPhotograph):
        plain(content)


def test_half_a_png_is_refused(qapp: QApplication) -> None:
    whole = picture(200, 200, "PNG")
    with pytest.raises(NotAPhotograph):
        plain(whole[: len(whole) // 2])


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(PhotographUnreadable):
        read_photograph(tmp_path / "gone.jpg")
