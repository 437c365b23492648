"""What the hub does not put up with: too much, too often, too slow."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bundle.hub_cards import HubKeys
from desktop.sync.errors import HubBusy, LetterRefused
from desktop.sync.hub_client import HubClient
from hub.errors import PlainHttpRefused, TooOften
from hub.limits import Allowance, Limits
from hub.loopback import is_loopback
from hub.server import listen
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, running_hub

TIGHT = replace(
    Limits(), sealed=40_000, calls=5.0, calls_a_second=0.001, header_seconds=0.5, quiet_seconds=0.5, header_bytes=4096
)


@pytest.fixture
def tight(tmp_path: Path, hub_keys: HubKeys, clock: HandClock, area: Area) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "tight", hub_keys, clock, TIGHT) as hub:
        area.packed = hub.membership.adopt(area.packed).packed
        yield hub


def client(hub: RunningHub, area: Area) -> HubClient:
    return HubClient(url=hub.url, certificate="", keys=area.school, clock=area.clock, random=seeded(8))


def test_a_letter_larger_than_the_hub_takes_is_refused_before_it_is_read(tight: RunningHub, area: Area) -> None:
    letter = area.letter(text="x" * 60_000)
    if letter.waybill.sealed_size <= TIGHT.sealed:
        letter = area.letter(text=seeded(1)(80_000).hex())
    with client(tight, area) as school, pytest.raises(LetterRefused, match="TooLarge"):
        school.send_bundle(letter.waybill_envelope, letter.sealed)


def test_a_device_that_calls_too_often_is_told_when_to_come_back(tight: RunningHub, area: Area) -> None:
    with client(tight, area) as school:
        for _ in range(5):
            school.mailbox(0)
        with pytest.raises(HubBusy) as busy:
            school.mailbox(0)
    assert busy.value.retry_after is not None
    assert busy.value.retry_after > 60


def test_a_bucket_fills_again_steadily() -> None:
    now = [0.0]
    allowance = Allowance(most=2.0, a_second=0.5, monotonic=lambda: now[0], devices=2)
    allowance.take("a")
    allowance.take("a")
    with pytest.raises(TooOften) as refused:
        allowance.take("a")
    assert refused.value.retry_after == 2
    now[0] = 2.0
    allowance.take("a")
    allowance.take("b")
    allowance.take("c")  # the oldest is forgotten: memory is bounded
    allowance.take("a", 2.0)


def test_a_head_that_does_not_come_is_not_waited_for(tight: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", tight.port), timeout=10) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        assert slow.recv(100) == b""


def test_a_silent_connection_is_closed(tight: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", tight.port), timeout=10) as silent:
        assert silent.recv(100) == b""


def test_a_second_head_that_does_not_come_is_not_waited_for(tight: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", tight.port), timeout=10) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while not answer.endswith(b'{"status":"ok"}'):
            answer += slow.recv(4000)
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHo")
        assert slow.recv(100) == b""


def test_a_body_that_stops_coming_is_not_waited_for(tight: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", tight.port), timeout=10) as slow:
        slow.sendall(b"POST /v1/bundles HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n\0\0")
        assert b" 408 " in slow.recv(4000)


def test_a_huge_head_is_refused(tight: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", tight.port), timeout=10) as huge:
        huge.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 20_000)
        answer = huge.recv(4000)
        assert answer.startswith(b"HTTP/1.1 400") or answer == b""


def test_a_huge_body_for_a_small_call_is_refused(tight: RunningHub) -> None:
    answer = httpx.post(f"{tight.url}/v1/mailbox/acknowledgements", content=b"x" * 100_000, trust_env=False)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize("body", [b"", b"\0", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x05ab", b"\0\0\0\x02{}"])
def test_a_body_that_is_no_bundle_is_refused(tight: RunningHub, body: bytes) -> None:
    answer = httpx.post(f"{tight.url}/v1/bundles", content=body, trust_env=False)
    assert answer.status_code == 422
    assert answer.json()["code"] in ("letter-Malformed", "letter-TooLarge")


def test_a_caller_who_goes_away_half_way_leaves_nothing(tight: RunningHub, area: Area) -> None:
    letter = area.letter()
    head = len(letter.waybill_envelope).to_bytes(4, "big") + letter.waybill_envelope
    with socket.create_connection(("127.0.0.1", tight.port), timeout=10) as caller:
        length = len(head) + len(letter.sealed)
        caller.sendall(b"POST /v1/bundles HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % length)
        caller.sendall(head + letter.sealed[:2000])
    incoming = tight.folder / "sealed" / "incoming"
    deadline = time.monotonic() + 20
    while any(incoming.iterdir()):
        assert time.monotonic() < deadline
        httpx.get(f"{tight.url}/healthz", trust_env=False)
    with client(tight, area) as school:
        school.send_bundle(letter.waybill_envelope, letter.sealed)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "::", "hub.example"])
def test_plain_http_is_refused_where_others_can_reach_it(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(PlainHttpRefused, match="certificate"):
        listen(host, 0, encrypted=False)
