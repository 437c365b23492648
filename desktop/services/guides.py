"""The one-page guides: for whom they are, and the numbers of this record book on them.

Rules this module keeps: a guide holds nothing of any record; it is made in memory and handed back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.records import Contacts
from desktop.language import mark
from desktop.services.book import OpenBook
from desktop.services.errors import NoSuchRecord, PrintingUnavailable
from desktop.services.ringing import Ringing

ROLES = {
    "lead": mark("Designated safeguarding lead"),
    "health": mark("Health visitor"),
    "club": mark("Club officer or volunteer"),
    "desk": mark("Worker at the area's desk"),
}


@dataclass(frozen=True, slots=True)
class GuidePaper:
    """What a guide is made from. ``role`` is a key of ROLES."""

    role: str
    organisation: str
    contacts: Contacts
    printed_at: datetime


Render = Callable[[GuidePaper], bytes]


class Guides:
    def __init__(self, book: OpenBook, ringing: Ringing, render: Render | None) -> None:
        self._book, self._ringing, self._render = book, ringing, render

    def paper(self, role: str) -> bytes:
        """The guide for a role as a PDF. Raises NoSuchRecord for a role there is none for, PrintingUnavailable, ReportError."""
        if role not in ROLES:
            raise NoSuchRecord("no guide for this role")
        if self._render is None:
            raise PrintingUnavailable("this record book was opened without a way to make papers")
        return self._render(
            GuidePaper(role, self._book.profile.organisation, self._ringing.contacts(), self._book.now())
        )
