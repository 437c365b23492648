"""Incoming letters that do not open: kept with the reason, tried again, and told to be superseded by the whole one.

Rules this module keeps:

* different bytes never take each other's place: a forged copy cannot push out the letter it imitates;
* whose letter it is is unproved here; it only names the row. A receipt counts when it is the hub's for this very waybill;
* a damaged copy ends with the whole letter: the same waybill, or a piece of the same sealed bytes, which nobody can guess;
* what no member signed is kept up to a bound, in all; beyond it there is a row with the reason, without the bytes;
* nobody fills the record book: of each sender so many letters and bytes are kept that did not open. Beyond that the oldest
  give way to what that member signed, those last that only wait for a desk's key; their rows stay and say so. What opened
  never gives way;
* a letter is compared with those of its own waybill, its own bundle id and its own sender, and with what names nobody,
  never with all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bundle.container import Parts, unpack
from bundle.errors import BundleError
from bundle.receipts import open_receipt
from bundle.waybills import MAX_WAYBILL, Waybill, check_waybill, parse_waybill
from desktop.domain.statements import Changes
from desktop.services.book import OpenBook, Sheet
from desktop.services.stored import IncomingLetter, LetterState

MOST_BYTES = 256 * 1024 * 1024  # of letters set aside that no member of the partnership signed
MOST_OF_ONE = 200  # letters set aside of one sender that keep their bytes
MOST_BYTES_OF_ONE = 64 * 1024 * 1024
WAITS = "DeskKeyNotHere"  # reason: it opens once a colleague hands on the key
GAVE_WAY = "LetterGaveWay"
_PIECE, _PIECES = 48, 16
_BEGINS, _ENDS = b'{"payload":"', b"}]}"  # of a waybill's envelope


@dataclass(frozen=True, slots=True)
class Outside:
    """What can be seen of a container, all of it unproved. ``parts`` is None when it does not come apart."""

    container: bytes
    parts: Parts | None
    waybill: Waybill | None

    @property
    def digest(self) -> str:
        """Of the waybill; "" when it cannot be read."""
        return self.waybill.digest if self.waybill else ""

    @property
    def intact(self) -> bool:
        """Whether the sealed part is the one its waybill names."""
        return (
            self.parts is not None
            and self.waybill is not None
            and hashlib.sha256(self.parts.sealed).hexdigest() == self.waybill.sealed_digest
        )


def look_at(container: bytes) -> Outside:
    """See what is written on a letter; the waybill also when the file around it is damaged."""
    try:
        parts = unpack(container)
    except BundleError:
        return Outside(container, None, _waybill_within(container))
    try:
        return Outside(container, parts, parse_waybill(parts.waybill_envelope))
    except BundleError:
        return Outside(container, parts, None)


class SetAside:
    def __init__(
        self,
        book: OpenBook,
        most_bytes: int = MOST_BYTES,
        most_of_one: int = MOST_OF_ONE,
        most_bytes_of_one: int = MOST_BYTES_OF_ONE,
    ) -> None:
        self._book, self._most_bytes = book, most_bytes
        self._most_of_one, self._most_bytes_of_one = most_of_one, most_bytes_of_one

    def keep(self, seen: Outside, reason: str) -> tuple[str, bool, Changes]:
        """Keep a letter that did not open: (the name of its row, whether it is new here, changes)."""
        name = self._name(seen)
        known = self._book.store.incoming_letter(name)
        container = seen.container if self._has_room(seen, known) else b""
        if known is not None and (
            known.state is LetterState.SUPERSEDED or (known.reason == reason and known.container == container)
        ):
            return name, False, Changes()
        with self._book.writing() as sheet:
            letter = IncomingLetter(
                bundle=name,
                sender=seen.waybill.sender if seen.waybill else "",
                share="",
                audience="",
                received_at=known.received_at if known else sheet.now,
                hub_received_at=self._hub_time(seen),
                statements=(),
                container=container,
                state=LetterState.SET_ASIDE,
                reason=reason,
                waybill=seen.digest,
            )
            sheet.add(sheet.writer.keep_incoming(letter))
            if container:
                self._make_room(sheet, letter)
        return name, known is None, sheet.changes

    def supersede(self, sheet: Sheet, taken: IncomingLetter, parts: Parts) -> None:
        """Inside a transaction: the whole letter came, so its damaged copies need nobody's eye any more."""
        store = self._book.store
        near = {one.bundle for one in store.incoming_of_waybill(taken.waybill) if one.state is LetterState.SET_ASIDE}
        near |= set(store.set_aside_under(parse_waybill(parts.waybill_envelope).bundle, self._most_of_one))
        near |= {name for sender in ("", taken.sender) for name, _, _ in store.set_aside_of(sender)}
        for name in sorted(near - {taken.bundle}):
            letter = store.incoming_letter(name)
            if letter is not None and _is_copy(letter, taken, parts):
                ended = replace(letter, state=LetterState.SUPERSEDED, container=b"")
                sheet.add(sheet.writer.keep_incoming(ended))

    def _name(self, seen: Outside) -> str:
        digest = hashlib.sha256(seen.container).hexdigest()[:32]
        if seen.waybill is None:
            return f"unreadable-{digest}"
        bundle = seen.waybill.bundle
        held = self._book.store.incoming_letter(bundle)
        same = held is None or (
            held.refused and held.waybill == seen.digest and held.container in {b"", seen.container}
        )
        return bundle if same else f"{bundle}-{digest}"

    def _has_room(self, seen: Outside, known: IncomingLetter | None) -> bool:
        if known is not None and known.container:
            return True  # its bytes are here already
        if self._is_a_members(seen):
            return True
        size, of_one = len(seen.container), self._kept_of(seen.waybill.sender if seen.waybill else "")
        crowded = len(of_one) >= self._most_of_one or sum(of_one.values()) + size > self._most_bytes_of_one
        return not crowded and self._book.store.incoming_bytes() + size <= self._most_bytes

    def _kept_of(self, sender: str) -> dict[str, int]:
        """The bytes of each letter set aside of a sender that has any, the one that gives way first before the others."""
        rows = [row for row in self._book.store.set_aside_of(sender) if row[1]]
        return {name: size for name, size, _ in sorted(rows, key=lambda row: row[2] == WAITS)}

    def _make_room(self, sheet: Sheet, newest: IncomingLetter) -> None:
        """Let the oldest of a sender's letters give way to the newest."""
        kept = self._kept_of(newest.sender)
        for name in list(kept):
            if len(kept) <= self._most_of_one and sum(kept.values()) <= self._most_bytes_of_one:
                return
            letter = self._book.store.incoming_letter(name)
            if letter is not None and name != newest.bundle:
                sheet.add(sheet.writer.keep_incoming(replace(letter, container=b"", reason=GAVE_WAY)))
                del kept[name]

    def _is_a_members(self, seen: Outside) -> bool:
        directory = self._book.directory
        if directory is None or seen.parts is None or not seen.intact:
            return False
        try:
            check_waybill(seen.parts.waybill_envelope, directory, self._book.now())
        except BundleError:
            return False
        return True

    def _hub_time(self, seen: Outside) -> datetime | None:
        """When the hub received this very letter, by its receipt."""
        directory = self._book.directory
        if directory is None or seen.parts is None or seen.parts.receipt is None:
            return None
        try:
            receipt = open_receipt(seen.parts.receipt, directory.hub)
            receipt.check_for(seen.digest)
        except BundleError:
            return None
        return receipt.received_at


def _is_copy(letter: IncomingLetter, taken: IncomingLetter, parts: Parts) -> bool:
    if letter.waybill and letter.waybill == taken.waybill:
        return True
    if parts.sealed in letter.container:
        return True
    return any(piece in letter.container for piece in _pieces(parts)) and not look_at(letter.container).intact


def _pieces(parts: Parts) -> list[bytes]:
    """Pieces of a letter that stand in no other: random keys, signatures and ciphertext made them."""
    step = max(1, len(parts.sealed) // _PIECES)
    pieces = (parts.sealed[place : place + _PIECE] for place in range(step, len(parts.sealed), step))
    return [piece for piece in pieces if len(piece) == _PIECE]


def _waybill_within(container: bytes) -> Waybill | None:
    """The waybill that stands somewhere at the beginning of a file that does not come apart."""
    start = container.find(_BEGINS, 0, MAX_WAYBILL)
    end = container.find(_ENDS, start, start + MAX_WAYBILL)
    try:
        return parse_waybill(container[start : end + len(_ENDS)]) if 0 <= start < end else None
    except BundleError:
        return None
