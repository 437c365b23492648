"""An invented partnership with real keys, for the tests of letters, receipts, directories and enrolment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bundle.directory import (
    Desk,
    DeviceEntry,
    Directory,
    DirectoryContents,
    Organisation,
    found_directory,
    hub_sign,
    partnership_of,
    read_contents,
    sign_next,
    sign_root,
    verify_directory,
)
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from bundle.letters import Letter, LetterContents, MailboxKey, make_letter
from bundle.statements import SignedStatement, StatementPayload, issue

DESK_BOX = "QXNobWVyZU1BU0hkZXNrMQ"
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


def draws(seed: str) -> Callable[[int], bytes]:
    """Return a source of bytes that are the same in every run."""
    count = iter(range(1_000_000))

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"{seed}/{next(count)}".encode()).digest(size)

    return draw


def device(name: str) -> DeviceKeys:
    return DeviceKeys.generate(draws(name))


@dataclass(frozen=True)
class Partnership:
    """Larkmere Primary (Odette Farrow, who also administers), the Ashmere MASH desk (two people) and their hub."""

    odette: DeviceKeys = field(default_factory=lambda: device("odette"))
    lewis: DeviceKeys = field(default_factory=lambda: device("lewis"))
    imani: DeviceKeys = field(default_factory=lambda: device("imani"))
    stranger: DeviceKeys = field(default_factory=lambda: device("stranger"))
    hub: HubKeys = field(default_factory=lambda: HubKeys.generate(draws("hub")))

    def entry(self, keys: DeviceKeys, person: str, organisation: str, role: str) -> DeviceEntry:
        return DeviceEntry(keys.card(), person, role, "", organisation, NOW - timedelta(days=30))

    def contents(self) -> DirectoryContents:
        return DirectoryContents(
            name="Ashmere safeguarding partnership",
            organisations=(
                Organisation("larkmere", "Larkmere Primary", "school"),
                Organisation("mash", "Ashmere MASH", "hub"),
            ),
            devices=(
                self.entry(self.odette, "Odette Farrow", "larkmere", "administrator"),
                self.entry(self.lewis, "Lewis Aske", "mash", "desk"),
                self.entry(self.imani, "Imani Roe", "mash", "desk"),
            ),
            hub=self.hub.card("Ashmere MASH", "https://hub.ashmere.example:8443"),
            desks=(Desk(DESK_BOX, "Ashmere MASH desk", "mash"),),
        )

    def files(self) -> dict[str, bytes]:
        founded = found_directory([self.odette], self.contents(), now=NOW)
        return hub_sign(founded, self.hub, now=NOW, previous=None)

    def contents_placed(self, files: dict[str, bytes]) -> DirectoryContents:
        """The contents as they stand in ``files``, the hub's card with its partnership."""
        return read_contents(files)

    def with_another_administrator(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """Odette hands administration to Imani, who signs the directory again; the hub countersigns."""
        rooted = sign_root(files, [self.imani.card()], [self.odette, self.imani], online=self.hub.online, now=NOW)
        signed = sign_next(rooted, self.contents_placed(files), self.imani, now=NOW)
        return hub_sign(signed, self.hub, now=NOW, previous=files)

    def directory(self, contents: DirectoryContents | None = None) -> Directory:
        founded = found_directory([self.odette], contents or self.contents(), now=NOW)
        files = hub_sign(founded, self.hub, now=NOW, previous=None)
        return verify_directory(files, trusted=partnership_of(files), now=NOW)


def statement(keys: DeviceKeys, words: str = "Craig got me with the charger", seq: int = 1) -> SignedStatement:
    payload = StatementPayload(
        kind="concern.recorded",
        about=("concern-1", "child-1"),
        fields={"words": [{"words": words, "by": "the child"}], "place": "classroom", "seen": "two marks"},
        after=(),
        issued_at=int(NOW.timestamp()),
        edition="england-2026",
        must=False,
        position=("epoch-1", seq, None if seq == 1 else "0" * 64),
    )
    return issue(payload, keys, draws(f"statement {words} {seq}"))


def contents_of(
    directory: Directory, tokens: tuple[str, ...], recipients: tuple[DeviceKeys, ...], **changed: Any
) -> LetterContents:
    said: dict[str, Any] = {
        "partnership": directory.partnership,
        "purpose": "referral",
        "basis": "6(1)(e)",
        "share": "",
        "audience": "desk",
        "numbers": {keys.id: (1, "") for keys in recipients},
        "tokens": tokens,
    }
    return LetterContents(**{**said, **changed})


def mailbox(keys: DeviceKeys) -> MailboxKey:
    return MailboxKey(keys.id, keys.identity().recipient)


def letter_to(
    directory: Directory, sender: DeviceKeys, recipients: tuple[DeviceKeys, ...], tokens: tuple[str, ...]
) -> Letter:
    return make_letter(
        contents_of(directory, tokens, recipients),
        sender,
        [mailbox(keys) for keys in recipients],
        written_at=NOW,
        random=draws("letter"),
    )
