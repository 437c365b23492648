"""Children: find, register, amend, read.

Rules this module keeps:

* search comes before create: a likely duplicate is refused until the person has seen it;
* an identifier is checked before it is written, and written in one form;
* reading a child's page is itself recorded, at most once an hour for each record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.entries import child_entry, to_fields
from desktop.domain.folding import Folded
from desktop.domain.identifiers import nhs_number, postcode, upn
from desktop.domain.matching import likely_duplicate, same_home
from desktop.domain.records import ChildEntry
from desktop.domain.statements import Changes, Kind
from desktop.language import tr
from desktop.services.amending import amended, amendment
from desktop.services.book import OpenBook
from desktop.services.chronology import Chronologies
from desktop.services.concern_pages import ConcernPages
from desktop.services.describe import full_name
from desktop.services.errors import Incomplete, LikelyDuplicate, NoSuchRecord
from desktop.services.histories import CHILD_ORDER, Histories
from desktop.services.pages.children import ChildPage, ChildRow, Duplicate, OpeningRow, Registered
from desktop.services.pages.fields import Missing
from desktop.services.ports import ChildHit
from desktop.services.ringing import Ringing
from desktop.services.shares import ANSWERS_SEEN, Shares, seen_answers
from desktop.services.timelimits import TimeLimits
from desktop.services.undecided import Undecided

EVERY_CHILD = 1_000_000
SHOWN = 200


class Children:
    def __init__(
        self,
        book: OpenBook,
        histories: Histories,
        concerns: ConcernPages,
        shares: Shares,
        chronologies: Chronologies,
        limits: TimeLimits,
        ringing: Ringing,
        undecided: Undecided,
    ) -> None:
        self._book, self._histories, self._concerns = book, histories, concerns
        self._shares, self._chronologies, self._limits = shares, chronologies, limits
        self._ringing, self._undecided = ringing, undecided

    def search(self, text: str = "", order: str = "name") -> tuple[ChildRow, ...]:
        """Children whose name, identifier, address or records match ``text``; all when it is blank.

        ``order`` as in ``ports``. At most 200 rows.
        """
        return tuple(_row(hit) for hit in self._book.store.children(text, SHOWN, order))

    def likely_duplicates(self, entry: ChildEntry) -> tuple[Duplicate, ...]:
        """Children already in the book who may be this one, with why."""
        found = []
        for hit in self._book.store.children("", EVERY_CHILD):
            match = likely_duplicate(_tidy(entry), _entry(hit))
            if match is not None:
                found.append(Duplicate(_row(hit), match.why))
        return tuple(found)

    def same_address(self, entry: ChildEntry) -> tuple[ChildRow, ...]:
        """Other children at this address: brothers and sisters to ask about."""
        return self._same_address(entry, "")

    def _same_address(self, entry: ChildEntry, besides: str) -> tuple[ChildRow, ...]:
        tidy = _tidy(entry)
        return tuple(
            _row(hit)
            for hit in self._book.store.children("", EVERY_CHILD)
            if hit.child != besides and _same_home(tidy, _entry(hit))
        )

    def check(self, entry: ChildEntry) -> tuple[Missing, ...]:
        """What is still needed before a child can be added."""
        missing = []
        if not (entry.given_names.strip() or entry.family_name.strip() or entry.known_as.strip()):
            missing.append(Missing("given_names", tr("Give at least one name for the child")))
        if entry.born and entry.expected:
            missing.append(Missing("expected", tr("Give a date of birth or an expected date, not both")))
        return tuple(missing)

    def register(self, entry: ChildEntry, *, duplicates_seen: bool = False) -> Registered:
        """Add a child. Raises LikelyDuplicate unless ``duplicates_seen``; Incomplete; InvalidIdentifier (domain)."""
        missing = self.check(entry)
        if missing:
            raise Incomplete(missing)
        entry = _identified(entry)
        if not duplicates_seen:
            duplicates = self.likely_duplicates(entry)
            if duplicates:
                raise LikelyDuplicate(duplicates)
        child = self._book.new_id()
        with self._book.writing() as sheet:
            sheet.say(Kind.CHILD_REGISTERED, (child,), to_fields(entry))
        return Registered(child, sheet.changes)

    def amend(self, child_id: str, changes: Mapping[str, object], reason: str) -> Changes:
        """Change fields of a child's record (entry field name to its new value as in ChildEntry).

        Raises NoSuchRecord, ReasonNeeded, NothingChanged, NotYourRecord, Incomplete, InvalidIdentifier (domain).
        """
        folded = self._folded(child_id)
        before = child_entry(folded)
        after = amended(before, changes)
        missing = self.check(after)
        if missing:
            raise Incomplete(missing)
        after = _identified(after)
        fields, names = amendment(self._book, folded, (before, after), changes, reason)
        with self._book.writing() as sheet:
            sheet.say(Kind.CHILD_AMENDED, (child_id,), {**fields, "reason": reason.strip()}, names)
        return sheet.changes

    def entry(self, child_id: str) -> ChildEntry:
        """The settled values, and the first side of a disputed one. Raises NoSuchRecord."""
        return child_entry(self._folded(child_id))

    def page(self, child_id: str) -> ChildPage:
        """Everything on the child's page; writes record.opened at most once an hour. Raises NoSuchRecord."""
        folded = self._folded(child_id)
        self._book.note_opened(child_id, "child")
        entry = child_entry(folded)
        shares = self._shares.of_child(child_id)
        self._answers_seen([row.share for row in shares if row.answered_at])
        return ChildPage(
            id=child_id,
            name=full_name(entry.given_names, entry.family_name),
            known_as=entry.known_as,
            fields=self._histories.fields(folded, CHILD_ORDER),
            history=self._histories.rows(folded),
            chronology=self._chronologies.of_child(child_id),
            concerns=self._concerns.of_child(child_id),
            shares=shares,
            openings=self._openings(child_id),
            same_address=self._same_address(entry, child_id),
            clocks=self._limits.of_child(child_id),
            alerts=tuple(alert for alert in self._ringing.alerts() if alert.child == child_id),
            undecided=self._undecided.of_child(child_id),
        )

    def _folded(self, child_id: str) -> Folded:
        folded = self._book.store.record(child_id)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        return folded

    def _openings(self, child_id: str) -> tuple[OpeningRow, ...]:
        """Who opened or copied the child's record or one of the child's concerns, newest first."""
        store = self._book.store
        rows = []
        for record, what in (
            (child_id, tr("opened the child's page")),
            *((concern.id, tr("opened a concern")) for concern in store.records_of_child(child_id, "concern")),
        ):
            for said in store.statements_about(record):
                if said.kind == Kind.RECORD_OPENED:
                    rows.append(OpeningRow(self._book.person(said.device), said.written_at, what))
                elif said.kind == Kind.RECORD_EXPORTED and record == child_id:
                    rows.append(OpeningRow(self._book.person(said.device), said.written_at, tr("made a paper copy")))
        return tuple(sorted(rows, key=lambda row: row.at, reverse=True))

    def _answers_seen(self, shares: list[str]) -> None:
        seen = seen_answers(self._book)
        if not set(shares) <= seen:
            with self._book.writing() as sheet:
                sheet.writer.put_setting(ANSWERS_SEEN, sorted(seen | set(shares)))


def _row(hit: ChildHit) -> ChildRow:
    return ChildRow(
        id=hit.child,
        name=full_name(hit.given_names, hit.family_name),
        known_as=hit.known_as,
        born=hit.born,
        expected=hit.expected,
        address=hit.address,
        concerns=hit.concerns,
        last_entry=hit.last_entry,
    )


def _entry(hit: ChildHit) -> ChildEntry:
    return ChildEntry(
        given_names=hit.given_names,
        family_name=hit.family_name,
        known_as=hit.known_as,
        born=hit.born,
        expected=hit.expected,
        nhs_number=hit.nhs_number,
        upn=hit.upn,
        address=hit.address,
        postcode=hit.postcode,
        setting=hit.setting,
    )


def _identified(entry: ChildEntry) -> ChildEntry:
    """The entry with its identifiers in their one form. Raises InvalidIdentifier (domain)."""
    return replace(
        entry,
        nhs_number=nhs_number(entry.nhs_number) if entry.nhs_number.strip() else "",
        upn=upn(entry.upn) if entry.upn.strip() else "",
        postcode=postcode(entry.postcode) if entry.postcode.strip() else "",
    )


def _tidy(entry: ChildEntry) -> ChildEntry:
    """For comparing only: identifiers without spaces, never refused."""
    return replace(
        entry,
        nhs_number="".join(entry.nhs_number.split()),
        upn="".join(entry.upn.split()).upper(),
        postcode=entry.postcode.strip().upper(),
    )


def _same_home(one: ChildEntry, other: ChildEntry) -> bool:
    """The same home by postcode, or by the same first line where a postcode is missing."""
    if one.postcode and other.postcode:
        return same_home(one, other)
    return bool(_squeeze(one.address)) and _squeeze(one.address) == _squeeze(other.address)


def _squeeze(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
