"""Who must sign a directory, how its roots follow each other, and when what they signed runs out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from securesystemslib.signer._utils import compute_default_keyid

from bundle.directory import (
    Lifetimes,
    add_signature,
    found_directory,
    hub_sign,
    missing_signatures,
    partnership_of,
    read_contents,
    sign_next,
    sign_root,
    verify_directory,
)
from bundle.directory import metadata as tuf_files
from bundle.directory.signing import _meta
from bundle.directory.tuf_api import Metadata, Root, Snapshot, Targets, Timestamp
from bundle.encoding import canonical_json
from bundle.errors import (
    DirectoryExpired,
    DirectoryInvalid,
)
from bundle.hub_cards import HubKeys
from tests.unit.bundle.partnership import NOW, Partnership, draws


def test_the_hub_can_change_nothing_in_the_directory(ashmere: Partnership, files: dict[str, bytes]) -> None:
    forged = _resigned_by_hub(files, ashmere.hub)
    with pytest.raises(DirectoryInvalid):
        verify_directory(forged, trusted=partnership_of(files), now=NOW)


def _resigned_by_hub(files: dict[str, bytes], hub: HubKeys) -> dict[str, bytes]:
    targets = tuf_files.read(Targets, files["targets.json"])
    targets.signed.version = 2
    targets.signatures.clear()
    tuf_files.sign(targets, hub.http_private_key())
    return hub_sign(dict(files) | {"targets.json": tuf_files.write(targets)}, hub, now=NOW, previous=files)


def test_a_member_who_is_no_administrator_cannot_sign_the_next_version(
    ashmere: Partnership, files: dict[str, bytes]
) -> None:
    with pytest.raises(DirectoryInvalid):
        sign_next(files, ashmere.contents_placed(files), ashmere.lewis, now=NOW)


def test_another_hub_cannot_countersign(ashmere: Partnership, files: dict[str, bytes]) -> None:
    founded = {name: raw for name, raw in files.items() if name not in {"snapshot.json", "timestamp.json"}}
    with pytest.raises(DirectoryInvalid):
        verify_directory(
            hub_sign(founded, HubKeys.generate(draws("another hub")), now=NOW, previous=None),
            trusted=partnership_of(files),
            now=NOW,
        )


def test_two_of_three_means_two_different_administrators(ashmere: Partnership) -> None:
    administrators = [ashmere.odette, ashmere.lewis, ashmere.imani]
    founded = found_directory(administrators, ashmere.contents(), now=NOW, threshold=2)
    contents = read_contents(founded)
    alone = sign_next(founded, contents, ashmere.odette, now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(alone, trusted=founded, now=NOW, require_hub=False)
    twice = add_signature(alone, ashmere.odette)
    with pytest.raises(DirectoryInvalid):
        verify_directory(twice, trusted=founded, now=NOW, require_hub=False)
    assert missing_signatures(alone) == {"targets.json": 1, "org.mash.json": 1}
    together = add_signature(alone, ashmere.lewis)
    assert missing_signatures(together) == {}
    assert verify_directory(together, trusted=founded, now=NOW, require_hub=False).version == 4


def test_an_administrators_signature_added_later_does_not_change_the_fingerprint(ashmere: Partnership) -> None:
    founded = found_directory([ashmere.odette, ashmere.lewis], ashmere.contents(), now=NOW, threshold=1)
    less = tuf_files.read(Root, founded["1.root.json"])
    tuf_files.sign_all(less, [ashmere.odette])
    assert partnership_of(dict(founded) | {"1.root.json": tuf_files.write(less)}) == partnership_of(founded)


def _with_root(ashmere: Partnership, change: Callable[[dict[str, Any]], None]) -> dict[str, bytes]:
    """Found a directory under a root whose JSON ``change`` has altered before it was signed by its one key."""
    founded = found_directory([ashmere.odette], ashmere.contents(), now=NOW)
    value = json.loads(founded["1.root.json"])
    change(value["signed"])
    root: Metadata[Root] = Metadata.from_dict(json.loads(json.dumps(value)))
    tuf_files.sign_all(root, [ashmere.odette])
    value["signatures"] = [signature.to_dict() for signature in root.signatures.values()]
    return dict(founded) | {"1.root.json": canonical_json(value)}


def test_one_key_under_two_ids_does_not_count_twice(ashmere: Partnership) -> None:
    def twin(root: dict[str, Any]) -> None:
        keyid = root["roles"]["root"]["keyids"][0]
        root["keys"]["f" * 64] = root["keys"][keyid]
        root["roles"]["root"] |= {"keyids": [keyid, "f" * 64], "threshold": 2}

    files = _with_root(ashmere, twin)
    with pytest.raises(DirectoryInvalid):
        partnership_of(files)


def test_one_key_in_another_spelling_does_not_count_twice(ashmere: Partnership) -> None:
    def twin(root: dict[str, Any]) -> None:
        keyid = root["roles"]["root"]["keyids"][0]
        upper = {"public": root["keys"][keyid]["keyval"]["public"].upper()}
        other = compute_default_keyid("ed25519", "ed25519", upper)
        root["keys"][other] = {"keytype": "ed25519", "scheme": "ed25519", "keyval": upper}
        root["roles"]["root"] |= {"keyids": [keyid, other], "threshold": 2}

    with pytest.raises(DirectoryInvalid):
        partnership_of(_with_root(ashmere, twin))


def test_a_key_with_anything_beside_it_is_refused(ashmere: Partnership) -> None:
    def note(root: dict[str, Any]) -> None:
        next(iter(root["keys"].values()))["note"] = "another spelling"

    with pytest.raises(DirectoryInvalid):
        partnership_of(_with_root(ashmere, note))


@pytest.mark.parametrize("threshold", [0, 2, True, "1", None])
def test_a_threshold_that_nobody_can_meet_or_everybody_meets_is_refused(
    ashmere: Partnership, threshold: object
) -> None:
    founded = found_directory([ashmere.odette], ashmere.contents(), now=NOW)
    value = json.loads(founded["1.root.json"])
    value["signed"]["roles"]["root"]["threshold"] = threshold
    with pytest.raises(DirectoryInvalid):
        verify_directory(
            dict(founded) | {"1.root.json": canonical_json(value)}, trusted="0" * 64, now=NOW, require_hub=False
        )


def test_administration_can_be_handed_over_and_the_old_key_then_counts_for_nothing(
    ashmere: Partnership, files: dict[str, bytes]
) -> None:
    handed = ashmere.with_another_administrator(files)
    directory = verify_directory(handed, trusted=files, now=NOW)
    assert directory.administrators == {ashmere.imani.id}
    with pytest.raises(DirectoryInvalid):
        sign_next(handed, directory.contents, ashmere.odette, now=NOW)


def test_a_new_root_needs_the_old_administrators_too(ashmere: Partnership, files: dict[str, bytes]) -> None:
    stranger = ashmere.contents_placed(files).admit(ashmere.entry(ashmere.stranger, "Eve", "mash", "desk"))
    admitted = sign_next(files, stranger, ashmere.odette, now=NOW)
    mine = sign_root(admitted, [ashmere.stranger.card()], [ashmere.stranger], online=ashmere.hub.online, now=NOW)
    usurped = sign_next(mine, stranger, ashmere.stranger, now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(usurped, trusted=files, now=NOW, require_hub=False)
    granted = sign_root(
        admitted,
        [ashmere.stranger.card()],
        [ashmere.odette, ashmere.stranger],
        online=ashmere.hub.online,
        now=NOW,
    )
    handed = sign_next(granted, stranger, ashmere.stranger, now=NOW)
    assert verify_directory(handed, trusted=files, now=NOW, require_hub=False).version == 6


def test_files_of_two_versions_cannot_be_mixed(ashmere: Partnership, files: dict[str, bytes]) -> None:
    proposed = sign_next(files, ashmere.contents_placed(files), ashmere.odette, now=NOW)
    newer = hub_sign(proposed, ashmere.hub, now=NOW, previous=files)
    for names in (
        ["targets.json", "area.json"],
        ["org.larkmere.json", "people.larkmere.json"],
        ["snapshot.json"],
        ["timestamp.json"],
        ["snapshot.json", "targets.json"],
    ):
        with pytest.raises(DirectoryInvalid):
            verify_directory(files | {name: newer[name] for name in names}, trusted=partnership_of(files), now=NOW)


def test_a_snapshot_is_signed_even_when_a_timestamp_names_it(ashmere: Partnership, files: dict[str, bytes]) -> None:
    snapshot = tuf_files.read(Snapshot, files["snapshot.json"])
    tuf_files.sign_all(snapshot, [ashmere.stranger])
    unsigned = tuf_files.write(snapshot)
    timestamp = tuf_files.read(Timestamp, files["timestamp.json"])
    timestamp.signed.snapshot_meta = _meta(1, unsigned)
    timestamp.signatures.clear()
    tuf_files.sign(timestamp, ashmere.hub.http_private_key())
    mixed = files | {"snapshot.json": unsigned, "timestamp.json": tuf_files.write(timestamp)}
    with pytest.raises(DirectoryInvalid):
        verify_directory(mixed, trusted=partnership_of(files), now=NOW)


def test_a_new_hub_key_begins_its_versions_anew(ashmere: Partnership, files: dict[str, bytes]) -> None:
    refreshed = hub_sign(files, ashmere.hub, now=NOW, previous=files)
    successor = HubKeys.generate(draws("successor"))
    rooted = sign_root(refreshed, [ashmere.odette.card()], [ashmere.odette], online=successor.online, now=NOW)
    contents = ashmere.contents_placed(files)
    moved = replace(
        contents, hub=successor.card("Ashmere MASH", "https://new.example", partnership=contents.hub.partnership)
    )
    published = hub_sign(sign_next(rooted, moved, ashmere.odette, now=NOW), successor, now=NOW, previous=None)
    assert verify_directory(published, trusted=refreshed, now=NOW).hub.id == successor.id


def test_a_gap_in_the_chain_of_roots_is_refused(ashmere: Partnership, files: dict[str, bytes]) -> None:
    handed = ashmere.with_another_administrator(files)
    handed["3.root.json"] = handed.pop("2.root.json")
    for gapped in (handed, files | {"3.root.json": handed["3.root.json"]}):
        with pytest.raises(DirectoryInvalid):
            verify_directory(gapped, trusted=files, now=NOW)


def test_an_expired_timestamp_is_refused_unless_it_came_by_hand(files: dict[str, bytes]) -> None:
    later = NOW + Lifetimes().timestamp
    with pytest.raises(DirectoryExpired):
        verify_directory(files, trusted=files, now=later)
    assert verify_directory(files, trusted=files, now=later, allow_expired_timestamp=True).stale


def test_what_administrators_signed_runs_out_even_by_hand(files: dict[str, bytes]) -> None:
    later = NOW + Lifetimes().targets
    with pytest.raises(DirectoryExpired):
        verify_directory(files, trusted=files, now=later, allow_expired_timestamp=True)
    assert verify_directory(files, trusted=files, now=later, allow_expired=True).stale


def test_expiry_follows_the_callers_lifetimes_and_clock(ashmere: Partnership) -> None:
    short = Lifetimes(timestamp=timedelta(seconds=10))
    founded = found_directory([ashmere.odette], ashmere.contents(), now=NOW, lifetimes=short)
    files = hub_sign(founded, ashmere.hub, now=NOW, previous=None, lifetimes=short)
    assert not verify_directory(files, trusted=files, now=NOW + timedelta(seconds=9)).stale
    with pytest.raises(DirectoryExpired):
        verify_directory(files, trusted=files, now=NOW + timedelta(seconds=10))
