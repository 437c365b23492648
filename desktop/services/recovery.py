"""Who can open this record book's records when its keeper cannot: what is in force, and an administrator's change of it.

Rules this module keeps:

* what is told is what this book's own key file is sealed to, never what a list promises;
* holders' words never come here: they are made, checked and typed outside of any book (desktop/vault/recovery.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.statements import Kind
from desktop.services.book import OpenBook
from desktop.services.membership import Membership
from desktop.services.times import iso


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """``recipient`` "" means that nobody but the keeper can open the records. ``since`` is ISO; ``needed`` and ``holders``
    are 0 when the list does not say them (it names another recovery by now).
    """

    organisation: str
    recipient: str
    needed: int
    holders: int
    since: str
    joined: bool


@dataclass(frozen=True, slots=True)
class OrganisationRecovery:
    """An organisation's recovery as the list names it, for an administrator."""

    id: str
    name: str
    recipient: str
    needed: int
    holders: int


class Recovering:
    """``session.recovery``. ``sealed_to`` gives the recipient that this book's key file is sealed to, or ""."""

    def __init__(self, book: OpenBook, membership: Membership, sealed_to: Callable[[], str]) -> None:
        self._book, self._membership, self._sealed_to = book, membership, sealed_to

    def state(self) -> RecoveryState:
        """Who can open this book's records with words."""
        book, recipient = self._book, self._sealed_to()
        mine = book.own_organisation
        same = mine is not None and mine.recovery == recipient != ""
        changes = book.store.statements_of_kind(Kind.RECOVERY_CHANGED)
        begun = [said.written_at for said in changes if said.fields.get("recipient") == recipient]
        return RecoveryState(
            organisation=mine.name if mine is not None else book.profile.organisation,
            recipient=recipient,
            needed=mine.needed if mine is not None and same else 0,
            holders=mine.holders if mine is not None and same else 0,
            since=iso(max(begun)) if recipient and begun else "",
            joined=mine is not None,
        )

    def administered(self) -> tuple[OrganisationRecovery, ...]:
        """Every organisation with its recovery, by name; for an administrator, else none."""
        directory = self._book.directory
        if directory is None or self._book.device not in directory.administrators:
            return ()
        listed = directory.organisations.values()
        rows = (OrganisationRecovery(one.id, one.name, one.recovery, one.needed, one.holders) for one in listed)
        return tuple(sorted(rows, key=lambda one: one.name))

    def publish(self, organisation: str, recipient: str, needed: int, holders: int) -> bytes:
        """As ``Membership.set_recovery``: the directory for everyone, or a proposal for another administrator."""
        return self._membership.set_recovery(organisation, recipient, needed, holders)
