"""The directory once it is verified: what every other part asks about members, devices and the hub.

Rules this module keeps:

* only ``verify_directory`` makes one; it is frozen and says what it says as of ``checked_at``;
* a sender is judged at the time the caller names, and by the index of the hub's receipt when there is one: a withdrawal
  with an index is judged by it alone, so that a clock cannot move a letter before it;
* a clock one day off between two machines must not lock a new member out, so ``valid_from`` has that tolerance;
  a withdrawal has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bundle.directory.contents import DESK_ROLE, Desk, DeskEpoch, DeviceEntry, DirectoryContents, Organisation
from bundle.errors import SenderRevoked, UnknownSender
from bundle.hub_cards import HubCard

CLOCK_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Directory:
    """A verified directory.

    ``partnership`` is the fingerprint of its first root; ``version`` counts its signed changes from 1; ``expires`` is
    the earliest end of what vouches for it. ``stale``: some of it had expired at ``checked_at``, or the hub has not countersigned
    it (``published`` is False). ``administrators`` are the device ids that may sign root and targets, ``threshold`` of them together.
    """

    partnership: str
    version: int
    expires: datetime
    checked_at: datetime
    stale: bool
    published: bool
    administrators: frozenset[str]
    threshold: int
    contents: DirectoryContents
    organisations: Mapping[str, Organisation]
    devices: Mapping[str, DeviceEntry]

    @property
    def name(self) -> str:
        """The partnership's name."""
        return self.contents.name

    @property
    def hub(self) -> HubCard:
        """The hub's card."""
        return self.contents.hub

    @property
    def desks(self) -> tuple[Desk, ...]:
        """The desks that take referrals."""
        return self.contents.desks

    def device(self, device: str) -> DeviceEntry:
        """Return the entry of a device id, withdrawn or not; raise ``UnknownSender``."""
        entry = self.devices.get(device)
        if entry is None:
            raise UnknownSender("the device is not in the directory")
        return entry

    def sender(self, device: str, at: datetime, index: int | None = None) -> DeviceEntry:
        """Return the entry of a device that may send at ``at``, by a letter that the hub logged at ``index``.

        Without a receipt ``index`` is None and ``at`` is now. Raises ``UnknownSender`` or ``SenderRevoked``.
        """
        entry = self.device(device)
        if entry.withdrawn_at(at, index) or entry.valid_from > at + CLOCK_TOLERANCE:
            raise SenderRevoked("the device was withdrawn, or not yet valid, at that time")
        return entry

    def desk(self, desk: str) -> Desk | None:
        """Return a desk by its id, or None."""
        return next((one for one in self.desks if one.id == desk), None)

    def epoch(self, desk: str) -> DeskEpoch | None:
        """Return the epoch to which letters for a desk are sealed now; None when it has none, or a member left since."""
        return self.contents.current_epoch(desk)

    def mailboxes_of(self, device: str, at: datetime) -> tuple[str, ...]:
        """Return whose mail a device may fetch at ``at``: its own, that of the devices it replaces, and its desks'.

        A withdrawn or unknown device fetches nothing.
        """
        entry = self.devices.get(device)
        if entry is None or not self._current(device, at):
            return ()
        boxes = [device]
        while entry.replaces and entry.replaces not in boxes:
            boxes.append(entry.replaces)
            entry = self.devices[entry.replaces]
        if self.devices[device].role == DESK_ROLE:
            boxes += [desk.id for desk in self.contents.desks_of(self.devices[device].organisation)]
        return tuple(boxes)

    def current_devices(self, at: datetime | None = None) -> tuple[DeviceEntry, ...]:
        """Return the devices not withdrawn at ``at`` (``checked_at`` when None), in order of their ids."""
        moment = self.checked_at if at is None else at
        return tuple(self.devices[device] for device in sorted(self.devices) if self._current(device, moment))

    def desk_devices(self, at: datetime | None = None) -> tuple[DeviceEntry, ...]:
        """Return the current devices of every desk: the role ``desk`` at an organisation that has one."""
        at_a_desk = {desk.organisation for desk in self.desks}
        return tuple(
            entry
            for entry in self.current_devices(at)
            if entry.role == DESK_ROLE and (not at_a_desk or entry.organisation in at_a_desk)
        )

    def devices_of(self, organisation: str, at: datetime | None = None) -> tuple[DeviceEntry, ...]:
        """Return the current devices of an organisation id."""
        return tuple(entry for entry in self.current_devices(at) if entry.organisation == organisation)

    def _current(self, device: str, moment: datetime) -> bool:
        entry = self.devices[device]
        return not entry.withdrawn_at(moment) and entry.valid_from <= moment + CLOCK_TOLERANCE
