"""Who is in the partnership: organisations, people's devices, desks and the hub, as ``directory.json`` carries them.

Rules this module keeps:

* a device is never removed, and its card, person and organisation never change: what it signed stays readable;
* a withdrawal is a time, ``revoked_from`` (left, lost) or ``compromised_from`` (someone else may hold the key); once
  set it may become earlier, never later, never blank;
* one set of contents has one encoding (``canonical_json``), with devices and organisations in order of their ids;
* names of members, roles and organisations are here, readable by members and hub; nothing about a child is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from bundle.encoding import canonical_json, strict_json
from bundle.errors import DirectoryInvalid, Malformed, UnknownVersion
from bundle.hub_cards import MAX_TEXT, HubCard
from bundle.keys import KeyCard
from bundle.times import from_seconds, to_seconds

MAX_DIRECTORY = 5_000_000  # bytes of one file (python-tuf's own bound for targets)
DESK_ROLE = "desk"

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ring at an organisation; in hours are ``opens`` to ``closes``, local time ``HH:MM``, on working days."""

    in_hours_name: str = ""
    in_hours_number: str = ""
    out_of_hours_name: str = ""
    out_of_hours_number: str = ""
    opens: str = "09:00"
    closes: str = "17:00"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A member of the partnership. ``kind`` is ``school``, ``health``, ``club``, ``faith``, ``hub`` or a newer word."""

    id: str
    name: str
    kind: str
    contacts: Contacts = field(default_factory=Contacts)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that takes referrals: its devices are those of ``organisation`` with the role ``desk``."""

    id: str
    name: str
    organisation: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """One person's keys on one computer. Times are aware, whole seconds; ``None`` means not withdrawn."""

    card: KeyCard
    person: str
    role: str
    role_title: str
    organisation: str
    valid_from: datetime
    revoked_from: datetime | None = None
    compromised_from: datetime | None = None

    @property
    def id(self) -> str:
        """The device id: the thumbprint of the card's signing key."""
        return self.card.id

    def withdrawn_at(self, moment: datetime) -> bool:
        """Say whether the card was revoked, or its key unsafe, at ``moment``."""
        return any(start is not None and start <= moment for start in (self.revoked_from, self.compromised_from))

    def withdraw(self, at: datetime, *, compromised: bool) -> DeviceEntry:
        """Return the entry revoked, or its key unsafe, from ``at`` or from an earlier time already set."""
        if compromised:
            return replace(self, compromised_from=min(self.compromised_from or at, at))
        return replace(self, revoked_from=min(self.revoked_from or at, at))


@dataclass(frozen=True, slots=True)
class DirectoryContents:
    """Everything ``directory.json`` says."""

    name: str
    organisations: tuple[Organisation, ...]
    devices: tuple[DeviceEntry, ...]
    hub: HubCard
    desks: tuple[Desk, ...] = ()

    def __post_init__(self) -> None:
        organisations = {organisation.id for organisation in self.organisations}
        if len(organisations) != len(self.organisations) or len({desk.id for desk in self.desks}) != len(self.desks):
            raise DirectoryInvalid("an organisation or a desk is listed twice")
        if len({entry.id for entry in self.devices}) != len(self.devices):
            raise DirectoryInvalid("a device is listed twice")
        homes = {entry.organisation for entry in self.devices} | {desk.organisation for desk in self.desks}
        if not homes <= organisations:
            raise DirectoryInvalid("a device or desk belongs to no listed organisation")

    def admit(self, entry: DeviceEntry) -> DirectoryContents:
        """Return the contents with one more device; a device already listed raises ``DirectoryInvalid``."""
        return replace(self, devices=(*self.devices, entry))

    def revoke(self, device: str, *, at: datetime, compromised: bool = False) -> DirectoryContents:
        """Return the contents with ``device`` withdrawn from ``at`` (not later than an earlier withdrawal)."""
        if device not in {entry.id for entry in self.devices}:
            raise DirectoryInvalid("the device to withdraw is not listed")
        return replace(
            self,
            devices=tuple(
                entry.withdraw(at, compromised=compromised) if entry.id == device else entry for entry in self.devices
            ),
        )

    def check_follows(self, earlier: DirectoryContents) -> None:
        """Raise ``DirectoryInvalid`` unless these contents keep every device and withdrawal of ``earlier``."""
        now = {entry.id: entry for entry in self.devices}
        for before in earlier.devices:
            after = now.get(before.id)
            if after is None:
                raise DirectoryInvalid("a newer directory must not drop a device")
            if (after.card, after.person, after.organisation) != (before.card, before.person, before.organisation):
                raise DirectoryInvalid("a newer directory must not change whose a device is")
            for was, is_now in (
                (before.revoked_from, after.revoked_from),
                (before.compromised_from, after.compromised_from),
            ):
                if was is not None and (is_now is None or is_now > was):
                    raise DirectoryInvalid("a newer directory must not take a withdrawal back")

    def to_bytes(self) -> bytes:
        """Return ``directory.json``."""
        return canonical_json(
            {
                "v": 0,
                "name": self.name,
                "organisations": [
                    {**_texts(organisation, "id", "name", "kind"), "contacts": _texts(organisation.contacts)}
                    for organisation in sorted(self.organisations, key=lambda organisation: organisation.id)
                ],
                "devices": [_device_to_json(entry) for entry in sorted(self.devices, key=lambda entry: entry.id)],
                "desks": [_texts(desk) for desk in sorted(self.desks, key=lambda desk: desk.id)],
                "hub": self.hub.to_json(),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> DirectoryContents:
        """Return the contents of ``directory.json``; raise ``DirectoryInvalid``, ``TooLarge`` or ``UnknownVersion``."""
        value = strict_json(raw, max_bytes=MAX_DIRECTORY, max_depth=5)
        if not isinstance(value, dict) or type(value.get("v")) is not int:
            raise DirectoryInvalid("not a directory")
        if value["v"] != 0:
            raise UnknownVersion("a directory of an unknown version")
        if set(value) != {"v", "name", "organisations", "devices", "desks", "hub"}:
            raise DirectoryInvalid("a directory has exactly its named members")
        try:
            contents = cls(
                name=_text(value["name"]),
                organisations=_rows(value["organisations"], _organisation),
                devices=_rows(value["devices"], _device),
                hub=HubCard.from_json(value["hub"]),
                desks=_rows(value["desks"], _desk),
            )
            same = contents.to_bytes() == raw
        except Malformed as bad:
            raise DirectoryInvalid("a directory entry is not of the promised form") from bad
        if not same:
            raise DirectoryInvalid("a directory is written in exactly one form")
        return contents


def _rows(value: object, read: Callable[[Any], _Read]) -> tuple[_Read, ...]:
    if not isinstance(value, list):
        raise Malformed("not a list")
    return tuple(read(row) for row in value)


def _organisation(value: object) -> Organisation:
    if not isinstance(value, dict) or set(value) != {"id", "name", "kind", "contacts"}:
        raise Malformed("not an organisation")
    contacts = Contacts(**_exactly(value["contacts"], Contacts))
    return Organisation(_text(value["id"]), _text(value["name"]), _text(value["kind"]), contacts)


def _desk(value: object) -> Desk:
    return Desk(**_exactly(value, Desk))


def _device(value: object) -> DeviceEntry:
    if not isinstance(value, dict) or set(value) != {entry.name for entry in fields(DeviceEntry)}:
        raise Malformed("not a device")
    return DeviceEntry(
        card=KeyCard.from_json(value["card"]),
        person=_text(value["person"]),
        role=_text(value["role"]),
        role_title=_text(value["role_title"]),
        organisation=_text(value["organisation"]),
        valid_from=from_seconds(value["valid_from"]),
        revoked_from=_optional(value["revoked_from"]),
        compromised_from=_optional(value["compromised_from"]),
    )


def _device_to_json(entry: DeviceEntry) -> dict[str, Any]:
    return {
        **_texts(entry, "person", "role", "role_title", "organisation"),
        "card": entry.card.to_json(),
        "valid_from": to_seconds(entry.valid_from),
        "revoked_from": None if entry.revoked_from is None else to_seconds(entry.revoked_from),
        "compromised_from": None if entry.compromised_from is None else to_seconds(entry.compromised_from),
    }


def _optional(value: object) -> datetime | None:
    return None if value is None else from_seconds(value)


def _texts(entry: Organisation | Contacts | Desk | DeviceEntry, *names: str) -> dict[str, str]:
    return {name: getattr(entry, name) for name in names or tuple(part.name for part in fields(entry))}


def _exactly(value: object, shape: type[Contacts | Desk]) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != {part.name for part in fields(shape)}:
        raise Malformed("not exactly the named members")
    return {name: _text(text) for name, text in value.items()}


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise Malformed("not a short text")
    return value
