"""The client against servers that are away, slow, huge, or no hub at all."""

from __future__ import annotations

import base64
import socket
from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.sync.errors import (
    AddressUnsafe,
    CertificateWrong,
    ClockWrong,
    DeviceNotAdmitted,
    HubAnsweredNonsense,
    HubAway,
    HubBusy,
    HubQuotaFull,
    HubRefused,
    LetterRefused,
    SyncError,
)
from desktop.sync.hub_client import HubClient
from desktop.sync.hub_line import HubTimes
from tests.fakes import liars
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub

SHORT = HubTimes(connect=2, quiet=0.5, whole=1.0)
PROBLEM = "application/problem+json"
RECEIPT = "application/vnd.guardbook.receipt"


def client(url: str, area: Area, *, certificate: str = "") -> HubClient:
    return HubClient(
        url=url, certificate=certificate, keys=area.school, clock=area.clock, random=seeded(1), times=SHORT
    )


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])


def test_a_hub_that_is_away_is_said_to_be_away(area: Area) -> None:
    with client(f"http://127.0.0.1:{closed_port()}", area) as school, pytest.raises(HubAway):
        school.mailbox(0)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (liars.saying(b"SSH-2.0-OpenSSH_9.2\r\n"), HubAnsweredNonsense),
        (liars.saying(b""), HubAnsweredNonsense),
        (liars.saying(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"), HubAnsweredNonsense),
        (liars.http("200 OK", "text/html", b"<html>Sign in to this hotel's network</html>"), HubAnsweredNonsense),
        (liars.http("302 Found", "text/html", b"", "Location: http://example.invalid/\r\n"), HubAnsweredNonsense),
        (liars.http("200 OK", "application/json", b"[]"), HubAnsweredNonsense),
        (liars.http("200 OK", "application/json", b'{"entries":[],"entries":[]}'), HubAnsweredNonsense),
        (liars.http("200 OK", "application/json", b'{"entries":[{}],"more":false,"last":0}'), HubAnsweredNonsense),
        (
            liars.http("200 OK", "application/json", b'{"entries":[],"more":false,"last":-1}'),
            HubAnsweredNonsense,
        ),
        (
            liars.http(
                "200 OK",
                "application/json",
                b'{"entries":[{"bundle":"b","position":0,"size":1}],"more":false,"last":1}',
            ),
            HubAnsweredNonsense,
        ),
        (
            liars.http(
                "200 OK",
                "application/json",
                b'{"entries":[{"bundle":"../directory","position":1,"size":1}],"more":false,"last":1}',
            ),
            HubAnsweredNonsense,
        ),
        (liars.http("200 OK", "application/json", b"[" * 100_000), HubAnsweredNonsense),
        (liars.http("500 Oh", "text/plain", b"Traceback (most recent call last)"), HubAnsweredNonsense),
        (liars.http("503 Oh", "text/plain", b"Service Unavailable"), HubAway),
        (liars.http("500 Oh", PROBLEM, b'{"code":"fault"}'), HubRefused),
        (liars.http("400 Oh", PROBLEM, b'{"code":7}'), HubAnsweredNonsense),
        (liars.http("400 Oh", PROBLEM, b"\xff\xfe"), HubAnsweredNonsense),
        (liars.http("403 Oh", PROBLEM, b'{"code":"not-admitted"}'), DeviceNotAdmitted),
        (liars.http("403 Oh", PROBLEM, b'{"code":"not-allowed"}'), HubRefused),
        (liars.http("401 Oh", PROBLEM, b'{"code":"clock"}'), ClockWrong),
        (liars.silent, HubAway),
        (liars.endless, HubAnsweredNonsense),
        (liars.dripping, HubAway),
    ],
)
def test_whatever_answers_the_client_says_what_it_was(
    area: Area, answer: liars.Answer, expected: type[SyncError]
) -> None:
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(SyncError) as fault:
        school.mailbox(0)
    assert type(fault.value) is expected


def lying_to(answer: liars.Answer) -> _Url:
    return _Url(answer)


class _Url:
    def __init__(self, answer: liars.Answer) -> None:
        self._liar = liars.Liar(answer)

    def __enter__(self) -> str:
        return self._liar.url

    def __exit__(self, *_: object) -> None:
        self._liar.stop()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (liars.http("201 Created", "text/html", b"<html>"), HubAnsweredNonsense),
        (liars.http("201 Created", RECEIPT, b""), HubAnsweredNonsense),
        (liars.http("201 Created", RECEIPT, b"x" * 100_000), HubAnsweredNonsense),
        (liars.http("204 Gone", RECEIPT, b""), HubAnsweredNonsense),
        (liars.http("422 No", PROBLEM, b'{"code":"letter-DigestMismatch"}'), LetterRefused),
        (liars.http("400 No", PROBLEM, b'{"code":"malformed"}'), HubRefused),
        (liars.http("429 No", PROBLEM, b'{"code":"too-often"}', "Retry-After: 17\r\n"), HubBusy),
    ],
)
def test_a_delivery_is_a_receipt_and_nothing_else(area: Area, answer: liars.Answer, expected: type[SyncError]) -> None:
    letter = area.letter()
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(SyncError) as fault:
        school.send_bundle(letter.waybill_envelope, letter.sealed)
    assert type(fault.value) is expected
    if isinstance(fault.value, LetterRefused):
        assert fault.value.code == "DigestMismatch"
    if isinstance(fault.value, HubBusy):
        assert fault.value.retry_after == 17


@pytest.mark.parametrize("seconds", ["", "soon", "-3", "1e9", "9" * 400])
def test_an_odd_retry_after_is_no_harm(area: Area, seconds: str) -> None:
    answer = liars.http("503 No", PROBLEM, b'{"code":"unready"}', f"Retry-After: {seconds}\r\n")
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(HubBusy) as busy:
        school.mailbox(0)
    assert busy.value.retry_after in (None, 3600.0)


@pytest.mark.parametrize(
    "url", ["http://hub.example", "ftp://127.0.0.1", "http://192.0.2.7:8470", "hub.example", "http://127.0.0.1.example"]
)
def test_nothing_is_sent_in_clear_to_another_machine(area: Area, url: str) -> None:
    with pytest.raises(AddressUnsafe):
        client(url, area)


def test_a_certificate_that_is_none_is_said_so(area: Area) -> None:
    with pytest.raises(CertificateWrong):
        client("https://127.0.0.1:1", area, certificate="not PEM")


def test_no_error_of_the_tree_tells_an_address(area: Area) -> None:
    port = closed_port()
    with client(f"http://127.0.0.1:{port}", area) as school, pytest.raises(HubAway) as fault:
        school.mailbox(0)
    assert str(port) not in str(fault.value)
    assert fault.value.__cause__ is None


def test_the_hubs_clock_is_learnt_from_each_answer(
    hub: RunningHub, area: Area, clock: HandClock, client_for: Callable[..., HubClient]
) -> None:
    wrong = HandClock(clock.now() - timedelta(hours=1))
    school = HubClient(url=hub.url, certificate="", keys=area.school, clock=wrong, random=seeded(2))
    with school:
        school.mailbox(0)
        assert school.skew_seconds == pytest.approx(3600, abs=1)


HASH = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "answer",
    [
        liars.http("200 OK", "text/html", b"<html>"),
        liars.http("200 OK", "application/vnd.guardbook.checkpoint", b"x" * 9000),
    ],
)
def test_a_checkpoint_is_of_its_kind_and_bounded(area: Area, answer: liars.Answer) -> None:
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(HubAnsweredNonsense):
        school.checkpoint()


@pytest.mark.parametrize(
    "path", ["null", "[1]", '["AA"]', '["!!"]', f'["{HASH[:-1]}"]', "[" + ",".join([f'"{HASH}"'] * 65) + "]"]
)  # fmt: skip
def test_a_proof_is_a_short_list_of_hashes(area: Area, path: str) -> None:
    answer = liars.http("200 OK", "application/json", f'{{"from":1,"to":2,"path":{path}}}'.encode())
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(HubAnsweredNonsense):
        school.consistency(1, 2)


def test_only_a_hub_that_says_so_refuses_a_proof(area: Area) -> None:
    with lying_to(liars.http("404 No", PROBLEM, b'{"code":"not-here"}')) as url, client(url, area) as school:
        assert school.consistency(1, 2) is None
    answer = liars.http("403 No", PROBLEM, b'{"code":"not-allowed"}')
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(HubRefused):
        school.consistency(1, 2)


def test_a_receipt_asked_for_is_a_receipt(area: Area) -> None:
    answer = liars.http("200 OK", "text/html", b"<html>")
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(HubAnsweredNonsense):
        school.proof("ab" * 32)


@pytest.mark.parametrize("code", ["quota-device", "quota-organisation"])
def test_a_hub_without_room_for_us_is_told_apart(area: Area, code: str) -> None:
    answer = liars.http("507 Full", PROBLEM, f'{{"code":"{code}"}}'.encode())
    with lying_to(answer) as url, client(url, area) as school, pytest.raises(HubQuotaFull):
        school.send_bundle(b"waybill", b"sealed")
