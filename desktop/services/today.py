"""Today: what needs this person now.

Rules this module keeps: urgent first; nothing is hidden because it is old; a warning is a whole sentence without a name in it.
"""

from __future__ import annotations

from desktop.services.book import OpenBook
from desktop.services.concerns import Concerns
from desktop.services.desk import Desk
from desktop.services.letters import Letters
from desktop.services.pages import TodayPage
from desktop.services.ringing import Ringing


class Today:
    def __init__(self, book: OpenBook, ringing: Ringing, concerns: Concerns, letters: Letters, desk: Desk) -> None:
        self._book, self._ringing, self._concerns, self._letters, self._desk = book, ringing, concerns, letters, desk

    def page(self) -> TodayPage:
        """Alerts, clocks, drafts, letters that wait, answers not yet read, the desk's enquiries, warnings."""
        raise NotImplementedError
