"""The rows of a directory: organisations, desks with the epochs of their keys, and people's devices.

Rules this module keeps:

* a row has one JSON form, with exactly its named members; reading refuses any other (``Malformed``);
* a withdrawal is a time and a place in the hub's log; it may become earlier, never later, never blank;
* roles are a list from the first on: a role changed in place keeps its history;
* names of members, roles and organisations are here, readable by members and hub; nothing about a child is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from bundle.encoding import MAX_INTEGER
from bundle.errors import Malformed
from bundle.hub_cards import MAX_TEXT
from bundle.keys import KeyCard, check_age_form
from bundle.times import from_seconds, to_seconds, whole_seconds

DESK_ROLE = "desk"
MAX_ROLES = 64
MOST_HOLDERS = 16  # of an organisation's recovery (SLIP-39)
_ORGANISATION_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")  # it names files, so it has no dot and no slash
_DESK_ID = re.compile(r"[A-Za-z0-9_-]{22}\Z")  # 128 random bits: a mailbox id, which no device id can be


def is_organisation_id(value: object) -> bool:
    """Say whether ``value`` has the form of an organisation id: 1 to 64 letters, digits, ``-`` or ``_``."""
    return isinstance(value, str) and bool(_ORGANISATION_ID.match(value))


def is_desk_id(value: object) -> bool:
    """Say whether ``value`` has the form of a desk's or team's mailbox id: 22 characters of base64url."""
    return isinstance(value, str) and bool(_DESK_ID.match(value))


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
    """A member of the partnership. ``kind`` is ``school``, ``health``, ``club``, ``faith``, ``hub`` or a newer word.

    ``recovery`` is the age recipient to which its record books may be sealed for recovery, or ``""``; the words of ``needed``
    of ``holders`` people open it (0 without one). They stand in the organisation's own file, so that only the organisation's
    keys choose them.
    """

    id: str
    name: str
    kind: str
    contacts: Contacts = field(default_factory=Contacts)
    recovery: str = ""
    needed: int = 0
    holders: int = 0

    def __post_init__(self) -> None:
        if not is_organisation_id(self.id):
            raise Malformed("an organisation's id is of letters and digits")
        if self.recovery:
            check_age_form(self.recovery)
        if not (
            2 <= self.needed <= self.holders <= MOST_HOLDERS if self.recovery else self.needed == self.holders == 0
        ):
            raise Malformed("a recovery is opened by two or more of its holders, sixteen at most")

    def to_json(self) -> dict[str, Any]:
        """Return the row of the area's file, which has everything but its recovery."""
        return {**texts_of(self, "id", "name", "kind"), "contacts": texts_of(self.contacts)}

    @classmethod
    def from_json(cls, value: object) -> Organisation:
        """Return the organisation of a row of the area's file; raise ``Malformed``."""
        if not isinstance(value, dict) or set(value) != {"id", "name", "kind", "contacts"}:
            raise Malformed("not an organisation")
        contacts = value["contacts"]
        if not isinstance(contacts, dict) or set(contacts) != {part.name for part in fields(Contacts)}:
            raise Malformed("not an organisation's contacts")
        numbers = Contacts(**{name: short_text(words) for name, words in contacts.items()})
        return cls(short_text(value["id"]), short_text(value["name"]), short_text(value["kind"]), numbers)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk or team that takes letters: its members are the devices of ``organisation`` with the role ``desk``."""

    id: str
    name: str
    organisation: str
    hours: str = ""

    def __post_init__(self) -> None:
        if not is_desk_id(self.id):
            raise Malformed("a desk's id is 22 characters of base64url")

    def to_json(self) -> dict[str, str]:
        """Return the row."""
        return texts_of(self)

    @classmethod
    def from_json(cls, value: object) -> Desk:
        """Return the desk of a row; raise ``Malformed``."""
        if not isinstance(value, dict) or set(value) != {part.name for part in fields(cls)}:
            raise Malformed("not a desk")
        return cls(**{name: short_text(words) for name, words in value.items()})


@dataclass(frozen=True, slots=True)
class DeskEpoch:
    """One key of a desk: letters are sealed to ``recipient`` until the epoch is ``ended`` (None: it is the current one).

    ``number`` counts from 1 for each desk. The secret is with the desk's members; it is in no file.
    """

    desk: str
    number: int
    recipient: str
    begins: datetime
    ended: datetime | None = None

    def __post_init__(self) -> None:
        if not is_desk_id(self.desk) or type(self.number) is not int or not 1 <= self.number <= MAX_INTEGER:
            raise Malformed("a desk's epoch names its desk and counts from 1")
        check_age_form(self.recipient)

    def to_json(self) -> dict[str, Any]:
        """Return the row."""
        return {
            "desk": self.desk,
            "number": self.number,
            "recipient": self.recipient,
            "begins": to_seconds(self.begins),
            "ended": None if self.ended is None else to_seconds(self.ended),
        }

    @classmethod
    def from_json(cls, value: object) -> DeskEpoch:
        """Return the epoch of a row; raise ``Malformed``."""
        if not isinstance(value, dict) or set(value) != {part.name for part in fields(cls)}:
            raise Malformed("not a desk's epoch")
        return cls(
            desk=short_text(value["desk"]),
            number=value["number"],
            recipient=long_text(value["recipient"]),
            begins=from_seconds(value["begins"]),
            ended=None if value["ended"] is None else from_seconds(value["ended"]),
        )


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """From when a device, or its key, counts no more.

    ``at`` is the time; ``index`` how many letters the hub's log had then, so that what it logged before stays good:
    0 means that only the time is known.
    """

    at: datetime
    index: int = 0

    def __post_init__(self) -> None:
        if type(self.index) is not int or not 0 <= self.index <= MAX_INTEGER:
            raise Malformed("a withdrawal names a place in the log")
        object.__setattr__(self, "at", whole_seconds(self.at))

    def counts(self, at: datetime, index: int | None) -> bool:
        """Say whether a letter logged at ``index`` (None: not in the log), or a call at the time ``at``, is too late."""
        return self.at <= at if index is None or not self.index else index >= self.index

    def earlier(self, other: Withdrawal | None) -> Withdrawal:
        """Return what withdraws most of the two."""
        if other is None:
            return self
        index = 0 if 0 in (self.index, other.index) else min(self.index, other.index)
        return Withdrawal(min(self.at, other.at), index)

    def keeps(self, earlier: Withdrawal) -> bool:
        """Say whether this withdraws all that ``earlier`` did."""
        return self.earlier(earlier) == self

    def to_json(self) -> dict[str, int]:
        """Return the two members."""
        return {"at": to_seconds(self.at), "index": self.index}

    @classmethod
    def from_json(cls, value: object) -> Withdrawal:
        """Return the withdrawal of its two members; raise ``Malformed``."""
        if not isinstance(value, dict) or set(value) != {"at", "index"}:
            raise Malformed("not a withdrawal")
        return cls(from_seconds(value["at"]), value["index"])


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """What a person did in the partnership from a day on.

    ``index`` is how many letters the hub's log had when the role began; 0 means that only the time is known.
    """

    role: str
    title: str
    since: datetime
    index: int = 0

    def __post_init__(self) -> None:
        if type(self.index) is not int or not 0 <= self.index <= MAX_INTEGER:
            raise Malformed("a role begins at a place in the log")


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """One person's keys on one computer. Times are aware, whole seconds; ``None`` means not withdrawn.

    ``role`` and ``role_title`` are the newest of ``roles``, which are filled in when they are left out. ``replaces`` is
    the id of the same person's earlier device (a restored record book), or ``""``.
    """

    card: KeyCard
    person: str
    role: str
    role_title: str
    organisation: str
    valid_from: datetime
    revoked_from: Withdrawal | None = None
    compromised_from: Withdrawal | None = None
    roles: tuple[RoleHeld, ...] = ()
    replaces: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "valid_from", whole_seconds(self.valid_from))
        roles = self.roles or (RoleHeld(self.role, self.role_title, self.valid_from),)
        if len(roles) > MAX_ROLES or [held.since for held in roles] != sorted(held.since for held in roles):
            raise Malformed("a device's roles are in order of time, and not too many")
        places = [held.index for held in roles if held.index]
        if places != sorted(places):
            raise Malformed("a device's roles are in the order of the log")
        if (self.role, self.role_title) != (roles[-1].role, roles[-1].title):
            raise Malformed("a device's role is the newest of its roles")
        if self.compromised_from is not None and self.compromised_from.at < self.valid_from:
            raise Malformed("a key was safe until its device was admitted")
        object.__setattr__(self, "roles", roles)

    @property
    def id(self) -> str:
        """The device id: the thumbprint of the card's signing key."""
        return self.card.id

    @property
    def withdrawn(self) -> bool:
        """Whether the device was ever withdrawn."""
        return self.revoked_from is not None or self.compromised_from is not None

    @property
    def at_desk(self) -> bool:
        """Whether it is a member of its organisation's desks now."""
        return self.role == DESK_ROLE and not self.withdrawn

    def withdrawn_at(self, moment: datetime, index: int | None = None) -> bool:
        """Say whether the card was withdrawn at ``moment``, or for a letter that the hub logged at ``index``."""
        return any(one is not None and one.counts(moment, index) for one in (self.revoked_from, self.compromised_from))

    def withdraw(self, at: datetime, *, compromised: bool, index: int = 0) -> DeviceEntry:
        """Return the entry revoked, or its key unsafe, from ``at`` and ``index``, or from what was set and is earlier."""
        new = Withdrawal(at, index)
        if compromised:
            return replace(self, compromised_from=new.earlier(self.compromised_from))
        return replace(self, revoked_from=new.earlier(self.revoked_from))

    def with_role(self, role: str, title: str, since: datetime, index: int = 0) -> DeviceEntry:
        """Return the entry with another role from ``since`` and log ``index``; the earlier ones stay listed."""
        held = RoleHeld(role, title, max(whole_seconds(since), self.roles[-1].since), index)
        return replace(self, role=role, role_title=title, roles=(*self.roles, held))

    def to_json(self) -> dict[str, Any]:
        """Return the row of the organisation's file, which has everything but that the key is not safe."""
        return {
            **texts_of(self, "person", "replaces"),
            "card": self.card.to_json(),
            "roles": [
                {"role": held.role, "title": held.title, "since": to_seconds(held.since), "index": held.index}
                for held in self.roles
            ],
            "valid_from": to_seconds(self.valid_from),
            "revoked_from": None if self.revoked_from is None else self.revoked_from.to_json(),
        }

    @classmethod
    def from_json(cls, value: object, organisation: str, unsafe: Mapping[str, Withdrawal]) -> DeviceEntry:
        """Return the device of a row of ``organisation``'s file; raise ``Malformed``.

        ``unsafe`` are the compromised keys of the area's file, by device id.
        """
        if not isinstance(value, dict) or set(value) != _DEVICE or not isinstance(value["roles"], list):
            raise Malformed("not a device")
        roles = tuple(_role(held) for held in value["roles"])
        if not roles:
            raise Malformed("a device has a role")
        card = KeyCard.from_json(value["card"])
        return cls(
            card=card,
            person=short_text(value["person"]),
            role=roles[-1].role,
            role_title=roles[-1].title,
            organisation=organisation,
            valid_from=from_seconds(value["valid_from"]),
            revoked_from=None if value["revoked_from"] is None else Withdrawal.from_json(value["revoked_from"]),
            compromised_from=unsafe.get(card.id),
            roles=roles,
            replaces=short_text(value["replaces"]),
        )


_DEVICE = {"person", "replaces", "card", "roles", "valid_from", "revoked_from"}


def _role(value: object) -> RoleHeld:
    if not isinstance(value, dict) or set(value) != {"role", "title", "since", "index"}:
        raise Malformed("not a role")
    since = from_seconds(value["since"])
    return RoleHeld(short_text(value["role"]), short_text(value["title"]), since, value["index"])


def texts_of(entry: Organisation | Contacts | Desk | DeviceEntry, *names: str) -> dict[str, str]:
    """Return the named members of a row (all when none is named), which are texts."""
    return {name: getattr(entry, name) for name in names or tuple(part.name for part in fields(entry))}


def short_text(value: object) -> str:
    """Return ``value`` if it is a text of at most 512 characters; raise ``Malformed``."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise Malformed("not a short text")
    return value


def long_text(value: object) -> str:
    """Return ``value`` if it is a text; raise ``Malformed``. What it may hold is checked by its own rule."""
    if not isinstance(value, str):
        raise Malformed("not a text")
    return value
