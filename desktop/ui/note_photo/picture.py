"""A chosen file into a plain picture, in memory only.

Rules this module keeps:

* bytes, first letters and the size in the header are looked at before anything is decoded; decoding has a limit of its own;
* what is kept is painted anew: dots and nothing else. Where and when it was taken, with what, by whom, a small picture inside it,
  a colour profile: none of it comes along;
* a picture that says which way up it is stands that way; it is never larger than is needed to read a page.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from desktop.services.errors import NotAPhotograph, PhotographDamaged, PhotographTooLarge, PhotographUnreadable
from desktop.ui.note_photo.presenter import Prepared

MOST_BYTES = 20_000_000
MOST_DOTS = 50_000_000
LONGEST = 2600  # dots of the longer side that are kept
MOST_MEMORY = 256  # megabytes that decoding may take
QUALITY = 82
KINDS = ((b"\x89PNG\r\n\x1a\n", b"png"), (b"\xff\xd8\xff", b"jpeg"))


def read_photograph(file: Path) -> bytes:
    """A chosen file as the JPEG that is kept. Raises PhotographUnreadable, and as ``plain``."""
    try:
        with file.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except OSError as fault:
        raise PhotographUnreadable("the chosen file cannot be read") from fault
    return plain(content)


def plain(content: bytes) -> bytes:
    """A PNG or JPEG as a JPEG of its dots alone. Raises PhotographTooLarge, NotAPhotograph."""
    image = decoded(content)
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    kept, sink = QByteArray(), QBuffer()
    sink.setBuffer(kept)
    sink.open(QIODevice.OpenModeFlag.WriteOnly)
    if not made.save(sink, "JPEG", QUALITY):  # type: ignore[call-overload]  # PySide types the name of a format as bytes; it takes a str alone
        raise NotAPhotograph("the picture cannot be kept as JPEG")
    return bytes(kept.data())


def decoded(content: bytes) -> QImage:
    """The dots, upright, in the usual colours, at most ``LONGEST`` long. Raises PhotographTooLarge, NotAPhotograph."""
    if len(content) > MOST_BYTES:
        raise PhotographTooLarge("a photograph has too many bytes")
    kind = next((name for begins, name in KINDS if content.startswith(begins)), None)
    if kind is None:
        raise NotAPhotograph("neither a PNG nor a JPEG")
    source = QBuffer()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MEMORY)
    reader = QImageReader(source, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise NotAPhotograph("the picture has no size")
    if size.width() * size.height() > MOST_DOTS:
        raise PhotographTooLarge("a photograph has too many dots")
    reader.setAutoTransform(True)
    if max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(size.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise NotAPhotograph("the picture cannot be read whole")
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return image


def stored(content: bytes) -> QImage:
    """What lies in a record book, decoded within the same bounds: a letter may have brought it. Raises PhotographDamaged."""
    try:
        return decoded(content)
    except (NotAPhotograph, PhotographTooLarge) as fault:
        raise PhotographDamaged("what is kept is no photograph") from fault


def prepared(file: Path) -> Prepared:
    """A chosen file as it would be kept, and how that looks. Raises as ``read_photograph``."""
    jpeg = read_photograph(file)
    return Prepared(jpeg, decoded(jpeg))
