"""May this author say this kind about this record?

Rules this module keeps:

* genuine is decided before (signature, directory); accepted is decided here, per statement, as a pure function of
  the record's statements and the members known, so that every record book says the same in whatever order they came;
* only the organisation that recorded a child or a concern amends or settles it; others write beside it;
* a record is begun once: a founding statement has nothing in ``after``;
* only the desk opens referrals, asks and decides; what a person decided before leaving the desk stands;
* only the organisation that sent a referral answers what the desk asked about it;
* what a withdrawn key said counts by where the hub's log has it, never by the time it says itself: a stolen key
  cannot date its statements before its theft;
* before a directory is joined, one's own devices are the whole partnership.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from desktop.domain.ancestry import Ancestry
from desktop.domain.extracts import extract_of, is_made_of
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
KEY_NOT_SAFE = Acceptance(accepted=False, reason="the key it is signed with may have been in other hands")
NOT_THE_ASKED = Acceptance(accepted=False, reason="only the organisation that was asked may answer")
NOTHING_ASKED = Acceptance(accepted=False, reason="the question that it answers has not come, or was not accepted")
NOT_A_LEAD = Acceptance(accepted=False, reason="only a lead, or a person at the desk, erases or stops erasing")
NOT_AN_EXTRACT = Acceptance(accepted=False, reason="it is not made of the text that it names")
NOTHING_TO_AMEND = Acceptance(accepted=False, reason="what it amends has not come yet")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """From when a device, or its key, counts no more: the time, and how long the hub's log was then.

    ``index`` 0 means that only the time is known.
    """

    at: datetime
    index: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a statement came into this record book.

    ``log_index`` is the lowest index, in the hub's log, of the letters that it came in; None without any receipt.
    ``here`` means that it was written in this record book.
    """

    log_index: int | None = None
    here: bool = False


NO_RECEIPT = Arrival()


@dataclass(frozen=True, slots=True)
class Member:
    device: str
    person: str
    organisation: str  # organisation id in the directory
    role: str  # "recorder", "lead", "desk", "administrator"
    withdrawn: Withdrawal | None = None  # the device is out of use from then on
    compromised: Withdrawal | None = None  # its key may be in other hands from then on


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
        withdrawn: Mapping[str, Withdrawal] = MappingProxyType({}),
        compromised: Mapping[str, Withdrawal] = MappingProxyType({}),
    ) -> Members:
        """From (device, person, organisation id, role) rows, as ``Writer.set_membership`` takes them."""
        entries = {row[0]: Member(*row, withdrawn.get(row[0]), compromised.get(row[0])) for row in rows}
        return cls(entries, tuple(sorted(set(own))))

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
    def doubted(self) -> frozenset[str]:
        """The devices for which it counts how a statement came."""
        return frozenset(m.device for m in self.entries.values() if m.withdrawn or m.compromised)

    @property
    def own_organisation(self) -> str:
        for device in self.own:
            if device in self.entries:
                return self.entries[device].organisation
        return OWN_ORGANISATION


_ERASING = frozenset({Kind.RECORD_ERASED, Kind.HOLD_PLACED, Kind.HOLD_LIFTED})
_DESK_ONLY = frozenset(
    {Kind.REFERRAL_OPENED, Kind.ENQUIRY_OPENED, Kind.ENQUIRY_JOINED, Kind.ENQUIRY_DECIDED, Kind.QUESTION_ASKED}
)


def may_say(statement: Statement, record_origin_org: str, members: Members, came: Arrival = NO_RECEIPT) -> Acceptance:
    """Judge one statement. ``record_origin_org`` is the organisation that began the record, "" when not known."""
    member = members.find(statement.device)
    if member is None:
        return UNKNOWN_SENDER
    if member.compromised is not None and not _safe(statement, member.compromised, came):
        return KEY_NOT_SAFE
    if misshapen(statement.kind, statement.fields):
        return MISSHAPEN
    if statement.kind in _ERASING:
        return ACCEPTED if member.role in {"lead", "desk"} else NOT_A_LEAD
    if statement.kind in _DESK_ONLY:
        return _of_desk(statement, member, came)
    return _of_organisation(statement, member.organisation, record_origin_org)


def _safe(statement: Statement, since: Withdrawal, came: Arrival) -> bool:
    """Whether a statement by a key that may be in other hands was there before: the hub's log alone can say so.

    What we wrote ourselves is in our journal because we wrote it. What came without a place in the log may have been
    made at any time, whatever it says; its own time is believed only where the log's length at the theft is not known.
    """
    if came.here:
        return True
    if came.log_index is None:
        return False
    return came.log_index < since.index if since.index else statement.written_at < since.at


def _of_desk(statement: Statement, member: Member, came: Arrival) -> Acceptance:
    """Who left the desk decides nothing any more; what they decided before that stands."""
    if member.role != "desk":
        return NOT_THE_DESK
    since = member.withdrawn
    if since is None or statement.written_at < since.at:
        return ACCEPTED
    logged_before = came.log_index is not None and came.log_index < since.index  # then its clock was fast
    return ACCEPTED if logged_before else LEFT_THE_DESK


def _of_organisation(statement: Statement, organisation: str, origin: str) -> Acceptance:
    own = organisation == origin
    match KINDS.get(statement.kind):
        case None:  # restricting a record is its own organisation's right; anything else unknown does no harm
            return ACCEPTED if own or not statement.must else ANOTHER_ORGANISATION
        case KindSpec(part=Part.FOUNDS):
            return ACCEPTED if _founds(statement) else BEGUN_TWICE
        case KindSpec(part=Part.AMENDS):
            return ACCEPTED if own else ANOTHER_ORGANISATION if origin else NOTHING_TO_AMEND
        case _ if statement.kind == Kind.QUESTION_ANSWERED:
            return ACCEPTED if own else NOT_THE_ASKED
        case _:
            receipt = statement.kind == Kind.RECEIPT_KEPT and bool(origin)
            return NOT_THE_SENDER if receipt and not own else ACCEPTED


def judge(
    statements: Collection[Statement], members: Members, came: Mapping[str, Arrival] = MappingProxyType({})
) -> Callable[[Statement], Acceptance]:
    """A judge of one record's statements, for ``fold``. ``came`` says by id how they came, where that may count.

    The origin of an amendment is the organisation of the founding statement it descends from. When two organisations
    begin one record id, neither may amend the other's: both stay, and the fold shows them as disputed.
    """
    known = {statement.id: statement for statement in statements}
    founder = {
        s.id: m.organisation
        for s in known.values()
        if _founds(s)
        and (m := members.find(s.device)) is not None
        and (m.compromised is None or _safe(s, m.compromised, came.get(s.id, NO_RECEIPT)))
    }
    everyone = frozenset(founder.values())
    before: dict[str, frozenset[str]] = {}
    for named in Ancestry(known).order:
        before[named] = _founders_before(known[named], founder, before)

    def origin_of(statement: Statement) -> str:
        orgs = before.get(statement.id) or everyone
        return next(iter(orgs)) if len(orgs) == 1 else ""

    def verdict(statement: Statement) -> Acceptance:
        found = may_say(statement, origin_of(statement), members, came.get(statement.id, NO_RECEIPT))
        if statement.kind == Kind.QUESTION_ANSWERED and found.accepted:
            asked = [known[one] for one in statement.after if one in known and known[one].kind == Kind.QUESTION_ASKED]
            return found if any(verdict(one).accepted for one in asked) else NOTHING_ASKED
        extracted = statement.kind == Kind.TEXT_EXTRACTED and found.accepted
        return NOT_AN_EXTRACT if extracted and not _is_extract(statement, known) else found

    return verdict


def _is_extract(statement: Statement, known: Mapping[str, Statement]) -> bool:
    """Whether an extract has its form and, where its original's text is here, is made of it."""
    extract = extract_of(statement)
    if extract is None:
        return not {"of", "extract"} <= statement.fields.keys()  # a part was left out: it shows nothing wrong
    original = known.get(extract.original)
    text = original.fields.get(extract.field) if original is not None else None
    return text is None or (isinstance(text, str) and is_made_of(extract, text))


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
