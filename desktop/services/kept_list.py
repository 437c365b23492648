"""A list of records that wait for something, kept beside the journal so that a book of any size says it at once.

Rules this module keeps:

* it is found in the whole journal once, and from then on every transaction weighs again what it moved, inside itself;
* when other devices are ours than before, or the list is not there (an older version's is not), it is found again;
* it says nothing that the journal does not say: throwing it away changes no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from desktop.domain.statements import Json
from desktop.services.book import OpenBook, Sheet


class KeptList:
    """Record ids, each with one word about it (a day), or "" where nothing is said about it.

    ``found`` reads the whole journal; ``moved`` names the records that may have come or gone with some records that a
    transaction changed; ``weighed`` says the word of one record that waits, and None of one that does not.
    """

    def __init__(
        self,
        book: OpenBook,
        setting: str,
        found: Callable[[], Mapping[str, str]],
        moved: Callable[[Iterable[str]], Iterable[str]],
        weighed: Callable[[str], str | None],
    ) -> None:
        self._book, self._setting = book, setting
        self._found, self._moved, self._weighed = found, moved, weighed
        book.watch(self._note)

    def waiting(self) -> dict[str, str]:
        """Each record that waits and the word about it, by record id."""
        kept = self._kept()
        if kept is None:
            kept = dict(sorted(self._found().items()))
            with self._book.writing() as sheet:
                self._keep(sheet, kept)
        return kept

    def _kept(self) -> dict[str, str] | None:
        """The list, when it is there and was made for the devices that are ours now."""
        kept = self._book.store.setting(self._setting)
        if not isinstance(kept, Mapping) or kept.get("ours") != self._ours():
            return None
        waiting = kept.get("waiting")
        return {one: str(word) for one, word in waiting.items()} if isinstance(waiting, Mapping) else None

    def _keep(self, sheet: Sheet, waiting: Mapping[str, str]) -> None:
        ours: list[Json] = [*self._ours()]
        sheet.writer.put_setting(self._setting, {"ours": ours, "waiting": dict(sorted(waiting.items()))})

    def _ours(self) -> list[str]:
        """Every device of our organisation."""
        book = self._book
        known = book.directory.devices if book.directory else {}
        return sorted({book.device, *(device for device in known if book.is_own(device))})

    def _note(self, sheet: Sheet) -> None:
        """Inside a transaction: weigh again what it moved."""
        kept = self._kept()
        if kept is None:
            return
        after = dict(kept)
        for record in self._moved(sheet.changes.records):
            after.pop(record, None)
            if (word := self._weighed(record)) is not None:
                after[record] = word
        if after != kept:
            self._keep(sheet, after)
