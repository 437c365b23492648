"""An invented partnership with real keys: an administrator at the desk, a school, a health visitor, and their letters."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bundle.directory import (
    Contacts,
    Desk,
    DeviceEntry,
    Directory,
    DirectoryContents,
    Organisation,
    found_directory,
    pack_directory,
    partnership_of,
    sign_next,
    unpack_directory,
    verify_directory,
)
from bundle.hub_cards import HubCard
from bundle.keys import DeviceKeys
from bundle.letters import AttachmentRow, Letter, LetterContents, MailboxKey, make_letter
from bundle.statements import StatementPayload, issue

DESK_BOX = "QXNobWVyZU1BU0hkZXNrMQ"
BEGINNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def seeded(seed: int) -> Callable[[int], bytes]:
    """A source of bytes that is the same in every run."""
    return random.Random(seed).randbytes


@dataclass
class HandClock:
    """A clock that moves when it is told to."""

    time: datetime = BEGINNING

    def now(self) -> datetime:
        return self.time

    def forward(self, by: timedelta) -> None:
        self.time += by


@dataclass
class Area:
    """A partnership: ``packed`` is the directory as the administrator signed it."""

    hub: HubCard
    clock: HandClock = field(default_factory=HandClock)
    random: Callable[[int], bytes] = field(default_factory=lambda: seeded(11))

    def __post_init__(self) -> None:
        self.desk, self.school, self.health, self.stranger = (DeviceKeys.generate(self.random) for _ in range(4))
        contents = DirectoryContents(
            name="Ashmere",
            organisations=(
                Organisation("ashmere-mash", "Ashmere MASH", "hub", Contacts()),
                Organisation("larkmere", "Larkmere Primary", "school", Contacts()),
                Organisation("nought", "0-19 service", "health", Contacts()),
            ),
            devices=(
                self.entry(self.desk, "Lewis Aske", "desk", "ashmere-mash"),
                self.entry(self.school, "Odette Farrow", "lead", "larkmere"),
                self.entry(self.health, "Bronagh Tiller", "lead", "nought"),
            ),
            hub=self.hub,
            desks=(Desk(DESK_BOX, "Ashmere MASH", "ashmere-mash"),),
        )
        self.packed = pack_directory(found_directory([self.desk], contents, now=self.clock.now()))

    def entry(self, keys: DeviceKeys, person: str, role: str, organisation: str) -> DeviceEntry:
        return DeviceEntry(keys.card(), person, role, role, organisation, valid_from=self.clock.now())

    @property
    def directory(self) -> Directory:
        files = unpack_directory(self.packed)
        return verify_directory(files, trusted=self.partnership, now=self.clock.now(), require_hub=False)

    @property
    def partnership(self) -> str:
        return partnership_of(unpack_directory(self.packed))

    def admit(self, keys: DeviceKeys, person: str = "Amir Haddon") -> bytes:
        """Sign the next directory, with one device more."""
        contents = self.directory.contents.admit(self.entry(keys, person, "lead", "larkmere"))
        return self._next(contents)

    def revoke(self, keys: DeviceKeys) -> bytes:
        """Sign the next directory, with one device withdrawn from now."""
        return self._next(self.directory.contents.revoke(keys.id, at=self.clock.now()))

    def letter(
        self,
        sender: DeviceKeys | None = None,
        to: tuple[DeviceKeys, ...] = (),
        *,
        text: str = "two marks seen",
        number: int = 1,
        partnership: str = "",
        attachments: tuple[AttachmentRow, ...] = (),
    ) -> Letter:
        """Make a real sealed letter."""
        keys = sender or self.school
        recipients = to or (self.desk,)
        payload = StatementPayload(
            kind="concern.recorded",
            about=("concern-record", "child-record"),
            fields={"what": text},
            after=(),
            issued_at=int(self.clock.now().timestamp()),
            edition="england-2026",
            must=False,
            position=("epoch", number, None),
        )
        contents = LetterContents(
            partnership=partnership or self.partnership,
            purpose="refer",
            basis="public task",
            share="",
            audience="desk",
            numbers={card.id: (number, "" if number == 1 else "0" * 64) for card in recipients},
            tokens=(issue(payload, keys, self.random).token,),
            attachments=attachments,
        )
        boxes = [MailboxKey(each.id, each.identity().recipient) for each in recipients]
        return make_letter(contents, keys, boxes, written_at=self.clock.now(), random=self.random)

    def _next(self, contents: DirectoryContents) -> bytes:
        files = sign_next(unpack_directory(self.packed), contents, self.desk, now=self.clock.now())
        self.packed = pack_directory(files)
        return self.packed
