"""The page of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.services.pages.concerns import DraftRow
from desktop.services.pages.enquiries import EnquiryRow
from desktop.services.pages.entries import EntryRow
from desktop.services.pages.letters import Freshness, LetterRow
from desktop.services.pages.questions import QuestionRow
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.telling import Telling
from desktop.services.pages.waiting import Alert, ClockRow, PromiseRow, ReviewRow, UndecidedRow


@dataclass(frozen=True, slots=True)
class TodayPage:
    alerts: tuple[Alert, ...]
    clocks: tuple[ClockRow, ...]
    drafts: tuple[DraftRow, ...]
    waiting: tuple[LetterRow, ...]
    answers: tuple[ShareRow, ...]
    enquiries: tuple[EnquiryRow, ...]
    freshness: Freshness
    warnings: tuple[str, ...]
    promises: tuple[PromiseRow, ...] = ()
    backed_up_at: datetime | None = None
    backup_due: bool = False  # something was written, and there is no backup of the last weeks
    questions: tuple[QuestionRow, ...] = ()  # of the desk, for us to answer
    replies: tuple[QuestionRow, ...] = ()  # at the desk: answers that nobody read here yet
    reviews: tuple[ReviewRow, ...] = ()  # due within two weeks, or overdue
    undecided: tuple[UndecidedRow, ...] = ()  # oldest first, as many as one page holds
    undecided_more: int = 0  # how many further ones there are
    entries: tuple[EntryRow, ...] = ()  # records beside concerns that are due within two weeks, or overdue
    no_number: bool = False  # whom to ring when it is urgent is not entered yet
    told: tuple[Telling, ...] = ()  # by colleagues, and not opened yet by this person
