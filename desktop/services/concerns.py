"""Concerns: drafts, prompts, recording, reading, amending.

Rules this module keeps:

* saving a draft is never refused; drafts live in the book and nowhere else;
* recording is one transaction: the statement is durable and its draft gone, or neither;
* an amendment has a reason and keeps the text it replaces readable.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.records import ConcernEntry
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.pages import ConcernPage, Draft, DraftRow, Missing, Recorded


class Concerns:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def save_draft(self, draft_id: str | None, child_id: str | None, entry: ConcernEntry) -> str:
        """Keep what was typed so far, under the same id when there is one. Returns the draft's id."""
        raise NotImplementedError

    def drafts(self) -> tuple[DraftRow, ...]:
        """Unfinished concerns, newest first."""
        raise NotImplementedError

    def draft(self, draft_id: str) -> Draft:
        """Raises NoSuchRecord."""
        raise NotImplementedError

    def discard_draft(self, draft_id: str) -> Changes:
        """Throw a draft away; quiet when it is gone already."""
        raise NotImplementedError

    def prompts(self, child_id: str | None, entry: ConcernEntry) -> tuple[Prompt, ...]:
        """The guidance edition's rules that speak to what was typed so far."""
        raise NotImplementedError

    def check(self, entry: ConcernEntry, child_id: str | None = "?") -> tuple[Missing, ...]:
        """What is still needed: which child, what, when, who told you, safe now, what you did."""
        raise NotImplementedError

    def record(self, child_id: str, entry: ConcernEntry, draft_id: str | None = None) -> Recorded:
        """Sign and keep a concern. Raises Incomplete (with ``missing``), NoSuchRecord."""
        raise NotImplementedError

    def page(self, concern_id: str) -> ConcernPage:
        """One concern with its history; writes record.opened at most once an hour. Raises NoSuchRecord."""
        raise NotImplementedError

    def amend(self, concern_id: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes:
        """Change fields (ConcernEntry field name to its new value, dataclasses and tuples as in ConcernEntry).

        Raises NoSuchRecord, ReasonNeeded, NothingChanged, NotYourRecord.
        """
        raise NotImplementedError
