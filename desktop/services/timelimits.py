"""The clocks of the guidance edition, on the records that start them.

Rules this module keeps:

* a clock starts at a proved time: the hub's received time or a logged telephone call, whichever is earlier; a call to the
  police, to health or to the designated officer is no referral, and starts none;
* an urgent record that was told by telephone stays open until sharing it was decided, one way or the other;
* a clock that was met stays on the child's page and leaves Today;
* what may have a clock that runs is kept beside the journal (``kept_list``), so that Today says it at once in a large book;
* a date past the end of the bank-holiday list comes with its warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from desktop.domain.clocks import due, state
from desktop.domain.folding import Folded
from desktop.domain.listing import REFERRAL
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.histories import founding
from desktop.services.kept_list import KeptList
from desktop.services.pages.waiting import ClockRow
from desktop.services.shares import Share, Shares
from desktop.services.times import moment_of, moment_words

DECISION, ASSESSMENT = "T1", "T5"
RUNNING = "records with a clock that may run"  # setting: ids of shares and concerns
NO_DESK = frozenset({"999", "112", "101", "111"})  # emergency and police, and health's line: they take no referral


class TimeLimits:
    def __init__(self, book: OpenBook, shares: Shares, concerns: ConcernPages) -> None:
        self._book, self._shares, self._concerns = book, shares, concerns
        self._running = KeptList(book, RUNNING, self._from_journal, self._moved, self._weighed)

    def row(self, clock_id: str, start: datetime, child: str, child_name: str, record: str, *, met: bool) -> ClockRow:
        """One clock of the edition begun at ``start``."""
        clock = self._book.guidance.clock(clock_id)
        limit = due(clock, start, self._book.calendar)
        return ClockRow(
            child=child,
            child_name=child_name,
            record=record,
            words=f"{clock.label}: {limit.words}",
            label=clock.label,
            due=limit,
            state="met" if met else state(limit, self._book.now()),
            warning=limit.warning,
        )

    def continues(self, outcome: str) -> bool:
        """Whether the assessment goes on after the desk decided so (data of the edition)."""
        return self._book.guidance.continues(outcome, ASSESSMENT)

    def of_records(self, referrals: Iterable[str], called: Sequence[str]) -> tuple[ClockRow, ...]:
        """Clocks of these decisions to refer a child, and of these concerns about which somebody was rung."""
        rows: list[ClockRow] = []
        for referral in referrals:
            share = self._shares.share(referral)
            if share is not None:
                child = share.decided.about[1] if share.decided.about[1:] else ""
                rows += self.of_share(share, child, self._concerns.child_name(child))
        for concern in self._book.store.records(called):
            rows += self._rung(concern)
        return tuple(sorted(rows, key=lambda row: row.due.at))

    def of_share(self, share: Share, child_id: str, child_name: str) -> tuple[ClockRow, ...]:
        """The decision and assessment clocks of one referral, once it has provably reached the desk."""
        if not share.shared or share.decided.fields.get("purpose") != REFERRAL:
            return ()
        start = self._start(share)
        if start is None:
            return ()
        answered = share.answer is not None
        rows = [self.row(DECISION, start, child_id, child_name, share.folded.id, met=answered)]
        outcome = str(share.answer.fields.get("outcome") or "") if share.answer else ""
        if not answered or self.continues(outcome):
            rows.append(self.row(ASSESSMENT, start, child_id, child_name, share.folded.id, met=False))
        return tuple(rows)

    def open_clocks(self) -> tuple[ClockRow, ...]:
        """Clocks of our own referrals that are still running, the most urgent first."""
        held = self._book.store.records(sorted(self._running.waiting()))
        called = [one.id for one in held if one.family == "concern"]
        return self.of_records((one.id for one in held if one.family == "share"), called)

    def _from_journal(self) -> dict[str, str]:
        store = self._book.store
        referred = (said for said in store.statements_of_kind(Kind.SHARING_DECIDED) if _refers(said))
        called = (said for said in store.statements_of_kind(Kind.CALL_LOGGED))
        found = {said.about[0] for said in (*referred, *called) if said.about}
        return {record: "" for record in found if self._may_run(record)}

    def _moved(self, records: Iterable[str]) -> set[str]:
        """The concerns and shares among these records, and the concerns that a share among them shares."""
        found: set[str] = set()
        for record in records:
            folded = self._book.store.record(record)
            if folded is not None and folded.family in {"concern", "share"}:
                found.add(record)
                first = founding(folded)
                found |= set(first.about[2:]) if first is not None and folded.family == "share" else set()
        return found

    def _weighed(self, record: str) -> str | None:
        return "" if self._may_run(record) else None

    def _may_run(self, record: str) -> bool:
        """Whether it is a referral of ours without an answer, or a concern of ours that somebody rang about and nobody decided."""
        folded = self._book.store.record(record)
        first = founding(folded) if folded is not None else None
        if folded is None or first is None or not self._book.is_own(first.device):
            return False
        if folded.family == "share":
            return _refers(first) and not any(said.kind == Kind.ENQUIRY_DECIDED for said in folded.statements)
        kinds = {said.kind for said in self._book.store.statements_about(record)}
        return folded.family == "concern" and Kind.CALL_LOGGED in kinds and Kind.SHARING_DECIDED not in kinds

    def _rung(self, folded: Folded | None) -> tuple[ClockRow, ...]:
        """An urgent record of ours that was told by telephone, while nothing about sharing it in writing is decided."""
        if folded is None or folded.family != "concern" or not self._concerns.rings(folded):
            return ()
        first, at = founding(folded), min(self._calls((folded.id,)), default=None)
        if first is None or at is None or not self._book.is_own(first.device):
            return ()
        if any(said.kind == Kind.SHARING_DECIDED for said in self._book.store.statements_about(folded.id)):
            return ()
        child = child_of(folded)
        row = self.row(DECISION, at, child, self._concerns.child_name(child), folded.id, met=False)
        words = tr(
            "Rung {moment_words}. Not sent in writing, and no decision about sharing kept. {words}",
            moment_words=moment_words(at),
            words=row.words,
        )
        before = tr("Rung {when}. Not sent in writing, and no decision about sharing kept.", when=moment_words(at))
        return (replace(row, words=words, before=before),)

    def _start(self, share: Share) -> datetime | None:
        times = list(self._calls(share.decided.about[2:]))
        if share.letter is not None and share.letter.delivered_at is not None:
            times.append(share.letter.delivered_at)
        return min(times, default=None)

    def _calls(self, concerns: Iterable[str]) -> Iterable[datetime]:
        for concern in concerns:
            for said in self._book.store.statements_about(concern):
                at = moment_of(str(said.fields.get("at") or "")) if said.kind == Kind.CALL_LOGGED else None
                if at is not None and self._may_be_desk(str(said.fields.get("number") or "")):
                    yield at

    def _may_be_desk(self, number: str) -> bool:
        """Whether whoever answers this number may be the desk, which owes a decision."""
        rung, officer = _digits(number), _digits(self._book.profile.contacts.lado_number)
        return rung not in NO_DESK and (not officer or rung != officer)


def _refers(decided: Statement) -> bool:
    return decided.fields.get("share") is True and decided.fields.get("purpose") == REFERRAL


def _digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())
