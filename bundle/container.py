"""A bundle as one file (``.guardbundle``), the same on a USB stick and from the hub.

Rules this module keeps:

* a ZIP with ``mimetype``, ``waybill.dsse``, ``sealed.age`` and, when the hub has it, ``receipt``, in this order and in
  exactly one form (``bundle.stored_zip``);
* sizes are bounded before a member is read; nothing is judged here beyond form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bundle.errors import Malformed, TooLarge
from bundle.receipts import MAX_RECEIPT
from bundle.stored_zip import read_members, write_members
from bundle.waybills import MAX_SEALED, MAX_WAYBILL

MIMETYPE = b"application/vnd.guardbook.bundle+zip"
MAX_CONTAINER = MAX_SEALED + MAX_WAYBILL + MAX_RECEIPT + 4096
SUFFIX = ".guardbundle"
_BOUNDS = {
    "mimetype": len(MIMETYPE),
    "waybill.dsse": MAX_WAYBILL,
    "sealed.age": MAX_SEALED,
    "receipt": MAX_RECEIPT,
}


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


def pack(letter: Posted, receipt: bytes | None = None) -> bytes:
    """Return the container of a letter, with its receipt when there is one."""
    members = [("mimetype", MIMETYPE), ("waybill.dsse", letter.waybill_envelope), ("sealed.age", letter.sealed)]
    return write_members(members if receipt is None else [*members, ("receipt", receipt)])


def unpack(raw: bytes) -> Parts:
    """Return the parts of a container; raise ``Malformed`` or ``TooLarge``."""
    if len(raw) > MAX_CONTAINER:
        raise TooLarge("the container is too long")
    members = read_members(raw, _BOUNDS)
    names = tuple(_BOUNDS)
    if tuple(members) not in {names, names[:3]} or members["mimetype"] != MIMETYPE:
        raise Malformed("the container does not hold a bundle's members in their order")
    return Parts(members["waybill.dsse"], members["sealed.age"], members.get("receipt"))
