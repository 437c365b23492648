"""Questions of the desk to who sent a referral, and their answers.

Rules this module keeps:

* only the desk asks, at a letter that is not decided; only the organisation that sent it answers;
* what the preview shows is what is signed: question, why, by when, who asks; or the answer and who gives it. Nothing else
  of any record goes with it; who wants to send more shares it, by the sharing page;
* asking and answering are sealed in the transaction that says them, with an own copy;
* "we know nothing about this" is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bundle.letters import MailboxKey
from bundle.statements import parse
from desktop.domain.dates import event_words
from desktop.domain.kinds import MOST_ASKED
from desktop.domain.labels import label
from desktop.domain.records import Answer, AnswerEntry, QuestionEntry, Role
from desktop.domain.statements import Changes, Json, Kind
from desktop.language import tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.concern_pages import ConcernPages
from desktop.services.enquiries import LETTER, Enquiries, Enquiry
from desktop.services.errors import AlreadyDecided, Incomplete, NoRecipient, NoSuchRecord, NotADesk
from desktop.services.list_age import announcements, meet
from desktop.services.outgoing import (
    OWN_COPY,
    QUESTION,
    REPLY,
    Envelope,
    devices_of_person,
    own_devices,
    queue,
    readers,
    receivers,
)
from desktop.services.pages.fields import Missing
from desktop.services.pages.questions import Asking, QuestionPreview, QuestionRow
from desktop.services.question_pages import asked_about, due_by, replies_seen

MIDNIGHT = "23:59"  # the last minute of a day


class Questions:
    def __init__(self, book: OpenBook, enquiries: Enquiries, concerns: ConcernPages) -> None:
        self._book, self._enquiries, self._concerns = book, enquiries, concerns

    def to_answer(self) -> tuple[QuestionRow, ...]:
        """Questions to our organisation that no answer is seen of here, those with the earliest day first."""
        rows = [row for row in asked_about(self._book, Kind.QUESTION_ASKED) if row.ours and not row.answers]
        return tuple(sorted(rows, key=lambda row: (row.due is None, row.due.at if row.due else row.asked_at, row.id)))

    def unread_replies(self) -> tuple[QuestionRow, ...]:
        """At the desk: questions with an answer that nobody read here yet."""
        if not self._at_desk:
            return ()
        seen = replies_seen(self._book)
        rows = asked_about(self._book, Kind.QUESTION_ANSWERED)
        return tuple(row for row in rows if any(answer.id not in seen for answer in row.answers))

    def question(self, question: str) -> QuestionRow:
        """Raises NoSuchRecord."""
        found = next((row for row in asked_about(self._book, Kind.QUESTION_ASKED) if row.id == question), None)
        if found is None:
            raise NoSuchRecord("no such question in this record book")
        return found

    # the desk asks

    def asking(self, enquiry: str) -> Asking:
        """Whom a question goes to. Raises NotADesk, NoSuchRecord, AlreadyDecided, NoRecipient."""
        one = self._askable(enquiry)
        name = self._concerns.child_name(one.child)
        return Asking(one.id, self._book.organisation(one.said.device), name)

    def check_question(self, entry: QuestionEntry) -> tuple[Missing, ...]:
        """What the question still needs, by QuestionEntry field name."""
        wanted = self._wanted(entry)
        due = due_by(wanted) if wanted else None
        needed = (
            ("question", bool(entry.question.strip()), tr("Write the question")),
            ("question", len(entry.question.strip()) <= MOST_ASKED, tr("Make the question shorter")),
            ("why", bool(entry.why.strip()), tr("Say why it is asked: they decide by it what they may tell you")),
            ("why", len(entry.why.strip()) <= MOST_ASKED, tr("Say in fewer words why it is asked")),
            (
                "wanted_by",
                not wanted or (due is not None and due.at > self._book.now()),
                tr("Give a day that is still to come"),
            ),
        )
        return tuple(Missing(field, message) for field, held, message in needed if not held)

    def preview_question(self, entry: QuestionEntry) -> QuestionPreview:
        """Exactly what would leave. Raises as ``asking``."""
        one = self._askable(entry.enquiry)
        device = self._book.entry_of(one.said.device)
        assert device is not None
        place = self._book.organisation(one.said.device)
        person = f"{device.person}, {device.role_title}"
        return QuestionPreview(
            place, (person,), self._labelled(self._asked(entry)), tuple(announcements(self._book, device.organisation))
        )

    def ask(self, entry: QuestionEntry) -> Changes:
        """Sign the question and seal its letter. Raises Incomplete, and as ``asking``."""
        one = self._askable(entry.enquiry)
        missing = self.check_question(entry)
        if missing:
            raise Incomplete(missing)
        device = self._book.entry_of(one.said.device)
        assert device is not None
        with self._book.writing() as sheet:
            meet(sheet, device.organisation)
            about = (one.id, one.child) if one.child else (one.id,)
            said = sheet.say(Kind.QUESTION_ASKED, about, self._asked(entry), (one.said.id,))
            envelope = Envelope(one.id, QUESTION, self._book.organisation(one.said.device), one.said.id, "question")
            self._send(sheet, said.id, envelope, devices_of_person(self._book, one.said.device))
        return sheet.changes

    # who was asked answers

    def check_answer(self, entry: AnswerEntry) -> tuple[Missing, ...]:
        """What the answer still needs, by AnswerEntry field name."""
        needed = (
            ("known", entry.known in (Answer.YES, Answer.NO), tr("Say whether you know something about it")),
            ("text", entry.known != Answer.YES or bool(entry.text.strip()), tr("Write what you know")),
            ("text", len(entry.text.strip()) <= MOST_ASKED, tr("Make the answer shorter, or share a record instead")),
        )
        return tuple(Missing(field, message) for field, held, message in needed if not held)

    def preview_answer(self, entry: AnswerEntry) -> QuestionPreview:
        """Exactly what would leave. Raises NoSuchRecord, NotJoined, NoRecipient."""
        row, desk, _recipients = self._answerable(entry.question)
        people = readers(self._book, self._book.joined(), desk)
        return QuestionPreview(
            row.desk,
            tuple(f"{one.person}, {one.role_title}" for one in people),
            self._labelled(self._answered(entry)),
            tuple(announcements(self._book, desk)),
        )

    def answer(self, entry: AnswerEntry) -> Changes:
        """Sign the answer and seal its letter. Raises Incomplete, NoSuchRecord, NotJoined, NoRecipient."""
        row, desk, recipients = self._answerable(entry.question)
        missing = self.check_answer(entry)
        if missing:
            raise Incomplete(missing)
        asked = self._book.store.statement(entry.question)
        assert asked is not None
        decision = next(iter(asked.after), "")
        with self._book.writing() as sheet:
            meet(sheet, desk)
            said = sheet.say(Kind.QUESTION_ANSWERED, asked.about, self._answered(entry), (asked.id,))
            self._send(sheet, said.id, Envelope(row.share, REPLY, row.desk, decision, "answer"), recipients)
        return sheet.changes

    # what became of the letters

    def question_delivered(self, enquiry: str) -> datetime | None:
        """When the last question about an enquiry was delivered, by the receipt; None while that is not known."""
        return self._delivered(enquiry, QUESTION)

    def answer_delivered(self, question: str) -> datetime | None:
        """The same of the last answer about the enquiry that a question is about. Raises NoSuchRecord."""
        return self._delivered(self.question(question).share, REPLY)

    def _delivered(self, share: str, audience: str) -> datetime | None:
        letters = [one for one in self._book.store.outbox(share=share) if one.audience == audience]
        return letters[-1].delivered_at if letters else None

    # inside

    @property
    def _at_desk(self) -> bool:
        return self._book.me is not None and self._book.me.role == Role.DESK

    def _askable(self, enquiry: str) -> Enquiry:
        if not self._at_desk:
            raise NotADesk("only a person at the desk does this")
        one = self._enquiries.all().get(enquiry)
        if one is None or one.kind != LETTER:
            raise NoSuchRecord("no such letter in this record book")
        if one.decided:
            raise AlreadyDecided("this enquiry has a decision")
        if not devices_of_person(self._book, one.said.device):
            raise NoRecipient("who sent it has nothing left that could open the letter")
        return one

    def _answerable(self, question: str) -> tuple[QuestionRow, str, tuple[MailboxKey, ...]]:
        """The question, the desk's organisation id, and its mailboxes."""
        row = self.question(question)
        if not row.ours:
            raise NoSuchRecord("this question was put to another organisation")
        directory = self._book.joined()
        asked = self._book.store.statement(question)
        desk = self._book.entry_of(asked.device) if asked else None
        recipients = receivers(self._book, directory, desk.organisation) if desk else ()
        if desk is None or not recipients:
            raise NoRecipient("the desk has nobody who could open the letter")
        return row, desk.organisation, recipients

    def _wanted(self, entry: QuestionEntry) -> str:
        """By when; today, after the office closed, is the end of today."""
        due, today = due_by(entry.wanted_by) if entry.wanted_by else None, self._book.today().isoformat()
        late = due is not None and due.at <= self._book.now() and entry.wanted_by.startswith(today)
        return f"{today}T{MIDNIGHT}" if late else entry.wanted_by

    def _asked(self, entry: QuestionEntry) -> dict[str, Json]:
        said = {"question": entry.question.strip(), "why": entry.why.strip(), "wanted_by": self._wanted(entry)}
        return {**{name: text for name, text in said.items() if text}, "asked_by": self._me()}

    def _answered(self, entry: AnswerEntry) -> dict[str, Json]:
        text = entry.text.strip()
        return {"known": entry.known, **({"text": text} if text else {}), "answered_by": self._me()}

    def _me(self) -> dict[str, Json]:
        profile = self._book.profile
        return {"name": profile.name, "role": profile.role_title}

    def _labelled(self, said: dict[str, Json]) -> tuple[tuple[str, str], ...]:
        return tuple((label("share", name), _words(name, value)) for name, value in said.items())

    def _send(self, sheet: Sheet, statement: str, envelope: Envelope, recipients: Sequence[MailboxKey]) -> None:
        token = sheet.tokens[statement]
        queue(self._book, sheet, envelope, recipients, [parse(token).without(position=True).token])
        own = Envelope(envelope.record, OWN_COPY, self._book.profile.organisation)
        queue(self._book, sheet, own, own_devices(self._book), [token])


def known_words(known: str) -> str:
    """What an answer says before its text."""
    return tr("We know something about this.") if known == Answer.YES else tr("We know nothing about this.")


def _words(name: str, value: Json) -> str:
    if name == "known":
        return known_words(str(value))
    if name == "wanted_by":
        return event_words(str(value))
    if isinstance(value, dict):
        return ", ".join(str(cell) for cell in value.values() if cell)
    return str(value)
