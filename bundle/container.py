"""A bundle as one file (``.guardbundle``), the same on a USB stick and from the hub.

Rules this module keeps:

* a ZIP with ``mimetype``, ``waybill.dsse``, ``sealed.age``, then ``receipt`` when the hub has it, then
  ``attachments/<id>`` by ascending id, in this order and in exactly one form (``bundle.stored_zip``);
* sizes are bounded before a member is read; nothing is judged here beyond form, save that an attachment which is copied
  out has the digest that is its name;
* the letter is small and comes as bytes; attachments are streamed. A bundle brings all attachments of its waybill, or
  none (they then come from the hub).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Protocol

from bundle.errors import DigestMismatch, Malformed, TooLarge
from bundle.receipts import MAX_RECEIPT
from bundle.stored_zip import Member, pieces_of, read_index, read_member, write_archive
from bundle.waybills import MAX_ATTACHMENT, MAX_ATTACHMENTS, MAX_SEALED, MAX_WAYBILL, AttachmentRow, Waybill

MIMETYPE = b"application/vnd.guardbook.bundle+zip"
MAX_CONTAINER = MAX_SEALED + MAX_WAYBILL + MAX_RECEIPT + 4096  # without attachments
SUFFIX = ".guardbundle"
_FOLDER = "attachments/"
_BOUNDS = {
    "mimetype": len(MIMETYPE),
    "waybill.dsse": MAX_WAYBILL,
    "sealed.age": MAX_SEALED,
    "receipt": MAX_RECEIPT,
}
_NAMES = tuple(_BOUNDS)
_ATTACHMENT = re.compile(r"attachments/[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one bundle, as bytes nobody has judged yet."""

    waybill_envelope: bytes
    sealed: bytes
    receipt: bytes | None = None


class Posted(Protocol):
    """Anything with the two halves of a bundle: a ``Letter``, ``Parts``, an outbox row."""

    @property
    def waybill_envelope(self) -> bytes: ...
    @property
    def sealed(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A container that was taken apart: its letter, and where its attachments stand in ``source``."""

    parts: Parts
    source: BinaryIO
    attachments: tuple[Member, ...]

    @property
    def rows(self) -> tuple[AttachmentRow, ...]:
        """The attachments, by what their members say."""
        return tuple(AttachmentRow(_id(member), member.size) for member in self.attachments)

    def check_against(self, waybill: Waybill) -> None:
        """Raise ``Malformed`` unless the container brings the attachments its waybill names, or none."""
        if self.attachments and self.rows != waybill.attachments:
            raise Malformed("the container brings other attachments than its waybill names")

    def copy(self, attachment: str, sink: BinaryIO) -> None:
        """Write one attachment's ciphertext to ``sink``, which must not act before this returns.

        Raises ``Malformed`` (there is none such, or damaged) and ``DigestMismatch`` (not what its name says).
        """
        found = [member for member in self.attachments if _id(member) == attachment]
        if not found:
            raise Malformed("the container has no such attachment")
        digest = hashlib.sha256()
        for piece in pieces_of(self.source, found[0]):
            digest.update(piece)
            sink.write(piece)
        if digest.hexdigest() != attachment:
            raise DigestMismatch("an attachment is not the one its name says")


def pack(letter: Posted, receipt: bytes | None = None) -> bytes:
    """Return the container of a letter without attachments, with its receipt when there is one."""
    sink = BytesIO()
    write(sink, letter, receipt)
    return sink.getvalue()


def write(
    sink: BinaryIO,
    letter: Posted,
    receipt: bytes | None = None,
    attachments: Sequence[tuple[str, BinaryIO]] = (),
) -> None:
    """Write the container of a letter to ``sink``, which can be sought in. ``attachments`` are (id, ciphertext)."""
    members = [("mimetype", MIMETYPE), ("waybill.dsse", letter.waybill_envelope), ("sealed.age", letter.sealed)]
    if receipt is not None:
        members.append(("receipt", receipt))
    streams = [(name, BytesIO(content)) for name, content in members]
    write_archive(sink, [*streams, *((_FOLDER + name, source) for name, source in sorted(attachments, key=_first))])


def unpack(raw: bytes) -> Parts:
    """Return the parts of a container that brings no attachments; raise ``Malformed`` or ``TooLarge``."""
    if len(raw) > MAX_CONTAINER:
        raise TooLarge("the container is too long")
    opened = take_apart(BytesIO(raw))
    if opened.attachments:
        raise Malformed("a container held in memory brings no attachments")
    return opened.parts


def take_apart(source: BinaryIO) -> Opened:
    """Read a container from ``source``, which can be sought in; raise ``Malformed`` or ``TooLarge``.

    The letter is read, attachments are only located.
    """
    index = read_index(source, _Bounds(), most=len(_NAMES) + MAX_ATTACHMENTS)
    letter = [member for member in index if member.name in _BOUNDS]
    names = tuple(member.name for member in letter)
    attachments = index[len(letter) :]
    ids = [_id(member) for member in attachments]
    if names not in {_NAMES, _NAMES[:3]} or tuple(letter) != index[: len(letter)] or ids != sorted(ids):
        raise Malformed("the container does not hold a bundle's members in their order")
    if read_member(source, letter[0]) != MIMETYPE:
        raise Malformed("the file is not a bundle")
    content = [read_member(source, member) for member in letter[1:]]
    return Opened(Parts(*content), source, attachments)


class _Bounds(dict[str, int]):
    """The members a bundle may have, and their sizes: the letter's by name, attachments by the form of theirs."""

    def __contains__(self, name: object) -> bool:
        return name in _BOUNDS or (isinstance(name, str) and bool(_ATTACHMENT.match(name)))

    def __getitem__(self, name: str) -> int:
        return _BOUNDS.get(name, MAX_ATTACHMENT)


def _id(member: Member) -> str:
    return member.name.removeprefix(_FOLDER)


def _first(attachment: tuple[str, BinaryIO]) -> str:
    return attachment[0]
