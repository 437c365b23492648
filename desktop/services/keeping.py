"""Keeping the book safe: passphrase, backup, verification, and taking a copy for paper.

Rules this module keeps:

* ``verify`` trusts nothing stored: every statement's form, signature and place in its chain is checked again;
* an export is recorded before its pages are made, and names a walled record without telling it;
* a restored book begins a new epoch before anything else is written in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from bundle.errors import BundleError
from bundle.keys import KeyCard
from bundle.statements import SignedStatement, parse, verify
from desktop.domain.entries import child_entry
from desktop.domain.statements import Changes, Kind
from desktop.services.book import OpenBook
from desktop.services.chronology import Chronologies
from desktop.services.concern_pages import ConcernPages
from desktop.services.describe import WITHHELD, full_name
from desktop.services.errors import NoSuchRecord, PrintingUnavailable
from desktop.services.histories import CHILD_ORDER, Histories
from desktop.services.pages import ChronologyPaper, HistoryRow, Verified
from desktop.services.redaction import withheld_fields
from desktop.services.times import iso

RESTORED = "restored"  # setting: True in a database that came out of a backup
REFOLDED = frozenset({"views", "search"})  # what folding again from the statements mends
BACKED_UP = "backed up"  # setting: ISO time of the last backup made here


class Keeper(Protocol):
    """The vault, as the services need it. Implemented in desktop/app.py over desktop/vault and desktop/storage."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises WrongPassphrase (vault)."""
        ...

    def back_up(self, folder: Path) -> Path:
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

    def back_up(self, folder: Path) -> Path:
        """Write one sealed backup file into ``folder`` and return where it is."""
        made = self._keeper.back_up(folder)
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

    def verify(self) -> Verified:
        """Check every statement again; ``problems`` are short sentences without case text.

        When all hold and only the views are wrong, they are folded anew from them.
        """
        codes = self._book.store.problems()
        problems: list[str] = []
        chain: dict[tuple[str, str], dict[int, SignedStatement]] = {}
        cards = self._cards()
        count = 0
        for statement, token in self._book.store.all_tokens():
            count += 1
            try:
                signed = parse(token)
                card = cards.get(signed.device)
                if signed.id != statement:
                    problems.append("A statement is filed under another's name.")
                elif card is None:
                    problems.append("A statement's author is not in the directory.")
                else:
                    verify(signed, card)
            except BundleError as bad:
                problems.append(f"A statement does not hold: {type(bad).__name__}.")
                continue
            if signed.device == self._book.device and signed.position is not None:
                chain.setdefault((signed.device, signed.position[0]), {})[signed.position[1]] = signed
        for one in chain.values():
            problems += _gaps(one)
        if codes and not problems and REFOLDED.issuperset(codes):
            self._book.store.rebuild_views()
        return Verified(count, (*(f"The database says: {code}." for code in codes), *problems))

    def restored(self) -> Changes:
        """Begin a new epoch: called by whoever opens a restored book for the first time, before it is used.

        The mark that the restore left (setting "restored") goes in the same transaction.
        """
        with self._book.writing() as sheet:
            sheet.begin_epoch()
            sheet.writer.put_setting(RESTORED, None)
        return sheet.changes

    def _cards(self) -> dict[str, KeyCard]:
        directory = self._book.directory
        cards = {device: entry.card for device, entry in directory.devices.items()} if directory else {}
        return cards | {self._book.device: self._book.keys.card()}


def _gaps(chain: dict[int, SignedStatement]) -> list[str]:
    """What is wrong with one epoch of this device's chain. It may begin late: what was never fetched is not missing."""
    for seq, signed in sorted(chain.items()):
        before = chain.get(seq - 1)
        assert signed.position is not None
        if before is not None and signed.position[2] != before.id:
            return ["A statement names another one before it than the one that is there."]
        if before is None and seq > min(chain):
            return ["A statement is missing from this record book's own chain."]
    return []


class Export:
    """Copies for paper. ``render`` makes the PDF (desktop/reports)."""

    def __init__(
        self,
        book: OpenBook,
        histories: Histories,
        chronologies: Chronologies,
        concerns: ConcernPages,
        render: Callable[[ChronologyPaper], bytes] | None,
    ) -> None:
        self._book, self._histories, self._chronologies = book, histories, chronologies
        self._concerns, self._render = concerns, render

    def chronology_pdf(self, child_id: str) -> bytes:
        """Writes record.exported first. Raises NoSuchRecord, PrintingUnavailable."""
        if self._render is None:
            raise PrintingUnavailable("this record book cannot make paper copies")
        folded = self._book.store.record(child_id)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        with self._book.writing() as sheet:
            sheet.say(Kind.RECORD_EXPORTED, (child_id,), {})
        entry, kept_back = child_entry(folded), withheld_fields(folded)
        views = self._histories.fields(folded, CHILD_ORDER)
        withheld = tuple(self._histories.words.label("child", name) for name in WITHHELD if name in kept_back)
        return self._render(
            ChronologyPaper(
                child_name=full_name(entry.given_names, entry.family_name),
                known_as=entry.known_as,
                fields=tuple(view for view in views if view.name not in kept_back),
                rows=self._chronologies.for_paper(child_id),
                withheld=withheld,
                printed_by=f"{self._book.profile.name}, {self._book.profile.role_title}".rstrip(", "),
                organisation=self._book.profile.organisation,
                printed_at=sheet.now,
                history=tuple(self._without(row, withheld) for row in self._histories.rows(folded)),
                concerns=tuple(page for page in self._concerns.of_child(child_id) if not page.walled),
            )
        )

    @staticmethod
    def _without(row: HistoryRow, withheld: Collection[str]) -> HistoryRow:
        """An amendment without the text, old or new, of what must not be disclosed; that it was made stays."""
        changed = ((label, *(("", "") if label in withheld else texts)) for label, *texts in row.changed)
        return replace(row, changed=tuple((label, before, now) for label, before, now in changed))
