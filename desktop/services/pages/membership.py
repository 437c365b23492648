"""Standing in a partnership, and joining it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Standing:
    joined: bool
    area: str
    organisation: str
    role: str
    administrator: bool
    words: str  # six words over this device's key card, or over it and the invitation while waiting
    waiting: bool  # a request was made and no directory has come yet
    directory_expires: date | None = None
    devices: tuple[tuple[str, str, str], ...] = ()  # (person, organisation, six words)
    alarms: tuple[str, ...] = ()  # whole sentences: used on two computers
    needed: int = 1  # how many administrators sign a change of the partnership
    proposal: bool = False  # a change that waits for another administrator is kept here
    unproved: tuple[str, ...] = ()  # people admitted from here whose computer has not answered its first letter yet


@dataclass(frozen=True, slots=True)
class RequestFile:
    content: bytes
    words: str  # six, to read out by telephone


@dataclass(frozen=True, slots=True)
class RequestSummary:
    person: str
    role_title: str
    organisation: str
    role: str
    words: str  # six, to compare by telephone
    content: bytes
    replaces: str = ""  # "person, organisation" whose lost computer this one replaces
