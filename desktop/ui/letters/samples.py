"""Letters with invented people: in every state, none, not joined, moving, failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from desktop.services.pages.letters import Freshness, LetterRow
from desktop.ui.language import tr
from desktop.ui.letters.lines import freshness, line
from desktop.ui.letters.moved import copied
from desktop.ui.letters.presenter import LettersScreen
from desktop.ui.letters.view import LettersPage
from desktop.ui.messages import BUG, Said, say_name

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
AREA = "Ashmere MASH"
ROWS = (
    LetterRow("b1", "out", "sealed", AREA, "Kian Pellow", NOW - timedelta(hours=2), None, "", "c1"),
    LetterRow("b2", "out", "delivered", AREA, "Esme Rook", NOW - timedelta(days=6), NOW - timedelta(days=6), "", "c3"),
    LetterRow("b3", "out", "opened", AREA, "Maisie Pellow", NOW - timedelta(days=1), NOW - timedelta(days=1), "", "c2"),
    LetterRow("b4", "out", "answered", AREA, "Kian Pellow", NOW - timedelta(days=4), NOW - timedelta(days=4), "", "c1"),
)
CAME = (LetterRow("b5", "in", "delivered", AREA, "Kian Pellow", NOW - timedelta(days=3), NOW - timedelta(days=3), ""),)
ASIDE = (LetterRow("b6", "in", "set aside", "a computer that is not in the list", "", NOW, NOW, "UnknownSender"),)


def _explain(name: str) -> Said:
    said = say_name(name)
    if said == BUG:
        return Said(
            "The sender is not in the list of members that this record book has.",
            "The letter is kept, sealed, and nothing was taken from it.",
            "Send and fetch once more: a newer list may name them.",
        )
    return said


def _screen(fresh: Freshness, rows: tuple[LetterRow, ...] = (), *, more: bool = False) -> LettersScreen:
    return LettersScreen(
        freshness(fresh, NOW),
        tuple(line(row, NOW, _explain) for row in rows),
        tuple(line(row, NOW, _explain) for row in CAME) if more else (),
        tuple(line(row, NOW, _explain) for row in ASIDE) if more else (),
    )


def full() -> LettersPage:
    page = LettersPage()
    page.show_letters(
        _screen(Freshness(joined=True, reached_at=NOW - timedelta(days=3), waiting=1, area=AREA), ROWS, more=True)
    )
    return page


def none() -> QWidget:
    page = LettersPage()
    page.show_letters(_screen(Freshness(joined=True, reached_at=NOW - timedelta(minutes=4), waiting=0, area=AREA)))
    return page


def not_joined() -> QWidget:
    page = LettersPage()
    page.show_letters(_screen(Freshness(joined=False, reached_at=None, waiting=0, area="")))
    return page


def moving() -> QWidget:
    page = full()
    page.show_moving("post", tr("Sending and fetching… You can go on working meanwhile."))
    page.show_moving(
        "stick",
        tr("Copying sealed letters to the folder… Leave the stick in. You can go on working meanwhile."),
        stoppable=True,
    )
    return page


def failed() -> QWidget:
    page = full()
    page.show_not_moved("post", say_name("HubAway"))
    page.show_moved("stick", copied(1))
    return page


SAMPLES = {"": full, "none": none, "not_joined": not_joined, "moving": moving, "failed": failed}
