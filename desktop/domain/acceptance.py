"""May this author say this kind about this record?

Rules this module keeps:

* genuine is decided before (signature, directory); accepted is decided here, per statement, as a pure function of
  the record's statements and the members known, so that every record book says the same in whatever order they came;
* only the organisation that recorded a child or a concern amends or settles it; others write beside it;
* a record is begun once: a founding statement has nothing in ``after``;
* only the desk opens referrals and decides enquiries;
* before a directory is joined, one's own devices are the whole partnership.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from desktop.domain.kinds import KINDS, Part, family_of, misshapen
from desktop.domain.statements import Kind, Statement

OWN_ORGANISATION = "own"  # the organisation of one's own devices before any directory names it


@dataclass(frozen=True, slots=True)
class Acceptance:
    """``accepted``, or the reason in plain words."""

    accepted: bool
    reason: str = ""


ACCEPTED = Acceptance(True)
UNKNOWN_SENDER = Acceptance(False, "unknown sender")
MISSHAPEN = Acceptance(False, "its fields do not have the form of its kind")
ANOTHER_ORGANISATION = Acceptance(False, "only the organisation that wrote this record may amend it")
NOT_THE_DESK = Acceptance(False, "only a person at the desk may say this")
BEGUN_TWICE = Acceptance(False, "a record is begun once, and this one names an earlier statement")
NOT_THE_SENDER = Acceptance(False, "only the organisation that shared this keeps its receipt")
NOTHING_TO_AMEND = Acceptance(False, "what it amends has not come yet")


@dataclass(frozen=True, slots=True)
class Member:
    device: str
    person: str
    organisation: str  # organisation id in the directory
    role: str  # "recorder", "lead", "desk", "administrator"


@dataclass(frozen=True, slots=True)
class Members:
    """Every known device. ``own`` are the devices of this record book: those before a restore stay one's own."""

    entries: Mapping[str, Member] = field(default_factory=dict)
    own: tuple[str, ...] = ()

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[str, str, str, str]], own: Iterable[str] = ()) -> Members:
        """From (device, person, organisation id, role) rows, as ``Writer.set_membership`` takes them."""
        return cls({row[0]: Member(*row) for row in rows}, tuple(sorted(set(own))))

    def find(self, device: str) -> Member | None:
        member = self.entries.get(device)
        if member is None and device in self.own:
            return Member(device, "", self.own_organisation, "lead")
        return member

    @property
    def own_organisation(self) -> str:
        for device in self.own:
            if device in self.entries:
                return self.entries[device].organisation
        return OWN_ORGANISATION


_DESK_ONLY = frozenset({Kind.REFERRAL_OPENED, Kind.ENQUIRY_OPENED, Kind.ENQUIRY_JOINED, Kind.ENQUIRY_DECIDED})


def may_say(statement: Statement, record_origin_org: str, members: Members) -> Acceptance:
    """Judge one statement. ``record_origin_org`` is the organisation that began the record, "" when not known."""
    member = members.find(statement.device)
    if member is None:
        return UNKNOWN_SENDER
    if misshapen(statement.kind, statement.fields):
        return MISSHAPEN
    spec = KINDS.get(statement.kind)
    if statement.kind in _DESK_ONLY:
        return ACCEPTED if member.role == "desk" else NOT_THE_DESK
    if spec is None:
        return ACCEPTED if not statement.must or member.organisation == record_origin_org else ANOTHER_ORGANISATION
    if spec.part is Part.FOUNDS:
        begins = spec.family == "share" or not statement.after  # a share names the statements it shares
        return ACCEPTED if begins else BEGUN_TWICE
    if spec.part is Part.AMENDS:
        if not record_origin_org:
            return NOTHING_TO_AMEND
        return ACCEPTED if member.organisation == record_origin_org else ANOTHER_ORGANISATION
    if statement.kind == Kind.RECEIPT_KEPT and record_origin_org:
        return ACCEPTED if member.organisation == record_origin_org else NOT_THE_SENDER
    return ACCEPTED


def judge(statements: Collection[Statement], members: Members) -> Callable[[Statement], Acceptance]:
    """A judge of one record's statements, for ``fold``.

    The origin of an amendment is the organisation of the founding statement it descends from. When two organisations
    begin one record id, neither may amend the other's: both stay, and the fold shows them as disputed.
    """
    known = {statement.id: statement for statement in statements}

    def founders(found: Iterable[Statement]) -> set[str]:
        orgs = {m.organisation for s in found if _founds(s) and (m := members.find(s.device)) is not None}
        return orgs

    everyone = founders(known.values())

    def origin_of(statement: Statement) -> str:
        before = founders(_ancestors(statement, known))
        orgs = before or everyone
        return next(iter(orgs)) if len(orgs) == 1 else ""

    return lambda statement: may_say(statement, origin_of(statement), members)


def _founds(statement: Statement) -> bool:
    spec = KINDS.get(statement.kind)
    if spec is None or spec.part is not Part.FOUNDS:
        return False
    return family_of(statement.kind) == "share" or not statement.after


def _ancestors(statement: Statement, known: Mapping[str, Statement]) -> list[Statement]:
    found: dict[str, Statement] = {}
    waiting = list(statement.after)
    while waiting:
        here = known.get(waiting.pop())
        if here is not None and here.id not in found:
            found[here.id] = here
            waiting.extend(here.after)
    return list(found.values())
