"""The one-page guide by role.

Rules this module keeps: it is one page; it says what to do in the order in which one does it; numbers come from the record
book, and a missing one is a line to write on; nothing of any record is on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.domain.dates import local, long_day
from desktop.domain.records import Contacts
from desktop.language import mark, tr
from desktop.reports.paper import Cell, paper
from desktop.services.guides import ROLES, GuidePaper

_DANGER = mark("A child is in immediate danger: ring 999. Everything else can wait.")
_WRITE = mark(
    "What was seen and heard, in order. The child's own words as they were said. Your opinion in its own box."
)
_SAFE = mark("Ctrl+H or Shift three times hides everything at once. Lock when you go away.")
_STEPS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "lead": (
        (mark("Somebody comes to you"), (
            mark("Listen to the person who saw it. Is the child safe now? If not, or if you do not know: ring first."),
            mark("Record a concern: which child, safe now, what, when, who told you, what you did. Six answers are enough."),
            _WRITE,
        )),
        (mark("Then"), (
            mark("Check your answers and sign. Signing tells nobody."),
            mark("Level 4, not safe, or a red panel: ring the number on the panel, read “What to say”, log the call."),
            mark("Share it, or decide not to and say why. Look at what leaves, field by field."),
            mark("If it is about an adult who works with children, answer Yes to the first question and tell the LADO."),
        )),
        (mark("Every day"), (
            mark("Open Today: what is due, what was answered, what has not left this computer, your drafts."),
            mark("No answer seen here for three days: ring."),
            _SAFE,
        )),
    ),
    "health": (
        (mark("On a visit, also without a network"), (
            mark("A mark or injury on a baby who cannot move about: refer by telephone now, whatever the explanation."),
            mark("Record a concern on the spot. Where, how big, what shape and colour. Take no photographs."),
            mark("Write the parent's explanation under “what others said”, word for word: it is compared later."),
        )),
        (mark("Back at the desk"), (
            mark("Letters leave by themselves when there is a network. Until Letters says opened, nobody has read it: ring."),
            mark("Not online for long: copy the sealed letters to a stick in Letters, and hand it over."),
            mark("Read the answer on Today, with who will be in touch and what the family may be told."),
        )),
        (mark("In somebody's home"), (
            _SAFE,
            mark("No name stands in the window's title, in a notification or in a file's name."),
        )),
    ),
    "club": (
        (mark("A child tells you something, or you see something"), (
            mark("Listen. Do not promise to keep it secret. Ask only: tell me, explain to me, describe to me."),
            mark("Tell the child whom you must tell, and what happens next."),
            mark("Write it down the same day, in the child's own words."),
        )),
        (mark("In Guardbook"), (
            mark("Record a concern. If it is about a coach or another adult who works with children, answer Yes to the first question: "
                 "those people then cannot read it here."),
            mark("“I do not know” is an answer everywhere. “I do not know, they will decide” is a full answer for the level."),
            mark("Sign, then share it with the area's team, or ring. A letter that was delivered has not been read yet."),
        )),
        (mark("If it is about an adult who works with children"), (
            mark("Tell the designated officer (LADO) within one working day. Do not speak to that adult about it first."),
            mark("Do not look into it yourself."),
            _SAFE,
        )),
    ),
    "desk": (
        (mark("Each referral"), (
            mark("Desk lists them by when a decision is due, the urgent first. Opening one tells the sender that a person has it."),
            mark("A call: “Referral by telephone”. If a letter about the same child follows, join the two and say why."),
            mark("Look at the times: when it happened, was written, arrived and came in here are four different times."),
        )),
        (mark("The decision"), (
            mark("An outcome, reasons, who will be in touch and when, and what the family may be told. All of it goes back."),
            mark("Today shows what you promised until somebody presses “It was done”, and the assessment's clock."),
        )),
        (mark("When letters cannot come in"), (
            mark("Today says since when. Expect calls; senders are told to ring."),
            mark("Letters set aside: Letters says why. Press “I have seen this” when you know of it."),
            _SAFE,
        )),
    ),
}  # fmt: skip


def guide_pdf(guide: GuidePaper) -> bytes:
    """One A4 page, PDF/UA-1 and PDF/A-2a. Raises ReportError."""
    content: dict[str, Cell] = {
        "heading": tr("Guardbook on one page"),
        "role": tr(ROLES[guide.role]),
        "danger": tr(_DANGER),
        "numbers_title": tr("Whom to ring"),
        "heads": [tr("When"), tr("Who"), tr("Number")],
        "numbers": _numbers(guide.contacts),
        "parts": [{"title": tr(title), "lines": [tr(line) for line in lines]} for title, lines in _STEPS[guide.role]],
        "organisation": guide.organisation,
        "printed": tr("Printed on {day}. Check the numbers once a year.", day=long_day(local(guide.printed_at).date())),
    }
    return paper("guide.typ", tr("Guardbook guide"), tr("A guide to recording, on one page"), content, guide.printed_at)


def _numbers(contacts: Contacts) -> list[Cell]:
    rows = (
        (
            tr("{opens} to {closes}, working days", opens=contacts.opens, closes=contacts.closes),
            contacts.in_hours_name,
            contacts.in_hours_number,
        ),
        (tr("Evenings, nights, weekends"), contacts.out_of_hours_name, contacts.out_of_hours_number),
        (tr("LADO: adults who work with children"), contacts.lado_name, contacts.lado_number),
    )
    return [{"when": when, "name": name, "number": number} for when, name, number in rows]
