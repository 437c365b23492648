"""Letters at a real hub on a real socket: taken in, receipted, handed out."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bundle.container import unpack
from bundle.hub_cards import HubKeys
from bundle.letters import open_letter
from bundle.receipts import open_receipt
from bundle.waybills import Waybill, make_waybill
from desktop.sync.errors import DeviceNotAdmitted, HubRefused, LetterRefused
from desktop.sync.hub_client import HubClient
from hub.store import ledger
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, running_hub
from tests.unit.conftest import ClientFor


def test_a_letter_gets_a_receipt_and_reaches_its_recipient(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    letter = area.letter()
    receipt = open_receipt(client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed), area.hub)
    receipt.check_for(letter.waybill.digest)
    desk = client_for(area.desk)
    page = desk.mailbox(0)
    assert [entry.bundle for entry in page.entries] == [letter.waybill.bundle]
    container = desk.bundle(letter.waybill.bundle)
    opened = open_letter(container, keys=area.desk, directory=area.directory, now=area.clock.now())
    assert opened.statements[0].fields["what"] == "two marks seen"
    assert opened.receipt == receipt
    desk.acknowledge(page.entries[-1].position)
    assert hub.store.ask(ledger.acknowledged)[0].upto == 1


def said(receipt: bytes, area: Area) -> tuple[int, str, datetime]:
    """What a receipt says for ever; the checkpoint under it may be a newer one."""
    opened = open_receipt(receipt, area.hub)
    return opened.index, opened.waybill, opened.received_at


def test_the_same_letter_again_gets_a_receipt_for_the_same_entry(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    letter = area.letter()
    client = client_for(area.school)
    first = client.send_bundle(letter.waybill_envelope, letter.sealed)
    clock.forward(timedelta(hours=3))
    again = client.send_bundle(letter.waybill_envelope, letter.sealed)
    assert said(again, area) == said(first, area)
    assert hub.store.ask(ledger.totals).bundles == 1


def test_a_restart_between_upload_and_receipt_gives_the_same_receipt(
    tmp_path: Path, hub_keys: HubKeys, area: Area, clock: HandClock, client_for: ClientFor, hub: RunningHub
) -> None:
    letter = area.letter()
    first = client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)
    hub.stop()
    clock.forward(timedelta(minutes=20))
    with (
        running_hub(tmp_path / "hub", hub_keys, clock) as again,
        HubClient(url=again.url, certificate="", keys=area.school, clock=clock, random=seeded(1)) as client,
    ):
        assert said(client.send_bundle(letter.waybill_envelope, letter.sealed), area) == said(first, area)


@pytest.mark.parametrize("place", [0, 40, -1])
def test_one_flipped_bit_of_the_sealed_part_is_refused_and_leaves_nothing(
    hub: RunningHub, area: Area, client_for: ClientFor, place: int
) -> None:
    letter = area.letter()
    damaged = bytearray(letter.sealed)
    damaged[place] ^= 1
    with pytest.raises(LetterRefused, match="DigestMismatch"):
        client_for(area.school).send_bundle(letter.waybill_envelope, bytes(damaged))
    assert hub.store.ask(ledger.totals).bundles == 0
    assert [path for path in (hub.folder / "sealed").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("change", [-1, 1])
def test_a_sealed_part_of_another_length_is_refused(
    hub: RunningHub, area: Area, client_for: ClientFor, change: int
) -> None:
    letter = area.letter()
    sealed = letter.sealed[:-1] if change < 0 else letter.sealed + b"\0"
    with pytest.raises(LetterRefused, match="DigestMismatch"):
        client_for(area.school).send_bundle(letter.waybill_envelope, sealed)
    assert hub.store.ask(ledger.totals).bundles == 0


def test_a_flipped_bit_of_the_waybill_is_refused(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    letter = area.letter()
    client = client_for(area.school)
    for place in range(0, len(letter.waybill_envelope), 97):
        damaged = bytearray(letter.waybill_envelope)
        damaged[place] ^= 1
        with pytest.raises((LetterRefused, DeviceNotAdmitted)):
            client.send_bundle(bytes(damaged), letter.sealed)
    assert hub.store.ask(ledger.totals).bundles == 0


def test_a_bundle_id_is_not_taken_twice_with_another_waybill(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    letter = area.letter()
    client = client_for(area.school)
    client.send_bundle(letter.waybill_envelope, letter.sealed)
    other = Waybill(
        partnership=letter.waybill.partnership,
        bundle=letter.waybill.bundle,
        sender=area.school.id,
        mailboxes=(area.health.id,),
        sealed_digest=hashlib.sha256(b"other").hexdigest(),
        sealed_size=5,
        written_at=area.clock.now(),
    )
    with pytest.raises(LetterRefused, match="BundleIdReused"):
        client.send_bundle(make_waybill(other, area.school), b"other")


def test_a_letter_of_a_stranger_keeps_waiting_and_is_not_set_aside(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    letter = area.letter(sender=area.stranger)
    with pytest.raises(DeviceNotAdmitted):
        client_for(area.stranger).send_bundle(letter.waybill_envelope, letter.sealed)


def test_a_letter_of_a_withdrawn_device_is_not_taken(
    hub: RunningHub, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    letter = area.letter()
    clock.forward(timedelta(days=2))
    hub.membership.adopt(area.revoke(area.school))
    with pytest.raises(DeviceNotAdmitted):
        client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)


def test_a_letter_of_another_partnership_is_refused(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    letter = area.letter(partnership="ab" * 32)
    with pytest.raises(LetterRefused, match="WrongPartnership"):
        client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)


def test_nobody_but_a_recipient_is_given_a_letter(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    letter = area.letter()
    client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)
    assert client_for(area.health).mailbox(0).entries == ()
    for keys in (area.health, area.school):
        with pytest.raises(HubRefused, match="not-here"):
            client_for(keys).bundle(letter.waybill.bundle)
    with pytest.raises(DeviceNotAdmitted):
        client_for(area.stranger).bundle(letter.waybill.bundle)


def test_the_mailbox_is_in_order_and_comes_in_pages(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    client = client_for(area.school)
    sent = []
    for number in range(1, 6):
        letter = area.letter(text=f"entry {number}")
        client.send_bundle(letter.waybill_envelope, letter.sealed)
        sent.append(letter.waybill.bundle)
    desk = client_for(area.desk)
    assert [entry.bundle for entry in desk.mailbox(0).entries] == sent
    assert [entry.bundle for entry in desk.mailbox(3).entries] == sent[3:]
    assert desk.mailbox(5).entries == ()
    assert desk.mailbox(0).last == 5


def test_a_part_damaged_on_the_hubs_disk_is_not_handed_out(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    letter = area.letter()
    client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)
    path = hub.store.parts.path(letter.waybill.sealed_digest)
    damaged = bytearray(path.read_bytes())
    damaged[100] ^= 4
    path.write_bytes(bytes(damaged))
    with pytest.raises(HubRefused, match="damaged"):
        client_for(area.desk).bundle(letter.waybill.bundle)


def test_the_hub_keeps_no_plaintext(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    letter = area.letter(text="a canary about a child")
    client_for(area.school).send_bundle(letter.waybill_envelope, letter.sealed)
    container = client_for(area.desk).bundle(letter.waybill.bundle)
    assert unpack(container).sealed == letter.sealed
    for path in hub.folder.rglob("*"):
        if path.is_file():
            assert b"canary" not in path.read_bytes()
