"""Enquiries as the desk's screens read them.

Rules this module keeps:

* event time, written time, the hub's time and this computer's time are shown apart, each with whose clock it is;
* what could not be checked is marked: not yet receipted, sender's device forked, fields left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.domain.entries import concern_entry
from desktop.domain.entry_catalogue import ENTRY_FAMILIES
from desktop.domain.folding import Folded
from desktop.domain.records import Answer
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.clock_skew import ahead_words, skew_at, skew_words
from desktop.services.concern_pages import ConcernPages
from desktop.services.describe import full_name
from desktop.services.enquiries import LETTER, TELEPHONE, Enquiry
from desktop.services.entry_pages import EntryPages
from desktop.services.histories import CHILD_ORDER, Histories
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.enquiries import EnquiryPage, EnquiryRow
from desktop.services.pages.entries import EntryPage
from desktop.services.pages.fields import Choice, FieldView, HistoryRow
from desktop.services.pages.waiting import ClockRow
from desktop.services.question_pages import questions_of
from desktop.services.timelimits import ASSESSMENT, DECISION, TimeLimits
from desktop.services.times import moment_of

AHEAD = timedelta(minutes=5)  # a sender's clock this much before the hub's is marked
_CALL_ORDER = ("caller", "organisation", "number", "at", "said", "advice", "reference")
_CHILD_OF_CALL = ("given_names", "family_name", "born", "address")


class EnquiryPages:
    def __init__(
        self, book: OpenBook, histories: Histories, concerns: ConcernPages, limits: TimeLimits, entries: EntryPages
    ) -> None:
        self._book, self._histories, self._concerns, self._limits = book, histories, concerns, limits
        self._entries = entries

    def row(self, group: Sequence[Enquiry]) -> EnquiryRow:
        """A group of joined enquiries, under its earliest letter."""
        enquiry = _lead(group)
        clock = self._clock(DECISION, group)
        decided = _decided(group)
        return EnquiryRow(
            id=enquiry.id,
            kind=enquiry.kind,
            child_name=self._child_name(enquiry),
            organisation=self._organisation(enquiry),
            sender=self._sender(enquiry),
            received_at=min(one.received_at for one in group),
            due=clock.due,
            state=clock.state,
            opened=all(one.opened or one.kind == TELEPHONE for one in group),
            joined_with=tuple(sorted(one.id for one in group if one.id != enquiry.id)),
            urgent=any(self._concerns.rings(folded) for one in group for folded in self._folded_concerns(one)),
            why=self._why(group),
            outcome=self._histories.words.text("share", "outcome", decided.fields.get("outcome")) if decided else "",
            marks=tuple(dict.fromkeys(mark for one in group for mark in self._marks(one))),
        )

    def page(self, group: Sequence[Enquiry], closed: Sequence[Enquiry] = ()) -> EnquiryPage:
        """The whole group; child, purpose and basis as in its earliest letter. Of the letters in ``closed``, which nobody
        opened yet, it says only that they are there.
        """
        whole, group = group, [one for one in group if one not in closed] or group
        shown = _lead(group)
        fields = shown.said.fields if shown.kind == LETTER else {}
        words = self._histories.words
        return EnquiryPage(
            row=self.row(whole),
            child_fields=self._child_fields(shown),
            concerns=tuple({page.id: page for one in group for page in self._concern_pages(one)}.values()),
            entries=tuple({page.id: page for one in group for page in self._entry_pages(one)}.values()),
            purpose=words.text("share", "purpose", fields.get("purpose")),
            basis=words.text("share", "basis", fields.get("basis")),
            family_told=": ".join(
                text
                for name in ("family_told", "family_told_why")
                if (text := words.text("share", name, fields.get(name)))
            ),
            reasons=str(fields.get("reasons") or ""),
            call=tuple(view for one in group if one.kind == TELEPHONE for view in self._call(one, shown)),
            times=tuple(sorted((time for one in group for time in self._times(one)), key=lambda time: time[1])),
            decisions=self._decisions(group),
            outcomes=tuple(Choice(one.code, one.label, one.hint) for one in self._book.guidance.outcomes),
            clocks=self.clocks(whole),
            ring_back="; ".join(dict.fromkeys(number for one in group if (number := self._ring_back(one)))),
            closed=tuple(Choice(one.id, self._organisation(one)) for one in closed),
            questions=tuple(row for one in group for row in questions_of(self._book, one.id)),
            may_ask=tuple(
                Choice(one.id, self._organisation(one)) for one in group if one.kind == LETTER and not one.decided
            ),
        )

    def clocks(self, group: Sequence[Enquiry]) -> tuple[ClockRow, ...]:
        """The decision's clock, and the assessment's while it runs."""
        decided = _decided(group)
        clocks = [self._clock(DECISION, group)]
        if decided is None or self._limits.continues(str(decided.fields.get("outcome") or "")):
            clock = self._clock(ASSESSMENT, group)
            before = "" if decided else tr("Only if an assessment is decided.")
            clocks.append(replace(clock, words=f"{before} {clock.words}", before=before) if before else clock)
        return tuple(clocks)

    def _why(self, group: Sequence[Enquiry]) -> str:
        """What makes it urgent, in a few words: "not safe now, level 4, physical abuse"."""
        found: dict[str, None] = {}
        for folded in (one for each in group for one in self._folded_concerns(each) if not one.walled):
            entry = concern_entry(folded)
            if entry.safe_now == Answer.NO:
                found[tr("not safe now")] = None
            for title in (rule.title for rule in self._concerns.spoken(folded) if rule.urgent):
                if title.lower() not in found:
                    found[title[:1].lower() + title[1:]] = None
            if entry.safe_now == Answer.UNKNOWN:
                found[tr("not known whether safe now")] = None
            if entry.level.isdigit():
                found[tr("level {level}", level=entry.level)] = None
            if entry.category:
                found[self._histories.words.text("concern", "category", entry.category).lower()] = None
        return ", ".join(found)

    def _clock(self, clock: str, group: Sequence[Enquiry]) -> ClockRow:
        enquiry = _lead(group)
        start = min(one.received_at for one in group)
        name = self._child_name(enquiry)
        decided = _decided(group) is not None
        told = decided and not self._answer_waits(group)
        row = self._limits.row(clock, start, enquiry.child, name, enquiry.id, met=told and clock == DECISION)
        row = replace(row, enquiry=enquiry.id)
        if told or not decided or clock != DECISION:
            return row
        before = tr("Decided; the answer is not delivered yet.")
        return replace(row, words=f"{before} {row.words}", before=before)

    def _answer_waits(self, group: Sequence[Enquiry]) -> bool:
        """Whether an answer about one of these has no receipt yet: the referrer is told when it was delivered, not before."""
        for one in group:
            answers = [letter for letter in self._book.store.outbox(share=one.id) if letter.audience == "answer"]
            if answers and answers[-1].delivered_at is None:
                return True
        return False

    def _child_name(self, enquiry: Enquiry) -> str:
        if enquiry.child:
            return self._concerns.child_name(enquiry.child)
        child = enquiry.said.fields.get("child")
        child = child if isinstance(child, Mapping) else {}
        return full_name(str(child.get("given_names") or ""), str(child.get("family_name") or ""))

    def _child_fields(self, enquiry: Enquiry) -> tuple[FieldView, ...]:
        if enquiry.kind == LETTER:
            folded = self._book.store.record(enquiry.child) if enquiry.child else None
            return self._histories.fields(folded, CHILD_ORDER) if folded is not None else ()
        child = enquiry.said.fields.get("child")
        return self._histories.plain("child", child, enquiry.said, _CHILD_OF_CALL) if isinstance(child, Mapping) else ()

    def _organisation(self, enquiry: Enquiry) -> str:
        if enquiry.kind == TELEPHONE:
            return str(enquiry.said.fields.get("organisation") or "")
        return self._book.organisation(enquiry.said.device)

    def _ring_back(self, enquiry: Enquiry) -> str:
        """The sender's organisation and its number in the list of the partnership, or the number that a caller gave."""
        if enquiry.kind == TELEPHONE:
            number = str(enquiry.said.fields.get("number") or "")
            return ", ".join(part for part in (self._sender(enquiry), number) if part) if number else ""
        entry, directory = self._book.entry_of(enquiry.said.device), self._book.directory
        listed = directory.organisations.get(entry.organisation) if entry and directory else None
        number = listed.contacts.in_hours_number if listed else ""
        return ", ".join(part for part in (listed.name if listed else "", number) if part) if number else ""

    def _sender(self, enquiry: Enquiry) -> str:
        if enquiry.kind == TELEPHONE:
            return str(enquiry.said.fields.get("caller") or "")
        return self._book.person(enquiry.said.device)

    def _concern_pages(self, enquiry: Enquiry) -> tuple[ConcernPage, ...]:
        return tuple(self._concerns.page(one) for one in self._folded_concerns(enquiry))

    def _entry_pages(self, enquiry: Enquiry) -> tuple[EntryPage, ...]:
        """The records beside concerns that a letter brought."""
        named = enquiry.said.about[2:] if enquiry.kind == LETTER else ()
        found = (self._book.store.record(record) for record in dict.fromkeys(named))
        return tuple(self._entries.page(one) for one in found if one is not None and one.family in ENTRY_FAMILIES)

    def _folded_concerns(self, enquiry: Enquiry) -> tuple[Folded, ...]:
        concerns = enquiry.said.about[2:] if enquiry.kind == LETTER else ()
        records = (self._book.store.record(concern) for concern in concerns)
        return tuple(one for one in records if one is not None and one.family == "concern")

    def _call(self, enquiry: Enquiry, shown: Enquiry) -> tuple[FieldView, ...]:
        """The call as written down; with the child as the caller named it, where a letter says who the child is."""
        said = self._histories.plain("enquiry", enquiry.said.fields, enquiry.said, _CALL_ORDER)
        return said if enquiry is shown else self._child_fields(enquiry) + said

    def _decisions(self, group: Sequence[Enquiry]) -> tuple[HistoryRow, ...]:
        rows: list[HistoryRow] = []
        for one in group:
            folded = self._book.store.record(one.id)
            if folded is not None:
                rows += self._histories.rows(folded, (Kind.ENQUIRY_DECIDED, Kind.REFERRAL_OPENED, Kind.ENQUIRY_JOINED))
        return tuple(sorted({row.statement: row for row in rows}.values(), key=lambda row: row.written_at))

    def _times(self, enquiry: Enquiry) -> list[tuple[str, datetime, str]]:
        if enquiry.kind == TELEPHONE:
            return [
                (tr("Telephone call"), enquiry.received_at, tr("as written down at the desk")),
                (
                    tr("Written down"),
                    enquiry.said.written_at,
                    tr("{person}'s computer", person=self._book.person(enquiry.said.device)),
                ),
            ]
        times: list[tuple[str, datetime, str]] = []
        skew = skew_words(self._book)
        here = tr("this computer, found {skew}", skew=skew) if skew else tr("this computer")
        for concern in enquiry.said.about[2:]:
            times += self._concern_times(concern, enquiry)
        times.append((tr("Decided to share"), enquiry.said.written_at, self._whose(enquiry, enquiry.said)))
        for letter in enquiry.letters:
            if letter.hub_received_at is not None:
                times.append((tr("Received"), letter.hub_received_at, tr("{area}'s computer", area=self._book.area)))
            times.append((tr("Fetched here"), letter.received_at, here))
        return times + self._asked_times(enquiry, here)

    def _asked_times(self, enquiry: Enquiry, here: str) -> list[tuple[str, datetime, str]]:
        """When it was asked, answered, and when that came: each by its own clock."""
        times: list[tuple[str, datetime, str]] = []
        for row in questions_of(self._book, enquiry.id):
            times.append((tr("Asked"), row.asked_at, tr("{person}'s computer", person=row.who)))
            for said in row.answers:
                times.append((tr("Answer written"), said.written_at, tr("{person}'s computer", person=said.who)))
                if said.hub_received_at is not None:
                    area = tr("{area}'s computer", area=self._book.area)
                    times.append((tr("Answer received"), said.hub_received_at, area))
                times.append((tr("Answer fetched here"), said.received_at, here))
        return times

    def _whose(self, enquiry: Enquiry, said: Statement) -> str:
        """Whose clock a written time is by, and how wrong that clock was where it is known."""
        received = [one.hub_received_at for one in enquiry.letters if one.hub_received_at is not None]
        skew = skew_at(self._book, said.device, said.written_at)
        if not skew and received:
            skew = ahead_words(self._book, enquiry.said.written_at, min(received))
        sender = self._sender(enquiry)
        return (
            tr("{sender}'s computer, found {skew}", sender=sender, skew=skew)
            if skew
            else tr("{sender}'s computer", sender=sender)
        )

    def _concern_times(self, concern: str, enquiry: Enquiry) -> list[tuple[str, datetime, str]]:
        sender = self._sender(enquiry)
        folded = self._book.store.record(concern)
        if folded is None or folded.family != "concern":
            return []
        happened = moment_of(concern_entry(folded).happened.at)
        times = [(tr("Happened"), happened, tr("as {sender} wrote it", sender=sender))] if happened else []
        times += [
            (
                tr("Written") if said.kind == Kind.CONCERN_RECORDED else tr("Amended"),
                said.written_at,
                self._whose(enquiry, said),
            )
            for said in folded.statements
            if said.kind in (Kind.CONCERN_RECORDED, Kind.CONCERN_AMENDED)
        ]
        for said in self._book.store.statements_about(concern):
            rung = moment_of(str(said.fields.get("at") or "")) if said.kind == Kind.CALL_LOGGED else None
            if rung:
                times.append((tr("Telephone call"), rung, tr("as {sender} wrote it", sender=sender)))
        return times

    def _marks(self, enquiry: Enquiry) -> list[str]:
        marks = [] if enquiry.receipted else [tr("not yet receipted")]
        if enquiry.said.device in self._book.store.forked_devices():
            marks.append(tr("the sender's record book was used on two computers"))
        if any(
            one.hub_received_at and enquiry.said.written_at > one.hub_received_at + AHEAD for one in enquiry.letters
        ):
            marks.append(tr("the sender's clock was ahead"))
        if enquiry.kind == LETTER:
            records = [self._book.store.record(record) for record in enquiry.said.about[1:]]
            left_out = sum(said.left_out for record in records if record is not None for said in record.statements)
            if left_out:
                marks.append(tr("%n field(s) left out", n=left_out))
        return marks


def _lead(group: Sequence[Enquiry]) -> Enquiry:
    """The earliest letter of a group, or its earliest telephone referral."""
    return min(group, key=lambda one: (one.kind != LETTER, one.received_at, one.id))


def _decided(group: Sequence[Enquiry]) -> Statement | None:
    return max((said for one in group for said in one.decided), key=lambda said: said.written_at, default=None)
