"""What the desk promised: who will be in touch and when, and the work that a decision began.

Rules this module keeps:

* a promise stands from the signed decision until a person at this desk says that it was kept;
* saying so hides it here and writes nothing about the child; the decision itself stays readable for ever;
* a decision that was taken back by a later one does not promise any more;
* a clock that runs on after a decision stays on Today.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.statements import Changes, Json, Statement
from desktop.services.book import OpenBook
from desktop.services.desk import Desk
from desktop.services.enquiries import Enquiries, Enquiry
from desktop.services.enquiry_pages import EnquiryPages
from desktop.services.errors import NoSuchRecord
from desktop.services.pages.waiting import ClockRow, PromiseRow

KEPT = "promises kept"  # setting: the decision's statement id, by enquiry


class Promises:
    def __init__(self, book: OpenBook, desk: Desk, enquiries: Enquiries, pages: EnquiryPages) -> None:
        self._book, self._desk, self._enquiries, self._pages = book, desk, enquiries, pages

    def open(self) -> tuple[PromiseRow, ...]:
        """Promises that nobody here called kept yet, the oldest first."""
        kept, rows = self._kept(), []
        for group in self._groups():
            decided = _last(group)
            said = str(decided.fields.get("next_contact") or "") if decided else ""
            row = self._pages.row(group)
            if decided is not None and said and kept.get(row.id) != decided.id:
                rows.append(PromiseRow(row.id, row.child_name, row.organisation, said, decided.written_at))
        return tuple(sorted(rows, key=lambda row: (row.decided_at, row.enquiry)))

    def clocks(self) -> tuple[ClockRow, ...]:
        """Clocks that run on after the desk decided."""
        decided = [group for group in self._groups() if _last(group) is not None]
        return tuple(row for group in decided for row in self._pages.clocks(group) if row.state != "met")

    def keep(self, enquiry: str) -> Changes:
        """Say that what was promised was done. Raises NoSuchRecord."""
        group = next((g for g in self._groups() if enquiry in {one.id for one in g}), None)
        decided = _last(group) if group else None
        if group is None or decided is None:
            raise NoSuchRecord("no such decision in this record book")
        kept: dict[str, Json] = {**self._kept(), self._pages.row(group).id: decided.id}
        with self._book.writing() as sheet:
            sheet.writer.put_setting(KEPT, kept)
            sheet.add(Changes(families=frozenset({"enquiry"})))
        return sheet.changes

    def _groups(self) -> list[list[Enquiry]]:
        if not self._desk.at_desk:
            return []
        found = self._enquiries.all()
        ids = set(self._enquiries.groups(found).values())
        return [sorted((found[one] for one in group), key=lambda one: (one.received_at, one.id)) for group in ids]

    def _kept(self) -> Mapping[str, Json]:
        kept = self._book.store.setting(KEPT)
        return kept if isinstance(kept, Mapping) else {}


def _last(group: list[Enquiry]) -> Statement | None:
    """The newest decision about a group."""
    return max(
        (said for one in group for said in one.decided), key=lambda said: (said.written_at, said.id), default=None
    )
