"""Telling colleagues: a record, sealed to the people of one's own organisation who are named, and to nobody else.

Rules this module keeps:

* the author names each person; leads are suggested, and nobody for a record that is kept from someone;
* a person whose name stands among those who must not see a record is not told of it;
* what is said later about a record that was told goes to the same people, in the transaction that says it; so does
  what they say, to whoever told them (``tellings`` says who hears what);
* an address or a school that must not be disclosed goes to no colleague either;
* that it was opened is a person's statement, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bundle.directory import DeviceEntry
from bundle.letters import MailboxKey
from bundle.statements import SignedStatement, parse
from desktop.domain.entries import concern_entry
from desktop.domain.folding import Folded
from desktop.domain.kinds import family_of
from desktop.domain.records import Role
from desktop.domain.statements import Json, Kind, Statement
from desktop.domain.withdrawals import WITHDRAWABLE
from desktop.language import tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import KeptFromThem, NoRecipient, NoSuchRecord, NotYourRecord
from desktop.services.histories import founding
from desktop.services.outgoing import COLLEAGUES, OPENED, Envelope, ancestors, box, devices_of_person, queue, signed
from desktop.services.pages.telling import Colleague, Telling, TellingChoices, Told, ToldPerson
from desktop.services.redaction import withheld_fields
from desktop.services.tellings import (
    STAYS_HERE,
    Made,
    child_named,
    is_kept_from,
    listeners,
    made,
    made_about,
    made_of_record,
    waits_for,
)
from desktop.services.walls import KEPT

_BESIDE = frozenset({"call", "attachment", "extract"})  # families that belong to the record they are about


class Colleagues:
    def __init__(self, book: OpenBook, concerns: ConcernPages, entries: EntryPages) -> None:
        self._book, self._concerns, self._entries = book, concerns, entries
        book.watch(self._follow)

    def choices(self, record: str) -> TellingChoices:
        """Who could be told of a concern or a record beside it, and who was already; nobody before joining. Raises NoSuchRecord."""
        folded = self._folded(record)
        child = child_of(folded)
        told = {name for one in made_of_record(self._book, record) for name in one.people}
        people = {
            entry.person: Colleague(
                person=entry.person,
                role=entry.role_title,
                suggested=entry.role == Role.LEAD and not folded.walled and entry.person not in told,
                kept=is_kept_from(folded, entry.person),
                told=entry.person in told,
            )
            for entry in self._devices()
        }
        return TellingChoices(
            record=record,
            child=child,
            child_name=self._concerns.child_name(child),
            title=self._title(folded),
            walled=folded.walled,
            people=tuple(sorted(people.values(), key=lambda one: (not one.suggested, one.person))),
        )

    def tell(self, record: str, people: Sequence[str], note: str = "") -> Told:
        """Sign that these people are told, and seal the record to their devices.

        What goes is all that our organisation wrote of the child's details and about this record. Raises NoSuchRecord,
        NotYourRecord, NoRecipient, KeptFromThem.
        """
        folded = self._folded(record)
        first, child = founding(folded), child_of(folded)
        if first is None or not child or not self._book.is_own(first.device):
            raise NotYourRecord("another organisation wrote this record")
        boxes = self._boxes(people)
        if not boxes:
            raise NoRecipient("nobody was chosen who could open the letter")
        if any(is_kept_from(folded, person) for person in people):
            raise KeptFromThem("a chosen person must not see this record")
        with self._book.writing() as sheet:
            telling, letter = self.seal(sheet, child, (record,), people, note)
        return Told(telling, letter, sheet.changes)

    def seal(
        self, sheet: Sheet, child: str, records: Sequence[str], people: Sequence[str], note: str
    ) -> tuple[str, str]:
        """Sign that these people are told of these records of ours, and seal those to their devices: (telling, letter)."""
        roles = {entry.person: entry.role_title for entry in self._devices()}
        rows: list[Json] = [{"person": one, "role": roles[one]} for one in dict.fromkeys(people) if one in roles]
        said: dict[str, Json] = {"people": rows, "note": note.strip()} if note.strip() else {"people": rows}
        telling = self._book.new_id()
        told = sheet.say(Kind.COLLEAGUES_TOLD, (telling, child, *records), said)
        whole = dict.fromkeys(one for record in records for one in self._whole(child, record))
        tokens = [*self._carried(whole), _token(sheet, told)]
        letter = self._send(sheet, telling, tuple(roles.keys() & set(people)), self._boxes(people), tokens)
        return telling, letter

    def colleagues(self) -> tuple[tuple[str, str], ...]:
        """The other people of this organisation, each with their role in words; nobody before joining."""
        return tuple(sorted({entry.person: entry.role_title for entry in self._devices()}.items()))

    def of_record(self, record: str) -> tuple[Telling, ...]:
        """Who was told of a record, by whom and when, and who opened it; the latest first."""
        return tuple(self._row(one) for one in reversed(made_of_record(self._book, record)))

    def unread(self) -> tuple[Telling, ...]:
        """What colleagues told this person and this person did not open yet, the oldest first."""
        me = self._book.me
        if me is None:
            return ()
        told = self._book.store.statements_of_kind(Kind.COLLEAGUES_TOLD)
        found = (made(self._book, self._book.store.record(said.about[0])) for said in told if said.about)
        waiting = [one for one in found if one is not None and waits_for(self._book, one, me.person)]
        return tuple(self._row(one) for one in sorted(waiting, key=lambda one: one.said.written_at))

    # what follows

    def _follow(self, sheet: Sheet) -> None:
        """At the end of each transaction: who was told of a record hears what is said about it now."""
        if self._book.me is None or not sheet.tokens:
            return
        store = self._book.store
        said = [one for name in tuple(sheet.tokens) if (one := store.statement(name)) is not None and one.about]
        for child in dict.fromkeys(found for one in said if (found := child_named(one))):
            known = made_about(self._book, child)
            if known:
                self._pass_on(sheet, known, [one for one in said if child in one.about])
        for one in said:
            if one.kind == Kind.RECORD_OPENED:
                self._opened(sheet, one.about[0])

    def _pass_on(self, sheet: Sheet, known: Sequence[Made], said: Sequence[Statement]) -> None:
        """One letter for all who hear the same."""
        waiting: dict[str, tuple[str, ...]] = {}
        for one in said:
            for person in listeners(self._book, known, one):
                waiting[person] = (*waiting.get(person, ()), one.id)
        for chosen in dict.fromkeys(waiting.values()):
            people = tuple(person for person, names in waiting.items() if names == chosen)
            boxes = self._boxes(people)
            if boxes:
                tokens = self._carried((*ancestors(self._book, chosen), *chosen))
                self._send(sheet, known[-1].id, people, boxes, tokens)

    def _opened(self, sheet: Sheet, record: str) -> None:
        """This person opened a record that a colleague told of: say so to that colleague."""
        me = self._book.me
        for one in made_of_record(self._book, record):
            if me is not None and waits_for(self._book, one, me.person):
                opened = sheet.say(Kind.TELLING_OPENED, one.said.about, {"person": me.person, "role": me.role_title})
                boxes = devices_of_person(self._book, one.said.device)
                if boxes:
                    queue(self._book, sheet, Envelope(one.id, OPENED, one.teller), boxes, [_token(sheet, opened)])

    def _row(self, one: Made) -> Telling:
        walled = bool(self._book.store.walled(one.said.about[2:]))
        opened = {self._book.person(said.device): said.written_at for said in one.openings}
        return Telling(
            id=one.id,
            record=one.said.about[2],
            child=one.child,
            child_name=tr(KEPT) if walled else self._concerns.child_name(one.child),
            who=one.teller,
            at=one.said.written_at,
            note="" if walled else str(one.said.fields.get("note") or ""),
            people=tuple(ToldPerson(name, opened.get(name)) for name in one.people),
            walled=walled,
            family=_family(self._book.store.record(one.said.about[2])),
        )

    def _folded(self, record: str) -> Folded:
        found = self._book.store.record(record)
        if found is None or found.family not in WITHDRAWABLE:
            raise NoSuchRecord("no such record in this record book")
        return found

    def _title(self, folded: Folded) -> str:
        concern = folded.family == "concern"
        return self._concerns.title(concern_entry(folded)) if concern else self._entries.title(folded)

    # letters

    def _whole(self, child: str, record: str) -> tuple[str, ...]:
        """What our organisation said of the child's details and about this record, with what that builds on."""
        store = self._book.store
        details = store.record(child)
        chosen = [said for said in (details.statements if details else ()) if family_of(said.kind) == "child"]
        chosen += [said for said in store.statements_about(record) if _belongs(said, record)]
        own = tuple(dict.fromkeys(said.id for said in chosen if self._book.is_own(said.device)))
        return tuple(dict.fromkeys((*ancestors(self._book, own), *own)))

    def _carried(self, statements: Iterable[str]) -> list[str]:
        found = (signed(self._book, one) for one in statements)
        return [one.without(self._kept_back(one), position=True).token for one in found]

    def _kept_back(self, said: SignedStatement) -> tuple[str, ...]:
        """What must not be disclosed of a child goes to no colleague either: who has to know it is told by word of mouth."""
        child = self._book.store.record(said.about[0]) if family_of(said.kind) == "child" and said.about else None
        return tuple(name for name in withheld_fields(child) if name in said.fields) if child is not None else ()

    def _devices(self) -> tuple[DeviceEntry, ...]:
        """The live devices of this organisation's other people."""
        directory, me = self._book.directory, self._book.me
        if directory is None or me is None:
            return ()
        live = directory.devices_of(me.organisation, self._book.now())
        return tuple(one for one in live if one.person != me.person)

    def _boxes(self, people: Iterable[str]) -> tuple[MailboxKey, ...]:
        wanted = frozenset(people)
        return tuple(box(one) for one in self._devices() if one.person in wanted)

    def _send(
        self, sheet: Sheet, telling: str, people: Iterable[str], boxes: Sequence[MailboxKey], tokens: Iterable[str]
    ) -> str:
        return queue(self._book, sheet, Envelope(telling, COLLEAGUES, ", ".join(sorted(people))), boxes, tokens)


def _family(folded: Folded | None) -> str:
    return folded.family if folded is not None else "concern"


def _belongs(said: Statement, record: str) -> bool:
    family = family_of(said.kind)
    return family in _BESIDE or (said.about[0] == record and family not in STAYS_HERE | {"share"})


def _token(sheet: Sheet, said: Statement) -> str:
    return parse(sheet.tokens[said.id]).without(position=True).token
