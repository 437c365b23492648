"""One open record book as the use cases see it: its store, its pen, its clock, its guidance, its partnership.

Rules this module keeps:

* everything written goes through ``writing()``: one transaction, its watchers inside it;
* the directory is verified again when the book opens, against the partnership that was joined;
* nothing here is global: a book is passed to each service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date, datetime, timedelta

from bundle.directory import DeviceEntry, Directory, unpack_directory, verify_directory
from bundle.encoding import b64u
from bundle.errors import BundleError
from bundle.keys import DeviceKeys
from desktop.domain.guidance import Guidance
from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.domain.statements import Changes, Json, Statement, Unsigned
from desktop.domain.working_days import WorkingDays
from desktop.services.errors import BookDamaged, NotJoined
from desktop.services.ports import Clock, Random, Store, Writer
from desktop.services.signing import Pen, Run
from desktop.services.times import local

RECORD_ID_BYTES = 16
OPENED_AGAIN = timedelta(hours=1)
PROFILE = "profile"
COUNTERSIGNED = "timestamp.json"  # in a directory's files once the hub has signed it
PARTNERSHIP = "partnership"  # setting: the root fingerprint this book trusts


class Sheet:
    """What one transaction writes: statements in this device's chain, and the store's other writes."""

    def __init__(self, book: OpenBook, writer: Writer) -> None:
        self.book, self.writer = book, writer
        self._run: Run | None = None
        self.tokens: dict[str, str] = {}  # compact form of what was said, by statement id
        self.now = book.now()
        self.changes = Changes()

    def say(self, kind: str, about: Sequence[str], fields: Mapping[str, Json], after: Sequence[str] = ()) -> Statement:
        """Sign and append one statement. The caller has left blanks out of ``fields`` (None takes a value back)."""
        if self._run is None:
            self._run = self.book.pen.take_up()
        edition = self.book.guidance.edition
        unsigned = Unsigned(kind, tuple(dict.fromkeys(about)), fields, self.now, edition, tuple(dict.fromkeys(after)))
        entry = self._run.sign(unsigned, self.now)
        self.add(self.writer.append([entry]))
        self.tokens[entry.statement.id] = entry.token
        return entry.statement

    def begin_epoch(self) -> Statement:
        """Start a new chain and say from where: after a restore, or when the book was found behind its own letters."""
        last = self.book.store.head_statement(self.book.device)
        self._run = self.book.pen.take_up(new_epoch=True)
        return self.say("device.restored", (self.book.device,), {"last_head": last} if last else {})

    def add(self, changes: Changes) -> None:
        """Count further changes of this transaction."""
        self.changes |= changes


class OpenBook:
    """What the services of one session have in common."""

    def __init__(self, store: Store, keys: DeviceKeys, clock: Clock, random: Random, guidance: Guidance) -> None:
        self.store, self.keys, self.clock, self.random, self.guidance = store, keys, clock, random, guidance
        self.device = keys.id
        self.pen = Pen(store, keys, random)
        self.calendar: WorkingDays = guidance.calendar
        self._watchers: list[Callable[[Sheet], None]] = []
        self._profile: Profile | None = None
        self._directory: Directory | None = None
        self.directory_problem = ""  # error class name when the kept directory does not hold
        self.keys_mended = False  # the key file was damaged when this book was opened, and was mended from its copy
        self.load_directory()

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """Today's date where the area is (Europe/London)."""
        return local(self.now()).date()

    def new_id(self) -> str:
        """A fresh record id: 128 random bits, base64url."""
        return b64u(self.random(RECORD_ID_BYTES))

    @contextmanager
    def writing(self) -> Iterator[Sheet]:
        """One transaction: durable as a whole when the block ends, or nothing at all."""
        with self.store.transaction() as writer:
            sheet = Sheet(self, writer)
            yield sheet
            for watcher in self._watchers:
                watcher(sheet)

    def watch(self, watcher: Callable[[Sheet], None]) -> None:
        """Be asked at the end of each transaction, inside it: what is kept beside the journal stays true with it."""
        self._watchers.append(watcher)

    def note_opened(self, record: str, family: str) -> Changes:
        """Write record.opened, unless this device wrote it for this record within the hour."""
        limit = self.now() - OPENED_AGAIN
        for said in reversed(self.store.statements_about(record)):
            if said.kind == "record.opened" and said.device == self.device and said.written_at > limit:
                return Changes()
        with self.writing() as sheet:
            sheet.say("record.opened", (record,), {"record_family": family})
        return sheet.changes

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
        if self._directory is None or self.device not in self._directory.devices:
            raise NotJoined("this record book belongs to no partnership yet")
        return self._directory

    @property
    def me(self) -> DeviceEntry | None:
        """This device in the directory, or None."""
        return self._directory.devices.get(self.device) if self._directory else None

    def is_own(self, device: str) -> bool:
        """Does this device belong to our own organisation?"""
        if device == self.device:
            return True
        entry, me = self.entry_of(device), self.me
        return entry is not None and me is not None and entry.organisation == me.organisation

    def entry_of(self, device: str) -> DeviceEntry | None:
        return self._directory.devices.get(device) if self._directory else None

    def person(self, device: str) -> str:
        """The name of the person who keeps a device, or words for "not known"."""
        entry = self.entry_of(device)
        if entry is not None:
            return entry.person
        return self.profile.name if device == self.device else "someone not in the directory"

    def organisation(self, device: str) -> str:
        """The name of a device's organisation, or ""."""
        entry = self.entry_of(device)
        if entry is not None and self._directory is not None:
            return self._directory.organisations[entry.organisation].name
        return self.profile.organisation if device == self.device else ""

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
