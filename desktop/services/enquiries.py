"""The desk's enquiries as they stand: letters and telephone referrals, in the groups that were joined.

Rules this module keeps:

* an enquiry's id is the share id of its letter, or the enquiry id of its phone call;
* a group has one clock, from the earliest of the hub's received times and the phone calls;
* only statements that the fold accepted count, and only referrals to our own organisation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.statements import Kind, Statement
from desktop.services.book import OpenBook
from desktop.services.outgoing import DESK
from desktop.services.stored import IncomingLetter
from desktop.services.times import moment_of

LETTER, TELEPHONE = "letter", "telephone"


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One letter or one telephone referral, with what the desk said about it."""

    id: str
    kind: str  # LETTER or TELEPHONE
    said: Statement  # sharing.decided or enquiry.opened
    child: str  # record id, "" for a telephone referral
    received_at: datetime
    letters: tuple[IncomingLetter, ...]
    opened: tuple[Statement, ...]
    decided: tuple[Statement, ...]

    @property
    def receipted(self) -> bool:
        return self.kind == TELEPHONE or any(one.hub_received_at is not None for one in self.letters)


class Enquiries:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def all(self) -> dict[str, Enquiry]:
        """Every enquiry by id."""
        found: dict[str, Enquiry] = {}
        store, me = self._book.store, self._book.me
        for said in store.statements_of_kind(Kind.SHARING_DECIDED):
            ours = me is not None and said.fields.get("recipient") == me.organisation
            if ours and said.fields.get("share") is True and said.about and not self._book.is_own(said.device):
                one = self._enquiry(said, LETTER)
                if one is not None:
                    found[one.id] = one
        for said in store.statements_of_kind(Kind.ENQUIRY_OPENED):
            one = self._enquiry(said, TELEPHONE) if said.about else None
            if one is not None:
                found[one.id] = one
        return found

    def groups(self, enquiries: Iterable[str]) -> dict[str, frozenset[str]]:
        """For each enquiry the ids of its group, its own among them."""
        group = {one: frozenset({one}) for one in enquiries}
        for said in self._book.store.statements_of_kind(Kind.ENQUIRY_JOINED):
            if len(said.about) < 2 or not set(said.about[:2]) <= group.keys() or self._refused(said.about[0], said):
                continue
            joined = group[said.about[0]] | group[said.about[1]]
            for one in joined:
                group[one] = joined
        return group

    def _enquiry(self, said: Statement, kind: str) -> Enquiry | None:
        folded = self._book.store.record(said.about[0])
        if folded is None or all(one.id != said.id for one in folded.statements):
            return None
        letters = tuple(one for one in self._book.store.incoming_of_share(folded.id) if one.audience == DESK)
        here = self._book.store.received_at(said.id) or said.written_at
        if kind == TELEPHONE:
            received = moment_of(str(said.fields.get("at") or "")) or said.written_at
        else:
            hub = [one.hub_received_at for one in letters if one.hub_received_at is not None]
            received = min(hub or [one.received_at for one in letters], default=here)
        return Enquiry(
            id=folded.id,
            kind=kind,
            said=said,
            child=said.about[1] if len(said.about) > 1 else "",
            received_at=received,
            letters=letters,
            opened=tuple(one for one in folded.statements if one.kind == Kind.REFERRAL_OPENED),
            decided=tuple(one for one in folded.statements if one.kind == Kind.ENQUIRY_DECIDED),
        )

    def _refused(self, record: str, said: Statement) -> bool:
        folded = self._book.store.record(record)
        return folded is None or any(one.id == said.id for one, _ in folded.refused)
