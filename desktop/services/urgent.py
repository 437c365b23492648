"""Which urgent concerns are still waiting for somebody to hear of them.

Rules this module keeps:

* a concern waits while it asks for a call, is ours, and neither a call was logged nor a person opened its referral, nor a
  decision not to share it says why nobody has to be rung;
* the list is kept beside the journal (``kept_list``), so that a book of any size says it at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.statements import Kind, Statement
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages
from desktop.services.histories import founding
from desktop.services.kept_list import KeptList
from desktop.services.shares import Shares

URGENT = "to be rung about"  # setting: concern ids


class UrgentWatch:
    def __init__(self, book: OpenBook, concerns: ConcernPages, shares: Shares) -> None:
        self._book, self._concerns, self._shares = book, concerns, shares
        self._list = KeptList(book, URGENT, self._from_journal, self._moved, self._weighed)

    def open(self) -> tuple[str, ...]:
        """Ids of the concerns that wait."""
        return tuple(sorted(self._list.waiting()))

    def _from_journal(self) -> dict[str, str]:
        store = self._book.store
        candidates = {
            said.about[0]
            for kind in (Kind.CONCERN_RECORDED, Kind.CONCERN_AMENDED)
            for said in store.statements_of_kind(kind)
            if said.about and _may_be_urgent(said)
        }
        return {concern: "" for concern in candidates if self._waits(concern)}

    def _moved(self, records: Iterable[str]) -> set[str]:
        """The concerns among these records, and those that a share among them shares."""
        found: set[str] = set()
        for record in records:
            folded = self._book.store.record(record)
            if folded is None:
                continue
            if folded.family == "concern":
                found.add(record)
            elif folded.family == "share" and (decided := founding(folded)) is not None:
                found |= set(decided.about[2:])
        return found

    def _weighed(self, concern: str) -> str | None:
        return "" if self._waits(concern) else None

    def _waits(self, concern: str) -> bool:
        folded = self._book.store.record(concern)
        if folded is None or folded.family != "concern":
            return False
        first = founding(folded)
        ours = first is not None and self._book.is_own(first.device)
        return ours and self._concerns.rings(folded) and not self._told(concern)

    def _told(self, concern: str) -> bool:
        for said in self._book.store.statements_about(concern):
            if said.kind == Kind.CALL_LOGGED and self._book.is_own(said.device):
                return True
            if said.kind == Kind.SHARING_DECIDED and said.about:
                if said.fields.get("no_call_why") and self._book.is_own(said.device):
                    return True
                share = self._shares.share(said.about[0])
                if share is not None and share.opened is not None:
                    return True
        return False


def _may_be_urgent(said: Statement) -> bool:
    fields = said.fields
    return fields.get("level") == "4" or fields.get("safe_now") in ("no", "unknown") or bool(fields.get("prompts"))
