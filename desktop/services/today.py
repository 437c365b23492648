"""Today: what needs this person now.

Rules this module keeps: urgent first; nothing is hidden because it is old; a warning is whole sentences, no child's name in it;
a record kept from some people is counted and never told here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.domain.entries import child_entry
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.clock_skew import skew_words
from desktop.services.colleagues import Colleagues
from desktop.services.concerns import Concerns
from desktop.services.describe import full_name
from desktop.services.desk import Desk
from desktop.services.entries import Entries
from desktop.services.letters import Letters
from desktop.services.local_setting import NOT_YET
from desktop.services.membership import Membership
from desktop.services.numbering import missing_from
from desktop.services.pages.concerns import DraftRow
from desktop.services.pages.questions import QuestionRow
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.today import TodayPage
from desktop.services.pages.waiting import ClockRow
from desktop.services.promises import Promises
from desktop.services.questions import Questions
from desktop.services.reviews import Reviews
from desktop.services.ringing import Ringing
from desktop.services.shares import Shares
from desktop.services.timelimits import TimeLimits
from desktop.services.times import moment_of, moment_words
from desktop.services.undecided import Undecided
from desktop.services.walls import KEPT, share_is_walled

BACKUP_AFTER = timedelta(days=14)
SILENT = timedelta(minutes=10)  # a desk that hears nothing must not read as a desk that nothing was sent to


class Today:
    def __init__(
        self,
        book: OpenBook,
        ringing: Ringing,
        concerns: Concerns,
        letters: Letters,
        desk: Desk,
        shares: Shares,
        limits: TimeLimits,
        membership: Membership,
        promises: Promises,
        last_backup: Callable[[], str],
        questions: Questions,
        reviews: Reviews,
        undecided: Undecided,
        colleagues: Colleagues,
        entries: Entries,
    ) -> None:
        self._book, self._ringing, self._concerns, self._letters = book, ringing, concerns, letters
        self._desk, self._shares, self._limits, self._membership = desk, shares, limits, membership
        self._promises, self._last_backup = promises, last_backup
        self._questions, self._reviews, self._undecided = questions, reviews, undecided
        self._colleagues, self._entries = colleagues, entries

    def page(self) -> TodayPage:
        """Alerts, clocks, drafts, letters that wait, answers not yet read, the desk's enquiries, warnings."""
        backed_up = moment_of(self._last_backup())
        clocks = tuple(self._clock(row) for row in (*self._limits.open_clocks(), *self._promises.clocks()))
        undecided, more = self._undecided.rows(leave_out=(row.record for row in clocks))  # a clock says it already
        contacts = self._ringing.contacts()
        return TodayPage(
            alerts=self._ringing.alerts(),
            clocks=clocks,
            drafts=tuple(sorted((*self._concerns.drafts(), *self._entries.drafts()), key=_saved, reverse=True)),
            waiting=self._letters.waiting(),
            answers=tuple(self._answer(row) for row in self._shares.unread_answers()),
            enquiries=self._desk.enquiries(undecided=True) if self._desk.at_desk else (),
            freshness=self._letters.freshness(),
            warnings=self.warnings(),
            promises=self._promises.open(),
            backed_up_at=backed_up,
            backup_due=self._backup_due(backed_up),
            questions=tuple(_shown(row) for row in self._questions.to_answer()),
            replies=tuple(_shown(row) for row in self._questions.unread_replies()),
            reviews=self._reviews.coming(),
            undecided=undecided,
            undecided_more=more,
            entries=self._entries.due(),
            told=self._colleagues.unread(),
            no_number=not (contacts.in_hours_number and contacts.out_of_hours_number),
        )

    def _backup_due(self, backed_up: datetime | None) -> bool:
        """Whether children stand here and there is no backup, or one older than ``BACKUP_AFTER``."""
        if backed_up is not None and self._book.now() - backed_up < BACKUP_AFTER:
            return False
        return bool(self._book.store.children(limit=1))

    def _clock(self, row: ClockRow) -> ClockRow:
        walled = bool(self._book.store.walled((row.record,)))
        return replace(row, child_name=tr(KEPT)) if walled or share_is_walled(self._book, row.record) else row

    def _answer(self, row: ShareRow) -> ShareRow:
        if not share_is_walled(self._book, row.share):
            return replace(row, child_name=self._child_name(row.child))
        return replace(row, reasons="", outcome=tr(KEPT), outcome_reasons="", next_contact="", tell_family="", child="")

    def _child_name(self, child: str) -> str:
        folded = self._book.store.record(child) if child else None
        if folded is None:
            return ""
        entry = child_entry(folded)
        return full_name(entry.given_names, entry.family_name)

    def warnings(self) -> tuple[str, ...]:
        """What is not right with this book or computer, in whole sentences."""
        warnings = list(self._membership.standing().alarms)
        reached = self._letters.freshness().reached_at if self._desk.at_desk else None
        if reached is not None and self._book.now() - reached > SILENT:
            warnings.append(
                tr(
                    "There has been no connection since {moment_words}. Letters cannot come in: expect calls by telephone.",
                    moment_words=moment_words(reached),
                )
            )
        skew = skew_words(self._book)
        if skew:
            warnings.append(
                tr(
                    "This computer's clock is {skew}. Set it right. Times you already wrote stay as they were written, and both times are kept.",
                    skew=skew,
                )
            )
        ends = self._book.calendar.warning(self._book.today())
        if ends:
            warnings.append(ends)
        if self._book.local_problem not in {"", NOT_YET}:
            warnings.append(
                tr(
                    "Your area's own guidance was made for another edition, and is not used now. Ask your partnership for a newer file, and take it in under Settings."
                )
            )
        if not all(row.seen for row in self._letters.set_aside()):
            warnings.append(tr("Some letters were set aside. Open Letters to see why."))
        warnings += [
            tr(
                "A letter from {who}, written before one that you have, has not come. Ask them to send it again.",
                who=who,
            )
            for who in missing_from(self._book)
        ]
        if self._book.keys_mended:
            warnings.append(
                tr(
                    "The file with this record book's keys was damaged, and was mended from its copy. "
                    "Make a backup today, and have this computer's drive looked at."
                )
            )
        warnings += self._book.witnessing.alarms()
        if self._book.directory_problem:
            warnings.append(
                tr("The list of people in the partnership is damaged. Ask your administrator for it again.")
            )
        directory = self._book.directory
        if directory is not None and directory.expires <= self._book.now():
            warnings.append(
                tr("The list of people in the partnership has run out. Ask your administrator for a new one.")
            )
        return tuple(warnings)


def _saved(row: DraftRow) -> datetime:
    return row.saved_at


def _shown(row: QuestionRow) -> QuestionRow:
    """A question about a record that is kept from some people: that it waits, and nothing of what it says."""
    return replace(row, child_name=tr(KEPT), question="", why="", answers=()) if row.walled else row
