"""What a proposed directory would change, in sentences for the administrator who is asked to countersign it.

Rules this module keeps: every difference between the two is told, and what has no words of its own is told as "other".
"""

from __future__ import annotations

from dataclasses import replace

from bundle.directory import DeviceEntry, Directory, DirectoryContents, Organisation, Proposal
from desktop.language import tr


def told(directory: Directory, proposal: Proposal) -> tuple[str, ...]:
    """Sentences for everything that ``proposal`` changes in ``directory``; never empty."""
    before, after = directory.contents, proposal.contents
    said = [*_administration(directory, proposal), *_people(before, after), *_places(before, after)]
    if not said:
        said.append(tr("Nothing changes but the date up to which the list of people holds."))
    return tuple(said)


def _administration(directory: Directory, proposal: Proposal) -> list[str]:
    names = {entry.id: entry.person for entry in proposal.contents.devices}
    said = [
        tr("{person} looks after the partnership from now on.", person=names.get(device, "?"))
        for device in sorted(proposal.administrators - directory.administrators)
    ]
    said += [
        tr("{person} looks after the partnership no longer.", person=names.get(device, "?"))
        for device in sorted(directory.administrators - proposal.administrators)
    ]
    if proposal.threshold != directory.threshold:
        said.append(
            tr(
                "A change of the partnership then needs {number} of the people who look after it.",
                number=proposal.threshold,
            )
        )
    return said


def _people(before: DirectoryContents, after: DirectoryContents) -> list[str]:
    organisations = {one.id: one.name for one in after.organisations}
    earlier = {entry.id: entry for entry in before.devices}
    said = []
    for entry in after.devices:
        where = organisations[entry.organisation]
        was = earlier.get(entry.id)
        if was is None:
            said.append(tr("{person} of {organisation} joins.", person=entry.person, organisation=where))
        elif was != entry:
            said.append(_changed(was, entry, where))
    return said


def _changed(was: DeviceEntry, entry: DeviceEntry, where: str) -> str:
    if entry.compromised_from != was.compromised_from:
        return tr(
            "A computer of {person} of {organisation} may be in other hands, and counts no more.",
            person=entry.person,
            organisation=where,
        )
    if entry.revoked_from != was.revoked_from:
        return tr("{person} of {organisation} leaves.", person=entry.person, organisation=where)
    return tr("{person} of {organisation} gets another role.", person=entry.person, organisation=where)


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


def _places(before: DirectoryContents, after: DirectoryContents) -> list[str]:
    known = {one.id: one for one in before.organisations}
    said = []
    for one in after.organisations:
        if one.id not in known:
            said.append(tr("{organisation} joins the partnership.", organisation=one.name))
        elif known[one.id].recovery != one.recovery:
            said.append(_recovery(one))
        elif known[one.id] != one:
            said.append(tr("What the list says of {organisation} changes.", organisation=one.name))
    new = {epoch.desk for epoch in after.epochs if epoch not in before.epochs and epoch.ended is None}
    said += [tr("Letters to {desk} are sealed to a new key.", desk=desk.name) for desk in after.desks if desk.id in new]
    if after.hub != before.hub:
        said.append(tr("The service that carries letters changes."))
    same = (after.desks, after.name) == (before.desks, before.name)
    if not same and replace(after, name=before.name, desks=before.desks) != after:
        said.append(tr("The name of the partnership or its desks change."))
    return said
