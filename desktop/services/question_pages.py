"""The desk's questions and their answers as screens read them.

Rules this module keeps:

* only what the fold accepted is shown: a question of somebody else than the desk, an answer of somebody else than who was
  asked, moves nothing;
* when it was asked, when it was answered, when that reached the hub and when it came here are four times, never one;
* a question about a record that is kept from some people names no child where others may look.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from desktop.domain.clocks import Due, state
from desktop.domain.dates import LONDON, day_words
from desktop.domain.entries import child_entry
from desktop.domain.folding import Folded
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.describe import full_name
from desktop.services.histories import founding, in_order
from desktop.services.pages.questions import AnswerRow, QuestionRow
from desktop.services.walls import share_is_walled

REPLIES_SEEN = "answers to questions seen"  # setting: ids of answers that were read at the desk
LAST_MINUTE = time(23, 59)


def questions_of(book: OpenBook, share: str) -> tuple[QuestionRow, ...]:
    """Every accepted question about a share, the earliest first, with its answers."""
    folded = book.store.record(share) if share else None
    if folded is None:
        return ()
    return tuple(_row(book, folded, said) for said in in_order(folded.statements) if said.kind == Kind.QUESTION_ASKED)


def asked_about(book: OpenBook, kind: str) -> tuple[QuestionRow, ...]:
    """Every question about a share that a statement of ``kind`` speaks of, the earliest first."""
    shares = dict.fromkeys(said.about[0] for said in book.store.statements_of_kind(kind) if said.about)
    found = (row for share in shares for row in questions_of(book, share))
    return tuple(sorted(found, key=lambda row: (row.asked_at, row.id)))


def note_replies_seen(book: OpenBook, rows: Iterable[QuestionRow]) -> None:
    """Remember that the answers were read here, so that Today does not bring them up again."""
    fresh, seen = {answer.id for row in rows for answer in row.answers}, replies_seen(book)
    if not fresh <= seen:
        with book.writing() as sheet:
            sheet.writer.put_setting(REPLIES_SEEN, sorted(seen | fresh))


def replies_seen(book: OpenBook) -> frozenset[str]:
    """Ids of the answers that were read here."""
    kept = book.store.setting(REPLIES_SEEN)
    return frozenset(str(one) for one in kept) if isinstance(kept, list | tuple) else frozenset()


def due_by(text: str) -> Due | None:
    """When something asked for by ``text`` (local, to the day or the minute) is due; None when it names no time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    day, day_only = moment.date(), "T" not in text
    at = datetime.combine(day, LAST_MINUTE if day_only else moment.time(), LONDON)
    by = day_words(day) if day_only else tr("{end} on {day_words}", end=f"{at:%H:%M}", day_words=day_words(day))
    return Due(at, day_only, tr("by {end_words}", end_words=by))


def _row(book: OpenBook, folded: Folded, said: Statement) -> QuestionRow:
    answers = tuple(
        _answer(book, one)
        for one in in_order(folded.statements)
        if one.kind == Kind.QUESTION_ANSWERED and said.id in one.after
    )
    due = due_by(str(said.fields.get("wanted_by") or ""))
    sender = founding(folded)
    return QuestionRow(
        id=said.id,
        share=folded.id,
        child=said.about[1] if len(said.about) > 1 else "",
        child_name=_child_name(book, said),
        who=book.person(said.device),
        desk=book.organisation(said.device),
        asked=book.organisation(sender.device) if sender else "",
        question=str(said.fields.get("question") or ""),
        why=str(said.fields.get("why") or ""),
        asked_at=said.written_at,
        received_at=book.store.received_at(said.id) or said.written_at,
        due=due,
        state="met" if answers else state(due, book.now()) if due else "",
        answers=answers,
        walled=share_is_walled(book, folded.id),
        ours=sender is not None and book.is_own(sender.device),
    )


def _answer(book: OpenBook, said: Statement) -> AnswerRow:
    letters = book.store.incoming_of_share(said.about[0])
    hub = [one.hub_received_at for one in letters if said.id in one.statements and one.hub_received_at]
    return AnswerRow(
        id=said.id,
        who=book.person(said.device),
        organisation=book.organisation(said.device),
        known=str(said.fields.get("known") or ""),
        text=str(said.fields.get("text") or ""),
        written_at=said.written_at,
        received_at=book.store.received_at(said.id) or said.written_at,
        hub_received_at=min(hub, default=None),
    )


def _child_name(book: OpenBook, said: Statement) -> str:
    folded = book.store.record(said.about[1]) if len(said.about) > 1 else None
    if folded is None or folded.family != "child":
        return full_name("", "")
    entry = child_entry(folded)
    return full_name(entry.given_names, entry.family_name)
