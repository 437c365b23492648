"""May this author say this kind about this record?

Rules this module keeps:

* genuine is decided before (signature, directory); accepted is decided here, per statement, as a pure function of
  the record's statements and the members known, so that every record book says the same in whatever order they came;
* only the organisation that recorded a child or a concern amends or settles it; others write beside it;
* a record is begun once: a founding statement has nothing in ``after``;
* only the desk opens referrals and decides enquiries; what a person decided before leaving the desk stands;
* before a directory is joined, one's own devices are the whole partnership.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from desktop.domain.ancestry import Ancestry
from desktop.domain.kinds import KINDS, KindSpec, Part, misshapen
from desktop.domain.statements import Kind, Statement

OWN_ORGANISATION = "own"  # the organisation of one's own devices before any directory names it


@dataclass(frozen=True, slots=True)
class Acceptance:
    """``accepted``, or the reason in plain words."""

    accepted: bool
    reason: str = ""


ACCEPTED = Acceptance(accepted=True)
UNKNOWN_SENDER = Acceptance(accepted=False, reason="unknown sender")
MISSHAPEN = Acceptance(accepted=False, reason="its fields do not have the form of its kind")
ANOTHER_ORGANISATION = Acceptance(accepted=False, reason="only the organisation that wrote this record may amend it")
NOT_THE_DESK = Acceptance(accepted=False, reason="only a person at the desk may say this")
BEGUN_TWICE = Acceptance(accepted=False, reason="a record is begun once, and this one names an earlier statement")
LEFT_THE_DESK = Acceptance(accepted=False, reason="its author had left the desk when this was written")
ANOTHER_FAMILY = "this record was begun as another kind of record"
NOT_THE_SENDER = Acceptance(accepted=False, reason="only the organisation that shared this keeps its receipt")
NOTHING_TO_AMEND = Acceptance(accepted=False, reason="what it amends has not come yet")


@dataclass(frozen=True, slots=True)
class Member:
    device: str
    person: str
    organisation: str  # organisation id in the directory
    role: str  # "recorder", "lead", "desk", "administrator"
    until: datetime | None = None  # the device was withdrawn from then on


@dataclass(frozen=True, slots=True)
class Members:
    """Every known device. ``own`` are the devices of this record book: those before a restore stay one's own."""

    entries: Mapping[str, Member] = field(default_factory=dict)
    own: tuple[str, ...] = ()

    @classmethod
    def of_rows(
        cls,
        rows: Iterable[tuple[str, str, str, str]],
        own: Iterable[str] = (),
        withdrawn: Mapping[str, datetime] = MappingProxyType({}),
    ) -> Members:
        """From (device, person, organisation id, role) rows, as ``Writer.set_membership`` takes them."""
        return cls({row[0]: Member(*row, withdrawn.get(row[0])) for row in rows}, tuple(sorted(set(own))))

    def find(self, device: str) -> Member | None:
        member = self.entries.get(device)
        if member is None and device in self.own:
            return Member(device, "", self.own_organisation, "lead")
        return member

    def is_own(self, device: str) -> bool:
        """Whether a device belongs to our own organisation."""
        member = self.find(device)
        return member is not None and member.organisation == self.own_organisation

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
    if statement.kind in _DESK_ONLY:
        return _of_desk(statement, member)
    return _of_organisation(statement, member.organisation, record_origin_org)


def _of_desk(statement: Statement, member: Member) -> Acceptance:
    """Who left the desk decides nothing any more; what they decided before that stands."""
    if member.role != "desk":
        return NOT_THE_DESK
    return LEFT_THE_DESK if member.until is not None and statement.written_at >= member.until else ACCEPTED


def _of_organisation(statement: Statement, organisation: str, origin: str) -> Acceptance:
    own = organisation == origin
    match KINDS.get(statement.kind):
        case None:  # restricting a record is its own organisation's right; anything else unknown does no harm
            return ACCEPTED if own or not statement.must else ANOTHER_ORGANISATION
        case KindSpec(part=Part.FOUNDS):
            return ACCEPTED if _founds(statement) else BEGUN_TWICE
        case KindSpec(part=Part.AMENDS):
            return ACCEPTED if own else ANOTHER_ORGANISATION if origin else NOTHING_TO_AMEND
        case _:
            receipt = statement.kind == Kind.RECEIPT_KEPT and bool(origin)
            return NOT_THE_SENDER if receipt and not own else ACCEPTED


def judge(statements: Collection[Statement], members: Members) -> Callable[[Statement], Acceptance]:
    """A judge of one record's statements, for ``fold``.

    The origin of an amendment is the organisation of the founding statement it descends from. When two organisations
    begin one record id, neither may amend the other's: both stay, and the fold shows them as disputed.
    """
    known = {statement.id: statement for statement in statements}
    founder = {s.id: m.organisation for s in known.values() if _founds(s) and (m := members.find(s.device)) is not None}
    everyone = frozenset(founder.values())
    before: dict[str, frozenset[str]] = {}
    for named in Ancestry(known).order:
        before[named] = _founders_before(known[named], founder, before)

    def origin_of(statement: Statement) -> str:
        orgs = before.get(statement.id) or everyone
        return next(iter(orgs)) if len(orgs) == 1 else ""

    return lambda statement: may_say(statement, origin_of(statement), members)


def _founders_before(
    statement: Statement, founder: Mapping[str, str], before: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The organisations that founded what this statement descends from; two are as good as more."""
    found: set[str] = set()
    for parent in statement.after:
        found |= before.get(parent, frozenset())
        if parent in founder:
            found.add(founder[parent])
        if len(found) > 1:
            break
    return frozenset(found)


def _founds(statement: Statement) -> bool:
    """Whether it begins a record. A share names the statements it shares; nothing else names anything."""
    spec = KINDS.get(statement.kind)
    return spec is not None and spec.part is Part.FOUNDS and (spec.family == "share" or not statement.after)
