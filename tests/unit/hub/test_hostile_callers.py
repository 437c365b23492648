"""Somebody on the network, or a member gone bad, against a real hub on a real socket."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bundle.encoding import b64u
from bundle.enrolment import make_invitation, make_request
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from bundle.waybills import make_waybill
from desktop.sync.hub_client import HubClient
from desktop.sync.signing import sign_request
from hub.limits import Limits
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, running_hub

FEW = replace(Limits(), calls=3.0, calls_a_second=0.001, quiet_seconds=0.5, strangers_at_once=1)


@pytest.fixture
def few(tmp_path: Path, hub_keys: HubKeys, clock: HandClock, area: Area) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "few", hub_keys, clock, FEW) as hub:
        area.packed = hub.membership.adopt(area.packed).packed
        yield hub


def say(hub: RunningHub, *pieces: bytes) -> bytes:
    """Send bytes as they are, and give back what comes until the hub closes or is quiet."""
    with socket.create_connection(("127.0.0.1", hub.port), timeout=2) as connection:
        for piece in pieces:
            connection.sendall(piece)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except TimeoutError:
            pass
        return answer


def signed_head(
    hub: RunningHub, keys: DeviceKeys, clock: HandClock, method: str, path: str, body: bytes = b""
) -> bytes:
    request = httpx.Request(method, f"{hub.url}{path}", content=body or None)
    sign_request(request, body, keys=keys, created=clock.now(), nonce=b64u(seeded(len(body) + 7)(16)))
    return b"".join(name + b": " + value + b"\r\n" for name, value in request.headers.raw)


def client(hub: RunningHub, keys: DeviceKeys, clock: HandClock) -> HubClient:
    return HubClient(url=hub.url, certificate="", keys=keys, clock=clock, random=seeded(8))


def test_nobody_is_sent_elsewhere(hub: RunningHub) -> None:
    for path in (b"/v1/mailbox/", b"/healthz/", b"//v1/mailbox", b"/v1/bundles"):
        answer = say(hub, b"GET " + path + b" HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n")
        assert answer.split(b" ")[1] in (b"404", b"405")
        assert b"elsewhere" not in answer


def test_a_signature_covers_all_that_the_call_asks(hub: RunningHub, area: Area, clock: HandClock) -> None:
    head = signed_head(hub, area.desk, clock, "GET", "/v1/mailbox?after=0") + b"Connection: close\r\n\r\n"
    assert b" 200 " in say(hub, b"GET /v1/mailbox?after=0 HTTP/1.1\r\n" + head)
    for target in (b"/v1/mailbox?after=0#&after=7", b"/v1/mailbox#?after=0", b"/v1/mailbox?after=0&after=7"):
        assert b" 200 " not in say(hub, b"GET " + target + b" HTTP/1.1\r\n" + head)


def test_a_body_with_two_lengths_does_not_hide_a_second_call(hub: RunningHub) -> None:
    second = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    lengths = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
    answer = say(hub, b"POST /v1/bundles HTTP/1.1\r\nHost: x\r\n" + lengths + b"\r\n0\r\n\r\n" + second)
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_long_head_is_refused_however_fast_it_comes(hub: RunningHub) -> None:
    for head in (b"X: " + b"a" * 40_000 + b"\r\n", b"X: a\r\n" * 6000):
        assert b" 200 " not in say(hub, b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n")


def test_a_large_body_is_not_read_for_somebody_who_proves_nothing(few: RunningHub) -> None:
    head = b"PUT /v1/directory HTTP/1.1\r\nHost: x\r\nContent-Length: 15000000\r\n\r\n"
    assert b" 401 " in say(few, head)  # at once: not one byte of the body was sent


def test_strangers_with_large_bodies_leave_room_for_members(few: RunningHub, area: Area, clock: HandClock) -> None:
    body = b"x" * 15_000_000
    signed = signed_head(few, area.stranger, clock, "PUT", "/v1/directory", body)
    call = b"PUT /v1/directory HTTP/1.1\r\n" + signed + b"\r\n" + body[:70_000]
    with ExitStack() as open_ones, client(few, area.desk, clock) as desk:
        strangers = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", few.port), timeout=5)) for _ in range(2)
        ]
        for stranger in strangers:
            stranger.sendall(call)
        assert desk.publish_directory(area.packed) == area.packed
        assert {stranger.recv(12) for stranger in strangers} == {b"HTTP/1.1 408", b"HTTP/1.1 429"}


def test_whoever_has_a_waybill_cannot_use_up_what_its_sender_may_send(
    few: RunningHub, area: Area, clock: HandClock
) -> None:
    letter, urgent = area.letter(), area.letter(text="urgent")
    with client(few, area.school, clock) as school:
        receipt = school.send_bundle(letter.waybill_envelope, letter.sealed)
        with client(few, area.desk, clock) as bad:
            for _ in range(8):
                assert bad.send_bundle(letter.waybill_envelope, b"") == receipt
        school.send_bundle(urgent.waybill_envelope, urgent.sealed)


def test_strangers_do_not_keep_an_invited_person_out(few: RunningHub, area: Area, clock: HandClock) -> None:
    now = clock.now()
    invitation = make_invitation(area.directory, organisation="larkmere", role="lead", now=now, random=seeded(3))
    request = make_request(invitation, area.stranger, person="Amir Haddon", role_title="Lead", now=now)
    for number in range(8):
        answer = httpx.post(
            f"{few.url}/v1/enrolments",
            content=request,
            headers={"Guardbook-Invitation": b64u(bytes([number]) * 32)},
            trust_env=False,
        )
        assert answer.json()["code"] == "invitation-unknown"
    with client(few, area.desk, clock) as desk, client(few, area.stranger, clock) as joiner:
        desk.register_invitation(invitation.token, invitation.expires)
        joiner.ask_to_join(invitation.token, request)
        assert desk.requests_to_join() == (request,)


def test_who_asks_for_a_letter_and_does_not_read_it_is_let_go(few: RunningHub, area: Area, clock: HandClock) -> None:
    sealed = seeded(1)(16_000_000)  # what is inside is nothing to the hub
    waybill = replace(area.letter().waybill, sealed_digest=hashlib.sha256(sealed).hexdigest(), sealed_size=len(sealed))
    with client(few, area.school, clock) as school:
        school.send_bundle(make_waybill(waybill, area.school), sealed)
    path = f"/v1/bundles/{waybill.bundle}"
    with socket.socket() as lazy:
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        lazy.settimeout(20)
        lazy.connect(("127.0.0.1", few.port))
        lazy.sendall(f"GET {path} HTTP/1.1\r\n".encode() + signed_head(few, area.desk, clock, "GET", path) + b"\r\n")
        assert lazy.recv(16, socket.MSG_PEEK) == b"HTTP/1.1 200 OK\r"
        deadline = time.monotonic() + 20
        while few.connections():
            assert time.monotonic() < deadline
            time.sleep(0.05)
