"""Sharing decisions as screens read them: what became of each, in words that are proved.

Rules this module keeps:

* "delivered" needs the hub's receipt, "opened" a person's statement, an outcome the desk's statement;
* a statement that the fold refused proves nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.folding import Folded
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.describe import Words
from desktop.services.histories import founding
from desktop.services.outgoing import DESK
from desktop.services.pages.shares import ShareRow
from desktop.services.question_pages import questions_of
from desktop.services.stored import LetterState, OutboxRow
from desktop.services.times import moment_words
from desktop.services.told import told_words

ANSWERS_SEEN = "answers seen"


@dataclass(frozen=True, slots=True)
class Share:
    """One decision with everything that is known of its way."""

    folded: Folded
    decided: Statement
    letter: OutboxRow | None  # the desk's letter, when it was sent from here
    opened: Statement | None
    answer: Statement | None

    @property
    def shared(self) -> bool:
        return self.decided.fields.get("share") is True

    @property
    def recipient(self) -> str:
        return str(self.decided.fields.get("recipient") or "")


class Shares:
    def __init__(self, book: OpenBook, words_: Words) -> None:
        self._book, self._words = book, words_

    def share(self, share_id: str) -> Share | None:
        """None when the decision itself is not in this book, or was refused."""
        folded = self._book.store.record(share_id)
        decided = founding(folded) if folded is not None and folded.family == "share" else None
        if folded is None or decided is None:
            return None
        letters = [one for one in self._book.store.outbox(share=share_id) if one.audience == DESK]
        opened = [said for said in folded.statements if said.kind == Kind.REFERRAL_OPENED]
        answers = [said for said in folded.statements if said.kind == Kind.ENQUIRY_DECIDED]
        return Share(
            folded,
            decided,
            letters[-1] if letters else None,
            opened[0] if opened else None,
            answers[-1] if answers else None,
        )

    def of_child(self, child_id: str) -> tuple[ShareRow, ...]:
        """Every decision about a child, newest first."""
        shares = (self.share(folded.id) for folded in self._book.store.records_of_child(child_id, "share"))
        found = sorted((one for one in shares if one), key=lambda one: one.decided.written_at, reverse=True)
        return tuple(self.row(one) for one in found)

    def unread_answers(self) -> tuple[ShareRow, ...]:
        """Answers to letters of ours that nobody looked at here yet, newest first."""
        seen = seen_answers(self._book)
        found = []
        for said in self._book.store.statements_of_kind(Kind.ENQUIRY_DECIDED):
            if not said.about or said.about[0] in seen:
                continue
            one = self.share(said.about[0])
            if one is not None and one.answer is not None and self._book.is_own(one.decided.device):
                found.append(self.row(one))
                seen |= {said.about[0]}
        return tuple(sorted(found, key=lambda row: row.answered_at or row.decided_at, reverse=True))

    def row(self, share: Share) -> ShareRow:
        fields = share.decided.fields
        answer: Mapping[str, object] = share.answer.fields if share.answer else {}
        return ShareRow(
            share=share.folded.id,
            decided_at=share.decided.written_at,
            who=self._book.person(share.decided.device),
            to=(str(fields.get("told_whom") or "") or self.recipient_name(share.recipient)) if share.shared else "",
            shared=share.shared,
            reasons=str(fields.get("reasons") or ""),
            state=self.state(share),
            outcome=self._words.text("share", "outcome", str(answer.get("outcome") or "")),
            outcome_reasons=str(answer.get("reasons") or ""),
            answered_at=self.answered_at(share),
            next_contact=str(answer.get("next_contact") or ""),
            tell_family=str(answer.get("tell_family") or ""),
            child=share.decided.about[1] if len(share.decided.about) > 1 else "",
            questions=questions_of(self._book, share.folded.id),
            next_step=self._next_step(share),
            review_on=str(share.folded.fields["review_on"].value or "") if "review_on" in share.folded.fields else "",
        )

    def _next_step(self, share: Share) -> str:
        """What is left to do here after an answer to a letter of ours; "" before, and for letters of others."""
        outcome = str(share.answer.fields.get("outcome") or "") if share.answer else ""
        if not outcome or not self._book.is_own(share.decided.device):
            return ""
        if any(one.continues for one in self._book.guidance.outcomes if one.code == outcome):
            return tr(
                "They go on with it. Go on recording here, share what is new, and ring them if you hear nothing or the child is less safe."
            )
        return tr(
            "They do not take it further. If you think that is wrong, or something new comes up, ring them and write it down here."
        )

    def answered_at(self, share: Share) -> datetime | None:
        return share.answer.written_at if share.answer else None

    def recipient_name(self, organisation: str) -> str:
        directory = self._book.directory
        entry = directory.organisations.get(organisation) if directory else None
        return entry.name if entry else organisation

    def state(self, share: Share) -> str:
        """What is proved, in words: "delivered 24 December 2026 at 09:10"."""
        if not share.shared:
            return tr("decided not to share")
        if share.decided.fields.get("told_how"):
            return told_words(share.decided.fields)
        return self._answered(share) or self._sent(share)

    def _answered(self, share: Share) -> str:
        if share.answer is not None:
            return tr("answered {moment_words}", moment_words=moment_words(share.answer.written_at))
        if share.opened is not None:
            return tr(
                "opened by {person} {moment_words}",
                person=self._book.person(share.opened.device),
                moment_words=moment_words(share.opened.written_at),
            )
        return ""

    def _sent(self, share: Share) -> str:
        letter = share.letter
        if letter is None:
            return tr("received") if not self._book.is_own(share.decided.device) else tr("sent from another computer")
        if letter.state is LetterState.SET_ASIDE:
            return tr("could not be sent")
        if letter.delivered_at is not None:
            return tr("delivered {moment_words}", moment_words=moment_words(letter.delivered_at))
        return (
            tr("copied to carry by hand, not yet delivered")
            if letter.state is LetterState.CARRIED
            else tr("not sent yet")
        )


def seen_answers(book: OpenBook) -> frozenset[str]:
    """Share ids whose answer was looked at here."""
    kept = book.store.setting(ANSWERS_SEEN)
    return frozenset(str(share) for share in kept) if isinstance(kept, list | tuple) else frozenset()
