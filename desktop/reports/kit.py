"""The recovery kit as a sheet of paper.

Rules this module keeps:

* it holds the kit, whose it is and how it is used; nothing about a child, and no passphrase;
* the groups stand apart and in order, large enough to be typed from in poor light, with a box beside each to tick off;
* the bytes are handed back in memory: where they go is the person's choice;
* the file's own title names nobody.
"""

from __future__ import annotations

from datetime import datetime

from desktop.domain.dates import local, long_day
from desktop.language import tr
from desktop.reports.paper import Cell, paper


def kit_pdf(kit: str, keeper: str, organisation: str, at: datetime) -> bytes:
    """One A4 page, PDF/UA-1 and PDF/A-2a. ``kit`` is in printed groups, joined by hyphens. Raises ReportError."""
    content: dict[str, Cell] = {
        "heading": tr("Recovery kit for a Guardbook record book"),
        "lead": tr("Whoever has this paper can open the record book. Keep it as you keep a passport, away from the computer."),
        "keeper": keeper,
        "organisation": organisation,
        "made": tr("Made on {day}", day=long_day(local(at).date())),
        "group": tr("Group"),
        "groups": kit.split("-"),
        "how": tr("If you forget your passphrase"),
        "steps": [
            tr("Start Guardbook and choose the record book by your name."),
            tr("Press “I have forgotten it: use the recovery kit” and type the eight groups. Capitals, spaces and hyphens do not matter."),
            tr("Choose a new passphrase. This paper stays valid."),
        ],
        "where": tr("Where to keep it"),
        "places": [
            tr("In the office safe, with your manager in a sealed envelope, or with your papers at home."),
            tr("Not in the bag of the computer, not as a photograph on a telephone, not in an email."),
            tr("If it is lost or was seen, make new keys in Settings. The lost paper then opens the record book no more."),
        ],
        "spelling": tr("The kit has no letter I, L, O or U: what looks like one is a 1 or a 0."),
    }  # fmt: skip
    return paper("kit.typ", tr("Recovery kit"), tr("A recovery kit for a safeguarding record book"), content, at)
