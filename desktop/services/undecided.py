"""Concerns of ours about which nobody decided yet whether to share them.

Rules this module keeps:

* every own concern waits here, however small it is, until somebody decided to share it or not to; the oldest first;
* what is withdrawn waits for nothing;
* a decision counts for the records it names, and one for which nothing at all was chosen for all that was written about the child
  before it; one about the child's details alone counts for no concern;
* the list is kept beside the journal (``kept_list``), so that a book of any size says it at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.entries import concern_entry
from desktop.domain.statements import Kind, Statement
from desktop.domain.withdrawals import is_withdrawn
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.histories import founding
from desktop.services.kept_list import KeptList
from desktop.services.pages.waiting import UndecidedRow
from desktop.services.walls import KEPT

UNDECIDED = "not decided about sharing"  # setting: concerns with their day
SHOWN = 50  # on one page; the rest is counted
FEW = 10  # on a child's page


class Undecided:
    def __init__(self, book: OpenBook, concerns: ConcernPages) -> None:
        self._book, self._concerns = book, concerns
        self._list = KeptList(book, UNDECIDED, self._from_journal, self._moved, self._weighed)

    def waiting(self) -> tuple[str, ...]:
        """Ids of the concerns nobody decided about, oldest first."""
        kept = self._list.waiting()
        return tuple(sorted(kept, key=lambda one: (kept[one], one)))

    def rows(self, leave_out: Iterable[str] = ()) -> tuple[tuple[UndecidedRow, ...], int]:
        """As many as one page holds, and how many more there are; a record kept from some people names no child."""
        gone = set(leave_out)
        found = [one for one in self.waiting() if one not in gone]
        rows = (self._row(one) for one in found[:SHOWN])
        shown = tuple(_kept_row(row) if row.walled else row for row in rows if row is not None)
        return shown, len(found[SHOWN:])

    def among(self, concerns: Iterable[str], most: int = FEW) -> tuple[tuple[UndecidedRow, ...], int]:
        """The oldest of those among these concerns, and how many there are."""
        kept = self._list.waiting()
        found = sorted((one for one in set(concerns) if one in kept), key=lambda one: (kept[one], one))
        rows = (self._row(one) for one in found[:most])
        return tuple(row for row in rows if row is not None), len(found)

    def _row(self, concern: str) -> UndecidedRow | None:
        folded = self._book.store.record(concern)
        first = founding(folded) if folded is not None and folded.family == "concern" else None
        if folded is None or first is None:
            return None
        child = child_of(folded)
        title = self._concerns.title(concern_entry(folded))
        return UndecidedRow(concern, child, self._concerns.child_name(child), title, first.written_at, folded.walled)

    def _from_journal(self) -> dict[str, str]:
        """By the statements alone: a large book has no time to fold every concern."""
        store = self._book.store
        decided = [s for s in store.statements_of_kind(Kind.SHARING_DECIDED) if self._book.is_own(s.device)]
        named = {concern for said in decided for concern in said.about[2:]}
        whole: dict[str, Statement] = {}  # of each child the last decision that names no record
        for said in decided:
            if _names_none(said) and (said.about[1] not in whole or whole[said.about[1]].written_at < said.written_at):
                whole[said.about[1]] = said
        named |= {
            s.about[0] for s in store.statements_of_kind(Kind.RECORD_WITHDRAWN) if s.about and self._gone(s.about[0])
        }
        return {
            said.about[0]: said.written_at.isoformat()
            for said in store.statements_of_kind(Kind.CONCERN_RECORDED)
            if said.about
            and self._book.is_own(said.device)
            and said.about[0] not in named
            and not (said.about[1:] and said.about[1] in whole and _covers(whole[said.about[1]], said))
        }

    def _gone(self, concern: str) -> bool:
        folded = self._book.store.record(concern)
        return folded is not None and is_withdrawn(folded)

    def _moved(self, records: Iterable[str]) -> set[str]:
        """The concerns among these records, and those that a decision among them may be about."""
        found: set[str] = set()
        for record in records:
            folded = self._book.store.record(record)
            if folded is None:
                continue
            if folded.family == "concern":
                found.add(record)
            elif folded.family == "share" and (decided := founding(folded)) is not None:
                children = decided.about[1:2] if _names_none(decided) else ()
                found |= set(decided.about[2:])
                lines = (line for child in children for line in self._book.store.lines_of_child(child))
                found |= {line.record for line in lines if line.family == "concern"}
        return found

    def _weighed(self, concern: str) -> str | None:
        folded = self._book.store.record(concern)
        first = founding(folded) if folded is not None and folded.family == "concern" else None
        if first is None or not self._book.is_own(first.device) or self._gone(concern):
            return None
        told = self._book.store.statements_of_kinds(first.about[:2], (Kind.SHARING_DECIDED,))
        about = {said.id: said for every in told.values() for said in every}
        decided = [said for said in about.values() if self._book.is_own(said.device)]
        decided_about = any(concern in said.about or _covers(said, first) for said in decided)
        return None if decided_about else first.written_at.isoformat()


def _names_none(decided: Statement) -> bool:
    """Whether a decision about a child names no statement at all."""
    return len(decided.about) == 2 and not decided.fields.get("statements")


def _covers(decided: Statement, recorded: Statement) -> bool:
    """Whether a decision that names no record was made about the child after this was written."""
    child = recorded.about[1:2]
    return (
        bool(child)
        and _names_none(decided)
        and decided.about[1:] == child
        and decided.written_at >= recorded.written_at
    )


def _kept_row(row: UndecidedRow) -> UndecidedRow:
    return UndecidedRow(row.concern, row.child, tr(KEPT), "", row.written_at, walled=True)
