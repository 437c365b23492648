"""The desk: referrals by letter and by telephone, joined, decided and answered.

Rules this module keeps:

* only a person whose device has the desk role does anything here;
* opening and deciding are statements that go back to the referrer, with an own copy to the desk's other devices;
* a decision has reasons, and every referrer of a joined group gets it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bundle.statements import parse
from desktop.domain.records import Role
from desktop.domain.statements import Changes, Json, Kind
from desktop.language import tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.enquiries import LETTER, Enquiries, Enquiry
from desktop.services.enquiry_pages import EnquiryPages
from desktop.services.errors import AlreadyDecided, Incomplete, NoSuchRecord, NotADesk, ReasonNeeded, SameEnquiry
from desktop.services.incoming import with_state
from desktop.services.outgoing import ANSWER, OWN_COPY, Envelope, devices_of_person, own_devices, queue
from desktop.services.pages.enquiries import EnquiryPage, EnquiryRow, PhoneReferral
from desktop.services.pages.fields import Missing
from desktop.services.question_pages import note_replies_seen
from desktop.services.stored import LetterState
from desktop.services.times import local_text


class Desk:
    def __init__(self, book: OpenBook, enquiries: Enquiries, pages: EnquiryPages) -> None:
        self._book, self._enquiries, self._pages = book, enquiries, pages

    @property
    def at_desk(self) -> bool:
        """Has this device the desk role?"""
        return self._book.me is not None and self._book.me.role == Role.DESK

    def enquiries(self, *, undecided: bool = False) -> tuple[EnquiryRow, ...]:
        """One row for each group of joined enquiries: the undecided first, the urgent of them before the others, by when a
        decision is due.

        With ``undecided`` only those. The earliest letter leads its group; ``joined_with`` names the others. Raises NotADesk.
        """
        self._require_desk()
        found = self._enquiries.all()
        groups = set(self._enquiries.groups(found).values())
        if undecided:
            groups = {group for group in groups if not any(found[one].decided for one in group)}
        rows = [self._pages.row([found[one] for one in group]) for group in groups]
        return tuple(
            sorted(rows, key=lambda row: (bool(row.outcome), not row.urgent and not row.outcome, row.due.at, row.id))
        )

    def joined(self, enquiry_id: str) -> EnquiryPage:
        """The group after a join: a letter in it that I have not opened stays closed, and nothing is written.

        Raises NotADesk, NoSuchRecord.
        """
        self._require_desk()
        group = self._group(enquiry_id)
        return self._pages.page(group, [one for one in group if one.kind == LETTER and not self._opened_by_me(one)])

    def open(self, enquiry_id: str) -> EnquiryPage:
        """The whole group; writes referral.opened once for each person and letter, and queues that answer.

        Raises NotADesk, NoSuchRecord.
        """
        self._require_desk()
        group = self._group(enquiry_id)
        unopened = [one for one in group if one.kind == LETTER and not self._opened_by_me(one)]
        if unopened:
            me = self._book.me
            assert me is not None
            with self._book.writing() as sheet:
                for one in unopened:
                    said: dict[str, Json] = {"person": me.person, "role": me.role_title}
                    self._answer(sheet, one, Kind.REFERRAL_OPENED, said, LetterState.OPENED)
            group = self._group(enquiry_id)
        page = self._pages.page(group)
        note_replies_seen(self._book, page.questions)
        return page

    def check_phone_referral(self, referral: PhoneReferral) -> tuple[Missing, ...]:
        """What a referral by telephone still needs."""
        needed = (
            ("caller", referral.caller, tr("Say who rang")),
            (
                "family_name",
                referral.given_names + referral.family_name,
                tr("Give a name for the child, or say unknown"),
            ),
            ("said", referral.said, tr("Write down what was said")),
        )
        return tuple(Missing(field, message) for field, text, message in needed if not text.strip())

    def take_phone_referral(self, referral: PhoneReferral) -> str:
        """Keep a referral taken by telephone; returns the enquiry's id. Raises NotADesk, Incomplete."""
        self._require_desk()
        missing = self.check_phone_referral(referral)
        if missing:
            raise Incomplete(missing)
        child: dict[str, Json] = {
            name: text
            for name in ("given_names", "family_name", "born", "address")
            if (text := getattr(referral, name).strip())
        }
        said: dict[str, Json] = {
            name: text
            for name in ("caller", "organisation", "number", "said", "advice", "reference")
            if (text := getattr(referral, name).strip())
        }
        enquiry = self._book.new_id()
        with self._book.writing() as sheet:
            opened = sheet.say(Kind.ENQUIRY_OPENED, (enquiry,), {**said, "at": local_text(referral.at), "child": child})
            self._own_copy(sheet, enquiry, [sheet.tokens[opened.id]])
        return enquiry

    def join(self, first: str, second: str, reason: str) -> Changes:
        """Say that two enquiries are one. Raises NotADesk, NoSuchRecord, ReasonNeeded, SameEnquiry."""
        self._require_desk()
        found = self._enquiries.all()
        if first not in found or second not in found:
            raise NoSuchRecord("no such enquiry in this record book")
        if second in self._enquiries.groups(found)[first]:
            raise SameEnquiry("these are one enquiry already")
        if not reason.strip():
            raise ReasonNeeded("two enquiries are joined with a reason")
        after = (found[first].said.id, found[second].said.id)
        with self._book.writing() as sheet:
            said = sheet.say(Kind.ENQUIRY_JOINED, (first, second), {"reason": reason.strip()}, after)
            self._own_copy(sheet, first, [sheet.tokens[said.id]])
        return sheet.changes

    def decide(
        self, enquiry_id: str, outcome: str, reasons: str, next_contact: str = "", tell_family: str = ""
    ) -> Changes:
        """Decide with reasons and answer every referrer of the group by letter.

        Raises NotADesk, NoSuchRecord, ReasonNeeded, Incomplete, AlreadyDecided.
        """
        self._require_desk()
        group = self._group(enquiry_id)
        if not outcome:
            raise Incomplete((Missing("outcome", "Choose what was decided"),))
        if not reasons.strip():
            raise ReasonNeeded("a decision is recorded with its reasons")
        unanswered = [one for one in group if one.kind == LETTER and not one.decided]
        if any(one.decided for one in group) and not unanswered:
            raise AlreadyDecided("this enquiry has a decision")
        me = self._book.me
        assert me is not None
        said: dict[str, Json] = {"outcome": outcome, "reasons": reasons.strip()}
        said |= {"decided_by": {"name": me.person, "role": me.role_title}}
        said |= {"next_contact": next_contact.strip()} if next_contact.strip() else {}
        said |= {"tell_family": tell_family.strip()} if tell_family.strip() else {}
        with self._book.writing() as sheet:
            for one in unanswered or group[:1]:
                self._answer(sheet, one, Kind.ENQUIRY_DECIDED, said, LetterState.ANSWERED)
        return sheet.changes

    # how an answer is said

    def _answer(self, sheet: Sheet, enquiry: Enquiry, kind: str, fields: dict[str, Json], state: LetterState) -> None:
        about = (enquiry.id, enquiry.child) if enquiry.child else (enquiry.id,)
        said = sheet.say(kind, about, fields, (enquiry.said.id,))
        token = sheet.tokens[said.id]
        if enquiry.kind == LETTER:
            recipients = devices_of_person(self._book, enquiry.said.device)
            if recipients:
                to = self._book.organisation(enquiry.said.device)
                envelope = Envelope(enquiry.id, ANSWER, to, enquiry.said.id, "answer")
                queue(self._book, sheet, envelope, recipients, [parse(token).without(position=True).token])
            for letter in enquiry.letters:
                sheet.add(sheet.writer.keep_incoming(with_state(letter, state)))
        self._own_copy(sheet, enquiry.id, [token])

    def _own_copy(self, sheet: Sheet, record: str, tokens: Sequence[str]) -> None:
        envelope = Envelope(record, OWN_COPY, self._book.profile.organisation)
        queue(self._book, sheet, envelope, own_devices(self._book), tokens)

    def _group(self, enquiry_id: str) -> list[Enquiry]:
        found = self._enquiries.all()
        if enquiry_id not in found:
            raise NoSuchRecord("no such enquiry in this record book")
        ids = self._enquiries.groups(found)[enquiry_id]
        return sorted((found[one] for one in ids), key=lambda one: (one.received_at, one.id))

    def _opened_by_me(self, enquiry: Enquiry) -> bool:
        me = self._book.me
        return me is not None and any(self._book.person(said.device) == me.person for said in enquiry.opened)

    def _require_desk(self) -> None:
        if not self.at_desk:
            raise NotADesk("only a person at the desk does this")
