"""Make and sign the files of a directory: administrators sign root and targets, the hub signs the other two.

Rules this module keeps:

* what is signed was read back from its own bytes first, so nobody signs what nobody could read;
* ``DirectoryFiles`` maps a file name to its bytes: ``1.root.json`` and on, ``targets.json``, ``directory.json``, and,
  once the hub has countersigned, ``snapshot.json`` and ``timestamp.json``; each function returns a new dictionary;
* a new version keeps every device and withdrawal of the one before (``DirectoryContents.check_follows``);
* the hub can publish or withhold what administrators signed; it can change nothing in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from bundle.directory import metadata as tuf_files
from bundle.directory.contents import DirectoryContents
from bundle.directory.metadata import CONTENTS_FILE, SNAPSHOT_FILE, TARGETS_FILE, TIMESTAMP_FILE
from bundle.directory.tuf_api import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from bundle.errors import DirectoryInvalid
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys, KeyCard
from bundle.times import whole_seconds

DirectoryFiles: TypeAlias = Mapping[str, bytes]
MAX_ROOTS = 64


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long each signed file vouches, from the time of its signing."""

    root: timedelta = timedelta(days=3 * 365)
    targets: timedelta = timedelta(days=366)
    snapshot: timedelta = timedelta(days=90)
    timestamp: timedelta = timedelta(days=14)


DEFAULT_LIFETIMES = Lifetimes()


def root_name(version: int) -> str:
    """Return the file name of a root version."""
    return f"{version}.root.json"


def read_roots(files: DirectoryFiles) -> tuple[Metadata[Root], ...]:
    """Return the chain of roots from version 1, parsed only; raise ``DirectoryInvalid`` when there is none."""
    chain: list[Metadata[Root]] = []
    while (name := root_name(len(chain) + 1)) in files and len(chain) < MAX_ROOTS:
        chain.append(tuf_files.read(Root, files[name]))
    if not chain:
        raise DirectoryInvalid("a directory has its first root")
    return tuple(chain)


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
) -> dict[str, bytes]:
    """Return the first version of a new partnership's directory, not yet countersigned by the hub.

    ``administrators`` hold root and targets, ``threshold`` of them must sign; each must be a device of ``contents``.
    ``contents.hub`` is the card of a hub without a partnership: its ``partnership`` is filled in here.
    """
    cards = [keys.card() for keys in administrators]
    if not {card.id for card in cards} <= {entry.id for entry in contents.devices}:
        raise DirectoryInvalid("an administrator is a listed device")
    root = Root(version=1, expires=_after(now, lifetimes.root), consistent_snapshot=False)
    tuf_files.set_root_roles(root, cards, contents.hub.online, threshold)
    signed_root = Metadata(root)
    tuf_files.sign_all(signed_root, administrators)
    partnership = tuf_files.digest_of(signed_root)
    placed = replace(contents, hub=replace(contents.hub, partnership=partnership))
    files = {root_name(1): tuf_files.write(signed_root)}
    return files | _signed_targets(placed, administrators, 1, _after(now, lifetimes.targets))


def sign_next(
    files: DirectoryFiles,
    contents: DirectoryContents,
    keys: DeviceKeys | Sequence[DeviceKeys],
    *,
    now: datetime,
    lifetimes: Lifetimes = DEFAULT_LIFETIMES,
) -> dict[str, bytes]:
    """Return the next version with ``contents``, signed by ``keys``, not yet countersigned by the hub.

    ``files`` is the version in force, already verified. Another hub than the root's, or a dropped device,
    raises ``DirectoryInvalid``; when the root asks for more signatures than ``keys``, others add theirs (``add_signature``).
    """
    signers = (keys,) if isinstance(keys, DeviceKeys) else tuple(keys)
    earlier = DirectoryContents.from_bytes(files[CONTENTS_FILE])
    version = tuf_files.read(Targets, files[TARGETS_FILE]).signed.version
    if not {signer.id for signer in signers} <= tuf_files.devices_of_role(read_roots(files)[-1].signed, "targets"):
        raise DirectoryInvalid("only an administrator signs the next directory")
    again = DirectoryContents.from_bytes(contents.to_bytes())
    again.check_follows(earlier)
    check_hub(again, read_roots(files))
    return _roots_only(files) | _signed_targets(again, signers, version + 1, _after(now, lifetimes.targets))


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
    kept = {name: files[name] for name in (TARGETS_FILE, CONTENTS_FILE)}
    return _roots_only(files) | kept | {root_name(root.version): tuf_files.write(signed_root)}


def add_signature(files: DirectoryFiles, keys: DeviceKeys) -> dict[str, bytes]:
    """Return the files with the newest root and the targets also signed by ``keys``, where the root lets them."""
    roots = read_roots(files)
    signed = dict(files)
    if keys.id in tuf_files.devices_of_role(roots[-1].signed, "root"):
        tuf_files.sign(roots[-1], keys.http_private_key())
        signed[root_name(len(roots))] = tuf_files.write(roots[-1])
    if keys.id in tuf_files.devices_of_role(roots[-1].signed, "targets"):
        targets = tuf_files.read(Targets, files[TARGETS_FILE])
        tuf_files.sign(targets, keys.http_private_key())
        signed[TARGETS_FILE] = tuf_files.write(targets)
    return signed


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
    targets = tuf_files.read(Targets, files[TARGETS_FILE]).signed
    before_snapshot, before_timestamp = _hub_versions(previous or {})
    snapshot = Metadata(
        Snapshot(
            version=before_snapshot + 1,
            expires=_after(now, lifetimes.snapshot),
            meta={TARGETS_FILE: _meta(targets.version, files[TARGETS_FILE])},
        )
    )
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


def _signed_targets(
    contents: DirectoryContents, signers: Sequence[DeviceKeys], version: int, expires: datetime
) -> dict[str, bytes]:
    raw = contents.to_bytes()
    DirectoryContents.from_bytes(raw)
    target = TargetFile(len(raw), {"sha256": hashlib.sha256(raw).hexdigest()}, CONTENTS_FILE)
    targets = Metadata(Targets(version=version, expires=expires, targets={CONTENTS_FILE: target}))
    tuf_files.sign_all(targets, signers)
    return {TARGETS_FILE: tuf_files.write(targets), CONTENTS_FILE: raw}


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
