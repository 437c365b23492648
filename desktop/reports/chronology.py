"""A child's chronology on paper.

Rules this module keeps:

* whose it is, what was left out and of which day it is stand before the first line, and an older view says so on every page;
* three times stand apart: when it happened, when it was written, when it was received here;
* what was written late is marked, and what was withdrawn is struck through and said to be;
* nothing is overwritten: an amendment stands with its reason, who told it, and the text it replaced;
* what must not be disclosed is not on the paper, and the paper says what was kept off;
* who printed it, when, and for which organisation is on every page, with "Page x of y";
* the file's own title names nobody, because a viewer puts it in its window's title.
"""

from __future__ import annotations

from desktop.domain.dates import event_words, local, moment_words
from desktop.language import mark, tr
from desktop.reports.body_map import map_cells
from desktop.reports.paper import Cell, boxed, texts
from desktop.reports.record_parts import MARKING, amendment_cells, field_cell, first_capital, printed_words
from desktop.reports.typesetting import printable, typeset
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.papers import ChildDetails, ChronologyPaper
from desktop.services.papers import spaced

LONG = 1200  # letters; a shorter entry is kept on one page
TIMES = mark(
    "Happened is the event's own time as people know it. Written is when it was written down, by the writer's clock. "
    "Received is when it came into this record book."
)

WORDS = {
    "about": mark("About the child"),
    "says": mark("What the record says"),
    "kept_off": mark("Kept off this paper: "),
    "events": mark("What happened"),
    "number": mark("No."),
    "happened": mark("Happened"),
    "written": mark("Written"),
    "received": mark("Received"),
    "source": mark("Who says so"),
    "matters": mark("Why it matters"),
    "amended": mark("What was amended"),
    "overwritten": mark("Nothing is overwritten. Each amendment stands here with the text it replaced."),
    "told": mark("As told by: "),
    "reason": mark("Reason: "),
    "refused": mark("Not accepted: "),
    "what": mark("What"),
    "before": mark("Before"),
    "now": mark("Now"),
    "none": mark("There are no entries."),
    "code": mark("Court copy. Code:"),
    "shows": mark("What this paper shows"),
    "older": mark("An older view"),
    "child": mark("Child"),
    "action": mark("Action"),
    "people": mark("Family, household and professionals"),
    "who": mark("Who"),
    "relation": mark("What they are to the child"),
    "responsibility": mark("Parental responsibility"),
    "home": mark("Lives with the child"),
    "maps": mark("Body maps"),
}
"""What the template itself says."""


def chronology_pdf(paper: ChronologyPaper) -> bytes:
    """The chronology as one PDF/UA-1 and PDF/A-2a file. Raises ReportError."""
    content = _content(paper)
    boxes, count = printable(texts(content))
    shown = {name: boxed(cell, boxes) for name, cell in content.items()}
    printed = local(paper.printed.at)
    note = tr(" {count} letters that this program has no font for are shown as a box.", count=count) if count else ""
    return typeset(
        "chronology.typ",
        {
            "title": tr("Chronology"),
            "description": tr("A chronology printed from a safeguarding record book"),
            "marking": tr(MARKING),
            "times": tr(TIMES) + note,
            "words": {name: tr(text) for name, text in WORDS.items()},
            "date": [printed.year, printed.month, printed.day, printed.hour, printed.minute],
            **shown,
        },
        paper.printed.at,
    )


def _content(paper: ChronologyPaper) -> dict[str, Cell]:
    details = [
        ChildDetails(paper.child_name, paper.known_as, paper.fields, paper.withheld, paper.history),
        *paper.others,
    ]
    names = [_name(one) for one in details]
    heading = tr("Chronology of {name}", name=names[0])
    if paper.others:
        heading = tr("Chronology of a family: {names}", names=", ".join(names))
    elif paper.known_as and paper.known_as not in names[0].split():
        heading = tr("Chronology of {name}, known as {known_as}", name=names[0], known_as=paper.known_as)
    amendments = [
        row
        for name, one in zip(names, details, strict=True)
        for row in amendment_cells(
            tr("About {name}", name=name) if paper.others else tr("About the child"), one.history, one.withheld
        )
    ]
    return {
        "heading": heading,
        "organisation": paper.printed.organisation,
        "printed": printed_words(paper.printed),
        "code": spaced(paper.printed.code),
        "older": paper.older,
        "older_day": tr("Older view: as known on {day}", day=paper.older_day) if paper.older_day else "",
        "scope": list(paper.scope),
        "family": "yes" if paper.others else "no",
        "actions": "yes" if any(row.action for row in paper.rows) else "no",
        "details": [_details(name, one) for name, one in zip(names, details, strict=True)],
        "people": [list(cells) for cells in paper.people],
        "rows": [_row(number, row) for number, row in enumerate(paper.rows, start=1)],
        "maps": [map_cells(drawn) | {"title": title} for title, drawn in paper.maps],
        "amendments": [
            *amendments,
            *(row for page in (*paper.concerns, *paper.entries) for row in amendment_cells(page.title, page.history)),
        ],
    }


def _name(one: ChildDetails) -> str:
    return one.name or tr("a child whose name is not known")


def _details(name: str, one: ChildDetails) -> dict[str, Cell]:
    return {
        "name": name,
        "fields": [field_cell(view) for view in one.fields],
        "withheld": ", ".join(one.withheld),
    }


def _row(number: int, row: ChronologyRow) -> dict[str, Cell]:
    happened = first_capital(_two_lines(event_words(row.event_at, row.precision))) or tr("Not known")
    return {
        "number": str(number),
        "happened": tr("Not told here") if row.kept else happened,
        "late": tr("Written more than a day later") if row.late else "",
        "written": _two_lines(moment_words(row.written_at)),
        "received": _two_lines(moment_words(row.received_at))
        if row.received_at != row.written_at
        else tr("Written here"),
        "child": row.child_name,
        "what": row.what,
        "struck": tr("Withdrawn:") if row.withdrawn else "",
        "source": row.source,
        "significance": row.significance,
        "action": row.action,
        "long": "yes" if len(row.what) > LONG else "no",
    }


def _two_lines(moment: str) -> str:
    """Day above, time below: a narrow column reads better so."""
    return moment.replace(" at ", "\n", 1)
