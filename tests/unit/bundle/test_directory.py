"""The directory: who vouches for it, what it may not forget, and what a forger can do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bundle.directory import (
    DirectoryContents,
    Lifetimes,
    found_directory,
    hub_sign,
    partnership_of,
    read_contents,
    sign_next,
    sign_root,
    verify_directory,
)
from bundle.directory import metadata as tuf_files
from bundle.directory.signing import _sign_targets
from bundle.directory.tuf_api import Targets
from bundle.errors import (
    DirectoryInvalid,
    DirectoryRollback,
    SenderRevoked,
    UnknownSender,
    WrongPartnership,
)
from bundle.hub_cards import HubKeys
from tests.unit.bundle.partnership import NOW, Partnership, device, draws

DAY = timedelta(days=1)


def test_a_founded_directory_verifies_and_says_who_is_in_it(ashmere: Partnership, files: dict[str, bytes]) -> None:
    directory = verify_directory(files, trusted=partnership_of(files), now=NOW)
    assert directory.name == "Ashmere safeguarding partnership"
    assert directory.version == 1
    assert directory.partnership == partnership_of(files) == directory.hub.partnership
    assert directory.administrators == {ashmere.odette.id}
    assert {entry.person for entry in directory.desk_devices()} == {"Lewis Aske", "Imani Roe"}
    assert [entry.id for entry in directory.devices_of("larkmere")] == [ashmere.odette.id]
    assert directory.published
    assert not directory.stale
    assert directory.expires == NOW + Lifetimes().timestamp
    assert directory.contents.hub.id == ashmere.hub.id


def test_the_first_contact_refuses_another_partnership(files: dict[str, bytes]) -> None:
    with pytest.raises(WrongPartnership):
        verify_directory(files, trusted="0" * 64, now=NOW)


def test_a_later_directory_of_another_partnership_is_refused(files: dict[str, bytes]) -> None:
    other = Partnership(odette=device("somebody else"))
    with pytest.raises(WrongPartnership):
        verify_directory(other.files(), trusted=files, now=NOW)


def test_what_the_hub_has_not_countersigned_is_only_for_those_who_ask(ashmere: Partnership) -> None:
    founded = found_directory([ashmere.odette], ashmere.contents(), now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(founded, trusted=partnership_of(founded), now=NOW)
    directory = verify_directory(founded, trusted=partnership_of(founded), now=NOW, require_hub=False)
    assert directory.stale
    assert not directory.published


def test_the_next_version_admits_a_device(ashmere: Partnership, files: dict[str, bytes]) -> None:
    amir = device("amir")
    before = verify_directory(files, trusted=partnership_of(files), now=NOW)
    entry = ashmere.entry(amir, "Amir Haddon", "larkmere", "lead")
    proposed = sign_next(files, before.contents.admit(entry), ashmere.odette, now=NOW + DAY)
    published = hub_sign(proposed, ashmere.hub, now=NOW + DAY, previous=files)
    after = verify_directory(published, trusted=files, now=NOW + DAY)
    assert after.version == 2
    assert after.device(amir.id).person == "Amir Haddon"


def test_a_device_admitted_for_a_later_day_may_not_send_before_it(ashmere: Partnership) -> None:
    amir = device("amir")
    entry = replace(ashmere.entry(amir, "Amir Haddon", "larkmere", "lead"), valid_from=NOW + 3 * DAY)
    directory = ashmere.directory(ashmere.contents().admit(entry))
    with pytest.raises(SenderRevoked):
        directory.sender(amir.id, NOW)
    assert directory.sender(amir.id, NOW + 2 * DAY).id == amir.id  # a day's tolerance between two clocks
    assert amir.id not in {entry.id for entry in directory.devices_of("larkmere")}


@pytest.mark.parametrize("compromised", [False, True])
def test_a_withdrawn_device_stays_listed_and_may_not_send_from_then_on(
    ashmere: Partnership, *, compromised: bool
) -> None:
    directory = ashmere.directory(ashmere.contents().revoke(ashmere.lewis.id, at=NOW, compromised=compromised))
    assert directory.device(ashmere.lewis.id).person == "Lewis Aske"
    assert directory.sender(ashmere.lewis.id, NOW - DAY).person == "Lewis Aske"
    with pytest.raises(SenderRevoked):
        directory.sender(ashmere.lewis.id, NOW)
    assert [entry.person for entry in directory.desk_devices()] == ["Imani Roe"]


def test_a_device_nobody_admitted_is_unknown(ashmere: Partnership) -> None:
    with pytest.raises(UnknownSender):
        ashmere.directory().sender(ashmere.stranger.id, NOW)


# what a newer directory may not do


def test_an_older_version_is_a_rollback(ashmere: Partnership, files: dict[str, bytes]) -> None:
    newer = hub_sign(
        sign_next(files, ashmere.contents_placed(files), ashmere.odette, now=NOW), ashmere.hub, now=NOW, previous=files
    )
    with pytest.raises(DirectoryRollback):
        verify_directory(files, trusted=newer, now=NOW)


def test_an_older_version_countersigned_anew_by_the_hub_is_still_a_rollback(
    ashmere: Partnership, files: dict[str, bytes]
) -> None:
    newer = hub_sign(
        sign_next(files, ashmere.contents_placed(files), ashmere.odette, now=NOW), ashmere.hub, now=NOW, previous=files
    )
    again = hub_sign(files, ashmere.hub, now=NOW, previous=newer)
    with pytest.raises(DirectoryRollback):
        verify_directory(again, trusted=newer, now=NOW)


def test_an_older_timestamp_is_a_rollback(ashmere: Partnership, files: dict[str, bytes]) -> None:
    refreshed = hub_sign(files, ashmere.hub, now=NOW + DAY, previous=files)
    with pytest.raises(DirectoryRollback):
        verify_directory(files, trusted=refreshed, now=NOW)


def test_a_root_left_out_is_a_rollback(ashmere: Partnership, files: dict[str, bytes]) -> None:
    renewed = sign_root(files, [ashmere.odette.card()], [ashmere.odette], online=ashmere.hub.online, now=NOW + DAY)
    assert verify_directory(renewed, trusted=files, now=NOW, require_hub=False).version == 2
    with pytest.raises(DirectoryRollback):
        verify_directory(files, trusted=renewed, now=NOW)


@pytest.mark.parametrize("part", ["hub", "partnership"])
def test_a_directory_that_names_another_hub_or_partnership_than_its_root_is_refused(
    ashmere: Partnership, files: dict[str, bytes], part: str
) -> None:
    contents = ashmere.contents_placed(files)
    other = HubKeys.generate(draws("another hub")).online if part == "hub" else contents.hub.online
    partnership = "0" * 64 if part == "partnership" else contents.hub.partnership
    changed = replace(contents, hub=replace(contents.hub, online=other, partnership=partnership))
    with pytest.raises(DirectoryInvalid):
        sign_next(files, changed, ashmere.odette, now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(_signed_over(files, changed, ashmere), trusted=files, now=NOW, require_hub=False)


def test_two_directories_under_one_version_are_refused(ashmere: Partnership, files: dict[str, bytes]) -> None:
    one = sign_next(files, replace(ashmere.contents_placed(files), name="Larkmere"), ashmere.odette, now=NOW)
    other = sign_next(files, replace(ashmere.contents_placed(files), name="Ashmere"), ashmere.odette, now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(other, trusted=one, now=NOW, require_hub=False)


def test_the_same_directory_again_is_no_news_and_no_error(files: dict[str, bytes]) -> None:
    assert verify_directory(files, trusted=files, now=NOW).version == 1


def _drop(contents: DirectoryContents) -> DirectoryContents:
    return replace(contents, devices=contents.devices[1:])


def _give_to_another(contents: DirectoryContents) -> DirectoryContents:
    first, *rest = contents.devices
    return replace(contents, devices=(replace(first, person="Somebody else"), *rest))


def _reinstate(contents: DirectoryContents) -> DirectoryContents:
    return replace(contents, devices=tuple(replace(entry, revoked_from=None) for entry in contents.devices))


@pytest.mark.parametrize("change", [_drop, _give_to_another, _reinstate])
def test_a_newer_directory_forgets_no_device_and_no_withdrawal(
    ashmere: Partnership, change: Callable[[DirectoryContents], DirectoryContents]
) -> None:
    revoked = ashmere.contents().revoke(ashmere.lewis.id, at=NOW)
    founded = found_directory([ashmere.odette], revoked, now=NOW)
    changed = change(read_contents(founded))
    with pytest.raises(DirectoryInvalid):
        sign_next(founded, changed, ashmere.odette, now=NOW)
    forged = _signed_over(founded, changed, ashmere)
    with pytest.raises(DirectoryInvalid):
        verify_directory(forged, trusted=founded, now=NOW, require_hub=False)


def _signed_over(files: dict[str, bytes], contents: DirectoryContents, ashmere: Partnership) -> dict[str, bytes]:
    """A careless administrator's next version: rightly signed, wrongly made."""
    made = dict(files)
    before = tuf_files.read(Targets, files["targets.json"])
    area, expires = contents.area_bytes(), NOW + DAY
    made["targets.json"] = _sign_targets(
        "area.json", area, before, [ashmere.odette], expires, Targets(delegations=before.signed.delegations)
    )
    made["area.json"] = area
    for organisation, people in contents.people_bytes().items():
        was = tuf_files.read(Targets, files[f"org.{organisation}.json"])
        name = f"people.{organisation}.json"
        made[f"org.{organisation}.json"] = _sign_targets(name, people, was, [ashmere.odette], expires, Targets())
        made[name] = people
    return made
