"""Kept drafts that ask for a call: what was written and not signed is not silent either.

Rules this module keeps:

* a draft asks for a call by the same rule as a signed record (``urgency.asks_to_ring``);
* it waits until it is signed, thrown away, or a call about it is logged;
* a draft keeps its id when it is signed, so that a call about it stands with the record.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.entries import from_fields
from desktop.domain.record_ids import may_begin
from desktop.domain.records import ConcernEntry
from desktop.domain.statements import Kind
from desktop.domain.urgency import asks_to_ring
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages
from desktop.services.pages.concerns import Draft
from desktop.services.stored import StoredDraft


class UnsignedCalls:
    def __init__(self, book: OpenBook, concerns: ConcernPages) -> None:
        self._book, self._concerns = book, concerns

    def open(self) -> tuple[Draft, ...]:
        """The drafts that ask for a call nobody has logged yet."""
        kept = (draft_of(one) for one in self._book.store.drafts() if one.family == "concern")
        return tuple(draft for draft in kept if self._asks(draft) and not self._told(draft.id))

    def find(self, draft: str) -> Draft | None:
        """The draft of this id while it is neither signed nor thrown away."""
        stored = self._book.store.draft(draft)
        return draft_of(stored) if stored is not None and stored.family == "concern" else None

    def _asks(self, draft: Draft) -> bool:
        return asks_to_ring(draft.entry, self._concerns.prompts(draft.child, draft.entry))

    def _told(self, draft: str) -> bool:
        said = self._book.store.statements_about(draft)
        return any(one.kind == Kind.CALL_LOGGED and self._book.is_own(one.device) for one in said)


def draft_of(stored: StoredDraft) -> Draft:
    entry = from_fields(ConcernEntry, stored.fields if isinstance(stored.fields, Mapping) else {})
    return Draft(stored.id, stored.child, entry, stored.saved_at)


def id_when_signed(book: OpenBook, draft: str | None) -> str:
    """The id of the record that a draft becomes: its own, unless that is taken or was made by another device."""
    if not draft or not may_begin(draft, book.device):
        return book.new_id()
    held = book.store.record(draft)
    return draft if held is None or held.family == "call" else book.new_id()
