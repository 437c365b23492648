"""What a person chose for this record book: when it locks by itself, and whether the desktop may say that something waits.

Rules this module keeps: kept in the encrypted book, for it is the person's and not the computer's; only offered values are taken, so that
no mistake can switch the idle lock off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.preference_values import Preferences, sensible

KEPT = "preferences"


class Preferring:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def read(self) -> Preferences:
        """What was chosen; the usual values for what was not."""
        kept = self._book.store.setting(KEPT)
        return sensible(kept) if isinstance(kept, Mapping) else Preferences()

    def change(self, chosen: Preferences) -> Changes:
        """Keep what was chosen."""
        with self._book.writing() as sheet:
            sheet.writer.put_setting(KEPT, {**asdict(sensible(asdict(chosen)))})
            sheet.add(Changes(families=frozenset({"preferences"})))
        return sheet.changes
