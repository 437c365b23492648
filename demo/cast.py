"""Who and what the demo partnership is made of, read from ``resources/demo/partnership.json``. Everyone in it is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import resources
from desktop.domain.entries import from_fields
from desktop.domain.records import ChildEntry, ConcernEntry, Contacts, OrganisationKind, Profile

CAST = "demo/partnership.json"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the partnership. ``role`` is their role in the directory."""

    key: str
    profile: Profile
    role: str


@dataclass(frozen=True, slots=True)
class Cast:
    name: str
    desk: str
    passphrase: str
    administrator: Member
    members: tuple[Member, ...]
    children: Mapping[str, ChildEntry]
    concerns: Mapping[str, ConcernEntry]
    shares: Mapping[str, Mapping[str, str]]
    answers: Mapping[str, Mapping[str, str]]
    amendment: Mapping[str, str]

    def organisations(self) -> tuple[tuple[str, OrganisationKind], ...]:
        """(name, kind) of each organisation, once, the desk's first."""
        seen = {
            member.profile.organisation: member.profile.organisation_kind
            for member in (self.administrator, *self.members)
        }
        return tuple(sorted(seen.items(), key=lambda each: each[1] is not OrganisationKind.HUB))


def read_cast() -> Cast:
    """The cast that comes with this version."""
    told = json.loads(resources.read(CAST))
    contacts = Contacts(**told["contacts"])
    return Cast(
        name=told["name"],
        desk=told["desk"],
        passphrase=told["passphrase"],
        administrator=member(told["administrator"], contacts),
        members=tuple(member(each, contacts) for each in told["members"]),
        children={key: from_fields(ChildEntry, fields) for key, fields in told["children"].items()},
        concerns={key: from_fields(ConcernEntry, fields) for key, fields in told["concerns"].items()},
        shares=told["shares"],
        answers=told["answers"],
        amendment=told["amendment"],
    )


def member(told: Mapping[str, Any], contacts: Contacts) -> Member:
    """One person as the file tells it."""
    profile = Profile(told["name"], told["title"], told["organisation"], OrganisationKind(told["kind"]), contacts)
    return Member(told["key"], profile, told.get("role", "administrator"))
