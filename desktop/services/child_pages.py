"""A child's page, read from the lines of the child's records.

Rules this module keeps:

* reading is itself recorded, at most once an hour for each record;
* of a long record each part has its latest rows, and says how many there are (``child_parts``);
* what nobody decided, what reached nobody and what is to be done stands there whatever its age;
* an answer of the desk counts as seen when it was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from desktop.domain.entries import child_entry
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.folding import Folded
from desktop.domain.listing import Marks
from desktop.domain.records import ChildEntry
from desktop.services.book import OpenBook
from desktop.services.child_parts import ChildParts
from desktop.services.chronology import Chronologies
from desktop.services.concern_pages import ConcernPages
from desktop.services.describe import full_name
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import CHILD_ORDER, Histories
from desktop.services.pages.children import ChildPage, ChildRow, Counts, Depth, Duplicate, Earlier, OtherRecord
from desktop.services.pages.waiting import Alert, ClockRow
from desktop.services.people import People
from desktop.services.people_rows import Around
from desktop.services.ringing import Ringing
from desktop.services.same import Sameness
from desktop.services.shares import ANSWERS_SEEN, Shares, seen_answers
from desktop.services.timelimits import TimeLimits
from desktop.services.together import Together
from desktop.services.undecided import Undecided

SameAddress = Callable[[ChildEntry, Collection[str]], tuple[ChildRow, ...]]
MayBeSame = Callable[[str], tuple[Duplicate, ...]]


class ChildPages:
    """``at_home`` gives the other children at an address, ``may_be_same`` the other records that may be of a child."""

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
        at_home: SameAddress,
        may_be_same: MayBeSame,
    ) -> None:
        self._book, self._histories, self._concerns = book, histories, concerns
        self._shares, self._chronologies, self._limits = shares, chronologies, limits
        self._ringing, self._undecided, self._entries = ringing, undecided, entries
        self._people, self._same = people, same
        self._at_home, self._may_be_same = at_home, may_be_same

    def page(self, child_id: str, folded: Folded, depth: Depth, also: Collection[str]) -> ChildPage:
        self._book.note_opened(child_id, "child")
        with self._book.store.once():
            return self._page(child_id, folded, depth, also)

    def earlier(self, child_id: str, part: str, shown: Collection[str]) -> Earlier:
        """The rows that come before those that are ``shown`` (record ids; of openings the statements)."""
        depth = Depth()
        with self._book.store.once():
            parts, read = self._parts(child_id)
            match part:
                case "concerns":
                    left = sum(line.family == "concern" and line.record not in shown for line in parts.lines)
                    rows = read.concerns(depth.concerns, shown)
                    return Earlier(concerns=rows, left=left - len(rows))
                case "entries":
                    left = sum(line.record not in shown for line in parts.latest(ENTRY_TYPES))
                    entries = read.entries(depth.entries, shown)
                    return Earlier(entries=entries, left=left - len(entries))
                case "shares":
                    left = sum(line.record not in shown for line in parts.latest(("share",)))
                    shares = read.shares(depth.shares, shown)
                    self._answers_seen([row.share for row in shares if row.answered_at])
                    return Earlier(shares=shares, left=left - len(shares))
                case _:
                    openings, times = read.openings(depth.openings, shown)
                    return Earlier(openings=openings, left=times - len(set(shown)) - len(openings))

    def _parts(self, child_id: str) -> tuple[Together, ChildParts]:
        parts = Together(self._book, self._same, child_id)
        read = ChildParts(self._book, parts, self._concerns, self._entries, self._shares, self._chronologies)
        return parts, read

    def _page(self, child_id: str, folded: Folded, depth: Depth, also: Collection[str]) -> ChildPage:
        entry = child_entry(folded)
        parts, read = self._parts(child_id)
        concerns = [line for line in parts.lines if line.family == "concern"]
        chronology, lines = read.chronology(depth.chronology)
        openings, times = read.openings(depth.openings)
        undecided, waiting = self._undecided.among([line.record for line in concerns])
        scored, scores = read.scored()
        drawn, maps = read.drawn()
        shares = read.shares(depth.shares, unseen={*(read.answered() - seen_answers(self._book)), *also})
        self._answers_seen([row.share for row in shares if row.answered_at])
        return ChildPage(
            id=child_id,
            name=full_name(entry.given_names, entry.family_name),
            known_as=entry.known_as,
            fields=self._histories.fields(folded, CHILD_ORDER),
            history=self._histories.rows(folded),
            chronology=chronology,
            concerns=read.concerns(depth.concerns, also=also),
            shares=shares,
            openings=openings,
            same_address=self._at_home(entry, parts.children),
            clocks=self._clocks(parts),
            alerts=self._alerts(parts),
            undecided=undecided,
            entries=read.entries(depth.entries),
            around=self._around(child_id, parts),
            others=tuple(self._other(child) for child in parts.others),
            todo=read.todo(),
            scored=scored,
            drawn=drawn,
            counts=Counts(
                chronology=lines,
                concerns=len(concerns),
                entries=len(parts.latest(ENTRY_TYPES)),
                shares=len(parts.latest(("share",))),
                openings=times,
                undecided=waiting,
                scores=scores,
                maps=maps,
            ),
            records=frozenset(line.record for line in parts.lines),
        )

    def _clocks(self, parts: Together) -> tuple[ClockRow, ...]:
        """Of the referrals, and of the concerns that somebody was rung about."""
        referred = [line.record for line in parts.latest(("share",)) if line.marks & Marks.REFERS]
        called = [line.record for line in parts.lines if line.family == "concern" and line.marks & Marks.CALLED]
        return self._limits.of_records(referred, called)

    def _alerts(self, parts: Together) -> tuple[Alert, ...]:
        found = self._ringing.alerts_about(parts.children, [one.record for one in reversed(parts.latest(("concern",)))])
        return tuple(one for one in found if one.child == parts.children[0] or one.concern not in parts.walled)

    def _around(self, child_id: str, parts: Together) -> Around:
        return Around(
            people=self._people.of_child(child_id),
            family=self._people.family_of(child_id),
            to_take_over=self._people.to_take_over(child_id),
            same=self._same.of(child_id),
            likely=tuple((one.row.id, one.row.name, one.why) for one in self._may_be_same(child_id)),
            kept_back=len(parts.walled),
        )

    def _other(self, child_id: str) -> OtherRecord:
        folded = self._book.store.record(child_id)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        self._book.note_opened(child_id, "child")
        return OtherRecord(child_id, self._same.name_of(child_id), self._histories.fields(folded, CHILD_ORDER))

    def _answers_seen(self, shares: list[str]) -> None:
        seen = seen_answers(self._book)
        if not set(shares) <= seen:
            with self._book.writing() as sheet:
                sheet.writer.put_setting(ANSWERS_SEEN, sorted(seen | set(shares)))
