"""Children: find, register, amend, read.

Rules this module keeps:

* search comes before create: a likely duplicate is refused until the person has seen it;
* an identifier is checked before it is written, and written in one form;
* records that a person called the same child are one row and one page (``child_pages``), with what each of them holds; a
  walled record of another one stays on that one's page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop.domain.entries import child_entry, to_fields
from desktop.domain.folding import Folded
from desktop.domain.matching import likely_duplicate, looked_for
from desktop.domain.records import ChildEntry
from desktop.domain.statements import Changes, Kind
from desktop.language import tr
from desktop.services.amending import amended, amendment
from desktop.services.book import OpenBook
from desktop.services.child_pages import ChildPages
from desktop.services.child_rows import entry_of, identified, lives_at, row_of, squeezed, tidied
from desktop.services.chronology import Chronologies
from desktop.services.concern_pages import ConcernPages
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import Incomplete, LikelyDuplicate, NoSuchRecord
from desktop.services.histories import Histories
from desktop.services.name_lists import aliases
from desktop.services.pages.children import (
    ChildPage,
    ChildRow,
    Depth,
    Duplicate,
    Earlier,
    Registered,
)
from desktop.services.pages.fields import Missing
from desktop.services.people import People
from desktop.services.ringing import Ringing
from desktop.services.same import Sameness
from desktop.services.shares import Shares
from desktop.services.timelimits import TimeLimits
from desktop.services.together import one_row_each
from desktop.services.undecided import Undecided

SHOWN = 200
NO_DISABILITY = "NONE"  # alone only (facts 4.8, census rule 8790)


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
        entries: EntryPages,
        people: People,
        same: Sameness,
    ) -> None:
        self._book, self._same = book, same
        self._pages = ChildPages(
            book, histories, concerns, shares, chronologies, limits, ringing, undecided, entries, people, same,
            self._same_address, self.may_be_same,
        )  # fmt: skip

    def search(self, text: str = "", order: str = "name", most: int = SHOWN) -> tuple[ChildRow, ...]:
        """Children whose name, identifier, address or records match ``text``; all when it is blank.

        ``order`` as in ``ports``. At most ``most`` rows, each of them counted.
        """
        rows = tuple(row_of(hit) for hit in self._book.store.children(text, most, order, self._book.guidance.terms))
        groups = self._same.groups()
        return one_row_each(rows, groups, self._others(rows, groups)) if groups else rows

    def likely_duplicates(self, entry: ChildEntry, besides: Collection[str] = ()) -> tuple[Duplicate, ...]:
        """Children already in the book who may be this one, with why, the likeliest first; none of ``besides``."""
        tidy, forms = tidied(entry), aliases()
        found = [
            (match, hit.child)
            for hit in self._book.store.alike(looked_for(tidy, forms))
            if hit.child not in besides and (match := likely_duplicate(tidy, entry_of(hit), forms)) is not None
        ]
        if not found:
            return ()
        rows = {hit.child: row_of(hit) for hit in self._book.store.hits([child for _, child in found])}
        ranked = sorted(found, key=lambda one: (-one[0].weight, rows[one[1]].name.casefold(), one[1]))
        return tuple(Duplicate(rows[child], match.why) for match, child in ranked)

    def may_be_same(self, child_id: str) -> tuple[Duplicate, ...]:
        """Other records that may be of this child, and that nobody compared with it yet."""
        known = {*self._same.group_of(child_id), *self._same.told_apart(child_id)}
        return self.likely_duplicates(self.entry(child_id), known)

    def _others(self, rows: Sequence[ChildRow], groups: Collection[frozenset[str]]) -> dict[str, ChildRow]:
        """The rows of children who are one with a child among ``rows`` and were not found themselves."""
        shown = {row.id for row in rows}
        wanted = {child for group in groups if not group.isdisjoint(shown) for child in group - shown}
        return {hit.child: row_of(hit) for hit in self._book.store.hits(sorted(wanted))} if wanted else {}

    def same_address(self, entry: ChildEntry) -> tuple[ChildRow, ...]:
        """Other children at this address: brothers and sisters to ask about."""
        return self._same_address(entry, ())

    def _same_address(self, entry: ChildEntry, besides: Collection[str]) -> tuple[ChildRow, ...]:
        tidy = tidied(entry)
        return tuple(
            row_of(hit)
            for hit in self._book.store.at_home(tidy.postcode, squeezed(tidy.address), besides)
            if lives_at(tidy, entry_of(hit))
        )

    def check(self, entry: ChildEntry) -> tuple[Missing, ...]:
        """What is still needed before a child can be added."""
        missing = []
        if not (entry.given_names.strip() or entry.family_name.strip() or entry.known_as.strip()):
            missing.append(Missing("given_names", tr("Give at least one name for the child")))
        if entry.born and entry.expected:
            missing.append(Missing("expected", tr("Give a date of birth or an expected date, not both")))
        if NO_DISABILITY in entry.disabilities and len(entry.disabilities) > 1:
            missing.append(Missing("disabilities", tr("“No disability” stands alone: choose it, or the others")))
        return tuple(missing)

    def register(
        self, entry: ChildEntry, *, duplicates_seen: bool = False, not_same: Collection[str] = ()
    ) -> Registered:
        """Add a child. ``not_same`` are the children the person looked at and called others: that is kept, and not asked again.

        Raises LikelyDuplicate unless ``duplicates_seen``; Incomplete; InvalidIdentifier (domain).
        """
        missing = self.check(entry)
        if missing:
            raise Incomplete(missing)
        entry = identified(entry)
        if not duplicates_seen:
            duplicates = self.likely_duplicates(entry)
            if duplicates:
                raise LikelyDuplicate(duplicates)
        child = self._book.new_id()
        with self._book.writing() as sheet:
            sheet.say(Kind.CHILD_REGISTERED, (child,), to_fields(entry))
            self._same.told_when_added(sheet, child, not_same)
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
        after = identified(after)
        fields, names = amendment(self._book, folded, (before, after), changes, reason)
        with self._book.writing() as sheet:
            sheet.say(Kind.CHILD_AMENDED, (child_id,), {**fields, "reason": reason.strip()}, names)
        return sheet.changes

    def entry(self, child_id: str) -> ChildEntry:
        """The settled values, and the first side of a disputed one. Raises NoSuchRecord."""
        return child_entry(self._folded(child_id))

    def page(self, child_id: str, depth: Depth | None = None, also: Collection[str] = ()) -> ChildPage:
        """The child's page with the latest of everything, and the concerns and decisions ``also``, however old they are; writes record.opened
        at most once an hour. Raises NoSuchRecord.
        """
        return self._pages.page(child_id, self._folded(child_id), depth or Depth(), also)

    def earlier(self, child_id: str, part: str, shown: Collection[str]) -> Earlier:
        """The rows of a part (a field of ``Earlier``) that come before those ``shown``: record ids, of openings the statements."""
        return self._pages.earlier(child_id, part, shown)

    def _folded(self, child_id: str) -> Folded:
        folded = self._book.store.record(child_id)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        return folded
