"""What several papers say of a record: its fields with all their sides, its amendments, and who printed it.

Rules this module keeps: both sides of what is not agreed stand there; nothing is overwritten; what was kept off the paper comes in by
no old text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.domain.dates import moment_words
from desktop.domain.statements import Kind
from desktop.language import mark, tr
from desktop.reports.paper import Cell
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.pages.papers import Printed

_BESIDE = frozenset({Kind.RECORD_WITHDRAWN, Kind.RECORD_REINSTATED, Kind.RECORD_DISPUTED})
MARKING = mark("Confidential: safeguarding record")
KEPT_OFF = mark("Kept off this paper")


def printed_words(printed: Printed) -> str:
    """Who printed it and when, for the foot of every page."""
    return tr("Printed by {printed_by} on {moment_words}", printed_by=printed.by, moment_words=moment_words(printed.at))


def field_cell(view: FieldView) -> dict[str, Cell]:
    """A field's label and every side of it; a note when it is not agreed, or a part has not come."""
    match view.state:
        case "disputed":
            sides = [
                tr(
                    "{what} (says {who}, {moment_words})",
                    what=side.text,
                    who=side.who,
                    moment_words=moment_words(side.when),
                )
                for side in view.sides
            ]
            note = tr("Not agreed: both are kept.")
        case "incomplete":
            sides, note = [side.text for side in view.sides], tr("Incomplete: an earlier or later part has not come.")
        case _:
            sides, note = [side.text for side in view.sides], ""
    return {"label": view.label, "sides": [side for side in sides if side], "note": note}


def amendment_cells(
    title: str, history: Iterable[HistoryRow], withheld: Sequence[str] = ()
) -> Iterable[dict[str, Cell]]:
    """Each amendment of a record, with the text it replaced; the labels ``withheld`` without either text.

    That it was withdrawn, that this was taken back, and who disagrees stands among them.
    """
    for row in history:
        amended = row.kind.endswith(".amended") or row.kind == Kind.SHARING_REVIEWED
        if not amended and row.kind not in _BESIDE:
            continue
        noted = row.kind == Kind.RECORD_DISPUTED  # it replaces no text
        what = tr("amended") if amended else row.title[:1].lower() + row.title[1:]
        who = f"{row.who}, {row.organisation}" if row.organisation else row.who
        yield {
            "title": tr("{title}: {what} {when}", title=title, what=what, when=moment_words(row.written_at)),
            "who": tr(
                "Written by {who}. Received {moment_words}.", who=who, moment_words=moment_words(row.received_at)
            ),
            "told": row.as_told_by,
            "reason": "; ".join(now for _, _, now in row.changed) if noted else row.reason,
            "note": "" if row.accepted else (row.not_accepted_why or tr("kept and shown, but it changes nothing")),
            "changed": [
                {"label": label, "before": tr(KEPT_OFF), "now": tr(KEPT_OFF)}
                if label in withheld  # an earlier address must not come in by the back door
                else {"label": label, "before": before or tr("Nothing"), "now": now or tr("Taken back")}
                for label, before, now in (() if noted else row.changed)
            ],
        }


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
