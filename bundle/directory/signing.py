"""Make and sign the files of a directory: administrators sign root and targets, an organisation's keys its people.

Rules this module keeps:

* what is signed was read back from its own bytes first, so nobody signs what nobody could read;
* ``DirectoryFiles`` maps a file name to its bytes: ``1.root.json`` and on, ``targets.json``, ``area.json``,
  ``org.<id>.json`` and ``people.<id>.json``, and, once the hub has countersigned, ``snapshot.json`` and
  ``timestamp.json``; each function returns a new dictionary;
* a new version keeps every device and withdrawal of the one before (``DirectoryContents.check_follows``), and only what
  changed is signed anew;
* unless it was given keys of its own, an organisation's people are signed by the administrators: one of them is enough,
  but where a desk is it takes as many as the whole partnership does, since a device there reads every referral;
* the hub can publish or withhold what was signed; it can change nothing in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from bundle.directory import metadata as tuf_files
from bundle.directory.contents import DirectoryContents
from bundle.directory.files import (
    AREA_FILE,
    MAX_ROOTS,
    SNAPSHOT_FILE,
    TARGETS_FILE,
    TIMESTAMP_FILE,
    DirectoryFiles,
    organisation_of,
    people_file,
    role_file,
    role_of,
    root_name,
)
from bundle.directory.tuf_api import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from bundle.errors import DirectoryInvalid
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys, KeyCard
from bundle.times import whole_seconds

Delegates: TypeAlias = Mapping[str, tuple[Collection[bytes], int]]  # organisation id: raw Ed25519 keys, threshold


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long each signed file vouches, from the time of its signing. ``targets`` is that of the organisations too."""

    root: timedelta = timedelta(days=3 * 365)
    targets: timedelta = timedelta(days=366)
    snapshot: timedelta = timedelta(days=90)
    timestamp: timedelta = timedelta(days=14)


DEFAULT_LIFETIMES = Lifetimes()


def read_roots(files: DirectoryFiles) -> tuple[Metadata[Root], ...]:
    """Return the chain of roots from version 1, parsed only; raise ``DirectoryInvalid`` when there is none."""
    chain: list[Metadata[Root]] = []
    while (name := root_name(len(chain) + 1)) in files and len(chain) < MAX_ROOTS:
        chain.append(tuf_files.read(Root, files[name]))
    if not chain:
        raise DirectoryInvalid("a directory has its first root")
    return tuple(chain)


def read_contents(files: DirectoryFiles) -> DirectoryContents:
    """Return what the files say, unverified; raise ``DirectoryInvalid``, ``TooLarge`` or ``UnknownVersion``."""
    people = {organisation_of(name, "people"): raw for name, raw in files.items() if organisation_of(name, "people")}
    return DirectoryContents.from_files(files[AREA_FILE], people)


def partnership_of(files: DirectoryFiles) -> str:
    """Return the partnership's fingerprint: SHA-256, hex, of what is signed in the first root."""
    return tuf_files.digest_of(read_roots(files)[0])


def check_hub(contents: DirectoryContents, roots: Sequence[Metadata[Root]]) -> None:
    """Raise ``DirectoryInvalid`` unless ``contents`` name the partnership and the hub that ``roots`` name."""
    root = roots[-1].signed
    hubs = tuf_files.devices_of_role(root, "snapshot") & tuf_files.devices_of_role(root, "timestamp")
    if contents.hub.partnership != tuf_files.digest_of(roots[0]) or contents.hub.id not in hubs:
        raise DirectoryInvalid("the directory names another hub or partnership than its root")


def found_directory(
    administrators: Sequence[DeviceKeys],
    contents: DirectoryContents,
    *,
    now: datetime,
    lifetimes: Lifetimes = DEFAULT_LIFETIMES,
    threshold: int = 1,
    delegates: Delegates | None = None,
) -> dict[str, bytes]:
    """Return the first version of a new partnership's directory, not yet countersigned by the hub.

    ``administrators`` hold root and targets, ``threshold`` of them must sign; each must be a device of ``contents``.
    ``contents.hub`` is the card of a hub without a partnership: its ``partnership`` is filled in here. ``delegates``
    gives organisations other keys than the administrators'; those then sign by ``add_signature``.
    """
    cards = [keys.card() for keys in administrators]
    if not {card.id for card in cards} <= {entry.id for entry in contents.devices}:
        raise DirectoryInvalid("an administrator is a listed device")
    root = Root(version=1, expires=_after(now, lifetimes.root), consistent_snapshot=False)
    tuf_files.set_root_roles(root, cards, contents.hub.online, threshold)
    signed_root = Metadata(root)
    tuf_files.sign_all(signed_root, administrators)
    partnership = tuf_files.digest_of(signed_root)
    placed = _read_back(replace(contents, hub=replace(contents.hub, partnership=partnership)))
    given = _delegates(root, placed, delegates or {})
    files = {root_name(1): tuf_files.write(signed_root)}
    return files | _signed(placed, given, {}, administrators, _after(now, lifetimes.targets), everything=True)


def sign_next(
    files: DirectoryFiles,
    contents: DirectoryContents,
    keys: DeviceKeys | Sequence[DeviceKeys],
    *,
    now: datetime,
    lifetimes: Lifetimes = DEFAULT_LIFETIMES,
    delegates: Delegates | None = None,
) -> dict[str, bytes]:
    """Return the next version with ``contents``, signed by ``keys``, not yet countersigned by the hub.

    ``files`` is the version in force, already verified. What did not change is kept as it is; when nothing changed,
    all that ``keys`` may sign is renewed. Another hub than the root's, a dropped device, or ``keys`` that may not sign
    what changed raise ``DirectoryInvalid``. Where a threshold asks for more signatures than ``keys`` the result is a
    proposal, to which others add theirs (``add_signature``). ``delegates`` gives organisations other keys.
    """
    signers = (keys,) if isinstance(keys, DeviceKeys) else tuple(keys)
    earlier, roots = read_contents(files), read_roots(files)
    again = _read_back(contents)
    again.check_follows(earlier)
    check_hub(again, roots)
    before = tuf_files.delegations_of(tuf_files.read(Targets, files[TARGETS_FILE]).signed)
    given = _delegates(roots[-1].signed, again, {**_own_keys(before, roots), **(delegates or {})})
    kept = _roots_only(files)
    signed = _signed(again, given, files, signers, _after(now, lifetimes.targets), everything=False)
    if all(files.get(name) == raw for name, raw in signed.items()):
        signed = _signed(again, given, files, signers, _after(now, lifetimes.targets), everything=True)
        if all(files.get(name) == raw for name, raw in signed.items()):
            raise DirectoryInvalid("only an administrator signs the next directory")
    return kept | signed


def sign_root(
    files: DirectoryFiles,
    administrators: Sequence[KeyCard],
    signers: Sequence[DeviceKeys],
    *,
    online: bytes,
    now: datetime,
    threshold: int = 1,
    lifetimes: Lifetimes = DEFAULT_LIFETIMES,
) -> dict[str, bytes]:
    """Return the files with one more root: new administrators, a new hub key (``online``), or a later expiry.

    ``signers`` must satisfy both the root in force and the new one. The files the hub signed are left out, and the
    targets must be signed again (``sign_next``) when the administrators changed.
    """
    last = read_roots(files)[-1].signed
    root = Root(version=last.version + 1, expires=_after(now, lifetimes.root), consistent_snapshot=False)
    tuf_files.set_root_roles(root, administrators, online, threshold)
    signed_root = Metadata(root)
    tuf_files.sign_all(signed_root, signers)
    kept = {name: raw for name, raw in files.items() if name in (TARGETS_FILE, AREA_FILE) or organisation_of(name)}
    return _roots_only(files) | kept | {root_name(root.version): tuf_files.write(signed_root)}


def add_signature(files: DirectoryFiles, keys: DeviceKeys) -> dict[str, bytes]:
    """Return the files also signed by ``keys``, wherever a signature is missing that they may give."""
    roots = read_roots(files)
    signed = dict(files)
    root = roots[-1]
    if any(keys.id in tuf_files.devices_of_role(by.signed, "root") for by in _judges(roots, root)):
        tuf_files.sign(root, keys.http_private_key())
        signed[root_name(len(roots))] = tuf_files.write(root)
    targets = tuf_files.read(Targets, files[TARGETS_FILE])
    _sign_if_missing(signed, TARGETS_FILE, root.signed, "targets", keys)
    for organisation in tuf_files.delegations_of(targets.signed):
        _sign_if_missing(signed, role_file(organisation), targets.signed, role_of(organisation), keys)
    return signed


def missing_signatures(files: DirectoryFiles) -> dict[str, int]:
    """Return how many more signatures each file needs before the administrators' part verifies; empty when it does.

    ``files`` may be unverified; raises ``DirectoryInvalid`` or ``TooLarge`` when they are not of the promised form.
    """
    roots = read_roots(files)
    found = {root_name(len(roots)): max((_lack(by.signed, roots[-1]) for by in roots[-2:]), default=0)}
    targets = tuf_files.read(Targets, files[TARGETS_FILE])
    found[TARGETS_FILE] = tuf_files.lacking(roots[-1].signed, "targets", targets)
    for organisation in tuf_files.delegations_of(targets.signed):
        name = role_file(organisation)
        if name not in files:
            raise DirectoryInvalid("a file of the directory is missing")
        signed = tuf_files.read(Targets, files[name])
        found[name] = tuf_files.lacking(targets.signed, role_of(organisation), signed)
    return {name: count for name, count in found.items() if count}


def hub_sign(
    files: DirectoryFiles,
    keys: HubKeys,
    *,
    now: datetime,
    previous: DirectoryFiles | None,
    lifetimes: Lifetimes = DEFAULT_LIFETIMES,
) -> dict[str, bytes]:
    """Return the files countersigned by the hub: a new snapshot and a new timestamp.

    ``files`` was verified by the caller (``verify_directory`` with ``require_hub=False``). ``previous`` is what the
    hub published last (None the first time): its versions are counted on from. To refresh a timestamp that runs out,
    pass the same directory as both.
    """
    before_snapshot, before_timestamp = _hub_versions(previous or {})
    named = [TARGETS_FILE, *sorted(name for name in files if organisation_of(name, "org"))]
    meta = {name: _meta(tuf_files.read(Targets, files[name]).signed.version, files[name]) for name in named}
    snapshot = Metadata(Snapshot(version=before_snapshot + 1, expires=_after(now, lifetimes.snapshot), meta=meta))
    tuf_files.sign(snapshot, keys.http_private_key())
    snapshot_file = tuf_files.write(snapshot)
    timestamp = Metadata(
        Timestamp(
            version=before_timestamp + 1,
            expires=_after(now, lifetimes.timestamp),
            snapshot_meta=_meta(snapshot.signed.version, snapshot_file),
        )
    )
    tuf_files.sign(timestamp, keys.http_private_key())
    return dict(files) | {SNAPSHOT_FILE: snapshot_file, TIMESTAMP_FILE: tuf_files.write(timestamp)}


def _read_back(contents: DirectoryContents) -> DirectoryContents:
    """Return the contents as everyone will read them."""
    return DirectoryContents.from_files(contents.area_bytes(), contents.people_bytes())


def _signed(
    contents: DirectoryContents,
    delegates: Delegates,
    earlier: DirectoryFiles,
    signers: Sequence[DeviceKeys],
    expires: datetime,
    *,
    everything: bool,
) -> dict[str, bytes]:
    """Return targets and the organisations' files: those that changed, or ``everything`` that ``signers`` may sign."""
    made: dict[str, bytes] = {}
    area = contents.area_bytes()
    before = _read_targets(earlier, TARGETS_FILE)
    delegations = tuf_files.make_delegations(delegates)
    roots = read_roots(earlier) if earlier else ()
    admitted = not roots or bool({k.id for k in signers} & tuf_files.devices_of_role(roots[-1].signed, "targets"))
    same = (
        before is not None
        and earlier[AREA_FILE] == area
        and before.signed.delegations == delegations
        and not tuf_files.lacking(roots[-1].signed, "targets", before)
    )
    if same and not (everything and admitted):
        made[TARGETS_FILE] = earlier[TARGETS_FILE]
    else:
        if not admitted:
            raise DirectoryInvalid("only an administrator signs the next directory")
        made[TARGETS_FILE] = _sign_targets(AREA_FILE, area, before, signers, expires, Targets(delegations=delegations))
    made[AREA_FILE] = area
    for organisation, people in contents.people_bytes().items():
        name, kept = role_file(organisation), earlier.get(role_file(organisation))
        keys, threshold = delegates[organisation]
        mine = [one for one in signers if one.card().signing in set(keys)]
        was = _read_targets(earlier, name)
        holds = was is not None and earlier.get(people_file(organisation)) == people and _holds(was, keys, threshold)
        if holds and kept is not None and not (everything and mine):
            made[name] = kept
        else:
            if earlier and not mine:
                raise DirectoryInvalid("only those who look after an organisation sign for its people")
            made[name] = _sign_targets(people_file(organisation), people, was, mine, expires, Targets())
        made[people_file(organisation)] = people
    return made


def _sign_targets(
    name: str,
    content: bytes,
    before: Metadata[Targets] | None,
    signers: Sequence[DeviceKeys],
    expires: datetime,
    targets: Targets,
) -> bytes:
    """Return the next metadata that vouches for ``content`` as ``name``."""
    targets.version = 1 if before is None else before.signed.version + 1
    targets.expires = expires
    targets.targets = {name: TargetFile(len(content), {"sha256": hashlib.sha256(content).hexdigest()}, name)}
    metadata = Metadata(targets)
    tuf_files.sign_all(metadata, signers)
    return tuf_files.write(metadata)


def _delegates(root: Root, contents: DirectoryContents, own: Delegates) -> dict[str, tuple[Collection[bytes], int]]:
    """Who signs for each organisation: its own keys, or the administrators."""
    administrators, threshold = tuf_files.keys_of_role(root, "targets"), root.roles["targets"].threshold
    at_desks = {desk.organisation for desk in contents.desks}
    return {
        one.id: own.get(one.id, (administrators, threshold if one.id in at_desks else 1))
        for one in contents.organisations
    }


def _own_keys(before: Delegates, roots: Sequence[Metadata[Root]]) -> dict[str, tuple[Collection[bytes], int]]:
    """The organisations whose keys are not those of the administrators, of now or of an earlier root."""
    administrators = [set(tuf_files.keys_of_role(root.signed, "targets")) for root in roots]
    return {one: (keys, most) for one, (keys, most) in before.items() if set(keys) not in administrators}


def _holds(metadata: Metadata[Targets], keys: Collection[bytes], threshold: int) -> bool:
    """Whether ``metadata`` is signed by enough of ``keys``."""
    organisation = organisation_of(next(iter(metadata.signed.targets), ""), "people")
    by = Targets(delegations=tuf_files.make_delegations({organisation: (keys, threshold)}))
    return not tuf_files.lacking(by, role_of(organisation), metadata)


def _read_targets(files: DirectoryFiles, name: str) -> Metadata[Targets] | None:
    return tuf_files.read(Targets, files[name]) if name in files else None


def _judges(roots: Sequence[Metadata[Root]], root: Metadata[Root]) -> list[Metadata[Root]]:
    """The roots that still miss a signature under the newest one: itself, and the one before."""
    return [by for by in roots[-2:] if _lack(by.signed, root)]


def _lack(by: Root, root: Metadata[Root]) -> int:
    return tuf_files.lacking(by, "root", root)


def _sign_if_missing(
    files: dict[str, bytes], name: str, delegator: Root | Targets, role: str, keys: DeviceKeys
) -> None:
    metadata = tuf_files.read(Targets, files[name])
    if keys.id in tuf_files.devices_of_role(delegator, role) and tuf_files.lacking(delegator, role, metadata):
        tuf_files.sign(metadata, keys.http_private_key())
        files[name] = tuf_files.write(metadata)


def _roots_only(files: DirectoryFiles) -> dict[str, bytes]:
    return {root_name(version): files[root_name(version)] for version in range(1, len(read_roots(files)) + 1)}


def _hub_versions(previous: DirectoryFiles) -> tuple[int, int]:
    if SNAPSHOT_FILE not in previous or TIMESTAMP_FILE not in previous:
        return 0, 0
    return (
        tuf_files.read(Snapshot, previous[SNAPSHOT_FILE]).signed.version,
        tuf_files.read(Timestamp, previous[TIMESTAMP_FILE]).signed.version,
    )


def _meta(version: int, raw: bytes) -> MetaFile:
    return MetaFile(version, len(raw), {"sha256": hashlib.sha256(raw).hexdigest()})


def _after(now: datetime, lifetime: timedelta) -> datetime:
    return (whole_seconds(now) + lifetime).astimezone(UTC).replace(tzinfo=UTC)
