"""One holder's words of an organisation's recovery, as a sheet of paper.

Rules this module keeps:

* it holds one holder's words, which organisation's they are and how they are used; no name of a person, nothing about a child;
* the words stand numbered in columns, large enough to be typed from in poor light;
* the bytes are handed back in memory: where they go is the person's choice;
* the file's own title names nobody.
"""

from __future__ import annotations

from datetime import datetime

from desktop.domain.dates import local, long_day
from desktop.language import tr
from desktop.reports.paper import Cell, paper


def holder_pdf(words: str, number: int, needed: int, holders: int, organisation: str, at: datetime) -> bytes:
    """One A4 page, PDF/UA-1 and PDF/A-2a, of holder ``number`` (from 1). ``words`` are parted by spaces. Raises ReportError."""
    content: dict[str, Cell] = {
        "heading": tr("Recovery words: paper {number} of {holders}", number=number, holders=holders),
        "lead": tr(
            "{needed} of the {holders} papers together open the record books of this organisation's people, so that records can be read "
            "when a colleague is ill, has left or has died. This paper alone opens nothing.",
            needed=needed,
            holders=holders,
        ),
        "organisation": organisation,
        "made": tr("Made on {day}", day=long_day(local(at).date())),
        "holder": tr("Who keeps this paper (write it by hand):"),
        "words": words.split(),
        "how": tr("If records have to be opened"),
        "steps": [
            tr("Ask first whether it is right: opening a colleague's records is written down in them."),
            tr("Start Guardbook and choose “Open a colleague's records with the organisation's words”."),
            tr("Each holder types their own words, in order. Capitals do not matter."),
        ],
        "where": tr("Where to keep it"),
        "places": [
            tr("In a sealed envelope, locked away, not in the same place as another holder's paper."),
            tr("Not as a photograph, not in an email, not on a computer."),
            tr("If it is lost or was seen, tell who looks after the partnership: they make new words, and these then count no more."),
        ],
    }  # fmt: skip
    title, description = tr("Recovery words"), tr("One holder's recovery words for an organisation's record books")
    return paper("holder.typ", title, description, content, at)
