"""A directory that is changed and signed again by a thief: what each stolen key can do, and what it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundle.directory import (
    DeviceEntry,
    Organisation,
    add_signature,
    by_administrators,
    found_directory,
    hub_sign,
    missing_signatures,
    pack_directory,
    partnership_of,
    read_contents,
    sign_next,
    sign_root,
    unpack_directory,
    verify_directory,
)
from bundle.directory import metadata as tuf_files
from bundle.directory.tuf_api import CryptoSigner, Root, SSlibKey, Targets
from bundle.encoding import canonical_json
from bundle.errors import (
    BundleError,
    DirectoryExpired,
    DirectoryInvalid,
    DirectoryRollback,
    TooLarge,
    UnknownAlgorithm,
)
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from tests.fakes.forged_directories import ForgedDirectory
from tests.numbers import property_of
from tests.unit.bundle.partnership import DESK_BOX, NOW, device
from tests.unit.bundle.stolen_directory import DAY, FILES, P, amir, forged, refused


def more(signed: dict[str, Any]) -> None:
    signed["version"] += 1


def admit_eve(people: dict[str, Any]) -> None:
    entry = DeviceEntry(P.stranger.card(), "Eve", "desk", "", "mash", NOW)
    people["devices"] = sorted([*people["devices"], entry.to_json()], key=_id)


def _id(row: dict[str, Any]) -> str:
    return DeviceEntry.from_json(row, "mash", {}).id


# what one stolen key can do


def test_with_the_hubs_key_alone_nobody_is_admitted() -> None:
    mine = forged(P.stranger).rewrite("people.mash.json", admit_eve, P.hub).publish()
    refused(mine.files, DirectoryInvalid)


def test_with_a_members_key_nobody_is_admitted() -> None:
    refused(forged(P.lewis).rewrite("people.mash.json", admit_eve).publish().files, DirectoryInvalid)


def test_with_an_administrators_key_one_can_be_admitted_where_one_is_enough() -> None:
    mine = forged(P.odette).rewrite("people.mash.json", admit_eve).publish().files
    assert P.stranger.id in verify_directory(mine, trusted=FILES, now=NOW).devices


def test_where_two_are_needed_one_stolen_key_admits_nobody_at_a_desk() -> None:
    both = hub_sign(
        found_directory([P.odette, P.imani], P.contents(), now=NOW, threshold=2), P.hub, now=NOW, previous=None
    )
    mine = forged(P.odette, files=both).rewrite("people.mash.json", admit_eve).publish()
    with pytest.raises(DirectoryInvalid):
        verify_directory(mine.files, trusted=both, now=NOW)
    mine.sign_too("org.mash.json", P.odette).publish()
    with pytest.raises(DirectoryInvalid):
        verify_directory(mine.files, trusted=both, now=NOW)
    mine.rewrite("people.mash.json", lambda _people: None, P.odette, P.imani).publish()
    assert verify_directory(mine.files, trusted=both, now=NOW).threshold == 2


def test_an_organisations_own_key_signs_for_its_own_people_alone() -> None:
    own = {"larkmere": ([P.lewis.card().signing], 1)}
    founded = add_signature(found_directory([P.odette], P.contents(), now=NOW, delegates=own), P.lewis)
    files = hub_sign(founded, P.hub, now=NOW, previous=None)
    contents = read_contents(files)
    amir = DeviceEntry(device("amir").card(), "Amir Haddon", "lead", "", "larkmere", NOW)
    signed = sign_next(files, contents.admit(amir), P.lewis, now=NOW)
    assert amir.id in verify_directory(signed, trusted=files, now=NOW, require_hub=False).devices
    assert signed["targets.json"] == files["targets.json"]
    with pytest.raises(DirectoryInvalid):
        sign_next(files, contents.admit(replace(amir, organisation="mash")), device("nobody"), now=NOW)
    stolen = forged(P.lewis, files=files)
    targets = tuf_files.read(Targets, files["targets.json"]).signed
    assert tuf_files.devices_of_role(targets, "org.larkmere") == {P.lewis.id}
    stolen.rewrite("people.mash.json", admit_eve).publish()
    with pytest.raises(DirectoryInvalid):
        verify_directory(stolen.files, trusted=files, now=NOW)


def test_an_organisations_own_keys_outlive_a_change_of_administrators() -> None:
    own = {"larkmere": ([P.lewis.card().signing], 1)}
    founded = add_signature(found_directory([P.odette], P.contents(), now=NOW, delegates=own), P.lewis)
    rooted = sign_root(founded, [P.imani.card()], [P.odette, P.imani], online=P.hub.online, now=NOW)
    handed = sign_next(rooted, read_contents(founded), P.imani, now=NOW)
    assert handed["org.larkmere.json"] == founded["org.larkmere.json"]
    assert verify_directory(handed, trusted=founded, now=NOW, require_hub=False).administrators == {P.imani.id}
    with pytest.raises(DirectoryInvalid):
        sign_next(founded, read_contents(founded), P.imani, now=NOW)


# rollback, freeze, mix-and-match


def test_an_organisations_older_file_is_a_rollback_though_the_rest_is_newer() -> None:
    admitted = sign_next(FILES, read_contents(FILES).admit(amir()), P.odette, now=NOW)
    newer = hub_sign(admitted, P.hub, now=NOW, previous=FILES)
    old = {name: FILES[name] for name in ("org.larkmere.json", "people.larkmere.json")}
    mixed = hub_sign(by_administrators(newer) | old, P.hub, now=NOW, previous=newer)
    with pytest.raises(DirectoryRollback):
        verify_directory(mixed, trusted=newer, now=NOW)
    verify_directory(newer, trusted=FILES, now=NOW)


def test_a_hub_that_keeps_back_what_is_newer_is_found_out_when_its_word_runs_out() -> None:
    with pytest.raises(DirectoryExpired):
        verify_directory(FILES, trusted=FILES, now=NOW + 14 * DAY)


@pytest.mark.parametrize("name", ["root.json", "targets.json", "org.mash.json", "snapshot.json", "timestamp.json"])
def test_what_has_run_out_is_refused_file_by_file(name: str) -> None:
    def run_out(signed: dict[str, Any]) -> None:
        signed |= {"expires": "2026-11-20T09:40:00Z", "version": signed["version"] + 1}

    mine = ForgedDirectory(dict(P.files()), P.hub, [P.odette])
    if name == "root.json":
        founded = found_directory([P.odette], P.contents(), now=NOW - 3 * 366 * DAY)
        with pytest.raises(DirectoryExpired):
            verify_directory(founded, trusted=partnership_of(founded), now=NOW, require_hub=False)
        return
    if name.startswith(("targets", "org")):
        mine.edit(name, run_out, P.odette).publish()
    else:
        mine.edit(name, run_out, P.hub)
        if name == "snapshot.json":
            named = mine._named("snapshot.json")
            mine.edit("timestamp.json", lambda s: s.update(meta={"snapshot.json": named}), P.hub)
            mine.edit("timestamp.json", more, P.hub)
    refused(mine.files, DirectoryExpired)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s["meta"].pop("org.mash.json"),
        lambda s: s["meta"].update({"org.nobody.json": s["meta"]["org.mash.json"]}),
        lambda s: s["meta"]["org.mash.json"].pop("hashes"),
        lambda s: s["meta"]["org.mash.json"].update(version=7),
        lambda s: s["meta"]["org.mash.json"].update(length=7),
    ],
)
def test_a_snapshot_names_each_file_exactly(change: Callable[[dict[str, Any]], None]) -> None:
    mine = forged(P.odette).edit("snapshot.json", change, P.hub)
    named = mine._named("snapshot.json")
    mine.edit("timestamp.json", lambda s: s.update(meta={"snapshot.json": named}), P.hub)
    refused(mine.files, DirectoryInvalid)


# delegations


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.pop("delegations"),
        lambda s: s["delegations"]["roles"].pop(),
        lambda s: s["delegations"]["roles"][0].update(paths=["*"]),
        lambda s: s["delegations"]["roles"][0].update(paths=["people.mash.json", "people.larkmere.json"]),
        lambda s: s["delegations"]["roles"][0].update(name="people.mash"),
        lambda s: s["delegations"]["roles"][0].update(name="org.mash.x"),
        lambda s: s["delegations"]["roles"][0].update(terminating=False),
        lambda s: s["delegations"]["roles"][0].update(threshold=2),
        lambda s: s["delegations"]["roles"][0].update(threshold=True),
        lambda s: s["delegations"]["roles"][0].update(keyids=["f" * 64]),
        lambda s: s["delegations"].update(
            roles=None, succinct_roles={"keyids": [], "threshold": 1, "bit_length": 1, "name_prefix": "x"}
        ),
        lambda s: s["targets"].update({"people.mash.json": s["targets"]["area.json"]}),
        lambda s: s["targets"]["area.json"]["hashes"].update(sha512="0"),
        lambda s: s["targets"]["area.json"].update(length=6_000_000),
    ],
)
def test_targets_delegate_to_each_organisation_its_own_file_and_nothing_else(
    change: Callable[[dict[str, Any]], None],
) -> None:
    refused(forged(P.odette).edit("targets.json", change).edit("targets.json", more).files, DirectoryInvalid, hub=False)


def test_succinct_delegations_are_refused() -> None:
    def succinct(signed: dict[str, Any]) -> None:
        keyids = signed["delegations"]["roles"][0]["keyids"]
        del signed["delegations"]["roles"]
        signed["delegations"]["succinct_roles"] = {
            "keyids": keyids,
            "threshold": 1,
            "bit_length": 1,
            "name_prefix": "org",
        }

    refused(forged(P.odette).edit("targets.json", succinct).files, DirectoryInvalid, hub=False)


def test_an_organisation_delegates_nothing_further() -> None:
    delegations = json.loads(FILES["targets.json"])["signed"]["delegations"]
    mine = forged(P.odette).edit("org.mash.json", lambda s: s.update(delegations=delegations))
    refused(mine.files, DirectoryInvalid, hub=False)


def test_a_key_of_another_scheme_is_refused_by_name_until_it_is_listed() -> None:
    ecdsa = CryptoSigner.generate_ecdsa().public_key
    raw = json.loads(FILES["1.root.json"])
    raw["signed"]["keys"][ecdsa.keyid] = ecdsa.to_dict()
    raw["signed"]["roles"]["targets"]["keyids"].append(ecdsa.keyid)
    with pytest.raises(UnknownAlgorithm):
        tuf_files.read(Root, canonical_json(raw))

    def known(public: str) -> Any:
        return SSlibKey(ecdsa.keyid, ecdsa.keytype, ecdsa.scheme, {"public": public})

    schemes = {**tuf_files.SCHEMES, (ecdsa.keytype, ecdsa.scheme): known}
    assert ecdsa.keyid in tuf_files.read(Root, canonical_json(raw), schemes).signed.keys


def test_too_many_keys_signatures_or_organisations_are_refused_before_they_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    value = json.loads(FILES["targets.json"])
    crowded = canonical_json(value | {"signatures": value["signatures"] * 65})
    with pytest.raises(TooLarge):
        tuf_files.read(Targets, crowded)
    for name, most in (("MAX_ORGANISATIONS", 1), ("MAX_DELEGATED_KEYS", 0)):
        with monkeypatch.context() as patched:
            patched.setattr(tuf_files, name, most)
            with pytest.raises(TooLarge):
                tuf_files.read(Targets, FILES["targets.json"])
    with pytest.raises(DirectoryInvalid):
        replace(P.contents(), organisations=tuple(Organisation(f"o{n}", "x", "school") for n in range(1001)))


def test_a_root_under_anothers_number_is_refused() -> None:
    twice = json.loads(FILES["1.root.json"])
    twice["signed"]["version"] = 3
    mine = forged(P.odette, files=FILES | {"2.root.json": canonical_json(twice)})
    refused(mine.edit("2.root.json", lambda _signed: None).files, DirectoryInvalid)


def test_an_organisations_key_does_not_change_the_area() -> None:
    own = {"larkmere": ([P.lewis.card().signing], 1)}
    founded = add_signature(found_directory([P.odette], P.contents(), now=NOW, delegates=own), P.lewis)
    with pytest.raises(DirectoryInvalid):
        sign_next(founded, replace(read_contents(founded), name="Elsewhere"), P.lewis, now=NOW)


def test_files_without_a_delegation_and_delegations_without_files_are_refused() -> None:
    stray = FILES | {"people.nobody.json": b"{}"}
    refused(stray, DirectoryInvalid)
    for name in ("org.mash.json", "people.mash.json"):
        refused({key: raw for key, raw in FILES.items() if key != name}, DirectoryInvalid)
    without = {key: raw for key, raw in FILES.items() if key != "org.mash.json"}
    with pytest.raises(DirectoryInvalid):
        missing_signatures(without)


# whatever a directory goes through, it stays a directory that follows the one before


@property_of
@given(data=st.data())
def test_any_changes_in_any_order_verify_and_forget_nothing(data: st.DataObject) -> None:
    files = FILES
    for step in range(data.draw(st.integers(1, 4))):
        contents = read_contents(files)
        listed = data.draw(st.sampled_from(contents.devices))
        at = NOW + timedelta(minutes=step)
        match data.draw(st.sampled_from(["admit", "revoke", "compromise", "role", "epoch", "renew"])):
            case "admit":
                entry = DeviceEntry(device(f"new {step}").card(), "Amir", "desk", "", "mash", at)
                contents = contents.admit(entry)
            case "revoke":
                contents = contents.revoke(listed.id, at=at, index=data.draw(st.integers(0, 9)))
            case "compromise":
                contents = contents.revoke(listed.id, at=at, compromised=True, index=data.draw(st.integers(0, 9)))
            case "role":
                wanted = ["desk", "lead"] if listed.organisation == "mash" else ["recorder", "lead"]
                contents = contents.set_role(listed.id, data.draw(st.sampled_from(wanted)), "t", since=at)
            case "epoch":
                contents = contents.begin_epoch(DESK_BOX, device(f"epoch {step}").identity().recipient, at=at)
            case _:
                pass
        signed = hub_sign(sign_next(files, contents, P.odette, now=at), P.hub, now=at, previous=files)
        after = verify_directory(unpack_directory(pack_directory(signed)), trusted=files, now=at)
        assert after.contents.area_bytes() == contents.area_bytes()
        assert after.contents.people_bytes() == contents.people_bytes()
        with pytest.raises(BundleError):
            verify_directory(files, trusted=signed, now=at)
        files = signed


@property_of
@given(data=st.data())
def test_no_stolen_key_but_an_administrators_changes_anything(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["targets.json", "org.mash.json", "org.larkmere.json"]))
    thieves: list[DeviceKeys | HubKeys] = [P.lewis, P.imani, P.stranger, P.hub]
    thief = data.draw(st.sampled_from(thieves))
    mine = forged().edit(name, more, thief)
    if data.draw(st.booleans()):
        mine.publish()
        refused(mine.files, DirectoryInvalid)
    refused(mine.files, DirectoryInvalid, hub=False)
