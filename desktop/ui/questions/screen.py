"""A question of the desk and its answer in words. No Qt.

Rules this module keeps: asked, answered, received and fetched are four times and stand apart; an answer is never called true,
only said, by whom and when; "no answer seen here" is never "no answer".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.services.pages.questions import AnswerRow, QuestionPreview, QuestionRow
from desktop.ui import times
from desktop.ui.language import mark, tr

KNOWN = {"yes": mark("We know something about this"), "no": mark("We know nothing about this")}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    who: str
    times: str
    known: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``id`` leads to where it is answered; blank when it is not for us, or is answered already."""

    question: str
    why: str
    who: str
    times: str
    due: str
    answers: tuple[AnswerLine, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class AskScreen:
    """Whom a question goes to. ``closes``: the time of day by which an answer is wanted."""

    organisation: str
    child: str
    closes: str


@dataclass(frozen=True, slots=True)
class AnswerScreen:
    """What is asked, and what was answered already. ``warning``: of a record that is kept from some people."""

    title: str
    child: str
    line: QuestionLine
    warning: str


@dataclass(frozen=True, slots=True)
class LeavingScreen:
    """Exactly what leaves: to whom, who can open it, what it says."""

    to: str
    people: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    button: str


def question_line(row: QuestionRow) -> QuestionLine:
    """Say one question with its answers."""
    asked = tr("Asked {when}", when=times.when(row.asked_at))
    if times.brief(row.received_at) != times.brief(row.asked_at):
        asked += tr(", fetched here {when}", when=times.when(row.received_at))
    due = tr("An answer is wanted {words}.", words=row.due.words) if row.due else ""
    waits = "" if row.answers or row.ours else tr("No answer has been seen here yet.")
    return QuestionLine(
        question=row.question,
        why=row.why,
        who=", ".join(part for part in (row.who, row.desk) if part),
        times=f"{asked}.",
        due=" ".join(part for part in (due, waits) if part) if not row.answers else "",
        answers=tuple(_answer(one) for one in row.answers),
        id=row.id if row.ours and not row.answers else "",
    )


def _answer(row: AnswerRow) -> AnswerLine:
    said = [tr("Answered {when}", when=times.when(row.written_at))]
    if row.hub_received_at is not None:
        said.append(tr("received {when}", when=times.when(row.hub_received_at)))
    if times.brief(row.received_at) not in {
        times.brief(row.written_at),
        times.brief(row.hub_received_at or row.written_at),
    }:
        said.append(tr("fetched here {when}", when=times.when(row.received_at)))
    known = tr(KNOWN.get(row.known, row.known))
    who = ", ".join(part for part in (row.who, row.organisation) if part)
    return AnswerLine(who, f"{', '.join(said)}.", f"{known}.", row.text)


def answer_screen(row: QuestionRow) -> AnswerScreen:
    """Say what is asked, for the page on which it is answered."""
    walled = tr(
        "This is about a record that some people must not see. Check who can read the answer before you sign it."
    )
    return AnswerScreen(
        tr("A question from {desk}", desk=row.desk),
        tr("About {child}", child=row.child_name),
        question_line(row),
        walled if row.walled else "",
    )


@dataclass(frozen=True, slots=True)
class SignedScreen:
    """What became of it. ``letters``: it still waits here, so that one may go and send."""

    title: str
    head: str
    lines: tuple[str, ...]
    letters: bool


def signed_screen(to: str, delivered_at: datetime | None = None) -> SignedScreen:
    """Say that it waits, or that it is there; never that somebody read it."""
    ring = tr("If a child may be in danger, ring. Do not wait for an answer here.")
    if delivered_at is None:
        waits = tr("It has not reached anyone yet. It goes by itself when the area can be reached.")
        lines = (waits, tr("Letters shows when it is delivered."), ring)
        return SignedScreen(
            tr("Signed, sealed and waiting to leave"), tr("Signed, for {to}", to=to), lines, letters=True
        )
    title = tr("Delivered to {to}", to=to)
    head = tr("Delivered to {to} {when}", to=to, when=times.when(delivered_at))
    return SignedScreen(title, head, (tr("Nobody has opened it yet, as far as is known here."), ring), letters=False)


def leaving_screen(preview: QuestionPreview) -> LeavingScreen:
    """Say what would leave."""
    button = tr("Sign and send to {to}", to=preview.to)
    return LeavingScreen(preview.to, preview.people, preview.leaves, preview.warnings, button)
