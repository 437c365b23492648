"""One open record book as the use cases see it: its store, its pen, its clock, its guidance, its partnership.

Rules this module keeps:

* everything written goes through ``writing()``: one transaction, its watchers inside it;
* the directory is verified again when the book opens, against the partnership that was joined;
* nothing here is global: a book is passed to each service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bundle.directory import DeviceEntry, Directory, Organisation, unpack_directory, verify_directory
from bundle.errors import BundleError
from bundle.keys import DeviceKeys, KeyCard
from bundle.recipients import Identity
from desktop.domain.guidance import Guidance
from desktop.domain.record_ids import mint
from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.domain.statements import Changes, Json, Kind, Statement, Unsigned
from desktop.domain.working_days import WorkingDays
from desktop.services.errors import BookDamaged, NotJoined, ReplacementNeeded
from desktop.services.local_setting import LOCAL, in_force
from desktop.services.ports import Clock, Random, SealedFiles, Store, Writer
from desktop.services.signing import Pen, Run
from desktop.services.times import local
from desktop.services.witnessing import Witnessing

OPENED_AGAIN = timedelta(hours=1)
LATELY = 50  # openings that are looked through for our own
PROFILE = "profile"
COUNTERSIGNED = "timestamp.json"  # in a directory's files once the hub has signed it
PARTNERSHIP = "partnership"  # setting: the root fingerprint this book trusts


@dataclass(frozen=True, slots=True)
class FormerDevice:
    """A device that this book was before a restore: its card, and what opens the mail that was sealed to it."""

    card: KeyCard
    identity: Identity


class Sheet:
    """What one transaction writes: statements in this device's chain, and the store's other writes."""

    def __init__(self, book: OpenBook, writer: Writer) -> None:
        self.book, self.writer = book, writer
        self._run: Run | None = None
        self.tokens: dict[str, str] = {}  # compact form of what was said, by statement id
        self.now = book.now()
        self.changes = Changes()

    def say(
        self,
        kind: str,
        about: Sequence[str],
        fields: Mapping[str, Json],
        after: Sequence[str] = (),
        *,
        must: bool = False,
    ) -> Statement:
        """Sign and append one statement. The caller has left blanks out of ``fields`` (None takes a value back)."""
        if self._run is None:
            self._run = self.book.pen.take_up()
        edition = self.book.guidance.edition
        unsigned = Unsigned(
            kind, tuple(dict.fromkeys(about)), fields, self.now, edition, tuple(dict.fromkeys(after)), must
        )
        entry = self._run.sign(unsigned, self.now)
        self.add(self.writer.append([entry]))
        self.tokens[entry.statement.id] = entry.token
        return entry.statement

    def begin_epoch(self, *, recovered: bool = False) -> Statement:
        """Start a new chain and say from where: after a restore, or when the book was found behind its own letters.

        The last head known is this device's or, for a device that has said nothing yet, that of the one it was before.
        ``recovered``: by the organisation's recovery, so the device before was another person's.
        """
        book = self.book
        chain = book.device if book.store.head_statement(book.device) else book.store.last_own_device()
        said: dict[str, Json] = {"name": book.profile.name} if recovered else {}
        if chain:
            said["last_head"] = book.store.head_statement(chain)
        if chain and chain != book.device:
            said["was"] = chain
            if chain in book.readers:
                said["was_card"] = dict(book.readers[chain].card.to_json())
        if recovered:
            said["recovered"] = True
        self._run = book.pen.take_up(new_epoch=True)
        return self.say(Kind.DEVICE_RESTORED, (book.device,), said)

    def add(self, changes: Changes) -> None:
        """Count further changes of this transaction."""
        self.changes |= changes


class OpenBook:
    """What the services of one session have in common."""

    def __init__(
        self,
        store: Store,
        keys: DeviceKeys,
        clock: Clock,
        random: Random,
        guidance: Guidance,
        readers: Mapping[str, FormerDevice] = MappingProxyType({}),
    ) -> None:
        """``readers``: the devices that this book was before a restore, by device id."""
        self.store, self.keys, self.clock, self.random, self.country = store, keys, clock, random, guidance
        self.device = keys.id
        self.pen = Pen(store, keys, random)
        self.readers = readers
        self.former = self._former()
        self._watchers: list[Callable[[Sheet], None]] = []
        self.sealed_files: SealedFiles | None = None  # of attachments; set by the session that has a folder
        self.witnessing = Witnessing(self)
        self._profile: Profile | None = None
        self._directory: Directory | None = None
        self.guidance, self.local_problem = guidance, ""  # with the area's own edition over it, or why it is not used
        self.read_guidance()
        self.directory_problem = ""  # error class name when the kept directory does not hold
        self.keys_mended = False  # the key file was damaged when this book was opened, and was mended from its copy
        self.load_directory()

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """Today's date where the area is (Europe/London)."""
        return local(self.now()).date()

    def new_id(self) -> str:
        """A fresh record id that names this device as the one that may begin the record (``record_ids``)."""
        return mint(self.random, self.device)

    @contextmanager
    def writing(self) -> Iterator[Sheet]:
        """One transaction: durable as a whole when the block ends, or nothing at all."""
        with self.store.transaction() as writer:
            sheet = Sheet(self, writer)
            yield sheet
            with self.store.once():  # each of them looks at the records that were moved
                for watcher in self._watchers:
                    watcher(sheet)

    def watch(self, watcher: Callable[[Sheet], None]) -> None:
        """Be asked at the end of each transaction, inside it: what is kept beside the journal stays true with it."""
        self._watchers.append(watcher)

    def note_opened(self, record: str, family: str) -> Changes:
        """Write record.opened, unless this device wrote it for this record within the hour."""
        limit = self.now() - OPENED_AGAIN
        lately, _ = self.store.said_last((record,), ("record.opened",), LATELY, first=True)
        if any(said.device == self.device and said.written_at > limit for _, said in lately):
            return Changes()
        with self.writing() as sheet:
            sheet.say("record.opened", (record,), {"record_family": family})
        return sheet.changes

    # the guidance

    @property
    def calendar(self) -> WorkingDays:
        """The working days of the edition in force here."""
        return self.guidance.calendar

    def read_guidance(self) -> None:
        """Lay the area's own edition over the country's, as this book's setting says."""
        self.guidance, self.local_problem = in_force(self.country, self.store.setting(LOCAL), self.today())

    # who keeps this book

    @property
    def profile(self) -> Profile:
        """Raises BookDamaged when the book does not say who keeps it."""
        if self._profile is None:
            self.read_profile()
        assert self._profile is not None
        return self._profile

    def read_profile(self) -> None:
        """Read who keeps the book now, on the database's thread: screens ask for it on theirs. Raises BookDamaged."""
        self._profile = profile_from(self.store.setting(PROFILE))

    def keep_profile(self, profile: Profile, sheet: Sheet) -> None:
        sheet.writer.put_setting(PROFILE, profile_to(profile))
        self._profile = profile

    # the partnership

    @property
    def directory(self) -> Directory | None:
        """The verified directory, or None before a partnership is joined."""
        return self._directory

    def load_directory(self) -> None:
        """Verify the kept directory again. An expired one is still read: recording and receiving go on.

        One that does not hold is not used and never keeps a person out of the book: ``directory_problem`` names why.
        """
        packed, trusted = self.store.directory(), self.store.setting(PARTNERSHIP)
        self._directory, self.directory_problem = None, ""
        if packed is None or not isinstance(trusted, str):
            return
        try:
            files = unpack_directory(packed)
            self._directory = verify_directory(
                files,
                trusted=trusted,
                now=self.now(),
                allow_expired_timestamp=True,
                allow_expired=True,
                require_hub=COUNTERSIGNED in files,
            )
        except BundleError as bad:
            self.directory_problem = type(bad).__name__

    def joined(self) -> Directory:
        """The directory of a partnership that has this device in it. Raises NotJoined."""
        if self._directory is not None and self.device not in self._directory.devices and self.own_organisation:
            raise ReplacementNeeded("this record book was restored and is not known yet as the new one")
        if self._directory is None or self.device not in self._directory.devices:
            raise NotJoined("this record book belongs to no partnership yet")
        return self._directory

    @property
    def me(self) -> DeviceEntry | None:
        """This device in the directory, or None."""
        return self._directory.devices.get(self.device) if self._directory else None

    def is_own(self, device: str) -> bool:
        """Does this device belong to our own organisation?"""
        if device == self.device or device in self.former:
            return True
        entry, mine = self.entry_of(device), self.own_organisation
        return entry is not None and mine is not None and entry.organisation == mine.id

    @property
    def own_organisation(self) -> Organisation | None:
        """This book's organisation in the directory: by its device, or by the one it was before a restore."""
        entry = next((found for one in (self.device, *self.former) if (found := self.entry_of(one))), None)
        return self._directory.organisations[entry.organisation] if entry and self._directory else None

    def former_cards(self) -> dict[str, KeyCard]:
        """The cards of the devices that this book was, as far as they are kept: each vouched for by the one after it."""
        found = {device: one.card for device, one in self.readers.items()}
        for said in self.store.statements_of_kind(Kind.DEVICE_RESTORED):
            with suppress(BundleError):
                card = KeyCard.from_json(said.fields.get("was_card"))
                if said.device in (self.device, *self.former) and card.id in self.former:
                    found[card.id] = card
        return found

    def look_back(self) -> None:
        """Read again which devices this book was before: after a new epoch was begun as a new device."""
        self.former = self._former()

    def _former(self) -> tuple[str, ...]:
        """The devices that wrote in this book before a restore made it another one, the newest first.

        Each ``device.restored`` of an own device names the one before it.
        """
        before = {said.device: said.fields.get("was") for said in self.store.statements_of_kind(Kind.DEVICE_RESTORED)}
        found: list[str] = []
        device: Json = self.device
        while isinstance(device := before.get(str(device)), str) and device not in found:
            found.append(device)
        return tuple(found)

    def entry_of(self, device: str) -> DeviceEntry | None:
        return self._directory.devices.get(device) if self._directory else None

    def person(self, device: str) -> str:
        """The name of the person who keeps a device, or words for "not known"."""
        entry = self.entry_of(device)
        if entry is not None:
            return entry.person
        if device == self.device:
            return self.profile.name
        return self._introduced(device) if device in self.former else "someone not in the directory"

    def _introduced(self, device: str) -> str:
        """Who kept this book as ``device``, as that device itself said when it began."""
        for kind in (Kind.DEVICE_RESTORED, Kind.DEVICE_STARTED):
            for said in self.store.statements_of_kind(kind):
                if said.device == device and isinstance(name := said.fields.get("name"), str):
                    return name
        earlier = self.former[self.former.index(device) + 1 :]
        return self._introduced(earlier[0]) if earlier else self.profile.name

    def organisation(self, device: str) -> str:
        """The name of a device's organisation, or ""."""
        entry = self.entry_of(device)
        if entry is not None and self._directory is not None:
            return self._directory.organisations[entry.organisation].name
        return self.profile.organisation if device in (self.device, *self.former) else ""

    @property
    def area(self) -> str:
        """What people here call the desk: its organisation's name, or "" before joining."""
        if self._directory is None:
            return ""
        desks = [one for one in self._directory.organisations.values() if one.kind == OrganisationKind.HUB]
        return desks[0].name if desks else self._directory.name


def profile_to(profile: Profile) -> Json:
    """A profile as a setting."""
    return {**asdict(profile), "organisation_kind": profile.organisation_kind.value}


def profile_from(value: Json) -> Profile:
    """The profile of a setting. Raises BookDamaged."""
    if not isinstance(value, Mapping) or not isinstance(value.get("contacts"), Mapping):
        raise BookDamaged("the book does not say who keeps it")
    contacts = value["contacts"]
    assert isinstance(contacts, Mapping)
    with suppress(KeyError, ValueError, TypeError):
        return Profile(
            name=str(value["name"]),
            role_title=str(value["role_title"]),
            organisation=str(value["organisation"]),
            organisation_kind=OrganisationKind(str(value["organisation_kind"])),
            contacts=Contacts(**{str(name): str(text) for name, text in contacts.items()}),
        )
    raise BookDamaged("the book does not say who keeps it")
