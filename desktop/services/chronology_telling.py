"""A chronology locked to named people: sealed to the devices of the colleagues who are chosen, and to no other key.

Rules this module keeps:

* the author names each person; nobody is suggested, for it is a child's whole record;
* what goes is what our own organisation wrote about the child, without what is kept from some people: that is told record by record;
* a record that is written later is not told by it; what is said later about a record that was told goes to the same people.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.withdrawals import WITHDRAWABLE
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.colleagues import Colleagues
from desktop.services.concern_pages import name_in
from desktop.services.errors import NoRecipient, NoSuchRecord, NotYourRecord
from desktop.services.histories import founding
from desktop.services.pages.telling import Colleague, Telling, TellingChoices, Told
from desktop.services.tellings import made_about

AT_ONCE = 200  # records that one letter tells of


class ChronologyTelling:
    """As ``Colleagues``, for the chronology of a child instead of one record."""

    def __init__(self, book: OpenBook, colleagues: Colleagues) -> None:
        self._book, self._colleagues = book, colleagues

    def choices(self, child: str) -> TellingChoices:
        """Who could be told. Raises NoSuchRecord."""
        folded = self._book.store.record(child)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        told = {person for one in made_about(self._book, child) for person in one.people}
        return TellingChoices(
            record=child,
            child=child,
            child_name=name_in(folded),
            title=tr("The chronology: %n record(s) of ours that nobody is kept from", n=len(self._records(child))),
            walled=False,
            people=tuple(
                Colleague(person, role, suggested=False, kept=False, told=person in told)
                for person, role in self._colleagues.colleagues()
            ),
        )

    def of_record(self, child: str) -> tuple[Telling, ...]:
        """Who was told of what about the child, the latest first; what is kept from some people has no line here."""
        told = {record: None for one in reversed(made_about(self._book, child)) for record in sorted(one.records)[:1]}
        rows = {row.id: row for record in told for row in self._colleagues.of_record(record) if not row.walled}
        return tuple(sorted(rows.values(), key=lambda row: row.at, reverse=True))

    def tell(self, child: str, people: Sequence[str], note: str = "") -> Told:
        """Seal it to these people. Raises NoSuchRecord, NotYourRecord (nothing of ours is there to be told), NoRecipient."""
        self.choices(child)
        records = self._records(child)
        if not records:
            raise NotYourRecord("our organisation wrote nothing about this child that could be told")
        known = {person for person, _ in self._colleagues.colleagues()}
        chosen = [person for person in people if person in known]
        if not chosen:
            raise NoRecipient("nobody was chosen who could open the letter")
        with self._book.writing() as sheet:
            sealed = [
                self._colleagues.seal(sheet, child, records[start : start + AT_ONCE], chosen, note)
                for start in range(0, len(records), AT_ONCE)
            ]
        return Told(*sealed[0], sheet.changes)

    def _records(self, child: str) -> tuple[str, ...]:
        store = self._book.store
        found = (one for family in sorted(WITHDRAWABLE) for one in store.records_of_child(child, family))
        return tuple(
            one.id
            for one in found
            if not one.walled and (first := founding(one)) is not None and self._book.is_own(first.device)
        )
