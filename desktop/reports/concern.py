"""One concern on paper: the organisation's copy, the court's with its code, and what a family would be given to read.

Rules this module keeps:

* happened, written and received stand apart, with who saw it, who told it and who typed it;
* nothing is overwritten: every amendment stands with its reason and the text it replaced;
* the code of a court copy stands on every page, beside "Page x of y";
* the file's own title names nobody, because a viewer puts it in its window's title.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.dates import event_words, moment_words
from desktop.domain.records import Person
from desktop.language import mark, tr
from desktop.reports.body_map import map_cells
from desktop.reports.paper import Cell, paper
from desktop.reports.record_parts import MARKING, amendment_cells, field_cell, first_capital, printed_words
from desktop.services.pages.fields import HistoryRow
from desktop.services.pages.papers import ConcernPaper
from desktop.services.papers import spaced

WORDS = {
    "signed": mark("When, and by whom"),
    "who": mark("As it is known"),
    "says": mark("What the record says"),
    "field": mark("Question"),
    "text": mark("Answer"),
    "taken_out": mark("Not on this copy: "),
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
COURT = mark(
    "This is a court copy: whole, with every amendment. Its code is made from the signatures of everything that it shows. "
    "The record book that printed it can say from the code alone when it was printed, by whom, and whether the record has changed since."
)
FAMILY = mark(
    "This is how the record reads to the person it is about, or to a parent. What other people said is left out, because it is theirs. "
    "Read it before it is given to anybody: what could put a child at risk must not leave."
)
_BEGINS = (".recorded", ".registered", ".decided")  # kinds that begin a record


def concern_pdf(concern: ConcernPaper) -> bytes:
    """The concern as one PDF/UA-1 and PDF/A-2a file. Raises ReportError."""
    court = concern.printed.code != ""
    content: dict[str, Cell] = {
        "heading": concern.title,
        "about": _about(concern),
        "marking": tr(MARKING),
        "organisation": concern.printed.organisation,
        "printed": printed_words(concern.printed),
        "code": spaced(concern.printed.code),
        "lead": tr(COURT) if court else tr(FAMILY) if concern.reader == "family" else "",
        "times": _times(concern),
        "fields": [field_cell(view) for view in concern.fields],
        "map": map_cells(concern.drawn),
        "taken_out": ", ".join(concern.taken_out),
        "amendments": list(amendment_cells(concern.title, concern.history, concern.taken_out)),
        "closing": tr("A blank question was not asked. Nothing on this paper was changed by hand."),
        "words": {name: tr(text) for name, text in WORDS.items()},
    }
    title = concern.kind or (tr("Court copy of a concern") if court else tr("Concern"))
    return paper("record.typ", title, tr("A concern from a safeguarding record book"), content, concern.printed.at)


def _about(concern: ConcernPaper) -> str:
    name = concern.child_name or tr("a child whose name is not known")
    if not concern.born:
        return tr("About {name}", name=name)
    return tr("About {name}, born {born}", name=name, born=event_words(concern.born, "exact"))


def _times(concern: ConcernPaper) -> Sequence[Cell]:
    """The three times and the three people of a record."""
    happened = first_capital(event_words(concern.happened.at, concern.happened.precision.value))
    happens = not concern.kind or any(view.name == "happened" for view in concern.fields)
    rows = [(tr("Happened"), happened or tr("Not known"))] if happens else []
    if concern.noticed.at:
        rows.append((tr("Noticed"), first_capital(event_words(concern.noticed.at, concern.noticed.precision.value))))
    first = next((row for row in concern.history if row.kind.endswith(_BEGINS)), None)
    rows += _signed(first) if first is not None else []
    if not concern.kind:
        rows.append((tr("Who saw or heard it"), _person(concern.witness) or tr("Not said")))
    if _person(concern.informant):
        rows.append((tr("Who told the person who typed"), _person(concern.informant)))
    made, kept = concern.notes
    if made or kept:
        when = event_words(made, "exact") or tr("at a time not said")
        rows.append(
            (tr("Entered from notes"), tr("Made {when}. Kept: {where}", when=when, where=kept or tr("not said")))
        )
    for photo in concern.photos:
        kept = tr("Kept with this record by {who}, {when}.", who=photo.who, when=moment_words(photo.at))
        shows = "" if concern.reader else tr("It shows: {shows}", shows=photo.shows)
        rows.append((tr("Photograph of the note"), f"{kept} {shows}".strip()))
    return [[label, text] for label, text in rows]


def _signed(first: HistoryRow) -> list[tuple[str, str]]:
    who = ", ".join(part for part in (first.who, first.organisation) if part)
    received = (
        tr("In this record book since {when}", when=moment_words(first.received_at))
        if first.received_at != first.written_at
        else tr("Written in this record book")
    )
    return [
        (tr("Written"), tr("{when}, by {who}", when=first_capital(moment_words(first.written_at)), who=who)),
        (tr("Received"), received),
    ]


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.role, person.how) if part)
