"""The demo's partnership for one test: real record books, a real hub in a process of its own, real folders.

It is made once (``world.make_template``) and copied for each test, so that no test sees what another one broke.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bundle.container import Parts, pack
from demo.hub import HubProcess
from demo.partnership import Partnership
from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry, ConcernEntry, SharingEntry
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.services.stored import LetterState, OutgoingLetter
from desktop.ui.messages import BUG, Said, say
from tests.e2e.world import CHEAP, copy_of

DESK, OWN = "desk", "own"


class Watch:
    """The computer's clock, ``fast`` by so much."""

    def __init__(self, fast: timedelta = timedelta(0)) -> None:
        self.fast = fast

    def now(self) -> datetime:
        return datetime.now(UTC) + self.fast


@dataclass
class Area:
    """A copy of the template. ``unlock`` opens a book; ``close`` locks all that were opened and stops the hub."""

    home: Path
    made: Partnership
    hub: HubProcess
    opened: list[Session] = field(default_factory=list)

    @classmethod
    def copy_of(cls, template: Partnership, home: Path) -> Area:
        made = copy_of(template, home)
        return cls(home, made, made.hub)

    @property
    def passphrase(self) -> str:
        return self.made.cast.passphrase

    def place(self, key: str) -> BookPlace:
        """Where somebody's book lies in this copy."""
        return self.made.places[key]

    def books(self, watch: Watch | None = None) -> LocalBooks:
        return LocalBooks(self.home, watch or Watch(), kdf=CHEAP)

    def unlock(self, key: str, passphrase: str = "", watch: Watch | None = None) -> Session:
        return self.unlock_at(self.place(key), passphrase, watch)

    def unlock_at(self, place: BookPlace, passphrase: str = "", watch: Watch | None = None) -> Session:
        return self.keep(self.books(watch).unlock(place, passphrase or self.passphrase))

    def keep(self, session: Session) -> Session:
        """Lock it when the test ends."""
        self.opened.append(session)
        return session

    def start_hub(self) -> None:
        self.hub.start(datetime.now(UTC))

    def close(self) -> None:
        for session in self.opened:
            session.lock()
        self.hub.stop()

    # what people do

    def child(self, name: str = "kian") -> ChildEntry:
        return self.made.cast.children[name]

    def concern(self, name: str = "kian") -> ConcernEntry:
        return self.made.cast.concerns[name]

    def write(self, session: Session, name: str = "kian") -> tuple[str, str]:
        """Add a child and record a concern; give both ids."""
        child = session.children.register(self.child(name)).child
        return child, session.concerns.record(child, self.concern(name)).concern

    def refer(self, session: Session, name: str = "kian") -> tuple[str, str]:
        """The same, and share everything with the desk; give child and share."""
        child, _ = self.write(session, name)
        return child, share(session, child)


def share(session: Session, child: str, to: str = "Ashmere MASH", statements: tuple[str, ...] = ()) -> str:
    """Share a child's statements (all, or these) with an organisation; give the share's id."""
    choices = session.sharing.choices(child)
    decided = session.sharing.decide(
        SharingEntry(
            share=True,
            child=child,
            statements=statements or tuple(one.id for one in choices.statements),
            recipient=next(one.id for one in choices.recipients if one.name == to),
            purpose=choices.purposes[0].code,
            basis=choices.suggested_basis,
            reasons="To keep the child safe.",
            family_told="no",
            family_told_why="It may put the child at more risk.",
        )
    )
    return decided.share


def letters(session: Session, audience: str = DESK) -> list[OutgoingLetter]:
    """Outgoing letters of one audience, oldest first."""
    return [one for one in session.book.store.outgoing() if one.audience == audience]


def by_hand(letter: OutgoingLetter, *, sealed: bytes = b"", receipt: bytes | None = None) -> bytes:
    """A letter as the file it is on a stick; ``sealed`` replaces its sealed part."""
    return pack(Parts(letter.waybill, sealed or letter.sealed), receipt)


# what must be so


def contents(session: Session) -> tuple[object, ...]:
    """All that a book holds: statements, drafts, letters with their bytes, and the directory. For comparing."""
    store = session.book.store
    return (
        tuple(store.all_tokens()),
        store.drafts(),
        tuple((one.bundle, one.state, one.waybill, one.sealed, one.receipt) for one in store.outgoing()),
        tuple(store.incoming()),
        store.directory(),
    )


def assert_whole(session: Session) -> None:
    """Every page, view, signature and chain holds, and no confirmed letter is without its decision."""
    assert session.book.store.problems() == ()
    assert session.keeping.verify().problems == ()
    for one in session.book.store.outgoing():
        assert session.book.store.statements_about(one.share)
        assert one.state is not LetterState.SET_ASIDE or one.reason


def said(error: BaseException) -> Said:
    """The three sentences for an error: its own, not the ones for what nobody expected."""
    words = say(error)
    assert words != BUG
    assert words.happened
    assert words.safe
    assert words.next
    return words
