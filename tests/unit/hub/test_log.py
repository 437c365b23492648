"""The hub's log: every size it ever had is proved, times never go back, and what is let go stays proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bundle.checkpoints import Checkpoint, open_checkpoint
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from bundle.merkle import check_consistency
from bundle.receipts import Receipt, open_receipt
from desktop.sync.errors import HubQuotaFull, HubRefused
from desktop.sync.hub_client import HubClient
from hub.expiry import expire
from hub.limits import Limits
from hub.log import FRESH, Log
from hub.store import ledger
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, running_hub
from tests.unit.conftest import ClientFor


def sent(area: Area, client: HubClient, text: str = "two marks seen") -> Receipt:
    letter = area.letter(text=text)
    return open_receipt(client.send_bundle(letter.waybill_envelope, letter.sealed), area.hub)


def seen(area: Area, client: HubClient) -> Checkpoint:
    return open_checkpoint(client.checkpoint(), area.hub.log)


def test_the_log_is_proved_to_have_grown_between_any_two_of_its_sizes(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    client = client_for(area.school)
    checkpoints = [seen(area, client)]
    for number in range(5):
        receipt = sent(area, client, f"entry {number}")
        assert receipt.index == number
        checkpoints.append(seen(area, client))
    assert [checkpoint.size for checkpoint in checkpoints] == list(range(6))
    for old in checkpoints:
        for new in checkpoints[old.size :]:
            path = client.consistency(old.size, new.size)
            assert path is not None
            check_consistency(old.size, old.root, new.size, new.root, path)
    assert client.consistency(3, 6) is None
    assert client.consistency(4, 3) is None
    assert hub.store.ask(ledger.last_position) == 5


@pytest.mark.parametrize("query", ["", "?from=1", "?from=a&to=2", "?from=-1&to=2", "?from=1&to=99999999999999999"])
def test_a_question_for_a_proof_that_makes_no_sense_is_malformed(
    hub: RunningHub, area: Area, client_for: ClientFor, query: str
) -> None:
    assert hub.url
    with pytest.raises(HubRefused, match="malformed"):
        client_for(area.school)._line.json("GET", f"/v1/log/consistency{query}")


def test_the_log_is_for_members(hub: RunningHub, area: Area) -> None:
    assert area.hub
    for path in ("checkpoint", "consistency?from=0&to=0", "proof?waybill=" + "ab" * 32):
        assert httpx.get(f"{hub.url}/v1/log/{path}").status_code == 401


def test_a_receipt_is_given_again_to_the_letters_sender_and_recipients_alone(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    assert hub.url
    receipt = sent(area, client_for(area.school))
    for keys in (area.school, area.desk):
        again = open_receipt(client_for(keys).proof(receipt.waybill), area.hub)
        assert (again.index, again.received_at) == (receipt.index, receipt.received_at)
    for keys, digest, code in (
        (area.health, receipt.waybill, "not-here"),
        (area.school, "cd" * 32, "not-here"),
        (area.school, "CD" * 32, "malformed"),
    ):
        with pytest.raises(HubRefused, match=code):
            client_for(keys).proof(digest)


def test_a_checkpoint_is_signed_again_when_the_log_grew_or_it_is_a_while_old(
    hub: RunningHub, area: Area, hub_keys: HubKeys, clock: HandClock, client_for: ClientFor
) -> None:
    log = Log(hub.store, hub_keys, clock)
    first = log.checkpoint()
    assert log.checkpoint() is first
    sent(area, client_for(area.school))
    grown = log.checkpoint()
    assert (first.head.size, grown.head.size) == (0, 1)
    assert log.checkpoint(1) is grown
    clock.forward(FRESH)
    assert log.checkpoint(1).at == clock.now()


def test_times_never_go_back_although_the_clock_does(
    hub: RunningHub, area: Area, hub_keys: HubKeys, clock: HandClock, client_for: ClientFor
) -> None:
    client = client_for(area.school)
    first = sent(area, client, "one")
    log = Log(hub.store, hub_keys, clock)
    signed = log.checkpoint()
    clock.forward(timedelta(minutes=-3))
    second = sent(area, client, "two")
    assert second.received_at == first.received_at
    assert log.checkpoint().at >= signed.at


def test_a_clock_put_back_while_the_hub_is_down_dates_no_letter_before_what_was_signed(
    tmp_path: Path, hub: RunningHub, area: Area, hub_keys: HubKeys, clock: HandClock
) -> None:
    clock.forward(timedelta(hours=2))
    with client_of(hub, area, area.school) as school:
        signed = seen(area, school)
    hub.stop()
    clock.forward(timedelta(hours=-1))
    with running_hub(tmp_path / "hub", hub_keys, clock) as again, client_of(again, area, area.school) as school:
        assert sent(area, school).received_at >= signed.signed_at - timedelta(minutes=1)
        assert seen(area, school).signed_at >= signed.signed_at - timedelta(minutes=1)


def test_two_processes_over_one_store_show_one_log(
    hub: RunningHub, area: Area, hub_keys: HubKeys, clock: HandClock, client_for: ClientFor
) -> None:
    other = Log(hub.store, hub_keys, clock)
    for number in range(4):
        sent(area, client_for(area.school), f"entry {number}")
        head = seen(area, client_for(area.school))
        assert (head.size, head.root) == (other.checkpoint().head.size, other.checkpoint().head.root)
    assert other.check() == other.checkpoint().head


# room


@pytest.fixture
def small(tmp_path: Path, hub_keys: HubKeys, clock: HandClock, area: Area) -> Iterator[RunningHub]:
    limits = Limits(device_bytes=80_000, organisation_bytes=150_000)
    with running_hub(tmp_path / "small", hub_keys, clock, limits) as hub:
        hub.membership.adopt(area.packed)
        yield hub


def client_of(hub: RunningHub, area: Area, keys: DeviceKeys) -> HubClient:
    return HubClient(url=hub.url, certificate="", keys=keys, clock=area.clock, random=seeded(7))


def fill(area: Area, client: HubClient) -> None:
    for number in range(5):
        sent(area, client, f"entry {number}")


def test_a_device_that_used_up_its_room_is_refused_by_name_and_what_came_before_stays(
    small: RunningHub, area: Area
) -> None:
    with client_of(small, area, area.school) as school:
        kept = area.letter(text="the first")
        first = school.send_bundle(kept.waybill_envelope, kept.sealed)
        with pytest.raises(HubQuotaFull, match="quota-device"):
            fill(area, school)
        again = open_receipt(school.send_bundle(kept.waybill_envelope, kept.sealed), area.hub)
        assert again.index == open_receipt(first, area.hub).index  # what is here costs nothing
    with client_of(small, area, area.health) as health:
        letter = area.letter(area.health)
        assert health.send_bundle(letter.waybill_envelope, letter.sealed)


def each_sends(hub: RunningHub, area: Area, devices: list[DeviceKeys]) -> None:
    for keys in devices:
        letter = area.letter(keys)
        with client_of(hub, area, keys) as client:
            client.send_bundle(letter.waybill_envelope, letter.sealed)


def test_an_organisation_that_used_up_its_room_is_refused_by_name(small: RunningHub, area: Area) -> None:
    colleagues = [DeviceKeys.generate(seeded(number)) for number in (31, 32, 33, 34, 35)]
    for keys in colleagues:
        small.membership.adopt(area.admit(keys))
    with pytest.raises(HubQuotaFull, match="quota-organisation"):
        each_sends(small, area, colleagues)


# letting go


def test_what_everyone_acknowledged_is_let_go_after_its_time_and_stays_proved(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    school, desk, health = (client_for(keys) for keys in (area.school, area.desk, area.health))
    both = area.letter(to=(area.desk, area.health))
    receipt = open_receipt(school.send_bundle(both.waybill_envelope, both.sealed), area.hub)
    own = area.letter(to=(area.school,), text="own copy")
    school.send_bundle(own.waybill_envelope, own.sealed)
    clock.forward(timedelta(days=40))

    def let_go(days: int) -> int:
        return expire(hub.store, now=int(clock.now().timestamp()), keep_days=days)

    for client in (school, desk):
        client.acknowledge(2)
    assert let_go(30) == 0  # one recipient has not said so
    health.acknowledge(1)
    assert let_go(60) == 0  # too young
    assert let_go(30) == 1  # and the own copy is kept, whoever acknowledged it
    assert let_go(30) == 0
    assert desk.mailbox(0).entries == ()
    with pytest.raises(HubRefused, match="not-here"):
        desk.bundle(both.waybill.bundle)
    again = open_receipt(school.proof(receipt.waybill), area.hub)
    assert again.received_at == receipt.received_at
    assert open_receipt(school.send_bundle(both.waybill_envelope, both.sealed), area.hub).index == receipt.index
    totals = hub.store.ask(ledger.totals)
    assert (totals.bundles, totals.expired, totals.bytes) == (2, 1, len(own.sealed))


# counts


def test_counts_are_for_the_operator_and_name_nobody(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    sent(area, client_for(area.school))
    httpx.get(f"{hub.url}/v1/mailbox")
    answer = httpx.get(f"{hub.url}/metrics")
    assert answer.status_code == 200
    assert "guardbook_log_size 1\n" in answer.text
    assert 'guardbook_refusals_total{code="not-signed"} 1\n' in answer.text
    for name in ("Odette", "Larkmere", area.school.id, area.partnership):
        assert name not in answer.text
    assert httpx.get(f"{hub.url}/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404
