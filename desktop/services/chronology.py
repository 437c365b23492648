"""The lines of a chronology: what happened, when it happened, when it was written, when it came here.

Rules this module keeps:

* ordered by when it happened, or when it was written where that is not known;
* event time, written time and received time are three columns, never one;
* the source is named, and nothing of another child is copied in;
* a record that is kept from some people is one line that says so and whom to ask, at the time it was written: not even the
  day on which it happened is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.domain.body_words import all_marks
from desktop.domain.entries import concern_entry
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.records import ConcernEntry
from desktop.domain.statements import Kind, Statement
from desktop.domain.withdrawals import is_withdrawn
from desktop.language import mark, tr
from desktop.services.book import OpenBook
from desktop.services.describe import Words
from desktop.services.entry_pages import EntryPages
from desktop.services.histories import TITLES, founding
from desktop.services.involvements import Involvements
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.entries import EntryRow
from desktop.services.times import local_text, moment_of
from desktop.services.told import shared_without_letter

NOTICED = "noticed"  # when it happened is not known, but when somebody noticed it is
LATE = timedelta(days=1)
KEPT_LINE = mark("A record that some people must not see. What it says stands in the record alone. Ask {who}.")


def entry_line(row: EntryRow) -> ChronologyRow:
    """A record beside concerns as a line of the chronology."""
    happened = moment_of(row.event_at)
    return ChronologyRow(
        event_at=row.event_at,
        precision=row.precision,
        written_at=row.written_at,
        received_at=row.received_at,
        what=f"{row.title}. {row.what}" if row.what else row.title,
        source=row.source,
        significance=row.significance,
        record=row.record,
        family=row.family,
        late=happened is not None and row.written_at - happened > LATE,
        amended=row.amended,
        withdrawn=row.beside.withdrawn is not None,
        action=row.action,
    )


class Chronologies:
    def __init__(self, book: OpenBook, words: Words, entries: EntryPages) -> None:
        self._book, self._words, self._entries = book, words, entries
        self._involved = Involvements(book)

    def record(self, folded: Folded, child_name: str | None = None) -> ChronologyRow | None:
        """The line of a concern or of a record beside concerns; None while its beginning has not come."""
        if folded.family == "concern":
            return self._concern(folded)
        if folded.family == INVOLVEMENT:
            return self._involvement(folded)
        return entry_line(self._entries.row(folded, child_name)) if founding(folded) is not None else None

    def event(self, said: Statement) -> ChronologyRow:
        """The line of a call, or of a decision or an answer (``listing.TOLD``)."""
        return self._event(said)

    def kept(self, said: Statement) -> ChronologyRow:
        """The line of something that is kept from some people, by the statement that began it."""
        who = ", ".join(part for part in (self._book.person(said.device), self._book.organisation(said.device)) if part)
        return ChronologyRow(
            event_at="",
            precision="exact",
            written_at=said.written_at,
            received_at=self._received(said),
            what=tr(KEPT_LINE, who=who),
            source="",
            significance="",
            record=said.about[0] if said.about else "",
            family="",
            late=False,
            kept=True,
        )

    def _involvement(self, folded: Folded) -> ChronologyRow | None:
        """A part in an event recorded with another child; its ``record`` is that event's concern, when it is in this book."""
        first = founding(folded)
        if first is None or not self._book.is_own(first.device):
            return None
        row = self._involved.row(folded)
        return ChronologyRow(
            event_at="" if row.walled else row.event_at,
            precision=row.precision,
            written_at=row.written_at,
            received_at=row.received_at,
            what=row.told,
            source="" if row.walled else row.source,
            significance="",
            record=row.concern or row.record,
            family=INVOLVEMENT,
            late=False,
            amended=row.amended and not row.walled,
            withdrawn=row.withdrawn,
        )

    def _concern(self, folded: Folded) -> ChronologyRow | None:
        first = founding(folded)
        if first is None:
            return None
        entry = concern_entry(folded)
        happened = moment_of(entry.happened.at)
        return ChronologyRow(
            event_at=entry.happened.at or entry.noticed.at,
            precision=entry.happened.precision.value if entry.happened.at or not entry.noticed.at else NOTICED,
            written_at=first.written_at,
            received_at=self._received(first),
            what=self._what(entry),
            source=self._source(first, entry),
            significance=self._words.text("concern", "level", entry.level),
            record=folded.id,
            family="concern",
            late=happened is not None and first.written_at - happened > LATE,
            amended=any(said.kind == Kind.CONCERN_AMENDED for said in folded.statements),
            withdrawn=is_withdrawn(folded),
        )

    def _what(self, entry: ConcernEntry) -> str:
        parts = [self._words.text("concern", "category", entry.category) or tr("Concern")]
        parts += [text for text in (entry.seen, all_marks(entry.marks, entry.body_marks)) if text]
        said = (*entry.words, *entry.reported)  # also what others said: the explanation is what is compared later
        parts += [self._words.text("concern", "words", {"words": quote.words, "by": quote.by}) for quote in said]
        return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())

    def _source(self, first: Statement, entry: ConcernEntry) -> str:
        saw = entry.witness.name or entry.informant.name
        typed = self._book.person(first.device)
        place = self._book.organisation(first.device)
        who = tr("{saw}, written by {typed}", saw=saw, typed=typed) if saw and saw != typed else typed
        return f"{who}, {place}" if place else who

    def _event(self, said: Statement) -> ChronologyRow:
        happened = said.fields.get("at") if said.kind == Kind.CALL_LOGGED else None
        at = moment_of(str(happened)) if happened else None
        who = self._book.person(said.device)
        place = self._book.organisation(said.device)
        return ChronologyRow(
            event_at=local_text(at or said.written_at),
            precision="exact",
            written_at=said.written_at,
            received_at=self._received(said),
            what=self._event_words(said),
            source=f"{who}, {place}" if place else who,
            significance="",
            record=said.about[0] if said.about else "",
            family={Kind.CALL_LOGGED.value: "call"}.get(said.kind, "share"),
            late=at is not None and said.written_at - at > LATE,
        )

    def _event_words(self, said: Statement) -> str:
        fields = said.fields
        match said.kind:
            case Kind.CALL_LOGGED:
                parts = [tr("Telephone call to {value}", value=fields.get("person") or "the number given")]
                parts += [str(fields[name]) for name in ("advice", "reference") if fields.get(name)]
            case Kind.SHARING_DECIDED:
                parts = [tr("Decided to share") if fields.get("share") else tr("Decided not to share")]
                if fields.get("told_how"):
                    parts = [shared_without_letter(fields)]
                parts += [str(fields["reasons"])] if fields.get("reasons") else []
            case Kind.ENQUIRY_DECIDED:
                parts = [tr("Answer: {what}", what=self._words.text("share", "outcome", fields.get("outcome")))]
                parts += [str(fields["reasons"])] if fields.get("reasons") else []
            case Kind.QUESTION_ASKED | Kind.QUESTION_ANSWERED | Kind.SHARING_REVIEWED | Kind.SHARING_AMENDED:
                parts = [tr(TITLES[said.kind])]
                parts += [str(fields[name]) for name in ("question", "text", "reason") if fields.get(name)]
            case _:
                parts = [tr(TITLES.get(said.kind, said.kind))]
        return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())

    def _received(self, said: Statement) -> datetime:
        return self._book.store.received_at(said.id) or said.written_at
