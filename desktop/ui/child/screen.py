"""One child's page in words: what the view shows, and how it is made from what the record book says.

Rules this module keeps:

* every disputed field shows all its sides, each with who said it and when; none is called the right one;
* the three times (happened, written, received) stand side by side and are never merged;
* only an amendment is shown as before and now: a decision, or what is said for the first time, stands for itself;
* a replaced text stays readable beside the amendment that replaced it;
* a statement that moves no view is shown with its reason, not hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from desktop.domain.body_marks import NOT_DRAWN, Drawn
from desktop.domain.body_words import all_marks
from desktop.domain.dates import LONDON
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.services.note_photos import may_keep
from desktop.services.pages.children import ChildPage, ChronologyRow, Counts, OpeningRow
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.entries import EntryPage, EntryRow
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.waiting import Alert, ClockRow, UndecidedRow
from desktop.ui import times
from desktop.ui.body_map.overlay import MapRecord, map_records
from desktop.ui.entries.lines import (
    FELT,
    EntryLine,
    Score,
    disagreement_words,
    entry_line,
    scores_of,
    withdrawn_words,
)
from desktop.ui.language import mark, tr
from desktop.ui.note_photo.presenter import photo_line
from desktop.ui.people.lines import AroundScreen, around_screen
from desktop.ui.questions.screen import QuestionLine, question_line
from desktop.ui.ring_panel.presenter import reached_words, ring_words

DISPUTED = mark("Two answers are kept. A person has to settle this.")
OUTCOME = mark("Outcome")  # what a decision says first
INCOMPLETE = mark("Part of what was said about this has not arrived.")
HERE = mark("Written here")  # it was not sent here by anybody
CLOCK_STATES = {
    "overdue": mark("Overdue"),
    "today": mark("Due today"),
    "soon": mark("Due soon"),
    "later": mark("Later"),
    "met": mark("Done"),
}
FACTS_FIRST = ("flags", "born", "expected", "sex", "address", "setting", "nhs_number", "upn")

GIST = 110  # letters of a folded concern


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled field. ``sides`` are (text, who and when); a settled field has one side. ``settle`` names a disputed one."""

    label: str
    sides: tuple[tuple[str, str], ...]
    note: str = ""
    settle: str = ""


@dataclass(frozen=True, slots=True)
class AlertLine:
    """What reached nobody yet, with the number for this hour. ``concern`` is what a call is logged for."""

    concern: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    words: str
    state: str
    tone: str  # "urgent", "soon", "calm"
    warning: str


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    happened: str
    written: str
    received: str
    what: str
    source: str
    significance: str
    note: str
    record: str
    opens: str = ""  # what it leads to: "concern", "entry", "event" (another child’s concern), or nothing


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One statement of a record. ``changed`` are (label, before, now); ``said`` are (label, text) of a first statement."""

    title: str
    who: str
    times: str
    reason: str
    changed: tuple[tuple[str, str, str], ...]
    note: str
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConcernCard:
    id: str
    title: str
    marks: tuple[str, ...]  # "Urgent", "Kept from some people"
    facts: tuple[Fact, ...]
    history: tuple[HistoryLine, ...]
    withdrawn: str = ""  # who withdrew it, when and why
    disagreements: tuple[tuple[str, str], ...] = ()  # (who disagrees, what they say)
    ours: bool = True
    drawn: Drawn = NOT_DRAWN  # its body map, when it has one
    photos: tuple[tuple[str, str, str], ...] = ()  # of its note: (photograph, the line, what it shows)
    takes_photo: bool = False  # a photograph of its note may be kept
    gist: str = ""  # the first words of what was seen, by which several of one day are told apart; none of a walled one


@dataclass(frozen=True, slots=True)
class ShareLine:
    decided: str
    who: str
    to: str
    why: str
    state: str
    answer: str
    then: tuple[str, ...] = ()  # who will be in touch; what the family may be told
    questions: tuple[QuestionLine, ...] = ()
    share: str = ""  # the decision's record


@dataclass(frozen=True, slots=True)
class ChildScreen:
    child: str
    name: str
    under: str  # "Known as Ki. 9 years old, born 14 March 2017."
    facts: tuple[Fact, ...]
    clocks: tuple[ClockLine, ...]
    chronology: tuple[ChronologyLine, ...]
    concerns: tuple[ConcernCard, ...]
    shares: tuple[ShareLine, ...]
    openings: tuple[tuple[str, str, str], ...]  # (when, who, what)
    same_address: tuple[tuple[str, str], ...]  # (child id, name)
    history: tuple[HistoryLine, ...]
    alerts: tuple[AlertLine, ...] = ()
    undecided: tuple[str, ...] = ()
    undecided_concern: str = ""  # the one that nobody decided about, when there is no other
    around: AroundScreen = field(default_factory=AroundScreen)
    flags: tuple[str, ...] = ()  # what whoever opens the record has to know at once
    others: tuple[tuple[str, tuple[Fact, ...]], ...] = ()  # the name and details on another record of the same child
    entries: tuple[EntryLine, ...] = ()  # records beside concerns, the latest first
    scores: tuple[Score, ...] = ()  # how safe the child feels
    maps: tuple[MapRecord, ...] = ()  # the latest concerns that have a body map, the earliest first
    todo: tuple[EntryLine, ...] = ()  # about which something is still to be done, the most urgent first
    counts: Counts = field(default_factory=Counts)  # how many there are of each, shown or not


def screen(page: ChildPage, today: date) -> ChildScreen:
    """Say one child's page in words. ``today`` is the date in Europe/London."""
    now = datetime.combine(today, time.max, LONDON)
    return ChildScreen(
        child=page.id,
        name=page.name or page.known_as or tr("Name not known"),
        under=_under(page, today),
        facts=tuple(fact(view) for view in sorted(page.fields, key=_fact_order)),
        clocks=tuple(clock_line(row) for row in sorted(page.clocks, key=lambda row: row.state == "met")),
        chronology=tuple(_chronology(row) for row in reversed(page.chronology)),
        concerns=tuple(concern_card(concern) for concern in page.concerns),
        shares=tuple(share_line(row) for row in page.shares),
        openings=tuple(opening(row) for row in page.openings),
        same_address=tuple((row.id, row.name) for row in page.same_address),
        history=tuple(history_line(row) for row in page.history),
        alerts=tuple(alert_line(alert) for alert in page.alerts),
        undecided=tuple(undecided_line(row) for row in page.undecided),
        undecided_concern=page.undecided[0].concern if len(page.undecided) == 1 else "",
        around=around_screen(page.around),
        flags=tuple(side.text for view in page.fields if view.name == "flags" for side in view.sides if side.text),
        others=tuple(
            (one.name, tuple(fact(view) for view in sorted(one.fields, key=_fact_order))) for one in page.others
        ),
        entries=tuple(entry_line(row, now) for row in reversed(page.entries)),
        scores=scores_of(page.scored, FELT),
        maps=map_records(page.drawn),
        todo=tuple(entry_line(row, now) for row in sorted(page.todo, key=_by_due)),
        counts=page.counts,
    )


def opening(row: OpeningRow) -> tuple[str, str, str]:
    """Return (when, who, what)."""
    return times.when(row.at), row.who, row.what


def _by_due(row: EntryRow) -> tuple[bool, float, float]:
    """What is due first comes first, what has no day last, and of those the latest written first."""
    return row.due is None, row.due.at.timestamp() if row.due else 0.0, -row.written_at.timestamp()


def fact(view: FieldView) -> Fact:
    """Say one field, with all its sides when they differ."""
    note = {"disputed": tr(DISPUTED), "incomplete": tr(INCOMPLETE)}.get(view.state, "")
    sides = tuple((_iso_in_words(view, side.text), f"{side.who}, {times.when(side.when)}") for side in view.sides)
    settle = view.name if view.state == "disputed" else ""
    return Fact(view.label, sides or ((times.NOT_KNOWN, ""),), note, settle)


def clock_line(row: ClockRow) -> ClockLine:
    tone = {"overdue": "urgent", "today": "urgent", "soon": "soon"}.get(row.state, "calm")
    return ClockLine(row.words, tr(CLOCK_STATES.get(row.state, row.state)), tone, row.warning or row.due.warning)


def alert_line(alert: Alert) -> AlertLine:
    return AlertLine(alert.concern, f"{reached_words(alert)}.", f"{ring_words(alert)} {alert.why}.")


def undecided_line(row: UndecidedRow) -> str:
    return tr("{title}. Signed {when}.", title=row.title, when=times.when(row.written_at))


def concern_card(page: ConcernPage) -> ConcernCard:
    amended = any(row.accepted and row.kind.endswith(".amended") for row in page.history)
    marks = tuple(
        mark
        for mark, wanted in (
            (tr("Urgent"), page.urgent), (tr("Kept from some people"), page.walled), (tr("Amended since it was first signed"), amended),
            (tr("Withdrawn"), page.beside.withdrawn is not None),
        )
        if wanted
    )  # fmt: skip
    return ConcernCard(
        page.id,
        page.title,
        marks,
        tuple(fact(view) for view in page.fields),
        tuple(history_line(row) for row in page.history),
        withdrawn_words(page.beside),
        disagreement_words(page.beside),
        page.beside.ours,
        Drawn(page.entry.body, page.entry.body_marks),
        tuple((one.id, photo_line(one), one.shows) for one in page.photos),
        may_keep(page),
        "" if page.walled else _gist(page),
    )


def _gist(page: ConcernPage) -> str:
    said = " ".join((page.entry.seen or all_marks(page.entry.marks, page.entry.body_marks)).split())
    return said if len(said) <= GIST else said[: GIST - 1].rstrip() + "…"


def entry_card(page: EntryPage) -> ConcernCard:
    """A record beside concerns as a card like a concern's: for the desk, which reads what a letter brought."""
    amended = [tr("Amended since it was first signed")] if page.row.amended else []
    withdrawn = [tr("Withdrawn")] if page.beside.withdrawn is not None else []
    return ConcernCard(
        page.id,
        page.title,
        (*amended, *withdrawn),
        tuple(fact(view) for view in page.fields),
        tuple(history_line(row) for row in page.history),
        withdrawn_words(page.beside),
        disagreement_words(page.beside),
        page.beside.ours,
    )


def history_line(row: HistoryRow) -> HistoryLine:
    who = ", ".join(part for part in (row.who, row.organisation) if part)
    if row.as_told_by:
        who += tr(", as told by {as_told_by}", as_told_by=row.as_told_by)
    said = tr("Written {when}", when=times.when(row.written_at))
    if times.brief(row.received_at) != times.brief(row.written_at):
        said += tr(", received {when}", when=times.when(row.received_at))
    notes = []
    if not row.accepted:
        notes.append(tr("Kept, but it changes nothing here: {not_accepted_why}", not_accepted_why=row.not_accepted_why))
    if row.left_out:
        notes.append(left_out(row.left_out, row.organisation))
    amends = row.kind.endswith(".amended")
    changed = row.changed if amends else ()
    first = () if amends else tuple((label, now) for label, _before, now in row.changed if now != row.reason)
    plain = tuple(sorted(first, key=lambda pair: pair[0] != OUTCOME))
    return HistoryLine(row.title, who, said, row.reason, changed, " ".join(notes), plain)


def left_out(count: int, organisation: str) -> str:
    """Return "2 fields left out by Larkmere Primary."."""
    return tr("%n field(s) left out by {organisation}.", n=count, organisation=organisation or tr("the sender"))


def _chronology(row: ChronologyRow) -> ChronologyLine:
    notes = [tr("Written more than a day later")] if row.late else []
    notes += [tr("Amended since it was first signed")] if row.amended else []
    notes += [tr("Withdrawn")] if row.withdrawn else []
    note = ". ".join(notes)
    return ChronologyLine(
        happened=times.event_brief(row.event_at, row.precision),
        written=times.brief(row.written_at),
        received=tr(HERE)
        if times.brief(row.received_at) == times.brief(row.written_at)
        else times.brief(row.received_at),
        what=row.what,
        source=row.source,
        significance=row.significance,
        note=note,
        record=row.record,
        opens=_opens(row),
    )


def _opens(row: ChronologyRow) -> str:
    """What a line leads to; the concern of an event recorded with another child stands on that child's page."""
    if row.family == INVOLVEMENT:
        return "event"
    return "concern" if row.family in {"concern", "call"} else "entry" if row.family in ENTRY_TYPES else ""


def share_line(row: ShareRow) -> ShareLine:
    answer = ": ".join(part for part in (row.outcome, row.outcome_reasons) if part)
    if answer and row.answered_at:
        answer = f"{answer} ({times.when(row.answered_at)})"
    then = (
        tr("Who will be in touch: {next_contact}", next_contact=row.next_contact) if row.next_contact else "",
        tr("What the family may be told: {tell_family}", tell_family=row.tell_family) if row.tell_family else "",
    )
    to = (row.to or tr("To be chosen")) if row.shared else tr("Not shared")
    again = tr("To be looked at again on {day}", day=times.day(row.review_on)) if row.review_on else ""
    asked = tuple(question_line(one) for one in row.questions)
    now = tr("What you do now: {next_step}", next_step=row.next_step) if row.next_step else ""
    said = tuple(filter(None, (*then, now, again)))
    return ShareLine(times.when(row.decided_at), row.who, to, row.reasons, row.state, answer, said, asked, row.share)


def _under(page: ChildPage, today: date) -> str:
    parts = [tr("Also recorded as {name}.", name=one.name) for one in page.others]
    if page.known_as and page.known_as not in page.name.split():
        parts.append(tr("Known as {known_as}.", known_as=page.known_as))
    for view in page.fields:
        if view.name in ("born", "expected") and view.state == "settled" and view.sides:
            text = view.sides[0].text
            old = times.age(text, today)
            said = (
                tr("{old}, born {day}.", old=old, day=times.day(text))
                if view.name == "born" and old
                else _dated(view.name, text)
            )
            parts.append(said)
    return " ".join(parts)


def _dated(name: str, text: str) -> str:
    return f"{tr('Born') if name == 'born' else tr('Expected')} {times.day(text)}."


def _iso_in_words(view: FieldView, text: str) -> str:
    return times.day(text) if view.name in ("born", "expected") else text


def _fact_order(view: FieldView) -> int:
    return FACTS_FIRST.index(view.name) if view.name in FACTS_FIRST else len(FACTS_FIRST)
