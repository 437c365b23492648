"""Which urgent concerns are still waiting for somebody to hear of them.

Rules this module keeps:

* a concern waits while it asks for a call, is ours, and neither a call was logged nor a person opened its referral;
* the list is kept beside the journal in the transaction that moves it, so that a book of any size says it at once;
* when other devices are ours than before, or the list is not there, it is made again from the journal.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.statements import Json, Kind, Statement
from desktop.services.book import OpenBook, Sheet
from desktop.services.concern_pages import ConcernPages
from desktop.services.histories import founding
from desktop.services.shares import Shares

URGENT = "to be rung about"  # setting: concern ids, and the devices of ours for which they were found


class UrgentWatch:
    def __init__(self, book: OpenBook, concerns: ConcernPages, shares: Shares) -> None:
        self._book, self._concerns, self._shares = book, concerns, shares
        book.watch(self._note)

    def open(self) -> tuple[str, ...]:
        """Ids of the concerns that wait."""
        kept = self._kept()
        if kept is not None:
            return kept
        waiting = self._from_journal()
        with self._book.writing() as sheet:
            self._keep(sheet, waiting)
        return waiting

    def _kept(self) -> tuple[str, ...] | None:
        """The list, when it is there and was made for the devices that are ours now."""
        kept = self._book.store.setting(URGENT)
        if not isinstance(kept, dict) or kept.get("ours") != self._ours():
            return None
        waiting = kept.get("waiting")
        return tuple(map(str, waiting)) if isinstance(waiting, list | tuple) else None

    def _keep(self, sheet: Sheet, waiting: Iterable[str]) -> None:
        ours: list[Json] = [*self._ours()]
        named: list[Json] = [*sorted(waiting)]
        sheet.writer.put_setting(URGENT, {"ours": ours, "waiting": named})

    def _ours(self) -> list[str]:
        """Every device of our organisation."""
        book = self._book
        known = book.directory.devices if book.directory else {}
        return sorted({book.device, *(device for device in known if book.is_own(device))})

    def _from_journal(self) -> tuple[str, ...]:
        store = self._book.store
        candidates = {
            said.about[0]
            for kind in (Kind.CONCERN_RECORDED, Kind.CONCERN_AMENDED)
            for said in store.statements_of_kind(kind)
            if said.about and _may_be_urgent(said)
        }
        return tuple(sorted(concern for concern in candidates if self._waits(concern)))

    def _note(self, sheet: Sheet) -> None:
        """Inside a transaction: weigh again what it moved."""
        kept = self._kept()
        if kept is None:
            return
        before = set(kept)
        after = set(before)
        for concern in self._moved(sheet.changes.records):
            after = after | {concern} if self._waits(concern) else after - {concern}
        if after != before:
            self._keep(sheet, after)

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
                share = self._shares.share(said.about[0])
                if share is not None and share.opened is not None:
                    return True
        return False


def _may_be_urgent(said: Statement) -> bool:
    fields = said.fields
    return fields.get("level") == "4" or fields.get("safe_now") in ("no", "unknown") or bool(fields.get("prompts"))
