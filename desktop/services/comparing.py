"""Two records beside each other, before anybody says that they are one person.

Rules this module keeps: everything that either holds is shown, and what both say alike stands once on each side; reading
two records is noted in both; nothing is suggested as the answer.
"""

from __future__ import annotations

from desktop.domain.folding import Folded
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import CHILD_ORDER, Histories
from desktop.services.people import PERSON_ORDER, People
from desktop.services.people_rows import SideBySide
from desktop.services.same import MAY_BE_ONE, Sameness


def people_of(book: OpenBook, histories: Histories) -> tuple[Sameness, People, Comparing]:
    """Records of one person, people around a child, and two records beside each other: made from one another."""
    same = Sameness(book)
    people = People(book, histories, same)
    return same, people, Comparing(book, histories, people, same)


class Comparing:
    def __init__(self, book: OpenBook, histories: Histories, people: People, same: Sameness) -> None:
        self._book, self._histories, self._people, self._same = book, histories, people, same

    def page(self, one: str, other: str) -> SideBySide:
        """Two children, or two adults. Raises NoSuchRecord."""
        first, second = self._folded(one), self._folded(other)
        if first.family != second.family or one == other:
            raise NoSuchRecord("two records of children, or two of adults, are compared")
        for folded in (first, second):
            self._book.note_opened(folded.id, folded.family)
        left, right = self._texts(first), self._texts(second)
        labels = dict.fromkeys((*left, *right))
        return SideBySide(
            one=one,
            other=other,
            names=(self._same.name_of(one), self._same.name_of(other)),
            rows=tuple((label, left.get(label, ""), right.get(label, "")) for label in labels),
            are_children=first.family == "child",
        )

    def _texts(self, folded: Folded) -> dict[str, str]:
        order = CHILD_ORDER if folded.family == "child" else PERSON_ORDER
        texts = {
            view.label: "\n".join(side.text for side in view.sides if side.text)
            for view in self._histories.fields(folded, order)
        }
        if folded.family == "child":
            around = (f"{row.name}, {row.relation}" for row in self._people.of_child(folded.id))
            texts[tr("Who is around them")] = "\n".join(around)
            held = [one for one in self._book.store.records_of_child(folded.id, "concern") if not one.walled]
            texts[tr("Concerns in this book")] = str(len(held))
        else:
            texts[tr("Children they are around")] = "\n".join(
                f"{row.name}, {row.relation}" for row in self._people.children_of(folded.id)
            )
        return texts

    def _folded(self, record: str) -> Folded:
        folded = self._book.store.record(record)
        if folded is None or folded.family not in MAY_BE_ONE:
            raise NoSuchRecord("no such record in this record book")
        return folded
