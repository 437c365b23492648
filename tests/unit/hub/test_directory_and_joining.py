"""The directory at the hub, and joining by its calls."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bundle.directory import (
    by_administrators,
    pack_directory,
    read_contents,
    sign_next,
    sign_root,
    unpack_directory,
    verify_directory,
)
from bundle.enrolment import check_request, make_invitation, make_request
from bundle.errors import DirectoryRollback, WrongPartnership
from bundle.hub_cards import HubKeys
from desktop.sync.errors import DeviceNotAdmitted, HubRefused
from hub.membership import Membership
from hub.store import Store, ledger
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import DATABASE_KEY, RunningHub, hub_card
from tests.unit.conftest import ClientFor


def test_the_first_directory_that_names_this_hub_is_adopted(
    empty_hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    admin = client_for(area.desk)
    assert admin.directory() is None
    packed = admin.publish_directory(area.packed)
    directory = verify_directory(unpack_directory(packed), trusted=area.partnership, now=area.clock.now())
    assert directory.published
    assert admin.directory() == packed


def test_a_directory_that_names_another_hub_is_refused(
    empty_hub: RunningHub, clock: HandClock, client_for: ClientFor
) -> None:
    elsewhere = Area(hub_card(HubKeys.generate(seeded(99))), clock)
    with pytest.raises(HubRefused, match="directory-WrongPartnership"):
        client_for(elsewhere.desk).publish_directory(elsewhere.packed)
    assert empty_hub.membership.current() is None


def test_another_partnership_cannot_take_over_an_adopted_hub(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    rival = Area(area.hub, clock, seeded(77))
    with pytest.raises(HubRefused, match="directory-WrongPartnership"):
        client_for(rival.desk).publish_directory(rival.packed)


def test_the_next_version_admits_a_device_and_an_older_one_does_not_come_back(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    first = area.packed
    with pytest.raises(DeviceNotAdmitted):
        client_for(area.stranger).mailbox(0)
    client_for(area.desk).publish_directory(area.admit(area.stranger))
    assert client_for(area.stranger).mailbox(0).entries == ()
    with pytest.raises(HubRefused, match="directory-DirectoryRollback"):
        client_for(area.desk).publish_directory(first)
    with pytest.raises(DirectoryRollback):
        hub.membership.adopt(first)


def test_a_directory_nobody_signed_is_refused(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    files = unpack_directory(area.admit(area.stranger))
    files["org.larkmere.json"] = files["org.larkmere.json"].replace(b'"version":2', b'"version":3')
    with pytest.raises(HubRefused, match="directory-"):
        client_for(area.desk).publish_directory(pack_directory(files))


def test_a_directory_that_is_no_file_of_ours_is_refused(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    with pytest.raises(HubRefused, match="directory-Malformed"):
        client_for(area.desk).publish_directory(b"PK nonsense")


def test_the_same_directory_again_changes_nothing(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    before = hub.store.ask(ledger.totals).directories
    packed = client_for(area.desk).publish_directory(area.packed)
    assert packed == area.packed
    assert hub.store.ask(ledger.totals).directories == before


def test_the_hub_refreshes_its_timestamp_long_before_it_runs_out(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    client = client_for(area.school)
    for _ in range(8):
        clock.forward(timedelta(days=5))
        packed = client.directory()
        assert packed is not None
        verify_directory(unpack_directory(packed), trusted=area.partnership, now=clock.now())
    assert hub.store.ask(ledger.totals).directories == 9


def test_letters_are_carried_although_the_directory_has_run_out(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    clock.forward(timedelta(days=800))
    files = unpack_directory(area.packed)
    assert verify_directory(files, trusted=area.partnership, now=clock.now(), allow_expired=True).stale
    letter = area.letter()
    client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)
    assert client_for(area.desk).mailbox(0).last == 1


def test_joining_by_an_invitation_leaves_the_request_for_the_administrator(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    now = area.clock.now()
    invitation = make_invitation(area.directory, organisation="larkmere", role="lead", now=now, random=seeded(3))
    admin, joiner = client_for(area.desk), client_for(area.stranger)
    request = make_request(invitation, area.stranger, person="Amir Haddon", role_title="Lead", now=now)
    with pytest.raises(HubRefused, match="invitation-unknown"):
        joiner.ask_to_join(invitation.token, request)
    admin.register_invitation(invitation.token, invitation.expires)
    admin.register_invitation(invitation.token, invitation.expires)
    joiner.ask_to_join(invitation.token, request)
    joiner.ask_to_join(invitation.token, request)
    (waiting,) = admin.requests_to_join()
    assert check_request(waiting, invitation, now=now).card == area.stranger.card()
    admin.publish_directory(area.admit(area.stranger))
    assert admin.requests_to_join() == ()
    assert joiner.directory() is not None


def test_an_invitation_serves_one_request_and_not_after_its_time(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    now = clock.now()
    invitation = make_invitation(area.directory, organisation="larkmere", role="lead", now=now, random=seeded(3))
    client_for(area.desk).register_invitation(invitation.token, invitation.expires)
    first = make_request(invitation, area.stranger, person="Amir Haddon", role_title="Lead", now=now)
    other = make_request(invitation, area.health, person="Somebody Else", role_title="Lead", now=now)
    joiner = client_for(area.stranger)
    joiner.ask_to_join(invitation.token, first)
    with pytest.raises(HubRefused, match="invitation-unknown"):
        joiner.ask_to_join(invitation.token, other)
    with pytest.raises(HubRefused, match="malformed"):
        joiner.ask_to_join(invitation.token, b"not a request")
    clock.forward(timedelta(days=100))
    with pytest.raises(HubRefused, match="invitation-unknown"):
        joiner.ask_to_join(invitation.token, first)


def test_only_an_administrator_invites_and_reads_requests(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    school = client_for(area.school)
    with pytest.raises(HubRefused, match="not-allowed"):
        school.register_invitation(b"t" * 32, area.clock.now() + timedelta(days=3))
    with pytest.raises(HubRefused, match="not-allowed"):
        school.requests_to_join()


def test_a_second_process_on_the_same_folder_sees_the_newest_directory(
    hub: RunningHub, area: Area, hub_keys: HubKeys
) -> None:
    store = Store(hub.folder, DATABASE_KEY, now=0.0)
    try:
        Membership(store, hub_keys, area.clock).adopt(area.admit(area.stranger))
    finally:
        store.close()
    current = hub.membership.current()
    assert current is not None
    assert area.stranger.id in current.directory.devices


def test_adopting_for_another_partnership_says_so(hub: RunningHub, area: Area) -> None:
    with pytest.raises(WrongPartnership):
        hub.membership.adopt(Area(area.hub, area.clock, seeded(78)).packed)


def test_one_of_two_administrators_takes_a_device_out_from_now_and_not_from_long_ago(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    client = client_for(area.desk)
    files = unpack_directory(client.directory() or area.packed)
    both = [area.desk, area.school]
    rooted = sign_root(files, [one.card() for one in both], both, online=area.hub.online, now=clock.now(), threshold=2)
    shared = sign_next(rooted, read_contents(files), both, now=clock.now())
    held = unpack_directory(client.publish_directory(pack_directory(shared)))
    contents = read_contents(held)
    for days in (15, 13):
        gone = contents.revoke(area.school.id, at=clock.now() - timedelta(days=days))
        packed = pack_directory(sign_next(by_administrators(held), gone, area.desk, now=clock.now()))
        if days > 14:
            with pytest.raises(HubRefused, match="directory-DirectoryInvalid"):
                client.publish_directory(packed)
        else:
            client.publish_directory(packed)
    now = hub.membership.current()
    assert now is not None
    assert now.directory.device(area.school.id).withdrawn
