"""A body map on paper: the outlines that have marks, numbered, and the full table.

Rules this module keeps:

* each picture has an alternative text that names its marks; the table says everything that the picture shows, and more;
* a struck mark is crossed out, with its reason, and is never missing;
* the drawing is made here from the outlines that ship; nothing of the record is ever markup: the picture has numbers only;
* any paper can hold it: ``map_cells`` gives the texts, and ``body-map`` in body_map.typ sets them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import resources
from desktop.domain.body_marks import CHILD, BodyMark, Drawn
from desktop.domain.body_words import body_name, looks, place_name, said, source, struck_words, view_name, where
from desktop.domain.dates import moment_words
from desktop.domain.outlines import Outlines, View, apart
from desktop.language import mark, tr
from desktop.reports.paper import Cell, paper
from desktop.reports.record_parts import MARKING
from desktop.services.pages.papers import Printed

HEADS = (mark("No."), mark("Where"), mark("What it looks like"), mark("What was said"), mark("Seen or told"))
NOTE = mark(
    "Left and right are the child’s own. A mark that is crossed out was struck through, with the reason in the table; nothing is ever "
    "erased. Colour does not show how old a mark is, and a body map does not replace a medical opinion."
)
BADGE = 0.042  # of the picture's height, across a number
LEAST_WIDE = 0.42  # of its height; a slim figure's numbers still have room


def body_map_pdf(held: Drawn, heading: str, about: str, printed: Printed) -> bytes:
    """One body map as a PDF/UA-1 and PDF/A-2a file of its own. Raises ReportError."""
    content: dict[str, Cell] = {
        "heading": heading,
        "about": about,
        "marking": tr(MARKING),
        "organisation": printed.organisation,
        "printed": tr("Printed by {who} on {when}", who=printed.by, when=moment_words(printed.at)),
        "map": map_cells(held),
    }
    return paper(
        "body_map_page.typ", tr("Body map"), tr("A body map from a safeguarding record book"), content, printed.at
    )


def map_cells(held: Drawn) -> dict[str, Cell]:
    """The texts and pictures of one record's map, for ``body-map`` of body_map.typ; without marks there is nothing to set."""
    body = held.body or CHILD
    drawn = _outlines(body)
    seen = [view for view in drawn.views if any(one.view == view.name for one in held.marks)]
    return {
        "title": tr("Marks on the body"),
        "note": tr(NOTE),
        "heads": [tr(head) for head in HEADS],
        "figures": [_figure(body, view, [one for one in held.marks if one.view == view.name]) for view in seen],
        "rows": [_row(one) for one in sorted(held.marks, key=lambda each: each.number)],
    }


def _figure(body: str, view: View, marks: Sequence[BodyMark]) -> dict[str, Cell]:
    name = view_name(view.name)
    told = "; ".join(
        tr("{number}: {place}", number=one.number, place=place_name(one.region))
        + (f" ({tr('struck through')})" if one.struck else "")
        for one in marks
    )
    alt = tr("Outline of {body}, {view}. Marks {marks}.", body=body_name(body).lower(), view=name, marks=told)
    return {"svg": picture(view, marks), "alt": alt, "caption": name[:1].upper() + name[1:]}


def _row(one: BodyMark) -> list[Cell]:
    struck = struck_words(one)
    place = f"{where(one)}\n{struck}" if struck else where(one)
    return [str(one.number), place, looks(one), said(one), source(one)]


def picture(view: View, marks: Sequence[BodyMark]) -> str:
    """One view with its numbered marks, as SVG in black and white."""
    wide, high = view.box
    beside = max(0.0, LEAST_WIDE * high - wide) / 2
    size = BADGE * high
    points = [view.in_units(one.x, one.y) for one in marks]
    badges = apart(points, size * 1.1)
    pen = high / 420
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-beside - 6:.0f} -6 {wide + 2 * beside + 12:.0f} {high + 12:.0f}">',
        f'<g fill="#f4f6f7" stroke="#1a1a1a" stroke-width="{pen:.2f}" stroke-linejoin="round" stroke-linecap="round">',
        *(f'<path d="{written}"/>' for written in view.outline),
        f'</g><g fill="none" stroke="#5b6b71" stroke-width="{pen * 0.6:.2f}" stroke-linejoin="round" stroke-linecap="round">',
        *(f'<path d="{written}"/>' for written in view.lines),
        "</g>",
    ]
    for one, point, at in zip(marks, points, badges, strict=True):
        parts += _badge(one, point, at, size, pen)
    return "".join((*parts, "</svg>"))


def _badge(one: BodyMark, point: tuple[float, float], at: tuple[float, float], size: float, pen: float) -> list[str]:
    (x, y), struck = at, bool(one.struck)
    fill, ink = ("#ffffff", "#1a1a1a") if struck else ("#1a1a1a", "#ffffff")
    made = []
    if at != point:
        made.append(
            f'<path d="M{point[0]:.1f} {point[1]:.1f} L{x:.1f} {y:.1f}" stroke="#1a1a1a" stroke-width="{pen:.2f}"/>'
        )
        made.append(f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{pen * 1.8:.2f}" fill="#1a1a1a"/>')
    made.append(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size / 2:.1f}" fill="{fill}" stroke="#1a1a1a" stroke-width="{pen:.2f}"/>'
    )
    made.append(
        f'<text x="{x:.1f}" y="{y + size * 0.24:.1f}" font-family="Atkinson Hyperlegible Next" font-weight="bold" '
        f'font-size="{size * 0.68:.1f}" text-anchor="middle" fill="{ink}">{one.number}</text>'
    )
    if struck:
        reach = size * 0.62
        made.append(
            f'<path d="M{x - reach:.1f} {y + reach:.1f} L{x + reach:.1f} {y - reach:.1f}" stroke="#1a1a1a" '
            f'stroke-width="{pen * 1.5:.2f}"/>'
        )
    return made


@cache
def _outlines(body: str) -> Outlines:
    return Outlines.parse(resources.read(f"body_maps/{body}.json"))
