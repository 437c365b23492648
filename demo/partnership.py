"""Builds the demo partnership through the real services: record books, hub, directory, invitations, requests, admissions.

Nothing here writes a file of Guardbook's by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from demo.cast import Cast, Member, read_cast
from demo.hub import HubProcess
from demo.moment import Moment
from desktop.books import LocalBooks
from desktop.domain.dates import LONDON
from desktop.domain.records import Role
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.vault.passphrases import KdfCost

BEGINS = datetime(2026, 11, 2, 9, 0, tzinfo=LONDON)


@dataclass(slots=True)
class Partnership:
    """Everybody's record books, open, and the hub between them. ``kits`` are the printed recovery kits."""

    home: Path
    clock: Moment
    cast: Cast
    books: LocalBooks
    hub: HubProcess
    sessions: dict[str, Session] = field(default_factory=dict)
    places: dict[str, BookPlace] = field(default_factory=dict)
    kits: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Session:
        return self.sessions[key]

    def reopen(self, key: str) -> Session:
        """Lock a book and open it again with its passphrase."""
        self.sessions[key].lock()
        self.sessions[key] = self.books.unlock(self.places[key], self.cast.passphrase)
        return self.sessions[key]

    def close(self) -> None:
        """Lock every book and stop the hub."""
        for session in self.sessions.values():
            session.lock()
        self.hub.stop()


def _on(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def build(
    home: Path, *, kdf: KdfCost | None = None, at: datetime = BEGINS, tick: Callable[[int, int], None] = _on
) -> Partnership:
    """Make the whole partnership below ``home``; on a fault everything opened is closed again.

    ``tick`` is told how many of how many steps are done, and breaks it off by raising.
    """
    cast, clock = read_cast(), Moment(at)
    made = Partnership(home, clock, cast, LocalBooks(home, clock, kdf=kdf), HubProcess.new(home / "hub", cast.desk))
    try:
        people = (cast.administrator, *cast.members)
        for done, member in enumerate(people):
            tick(done, len(people) + 1)
            open_book(made, member)
        tick(len(people), len(people) + 1)
        join_all(made)
    except BaseException:
        made.close()
        raise
    return made


def open_book(made: Partnership, member: Member) -> None:
    """One person's record book, made and open."""
    before = {place.folder for place in made.books.known()}
    kit = made.books.new_kit()
    made.kits[member.key] = kit
    made.sessions[member.key] = made.books.create(None, member.profile, made.cast.passphrase, kit)
    made.places[member.key] = next(place for place in made.books.known() if place.folder not in before)


def join_all(made: Partnership) -> None:
    """The administrator founds the partnership and admits everyone, by files alone; then the hub has the directory."""
    office = made[made.cast.administrator.key].membership
    office.found(made.hub.card, made.cast.organisations(), name=made.cast.name)
    ids = {name: organisation for organisation, name, _ in office.organisations()}
    for member in made.cast.members:
        joiner = made[member.key].membership
        request = joiner.accept_invitation(
            office.invite(ids[member.profile.organisation], member.role, member.profile.name)
        )
        summary = office.read_request(request.content)
        if summary.words != request.words:
            raise RuntimeError("the six words read out by telephone differ")
        office.admit(request.content)
    made.hub.start(made.clock.now())
    exchange(made, "office")
    for member in made.cast.members:
        exchange(made, member.key)
    for colleague in made["office"].desk_keys.waiting():
        made["office"].desk_keys.grant(colleague.device)
    share_administration(made)
    exchange(made, "office", *(member.key for member in made.cast.members))
    made.hub.stop()


def share_administration(made: Partnership) -> None:
    """A second administrator: what changes the partnership needs both from then on."""
    second = next(member.key for member in made.cast.members if member.role == Role.DESK)
    proposed = made["office"].countersigning.share_administration(made[second].device)
    countersigned = made[second].countersigning.countersign(proposed.content)
    if countersigned.proposal:
        raise RuntimeError("the second administrator's signature is not enough")
    made["office"].membership.adopt_directory(countersigned.content)


def exchange(made: Partnership, *keys: str) -> Mapping[str, object]:
    """Each of these people presses "Send and fetch now"."""
    return {key: made[key].courier.exchange() for key in keys}
