"""A list of records that wait for something, kept beside the journal so that a book of any size says it at once.

Rules this module keeps:

* it is found in the whole journal once, and from then on every transaction weighs again what it moved, inside itself, and writes
  that line alone, however long the list is;
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
        if not self._is_kept():
            found = dict(self._found())
            with self._book.writing() as sheet:
                sheet.writer.keep_waiting(self._setting, found)
                ours: list[Json] = [*self._ours()]
                sheet.writer.put_setting(self._setting, ours)
            return found
        return self._book.store.waiting(self._setting)

    def _is_kept(self) -> bool:
        """Whether the list is there and was made for the devices that are ours now."""
        return self._book.store.setting(self._setting) == self._ours()

    def _ours(self) -> list[str]:
        """Every device of our organisation."""
        book = self._book
        known = book.directory.devices if book.directory else {}
        return sorted({book.device, *(device for device in known if book.is_own(device))})

    def _note(self, sheet: Sheet) -> None:
        """Inside a transaction: weigh again what it moved."""
        if not self._is_kept():
            return
        for record in self._moved(sheet.changes.records):
            sheet.writer.put_waiting(self._setting, record, self._weighed(record))
