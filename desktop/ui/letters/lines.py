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

from desktop.services.pages import Freshness, LetterRow
from desktop.ui import times
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


@dataclass(frozen=True, slots=True)
class FreshnessLine:
    said: str
    waiting: str
    joined: bool
    stale: bool


STATES: dict[str, tuple[str, str, str]] = {
    "written": ("Being sealed", "waiting", "It is being made ready. You need do nothing."),
    "sealed": (
        "Waiting to leave",
        "waiting",
        "It goes by itself when {who} can be reached. Nobody there has seen it yet. If it is urgent, ring.",
    ),
    "carried": (
        "Copied to a folder",
        "waiting",
        "Hand the stick over. No receipt has come back yet, so it also stays ready to go by itself.",
    ),
    "delivered": (
        "Delivered",
        "good",
        "It has arrived. This does not mean that a person has read it. If it is urgent, ring.",
    ),
    "opened": ("Opened by a person", "good", "Somebody at {who} has it in front of them. The answer comes here."),
    "answered": ("Answered", "good", "Read the answer on the child’s page."),
}
TAKEN_IN = ("Taken in", "good", "Checked and kept. Read it on the child’s page.")


def line(row: LetterRow, now: datetime, explain: Explain) -> LetterLine:
    """Say one letter in words. ``explain`` gives the three sentences for an error's class name."""
    coming = row.direction == "in"
    if row.state == "set aside":
        said = explain(row.reason)
        state, tone, after = "Set aside", "attention", f"{said.happened} {said.safe} {said.next}"
    elif coming:
        state, tone, after = TAKEN_IN
    else:
        state, tone, after = STATES.get(row.state, (row.state, "waiting", ""))
        after = after.format(who=row.who)
    if not coming and row.state in ("delivered", "opened"):
        days = (now - (row.delivered_at or row.written_at)).days
        if days >= RING_AFTER_DAYS:
            tone, after = "attention", f"No answer seen here for {days} days; ring {row.who}."
    said_times = f"Written {times.when(row.written_at)}"
    if row.delivered_at is not None:
        said_times += f", {'received' if coming else 'delivered'} {times.when(row.delivered_at)}"
    who = f"{'From' if coming else 'To'} {row.who}"
    return LetterLine(row.bundle, who, row.about, state, tone, said_times, after, row.child)


def freshness(value: Freshness, now: datetime) -> FreshnessLine:
    """Say how fresh this record book is."""
    area = value.area or "The area"
    if not value.joined:
        return FreshnessLine("This record book has not joined an area yet.", "", joined=False, stale=False)
    waiting = "Nothing is waiting to leave."
    if value.waiting:
        waiting = (
            "1 letter is waiting to leave." if value.waiting == 1 else f"{value.waiting} letters are waiting to leave."
        )
    if value.reached_at is None:
        return FreshnessLine(f"{area} has not been reached from here yet.", waiting, joined=True, stale=True)
    stale = (now - value.reached_at).total_seconds() > 86400
    return FreshnessLine(
        f"{area} was last reached {times.ago(value.reached_at, now)}.", waiting, joined=True, stale=stale
    )
