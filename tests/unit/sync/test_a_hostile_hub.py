"""A hub that tries to hold, break or mislead the record book that asks it."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Callable

import pytest

from bundle.container import Parts, pack, unpack
from bundle.hub_cards import HubKeys
from bundle.letters import Letter
from desktop.sync.courier import Courier
from desktop.sync.errors import AddressUnsafe, ClockWrong, HubAnsweredNonsense, HubAway, HubBusy
from desktop.sync.hub_client import HubClient
from desktop.sync.hub_line import MAX_SKEW, HubTimes
from desktop.sync.ports import HubAddress
from tests.fakes import liars
from tests.fakes.area import Area, seeded
from tests.fakes.logs import FakeLog, sign_receipt
from tests.fakes.mailrooms import Address, FakeMailroom

SHORT = HubTimes(connect=2, quiet=1.0, whole=1.5)
EMPTY = b'{"entries":[],"last":0,"more":false}'
CHECKPOINT = "application/vnd.guardbook.checkpoint"
BUNDLE = "application/vnd.guardbook.bundle"


def client(url: str, area: Area) -> HubClient:
    return HubClient(url=url, certificate="", keys=area.desk, clock=area.clock, random=seeded(1), times=SHORT)


def please_wait(connection: socket.socket) -> None:
    for _ in itertools.repeat(None, 400):
        connection.sendall(b"HTTP/1.1 102 Processing\r\n\r\n")
        time.sleep(0.05)


def a_head_in_drops(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in itertools.repeat(None, 400):
        connection.sendall(b"X")
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [please_wait, a_head_in_drops, liars.dripping])
def test_an_answer_that_never_comes_to_an_end_is_left(area: Area, answer: liars.Answer) -> None:
    with liars.lying(answer) as liar, client(liar.url, area) as desk, pytest.raises(HubAway):
        desk.mailbox(0)


@pytest.mark.parametrize(
    "date",
    [
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Mon, 01 Jan 2020 00:00:00 +99999999999999",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
        "Mon, 01 Jan 2020 00:00:00 -0000",
        "yesterday",
    ],
)
def test_a_date_that_no_clock_shows_is_not_learnt(area: Area, date: str) -> None:
    dated = liars.http("200 OK", "application/json", EMPTY, f"Date: {date}\r\n")
    with liars.lying(dated) as liar, client(liar.url, area) as desk:
        desk.mailbox(0)
        assert abs(desk.skew_seconds) <= MAX_SKEW
        desk.mailbox(0)  # signs by what it learnt
    refusal = liars.http("401 No", "application/problem+json", b'{"code":"clock"}', f"Date: {date}\r\n")
    with liars.lying(refusal) as liar, client(liar.url, area) as desk, pytest.raises(ClockWrong):
        desk.mailbox(0)


def test_a_wish_for_more_time_than_there_is_counts_as_none(area: Area) -> None:
    answer = liars.http("429 No", "application/problem+json", b'{"code":"too-often"}', f"Retry-After: {'9' * 5000}\r\n")
    with liars.lying(answer) as liar, client(liar.url, area) as desk, pytest.raises(HubBusy) as busy:
        desk.mailbox(0)
    assert busy.value.retry_after is None


@pytest.mark.parametrize("url", ["https://[::1", "https://", "https://x\n/", "https://\u0661", "http://localhost@hub"])
def test_what_is_no_address_is_told_as_such(area: Area, url: str) -> None:
    with pytest.raises(AddressUnsafe):
        client(url, area)


@pytest.mark.parametrize("url", ["https://a..b", f"https://{'a' * 300}"])
def test_a_name_that_cannot_be_looked_up_is_a_hub_that_is_away(area: Area, url: str) -> None:
    with client(url, area) as desk, pytest.raises(HubAway):
        desk.mailbox(0)


def with_receipt(letter: Letter, keys: HubKeys, area: Area) -> bytes:
    return pack(letter, sign_receipt(0, letter.waybill.digest, area.clock.now(), keys))


def spoiled(container: bytes) -> bytes:
    parts = unpack(container)
    return pack(Parts(parts.waybill_envelope, parts.sealed[:-1] + bytes([parts.sealed[-1] ^ 1])), parts.receipt)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text/html", lambda _asked, _other: b"<html>Sign in</html>"),
        (BUNDLE, lambda _asked, _other: b""),
        (BUNDLE, lambda asked, _other: asked[:-1]),
        (BUNDLE, lambda asked, _other: spoiled(asked)),
        (BUNDLE, lambda asked, _other: pack(Parts(unpack(asked).waybill_envelope, unpack(asked).sealed))),
        (BUNDLE, lambda _asked, other: other),
    ],
    ids=["a page", "nothing", "cut short", "damaged", "without a receipt", "another letter"],
)
def test_the_cursor_does_not_pass_a_letter_that_did_not_come(
    area: Area, hub_keys: HubKeys, kind: str, given: Callable[[bytes, bytes], bytes]
) -> None:
    letter, other = area.letter(), area.letter(text="another")
    asked = with_receipt(letter, hub_keys, area)
    desk = FakeMailroom(area, area.desk, "")
    listed = f'{{"entries":[{{"position":1,"bundle":"{letter.waybill.bundle}","size":1}}],"last":1,"more":false}}'
    directory = liars.http("200 OK", "application/vnd.guardbook.directory", desk.packed or b"")
    checkpoint = liars.http("200 OK", CHECKPOINT, FakeLog(hub_keys).checkpoint(area.clock.now()))
    mailbox = liars.http("200 OK", "application/json", listed.encode())
    bundle = liars.http("200 OK", kind, given(asked, with_receipt(other, hub_keys, area)))
    with liars.lying(liars.in_turn(directory, checkpoint, mailbox, bundle)) as liar:
        desk.address = Address(liar.url)
        done = courier(desk, area).exchange()
    assert done.problems == ("HubAnsweredNonsense",)
    assert (desk.position, dict(desk.inbox), desk.held) == (0, {}, {})
    good = liars.http("200 OK", BUNDLE, asked)
    acknowledged = liars.http("200 OK", "application/json", b'{"upto":1}')
    with liars.lying(liars.in_turn(directory, checkpoint, mailbox, good, acknowledged)) as liar:
        desk.address = Address(liar.url)
        assert courier(desk, area).exchange().fetched == 1
    assert desk.position == 1


def test_a_letter_that_is_not_for_this_device_is_not_taken(area: Area, hub_keys: HubKeys) -> None:
    letter = area.letter(to=(area.health,))
    answer = liars.http("200 OK", BUNDLE, with_receipt(letter, hub_keys, area))
    with liars.lying(answer) as liar, client(liar.url, area) as desk, pytest.raises(HubAnsweredNonsense):
        desk.bundle(letter.waybill.bundle)


def test_a_mailbox_beyond_its_own_log_is_nonsense(area: Area) -> None:
    listed = (
        b'{"entries":[{"position":9007199254740000,"bundle":"AAAAAAAAAAAAAAAAAAAAAA","size":1}],"last":1,"more":false}'
    )
    mailbox = liars.http("200 OK", "application/json", listed)
    with liars.lying(mailbox) as liar, client(liar.url, area) as desk, pytest.raises(HubAnsweredNonsense):
        desk.mailbox(0)


def courier(room: FakeMailroom, area: Area) -> Courier:
    def connect(address: HubAddress) -> HubClient:
        return client(address.url, area)

    return Courier(room, connect, area.clock)
