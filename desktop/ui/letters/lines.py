"""Letters in words: what state each is in, and what comes next.

Rules this module keeps:

* a letter is never called sent; each state says only what is proved;
* "no answer seen here", never "no answer": this record book may be the one that is offline;
* a letter that was set aside says why, what is safe and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.services.pages.letters import Freshness, LetterRow
from desktop.ui import times
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said

RING_AFTER_DAYS = 3


Explain = Callable[[str], Said]


@dataclass(frozen=True, slots=True)
class LetterLine:
    bundle: str
    who: str  # "To Ashmere MASH"
    about: str
    state: str
    tone: str  # "waiting", "good", "attention"
    times: str
    next: str
    child: str
    seen: bool | None = None  # of one that was set aside: whether a person said that they know it


@dataclass(frozen=True, slots=True)
class FreshnessLine:
    said: str
    waiting: str
    joined: bool
    stale: bool


STATES: dict[str, tuple[str, str, str]] = {
    "written": (mark("Being sealed"), "waiting", mark("It is being made ready. You need do nothing.")),
    "sealed": (
        mark("Waiting to leave"),
        "waiting",
        mark("It goes by itself when {who} can be reached. Nobody there has seen it yet. If it is urgent, ring."),
    ),
    "carried": (
        mark("Copied to a folder"),
        "waiting",
        mark("Hand the stick over. No receipt has come back yet, so it also stays ready to go by itself."),
    ),
    "delivered": (
        mark("Delivered"),
        "good",
        mark("It has arrived. This does not mean that a person has read it. If it is urgent, ring."),
    ),
    "opened": (
        mark("Opened by a person"),
        "good",
        mark("Somebody at {who} has it in front of them. The answer comes here."),
    ),
    "answered": (mark("Answered"), "good", mark("Read the answer on the child’s page.")),
}
TAKEN_IN = (mark("Taken in"), "good", mark("Checked and kept. Read it on the child’s page."))


def line(row: LetterRow, now: datetime, explain: Explain) -> LetterLine:
    """Say one letter in words. ``explain`` gives the three sentences for an error's class name."""
    coming = row.direction == "in"
    if row.state == "set aside":
        said = explain(row.reason)
        state, tone, after = tr("Set aside"), "attention", f"{said.happened} {said.safe} {said.next}"
    elif coming:
        state, tone, after = tr(TAKEN_IN[0]), TAKEN_IN[1], tr(TAKEN_IN[2])
    else:
        known, tone, means = STATES.get(row.state, (row.state, "waiting", ""))
        state, after = tr(known), tr(means, who=row.who)
    if not coming and row.state in ("delivered", "opened"):
        days = (now - (row.delivered_at or row.written_at)).days
        if days >= RING_AFTER_DAYS:
            tone, after = "attention", tr("No answer seen here for %n day(s); ring {who}.", n=days, who=row.who)
    said_times = tr("Written {when}", when=times.when(row.written_at))
    if row.delivered_at is not None:
        then = times.when(row.delivered_at)
        said_times += ", " + (tr("received {when}", when=then) if coming else tr("delivered {when}", when=then))
    who = tr("From {who}", who=row.who) if coming else tr("To {who}", who=row.who)
    seen = row.seen if row.state == "set aside" else None
    return LetterLine(row.bundle, who, row.about, state, tone, said_times, after, row.child, seen)


def freshness(value: Freshness, now: datetime) -> FreshnessLine:
    """Say how fresh this record book is."""
    area = value.area or tr("The area")
    if not value.joined:
        return FreshnessLine(tr("This record book has not joined an area yet."), "", joined=False, stale=False)
    waiting = tr("Nothing is waiting to leave.")
    if value.waiting:
        waiting = tr("%n letter(s) is/are waiting to leave.", n=value.waiting)
    if value.reached_at is None:
        return FreshnessLine(
            tr("{area} has not been reached from here yet.", area=area), waiting, joined=True, stale=True
        )
    stale = (now - value.reached_at).total_seconds() > 86400
    return FreshnessLine(
        tr("{area} was last reached {ago}.", area=area, ago=times.ago(value.reached_at, now)),
        waiting,
        joined=True,
        stale=stale,
    )
