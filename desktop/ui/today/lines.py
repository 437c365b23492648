"""The rows of Today in words: what it is, what about it, and where it leads. No Qt.

Rules this module keeps: the groups stand in the order of need; an empty one is left out; what waits is never called sent, and
what is overdue is never called unanswered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.services.pages.concerns import DraftRow
from desktop.services.pages.enquiries import EnquiryRow
from desktop.services.pages.entries import EntryRow
from desktop.services.pages.letters import LetterRow
from desktop.services.pages.questions import QuestionRow
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.telling import Telling
from desktop.services.pages.today import TodayPage
from desktop.services.pages.waiting import Alert, ClockRow, PromiseRow, ReviewRow, UndecidedRow
from desktop.ui.language import mark, tr
from desktop.ui.ring_panel.presenter import reached_words, ring_words
from desktop.ui.shell.presenter import ago
from desktop.ui.shell.routes import Place
from desktop.ui.today.due_words import again_words, due_words, late_words

STATES = {
    "overdue": mark("Overdue"),
    "today": mark("Today"),
    "soon": mark("Soon"),
    "later": mark("Later"),
    "met": mark("Done"),
}
ORDER = tuple(STATES)
FINISH = "finish"  # the step that marks an action as done
SHARING = "sharing"  # the part of a child's page where answers stand


@dataclass(frozen=True, slots=True)
class Line:
    """A row on the page: ``place`` is where it leads; ``state`` marks it (a key of STATES, "urgent", or blank)."""

    title: str
    text: str
    place: Place
    state: str = ""
    button: str = ""  # what leads there; Open when blank
    keeps: str = ""  # the enquiry whose promise can be called kept from here
    log: Place | None = None  # where the call is logged


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


def groups_of(page: TodayPage, now: datetime) -> tuple[Group, ...]:
    """The page as groups of lines, empty ones left out."""
    groups = (
        Group(tr("Ring now"), tuple(
            _alert(row) for row in page.alerts
        )),
        Group(tr("Whom to ring"), (_number(),) if page.no_number else ()),
        Group(tr("Due"), tuple(_clock(row, now) for row in sorted(page.clocks, key=_when) if row.state != "met")),
        Group(tr("Questions from the desk"), tuple(_question(row, now) for row in page.questions)),
        Group(tr("From colleagues"), tuple(_told(row, now) for row in page.told)),
        Group(tr("For the desk"), tuple(_enquiry(row, now) for row in page.enquiries)),
        Group(tr("Promised"), tuple(_promise(row, now) for row in page.promises)),
        Group(tr("Answers"), tuple(_answer(row) for row in page.answers) + tuple(_reply(row) for row in page.replies)),
        Group(tr("To do"), tuple(_entry(row, now) for row in page.entries)),
        Group(tr("To look at again"), tuple(_review(row, now) for row in page.reviews)),
        Group(
            tr("Not decided yet: share, or decide not to"),
            tuple(_undecided(row, now) for row in page.undecided) + _further(page.undecided_more),
        ),
        Group(tr("Not sent yet"), tuple(_letter(row, now) for row in page.waiting)),
        Group(tr("Unfinished drafts"), tuple(_draft(row, now) for row in page.drafts)),
    )  # fmt: skip
    return tuple(group for group in groups if group.lines)


def _alert(row: Alert) -> Line:
    """Whom to ring for this hour stands on the line itself; it leads to the call card, and to the log of the call."""
    text = f"{reached_words(row)}. {ring_words(row)} {row.why}."
    return Line(
        row.child_name,
        text,
        Place("call", row.concern, "card"),
        "urgent",
        tr("Call card"),
        log=Place("call", row.concern, "me"),
    )


def _number() -> Line:
    return Line(
        tr("A number to ring when it is urgent is not entered yet"),
        tr("It stands on your area’s safeguarding website. Until it is entered, 101 is shown, and 999 for danger now."),
        Place("settings"),
        "",
        tr("Enter it in Settings"),
    )


def _told(row: Telling, now: datetime) -> Line:
    title = tr("{who} told you: {child}", who=row.who, child=row.child_name)
    text = tr("{ago}. {note}", ago=ago(row.at, now), note=row.note) if row.note else f"{ago(row.at, now)}."
    return Line(
        title,
        text[:1].upper() + text[1:],
        Place("concern_page" if row.family == "concern" else "entry", row.record),
        "",
        tr("Read"),
    )


def _undecided(row: UndecidedRow, now: datetime) -> Line:
    title = tr("{child}: {title}", child=row.child_name, title=row.title) if row.title else row.child_name
    text = tr("Signed {ago}. Nothing leaves this computer by itself.", ago=ago(row.written_at, now))
    return Line(title, text, Place("share", row.child, row.concern), "", tr("Decide"))


def _further(more: int) -> tuple[Line, ...]:
    if not more:
        return ()
    said = tr("%n further record(s) will stand here once these are decided.", n=more)
    return (Line(tr("More"), said, Place("children"), "", tr("Children")),)


def _when(row: ClockRow) -> tuple[int, datetime]:
    return (ORDER.index(row.state) if row.state in ORDER else len(ORDER), row.due.at)


def _clock(row: ClockRow, now: datetime) -> Line:
    words = tr("{label}: {due}", label=row.label, due=due_words(row.due, now)) if row.label else row.words
    text = " ".join(f"{part.rstrip('.')}." for part in (row.before, words, row.warning) if part)
    place = Place("enquiry", row.enquiry) if row.enquiry else Place("child", row.child)
    return Line(row.child_name, text, place, row.state)


def _enquiry(row: EnquiryRow, now: datetime) -> Line:
    urgent = tr("Urgent: {why}.", why=row.why) if row.why else tr("Urgent.")
    parts = (
        urgent if row.urgent else "",
        tr("From {organisation}.", organisation=row.organisation),
        tr("Decision {due}.", due=due_words(row.due, now)),
    )
    state = "urgent" if row.urgent else row.state
    return Line(row.child_name, " ".join(part for part in parts if part), Place("enquiry", row.id), state, tr("Read"))


def _promise(row: PromiseRow, now: datetime) -> Line:
    text = tr(
        "{text}. Promised to {organisation}, decided {ago}.",
        text=row.text.rstrip("."), organisation=row.organisation or tr("the caller"), ago=ago(row.decided_at, now),
    )  # fmt: skip
    return Line(row.child_name, text, Place("enquiry", row.enquiry), keeps=row.enquiry)


def _answer(row: ShareRow) -> Line:
    text = f"{row.outcome}: {row.outcome_reasons}" if row.outcome_reasons else row.outcome
    parts = [text.rstrip(".")]
    parts += (
        [tr("Who will be in touch: {next_contact}", next_contact=row.next_contact.rstrip("."))]
        if row.next_contact
        else []
    )
    parts += (
        [tr("What the family may be told: {tell_family}", tell_family=row.tell_family.rstrip("."))]
        if row.tell_family
        else []
    )
    parts += [tr("What you do now: {next_step}", next_step=row.next_step.rstrip("."))] if row.next_step else []
    place = Place("child", row.child, SHARING) if row.child else Place("letters")
    title = (
        tr("{child}: {to} answered", child=row.child_name, to=row.to)
        if row.child_name
        else tr("{to} answered", to=row.to)
    )
    return Line(title, f"{'. '.join(parts)}.", place, "", tr("Read"))


def _question(row: QuestionRow, now: datetime) -> Line:
    """A question stays here until it is answered; what is late is ours to do."""
    title = tr("{desk} asks about {child}", desk=row.desk, child=row.child_name)
    when = tr("They did not say by when.")
    if row.due:
        when = tr("Your answer: {due}.", due=due_words(row.due, now, ours=True))
    ring = tr("If you cannot answer, ring them.") if row.state == "overdue" else ""
    text = " ".join(part for part in (row.question, when, ring) if part)
    return Line(title, text, Place("question", row.id), row.state, tr("Answer"))


def _reply(row: QuestionRow) -> Line:
    title = tr("{child}: {to} answered your question", child=row.child_name, to=row.asked)
    return Line(title, row.question, Place("enquiry", row.share), "", tr("Read"))


def _review(row: ReviewRow, now: datetime) -> Line:
    due = again_words(row.due, now)
    text = tr("{title}: {due}.", title=row.title, due=due) if row.title else f"{due[:1].upper()}{due[1:]}."
    return Line(row.child_name, text, Place("review", row.record), row.state, tr("Look at it"))


def _entry(row: EntryRow, now: datetime) -> Line:
    """Something somebody said they would do, or a clock on a record; one kept from some people says only that it is due."""
    if row.walled:
        return Line(row.child_name, due_sentence(row, now), Place("entry", row.record), row.due_state)
    owner = tr("For {owner}.", owner=row.owner.rstrip(".")) if row.owner else ""
    what = f"{(row.title if row.due_label else row.what).rstrip('.')}."
    text = " ".join(part for part in (what, owner, due_sentence(row, now)) if part)
    if ENTRY_TYPES[row.family].closes:
        return Line(row.child_name, text, Place("entry_step", row.record, FINISH), row.due_state, tr("Mark as done"))
    return Line(row.child_name, text, Place("entry", row.record), row.due_state)


def due_sentence(row: EntryRow, now: datetime) -> str:
    """Like "Due tomorrow, Saturday 21 November 2026."; "" when nothing is due."""
    if row.due is None:
        return ""
    said = late_words(row.due, now)
    said = f"{row.due_label}: {said}" if row.due_label else said
    return f"{said[:1].upper()}{said[1:]}."


def _letter(row: LetterRow, now: datetime) -> Line:
    state = tr("set aside; look why") if row.reason else tr("waits on this computer")
    title = tr("{about}: to {who}", about=row.about, who=row.who) if row.about else tr("To {who}", who=row.who)
    return Line(title, tr("Written {ago}; {state}.", ago=ago(row.written_at, now), state=state), Place("letters"))


def _draft(row: DraftRow, now: datetime) -> Line:
    title = row.child_name or tr("No child chosen yet")
    return Line(
        title,
        tr("{summary} Kept {ago}.", summary=row.summary, ago=ago(row.saved_at, now)),
        Place("concern", row.child, row.id) if row.family == "concern" else Place("add_entry", row.child, row.family),
        "",
        tr("Go on"),
    )


def backup_words(page: TodayPage, now: datetime) -> str:
    """What to say of the last backup when one is due; "" when there is nothing to say."""
    if not page.backup_due:
        return ""
    if page.backed_up_at is None:
        return tr(
            "No backup was made on this computer yet. If the computer is lost, everything in this record book is lost."
        )
    return tr(
        "The last backup was made {ago}. What was written since is on this computer only.",
        ago=ago(page.backed_up_at, now),
    )
