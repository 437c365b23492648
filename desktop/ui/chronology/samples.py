"""A chronology with invented people: whole, of a family, as known on a day, being chosen, long, empty, saved, failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.chronology import ChronologyPage, Shown
from desktop.services.pages.fields import Choice, Missing
from desktop.services.people_rows import FamilyLink
from desktop.ui.chronology.screen import chronology_screen
from desktop.ui.chronology.view import ChronologyPageView
from desktop.ui.messages import say_name

FARROW, TILLER = "Odette Farrow, Larkmere Primary", "Bronagh Tiller, Ashmere 0-19 service"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ROWS = (
    ChronologyRow(
        "2026-10-03", "exact", _at("2026-10-06T07:50"), _at("2026-10-06T07:50"), "Neglect. No lunch and no coat for the third day",
        FARROW, "Level 2: additional or emerging needs", "r2", "concern", late=True,
    ),
    ChronologyRow(
        "2026-10-09T10:00", "exact", _at("2026-10-09T09:40"), _at("2026-11-22T09:10"),
        "Missed appointment. Planned: two-year review. Not brought, no reason given", TILLER, "Third in a year", "r3",
        "non_engagement", late=False, action="Write to the GP",
    ),
    ChronologyRow(
        "2026-11-20T09:05", "about", _at("2026-11-20T09:40"), _at("2026-11-20T09:40"),
        "Physical abuse. Two round marks, 2 cm, left upper arm. “Craig got me with the charger 'cause I spilt the milk” (Kian)",
        f"R. Quill, written by {FARROW}", "Level 4: specialist or acute needs", "r1", "concern", late=False, amended=True,
    ),
    ChronologyRow(
        "2026-11-20T10:15", "exact", _at("2026-11-20T10:15"), _at("2026-11-20T10:15"), "Decided to share. He may be hurt again",
        FARROW, "", "s1", "share", late=False,
    ),
    ChronologyRow(
        "2026-11-21T08:30", "exact", _at("2026-11-21T08:50"), _at("2026-11-21T08:50"), "Neglect. Came in without socks",
        FARROW, "Level 2: additional or emerging needs", "r4", "concern", late=False, withdrawn=True,
    ),
    ChronologyRow(
        "", "exact", _at("2026-11-22T14:02"), _at("2026-11-22T14:02"),
        "A record that some people must not see. What it says stands in the record alone. Ask Odette Farrow, Larkmere Primary.",
        "", "", "r5", "", late=False, kept=True,
    ),
)  # fmt: skip
PAGE = ChronologyPage(
    child="c1",
    child_name="Kian Pellow",
    shown=Shown(),
    rows=ROWS,
    start=0,
    count=len(ROWS),
    total=len(ROWS),
    kinds=(Choice("concern", "Concerns"), Choice("non_engagement", "Missed appointments"), Choice("share", "Decisions about sharing, and answers")),
    writers=("Bronagh Tiller", "Odette Farrow"),
    family=(FamilyLink("c2", "Maisie Pellow", "Half-sister", "both live with Jenna Pellow"),),
)  # fmt: skip


def _page(page: ChronologyPage) -> ChronologyPageView:
    view = ChronologyPageView(lambda: "chronology-2026-11-23.pdf")
    view.show_chronology(chronology_screen(page))
    return view


def whole() -> ChronologyPageView:
    return _page(PAGE)


def family() -> QWidget:
    rows = tuple(
        replace(row, child="c2" if row.record == "r3" else "c1", child_name="Maisie Pellow" if row.record == "r3" else "Kian Pellow")
        for row in ROWS[:-1]
    )  # fmt: skip
    return _page(replace(PAGE, shown=Shown(family=True), rows=rows, count=len(rows), total=len(rows)))


def older() -> QWidget:
    shown = Shown(known_on="2026-11-20", significant=True, since="2026-11-01")
    return _page(replace(PAGE, shown=shown, rows=ROWS[2:4], count=2, total=4))


def choosing() -> ChronologyPageView:
    view = whole()
    view.choosing.show()
    view.choose.say("Fold the choices up")
    return view


def problems() -> QWidget:
    view = choosing()
    view.show_problems((Missing("until", "The last day must not lie before the first"),))
    return view


def long() -> QWidget:
    return _page(replace(PAGE, start=100, count=2104, total=2104))


def nothing() -> QWidget:
    return _page(replace(PAGE, shown=Shown(kinds=("concern",), until="2020-01-01"), rows=(), count=0))


def empty() -> QWidget:
    return _page(replace(PAGE, rows=(), count=0, total=0, kinds=(), writers=(), family=()))


def saved() -> QWidget:
    view = whole()
    view.show_saved("Chronology saved", "It is saved as /home/odette/Documents/chronology-2026-11-23.pdf.", delete=True)
    return view


def failed() -> QWidget:
    view = ChronologyPageView(lambda: "chronology-2026-11-23.pdf")
    view.show_failure(say_name())
    return view


SAMPLES = {
    "": whole,
    "family": family,
    "older": older,
    "choosing": choosing,
    "problems": problems,
    "long": long,
    "nothing": nothing,
    "empty": empty,
    "saved": saved,
    "failed": failed,
}
