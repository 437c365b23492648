"""The keys of desks and teams: made by a member, handed on by a member, and used to open the desk's letters.

Rules this module keeps:

* the secret of a desk's key is made on a member's device and is written down sealed (age) to one device and in no other
  form: in the record book to its own, in the statement that hands it on to the colleague's. So the database alone opens
  no letter: not for the organisation's recovery, not from an old copy, and no statement shows it;
* a key is believed when its public half is in the directory;
* a new colleague opens the desk's letters, the earlier ones too, after a member chose to let them: nothing is automatic;
* a member who leaves ends the key (the directory sees to it); a remaining member makes the next one. When somebody may have
  a copy of this book (new keys, a restore, a recovery), a member makes one too, which ends the key that may be known;
* what is sealed to a key that is not here waits in full, and is tried again when the key comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from bundle.directory import Desk, DeviceEntry, Directory, DirectoryContents
from bundle.encoding import b64u, unb64u
from bundle.errors import BundleError
from bundle.recipients import Identity
from bundle.sealing import seal, unseal
from desktop.domain.records import Role
from desktop.domain.statements import Changes, Json, Kind, Statement
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import NotADesk, NothingToGrant
from desktop.services.outgoing import KEYS, Envelope, box, queue

DESK_KEYS = "desk keys"  # setting: the seed of each desk key, sealed to this device (base64url), by its public half
DOUBTED = "desk keys that may be known"  # setting: the public halves of those that a copy of this book may open


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of a desk to whom its keys were not handed from here yet. ``desk`` is the desk's name."""

    device: str
    person: str
    desk: str


class DeskKeys:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    # what is here

    def make(self) -> str:
        """Make a key for a desk and keep its secret; return the public half, to be listed in the directory."""
        identity = Identity.generate(self._book.random)
        with self._book.writing() as sheet:
            self._keep(sheet, {identity.recipient: identity.seed})
        return identity.recipient

    def held(self, recipient: str) -> bool:
        """Whether the secret of a public half is here."""
        return recipient in kept_keys(self._book)

    # a colleague joins

    def waiting(self) -> tuple[Colleague, ...]:
        """The members of this device's desks to whom no member known here has handed the desk's newest key, by name."""
        return tuple(
            Colleague(entry.id, entry.person, desk.name)
            for desk in self._desks()
            for entry in self._members(desk)
            if self._lacks(desk, entry)
        )

    def grant(self, device: str) -> Changes:
        """Hand every key of this device's desks to a colleague's device: earlier letters open there from then on.

        Raises NotADesk when this device is at no desk with them, NothingToGrant when no key of the desk is here.
        """
        book = self._book
        desks = [desk for desk in self._desks() if any(entry.id == device for entry in self._members(desk))]
        if not desks:
            raise NotADesk("only a member of a desk hands its keys to another")
        directory, held = book.joined(), kept_keys(book)
        with book.writing() as sheet:
            for desk in desks:
                to = directory.device(device).card.age
                keys: list[Json] = [
                    {"recipient": one.recipient, "sealed": _sealed(book, held[one.recipient], to)}
                    for one in directory.contents.epochs
                    if one.desk == desk.id and one.recipient in held
                ]
                if not keys:
                    raise NothingToGrant("no key of the desk is in this record book")
                said = sheet.say(Kind.DESK_GRANTED, (desk.id,), {"desk": desk.id, "device": device, "keys": keys})
                envelope = Envelope(desk.id, KEYS, desk.name)
                queue(book, sheet, envelope, [box(directory.device(device))], [sheet.tokens[said.id]])
        return sheet.changes

    def take(self, sheet: Sheet, said: Statement) -> bool:
        """Inside a transaction: keep the keys that a colleague's letter hands to this device; say whether any was new.

        A key that the directory does not list for the desk that it is for is left alone.
        """
        directory = self._book.directory
        if said.kind != Kind.DESK_GRANTED or said.fields.get("device") != self._book.device or directory is None:
            return False
        listed = {one.recipient for one in directory.contents.epochs if one.desk == said.fields.get("desk")}
        offered = {recipient: _opened(self._book, recipient, text) for recipient, text in _offered(said)}
        fresh = {recipient: seed for recipient, seed in offered.items() if seed and recipient in listed}
        held = kept_keys(self._book)
        new = {recipient: seed for recipient, seed in fresh.items() if recipient not in held}
        if new:
            self._keep(sheet, new)
        return bool(new)

    # a colleague left

    def needing_a_key(self) -> tuple[Desk, ...]:
        """This device's desks that have no current key, or one that may be known to somebody else."""
        directory, doubted = self._book.directory, self._doubted()
        epochs = {desk.id: directory.epoch(desk.id) for desk in self._desks()} if directory is not None else {}
        return tuple(
            desk for desk in self._desks() if (epoch := epochs.get(desk.id)) is None or epoch.recipient in doubted
        )

    def replaced(self, contents: DirectoryContents, desk: str) -> bool:
        """Whether a desk has no current key in ``contents``, or one that may be known to somebody else."""
        epoch = contents.current_epoch(desk)
        return epoch is None or epoch.recipient in self._doubted()

    def propose(self) -> Changes:
        """Make the next key of each of this device's desks that needs one, and ask the administrators to list it.

        The letter says the public half alone. Raises NotADesk.
        """
        book, directory = self._book, self._book.joined()
        if not self._desks():
            raise NotADesk("only a member of a desk makes its next key")
        changes = Changes()
        asked = {str(said.fields.get("desk")) for said in self._proposed() if said.device == book.device}
        recipients = [box(directory.device(one)) for one in sorted(directory.administrators)]
        for desk in self.needing_a_key():
            if desk.id in asked:
                continue
            recipient = self.make()
            with book.writing() as sheet:
                epoch = directory.epoch(desk.id)
                fields: dict[str, Json] = {"desk": desk.id, "recipient": recipient}
                said = sheet.say(
                    Kind.DESK_PROPOSED, (desk.id,), fields | ({"instead_of": epoch.recipient} if epoch else {})
                )
                queue(book, sheet, Envelope(desk.id, KEYS, directory.name), recipients, [sheet.tokens[said.id]])
            changes |= sheet.changes
        return changes

    def next_epochs(self, contents: DirectoryContents) -> DirectoryContents:
        """Return ``contents`` with the next key of each desk for which a member proposed one, where it lacks one or where
        the member asked for another one instead.
        """
        for desk in contents.desks:
            recipient = self._proposal_for(desk.id, contents)
            if recipient:
                contents = contents.begin_epoch(desk.id, recipient, at=self._book.now())
        return contents

    def asked(self) -> tuple[str, ...]:
        """The names of the desks for which a member's proposal of the next key waits for an administrator."""
        directory = self._book.directory
        if directory is None:
            return ()
        return tuple(desk.name for desk in directory.desks if self._proposal_for(desk.id, directory.contents))

    # inside

    def _proposed(self) -> tuple[Statement, ...]:
        """The proposals whose key the directory does not list yet, newest first."""
        directory = self._book.directory
        listed = {one.recipient for one in directory.contents.epochs} if directory else set()
        listed |= self._doubted()
        found = self._book.store.statements_of_kind(Kind.DESK_PROPOSED)
        return tuple(said for said in reversed(found) if said.fields.get("recipient") not in listed)

    def _proposal_for(self, desk: str, contents: DirectoryContents) -> str:
        """The newest key that a current member of the desk proposed for it, or ""."""
        home = next(one.organisation for one in contents.desks if one.id == desk)
        members = {entry.id for entry in contents.devices if entry.organisation == home and entry.at_desk}
        used = {one.recipient for one in contents.epochs}
        epoch = contents.current_epoch(desk)
        for said in self._proposed():
            recipient = str(said.fields.get("recipient"))
            wanted = epoch is None or said.fields.get("instead_of") == epoch.recipient
            mine = said.device in members and said.fields.get("desk") == desk
            if wanted and mine and _is_recipient(recipient, used):
                return recipient
        return ""

    def _desks(self) -> tuple[Desk, ...]:
        """The desks that this device is a member of now."""
        directory, me = self._book.directory, self._book.me
        if directory is None or me is None or not me.at_desk:
            return ()
        return directory.contents.desks_of(me.organisation)

    def _members(self, desk: Desk) -> tuple[DeviceEntry, ...]:
        """The other members' devices, by the person's name."""
        book, directory = self._book, self._book.joined()
        live = directory.devices_of(desk.organisation, book.now())
        return tuple(
            sorted((one for one in live if one.role == Role.DESK and one.id != book.device), key=lambda one: one.person)
        )

    def _lacks(self, desk: Desk, entry: DeviceEntry) -> bool:
        directory = self._book.joined()
        epoch = directory.epoch(desk.id)
        if epoch is None or not self.held(epoch.recipient):
            return False
        return entry.id not in self._given(epoch.recipient)

    def _given(self, recipient: str) -> frozenset[str]:
        """The devices that a key was handed to by colleagues, or that made it, as far as this book knows."""
        book = self._book
        ours = {
            entry.id
            for entry in book.joined().contents.devices
            if book.me and entry.organisation == book.me.organisation
        }
        granted = [
            said
            for said in book.store.statements_of_kind(Kind.DESK_GRANTED)
            if said.device in ours and any(one == recipient for one, _ in _offered(said))
        ]
        found = {str(said.fields.get("device")) for said in granted} | {said.device for said in granted}
        found |= {
            said.device
            for said in book.store.statements_of_kind(Kind.DESK_PROPOSED)
            if said.fields.get("recipient") == recipient
        }
        return frozenset(found)

    def _doubted(self) -> frozenset[str]:
        kept = self._book.store.setting(DOUBTED)
        return frozenset(map(str, kept)) if isinstance(kept, list | tuple) else frozenset()

    def _keep(self, sheet: Sheet, new: Mapping[str, bytes]) -> None:
        mine = self._book.keys.identity().recipient
        sealed: dict[str, Json] = {one: _sealed(self._book, seed, mine) for one, seed in new.items()}
        sheet.writer.put_setting(DESK_KEYS, {**_kept(self._book), **sealed})
        sheet.add(Changes(families=frozenset({"standing"})))


def doubt_keys(sheet: Sheet, book: OpenBook) -> None:
    """Inside a transaction: somebody else may have a copy of this book, so each desk key in it is to be replaced."""
    kept = book.store.setting(DOUBTED)
    before = {str(one) for one in kept} if isinstance(kept, list | tuple) else set()
    doubted = sorted(before | set(_kept(book)))
    if doubted:
        sheet.writer.put_setting(DOUBTED, list(doubted))
        sheet.add(Changes(families=frozenset({"standing"})))


def kept_keys(book: OpenBook) -> dict[str, bytes]:
    """The seeds (32 bytes) of the desk keys that this device can open, by their public halves."""
    opened = ((recipient, _opened(book, recipient, text)) for recipient, text in _kept(book).items())
    return {recipient: seed for recipient, seed in opened if seed}


def _kept(book: OpenBook) -> dict[str, str]:
    kept = book.store.setting(DESK_KEYS)
    return {str(recipient): str(text) for recipient, text in kept.items()} if isinstance(kept, Mapping) else {}


def _sealed(book: OpenBook, seed: bytes, recipient: str) -> str:
    """A seed as an age file for one device, base64url."""
    sink = BytesIO()
    seal(BytesIO(seed), sink, [recipient], book.random)
    return b64u(sink.getvalue())


def _opened(book: OpenBook, recipient: str, text: str) -> bytes:
    """The seed in an age file for this device, or for one that this book was before; b"" when it is none of ``recipient``."""
    sink = BytesIO()
    mine = [book.keys.identity(), *(one.identity for one in book.readers.values())]
    try:
        unseal(BytesIO(unb64u(text)), sink, mine)
        return sink.getvalue() if Identity(sink.getvalue()).recipient == recipient else b""
    except BundleError:
        return b""


def desk_identities(book: OpenBook, directory: Directory) -> tuple[list[Identity], list[str]]:
    """(what opens the desks' letters here, the mailboxes of those desks): the ended keys too, for earlier letters."""
    held = kept_keys(book)
    epochs = [one for one in directory.contents.epochs if one.recipient in held]
    identities = [Identity(held[one.recipient]) for one in epochs]
    return identities, sorted({one.desk for one in epochs})


def _offered(said: Statement) -> Iterator[tuple[str, str]]:
    """(public half, sealed seed) of each key in a statement."""
    rows = said.fields.get("keys")
    for row in rows if isinstance(rows, list | tuple) else ():
        if not isinstance(row, Mapping):
            continue
        recipient, sealed = row.get("recipient"), row.get("sealed")
        if isinstance(recipient, str) and isinstance(sealed, str):
            yield recipient, sealed


def _is_recipient(text: str, used: set[str]) -> bool:
    return bool(text) and text not in used
