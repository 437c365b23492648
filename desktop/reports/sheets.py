"""Two sheets without a word of any record: the empty form, and the slip that a witness may keep.

Rules this module keeps: one page each; the form asks in the order of the screen; a number names the sheet and nobody.
"""

from __future__ import annotations

from desktop.domain.dates import moment_words
from desktop.domain.records import Contacts
from desktop.language import mark, tr
from desktop.reports.paper import Cell, paper
from desktop.services.pages.papers import FormPaper, SlipPaper

_DANGER = mark(
    "A child is in immediate danger: ring 999 first. Then go to your safeguarding lead: do not leave this in a tray."
)
_ROWS: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = (
    (13, ((mark("Child’s full name"), ""), (mark("Date of birth, or age"), ""), (mark("Class, group or address"), ""))),
    (13, ((mark("When it happened"), mark("day and time")), (mark("When you noticed"), ""), (mark("Where"), ""))),
    (13, ((mark("Who saw or heard it"), mark("full name and post")), (mark("Who told you"), mark("if it was not you")))),
    (38, ((mark("What was seen or heard"), mark("in order; facts only")),)),
    (32, ((mark("The child’s own words"), mark("as they were said, in quote marks")),)),
    (15, ((mark("What you asked"), mark("Tell me, explain to me, describe to me")),)),
    (17, ((mark("Marks on the body"), mark("where, how big, shape, colour; never undress a child to look, never photograph")),)),
    (15, ((mark("What others said"), mark("who, and their words")),)),
    (15, ((mark("What you think"), mark("your opinion, kept apart from the facts")),)),
    (15, ((mark("Is the child safe now?"), mark("yes, no, or I do not know; why")), (mark("What you did, and whom you told"), mark("with times")))),
    (13, ((mark("Were the parents told?"), mark("if not, why")), (mark("Must anybody not see this?"), mark("for example staff it is about")))),
    (14, ((mark("Your name and post"), ""), (mark("Signature"), ""), (mark("Day and time of writing"), ""))),
    (14, ((mark("Received by"), mark("safeguarding lead")), (mark("Day and time"), ""), (mark("Entered in the record book on"), mark("keep this sheet")))),
)  # fmt: skip


def form_pdf(form: FormPaper) -> bytes:
    """One A4 page to write on, PDF/UA-1 and PDF/A-2a. Raises ReportError."""
    content: dict[str, Cell] = {
        "heading": tr("A concern about a child"),
        "number": f"{form.number[:4]} {form.number[4:]}",
        "organisation": form.organisation,
        "danger": tr(_DANGER),
        "rows": [
            {"height": str(height), "cells": [{"label": tr(label), "hint": tr(hint) if hint else ""} for label, hint in cells]}
            for height, cells in _ROWS
        ],
        "foot": " ".join(part for part in (_numbers(form.contacts), tr("Leave blank what you did not ask. Cross out, never erase.")) if part),
        "words": {"number": tr("Sheet")},
    }  # fmt: skip
    return paper(
        "form.typ", tr("Form for a concern"), tr("An empty form for a concern about a child"), content, form.printed_at
    )


def slip_pdf(slip: SlipPaper) -> bytes:
    """One A5 page, PDF/UA-1 and PDF/A-2a. Raises ReportError."""
    who = ", ".join(part for part in (slip.received_by, slip.organisation) if part)
    rows = [
        [tr("Received by"), who],
        [tr("Received"), moment_words(slip.received_at)],
        *([what, moment_words(when)] for what, when in slip.acted_on),
        [tr("Reference"), f"{slip.reference[:4]} {slip.reference[4:]}"],
    ]
    content: dict[str, Cell] = {
        "heading": tr("What you told us was received"),
        "lead": tr(
            "Thank you. What you saw or heard is in the safeguarding record, and this is what has been done so far."
        ),
        "heads": [tr("What"), tr("Who, or when")],
        "rows": rows,
        "closing": tr(
            "This slip says nothing about the child on purpose. Please speak about it to nobody else. If you see or hear more, or think that "
            "nothing is being done, come back or ring; if a child is in danger now, ring 999. Printed {when}.",
            when=moment_words(slip.printed_at),
        ),
    }
    return paper("slip.typ", tr("Slip"), tr("A slip for a person who passed on a concern"), content, slip.printed_at)


def _numbers(contacts: Contacts) -> str:
    numbers = [
        tr("In hours: {name}, {number}.", name=contacts.in_hours_name, number=contacts.in_hours_number)
        if contacts.in_hours_number
        else "",
        tr("Out of hours: {name}, {number}.", name=contacts.out_of_hours_name, number=contacts.out_of_hours_number)
        if contacts.out_of_hours_number
        else "",
    ]
    return " ".join(one for one in numbers if one)
