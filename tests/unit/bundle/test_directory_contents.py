"""What a directory may say, what counts of it, and what may follow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bundle.directory import (
    Desk,
    DeskEpoch,
    DeviceEntry,
    DirectoryContents,
    Withdrawal,
    read_contents,
    sign_next,
    verify_directory,
)
from bundle.directory.entries import MAX_ROLES, RoleHeld
from bundle.errors import (
    DirectoryInvalid,
    Malformed,
    SenderRevoked,
)
from tests.unit.bundle.partnership import DESK_BOX, NOW, device
from tests.unit.bundle.stolen_directory import AT, DAY, FILES, P, forged, refused

EPOCH = device("epoch").identity().recipient


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
