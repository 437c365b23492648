"""Real record books for tests: SQLCipher stores, real keys, real letters passed as bytes. Everybody is invented."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import resources
from bundle.container import Parts, pack
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from bundle.waybills import parse_waybill
from desktop.domain.guidance import Guidance
from desktop.domain.records import (
    ChildEntry,
    ConcernEntry,
    Contacts,
    OrganisationKind,
    Person,
    Profile,
    Quote,
    Relative,
    Role,
    SharingEntry,
    When,
)
from desktop.services.incoming import TakenIn
from desktop.services.keeping import Tick
from desktop.services.papers import PaperMakers
from desktop.services.session import Session, begin_book
from desktop.services.stored import LetterState, OutgoingLetter
from desktop.storage.attachments import SealedFiles
from desktop.storage.connection import connect
from desktop.storage.store import Store
from desktop.storage.store import Store as StoreOnDisk
from tests.fakes.logs import FakeLog

KEY = bytearray(b"k" * 32)
GUIDANCE = Guidance.read(resources.edition())
NUMBERS = Contacts("Ashmere MASH", "01632 960101", "Ashmere out of hours", "01632 960102")

LARKMERE = Profile(
    "Odette Farrow", "Designated safeguarding lead", "Larkmere Primary", OrganisationKind.SCHOOL, NUMBERS
)
HEALTH = Profile("Bronagh Tiller", "Health visitor", "Ashmere 0-19 service", OrganisationKind.HEALTH, NUMBERS)
DESK = Profile("Lewis Aske", "Screening social worker", "Ashmere MASH", OrganisationKind.HUB, NUMBERS)
PROFILES = {"desk": DESK, "school": LARKMERE, "health": HEALTH}

KIAN = ChildEntry(
    given_names="Kian",
    family_name="Pellow",
    born="2017-03-14",
    sex="M",
    nhs_number="999 000 1235",
    upn="A336400018001",
    ethnicity="WBRI",
    address="4 Sallow Row",
    postcode="ZY1 2AB",
    setting="Larkmere Primary",
    people=(
        Relative("Jenna Pellow", "mother", parental_responsibility="yes"),
        Relative("Craig Dunmore", "stepfather", parental_responsibility="unknown"),
        Relative("Maisie", "sister", note="3 years old"),
    ),
)
KIANS_ARM = ConcernEntry(
    happened=When("2026-11-20T09:05"),
    place="classroom",
    witness=Person("R. Quill", "teaching assistant", "saw"),
    informant=Person("R. Quill", "teaching assistant"),
    from_notes=True,
    notes_made="2026-11-20T09:15",
    notes_kept="office safe",
    notes_read_back="yes",
    seen="Two round purple-yellow marks and one straight red line",
    marks="two 2 cm round on left upper arm; one 4 cm line behind left ear",
    words=(Quote("Craig got me with the charger 'cause I spilt the milk", "Kian"),),
    questions="Tell me about your arm",
    category="PHY",
    categories=("EMO",),
    factors=("18C", "3B"),
    level="4",
    level_why="marks and what he said",
    safe_now="yes",
    done="Kept him in school and told the head",
    parents_told="no",
    parents_told_why="it may put him at risk",
)
ESME = ChildEntry(
    given_names="Esme",
    family_name="Rook",
    born="2026-10-02",
    sex="F",
    nhs_number="9990002347",
    ethnicity="MWBC",
    address="Caravan 7, Pell Lane",
    postcode="ZX1 2AB",
    people=(Relative("Tasha Rook", "mother", parental_responsibility="yes", note="19 years old"),),
)
ESMES_CHEEK = ConcernEntry(
    happened=When("2026-12-23T14:20"),
    place="at home",
    witness=Person("Bronagh Tiller", "health visitor", "saw"),
    seen="1 cm blue mark on right cheek. Weight 4.9 kg, dropped two centiles. Home cold.",
    marks="1 cm blue mark, right cheek",
    reported=(Quote("she rolled on her dummy", "mother"),),
    mobile="no",
    category="PHY",
    categories=("NEG",),
    factors=("16A", "18C", "4B"),
    level="4",
    safe_now="unknown",
    done="Rang the safeguarding desk",
    parents_told="yes",
)


@dataclass
class HandClock:
    """A clock that moves when it is told to. ``fast`` is what it shows too much."""

    time: datetime
    fast: timedelta = timedelta(0)

    def now(self) -> datetime:
        return self.time + self.fast


@dataclass
class Locks:
    """A vault that remembers what was asked of it."""

    store: Store
    locked: bool = False
    passphrases: list[tuple[str, str]] = field(default_factory=list)
    recovery_recipient: str = ""

    def change_passphrase(self, old: str, new: str) -> None:
        self.passphrases.append((old, new))

    def rekey(self, old: str, new: str, kit: str, tick: Tick) -> None:  # noqa: ARG002 - a stand-in takes what the real one takes
        tick(0, 1)
        self.passphrases.append((old, new))

    def recovery(self) -> str:
        return self.recovery_recipient

    def set_recovery(self, recipient: str) -> bool:
        changed = self.recovery_recipient != recipient
        self.recovery_recipient = recipient
        return changed

    def back_up(self, folder: Path, tick: Tick) -> Path:
        tick(0, 1)
        return folder / "backup"

    def checkpoint(self) -> None:
        self.store.checkpoint()

    def lock(self) -> None:
        if not self.locked:
            self.store.close()
        self.locked = True


def print_plainly(paper: object) -> bytes:
    """A renderer for tests: the paper's own words."""
    return repr(paper).encode()


def open_book(
    path: Path,
    keys: DeviceKeys,
    clock: HandClock,
    rand: Callable[[int], bytes],
    profile: Profile | None = None,
) -> Session:
    """Open the record book at ``path``; with a profile it is made first."""
    store = Store(connect(path, KEY, create=profile is not None))
    if profile is not None:
        begin_book(store, keys, clock, rand, GUIDANCE, profile)
    files = SealedFiles(path.with_name(path.name + ".files"))
    makers = PaperMakers(print_plainly, print_plainly, print_plainly, print_plainly, print_plainly)
    return Session(store, keys, clock, rand, GUIDANCE, Locks(store), None, makers, sealed_files=files)


class PostOffice:
    """The hub's part without a network: receipts, numbered, by the hub's own clock."""

    def __init__(self, clock: HandClock, keys: HubKeys) -> None:
        self.clock, self.keys = clock, keys
        self.log = FakeLog(self.keys)
        self.card = self.keys.card("Ashmere hub", "http://127.0.0.1:8700")
        self.post: list[tuple[tuple[str, ...], bytes]] = []

    def send(self, sender: Session) -> list[OutgoingLetter]:
        """Take every waiting letter, give its receipt back, and put it into the mailboxes."""
        sent = []
        for bundle in sender.mailroom.waiting():
            letter = sender.mailroom.letter(bundle)
            assert letter is not None
            waybill = parse_waybill(letter.waybill)
            receipt = self.log.receipt(waybill.digest, self.clock.time)
            sender.mailroom.delivered(bundle, receipt)
            self.post.append((waybill.mailboxes, pack(Parts(letter.waybill, letter.sealed, None), receipt)))
            sent.append(letter)
        sender.mailroom.reached(sender.now(), (self.clock.time - sender.now()).total_seconds())
        return sent

    def fetch(self, reader: Session) -> list[TakenIn]:
        """Hand over everything for this device that it does not know yet."""
        return [
            reader.mailroom.take_in(container, "letter")
            for mailboxes, container in self.post
            if not set(mailboxes).isdisjoint(_boxes(reader))
        ]

    def exchange(self, *sessions: Session) -> None:
        for session in sessions:
            self.send(session)
        for session in sessions:
            self.fetch(session)


def _boxes(reader: Session) -> tuple[str, ...]:
    directory = reader.book.directory
    return (reader.device,) if directory is None else directory.mailboxes_of(reader.device, reader.now())


@dataclass(frozen=True)
class Joined:
    """A partnership just after everybody joined, to begin a test with: joining takes ten times as long as copying."""

    keys: dict[str, DeviceKeys]
    hub: HubKeys
    files: dict[str, bytes]
    random: tuple[object, ...]


@cache
def joined_area(start: datetime, seed: int) -> Joined:
    with TemporaryDirectory() as made:
        folder = Path(made)
        area = Area(folder, start, seed, joined=False)
        area.join()
        area.close()
        files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return Joined(area.keys, area.post.keys, files, area.chance.getstate())


class Area:
    """Three record books in one partnership: a desk, a school and a health visitor."""

    def __init__(self, folder: Path, start: datetime, seed: int = 7, *, joined: bool = True) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.random = self.chance.randbytes
        self.clock = HandClock(start)
        self.clocks = {name: HandClock(start) for name in PROFILES}
        begun = joined_area(start, seed) if joined else None
        if begun is None:
            self.keys = {name: DeviceKeys.generate(self.random) for name in PROFILES}
        else:
            self.keys = dict(begun.keys)
            self.chance.setstate(begun.random)
            for name, content in begun.files.items():
                (folder / name).write_bytes(content)
        self.desk, self.school, self.health = (self._open(name, new=begun is None) for name in PROFILES)
        self.post = PostOffice(self.clock, begun.hub if begun else HubKeys.generate(self.random))

    def _open(self, name: str, *, new: bool) -> Session:
        path, profile = self.folder / f"{name}.db", PROFILES[name] if new else None
        return open_book(path, self.keys[name], self.clocks[name], self.random, profile)

    def join(self) -> None:
        organisations = [(profile.organisation, profile.organisation_kind) for profile in (DESK, LARKMERE, HEALTH)]
        self.desk.membership.found(self.post.card.to_bytes(), organisations)
        for session in (self.school, self.health):
            self.admit(session)
        for session in (self.school, self.health):
            session.membership.adopt_directory(self.desk.membership.directory_file())

    def admit(self, session: Session, role: Role = Role.LEAD) -> bytes:
        """Invitation, request, the six words compared, the next directory."""
        name = session.profile.organisation
        organisation = next(one for one, named, _ in self.desk.membership.organisations() if named == name)
        invitation = self.desk.membership.invite(organisation, role.value, session.profile.name)
        request = session.membership.accept_invitation(invitation)
        assert self.desk.membership.read_request(request.content).words == request.words
        return self.desk.membership.admit(request.content)

    def at(self, moment: datetime) -> None:
        """Everyone's clock shows ``moment`` (plus what it is fast)."""
        for clock in (self.clock, *self.clocks.values()):
            clock.time = moment

    def desk_id(self, session: Session) -> str:
        return next(
            one.id
            for one in session.sharing.choices(self.any_child(session)).recipients
            if one.name == DESK.organisation
        )

    @staticmethod
    def any_child(session: Session) -> str:
        return session.children.search()[0].id

    def share_all(self, session: Session, child: str, **changes: Any) -> SharingEntry:
        """Everything about a child, to the desk, as a referral."""
        choices = session.sharing.choices(child)
        entry = SharingEntry(
            share=True,
            child=child,
            statements=tuple(one.id for one in choices.statements),
            reasons="He may be hurt again",
            recipient=self.desk_id(session),
            purpose="refer",
            basis=choices.suggested_basis,
            family_told="no",
            family_told_why="it may put him at risk",
        )
        return replace(entry, **changes)

    def close(self) -> None:
        for session in (self.desk, self.school, self.health):
            session.lock()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def on_disk(session: Session) -> StoreOnDisk:
    """The store of a book as it really is, with what only tests ask of it."""
    store = session.book.store
    assert isinstance(store, StoreOnDisk)
    return store


def waiting(session: Session) -> list[OutgoingLetter]:
    return list(session.book.store.outgoing(LetterState.SEALED))
