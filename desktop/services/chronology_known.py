"""What this record book knew on a day: the same records, folded from what it had received by the end of that day.

Rules this module keeps:

* a day ends at midnight in Europe/London; what counts is when a statement came into this book, never what its writer's clock says;
* an amendment, a withdrawal, a comparison that came later is not there, and neither is a record;
* whom one trusts, and who must not see a record, is as it is today: an older view never shows more than today's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from desktop.domain.acceptance import ACCEPTED, Acceptance
from desktop.domain.dates import LONDON
from desktop.domain.folding import Folded, fold
from desktop.domain.people import groups
from desktop.domain.statements import Statement
from desktop.services.book import OpenBook
from desktop.services.same import standing_of


class Known:
    """``day`` is the day whose end one looks from; None for now."""

    def __init__(self, book: OpenBook, day: date | None = None) -> None:
        self._book, self.day = book, day
        over = day is None or day == date.max  # after the last day of the calendar there is no midnight
        self._until = datetime.combine(day + timedelta(days=1), time.min, LONDON) if day and not over else None

    def knew(self, said: Statement) -> bool:
        """Whether a statement had come into this book by then."""
        return self._until is None or (self._book.store.received_at(said.id) or said.written_at) < self._until

    def folded(self, now: Folded) -> Folded | None:
        """The record as it was then; None when nothing of it had come."""
        if self._until is None:
            return now
        statements = [said for said in now.statements if self.knew(said)]
        refused = {said.id: why for said, why in now.refused if self.knew(said)}
        if len(statements) == len(now.statements) and len(refused) == len(now.refused):
            return now
        if not statements:
            return None

        def judged(said: Statement) -> Acceptance:
            return Acceptance(accepted=False, reason=refused[said.id]) if said.id in refused else ACCEPTED

        every = (*statements, *(said for said, _ in now.refused if said.id in refused))
        then = fold(every, judged, record=now.id, family=now.family)
        return replace(then, forked=now.forked, walled=now.walled)

    def all(self, now: Iterable[Folded]) -> tuple[Folded, ...]:
        """Those of these records that were known then, as they were."""
        return tuple(then for one in now if (then := self.folded(one)) is not None)

    def group_of(self, child: str) -> tuple[str, ...]:
        """The records that were one child with this one then: itself first, then the others by id."""
        said = (standing_of(one, self._book) for one in self.all(self._book.store.records_of_family("same")))
        joined = groups(one.pair for one in said if one is not None)
        found = next((group for group in joined if child in group), frozenset({child}))
        return (child, *sorted(found - {child}))
