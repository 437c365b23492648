"""A child's chronology on paper.

Rules this module keeps:

* three times stand apart: when it happened, when it was written, when it was received here;
* nothing is overwritten: an amendment stands with its reason, who told it, and the text it replaced;
* what must not be disclosed is not on the paper, and the paper says what was kept off;
* who printed it, when, and for which organisation is on every page, with "Page x of y";
* the file's own title names nobody, because a viewer puts it in its window's title.
"""

from __future__ import annotations

from desktop.domain.dates import event_words, local, moment_words
from desktop.language import mark, tr
from desktop.reports.paper import Cell, boxed, texts
from desktop.reports.record_parts import amendment_cells, field_cell, first_capital, printed_words
from desktop.reports.typesetting import printable, typeset
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.papers import ChronologyPaper
from desktop.services.papers import spaced

MARKING = mark("Confidential: safeguarding record")
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
    name = paper.child_name or tr("a child whose name is not known")
    known_as = (
        tr(", known as {known_as}", known_as=paper.known_as)
        if paper.known_as and paper.known_as not in name.split()
        else ""
    )
    return {
        "heading": tr("Chronology of {name}{known_as}", name=name, known_as=known_as),
        "organisation": paper.printed.organisation,
        "printed": printed_words(paper.printed),
        "code": spaced(paper.printed.code),
        "fields": [field_cell(view) for view in paper.fields],
        "withheld": ", ".join(paper.withheld),
        "rows": [_row(number, row) for number, row in enumerate(paper.rows, start=1)],
        "amendments": [
            *amendment_cells(tr("About the child"), paper.history, paper.withheld),
            *(row for page in (*paper.concerns, *paper.entries) for row in amendment_cells(page.title, page.history)),
        ],
    }


def _row(number: int, row: ChronologyRow) -> dict[str, Cell]:
    return {
        "number": str(number),
        "happened": first_capital(_two_lines(event_words(row.event_at, row.precision))) or tr("Not known"),
        "late": tr("Written more than a day later") if row.late else "",
        "written": _two_lines(moment_words(row.written_at)),
        "received": _two_lines(moment_words(row.received_at))
        if row.received_at != row.written_at
        else tr("Written here"),
        "what": tr("Withdrawn. {what}", what=row.what) if row.withdrawn else row.what,
        "source": row.source,
        "significance": row.significance,
        "long": "yes" if len(row.what) > LONG else "no",
    }


def _two_lines(moment: str) -> str:
    """Day above, time below: a narrow column reads better so."""
    return moment.replace(" at ", "\n", 1)
