"""Proof that a new device holds the key that opens letters: a statement sealed to it, which its answer names.

The request to join is signed by the device's two signing keys; the key that opens letters cannot sign. So the
administrator who admitted it seals a statement to that key alone. The statement's id is the digest of salted content, so
nobody knows it who did not open the letter; the device's signed answer names it (``after``). It is the proof by
challenge of RFC 4211 (section 4.2, the subsequent message), in letters as all others, so that it also goes by stick.

Rules this module keeps:

* the challenge is sent once, when the directory with the device is in force here;
* the answer counts from that device alone, and only when it names the very statement that was sealed to it;
* until then the administrator sees whose computer has not answered; letters go to it all the same, since the six words
  were compared and no two computers may list one key.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.statements import Changes, Json, Kind, Statement
from desktop.services.book import OpenBook, Sheet
from desktop.services.outgoing import KEYS, Envelope, box, queue

INVITATIONS = "invitations made"  # setting: id of each invitation, its file, whether it was used, and by which device


def challenge(book: OpenBook) -> Changes:
    """Seal a statement to each device that was admitted under an invitation of ours and was not asked yet."""
    directory, made = book.directory, book.store.setting(INVITATIONS)
    if directory is None or book.me is None or not isinstance(made, Mapping):
        return Changes()
    admitted = {str(row["device"]) for row in made.values() if isinstance(row, Mapping) and row.get("device")}
    live = {entry.id for entry in directory.current_devices(book.now())}
    waiting = sorted((admitted & live) - set(_challenges(book)) - {book.device})
    if not waiting:
        return Changes()
    with book.writing() as sheet:
        for device in waiting:
            said = sheet.say(Kind.DEVICE_ADMITTED, (device,), {"device": device})
            to = Envelope(device, KEYS, book.organisation(device))
            queue(book, sheet, to, [box(directory.device(device))], [sheet.tokens[said.id]])
    return sheet.changes


def answer(sheet: Sheet, said: Statement) -> None:
    """Inside a transaction: answer the statement that was sealed to this device, once."""
    book = sheet.book
    if said.kind != Kind.DEVICE_ADMITTED or said.fields.get("device") != book.device or said.device == book.device:
        return
    directory = book.directory
    asked_by = directory.devices.get(said.device) if directory else None
    if asked_by is None or any(said.id in one.after for one in book.store.statements_of_kind(Kind.DEVICE_CONFIRMED)):
        return
    fields: dict[str, Json] = {"device": book.device}
    confirmed = sheet.say(Kind.DEVICE_CONFIRMED, (book.device,), fields, (said.id,))
    to = Envelope(book.device, KEYS, book.organisation(said.device))
    queue(book, sheet, to, [box(asked_by)], [sheet.tokens[confirmed.id]])


def unproved(book: OpenBook) -> tuple[str, ...]:
    """The people whose device was admitted from here and has not answered what was sealed to it, by name."""
    directory = book.directory
    if directory is None:
        return ()
    confirmed = book.store.statements_of_kind(Kind.DEVICE_CONFIRMED)
    return tuple(
        sorted(
            directory.devices[device].person
            for device, asked in _challenges(book).items()
            if device in directory.devices
            and not directory.devices[device].withdrawn
            and not any(said.device == device and asked in said.after for said in confirmed)
        )
    )


def _challenges(book: OpenBook) -> dict[str, str]:
    """The statement that was sealed to each device from here, by device."""
    return {
        str(said.fields.get("device")): said.id
        for said in book.store.statements_of_kind(Kind.DEVICE_ADMITTED)
        if said.device == book.device
    }
