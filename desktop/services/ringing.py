"""Ringing: urgent records that have reached nobody yet.

Rules this module keeps:

* an alert clears on a logged call, when a person opened the referral, or by a decision not to share that says why nobody has
  to be rung; never on "delivered";
* a kept draft that asks for a call is an alert like a signed record, until it is signed, thrown away or rung about;
* a call can be logged about any concern, whether it asks for one or not;
* the number is the one for this hour;
* only this organisation's own records raise an alert here;
* a walled record rings like any other, and the panel that everybody sees tells neither the child nor the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop.domain.entries import child_entry, concern_entry
from desktop.domain.records import Answer, CallEntry, ChildEntry, ConcernEntry, Contacts
from desktop.domain.statements import Changes, Json, Kind
from desktop.domain.urgency import ACUTE_LEVEL, Number, call_script, has_marks, number_for
from desktop.domain.walls import needs_wall
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.errors import Incomplete
from desktop.services.histories import founding
from desktop.services.pages.concerns import Draft
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import Alert
from desktop.services.shares import Shares
from desktop.services.times import local_text
from desktop.services.unsigned import UnsignedCalls
from desktop.services.urgent import UrgentWatch
from desktop.services.walls import KEPT, KEPT_SCRIPT

FEW = 5  # on a child's page; the panel above every page goes through all of them


class Ringing:
    def __init__(self, book: OpenBook, concerns: ConcernPages, shares: Shares) -> None:
        self._book, self._concerns, self._shares = book, concerns, shares
        self._watching = UrgentWatch(book, concerns, shares)
        self._unsigned = UnsignedCalls(book, concerns)

    def alerts(self) -> tuple[Alert, ...]:
        """Concerns and kept drafts that ask for a call and that nobody has been told of, oldest first."""
        found = (*map(self._alert, self._watching.open()), *map(self._of_draft, self._unsigned.open()))
        return tuple(sorted(found, key=lambda alert: (alert.raised_at, alert.concern)))

    def about(self, concern: str) -> Alert:
        """What to ring and to say about any concern or kept draft; one that asks for no call has no ``why``. Raises NoSuchRecord."""
        waiting = next((alert for alert in self.alerts() if alert.concern == concern), None)
        if waiting is not None:
            return waiting
        draft = self._unsigned.find(concern)
        return replace(self._of_draft(draft) if draft else self._alert(concern), why="")

    def alerts_about(self, children: Collection[str], concerns: Sequence[str]) -> tuple[Alert, ...]:
        """The first few of these concerns, in their order, and of the drafts about these children, without making any other."""
        waiting = set(self._watching.open())
        mine = [one for one in concerns if one in waiting][:FEW]
        drafts = (draft for draft in self._unsigned.open() if draft.child in children)
        found = (*map(self._alert, mine), *map(self._of_draft, drafts))
        return tuple(sorted(found, key=lambda alert: (alert.raised_at, alert.concern)))

    def check(self, entry: CallEntry) -> tuple[Missing, ...]:
        """What a logged call still needs."""
        needed = (
            ("number", entry.number, tr("Say which number was rung")),
            ("person", entry.person, tr("Say who answered")),
            ("who", entry.who, tr("Say who rang")),
        )
        return tuple(Missing(field, message) for field, text, message in needed if not text.strip())

    def log_call(self, entry: CallEntry) -> Changes:
        """Record a telephone call about a concern, or about a kept draft of one. Raises NoSuchRecord, Incomplete."""
        draft = self._unsigned.find(entry.record)
        folded = None if draft else self._concerns.folded(entry.record)
        missing = self.check(entry)
        if missing:
            raise Incomplete(missing)
        fields: dict[str, Json] = {
            "at": local_text(entry.at),
            "number": entry.number.strip(),
            "person": entry.person.strip(),
            "who": self._book.profile.name if entry.who == "me" else entry.who.strip(),
            "advice": entry.advice.strip(),
            "reference": entry.reference.strip(),
        }
        child, first = (child_of(folded), founding(folded)) if folded else (_shown_child(draft), None)
        about = tuple(record for record in (entry.record, child) if record)
        with self._book.writing() as sheet:
            said = {name: value for name, value in fields.items() if value}
            sheet.say(Kind.CALL_LOGGED, about, said, (first.id,) if first else ())
        return sheet.changes

    def contacts(self) -> Contacts:
        """Whom to ring: what this person entered, and what the directory says of the desk where that is blank."""
        own = self._book.profile.contacts
        directory = self._book.directory
        for desk in directory.organisations.values() if directory else ():
            if desk.kind != "hub":
                continue
            theirs = desk.contacts
            if not own.in_hours_number:
                own = replace(own, in_hours_name=theirs.in_hours_name, in_hours_number=theirs.in_hours_number)
            if not own.out_of_hours_number:
                name, number = theirs.out_of_hours_name, theirs.out_of_hours_number
                own = replace(own, out_of_hours_name=name, out_of_hours_number=number)
        return own

    def number(self) -> Number:
        """The one to ring at this hour."""
        return number_for(self.contacts(), self._book.now(), self._book.calendar)

    def script(self, concern: str) -> str:
        """What to say on the telephone, one sentence a line; read from the record. Raises NoSuchRecord."""
        draft = self._unsigned.find(concern)
        if draft is not None:
            return self._script(draft.entry, draft.child, draft.id)
        folded = self._concerns.folded(concern)
        return self._script(concern_entry(folded), child_of(folded), concern)

    def _script(self, entry: ConcernEntry, child: str, itself: str) -> str:
        record = self._book.store.record(child) if child else None
        return call_script(
            entry,
            child_entry(record) if record else ChildEntry(),
            self._book.profile,
            self._concerns.prompts(child, entry, itself),
            self._book.guidance,
            self._book.today(),
        )

    def _alert(self, concern: str) -> Alert:
        folded = self._concerns.folded(concern)
        first = founding(folded)
        raised = first.written_at if first else self._book.now()
        made = self._made(Draft(concern, child_of(folded), concern_entry(folded), raised), walled=folded.walled)
        return replace(made, arrived=self._arrived(concern))

    def _of_draft(self, draft: Draft) -> Alert:
        return replace(self._made(draft, walled=needs_wall(draft.entry)), draft=True)

    def _made(self, what: Draft, *, walled: bool) -> Alert:
        name = self._concerns.child_name(what.child) if what.child else tr("No child chosen yet")
        titles = [prompt.title for prompt in self._concerns.prompts(what.child, what.entry, what.id) if prompt.urgent]
        return Alert(
            concern=what.id,
            child=what.child,
            child_name=tr(KEPT) if walled else name,
            why=tr("Urgent") if walled else _why(what.entry, titles),
            number=self.number(),
            script=tr(KEPT_SCRIPT) if walled else self._script(what.entry, what.child, what.id),
            raised_at=what.saved_at,
            danger=what.entry.safe_now == Answer.NO,
        )

    def _arrived(self, concern: str) -> bool:
        """Whether the area's receipt for a letter about it is here. Nobody need have read it."""
        decided = (s for s in self._book.store.statements_about(concern) if s.kind == Kind.SHARING_DECIDED and s.about)
        shares = (self._shares.share(said.about[0]) for said in decided)
        return any(share is not None and share.letter is not None and share.letter.delivered_at for share in shares)


def _shown_child(draft: Draft | None) -> str:
    """Whose page a call about a draft may stand on: nobody's while the draft is kept from some people."""
    return "" if draft is None or needs_wall(draft.entry) else draft.child


def _why(entry: ConcernEntry, titles: list[str]) -> str:
    if titles:
        return titles[0]
    if entry.safe_now == Answer.NO:
        return tr("Not safe now")
    if entry.level == ACUTE_LEVEL:
        return tr("Level 4")
    unsure = entry.safe_now == Answer.UNKNOWN and has_marks(entry)
    return tr("Marks, and nobody knows if the child is safe") if unsure else tr("Urgent")
