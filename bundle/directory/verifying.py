"""Decide whether directory files are genuine, newer than what we trust, and still vouched for.

In this order, each step with its own error:

1. names, sizes and form of every file (``Malformed``, ``TooLarge``, ``DirectoryInvalid``);
2. the first root is the one we trust (``WrongPartnership``);
3. each root is signed by itself and by the one before it, each over its threshold of distinct keys;
4. timestamp, snapshot and targets are signed as the newest root says, each organisation's file as the targets say, and
   they name one another, ``area.json`` and each ``people.<id>.json`` by length and SHA-256;
5. the contents parse, name this partnership and the hub that the root names, and whoever signs for an organisation that
   keeps a desk are at least as many as sign the targets (``DirectoryInvalid``);
6. against the version trusted before: no root, targets, organisation, snapshot or timestamp goes back
   (``DirectoryRollback``), no two differ under one version, nothing listed or withdrawn is dropped
   (``DirectoryInvalid``);
7. nothing has expired at the caller's ``now`` (``DirectoryExpired``), unless the caller allows it.

Rules this module keeps: no clock is read; expiry comes last, so what is expired is at least known to be genuine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bundle.directory import metadata as tuf_files
from bundle.directory.contents import MAX_DIRECTORY, DirectoryContents
from bundle.directory.files import (
    AREA_FILE,
    SIGNED_BY_HUB,
    SNAPSHOT_FILE,
    TARGETS_FILE,
    TIMESTAMP_FILE,
    DirectoryFiles,
    is_directory_file,
    is_root_file,
    organisation_of,
    people_file,
    role_file,
    role_of,
)
from bundle.directory.metadata import MAX_METADATA
from bundle.directory.signing import check_hub, read_contents, read_roots
from bundle.directory.trusted import Directory
from bundle.directory.tuf_api import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from bundle.errors import DirectoryExpired, DirectoryInvalid, DirectoryRollback, TooLarge, WrongPartnership


@dataclass(frozen=True, slots=True)
class _Genuine:
    """Metadata whose signatures hold; nothing said yet about age."""

    partnership: str
    roots: tuple[Metadata[Root], ...]
    targets: Metadata[Targets]
    people: Mapping[str, Metadata[Targets]]  # of each organisation id
    contents: DirectoryContents
    snapshot: Metadata[Snapshot] | None
    timestamp: Metadata[Timestamp] | None

    @property
    def root(self) -> Root:
        return self.roots[-1].signed

    @property
    def version(self) -> int:
        """1 at the founding, and one more for each signed change of root, targets or an organisation's people."""
        changes = [len(self.roots), self.targets.signed.version, *(one.signed.version for one in self.people.values())]
        return 1 + sum(version - 1 for version in changes)


def verify_directory(
    files: DirectoryFiles,
    *,
    trusted: str | DirectoryFiles,
    now: datetime,
    allow_expired_timestamp: bool = False,
    allow_expired: bool = False,
    require_hub: bool = True,
) -> Directory:
    """Return the verified directory of ``files``.

    ``trusted`` is the partnership's fingerprint at first contact (from the invitation), afterwards the files verified
    last. ``now`` is aware. ``allow_expired_timestamp`` accepts what the hub signed although it has run out (a USB
    stick, weeks without the hub); ``allow_expired`` accepts everything run out (opening what is already in force);
    either shows as ``stale``. ``require_hub=False`` looks at what administrators signed alone.
    """
    genuine = _genuine(files, trusted if isinstance(trusted, str) else None, require_hub=require_hub)
    if not isinstance(trusted, str) and dict(trusted) != dict(files):
        _check_not_older(genuine, _genuine(trusted, None, require_hub=SNAPSHOT_FILE in trusted))
    return _judge_age(genuine, now, by_hub=allow_expired_timestamp or allow_expired, all_of_it=allow_expired)


def follow_unsigned(files: DirectoryFiles, trusted: DirectoryFiles) -> tuple[DirectoryContents, int]:
    """Return the contents and version of what would follow ``trusted`` if it had all its signatures.

    Every check but the thresholds is made, and no age is judged. Raises as ``verify_directory``.
    """
    offered = _genuine(files, None, require_hub=False, signed=False)
    _check_not_older(offered, _genuine(trusted, None, require_hub=SNAPSHOT_FILE in trusted))
    return offered.contents, offered.version


def _genuine(files: DirectoryFiles, fingerprint: str | None, *, require_hub: bool, signed: bool = True) -> _Genuine:
    """Make steps 1 to 5. Without ``signed`` no threshold is asked for: the result vouches for nothing."""
    _check_names(files, require_hub=require_hub)
    roots = read_roots(files)
    partnership = tuf_files.digest_of(roots[0])
    if fingerprint is not None and fingerprint != partnership:
        raise WrongPartnership("the directory is of another partnership")
    if len(roots) != sum(map(is_root_file, files)):
        raise DirectoryInvalid("the chain of roots has a gap")
    _check_roots(roots, signed=signed)
    root = roots[-1].signed
    timestamp, snapshot = _hub_part(root, files) if require_hub else (None, None)
    targets = tuf_files.read(Targets, files[TARGETS_FILE])
    if signed:
        tuf_files.verify(root, "targets", targets)
    tuf_files.check_target(targets.signed, AREA_FILE, files[AREA_FILE])
    people = _people(targets.signed, files, signed=signed)
    if snapshot is not None:
        _check_snapshot(snapshot.signed, targets, people, files)
    contents = read_contents(files)
    check_hub(contents, roots)
    _check_desks(root, targets.signed, contents)
    return _Genuine(partnership, roots, targets, people, contents, snapshot, timestamp)


def _check_names(files: DirectoryFiles, *, require_hub: bool) -> None:
    wanted = {TARGETS_FILE, AREA_FILE} | (SIGNED_BY_HUB if require_hub else set())
    if not wanted <= set(files):
        raise DirectoryInvalid("a file of the directory is missing")
    for name, raw in files.items():
        if not is_directory_file(name):
            raise DirectoryInvalid("a file does not belong to a directory")
        if len(raw) > (MAX_DIRECTORY if name == AREA_FILE or organisation_of(name, "people") else MAX_METADATA):
            raise TooLarge("a file of the directory is too long")


def _people(targets: Targets, files: DirectoryFiles, *, signed: bool) -> dict[str, Metadata[Targets]]:
    """Verify each organisation's metadata by its delegation, and that no organisation has a file without one."""
    delegated = set(tuf_files.delegations_of(targets))
    if {organisation_of(name) for name in files} - {""} != delegated:
        raise DirectoryInvalid("the targets delegate to exactly the organisations that have files")
    verified = {}
    for organisation in sorted(delegated):
        if role_file(organisation) not in files or people_file(organisation) not in files:
            raise DirectoryInvalid("a file of the directory is missing")
        metadata = tuf_files.read(Targets, files[role_file(organisation)])
        if signed:
            tuf_files.verify(targets, role_of(organisation), metadata)
        if metadata.signed.delegations is not None:
            raise DirectoryInvalid("an organisation delegates nothing")
        name = people_file(organisation)
        tuf_files.check_target(metadata.signed, name, files[name])
        verified[organisation] = metadata
    return verified


def _check_desks(root: Root, targets: Targets, contents: DirectoryContents) -> None:
    """Who is at a desk reads every referral: nobody admits there with fewer signatures than the partnership asks for."""
    delegations = tuf_files.delegations_of(targets)
    for organisation in {desk.organisation for desk in contents.desks}:
        if delegations[organisation][1] < root.roles["targets"].threshold:
            raise DirectoryInvalid("a desk takes as many signatures as the partnership does")


def _check_snapshot(
    snapshot: Snapshot, targets: Metadata[Targets], people: Mapping[str, Metadata[Targets]], files: DirectoryFiles
) -> None:
    named: dict[str, Metadata[Targets]] = {TARGETS_FILE: targets}
    named |= {role_file(organisation): metadata for organisation, metadata in people.items()}
    if set(snapshot.meta) != set(named):
        raise DirectoryInvalid("a snapshot names exactly the targets and each organisation's file")
    for name, metadata in named.items():
        _check_names_file(snapshot.meta[name], metadata, files[name])


def _check_roots(roots: tuple[Metadata[Root], ...], *, signed: bool) -> None:
    for place, root in enumerate(roots):
        if root.signed.version != place + 1:
            raise DirectoryInvalid("a root is not of the version it is named for")
        if not signed and place == len(roots) - 1:
            break  # the newest one is what may be proposed
        tuf_files.verify(root.signed, "root", root)
        if place:
            tuf_files.verify(roots[place - 1].signed, "root", root)


def _hub_part(root: Root, files: DirectoryFiles) -> tuple[Metadata[Timestamp], Metadata[Snapshot]]:
    timestamp = tuf_files.read(Timestamp, files[TIMESTAMP_FILE])
    tuf_files.verify(root, "timestamp", timestamp)
    snapshot = tuf_files.read(Snapshot, files[SNAPSHOT_FILE])
    tuf_files.verify(root, "snapshot", snapshot)
    _check_names_file(timestamp.signed.snapshot_meta, snapshot, files[SNAPSHOT_FILE])
    return timestamp, snapshot


def _check_names_file(meta: MetaFile, named: Metadata[Any], raw: bytes) -> None:
    with tuf_files.refusing():
        if meta.hashes is None or set(meta.hashes) != {"sha256"} or type(meta.length) is not int:
            raise DirectoryInvalid("a file is named by its length and SHA-256")
        meta.verify_length_and_hashes(raw)
        if meta.version != named.signed.version:
            raise DirectoryInvalid("a file is named with another version")


def _check_not_older(new: _Genuine, old: _Genuine) -> None:
    if new.partnership != old.partnership:
        raise WrongPartnership("the directory is of another partnership")
    if len(new.roots) < len(old.roots):
        raise DirectoryRollback("the directory has an older root")
    pairs: list[tuple[Metadata[Any], Metadata[Any]]] = [
        *zip(new.roots, old.roots, strict=False),
        (new.targets, old.targets),
        *((metadata, old.people[one]) for one, metadata in new.people.items() if one in old.people),
    ]
    if _same_hub_key(new.root, old.root):  # after a change of key its versions begin anew (TUF 5.3.11)
        if new.snapshot is not None and old.snapshot is not None:
            pairs.append((new.snapshot, old.snapshot))
        if new.timestamp is not None and old.timestamp is not None:
            pairs.append((new.timestamp, old.timestamp))
    for after, before in pairs:
        if after.signed.version < before.signed.version:
            raise DirectoryRollback("the directory is older than the one in force")
    for after, before in pairs:
        if after.signed.version == before.signed.version and after.signed_bytes != before.signed_bytes:
            raise DirectoryInvalid("two different files have one version")
    new.contents.check_follows(old.contents)


def _same_hub_key(new: Root, old: Root) -> bool:
    return all(set(new.roles[role].keyids) == set(old.roles[role].keyids) for role in ("snapshot", "timestamp"))


def _judge_age(genuine: _Genuine, now: datetime, *, by_hub: bool, all_of_it: bool) -> Directory:
    lasting = [genuine.root.expires, genuine.targets.signed.expires]
    lasting += [metadata.signed.expires for metadata in genuine.people.values()]
    hub_signed = [part.signed.expires for part in (genuine.snapshot, genuine.timestamp) if part is not None]
    if now >= min(lasting) and not all_of_it:
        raise DirectoryExpired("what the administrators signed has run out")
    if hub_signed and now >= min(hub_signed) and not by_hub:
        raise DirectoryExpired("what the hub signed has run out")
    expires = min(lasting + hub_signed)
    return Directory(
        partnership=genuine.partnership,
        version=genuine.version,
        expires=expires,
        checked_at=now,
        stale=now >= expires or not hub_signed,
        published=bool(hub_signed),
        administrators=tuf_files.devices_of_role(genuine.root, "targets"),
        threshold=genuine.root.roles["targets"].threshold,
        contents=genuine.contents,
        organisations=MappingProxyType({entry.id: entry for entry in genuine.contents.organisations}),
        devices=MappingProxyType({entry.id: entry for entry in genuine.contents.devices}),
    )
