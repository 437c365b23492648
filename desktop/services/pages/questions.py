"""Questions of the desk to those who sent a referral, and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.clocks import Due


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to a question of the desk, each of its times by its own clock."""

    id: str
    who: str
    organisation: str
    known: str  # "yes", or "no" for "we know nothing about this"
    text: str
    written_at: datetime
    received_at: datetime
    hub_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the desk to the organisation that sent a referral. ``walled``: it names no child where others see."""

    id: str
    share: str
    child: str
    child_name: str
    who: str
    desk: str  # the name of the organisation that asks: "Ashmere MASH"
    asked: str  # the name of the organisation that is asked
    question: str
    why: str
    asked_at: datetime
    received_at: datetime
    due: Due | None
    state: str  # of a clock; "" when no day is wanted, "met" once it is answered
    answers: tuple[AnswerRow, ...] = ()
    walled: bool = False
    ours: bool = False  # it is for us to answer


@dataclass(frozen=True, slots=True)
class QuestionPreview:
    """Exactly what a letter with a question, or with its answer, says, and to whom."""

    to: str
    people: tuple[str, ...]
    leaves: tuple[tuple[str, str], ...]  # (label, text)
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom a question about an enquiry goes to, and about which child."""

    enquiry: str
    organisation: str
    child_name: str
