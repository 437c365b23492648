"""May this author say this kind about this record?

Rules this module keeps:

* genuine is decided before (signature, directory); accepted is decided here, per statement, as a pure function of
  the record's statements and the members known, so that every record book says the same in whatever order they came;
* only the organisation that recorded a child, a concern or another entry amends, settles or withdraws it; others write
  beside it, also that they disagree;
* a record is begun once: a founding statement has nothing in ``after``; and by the device that made its id, by no other
  that heard of it (``record_ids``);
* only the desk opens referrals, asks and decides: a person with that role in an organisation that keeps a desk;
* what a person said counts by the role they had then: what was decided, and held, before leaving the desk stands;
* what first comes after its author's device was withdrawn erases, holds and decides nothing, and tells something only
  where a colleague hands it on;
* only the organisation that sent a referral answers what the desk asked about it;
* before and after are where the hub's log has a statement, or when it came, never the time it says itself: a stolen key
  cannot date its statements before its theft, nor a leaver before leaving;
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
from desktop.domain.record_ids import may_begin
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
LEFT_THE_DESK = Acceptance(accepted=False, reason="its author had left the desk when this came")
HAD_LEFT = Acceptance(accepted=False, reason="its author had left, and no colleague handed it on")
ERASED_AFTER_LEAVING = Acceptance(
    accepted=False, reason="its author had left when this came, and erases and holds nothing"
)
NOT_ITS_BEGINNER = Acceptance(accepted=False, reason="only the device that gave this record its number may begin it")
ANOTHER_FAMILY = "this record was begun as another kind of record"
NOT_THE_SENDER = Acceptance(accepted=False, reason="only the organisation that shared this keeps its receipt")
KEY_NOT_SAFE = Acceptance(accepted=False, reason="the key it is signed with may have been in other hands")
NOT_THE_ASKED = Acceptance(accepted=False, reason="only the organisation that was asked may answer")
NOTHING_ASKED = Acceptance(accepted=False, reason="the question that it answers has not come, or was not accepted")
NOT_A_LEAD = Acceptance(accepted=False, reason="only a lead, or a person at the desk, erases or stops erasing")
NOT_AN_EXTRACT = Acceptance(accepted=False, reason="it is not made of the text that it names")
NOT_ITS_WRITER = Acceptance(accepted=False, reason="only the organisation that wrote this record may withdraw it")
NOTHING_TO_AMEND = Acceptance(accepted=False, reason="what it amends has not come yet")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """From when a device, or its key, counts no more: the time, and how long the hub's log was then.

    ``index`` 0 means that only the time is known.
    """

    at: datetime
    index: int = 0


def _logged_before(log_index: int | None, there_by: datetime | None, since: Withdrawal) -> bool:
    if log_index is not None and since.index:
        return log_index < since.index
    return there_by is not None and there_by < since.at


@dataclass(frozen=True, slots=True)
class HandedOn:
    """That a device sent somebody else's statement: under which lowest index of the hub's log, and when first."""

    device: str
    log_index: int | None
    there_by: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a statement came into this record book.

    ``log_index`` is the lowest index, in the hub's log, of the letters that it came in; None without any receipt.
    ``here`` means that it was written in this record book. ``there_by`` is the earliest time at which it is known to have
    been there: the hub's time of a letter with a receipt, or when it came here. ``handed_on`` says who else than its
    author sent it.
    """

    log_index: int | None = None
    here: bool = False
    there_by: datetime | None = None
    handed_on: tuple[HandedOn, ...] = ()

    def before(self, since: Withdrawal, written_at: datetime) -> bool:
        """Whether a statement was there before something changed. Its own time counts only for what was written here."""
        if self.here:
            return written_at < since.at
        return _logged_before(self.log_index, self.there_by, since)


NO_RECEIPT = Arrival()


@dataclass(frozen=True, slots=True)
class Moved:
    """That a person had another role until then."""

    role: str
    until: Withdrawal


@dataclass(frozen=True, slots=True)
class Member:
    device: str
    person: str
    organisation: str  # organisation id in the directory
    role: str  # now: "recorder", "lead", "desk", "administrator"
    withdrawn: Withdrawal | None = None  # the device is out of use from then on
    compromised: Withdrawal | None = None  # its key may be in other hands from then on
    earlier: tuple[Moved, ...] = ()  # the roles before, the first one first
    keeps_desk: bool = True  # its organisation keeps a desk

    def role_at(self, statement: Statement, came: Arrival) -> str:
        """The role that this person had when they said this."""
        return next((held.role for held in self.earlier if came.before(held.until, statement.written_at)), self.role)


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
        return frozenset(m.device for m in self.entries.values() if m.withdrawn or m.compromised or m.earlier)

    @property
    def own_organisation(self) -> str:
        for device in self.own:
            if device in self.entries:
                return self.entries[device].organisation
        return OWN_ORGANISATION


_ERASING = frozenset({Kind.RECORD_ERASED, Kind.HOLD_PLACED, Kind.HOLD_LIFTED})
_WITHDRAWING = frozenset({Kind.RECORD_WITHDRAWN, Kind.RECORD_REINSTATED})
_NEVER_FROM_LEAVERS = frozenset({"enquiry", "desk"})  # also what a later version adds to them
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
    return _by_standing(statement, member, members, came) or _of_organisation(
        statement, member.organisation, record_origin_org
    )


def _by_standing(statement: Statement, member: Member, members: Members, came: Arrival) -> Acceptance | None:
    """What the author's role then, and leaving, say of it; None when it is for their organisation to say."""
    left = member.withdrawn is not None and not came.here and not came.before(member.withdrawn, statement.written_at)
    if statement.kind in _ERASING:
        return _erases(member.role_at(statement, came), left=left)
    if statement.kind in _DESK_ONLY:
        return _of_desk(statement, member, came)
    if left and (not _vouched(member, members, came) or statement.kind.partition(".")[0] in _NEVER_FROM_LEAVERS):
        return HAD_LEFT
    return None


def _safe(statement: Statement, since: Withdrawal, came: Arrival) -> bool:
    """Whether a statement by a key that may be in other hands was there before: the hub's log alone can say so.

    What we wrote ourselves is in our journal because we wrote it. What came without a place in the log may have been
    made at any time, whatever it says; where the log's length at the theft is not known, the hub's time decides.
    """
    return came.here or (came.log_index is not None and came.before(since, statement.written_at))


def _vouched(author: Member, members: Members, came: Arrival) -> bool:
    """Whether a colleague handed it on who had not left then, and whose key was safe."""
    for handed in came.handed_on:
        colleague = members.find(handed.device)
        if colleague is None or colleague.organisation != author.organisation:
            continue
        ends = [end for end in (colleague.withdrawn, colleague.compromised) if end is not None]
        if all(_logged_before(handed.log_index, handed.there_by, end) for end in ends):
            return True
    return False


def _erases(role: str, *, left: bool) -> Acceptance:
    if role not in {"lead", "desk"}:
        return NOT_A_LEAD
    return ERASED_AFTER_LEAVING if left else ACCEPTED


def _of_desk(statement: Statement, member: Member, came: Arrival) -> Acceptance:
    """Who left the desk decides nothing any more; what they decided before that stands."""
    if not member.keeps_desk:
        return NOT_THE_DESK
    if member.role_at(statement, came) != "desk":
        return LEFT_THE_DESK if any(held.role == "desk" for held in member.earlier) else NOT_THE_DESK
    since = member.withdrawn
    return ACCEPTED if since is None or came.before(since, statement.written_at) else LEFT_THE_DESK


def _of_organisation(statement: Statement, organisation: str, origin: str) -> Acceptance:
    own = organisation == origin
    match KINDS.get(statement.kind):
        case None:  # restricting a record is its own organisation's right; anything else unknown does no harm
            return ACCEPTED if own or not statement.must else ANOTHER_ORGANISATION
        case KindSpec(part=Part.FOUNDS):
            if not _may_begin(statement):
                return NOT_ITS_BEGINNER
            return ACCEPTED if _founds(statement) else BEGUN_TWICE
        case KindSpec(part=Part.AMENDS):
            return ACCEPTED if own else ANOTHER_ORGANISATION if origin else NOTHING_TO_AMEND
        case _:
            return ACCEPTED if own else _of_another(statement.kind, origin)


def _of_another(kind: str, origin: str) -> Acceptance:
    """What an organisation may say of a record that it did not begin, or of one whose beginning is not known."""
    if kind in _WITHDRAWING:
        return NOT_ITS_WRITER if origin else NOTHING_TO_AMEND
    if kind == Kind.QUESTION_ANSWERED:
        return NOT_THE_ASKED
    return NOT_THE_SENDER if kind == Kind.RECEIPT_KEPT and origin else ACCEPTED


def judge(
    statements: Collection[Statement], members: Members, came: Mapping[str, Arrival] = MappingProxyType({})
) -> Callable[[Statement], Acceptance]:
    """A judge of one record's statements, for ``fold``. ``came`` says by id how they came, where that may count.

    The origin of an amendment is the organisation of the founding statement it descends from. When two organisations
    begin one record id, neither may amend the other's: both stay, and the fold shows them as disputed.
    """
    known = {statement.id: statement for statement in statements}
    homes = {statement.about[0] for statement in known.values() if statement.about}
    home = next(iter(homes)) if len(homes) == 1 else ""  # a copy without its records stands for one that names it
    founder = {
        s.id: m.organisation
        for s in known.values()
        if _founds(s)
        and _may_begin(s, home)
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
        if found.accepted and _is_founding(statement) and not _may_begin(statement, home):
            return NOT_ITS_BEGINNER
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


def _is_founding(statement: Statement) -> bool:
    spec = KINDS.get(statement.kind)
    return spec is not None and spec.part is Part.FOUNDS


def _may_begin(statement: Statement, home: str = "") -> bool:
    """Whether the record that it is first of all about is one that its device may begin."""
    return may_begin(statement.about[0] if statement.about else home, statement.device)


def _founds(statement: Statement) -> bool:
    """Whether it begins a record. A share names the statements it shares; nothing else names anything."""
    spec = KINDS.get(statement.kind)
    return spec is not None and spec.part is Part.FOUNDS and (spec.family == "share" or not statement.after)
