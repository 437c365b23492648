"""Papers of a decision about sharing and of an adult, in the shape of a record's paper.

Rules this module keeps:

* an amendment stands with the text it replaced; an address that must not be disclosed is on no paper, old texts included;
* what somebody is to a child stands on their paper with since when, until when, and who said so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.domain.records import Person, When
from desktop.language import mark, tr
from desktop.services.decisions import DecisionPage
from desktop.services.pages.fields import FieldSide, FieldView, HistoryRow
from desktop.services.pages.papers import ConcernPaper, Printed
from desktop.services.pages.people import PersonPage

DECISION, ADULT = mark("Decision about sharing"), mark("An adult around a child")
KEPT_BACK = ("address", "postcode")


def decision_paper(page: DecisionPage, born: str, printed: Printed) -> ConcernPaper:
    """One decision whole, with what was put right in it."""
    return _paper(page.child_name, born, page.title, page.fields, page.history, printed, tr(DECISION))


def person_paper(
    page: PersonPage, ties: Iterable[tuple[str, tuple[FieldView, ...], tuple[HistoryRow, ...]]], printed: Printed
) -> ConcernPaper:
    """One adult; ``ties`` are (the child's name, the fields of the relation, its history)."""
    hidden = KEPT_BACK if page.row.address_withheld else ()
    labels = [view.label for view in page.fields if view.name in hidden]
    told = [view for view in page.fields if view.name not in hidden]
    history = [_without(row, labels) for row in page.history]
    for child, fields, rows in ties:
        told.append(_tie(child, fields))
        history += rows
    paper = _paper(page.row.name, page.row.born, page.row.name, told, history, printed, tr(ADULT))
    return replace(paper, taken_out=tuple(labels))


def _paper(
    name: str,
    born: str,
    title: str,
    fields: Iterable[FieldView],
    history: Iterable[HistoryRow],
    printed: Printed,
    kind: str,
) -> ConcernPaper:
    return ConcernPaper(
        child_name=name,
        born=born,
        title=title,
        fields=tuple(fields),
        history=tuple(history),
        happened=When(),
        noticed=When(),
        witness=Person(),
        informant=Person(),
        notes=("", ""),
        printed=printed,
        kind=kind,
    )


def _tie(child: str, fields: tuple[FieldView, ...]) -> FieldView:
    """What somebody is to a child, as one field of their own paper."""
    lines = [f"{view.label}: {side.text}" for view in fields for side in view.sides if side.text]
    first = next((side for view in fields for side in view.sides), None)
    side = replace(first, text="\n".join(lines)) if first is not None else None
    return FieldView(
        "relation", tr("To {child}", child=child), "settled", (side,) if isinstance(side, FieldSide) else ()
    )


def _without(row: HistoryRow, labels: list[str]) -> HistoryRow:
    changed = tuple((label, *(("", "") if label in labels else texts)) for label, *texts in row.changed)
    return replace(row, changed=tuple((label, before, now) for label, before, now in changed))
