"""Records beside concerns as lines of lists, and what stands beside a record, in words. No Qt.

Rules this module keeps:

* how late something is, and that it is withdrawn, is said in words, never by colour or line alone;
* every number of a child stands with its day and who wrote it down; what is withdrawn is not among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.services.pages.entries import OPEN, Beside, EntryRow
from desktop.ui import times
from desktop.ui.language import mark, tr
from desktop.ui.today.lines import due_sentence

STATES = {"open": mark("Open"), "done": mark("Done"), "withdrawn": mark("Withdrawn")}
WITHDRAW, TAKE_BACK, DISAGREE = "withdraw", "take_back", "disagree"
"""What can be said of a record that stands, beside marking it as done (``today.lines.FINISH``)."""
FELT = "voice"  # the type of record in which a child says how safe they feel


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A record beside concerns in a list. ``due`` is blank when nothing is."""

    record: str
    family: str
    title: str
    when: str
    what: str
    source: str
    state: str
    due: str = ""
    due_state: str = ""
    closes: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What a child said how safe they feel, on one day."""

    day: str
    number: int
    words: str


def entry_line(row: EntryRow, now: datetime) -> EntryLine:
    is_open, one = row.state == OPEN, ENTRY_TYPES[row.family]
    says_state = one.closes or row.beside.withdrawn is not None
    return EntryLine(
        record=row.record,
        family=row.family,
        title=row.title,
        when=times.event_brief(row.event_at, row.precision),
        what=f"{row.title}. {row.what}" if row.what else row.title,
        source=row.source,
        state=tr(STATES[row.state]) if says_state else "",
        due=due_of(row, now),
        due_state=row.due_state,
        closes=is_open and one.closes,
        open=is_open,
    )


def due_of(row: EntryRow, now: datetime) -> str:
    """Like "Due tomorrow, Saturday 21 November 2026"; of something open without a day that it has none."""
    if row.state != OPEN:
        return ""
    return due_sentence(row, now).rstrip(".") or tr("No day is set")


def scores_of(rows: Sequence[EntryRow], family: str) -> tuple[Score, ...]:
    """The child's numbers in one type of record, by when they were said; what is withdrawn is left out."""
    told = [row for row in rows if row.family == family and row.score >= 0 and row.beside.withdrawn is None]
    ordered = sorted(told, key=lambda row: (row.event_at or row.written_at.isoformat(), row.written_at))
    return tuple(
        Score(
            times.event_brief(row.event_at, row.precision) if row.event_at else times.brief(row.written_at),
            row.score, row.source,
        )
        for row in ordered
    )  # fmt: skip


def withdrawn_words(beside: Beside) -> str:
    """Who withdrew it, when and why; "" while it stands."""
    said = beside.withdrawn
    if said is None:
        return ""
    who = ", ".join(part for part in (said.who, said.organisation) if part)
    return tr("By {who} on {when}. Why: {why}", who=who, when=times.when(said.when), why=said.why)


def disagreement_words(beside: Beside) -> tuple[tuple[str, str], ...]:
    """(who disagrees, what they say and who wrote it down), the oldest first."""
    found = []
    for note in beside.disagreements:
        who = ", ".join(part for part in (note.who, note.organisation) if part)
        told = tr(", as told by {as_told_by}", as_told_by=note.as_told_by) if note.as_told_by else ""
        written = tr("Written by {who}{told} on {when}.", who=who, told=told, when=times.when(note.when))
        found.append((tr("{who} disagrees", who=note.by), f"{note.why}\n{written}"))
    return tuple(found)
