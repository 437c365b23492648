"""Keeping the book safe: passphrase, backup and verification.

Rules this module keeps:

* ``verify`` trusts nothing stored: every statement's form, signature and place in its chain is checked again;
* a restored book begins a new epoch before anything else is written in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from bundle.errors import BundleError
from bundle.keys import KeyCard
from bundle.statements import parse, verify
from desktop.domain.statements import Changes, Kind, Statement
from desktop.services.book import OpenBook
from desktop.services.desk_keys import doubt_keys
from desktop.services.errors import Cancelled
from desktop.services.pages.keeping import Verified
from desktop.services.signing import to_domain
from desktop.services.stored import OWN
from desktop.services.times import iso

Progress: TypeAlias = Callable[[int, int], bool]  # done, total; whether to go on
Tick: TypeAlias = Callable[[int, int], None]  # done, total; raises to break off
EACH = 100  # statements between two calls of progress
RESTORED = "restored"  # setting: True in a database that came out of a backup, RECOVERED in one the organisation opened
RECOVERED = "recovered"
REFOLDED = frozenset({"views", "search"})  # what folding again from the statements mends
BACKED_UP = "backed up"  # setting: ISO time of the last backup made here


def told(progress: Progress | None) -> Tick:
    """A progress as the vault and the storage take it: they go on until it raises. Raises Cancelled."""

    def tick(done: int, total: int) -> None:
        if progress is not None and not progress(done, total):
            raise Cancelled

    return tick


class Keeper(Protocol):
    """The vault, as the services need it. Implemented in desktop/keeper.py over desktop/vault and desktop/storage."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises WrongPassphrase (vault)."""
        ...

    def day_pin(self, pin: str) -> None:
        """A PIN that opens the locked book again today; "" takes it back. Raises PinTooShort (vault)."""
        ...

    def rekey(self, old: str, new: str, kit: str, tick: Tick) -> None:
        """New keys for the whole book. Raises WrongPassphrase and others (vault), and what ``tick`` raises."""
        ...

    def recovery(self) -> str:
        """The recovery recipient that the book is sealed to, or ""."""
        ...

    def set_recovery(self, recipient: str) -> bool:
        """Seal the book to a recovery recipient, or to none; whether that changed anything."""
        ...

    def back_up(self, folder: Path, tick: Tick) -> Path:
        """One sealed file in ``folder``, its name free of people and organisations."""
        ...

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file."""
        ...

    def lock(self) -> None:
        """Close the database and wipe the keys; quiet when done already."""
        ...


class Keeping:
    def __init__(self, book: OpenBook, keeper: Keeper) -> None:
        self._book, self._keeper = book, keeper

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises WrongPassphrase and others of the VaultError tree."""
        self._keeper.change_passphrase(old, new)

    def day_pin(self, pin: str) -> None:
        """Let ``pin`` open the locked book again until midnight, with three tries; "" takes it back. Raises PinTooShort (vault)."""
        self._keeper.day_pin(pin)

    def rekey(self, old: str, new: str, kit: str, progress: Progress | None = None) -> None:
        """For when someone might know the old passphrase: every key but the device's is made new, the database written anew.

        ``kit`` is a new recovery kit, typed back. Takes as long as a backup; once the new keys are in force it cannot
        be broken off. Copies and backups from before still open with the old passphrase. Raises the VaultError tree,
        StorageError, Cancelled.
        """
        self._keeper.rekey(old, new, kit, told(progress))
        with self._book.writing() as sheet:
            doubt_keys(sheet, self._book)

    def recovery(self) -> str:
        """The organisation's recovery recipient that this book is sealed to, or "": Settings says so plainly."""
        return self._keeper.recovery()

    def learn_recovery(self) -> Changes:
        """Seal this book to the recovery that its organisation's file names now, or to none when it names none.

        Called when a directory was adopted and when the book is opened. Writes recovery.changed when anything changed.
        """
        mine = self._book.own_organisation
        if mine is None or not self._keeper.set_recovery(mine.recovery):
            return Changes()
        with self._book.writing() as sheet:
            sheet.say(Kind.RECOVERY_CHANGED, (self._book.device,), {"recipient": mine.recovery})
            sheet.add(Changes(families=frozenset({"standing"})))
        return sheet.changes

    def back_up(self, folder: Path, progress: Progress | None = None) -> Path:
        """Write one sealed backup file into ``folder`` and return where it is. Raises StorageError, Cancelled."""
        made = self._keeper.back_up(folder, told(progress))
        with self._book.writing() as sheet:
            sheet.writer.put_setting(BACKED_UP, iso(sheet.now))
        return made

    def last_backup(self) -> str:
        """ISO time of the last backup made here, or ""."""
        kept = self._book.store.setting(BACKED_UP)
        return kept if isinstance(kept, str) else ""

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file."""
        self._keeper.checkpoint()

    def verify(self, progress: Progress | None = None) -> Verified:
        """Check every statement again; ``problems`` are short sentences without case text.

        When all hold and only the views are wrong, they are folded anew from them. ``progress`` is told from time to
        time how much of how much was looked at; when it returns False, Cancelled is raised and nothing was changed.
        """
        store = self._book.store
        total = len(store.all_tokens()) + store.records_count()

        tell = told(progress)

        def tick(done: int) -> None:
            tell(done, total)

        tick(0)
        codes = list(store.file_problems())
        reading = _Reading((self._book.device, *self._book.former), self._cards())
        for statement, token, said in store.kept():
            reading.read(statement, token, said)
            if reading.count % EACH == 0:
                tick(reading.count)
        problems = reading.problems(lambda one: store.source(one) == OWN)
        if not problems and not codes:
            looked = reading.count
            if reading.stale or store.views_differ(lambda records: tick(looked + records)):
                codes.append("views")
        if codes and not problems and REFOLDED.issuperset(codes):
            store.rebuild_views()
        tick(total)
        return Verified(reading.count, (*(f"The database says: {code}." for code in codes), *problems))

    def restored(self, *, recovered: bool = False) -> Changes:
        """Begin a new epoch: called by whoever opens a restored or recovered book for the first time, before it is used.

        The mark that the restore left (setting "restored") goes in the same transaction.
        """
        with self._book.writing() as sheet:
            sheet.begin_epoch(recovered=recovered)
            doubt_keys(sheet, self._book)
            sheet.writer.put_setting(RESTORED, None)
        self._book.look_back()
        return sheet.changes

    def _cards(self) -> dict[str, KeyCard]:
        directory = self._book.directory
        cards = {device: entry.card for device, entry in directory.devices.items()} if directory else {}
        return self._book.former_cards() | cards | {self._book.device: self._book.keys.card()}


class _Reading:
    """One reading of the whole journal: each statement is parsed once, and its signature checked once."""

    def __init__(self, devices: Collection[str], cards: Mapping[str, KeyCard]) -> None:
        self._devices, self._cards = devices, cards
        self._found: list[str] = []
        self._chain: dict[str, dict[int, tuple[str, str | None]]] = {}  # by epoch: id and prev at each place
        self.count = 0
        self.stale = False  # a view takes a statement to say something else than it says

    def read(self, statement: str, token: str, said: Statement | None) -> None:
        self.count += 1
        try:
            signed = parse(token)
            card = self._cards.get(signed.device)
            if signed.id != statement:
                self._found.append("A statement is filed under another's name.")
            elif card is None:
                self._found.append("A statement's author is not in the directory.")
            else:
                verify(signed, card)
        except BundleError as bad:
            self._found.append(f"A statement does not hold: {type(bad).__name__}.")
            return
        self.stale = self.stale or said != to_domain(signed)
        if signed.device in self._devices and signed.position is not None:
            epoch, seq, prev = signed.position
            self._chain.setdefault(epoch, {})[seq] = (signed.id, prev)

    def problems(self, written_here: Callable[[str], bool]) -> list[str]:
        """What was found. ``written_here`` tells a statement of this book from one that came back in a letter."""
        return [*self._found, *(gap for chain in self._chain.values() for gap in _gaps(chain, written_here))]


def _gaps(chain: Mapping[int, tuple[str, str | None]], written_here: Callable[[str], bool]) -> list[str]:
    """What is wrong with one epoch of this device's chain.

    What was written here stands on what was written before it. After a restore only what was shared comes back of the
    rest, in letters: it may begin late and have gaps, and nothing is missing.
    """
    for seq, (statement, prev) in sorted(chain.items()):
        before = chain.get(seq - 1)
        if before is not None and prev != before[0]:
            return ["A statement names another one before it than the one that is there."]
        if before is None and seq > min(chain) and written_here(statement):
            return ["A statement is missing from this record book's own chain."]
    return []
