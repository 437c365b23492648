"""Withdraw a record, take that back, and keep that somebody disagrees: the same for concerns and for the records beside them.

Rules this module keeps:

* nothing vanishes: a withdrawn record stays readable, struck through, with who withdrew it, when and why;
* only the organisation that began a record withdraws it; a note of disagreement anybody writes, in their own name;
* each is a statement with a reason; a withdrawal is taken back by another statement, never by deleting the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.entries import concern_entry
from desktop.domain.folding import Folded
from desktop.domain.statements import Changes, Json, Kind
from desktop.domain.withdrawals import WITHDRAWABLE, newest, withdrawals
from desktop.services.beside import beside_of, is_ours, refuse_withdrawn
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import NoSuchRecord, NothingChanged, NotYourRecord, ReasonNeeded
from desktop.services.pages.entries import Beside


@dataclass(frozen=True, slots=True)
class Named:
    """A record as it is named where something is said of it. ``shared``: it was sent to somebody from here."""

    family: str
    title: str
    child: str
    child_name: str
    shared: bool = False
    what: str = ""  # its one line, of a record beside concerns


class Withdrawing:
    """``session.withdrawing``; ``record`` is a concern or a record beside concerns."""

    def __init__(self, book: OpenBook, concerns: ConcernPages, entries: EntryPages) -> None:
        self._book, self._concerns, self._entries = book, concerns, entries

    def named(self, record: str) -> Named:
        """What a record is, about whom, and whether it has left. Raises NoSuchRecord."""
        folded = self._folded(record)
        concern = folded.family == "concern"
        child = child_of(folded)
        decided = (said for said in self._book.store.statements_about(record) if said.kind == Kind.SHARING_DECIDED)
        return Named(
            family=folded.family,
            title=self._concerns.title(concern_entry(folded)) if concern else self._entries.title(folded),
            child=child,
            child_name=self._concerns.child_name(child),
            what="" if concern else self._entries.row(folded).what,
            shared=any(said.fields.get("share") is True and self._book.is_own(said.device) for said in decided),
        )

    def withdraw(self, record: str, reason: str) -> Changes:
        """Raises NoSuchRecord, NotYourRecord, ReasonNeeded, RecordWithdrawn (it is already)."""
        folded = self._own(record, reason)
        refuse_withdrawn(folded)
        return self._say(Kind.RECORD_WITHDRAWN, folded, {"reason": reason.strip()}, newest(folded))

    def take_back(self, record: str, reason: str) -> Changes:
        """Let a withdrawn record stand again. Raises NoSuchRecord, NotYourRecord, ReasonNeeded, NothingChanged (it stands)."""
        folded = self._own(record, reason)
        standing = withdrawals(folded)
        if not standing:
            raise NothingChanged("the record was not withdrawn")
        return self._say(
            Kind.RECORD_REINSTATED, folded, {"reason": reason.strip()}, tuple(said.id for said in standing)
        )

    def disagree(self, record: str, by: str, role: str, why: str, as_told_by: str = "") -> Changes:
        """Keep that ``by`` (their post or relation in ``role``) disagrees. Raises NoSuchRecord, ReasonNeeded (who, or why)."""
        folded = self._folded(record)
        if not (by.strip() and why.strip()):
            raise ReasonNeeded("a disagreement is kept with who disagrees and why")
        person: dict[str, Json] = {name: text for name, text in (("name", by.strip()), ("role", role.strip())) if text}
        said: dict[str, Json] = {"by": person, "why": why.strip()}
        if as_told_by.strip():
            said["as_told_by"] = as_told_by.strip()
        return self._say(Kind.RECORD_DISPUTED, folded, said, newest(folded))

    def of(self, record: str) -> Beside:
        """What stands beside a record. Raises NoSuchRecord."""
        return beside_of(self._book, self._folded(record))

    def _folded(self, record: str) -> Folded:
        folded = self._book.store.record(record)
        if folded is None or folded.family not in WITHDRAWABLE:
            raise NoSuchRecord("no such record in this record book")
        return folded

    def _own(self, record: str, reason: str) -> Folded:
        folded = self._folded(record)
        if not is_ours(self._book, folded):
            raise NotYourRecord("another organisation wrote this record")
        if not reason.strip():
            raise ReasonNeeded("a record is withdrawn, or taken up again, with a reason")
        return folded

    def _say(self, kind: Kind, folded: Folded, fields: dict[str, Json], after: tuple[str, ...]) -> Changes:
        child, profile = child_of(folded), self._book.profile
        about = (folded.id, child) if child else (folded.id,)
        typed: Json = {"name": profile.name, "role": profile.role_title}
        with self._book.writing() as sheet:
            sheet.say(kind, about, {**fields, "typed_by": typed}, after)
        return sheet.changes
