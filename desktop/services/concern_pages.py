"""Concerns as screens read them.

Rules this module keeps: a page is folded from the journal each time it is read; a wall is shown, never silently obeyed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from desktop.domain.body_marks import BodyMark
from desktop.domain.entries import child_entry, concern_entry
from desktop.domain.folding import Folded
from desktop.domain.records import ConcernEntry
from desktop.domain.rules import Prompt
from desktop.domain.urgency import asks_to_ring, is_urgent
from desktop.domain.withdrawals import is_withdrawn
from desktop.language import tr
from desktop.services.beside import beside_of
from desktop.services.book import OpenBook
from desktop.services.describe import full_name
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import CONCERN_ORDER, Histories
from desktop.services.involvements import Involvements
from desktop.services.note_photos import photos_of
from desktop.services.pages.concerns import ConcernPage
from desktop.services.prompting import Prompting
from desktop.services.times import text_words


class ConcernPages:
    def __init__(self, book: OpenBook, histories: Histories) -> None:
        self._book, self._histories = book, histories
        self.prompting = Prompting(book)
        self.involved = Involvements(book)

    def folded(self, concern_id: str) -> Folded:
        """Raises NoSuchRecord."""
        folded = self._book.store.record(concern_id)
        if folded is None or folded.family != "concern":
            raise NoSuchRecord("no such concern in this record book")
        return folded

    def of_child(self, child_id: str) -> tuple[ConcernPage, ...]:
        """Every concern about a child, the latest written first."""
        found = self._book.store.records_of_child(child_id, "concern")
        ordered = sorted(
            found, key=lambda folded: folded.statements[0].written_at if folded.statements else self._book.now()
        )
        name = self.child_name(child_id)
        return tuple(self.page(folded, name) for folded in reversed(ordered))

    def page(self, folded: Folded, child_name: str | None = None) -> ConcernPage:
        """``child_name`` when it is known."""
        entry = concern_entry(folded)
        child = child_of(folded)
        return ConcernPage(
            id=folded.id,
            child=child,
            child_name=self.child_name(child) if child_name is None else child_name,
            title=self.title(entry),
            fields=self._histories.fields(folded, CONCERN_ORDER),
            history=self._histories.rows(folded),
            walled=folded.walled,
            urgent=self.urgent(folded),
            entry=replace(entry, others=self.involved.of_concern(folded.id, entry.others)) if entry.others else entry,
            beside=beside_of(self._book, folded),
            photos=photos_of(self._book, folded) if entry.from_notes else (),
        )

    def title(self, entry: ConcernEntry) -> str:
        """As in "Physical abuse, 20 November 2026 at 09:05": no case text."""
        kind = self._histories.words.text("concern", "category", entry.category) or tr("Concern")
        when = text_words(entry.happened.at)
        return f"{kind}, {when}" if when else kind

    def urgent(self, folded: Folded) -> bool:
        """Level 4, not safe now, or an urgent rule that spoke while it was written; without reading the rest.

        What is withdrawn is not urgent any more, and asks for no call.
        """
        if is_withdrawn(folded):
            return False
        level, safe = (folded.fields[name].value if name in folded.fields else None for name in ("level", "safe_now"))
        return is_urgent(ConcernEntry(level=str(level or ""), safe_now=str(safe or "")), self.spoken(folded))

    def rings(self, folded: Folded) -> bool:
        """Whether it asks for a call, as the form did while it was written; one side of a disputed record is enough."""
        if is_withdrawn(folded):
            return False
        prompts = self.spoken(folded)
        sides = (_sides(folded, name) for name in ("level", "safe_now", "marks"))
        drawn = (BodyMark(1),) if _drawn(folded) else ()
        return any(
            asks_to_ring(ConcernEntry(level=level, safe_now=safe, marks=marks, body_marks=drawn), prompts)
            for level, safe, marks in product(*sides)
        )

    def spoken(self, folded: Folded) -> tuple[Prompt, ...]:
        """The rules that spoke when it was signed, on any side."""
        held = folded.fields["prompts"].values if "prompts" in folded.fields else ()
        spoken = {rule for one in held if isinstance(one.value, list | tuple) for rule in one.value}
        return tuple(rule.prompt for rule in self._book.guidance.rules if rule.id in spoken)

    def prompts(self, child_id: str | None, entry: ConcernEntry, itself: str = "") -> tuple[Prompt, ...]:
        """The edition's rules that speak to this entry; ``itself`` is the record that it is already, if it is one."""
        return self.prompting.of_concern(child_id or "", entry, itself)

    def child_name(self, child_id: str) -> str:
        return name_in(self._book.store.record(child_id) if child_id else None)


def name_in(child: Folded | None) -> str:
    """The name in a child's record as it is given."""
    if child is None:
        return tr("Name not known")
    entry = child_entry(child)
    return full_name(entry.given_names, entry.family_name)


def _drawn(folded: Folded) -> bool:
    """Whether a mark of the body map stands on any side."""
    sides = folded.fields["body_marks"].values if "body_marks" in folded.fields else ()
    rows = (row for side in sides if isinstance(side.value, list | tuple) for row in side.value)
    return any(isinstance(row, Mapping) and not row.get("struck") for row in rows)


def _sides(folded: Folded, name: str) -> tuple[str, ...]:
    held = folded.fields[name].values if name in folded.fields else ()
    return tuple(str(one.value or "") for one in held) or ("",)


def child_of(folded: Folded) -> str:
    """The child a record is about, or "" when that was not disclosed."""
    for statement in folded.statements:
        if len(statement.about) > 1 and statement.about[0] == folded.id:
            return statement.about[1]
    return ""
