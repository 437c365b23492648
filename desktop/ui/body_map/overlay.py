"""The marks of several records laid over each other: which sign stands for which record, and the table of all. No Qt.

Rules this module keeps: each record has a sign of its own (a shape and a colour, never the colour alone) and its date; the
table has a row for every mark that is shown, in the order of time, and says the sign in words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.domain.body_marks import BodyMark, Drawn
from desktop.domain.body_words import looks, said, struck_words, where
from desktop.services.pages.concerns import ConcernPage
from desktop.ui import times
from desktop.ui.language import mark, tr

SHAPES = ("circle", "square", "triangle", "diamond", "hexagon")
SHAPE_WORDS = {
    "circle": mark("circle"),
    "square": mark("square"),
    "triangle": mark("triangle"),
    "diamond": mark("diamond"),
    "hexagon": mark("hexagon"),
}
TONES = 4  # colours that take turns
COLUMNS = (mark("When"), mark("Sign"), mark("Where"), mark("What it looks like"), mark("What was said"))
WIDTHS = (4, 3, 6, 7, 5)


@dataclass(frozen=True, slots=True)
class MapRecord:
    """One record with a body map. ``at`` sorts; ``day`` and ``title`` are words."""

    record: str
    at: str
    day: str
    title: str
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Sign:
    shape: str
    tone: int  # 0 to TONES - 1


def map_records(concerns: Sequence[ConcernPage]) -> tuple[MapRecord, ...]:
    """The records of a child that have a map and are not kept from anybody, the earliest first."""
    found = [
        MapRecord(
            page.id,
            page.entry.happened.at or page.entry.noticed.at,
            times.moment(page.entry.happened) or times.moment(page.entry.noticed) or tr("Day not known"),
            page.title,
            Drawn(page.entry.body, page.entry.body_marks),
        )
        for page in concerns
        if page.entry.body_marks and not page.walled
    ]
    return tuple(sorted(found, key=lambda one: (one.at == "", one.at, one.record)))


def signs(records: Sequence[MapRecord]) -> dict[str, Sign]:
    """The sign of each record, by its place in time: the same whichever are shown."""
    return {one.record: Sign(SHAPES[at % len(SHAPES)], at % TONES) for at, one in enumerate(records)}


def sign_words(sign: Sign, number: int) -> str:
    """Return "Square 2"."""
    shape = tr(SHAPE_WORDS[sign.shape])
    return f"{shape[:1].upper()}{shape[1:]} {number}"


def legend(one: MapRecord, sign: Sign) -> str:
    """What stands beside the box with which a record is shown or not."""
    return tr(
        "{day}: {title} ({shape}, {marks})",
        day=one.day,
        title=one.title,
        shape=tr(SHAPE_WORDS[sign.shape]),
        marks=tr("%n mark(s)", n=len(one.drawn.marks)),
    )


def rows(records: Sequence[MapRecord], shown: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The table of every mark of the records that are shown."""
    known = signs(records)
    return tuple(
        (one.day, sign_words(known[one.record], each.number), _place(each), looks(each), said(each))
        for one in records
        if one.record in shown
        for each in one.drawn.marks
    )


def columns() -> tuple[str, ...]:
    return tuple(tr(one) for one in COLUMNS)


def _place(one: BodyMark) -> str:
    struck = struck_words(one)
    return f"{where(one)}\n{struck}" if struck else where(one)
