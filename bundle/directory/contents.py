"""Who is in the partnership, as one value: what ``area.json`` and each organisation's ``people.<id>.json`` say.

Rules this module keeps:

* a device is never removed, and its card, person and organisation never change: what it signed stays readable;
* no two devices, and no desk's epochs, share a key: nobody can pass another's key off as one's own;
* the role of a desk is held in an organisation that keeps one and nowhere else: who signs for the others cannot make it;
* that a key is not safe stands in ``area.json``, which the whole partnership signs: it takes a device's words away;
* a desk's epoch ends with the first member that leaves, in the same signed change;
* one set of contents has one encoding (``canonical_json``), with rows in order of their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from bundle.directory.entries import (
    DESK_ROLE,
    Contacts,
    Desk,
    DeskEpoch,
    DeviceEntry,
    Organisation,
    Withdrawal,
    long_text,
    short_text,
)
from bundle.encoding import canonical_json, strict_json
from bundle.errors import DirectoryInvalid, Malformed, UnknownVersion
from bundle.hub_cards import HubCard
from bundle.times import whole_seconds

__all__ = [
    "DESK_ROLE",
    "MAX_DIRECTORY",
    "MAX_ORGANISATIONS",
    "Contacts",
    "Desk",
    "DeskEpoch",
    "DeviceEntry",
    "DirectoryContents",
    "Organisation",
    "Withdrawal",
]

MAX_DIRECTORY = 5_000_000  # bytes of one file (python-tuf's own bound for targets)
MAX_ORGANISATIONS = 1000

_RECOVERY = ("recovery", "needed", "holders")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class DirectoryContents:
    """Everything the directory says. ``epochs`` are the keys of the desks, the ended ones too."""

    name: str
    organisations: tuple[Organisation, ...]
    devices: tuple[DeviceEntry, ...]
    hub: HubCard
    desks: tuple[Desk, ...] = ()
    epochs: tuple[DeskEpoch, ...] = ()

    def __post_init__(self) -> None:
        organisations = {organisation.id for organisation in self.organisations}
        if len(organisations) != len(self.organisations) or len({desk.id for desk in self.desks}) != len(self.desks):
            raise DirectoryInvalid("an organisation or a desk is listed twice")
        if len(organisations) > MAX_ORGANISATIONS:
            raise DirectoryInvalid("a directory has too many organisations")
        homes = {entry.organisation for entry in self.devices} | {desk.organisation for desk in self.desks}
        if not homes <= organisations:
            raise DirectoryInvalid("a device or desk belongs to no listed organisation")
        at_desks = {desk.organisation for desk in self.desks}
        if any(held.role == DESK_ROLE for e in self.devices if e.organisation not in at_desks for held in e.roles):
            raise DirectoryInvalid("an organisation without a desk has nobody at it")
        self._check_keys()
        self._check_epochs()
        listed = {entry.id: entry for entry in self.devices}
        for entry in self.devices:
            former = listed.get(entry.replaces)
            if entry.replaces and (
                former is None
                or former is entry
                or (former.person, former.organisation) != (entry.person, entry.organisation)
            ):
                raise DirectoryInvalid("a device replaces another of the same person")

    # asking

    def desks_of(self, organisation: str) -> tuple[Desk, ...]:
        """Return the desks of an organisation id."""
        return tuple(desk for desk in self.desks if desk.organisation == organisation)

    def current_epoch(self, desk: str) -> DeskEpoch | None:
        """Return the epoch to which letters for a desk id are sealed, or None when a member left since."""
        return next((one for one in self.epochs if one.desk == desk and one.ended is None), None)

    # changing

    def admit(self, entry: DeviceEntry) -> DirectoryContents:
        """Return the contents with one more device; a device already listed raises ``DirectoryInvalid``."""
        return replace(self, devices=(*self.devices, entry))

    def revoke(self, device: str, *, at: datetime, compromised: bool = False, index: int = 0) -> DirectoryContents:
        """Return the contents with ``device`` withdrawn from ``at`` and log ``index``; its desks' epochs end."""
        after = self._with(device, lambda entry: entry.withdraw(at, compromised=compromised, index=index))
        return after.ending_epochs(self._left_desks(after), at)

    def set_role(self, device: str, role: str, title: str, *, since: datetime, index: int = 0) -> DirectoryContents:
        """Return the contents with another role for ``device`` from log ``index``; leaving a desk ends its epoch."""
        after = self._with(device, lambda entry: entry.with_role(role, title, since, index))
        return after.ending_epochs(self._left_desks(after), since)

    def begin_epoch(self, desk: str, recipient: str, *, at: datetime) -> DirectoryContents:
        """Return the contents with the next epoch of ``desk``; the one before ends now, if it had not."""
        if desk not in {one.id for one in self.desks}:
            raise DirectoryInvalid("the desk is not listed")
        number = 1 + sum(one.desk == desk for one in self.epochs)
        ended = self.ending_epochs(frozenset({desk}), at)
        return replace(ended, epochs=(*ended.epochs, DeskEpoch(desk, number, recipient, whole_seconds(at))))

    def _with(self, device: str, change: Callable[[DeviceEntry], DeviceEntry]) -> DirectoryContents:
        if device not in {entry.id for entry in self.devices}:
            raise DirectoryInvalid("the device is not listed")
        return replace(self, devices=tuple(change(entry) if entry.id == device else entry for entry in self.devices))

    def _left_desks(self, after: DirectoryContents) -> frozenset[str]:
        """The desks that a member of these contents has left in ``after``."""
        now = {entry.id: entry for entry in after.devices}
        left = {entry.organisation for entry in self.devices if entry.at_desk and not now[entry.id].at_desk}
        return frozenset(desk.id for desk in self.desks if desk.organisation in left)

    def ending_epochs(self, desks: frozenset[str], at: datetime) -> DirectoryContents:
        end = whole_seconds(at)
        return replace(
            self,
            epochs=tuple(
                replace(one, ended=max(one.begins, end)) if one.desk in desks and one.ended is None else one
                for one in self.epochs
            ),
        )

    # from one version to the next

    def check_follows(self, earlier: DirectoryContents) -> None:
        """Raise ``DirectoryInvalid`` unless these contents keep every row and withdrawal of ``earlier``."""
        if not {one.id for one in earlier.organisations} <= {one.id for one in self.organisations}:
            raise DirectoryInvalid("a newer directory must not drop an organisation")
        homes = {desk.id: desk.organisation for desk in self.desks}
        if any(homes.get(desk.id) != desk.organisation for desk in earlier.desks):
            raise DirectoryInvalid("a newer directory must not drop or move a desk")
        now = {entry.id: entry for entry in self.devices}
        for before in earlier.devices:
            after = now.get(before.id)
            if after is None:
                raise DirectoryInvalid("a newer directory must not drop a device")
            _check_device_follows(after, before)
        self._check_epochs_follow(earlier)

    def reaches_back(self, earlier: DirectoryContents, since: datetime, index: int) -> bool:
        """Say whether a device, not out of use in ``earlier``, is so from before ``since``, or before log ``index``."""
        before = {entry.id: entry.revoked_from for entry in earlier.devices}
        new = (e.revoked_from for e in self.devices if e.revoked_from and e.revoked_from != before.get(e.id))
        return any(one.at < since or 0 < one.index < index for one in new)

    def _check_epochs_follow(self, earlier: DirectoryContents) -> None:
        epochs = {(one.desk, one.number): one for one in self.epochs}
        left = earlier._left_desks(self)
        for before in earlier.epochs:
            after = epochs.get((before.desk, before.number))
            if after is None or (after.recipient, after.begins) != (before.recipient, before.begins):
                raise DirectoryInvalid("a newer directory must not drop or change a desk's epoch")
            if before.ended is not None and after.ended != before.ended:
                raise DirectoryInvalid("a newer directory must not open an ended epoch again")
            if before.desk in left and after.ended is None:
                raise DirectoryInvalid("a desk's epoch ends when a member leaves")

    # the files

    def area_bytes(self) -> bytes:
        """Return ``area.json``: what the administrators of the whole partnership sign."""
        return canonical_json(
            {
                "v": 1,
                "name": self.name,
                "organisations": [one.to_json() for one in sorted(self.organisations, key=lambda one: one.id)],
                "desks": [desk.to_json() for desk in sorted(self.desks, key=lambda desk: desk.id)],
                "compromised": [
                    {"device": entry.id, **entry.compromised_from.to_json()}
                    for entry in sorted(self.devices, key=lambda entry: entry.id)
                    if entry.compromised_from is not None
                ],
                "hub": self.hub.to_json(),
            }
        )

    def people_bytes(self) -> dict[str, bytes]:
        """Return ``people.<id>.json`` of each organisation id: what that organisation's keys sign."""
        devices: dict[str, list[DeviceEntry]] = {one.id: [] for one in self.organisations}
        epochs: dict[str, list[DeskEpoch]] = {one.id: [] for one in self.organisations}
        homes = {desk.id: desk.organisation for desk in self.desks}
        for entry in self.devices:
            devices[entry.organisation].append(entry)
        for one in self.epochs:
            epochs[homes[one.desk]].append(one)
        return {
            organisation.id: canonical_json(
                {
                    "v": 1,
                    "organisation": organisation.id,
                    **{name: getattr(organisation, name) for name in _RECOVERY},
                    "devices": [e.to_json() for e in sorted(devices[organisation.id], key=lambda entry: entry.id)],
                    "epochs": [
                        e.to_json() for e in sorted(epochs[organisation.id], key=lambda one: (one.desk, one.number))
                    ],
                }
            )
            for organisation in self.organisations
        }

    @classmethod
    def from_files(cls, area: bytes, people: Mapping[str, bytes]) -> DirectoryContents:
        """Return the contents of ``area.json`` and of each organisation id's file.

        Raises ``DirectoryInvalid``, ``TooLarge`` or ``UnknownVersion``.
        """
        value = _object(area, {"v", "name", "organisations", "desks", "compromised", "hub"})
        try:
            unsafe = dict(_rows(value["compromised"], _compromised))
            bare = _rows(value["organisations"], Organisation.from_json)
            if {one.id for one in bare} != set(people):
                raise DirectoryInvalid("each organisation has its file, and no other")
            organisations: list[Organisation] = []
            devices: list[DeviceEntry] = []
            epochs: list[DeskEpoch] = []
            for organisation in bare:
                said = _object(people[organisation.id], {"v", "organisation", *_RECOVERY, "devices", "epochs"})
                if said["organisation"] != organisation.id:
                    raise DirectoryInvalid("an organisation's file is of another organisation")
                organisations.append(
                    replace(
                        organisation,
                        recovery=long_text(said["recovery"]),
                        needed=_number(said["needed"]),
                        holders=_number(said["holders"]),
                    )
                )
                devices += _rows(
                    said["devices"], partial(DeviceEntry.from_json, organisation=organisation.id, unsafe=unsafe)
                )
                epochs += _rows(said["epochs"], DeskEpoch.from_json)
            contents = cls(
                name=short_text(value["name"]),
                organisations=tuple(organisations),
                devices=tuple(devices),
                hub=HubCard.from_json(value["hub"]),
                desks=_rows(value["desks"], Desk.from_json),
                epochs=tuple(epochs),
            )
            same = contents.area_bytes() == area and contents.people_bytes() == dict(people)
        except Malformed as bad:
            raise DirectoryInvalid("a directory entry is not of the promised form") from bad
        if not same:  # another order or spelling, or a desk's epoch in another organisation's file
            raise DirectoryInvalid("a directory is written in exactly one form")
        return contents

    # what holds in any one version

    def _check_keys(self) -> None:
        if len({entry.id for entry in self.devices}) != len(self.devices):
            raise DirectoryInvalid("a device is listed twice")
        ages = [entry.card.age for entry in self.devices] + [one.recipient for one in self.epochs]
        if len({entry.card.cover for entry in self.devices}) != len(self.devices) or len(set(ages)) != len(ages):
            raise DirectoryInvalid("two devices or desks have one key")

    def _check_epochs(self) -> None:
        numbers: dict[str, list[DeskEpoch]] = {desk.id: [] for desk in self.desks}
        for one in self.epochs:
            if one.desk not in numbers:
                raise DirectoryInvalid("an epoch belongs to no listed desk")
            numbers[one.desk].append(one)
        for epochs in numbers.values():
            ordered = sorted(epochs, key=lambda one: one.number)
            if [one.number for one in ordered] != list(range(1, len(ordered) + 1)):
                raise DirectoryInvalid("a desk's epochs are numbered without a gap")
            if any(one.ended is None for one in ordered[:-1]):
                raise DirectoryInvalid("only the newest epoch of a desk may be open")


def _check_device_follows(after: DeviceEntry, before: DeviceEntry) -> None:
    whose = (before.card, before.person, before.organisation, before.valid_from, before.replaces)
    if (after.card, after.person, after.organisation, after.valid_from, after.replaces) != whose:
        raise DirectoryInvalid("a newer directory must not change whose a device is")
    if after.roles[: len(before.roles)] != before.roles:
        raise DirectoryInvalid("a newer directory must not change what role a device had")
    for was, is_now in (
        (before.revoked_from, after.revoked_from),
        (before.compromised_from, after.compromised_from),
    ):
        if was is not None and (is_now is None or not is_now.keeps(was)):
            raise DirectoryInvalid("a newer directory must not take a withdrawal back")


def _object(raw: bytes, members: set[str]) -> dict[str, Any]:
    value = strict_json(raw, max_bytes=MAX_DIRECTORY, max_depth=5)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise DirectoryInvalid("not a directory")
    if value["v"] != 1:
        raise UnknownVersion("a directory of an unknown version")
    if set(value) != members:
        raise DirectoryInvalid("a directory has exactly its named members")
    return value


def _compromised(value: object) -> tuple[str, Withdrawal]:
    if not isinstance(value, dict) or set(value) != {"device", "at", "index"}:
        raise Malformed("not a compromised key")
    return short_text(value["device"]), Withdrawal.from_json({"at": value["at"], "index": value["index"]})


def _number(value: object) -> int:
    if type(value) is not int:
        raise Malformed("not a whole number")
    return value


def _rows(value: object, read: Callable[[Any], _Read]) -> tuple[_Read, ...]:
    if not isinstance(value, list):
        raise Malformed("not a list")
    return tuple(read(row) for row in value)
