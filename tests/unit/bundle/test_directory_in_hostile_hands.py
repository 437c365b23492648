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
    Desk,
    DeskEpoch,
    DeviceEntry,
    DirectoryContents,
    Organisation,
    Withdrawal,
    add_signature,
    by_administrators,
    found_directory,
    hub_sign,
    look_at_proposal,
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
from bundle.directory.entries import MAX_ROLES, RoleHeld
from bundle.directory.packing import MIMETYPE
from bundle.directory.tuf_api import CryptoSigner, Root, SSlibKey, Targets
from bundle.encoding import canonical_json
from bundle.errors import (
    BundleError,
    DirectoryExpired,
    DirectoryInvalid,
    DirectoryRollback,
    Malformed,
    SenderRevoked,
    TooLarge,
    UnknownAlgorithm,
    WrongPartnership,
)
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from bundle.stored_zip import write_members
from tests.fakes.forged_directories import ForgedDirectory
from tests.numbers import property_of
from tests.unit.bundle.partnership import DESK_BOX, NOW, Partnership, device

DAY = timedelta(days=1)
P = Partnership()
FILES = P.files()
EPOCH = device("epoch").identity().recipient
AT = int(NOW.timestamp())


def forged(*thieves: DeviceKeys, files: dict[str, bytes] | None = None) -> ForgedDirectory:
    return ForgedDirectory(dict(files or FILES), P.hub, thieves)


def refused(files: dict[str, bytes], error: type[BundleError], *, hub: bool = True) -> None:
    with pytest.raises(error):
        verify_directory(files, trusted=FILES, now=NOW, require_hub=hub)


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
    admitted = sign_next(FILES, read_contents(FILES).admit(_amir()), P.odette, now=NOW)
    newer = hub_sign(admitted, P.hub, now=NOW, previous=FILES)
    old = {name: FILES[name] for name in ("org.larkmere.json", "people.larkmere.json")}
    mixed = hub_sign(by_administrators(newer) | old, P.hub, now=NOW, previous=newer)
    with pytest.raises(DirectoryRollback):
        verify_directory(mixed, trusted=newer, now=NOW)
    verify_directory(newer, trusted=FILES, now=NOW)


def _amir() -> DeviceEntry:
    return DeviceEntry(device("amir").card(), "Amir Haddon", "lead", "", "larkmere", NOW)


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


# what the files say


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("area.json", lambda a: a["organisations"][0].update(id="no/slash")),
        ("area.json", lambda a: a["organisations"][0].update(extra=1)),
        ("area.json", lambda a: a["organisations"][0]["contacts"].pop("opens")),
        ("area.json", lambda a: a["organisations"].reverse()),
        ("area.json", lambda a: a["desks"][0].update(id="desk")),
        ("area.json", lambda a: a["desks"][0].update(extra="")),
        ("area.json", lambda a: a.update(desks={})),
        ("area.json", lambda a: a.update(name=1)),
        ("area.json", lambda a: a.update(v="1")),
        ("area.json", lambda a: a.update(extra=1)),
        ("area.json", lambda a: a["desks"].append(a["desks"][0])),
        ("area.json", lambda a: a.update(compromised={})),
        ("area.json", lambda a: a.update(compromised=[{"device": P.lewis.id, "at": AT}])),
        ("area.json", lambda a: a.update(compromised=[{"device": "nobody", "at": AT, "index": 1}])),
        ("area.json", lambda a: a.update(compromised=[{"device": P.lewis.id, "at": 0, "index": 1}])),
        ("area.json", lambda a: a.update(compromised=[{"device": P.lewis.id, "at": AT, "index": 1}] * 2)),
        ("people.mash.json", lambda a: a["devices"][0].update(revoked_from={"at": AT})),
        ("people.mash.json", lambda a: a["devices"][0]["roles"][0].update(index=-1)),
        ("people.mash.json", lambda a: a["devices"][0]["roles"][0].pop("index")),
        ("people.larkmere.json", lambda a: a["devices"][0]["roles"][0].update(role="desk")),
        ("people.mash.json", lambda a: a.update(organisation="larkmere")),
        ("people.mash.json", lambda a: a.update(recovery=1)),
        ("people.mash.json", lambda a: a.update(recovery="age1x")),
        ("people.mash.json", lambda a: a.update(needed=2, holders=3)),
        ("people.mash.json", lambda a: a.update(needed="0")),
        ("people.mash.json", lambda a: a["devices"][0].update(roles=[])),
        ("people.mash.json", lambda a: a["devices"][0].update(roles={})),
        ("people.mash.json", lambda a: a["devices"][0]["roles"][0].update(extra=1)),
        ("people.mash.json", lambda a: a["devices"][0].update(revoked_from=5)),
        ("people.mash.json", lambda a: a["devices"][0].update(revoked_from={"at": 5, "index": -1})),
        ("people.mash.json", lambda a: a["devices"][0].update(replaces="nobody")),
        ("people.mash.json", lambda a: a["devices"].append(a["devices"][0])),
        ("people.mash.json", lambda a: a.update(epochs=[{"desk": DESK_BOX}])),
        ("people.mash.json", lambda a: a.update(epochs=[_row(number=2)])),
        ("people.mash.json", lambda a: a.update(epochs=[_row(number=0)])),
        ("people.mash.json", lambda a: a.update(epochs=[_row(recipient="age1x")])),
        ("people.mash.json", lambda a: a.update(epochs=[_row(desk="x" * 22)])),
        ("people.mash.json", lambda a: a.update(epochs=[_row(), _row(number=2, recipient=_other())])),
        ("people.mash.json", lambda a: a.update(epochs=[_row(recipient=a["devices"][0]["card"]["age"])])),
        ("people.larkmere.json", lambda a: a.update(epochs=[_row()])),
    ],
)
def test_what_is_rightly_signed_and_wrongly_made_is_refused(
    name: str, change: Callable[[dict[str, Any]], None]
) -> None:
    refused(forged(P.odette).rewrite(name, change).files, DirectoryInvalid, hub=False)


def _row(**changed: object) -> dict[str, Any]:
    made = DeskEpoch(DESK_BOX, 1, EPOCH, NOW).to_json()
    return made | changed


def _other() -> str:
    return device("another epoch").identity().recipient


def test_two_devices_with_one_key_are_refused() -> None:
    stolen = replace(P.stranger.card(), age=P.lewis.card().age)
    with pytest.raises(DirectoryInvalid):
        P.contents().admit(DeviceEntry(stolen, "Eve", "lead", "", "mash", NOW))
    with pytest.raises(DirectoryInvalid):
        P.contents().admit(
            DeviceEntry(replace(P.stranger.card(), cover=P.lewis.card().cover), "Eve", "lead", "", "mash", NOW)
        )


def test_each_organisation_has_its_file_and_no_other() -> None:
    with pytest.raises(DirectoryInvalid):
        DirectoryContents.from_files(FILES["area.json"], {"mash": FILES["people.mash.json"]})

    def rename(area: dict[str, Any]) -> None:
        area["organisations"] = area["organisations"][:1]

    refused(forged(P.odette).rewrite("area.json", rename).files, DirectoryInvalid, hub=False)


# withdrawals, by place in the log


@pytest.mark.parametrize("compromised", [False, True])
def test_a_withdrawal_counts_by_the_place_in_the_log_whatever_a_clock_says(*, compromised: bool) -> None:
    directory = P.directory(P.contents().revoke(P.lewis.id, at=NOW, compromised=compromised, index=40))
    assert directory.sender(P.lewis.id, NOW + DAY, 39).id == P.lewis.id
    for index in (40, 41):
        with pytest.raises(SenderRevoked):
            directory.sender(P.lewis.id, NOW - DAY, index)
    with pytest.raises(SenderRevoked):
        directory.sender(P.lewis.id, NOW)
    timeless = P.directory(P.contents().revoke(P.lewis.id, at=NOW, compromised=compromised))
    assert timeless.sender(P.lewis.id, NOW - DAY, 90).id == P.lewis.id
    with pytest.raises(SenderRevoked):
        timeless.sender(P.lewis.id, NOW, 3)


def test_a_withdrawal_becomes_earlier_and_never_later() -> None:
    one = Withdrawal(NOW, 40)
    assert Withdrawal(NOW - DAY, 40).keeps(one)
    assert Withdrawal(NOW, 39).keeps(one)
    assert not Withdrawal(NOW, 41).keeps(one)
    assert not Withdrawal(NOW + DAY, 40).keeps(one)
    assert Withdrawal(NOW, 0).keeps(one)
    assert not one.keeps(Withdrawal(NOW, 0))
    assert one.earlier(Withdrawal(NOW - DAY, 50)) == Withdrawal(NOW - DAY, 40)
    entry = P.contents().devices[0].withdraw(NOW, compromised=True, index=3)
    assert entry.withdraw(NOW + DAY, compromised=True, index=9).compromised_from == Withdrawal(NOW, 3)


def test_what_takes_a_device_out_long_before_is_seen() -> None:
    contents = P.contents()
    old, low = contents.revoke(P.lewis.id, at=NOW - DAY), contents.revoke(P.lewis.id, at=NOW, index=3)
    assert old.reaches_back(contents, NOW, 0)
    assert low.reaches_back(contents, NOW - DAY, 4)
    assert not low.reaches_back(contents, NOW - DAY, 3)
    assert not contents.revoke(P.lewis.id, at=NOW).reaches_back(contents, NOW, 9)  # its place is not known
    assert not old.reaches_back(old, NOW, 9)
    assert old.reaches_back(replace(contents, devices=contents.devices[:1]), NOW, 0)


# what may follow what


@pytest.mark.parametrize(
    "change",
    [
        lambda c: replace(c, organisations=c.organisations[:1], devices=(), desks=(), epochs=()),
        lambda c: replace(c, desks=(Desk("y" * 22, "Another", "mash"),), epochs=()),
        lambda c: replace(c, epochs=()),
        lambda c: replace(c, epochs=(replace(c.epochs[0], recipient=_other()), *c.epochs[1:])),
        lambda c: replace(c, epochs=(replace(c.epochs[0], ended=NOW + DAY), *c.epochs[1:])),
        lambda c: replace(c, devices=tuple(replace(e, role="lead", roles=()) for e in c.devices)),
        lambda c: replace(c, devices=tuple(replace(e, valid_from=NOW) for e in c.devices)),
        lambda c: replace(c, devices=tuple(e.withdraw(NOW, compromised=False) for e in c.devices)),
    ],
)
def test_a_newer_directory_forgets_nothing(change: Callable[[DirectoryContents], DirectoryContents]) -> None:
    second = device("second epoch").identity().recipient
    contents = read_contents(FILES).begin_epoch(DESK_BOX, EPOCH, at=NOW).begin_epoch(DESK_BOX, second, at=NOW)
    with pytest.raises(DirectoryInvalid):
        change(contents).check_follows(contents)
    contents.check_follows(contents)


def test_a_desks_epoch_ends_when_a_member_leaves_or_gets_another_role() -> None:
    contents = P.contents().begin_epoch(DESK_BOX, EPOCH, at=NOW)
    assert contents.current_epoch(DESK_BOX) == DeskEpoch(DESK_BOX, 1, EPOCH, NOW)
    left = contents.revoke(P.imani.id, at=NOW + DAY)
    moved = contents.set_role(P.imani.id, "lead", "Manager", since=NOW + DAY)
    for after in (left, moved):
        assert after.current_epoch(DESK_BOX) is None
        assert after.epochs[0].ended == NOW + DAY
        after.check_follows(contents)
        unended = replace(after, epochs=contents.epochs)
        with pytest.raises(DirectoryInvalid):
            unended.check_follows(contents)
    assert moved.devices[2].roles == (
        RoleHeld("desk", "", NOW - timedelta(days=30)),
        RoleHeld("lead", "Manager", NOW + DAY),
    )
    again = left.begin_epoch(DESK_BOX, _other(), at=NOW + 2 * DAY)
    assert again.current_epoch(DESK_BOX) == DeskEpoch(DESK_BOX, 2, _other(), NOW + 2 * DAY)
    outsider = contents.revoke(P.odette.id, at=NOW)
    assert outsider.current_epoch(DESK_BOX) is not None
    with pytest.raises(DirectoryInvalid):
        contents.begin_epoch("x" * 22, _other(), at=NOW)
    with pytest.raises(DirectoryInvalid):
        contents.revoke("nobody", at=NOW)


def test_a_role_changed_in_place_keeps_its_history_through_the_files() -> None:
    changed = read_contents(FILES).set_role(P.lewis.id, "lead", "Manager", since=NOW)
    signed = sign_next(FILES, changed, P.odette, now=NOW)
    entry = verify_directory(signed, trusted=FILES, now=NOW, require_hub=False).device(P.lewis.id)
    assert [held.role for held in entry.roles] == ["desk", "lead"]
    with pytest.raises(Malformed):
        replace(entry, role="desk")
    with pytest.raises(Malformed):
        replace(entry, roles=tuple(reversed(entry.roles)), role="desk", role_title="")
    with pytest.raises(Malformed):
        replace(entry, roles=entry.roles * MAX_ROLES)


def test_a_role_begins_at_a_place_in_the_log() -> None:
    changed = read_contents(FILES).set_role(P.lewis.id, "lead", "Manager", since=NOW, index=40)
    entry = next(one for one in changed.devices if one.id == P.lewis.id)
    assert [held.index for held in entry.roles] == [0, 40]
    assert entry.with_role("desk", "", NOW).roles[-1].index == 0  # not known
    with pytest.raises(Malformed):
        entry.with_role("desk", "", NOW, 39)


# what one administrator of two can do alone


BOTH = hub_sign(found_directory([P.odette, P.imani], P.contents(), now=NOW, threshold=2), P.hub, now=NOW, previous=None)


def test_one_administrator_alone_makes_no_desk_of_an_organisation_without_one() -> None:
    def at_the_desk(people: dict[str, Any]) -> None:
        people["devices"][0]["roles"].append({"role": "desk", "title": "", "since": AT, "index": 0})

    mine = forged(P.odette, files=BOTH).rewrite("people.larkmere.json", at_the_desk).publish()
    with pytest.raises(DirectoryInvalid):
        verify_directory(mine.files, trusted=BOTH, now=NOW)
    with pytest.raises(DirectoryInvalid):
        read_contents(BOTH).set_role(P.odette.id, "desk", "", since=NOW)


@pytest.mark.parametrize(
    "given", [{"mash": ([P.odette.card().signing], 1)}, {"mash": ([P.stranger.card().signing], 1)}]
)
def test_a_desks_people_take_as_many_signatures_as_the_partnership_though_both_signed_for_fewer(given: Any) -> None:
    fewer = sign_next(BOTH, read_contents(BOTH), [P.odette, P.imani, P.stranger], now=NOW, delegates=given)
    with pytest.raises(DirectoryInvalid):
        verify_directory(fewer, trusted=BOTH, now=NOW, require_hub=False)
    with pytest.raises(DirectoryInvalid):
        look_at_proposal(fewer, trusted=BOTH)


def test_one_administrator_takes_a_device_out_and_only_both_take_its_words_away() -> None:
    contents = read_contents(BOTH)
    out = sign_next(BOTH, contents.revoke(P.odette.id, at=NOW), P.odette, now=NOW)
    assert verify_directory(out, trusted=BOTH, now=NOW, require_hub=False).device(P.odette.id).revoked_from
    unsafe = contents.revoke(P.odette.id, at=NOW, compromised=True, index=40)
    alone = sign_next(BOTH, unsafe, P.imani, now=NOW)
    assert missing_signatures(alone) == {"targets.json": 1}
    with pytest.raises(DirectoryInvalid):
        verify_directory(alone, trusted=BOTH, now=NOW, require_hub=False)
    both = verify_directory(add_signature(alone, P.odette), trusted=BOTH, now=NOW, require_hub=False)
    assert both.device(P.odette.id).compromised_from == Withdrawal(NOW, 40)
    with pytest.raises(Malformed):
        contents.revoke(P.odette.id, at=NOW - timedelta(days=31), compromised=True, index=40)


def test_whose_mail_a_device_fetches() -> None:
    restored = DeviceEntry(device("lewis again").card(), "Lewis Aske", "desk", "", "mash", NOW, replaces=P.lewis.id)
    contents = P.contents().admit(restored)
    directory = P.directory(contents)
    assert directory.mailboxes_of(P.odette.id, NOW) == (P.odette.id,)
    assert directory.mailboxes_of(restored.id, NOW) == (restored.id, P.lewis.id, DESK_BOX)
    assert directory.mailboxes_of(P.stranger.id, NOW) == ()
    gone = P.directory(contents.revoke(restored.id, at=NOW))
    assert gone.mailboxes_of(restored.id, NOW) == ()
    desk = directory.desk(DESK_BOX)
    assert desk is not None
    assert desk.name == "Ashmere MASH desk"
    assert directory.desk("x" * 22) is None
    assert directory.epoch(DESK_BOX) is None
    with pytest.raises(DirectoryInvalid):
        P.contents().admit(replace(restored, person="Somebody else"))
    with pytest.raises(DirectoryInvalid):
        P.contents().admit(replace(restored, replaces=restored.id))


# proposals


def test_from_one_administrator_to_two_of_two_takes_both() -> None:
    cards = [P.odette.card(), P.imani.card()]
    rooted = sign_root(FILES, cards, [P.odette], online=P.hub.online, now=NOW, threshold=2)
    proposed = sign_next(rooted, read_contents(FILES), P.odette, now=NOW)
    assert missing_signatures(proposed) == {"2.root.json": 1, "targets.json": 1, "org.mash.json": 1}
    with pytest.raises(DirectoryInvalid):
        verify_directory(proposed, trusted=FILES, now=NOW, require_hub=False)
    seen = look_at_proposal(unpack_directory(pack_directory(proposed, proposal=True), proposal=True), trusted=FILES)
    assert (seen.missing, seen.threshold, seen.version) == (1, 2, 4)
    assert seen.signers == {P.imani.id}
    assert seen.signed == {P.odette.id}
    assert seen.administrators == {P.odette.id, P.imani.id}
    signed = add_signature(proposed, P.imani)
    assert missing_signatures(signed) == {}
    assert add_signature(signed, P.imani) == signed
    directory = verify_directory(signed, trusted=FILES, now=NOW, require_hub=False)
    assert directory.threshold == 2
    back = sign_root(signed, [P.odette.card()], [P.odette], online=P.hub.online, now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(back, trusted=signed, now=NOW, require_hub=False)


def test_a_proposal_that_says_one_thing_and_signs_another_is_refused() -> None:
    both = found_directory([P.odette, P.imani], P.contents(), now=NOW, threshold=2)
    honest = sign_next(both, read_contents(both).admit(replace(_amir(), organisation="mash")), P.odette, now=NOW)
    assert look_at_proposal(honest, trusted=both).signers == {P.imani.id}
    swapped = honest | {"people.mash.json": both["people.mash.json"]}
    with pytest.raises(DirectoryInvalid):
        look_at_proposal(swapped, trusted=both)
    with pytest.raises(DirectoryRollback):
        look_at_proposal(both, trusted=add_signature(honest, P.imani))
    with pytest.raises(WrongPartnership):
        look_at_proposal(found_directory([P.lewis], P.contents(), now=NOW), trusted=both)
    with pytest.raises(Malformed):
        unpack_directory(pack_directory(honest, proposal=True))


def test_a_name_that_belongs_to_no_directory_is_not_unpacked() -> None:
    packed = pack_directory(FILES).replace(b"people.mash.json", b"people/mash.json")
    with pytest.raises(Malformed):
        unpack_directory(packed)
    with pytest.raises(TooLarge):
        unpack_directory(bytes(16_000_001))
    disorder = [("mimetype", MIMETYPE), *((name, raw) for name, raw in reversed(FILES.items()))]
    with pytest.raises(Malformed):
        unpack_directory(write_members(disorder))
    shuffled = dict(reversed(FILES.items()))
    assert unpack_directory(pack_directory(shuffled)) == FILES


def test_a_threshold_needs_that_many_keys() -> None:
    with pytest.raises(DirectoryInvalid):
        found_directory([P.odette], P.contents(), now=NOW, threshold=2)
    with pytest.raises(DirectoryInvalid):
        found_directory([P.odette], P.contents(), now=NOW, delegates={"mash": ([P.odette.card().signing], 2)})


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
