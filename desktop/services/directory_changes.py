"""What a proposed directory would change, in sentences for the administrator who is asked to countersign it.

Rules this module keeps:

* every difference is told: in what the directory says, and in whose keys sign which part of it, and how many of them;
* a key is told as the person whose computer has it; a key of nobody listed, and a difference that nobody has words for,
  refuse the proposal (``ProposalUntold``): "nothing changes" is said only where nothing does;
* who looks after the partnership signs for an organisation that was given nobody of its own, and for the people at a desk
  as many of them as for the partnership: that follows from their own change, and is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from bundle.directory import (
    Authority,
    Contacts,
    Desk,
    DeviceEntry,
    Directory,
    DirectoryContents,
    Organisation,
    Proposal,
    RoleHeld,
    Signers,
)
from desktop.domain.dates import day_words, local, moment_words
from desktop.language import mark, tr
from desktop.services.errors import ProposalUntold

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ROLE_WORDS = {
    "recorder": mark("records concerns"),
    "lead": mark("leads on safeguarding"),
    "desk": mark("works in the safeguarding team and reads every referral"),
    "administrator": mark("looks after the partnership"),
}
CONTACT_WORDS = {
    "in_hours_name": mark("whom to ring in working hours"),
    "in_hours_number": mark("the number in working hours"),
    "out_of_hours_name": mark("whom to ring out of hours"),
    "out_of_hours_number": mark("the number out of hours"),
    "opens": mark("when it opens"),
    "closes": mark("when it closes"),
}
HUB_WORDS = {
    "name": mark("its name"),
    "address": mark("its address"),
    "online": mark("its key"),
    "certificate": mark("its certificate"),
    "origin": mark("the name of its log"),
    "log_pq": mark("the key of its log"),
    "suite": mark("how its log is signed"),
}


class _Who(NamedTuple):
    person: str
    organisation: str


def told(directory: Directory, proposal: Proposal) -> tuple[str, ...]:
    """Sentences for everything that ``proposal`` changes in ``directory``; never empty. Raises ``ProposalUntold``."""
    before, after = directory.contents, proposal.contents
    said = [
        *_administration(proposal),
        *_signing(proposal, before),
        *_people(before, after),
        *_organisations(before, after),
        *_desks(before, after),
    ]
    for name in _changed(before, after):
        match name:
            case "name":
                said.append(tr("The partnership is called {name} from now on.", name=after.name))
            case "hub":
                said.append(_hub(before, after))
            case "organisations" | "devices" | "desks" | "epochs":
                pass  # row by row above
            case _:
                raise ProposalUntold("a part of the directory has no words")
    if not said:
        if (before, proposal.before) != (after, proposal.after):
            raise ProposalUntold("a change has no words")
        said.append(tr("Nothing changes but the date up to which the list of people holds."))
    return tuple(said)


# who signs what


def _administration(proposal: Proposal) -> Iterator[str]:
    before, after = proposal.before, proposal.after
    people = _names(proposal.contents)
    for device in sorted(after.targets.devices - before.targets.devices):
        yield tr("{person} looks after the partnership from now on.", person=_named(people, device).person)
    for device in sorted(before.targets.devices - after.targets.devices):
        yield tr("{person} looks after the partnership no longer.", person=_named(people, device).person)
    if after.targets.threshold != before.targets.threshold:
        yield tr(
            "A change of the partnership then needs {number} of the people who look after it.",
            number=after.targets.threshold,
        )
    alike = before.root == before.targets and after.root == after.targets
    if before.root != after.root and not alike:
        yield tr(
            "Who looks after the partnership is chosen by {needed} of: {people}.",
            needed=after.root.threshold,
            people=_listed(people, after.root),
        )


def _signing(proposal: Proposal, earlier: DirectoryContents) -> Iterator[str]:
    before, after, contents = proposal.before, proposal.after, proposal.contents
    people = _names(contents)
    for one in contents.organisations:
        was, signers = before.organisations.get(one.id), after.organisations.get(one.id)
        usual = signers == _usual(after, contents, one.id)
        if usual and (was is None or was == _usual(before, earlier, one.id)):
            continue
        if signers is None:
            raise ProposalUntold("an organisation is signed for by nobody")
        if was != signers:
            yield tr(
                "The people of {organisation}, and what role each has, are then signed for by {needed} of: {people}.",
                organisation=one.name,
                needed=signers.threshold,
                people=_listed(people, signers),
            )
    hub = Signers(frozenset({contents.hub.id}), 1)
    if after.snapshot != hub or after.timestamp != hub:
        raise ProposalUntold("keys that are not the hub's sign in its place")


def _usual(authority: Authority, contents: DirectoryContents, organisation: str) -> Signers:
    """Who signs for an organisation that was given no keys of its own."""
    threshold = authority.targets.threshold if contents.desks_of(organisation) else 1
    return Signers(authority.targets.devices, threshold)


# the rows


def _people(before: DirectoryContents, after: DirectoryContents) -> Iterator[str]:
    organisations = {one.id: one.name for one in after.organisations}
    earlier = {entry.id: entry for entry in before.devices}
    for entry in after.devices:
        who = _Who(entry.person, organisations[entry.organisation])
        was = earlier.get(entry.id)
        if was is None:
            yield _joins(entry, who)
            yield from (_role(held, who) for held in entry.roles[1:])
        changed = {"revoked_from", "compromised_from"} if was is None else _changed(was, entry)
        if not changed <= {"role", "role_title", "roles", "revoked_from", "compromised_from"}:
            raise ProposalUntold("a part of a device has no words")
        if was is not None and "roles" in changed:
            yield from (_role(held, who) for held in entry.roles[len(was.roles) :])
        yield from _withdrawn(entry, changed, who)


def _joins(entry: DeviceEntry, who: _Who) -> str:
    role = _role_words(entry.roles[0])
    if entry.replaces:
        return tr(
            "{person} of {organisation} joins with a new computer in place of an earlier one: {role}.",
            person=who.person,
            organisation=who.organisation,
            role=role,
        )
    return tr("{person} of {organisation} joins: {role}.", person=who.person, organisation=who.organisation, role=role)


def _role(held: RoleHeld, who: _Who) -> str:
    return tr(
        "{person} of {organisation} gets another role from {day}: {role}.",
        person=who.person,
        organisation=who.organisation,
        day=_day(held.since),
        role=_role_words(held),
    )


def _withdrawn(entry: DeviceEntry, changed: Iterable[str], who: _Who) -> Iterator[str]:
    if "revoked_from" in changed and entry.revoked_from is not None:
        yield tr(
            "{person} of {organisation} leaves: this computer of theirs counts no more from {moment}.",
            person=who.person,
            organisation=who.organisation,
            moment=moment_words(entry.revoked_from.at),
        )
    unsafe = entry.compromised_from
    if "compromised_from" in changed and unsafe is not None:
        yield tr(
            "A computer of {person} of {organisation} may be in other hands. Nothing that came from it after {moment} is "
            "believed any more, in anybody's record book.",
            person=who.person,
            organisation=who.organisation,
            moment=moment_words(unsafe.at),
        )
        if unsafe.index:
            yield tr("Of its letters, those before number {number} of the area's log stay good.", number=unsafe.index)
        else:
            yield tr("The place in the area's log is not known, so only that time counts.")


def _organisations(before: DirectoryContents, after: DirectoryContents) -> Iterator[str]:
    known = {one.id: one for one in before.organisations}
    for one in after.organisations:
        was = known.get(one.id)
        if was is None:
            yield tr("{organisation} joins the partnership.", organisation=one.name)
            was = Organisation(one.id, one.name, one.kind)
        for name in sorted(_changed(was, one) - {"needed", "holders"} | _recovery_changed(was, one)):
            match name:
                case "name":
                    yield tr("{earlier} is called {organisation} from now on.", earlier=was.name, organisation=one.name)
                case "kind":
                    yield tr(
                        "{organisation} is an organisation of another kind: {kind}.",
                        organisation=one.name,
                        kind=one.kind,
                    )
                case "contacts":
                    yield _contacts(was, one)
                case "recovery":
                    yield _recovery(one)
                case _:
                    raise ProposalUntold("a part of an organisation has no words")


def _recovery_changed(was: Organisation, one: Organisation) -> set[str]:
    same = (was.recovery, was.needed, was.holders) == (one.recovery, one.needed, one.holders)
    return set() if same else {"recovery"}


def _contacts(was: Organisation, one: Organisation) -> str:
    changed = [field.name for field in fields(Contacts) if field.name in _changed(was.contacts, one.contacts)]
    rows = (f"{_word(CONTACT_WORDS, name)}: {getattr(one.contacts, name) or '–'}" for name in changed)
    return tr("How to reach {organisation} changes: {changes}.", organisation=one.name, changes="; ".join(rows))


def _recovery(one: Organisation) -> str:
    if not one.recovery:
        return tr("Nobody can open the record books of {organisation} in an emergency any more.", organisation=one.name)
    return tr(
        "Who can open the record books of {organisation} in an emergency changes: the words of {needed} of {holders} holders "
        "open them from now on, and earlier words open them no more.",
        organisation=one.name,
        needed=one.needed,
        holders=one.holders,
    )


def _desks(before: DirectoryContents, after: DirectoryContents) -> Iterator[str]:
    known = {desk.id: desk for desk in before.desks}
    organisations = {one.id: one.name for one in after.organisations}
    for desk in after.desks:
        was = known.get(desk.id)
        if was is None:
            where = organisations[desk.organisation]
            yield tr("{organisation} keeps a new safeguarding team: {desk}.", organisation=where, desk=desk.name)
            was = Desk(desk.id, desk.name, desk.organisation)
        for name in sorted(_changed(was, desk)):
            match name:
                case "name":
                    yield tr("{earlier} is called {desk} from now on.", earlier=was.name, desk=desk.name)
                case "hours":
                    yield tr("The hours of {desk} are then: {hours}.", desk=desk.name, hours=desk.hours or "–")
                case _:
                    raise ProposalUntold("a part of a desk has no words")
    named = {desk.id: desk.name for desk in after.desks}
    earlier = {(one.desk, one.number): one for one in before.epochs}
    for one in after.epochs:
        if (one.desk, one.number) not in earlier and one.ended is None:
            yield tr("Letters to {desk} are sealed to a new key.", desk=named[one.desk])
        elif earlier.get((one.desk, one.number)) != one:
            yield tr(
                "A key of {desk} is used no more: letters are sealed to it until {moment}.",
                desk=named[one.desk],
                moment=moment_words(one.ended or one.begins),
            )


def _hub(before: DirectoryContents, after: DirectoryContents) -> str:
    changed = [field.name for field in fields(after.hub) if field.name in _changed(before.hub, after.hub)]
    parts = ", ".join(_word(HUB_WORDS, name) for name in changed)
    return tr(
        "The service that carries letters changes ({parts}). It is then {name}, at {address}.",
        parts=parts,
        name=after.hub.name,
        address=after.hub.address,
    )


# words


def _changed(was: DataclassInstance, now: DataclassInstance) -> set[str]:
    """The names of the members in which two rows differ."""
    return {one.name for one in fields(now) if getattr(was, one.name) != getattr(now, one.name)}


def _word(words: Mapping[str, str], name: str) -> str:
    if name not in words:
        raise ProposalUntold("a part of a row has no words")
    return tr(words[name])


def _role_words(held: RoleHeld) -> str:
    words = tr(ROLE_WORDS[held.role]) if held.role in ROLE_WORDS else held.role
    return f"{words} ({held.title})" if held.title else words


def _names(contents: DirectoryContents) -> dict[str, _Who]:
    organisations = {one.id: one.name for one in contents.organisations}
    return {entry.id: _Who(entry.person, organisations[entry.organisation]) for entry in contents.devices}


def _named(people: Mapping[str, _Who], device: str) -> _Who:
    if device not in people:
        raise ProposalUntold("a key is of nobody who is listed")
    return people[device]


def _listed(people: Mapping[str, _Who], signers: Signers) -> str:
    return ", ".join(sorted(" / ".join(_named(people, device)) for device in signers.devices))


def _day(moment: datetime) -> str:
    return day_words(local(moment).date())
