"""The hub away, something else at its address, the hub killed half-way: letters wait with the same bytes and go later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bundle.hub_cards import HubKeys
from bundle.receipts import open_receipt
from demo.hub import HubProcess
from desktop.services.session import Session
from desktop.services.stored import LetterState
from desktop.sync.errors import HubAnsweredNonsense, HubAway, HubBusy, SyncError
from desktop.sync.hub_client import HubClient
from tests.e2e.faults.area import Area, Watch, assert_whole, contents, letters, said
from tests.fakes.liars import Answer, endless, http, lying
from tests.fakes.logs import sign_receipt

LOGIN = b"<html><title>Welcome to Cafe Guest Wi-Fi</title>Accept the terms to go on.</html>"


def sent_bytes(session: Session) -> list[tuple[str, bytes, bytes]]:
    return [(one.bundle, one.waybill, one.sealed) for one in session.book.store.outgoing()]


def goes_once_the_hub_is_there(area: Area, school: Session, share: str) -> None:
    """The next action works: the same bytes go, the desk has the enquiry once."""
    before = sent_bytes(school)
    area.start_hub()
    school.courier.exchange()
    assert {one.state for one in school.book.store.outgoing()} == {LetterState.DELIVERED}
    assert sent_bytes(school) == before
    desk = area.unlock("desk")
    desk.courier.exchange()
    assert [row.id for row in desk.desk.enquiries()] == [share]
    for session in (school, desk):
        assert session.letters.set_aside() == ()
        assert_whole(session)


def waits(school: Session, before: tuple[object, ...]) -> None:
    assert contents(school) == before
    assert school.letters.freshness().waiting == 1
    assert school.letters.waiting()[0].state == "sealed"
    assert school.letters.set_aside() == ()


def test_with_the_hub_away_letters_wait_and_work_goes_on(area: Area) -> None:
    school = area.unlock("school")
    _, share = area.refer(school)
    before = contents(school)
    for _ in range(3):
        with pytest.raises(HubAway) as caught:
            school.courier.exchange()
    assert "cannot be reached" in said(caught.value).happened
    waits(school, before)
    school.concerns.save_draft(None, None, area.concern())
    goes_once_the_hub_is_there(area, school, share)


LIES: dict[str, tuple[Answer, type[SyncError]]] = {
    "a login page": (http("200 OK", "text/html", LOGIN), HubAnsweredNonsense),
    "a redirect": (http("302 Found", "text/html", b"", "Location: http://x/\r\n"), HubAnsweredNonsense),
    "another server": (http("404 Not Found", "text/plain", b"no"), HubAnsweredNonsense),
    "broken JSON": (http("200 OK", "application/json", b'{"entries": 1'), HubAnsweredNonsense),
    "no HTTP": (lambda c: c.sendall(b"SSH-2.0-OpenSSH_9.9\r\n"), HubAnsweredNonsense),
    "an answer without an end": (endless, HubAnsweredNonsense),
    "closed at once": (lambda c: None, SyncError),  # noqa: ARG005 -- it never looks at its caller
    "a gateway": (http("502 Bad Gateway", "text/html", b"oops"), HubAway),
    "busy": (http("503 Service Unavailable", "application/problem+json", b'{"code":"busy"}'), HubBusy),
}


def test_something_else_at_the_hubs_address_gets_nothing_and_changes_nothing(area: Area) -> None:
    school = area.unlock("school")
    _, share = area.refer(school)
    before = contents(school)
    for lie, (answer, expected) in LIES.items():
        with lying(answer, area.hub.port) as liar:
            with pytest.raises(expected) as caught:
                school.courier.exchange()
            assert liar.asked, lie
        assert said(caught.value).happened, lie
        waits(school, before)
    goes_once_the_hub_is_there(area, school, share)


def test_a_receipt_by_another_hub_does_not_make_a_letter_delivered(area: Area) -> None:
    school = area.unlock("school")
    _, share = area.refer(school)
    before = contents(school)
    stranger = HubKeys.generate(lambda size: bytes(range(size)))
    receipts = [
        sign_receipt(index, one.waybill_digest, datetime.now(UTC), stranger)
        for index, one in enumerate(school.book.store.outgoing())
    ]
    kind = "application/vnd.guardbook.receipt"
    with lying(http("201 Created", kind, receipts[0]), area.hub.port), pytest.raises(HubAnsweredNonsense):
        school.courier.exchange()
    waits(school, before)
    goes_once_the_hub_is_there(area, school, share)


def client_of(area: Area, session: Session) -> HubClient:
    return HubClient(
        url=f"http://127.0.0.1:{area.hub.port}",
        certificate="",
        keys=session.mailroom.keys,
        clock=Watch(),
        random=session.book.random,
    )


def kill(hub: HubProcess) -> None:
    """As a power cut does."""
    process = hub._process
    assert process is not None
    process.kill()


@pytest.mark.parametrize("end", [HubProcess.stop, kill], ids=["stopped", "killed"])
def test_a_hub_restarted_between_upload_and_receipt_gives_the_same_receipt(
    area: Area, end: Callable[[HubProcess], None]
) -> None:
    school = area.unlock("school")
    _, share = area.refer(school)
    area.start_hub()
    lost = {}
    with client_of(area, school) as client:  # the hub has them; its receipts never reach the book
        for one in school.book.store.outgoing():
            lost[one.bundle] = client.send_bundle(one.waybill, one.sealed)
    assert school.letters.freshness().waiting == 1
    end(area.hub)
    goes_once_the_hub_is_there(area, school, share)
    card = school.book.joined().hub
    for one in school.book.store.outgoing():
        if one.bundle in lost:  # the same entry of the log, at the same time; the checkpoint under it may be newer
            then, now = open_receipt(lost[one.bundle], card), open_receipt(one.receipt or b"", card)
            assert (now.index, now.waybill, now.received_at) == (then.index, then.waybill, then.received_at)
    kept = school.book.store.statements_of_kind("receipt.kept")
    sent = [one.bundle for one in letters(school)]
    assert [one.fields["bundle"] for one in kept if one.fields["bundle"] in sent] == sent
