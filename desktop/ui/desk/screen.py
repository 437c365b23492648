"""The desk's enquiries in words.

Rules this module keeps:

* each enquiry says when it is due and why that clock runs; overdue is said in words, not only in colour;
* three times stand apart, each with whose clock it is; nothing is corrected silently;
* what was left out by the sender is counted and said;
* two referrals joined as one enquiry are shown with both their sources.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.pages.enquiries import EnquiryPage, EnquiryRow
from desktop.services.pages.fields import Choice
from desktop.ui import times
from desktop.ui.child.screen import (
    CLOCK_STATES,
    ClockLine,
    ConcernCard,
    Fact,
    HistoryLine,
    clock_line,
    concern_card,
    entry_card,
    fact,
    history_line,
)
from desktop.ui.concern.wording import ANSWERS
from desktop.ui.language import mark, tr
from desktop.ui.questions.screen import QuestionLine, question_line

KINDS = {"letter": mark("By letter"), "telephone": mark("By telephone")}


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    id: str
    due: str
    state: str  # "Overdue", "Due today"; "Decided" when there is an outcome
    tone: str  # "urgent", "soon", "calm"
    child: str
    source: str  # "Larkmere Primary, by letter"
    received: str
    notes: str
    decided: bool


@dataclass(frozen=True, slots=True)
class EnquiryScreen:
    id: str
    child: str
    source: str
    urgent: str  # "Urgent: not safe now, level 4", or ""
    ring_back: str  # the sender's number, or ""
    marks: tuple[str, ...]
    facts: tuple[Fact, ...]
    concerns: tuple[ConcernCard, ...]
    times: tuple[tuple[str, str, str], ...]  # (label, time, whose clock)
    why: tuple[tuple[str, str], ...]  # purpose, basis, family told, reasons
    call: tuple[Fact, ...]
    decisions: tuple[HistoryLine, ...]
    clocks: tuple[ClockLine, ...]
    outcomes: tuple[Choice, ...]
    joined: tuple[str, ...]
    decided: bool
    questions: tuple[QuestionLine, ...] = ()
    may_ask: tuple[Choice, ...] = ()  # the letter's id, and the organisation that sent it
    closed: tuple[Choice, ...] = ()  # the same, of letters that nobody here opened yet


@dataclass(frozen=True, slots=True)
class JoinChoice:
    id: str
    label: str


def enquiry_line(row: EnquiryRow) -> EnquiryLine:
    """Say one row of the desk's list."""
    notes = list(row.marks)
    if row.joined_with:
        notes.insert(0, tr("Joined with another referral"))
    if not row.opened and not row.outcome:
        notes.insert(0, tr("Not opened yet"))
    tone = {"overdue": "urgent", "today": "urgent", "soon": "soon"}.get(row.state, "calm")
    if row.urgent:
        notes.insert(0, _urgent(row))
        tone = "urgent"
    state = tr("Decided") if row.outcome else tr(CLOCK_STATES.get(row.state, row.state))
    return EnquiryLine(
        id=row.id,
        due=row.due.words,
        state=state,
        tone="calm" if row.outcome else tone,
        child=row.child_name or tr("Name not known"),
        source=_source(row),
        received=times.brief(row.received_at),
        notes=row.outcome or ". ".join(notes),
        decided=bool(row.outcome),
    )


def enquiry_screen(page: EnquiryPage) -> EnquiryScreen:
    """Say one whole enquiry."""
    row = page.row
    line = enquiry_line(row)
    why = (
        (tr("Why it was sent"), page.purpose),
        (tr("Lawful basis"), page.basis),
        (tr("Family told"), tr(ANSWERS.get(page.family_told, page.family_told))),
        (tr("Reasons"), page.reasons),
    )
    return EnquiryScreen(
        id=row.id,
        child=line.child,
        source=line.source,
        urgent=_urgent(row) if row.urgent else "",
        ring_back=page.ring_back,
        marks=row.marks,
        facts=tuple(fact(view) for view in page.child_fields),
        concerns=(*map(concern_card, page.concerns), *map(entry_card, page.entries)),
        times=tuple((label, times.when(moment), whose) for label, moment, whose in page.times),
        why=tuple((label, text) for label, text in why if text),
        call=tuple(fact(view) for view in page.call),
        decisions=tuple(history_line(decision) for decision in page.decisions),
        clocks=tuple(clock_line(clock) for clock in page.clocks)
        or (ClockLine(tr("Decide and answer {words}", words=row.due.words), line.state, line.tone, row.due.warning),),
        outcomes=tuple(Choice(c.code, c.label, c.hint[:1].upper() + c.hint[1:]) for c in page.outcomes),
        joined=row.joined_with,
        decided=bool(row.outcome),
        questions=tuple(question_line(one) for one in page.questions),
        may_ask=page.may_ask,
        closed=page.closed,
    )


def join_choices(rows: tuple[EnquiryRow, ...], this: str, page: EnquiryRow) -> tuple[JoinChoice, ...]:
    """Return the enquiries that this one could be the same as: not itself under any of the ids of its group."""
    own = {this, page.id, *page.joined_with}
    return tuple(
        JoinChoice(row.id, f"{row.child_name or tr('Name not known')}, {_source(row)}, {times.brief(row.received_at)}")
        for row in rows
        if own.isdisjoint((row.id, *row.joined_with))
    )


def _urgent(row: EnquiryRow) -> str:
    return tr("Urgent: {why}", why=row.why) if row.why else tr("Urgent")


def _source(row: EnquiryRow) -> str:
    who = tr(" at ").join(part for part in (row.sender, row.organisation) if part)
    kind = tr(KINDS.get(row.kind, row.kind))
    return f"{who}, {kind[0].lower()}{kind[1:]}" if who else kind
