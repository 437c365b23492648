"""A chronology to print: scenario A of the acceptance scenarios, all people invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from desktop.domain.records import ConcernEntry
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.fields import FieldSide, FieldView, HistoryRow
from desktop.services.pages.papers import ChronologyPaper, Printed

WRITTEN = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
AMENDED = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
PRINTED = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
QUILL = "R. Quill, teaching assistant"
LEAD = "Odette Farrow"
BY_LEAD = Printed("Odette Farrow, designated safeguarding lead", "Larkmere Primary", PRINTED)


def field(name: str, label: str, *texts: str, state: str = "settled") -> FieldView:
    return FieldView(name, label, state, tuple(FieldSide(text, LEAD, WRITTEN, f"s{n}") for n, text in enumerate(texts)))


def row(what: str, *, at: str = "2026-11-20T09:05", late: bool = False, source: str = QUILL) -> ChronologyRow:
    return ChronologyRow(
        event_at=at,
        precision="exact" if at else "unknown",
        written_at=WRITTEN,
        received_at=WRITTEN,
        what=what,
        source=source,
        significance="Level 4: specialist or acute needs",
        record="concern-1",
        family="concern",
        late=late,
    )


def amendment(**changes: Any) -> HistoryRow:
    values: dict[str, Any] = {
        "statement": "s9",
        "kind": "concern.amended",
        "title": "Amended",
        "who": LEAD,
        "organisation": "Larkmere Primary",
        "written_at": AMENDED,
        "received_at": AMENDED,
        "reason": "Measured again with a ruler",
        "as_told_by": QUILL,
        "changed": (("Marks on the body", "One 4 cm straight red line", "One 3 cm straight red line"),),
        "left_out": 0,
        "accepted": True,
    }
    return HistoryRow(**(values | changes))


def concern(*history: HistoryRow) -> ConcernPage:
    return ConcernPage(
        id="concern-1",
        child="child-1",
        child_name="Kian Pellow",
        title="Physical abuse, 20 November 2026",
        fields=(),
        history=history,
        walled=False,
        urgent=True,
        entry=ConcernEntry(),
    )


def paper(
    *,
    rows: tuple[ChronologyRow, ...] = (),
    concerns: tuple[ConcernPage, ...] = (),
    fields: tuple[FieldView, ...] = (),
    withheld: tuple[str, ...] = (),
) -> ChronologyPaper:
    return ChronologyPaper(
        child_name="Kian Pellow",
        known_as="Kian",
        fields=fields,
        rows=rows,
        withheld=withheld,
        printed=BY_LEAD,
        concerns=concerns,
    )


def whole() -> ChronologyPaper:
    seen = (
        "Two 2 cm round purple-yellow marks on left upper arm, one 4 cm straight red line behind left ear.\n"
        "The child said: “Craig got me with the charger 'cause I spilt the milk”"
    )
    return paper(
        fields=(
            field("born", "Date of birth", "14 March 2017"),
            field("nhs_number", "NHS number", "999 000 1235"),
            field("setting", "School, nursery or club", "Larkmere Primary", "Larkmere Junior", state="disputed"),
            field("people", "Family, household and other adults", "Jenna Pellow, mother\nCraig Dunmore, stepfather"),
        ),
        rows=(
            row(seen),
            row("Referred to Ashmere MASH by letter", at="2026-11-20T10:15", source=LEAD),
            row("Came to school without a coat, cold and hungry", at="2026-11-12", late=True),
            row("Mother said he had been clumsy for months", at=""),
        ),
        concerns=(concern(amendment()),),
        withheld=("Address", "Postcode"),
    )
