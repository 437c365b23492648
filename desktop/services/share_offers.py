"""What can be shared about a child, and with whom: statements with their titles, fields and rows in words.

Rules this module keeps:

* only statements of our own organisation are offered, and only of kinds that are about the child (``SHAREABLE``);
* a record with a wall says so, and what must not be disclosed is marked before anything is ticked.
"""

from __future__ import annotations

from dataclasses import replace

from bundle.statements import SignedStatement
from desktop.domain.entries import child_entry, concern_entry
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.extracts import extract_of
from desktop.domain.folding import Folded
from desktop.domain.involvement import INWARD
from desktop.domain.kinds import family_of
from desktop.domain.records import OrganisationKind
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import BESIDE, CHILD_ORDER, CONCERN_ORDER, Histories, in_order
from desktop.services.outgoing import (
    readers,
)
from desktop.services.pages.shares import Recipient, ShareableStatement
from desktop.services.redaction import PROMPTS, counting_prompts, rows_of, withheld_fields
from desktop.services.share_titles import beside_title, share_title
from desktop.services.signing import json_value, to_domain

SHAREABLE = frozenset(
    {
        Kind.CHILD_REGISTERED,
        Kind.CHILD_AMENDED,
        Kind.CONCERN_RECORDED,
        Kind.CONCERN_AMENDED,
        Kind.CALL_LOGGED,
        Kind.TEXT_EXTRACTED,
        Kind.ATTACHMENT_ADDED,
        *BESIDE,
        *(kind for one in ENTRY_TYPES.values() for kind in (one.recorded, one.amended)),
    }
)


class ShareOffers:
    """``child`` is the child's folded record in all of these."""

    def __init__(self, book: OpenBook, histories: Histories, concerns: ConcernPages, entries: EntryPages) -> None:
        self._book, self._histories, self._concerns, self._entries = book, histories, concerns, entries

    def child(self, child_id: str) -> Folded:
        folded = self._book.store.record(child_id)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        return folded

    def shareable(self, child_id: str) -> list[Statement]:
        """Statements of our own organisation about a child, oldest first."""
        about = self._book.store.statements_about(child_id)
        return in_order(said for said in about if said.kind in SHAREABLE and self._book.is_own(said.device))

    def offer(self, said: Statement, child: Folded) -> ShareableStatement:
        hidden = withheld_fields(child) if family_of(said.kind) == "child" else ()
        stay = {f"{PROMPTS}#{row}" for row in counting_prompts(said.fields, self._book.guidance)}
        return ShareableStatement(
            id=said.id,
            kind=said.kind,
            title=self.title(said.id, child),
            written_at=said.written_at,
            fields=tuple(
                (name, label, text, name in hidden)
                for name, label, text in self.texts(self._without_counts(said))
                if name not in INWARD
            ),
            walled=self.walled(said),
            rows=tuple(
                (name, row, text) for name, row, _, text in self.rows(said) if name not in hidden and row not in stay
            ),
            record=said.about[0] if said.about else "",
        )

    def _without_counts(self, said: Statement) -> Statement:
        """The statement as it can leave: guidance that other records called forth never does."""
        counting = counting_prompts(said.fields, self._book.guidance)
        held = said.fields.get(PROMPTS)
        if not counting or not isinstance(held, list | tuple):
            return said
        kept = [code for row, code in enumerate(held) if row not in counting]
        fields = {name: value for name, value in said.fields.items() if name != PROMPTS}
        return replace(said, fields={**fields, PROMPTS: kept} if kept else fields)

    def walled(self, said: Statement) -> bool:
        if said.kind in (Kind.CHILD_REGISTERED, Kind.CHILD_AMENDED) or not said.about:
            return False
        folded = self._book.store.record(said.about[0])
        return folded is not None and folded.walled

    def title(self, statement: str, child: Folded) -> str:
        said = self._book.store.statement(statement)
        if said is None:
            return tr("Something that is not here any more")
        folded = self._book.store.record(said.about[0]) if said.about else None
        concern = concern_entry(folded) if folded is not None and folded.family == "concern" else None
        if folded is not None and folded.family in ENTRY_TYPES:
            return beside_title(said, self._entries.title(folded))
        if concern is not None and said.kind in BESIDE:
            return beside_title(said, self._concerns.title(concern))
        return share_title(said, child_entry(child), concern, self._histories.words)

    def texts(self, said: Statement | SignedStatement) -> list[tuple[str, str, str]]:
        """(name, label, text) of every field that a statement discloses, in the order of the forms."""
        words, family = self._histories.words, family_of(said.kind)
        extract = extract_of(said if isinstance(said, Statement) else to_domain(said))
        if extract is not None:
            original = self._book.store.statement(extract.original)
            of = family_of(original.kind) if original is not None else "concern"
            label = tr("{field} (an extract)", field=words.label(of, extract.field))
            reasons = [f"[{number}] {why}" for number, why in enumerate(extract.reasons, start=1)]
            return [("extract", label, "\n".join((extract.text, *reasons)))]
        order = ENTRY_TYPES[family].order if family in ENTRY_TYPES else (*CHILD_ORDER, *CONCERN_ORDER)
        names = sorted(said.fields, key=lambda name: order.index(name) if name in order else len(order))
        texts = ((name, words.text(family, name, json_value(said.fields[name]))) for name in names)
        return [(name, words.label(family, name), text) for name, text in texts if text]

    def rows(self, said: Statement) -> list[tuple[str, str, str, str]]:
        """(list, "list#row", label, text) of the rows that can be left out alone."""
        words, family = self._histories.words, family_of(said.kind)
        found = (
            (name, row, words.text(family, name, [value] if isinstance(value, str) else value))
            for name, row, value in rows_of(said)
        )
        return [(name, row, words.label(family, name), text) for name, row, text in found]

    def recipients(self) -> tuple[Recipient, ...]:
        directory, me = self._book.directory, self._book.me
        if directory is None or me is None:
            return ()
        found = [
            Recipient(one.id, one.name, OrganisationKind(one.kind), people)
            for one in directory.organisations.values()
            if one.id != me.organisation and (people := len(readers(self._book, directory, one.id)))
        ]
        return tuple(sorted(found, key=lambda one: (one.kind is not OrganisationKind.HUB, one.name)))
