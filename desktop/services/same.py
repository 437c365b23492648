"""Two records, one person: said, withdrawn, and what follows for the screens.

Rules this module keeps:

* only a person says it, with a reason; nothing is joined by the application, and nothing is copied;
* only what our own organisation said counts: who merely knows two ids could otherwise make two children one;
* it is withdrawn with a reason, and then each record is what it was before;
* "not the same person" is remembered, so that it is not asked again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.entries import child_entry, person_entry
from desktop.domain.folding import Folded
from desktop.domain.people import DIFFERENT, SAME, Pair, disputed, groups
from desktop.domain.statements import Changes, Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.describe import full_name
from desktop.services.errors import NoSuchRecord, NothingChanged, ReasonNeeded
from desktop.services.histories import founding
from desktop.services.people_rows import SameRow

MAY_BE_ONE = frozenset({"child", "person"})
MOVES_IT = frozenset({"same", "directory", "device", "erasure"})  # what is written that can change what stands


@dataclass(frozen=True, slots=True)
class Standing:
    """A comparison of ours that nobody withdrew."""

    record: str
    pair: Pair
    said: Statement


class Sameness:
    def __init__(self, book: OpenBook) -> None:
        self._book = book
        self._standing: tuple[Standing, ...] | None = None  # read once, until something of it may have changed
        book.watch(self._forget)

    def group_of(self, record: str) -> tuple[str, ...]:
        """The records that are one person with this one: itself first, then the others by id."""
        found = next((group for group in self.groups() if record in group), frozenset({record}))
        return (record, *sorted(found - {record}))

    def groups(self) -> tuple[frozenset[str], ...]:
        """Every set of two and more records that are one person."""
        return groups(one.pair for one in self.standing())

    def standing(self) -> tuple[Standing, ...]:
        """What we said and did not withdraw, oldest first."""
        if self._standing is None:
            found = (standing_of(folded, self._book) for folded in self._book.store.records_of_family("same"))
            self._standing = tuple(one for one in found if one is not None)
        return self._standing

    def of(self, record: str) -> tuple[SameRow, ...]:
        """What stands about this record, oldest first."""
        said = self.standing()
        doubtful = disputed([one.pair for one in said])
        return tuple(
            SameRow(
                id=one.record,
                other=(other := next(iter(one.pair.ends - {record}))),
                name=self.name_of(other),
                answer=one.pair.answer,
                reason=str(one.said.fields.get("reason") or ""),
                who=self._book.person(one.said.device),
                when=one.said.written_at,
                disputed=one.pair.ends in doubtful,
            )
            for one in said
            if record in one.pair.ends
        )

    def told_apart(self, record: str) -> frozenset[str]:
        """The records that somebody compared with this one: whatever the answer, it is not asked again."""
        return frozenset(end for one in self.standing() if record in one.pair.ends for end in one.pair.ends - {record})

    def say(self, one: str, other: str, answer: str, reason: str) -> Changes:
        """Write that two records are of one person (SAME), or of two (DIFFERENT).

        Raises NoSuchRecord, ReasonNeeded, NothingChanged (it was said already).
        """
        folded = [self._book.store.record(each) for each in (one, other)]
        families = {each.family for each in folded if each is not None}
        if None in folded or len(families) != 1 or not families <= MAY_BE_ONE or one == other:
            raise NoSuchRecord("two records of children, or two of adults, are compared")
        if not reason.strip():
            raise ReasonNeeded("that two records are one person is said with its reason")
        if any(held.pair == _pair(one, other, answer) for held in self.standing()):
            raise NothingChanged("this was said before, and stands")
        with self._book.writing() as sheet:
            about = (self._book.new_id(), *sorted((one, other)))
            sheet.say(Kind.SAME_SAID, about, {"answer": answer, "reason": reason.strip()})
        return sheet.changes

    def told_when_added(self, sheet: Sheet, new: str, others: Collection[str]) -> None:
        """Whoever adds a record has just looked at these and said that they are others: keep that, in one transaction."""
        for other in others:
            about = (self._book.new_id(), *sorted((new, other)))
            sheet.say(Kind.SAME_SAID, about, {"answer": DIFFERENT, "reason": tr("Said when the record was added")})

    def withdraw(self, same: str, reason: str) -> Changes:
        """Take it back. Raises NoSuchRecord, ReasonNeeded."""
        held = next((one for one in self.standing() if one.record == same), None)
        if held is None:
            raise NoSuchRecord("no such comparison stands in this record book")
        if not reason.strip():
            raise ReasonNeeded("a withdrawal is recorded with its reason")
        with self._book.writing() as sheet:
            about = (same, held.pair.one, held.pair.other)
            sheet.say(Kind.SAME_WITHDRAWN, about, {"withdrawn": True, "reason": reason.strip()}, (held.said.id,))
        return sheet.changes

    def _forget(self, sheet: Sheet) -> None:
        if not MOVES_IT.isdisjoint(sheet.changes.families):
            self._standing = None

    def name_of(self, record: str) -> str:
        """The name of a child or a person."""
        folded = self._book.store.record(record)
        if folded is None:
            return full_name("", "")
        entry = person_entry(folded) if folded.family == "person" else child_entry(folded)
        named = entry.given_names or entry.family_name
        return full_name(entry.given_names, entry.family_name) if named else full_name(entry.known_as, "")


def standing_of(folded: Folded, book: OpenBook) -> Standing | None:
    """A folded comparison, when our own organisation made it and did not withdraw it."""
    said = founding(folded)
    if said is None or not book.is_own(said.device) or len(said.about) < 3:
        return None
    withdrawn = folded.fields.get("withdrawn")
    if withdrawn is not None and any(side.value is True for side in withdrawn.values):
        return None
    answer = SAME if said.fields.get("answer") == SAME else DIFFERENT
    return Standing(folded.id, _pair(said.about[1], said.about[2], answer), said)


def _pair(one: str, other: str, answer: str) -> Pair:
    first, second = sorted((one, other))
    return Pair(first, second, answer)
