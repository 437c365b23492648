"""Records that somebody said would be looked at again: what comes up, and that it was looked at.

Rules this module keeps:

* a day to look at it again is part of a concern, of a record beside it, or of a decision not to share, and moves by an amendment with a reason: to
  another day, or away;
* what is due within two weeks comes up, and what is overdue stays until somebody says that it was looked at;
* what is withdrawn is not looked at again;
* it binds the organisation that wrote the record; a day that another organisation set is theirs;
* which records have a day is kept beside the journal (``kept_list``), so that a large book says it at once;
* where two computers said different days, the earlier one counts until a person settles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from desktop.domain.clocks import state
from desktop.domain.entries import concern_entry
from desktop.domain.folding import Folded
from desktop.domain.records import ReviewEntry
from desktop.domain.statements import Changes, Json, Kind
from desktop.domain.withdrawals import is_withdrawn
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.concerns import Concerns
from desktop.services.errors import Incomplete, NoSuchRecord, NotYourRecord
from desktop.services.histories import founding
from desktop.services.kept_list import KeptList
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import ReviewRow
from desktop.services.question_pages import due_by
from desktop.services.walls import KEPT, share_is_walled

NEAR = timedelta(days=14)
FIELD = "review_on"
DATED = "records to look at again"  # setting: ids of the records with a day, whoever set it


class Amends(Protocol):
    """Whose records are amended: the records beside concerns."""

    def amend(self, record: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes: ...


class Titles(Protocol):
    """What such a record is called."""

    def title(self, folded: Folded) -> str: ...


class Reviews:
    def __init__(
        self, book: OpenBook, concerns: Concerns, pages: ConcernPages, entries: Amends, entry_pages: Titles
    ) -> None:
        self._book, self._concerns, self._pages = book, concerns, pages
        self._entries, self._entry_pages = entries, entry_pages
        self._list = KeptList(book, DATED, self._dated, tuple, self._weighed)

    def coming(self) -> tuple[ReviewRow, ...]:
        """What is due within two weeks or overdue, the earliest first; a record kept from some names no child."""
        last = (self._book.today() + NEAR).isoformat()
        rows = (
            self._row(folded) for one in self._list.waiting() if (folded := self._book.store.record(one)) is not None
        )
        found = [_kept(row) if row.walled else row for row in rows if row is not None and row.on[:10] <= last]
        return tuple(sorted(found, key=lambda row: (row.on, row.record)))

    def review(self, record: str) -> ReviewRow:
        """Raises NoSuchRecord."""
        folded = self._book.store.record(record)
        row = self._row(folded) if folded is not None else None
        if row is None:
            raise NoSuchRecord("nothing is to be looked at again there")
        return row

    def check(self, looked: ReviewEntry) -> tuple[Missing, ...]:
        """What is still needed, by field name of ``ReviewEntry``."""
        needed = (
            ("found", bool(looked.found.strip()), tr("Say what you found")),
            ("again", not looked.again or is_to_come(looked.again, self._book.today()), tr("Give a day that is still to come")),
        )  # fmt: skip
        return tuple(Missing(field, message) for field, held, message in needed if not held)

    def looked(self, looked: ReviewEntry) -> Changes:
        """Sign that it was looked at, and move the day or take it away. Raises Incomplete, NoSuchRecord, NotYourRecord."""
        row = self.review(looked.record)
        missing = self.check(looked)
        if missing:
            raise Incomplete(missing)
        found = looked.found.strip()
        if row.family != "share":
            amends = self._concerns if row.family == "concern" else self._entries
            return amends.amend(row.record, {FIELD: looked.again}, found)
        folded = self._book.store.record(row.record)
        first = founding(folded) if folded is not None else None
        if folded is None or first is None or not self._book.is_own(first.device):
            raise NotYourRecord("another organisation decided this")
        names = tuple(value.statement_id for value in folded.fields[FIELD].values)
        said: dict[str, Json] = {FIELD: looked.again or None, "reason": found}
        with self._book.writing() as sheet:
            sheet.say(Kind.SHARING_REVIEWED, (row.record, row.child) if row.child else (row.record,), said, names)
        return sheet.changes

    def _dated(self) -> dict[str, str]:
        """The records with a day in the whole book."""
        return {one.id: "" for one in self._book.store.records_with(FIELD) if _has_day(one)}

    def _weighed(self, record: str) -> str | None:
        folded = self._book.store.record(record)
        return "" if folded is not None and _has_day(folded) else None

    def _row(self, folded: Folded) -> ReviewRow | None:
        """The day that stands in a record of ours, or None when there is none."""
        first = founding(folded)
        days = folded.fields[FIELD].values if FIELD in folded.fields else ()
        on = min((str(value.value) for value in days if value.value), default="")
        due = due_by(on[:10])
        if first is None or due is None or not self._book.is_own(first.device) or not _has_day(folded):
            return None
        child, share = child_of(folded), folded.family == "share"
        return ReviewRow(
            record=folded.id,
            family=folded.family,
            child=child,
            child_name=self._pages.child_name(child),
            title=self._title(folded),
            why=str(first.fields.get("reasons") or "") if share else "",
            on=on[:10],
            due=due,
            state=state(due, self._book.now()),
            walled=share_is_walled(self._book, folded.id) if share else folded.walled,
        )

    def _title(self, folded: Folded) -> str:
        if folded.family == "share":
            return tr("Decision not to share")
        concern = folded.family == "concern"
        return self._pages.title(concern_entry(folded)) if concern else self._entry_pages.title(folded)


def is_to_come(day: str, today: date) -> bool:
    """Whether an ISO day is today or later."""
    return day >= today.isoformat()


def _has_day(folded: Folded) -> bool:
    dated = FIELD in folded.fields and any(value.value for value in folded.fields[FIELD].values)
    return dated and not is_withdrawn(folded)


def _kept(row: ReviewRow) -> ReviewRow:
    return ReviewRow(row.record, row.family, row.child, tr(KEPT), "", "", row.on, row.due, row.state, walled=True)
