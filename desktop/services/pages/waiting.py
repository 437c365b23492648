"""What waits for somebody: calls, days that run, decisions, promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.clocks import Due
from desktop.domain.urgency import Number


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A record that somebody said would be looked at again on ``on`` (ISO day)."""

    record: str
    family: str  # "concern" or "share"
    child: str
    child_name: str
    title: str
    why: str  # the reasons of a decision not to share
    on: str
    due: Due
    state: str
    walled: bool = False


@dataclass(frozen=True, slots=True)
class ClockRow:
    child: str
    child_name: str
    record: str
    words: str  # "Decision due by Monday 23 November"
    due: Due
    state: str  # "overdue", "today", "soon", "later", "met"
    warning: str = ""  # "the list of bank holidays ends on ..."
    label: str = ""  # "Decision due", without the day
    before: str = ""  # what is to be said first: "Rung 16:55. Not sent in writing ..."
    enquiry: str = ""  # at the desk: where it is decided


@dataclass(frozen=True, slots=True)
class Alert:
    concern: str
    child: str
    child_name: str
    why: str
    number: Number
    script: str
    raised_at: datetime
    arrived: bool = False  # a letter about it was delivered, and nobody opened it yet
    danger: bool = False  # the child is not safe now: 999 comes first, and ``number`` after it
    draft: bool = False  # it is kept and not signed yet; ``concern`` is the draft's id


@dataclass(frozen=True, slots=True)
class UndecidedRow:
    """A concern of ours about which nobody decided whether to share it. A walled one names no child where others see."""

    concern: str
    child: str
    child_name: str
    title: str
    written_at: datetime
    walled: bool = False


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What the desk promised. ``text`` is as it was signed; ``enquiry`` leads to it."""

    enquiry: str
    child_name: str
    organisation: str
    text: str
    decided_at: datetime
