"""Signed calls: what a signature must cover, how old it may be, and that it serves once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519, HMAC_SHA256

from bundle.keys import DeviceKeys
from desktop.sync.hub_client import HubClient
from desktop.sync.signing import COVERED, TAG, sign_request
from hub.authentication import Call, authenticate
from hub.errors import ClockRefused, NotAdmitted, NotSigned
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub
from tests.unit.conftest import ClientFor

KEYS = DeviceKeys.generate(seeded(1))
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://hub.example/v1/mailbox/acknowledgements?after=3"
BODY = b'{"upto":3}'
NONCE = "n" * 22


def signed(body: bytes = BODY, created: datetime = NOW, nonce: str = NONCE) -> httpx.Request:
    request = httpx.Request("POST", URL, content=body or None)
    sign_request(request, body, keys=KEYS, created=created, nonce=nonce)
    return request


def signed_otherwise(**changes: object) -> httpx.Request:
    """A request signed with the right key, and something about the signature changed."""
    request = httpx.Request("POST", URL, content=BODY)
    resolver = MappingKeyResolver(public_keys={}, private_keys={KEYS.id: KEYS.http_private_key()})
    arguments = {
        "key_id": KEYS.id,
        "created": NOW,
        "nonce": NONCE,
        "tag": TAG,
        "include_alg": False,
        "covered_component_ids": COVERED,
        "body": BODY,
    }
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=resolver).sign(request, **(arguments | changes))
    return request


def check(request: httpx.Request, body: bytes = BODY, *, url: str = URL, method: str = "POST") -> str:
    def key_of(device: str) -> Ed25519PublicKey:
        if device != KEYS.id:
            raise NotAdmitted("unknown")
        return KEYS.card().http_public_key()

    call = Call(method, url, dict(request.headers))
    caller = authenticate(call, body, key_of=key_of, now=int(NOW.timestamp()), seconds=300)
    return caller.device


def test_a_call_signed_as_it_must_be_proves_its_device() -> None:
    assert check(signed()) == KEYS.id
    assert check(signed(body=b""), b"") == KEYS.id


@pytest.mark.parametrize(
    "call",
    [
        lambda: check(signed(), BODY + b" "),
        lambda: check(signed(), b""),
        lambda: check(signed(), url=URL + "1"),
        lambda: check(signed(), url=URL.replace("hub.example", "other.example")),
        lambda: check(signed(), url=URL.replace("acknowledgements", "other")),
        lambda: check(signed(), method="PUT"),
        lambda: check(signed_otherwise(covered_component_ids=("@method",))),
        lambda: check(signed_otherwise(covered_component_ids=("@method", "@authority", "@path"))),
        lambda: check(signed_otherwise(covered_component_ids=("@query", "@method", "@authority", "@path"))),
        lambda: check(signed_otherwise(covered_component_ids=(*COVERED, "host"))),
        lambda: check(signed_otherwise(tag="another-tag")),
        lambda: check(signed_otherwise(tag=None)),
        lambda: check(signed_otherwise(nonce=None)),
        lambda: check(signed_otherwise(nonce="short")),
        lambda: check(signed_otherwise(nonce="n" * 65)),
        lambda: check(signed_otherwise(include_alg=True)),
        lambda: check(signed_otherwise(expires=NOW + timedelta(hours=1))),
        lambda: check(httpx.Request("POST", URL, content=BODY)),
    ],
)
def test_a_signature_that_does_not_cover_what_it_must_is_refused(call: Callable[[], str]) -> None:
    with pytest.raises(NotSigned):
        call()


@pytest.mark.parametrize("header", ["signature", "signature-input", "content-digest"])
@pytest.mark.parametrize(
    "value", ["", "x", "guardbook=()", "guardbook=:AAAA:", "guardbook=1;tag=2", "é", "a=" * 4000, "guardbook=(((((("]
)
def test_a_hostile_header_is_refused_and_does_nothing_else(header: str, value: str) -> None:
    request = signed()
    headers = dict(request.headers) | {header: value}
    with pytest.raises(NotSigned):
        authenticate(
            Call("POST", URL, headers),
            BODY,
            key_of=lambda _: KEYS.card().http_public_key(),
            now=int(NOW.timestamp()),
            seconds=300,
        )


def test_another_algorithm_does_not_pass() -> None:
    request = httpx.Request("POST", URL, content=BODY)
    secret = KEYS.card().signing
    resolver = MappingKeyResolver(public_keys={}, private_keys={KEYS.id: secret})
    HTTPMessageSigner(signature_algorithm=HMAC_SHA256, key_resolver=resolver).sign(
        request,
        key_id=KEYS.id,
        created=NOW,
        nonce=NONCE,
        tag=TAG,
        include_alg=False,
        covered_component_ids=COVERED,
        body=BODY,
    )
    with pytest.raises(NotSigned):
        check(request)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_signature_more_than_five_minutes_from_the_hubs_time_is_refused(minutes: int) -> None:
    with pytest.raises(ClockRefused):
        check(signed(created=NOW + timedelta(minutes=minutes)))


def test_a_device_that_is_not_admitted_is_told_so() -> None:
    request = httpx.Request("POST", URL, content=BODY)
    sign_request(request, BODY, keys=DeviceKeys.generate(seeded(2)), created=NOW, nonce=NONCE)
    with pytest.raises(NotAdmitted):
        check(request)


def test_a_call_that_changes_something_serves_once(hub: RunningHub, area: Area, clock: HandClock) -> None:
    url = f"{hub.url}/v1/mailbox/acknowledgements"
    with httpx.Client(trust_env=False) as http:
        request = http.build_request("POST", url, content=b'{"upto":0}')
        sign_request(request, b'{"upto":0}', keys=area.school, created=clock.now(), nonce=NONCE)
        assert http.send(request).status_code == 200
        again = http.send(request)
        assert (again.status_code, again.json()["code"]) == (401, "replayed")
        clock.forward(timedelta(minutes=6))
        assert http.send(request).json()["code"] == "clock"


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_wrong_clock_learns_the_hubs_time_and_is_let_in(hub: RunningHub, area: Area, hours: int) -> None:
    wrong = HandClock(area.clock.now() + timedelta(hours=hours))
    with HubClient(url=hub.url, certificate="", keys=area.school, clock=wrong, random=seeded(4)) as client:
        assert client.mailbox(0).entries == ()
        assert abs(client.skew_seconds + hours * 3600) <= 1


def test_every_problem_is_of_rfc_9457(hub: RunningHub, client_for: ClientFor) -> None:
    for path, status, code in (
        ("/v1/mailbox", 401, "not-signed"),
        ("/v1/elsewhere", 404, "not-here"),
        ("/healthz", 200, ""),
    ):
        answer = httpx.get(hub.url + path, trust_env=False)
        assert answer.status_code == status
        if code:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["type"] == f"urn:guardbook:problem:{code}"
            assert answer.json()["status"] == status
        assert "date" in answer.headers
        assert "server" not in answer.headers
