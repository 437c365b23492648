"""The courier between a record book and a real hub: nothing dropped, nothing blocked, each letter alone in its fate."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bundle.errors import StatementInvalid
from bundle.hub_cards import HubKeys
from bundle.letters import Letter
from bundle.waybills import Waybill, make_waybill
from desktop.services.stored import LetterState
from desktop.sync.courier import Courier
from desktop.sync.errors import DeviceNotAdmitted, HubAnsweredNonsense, HubAway, NotJoined
from desktop.sync.hub_client import HubClient
from desktop.sync.hub_line import HubTimes
from desktop.sync.ports import HubAddress
from hub.store import ledger
from tests.fakes import liars
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, running_hub
from tests.fakes.logs import FakeLog, sign_receipt
from tests.fakes.mailrooms import Address, FakeMailroom


def courier(room: FakeMailroom, seed: int = 1) -> Courier:
    random = seeded(seed)

    def connect(address: HubAddress) -> HubClient:
        return HubClient(
            url=address.url,
            certificate=address.certificate,
            keys=room.keys,
            clock=room.clock,
            random=random,
            times=HubTimes(connect=2, quiet=2, whole=10),
        )

    return Courier(room, connect, room.clock)


@pytest.fixture
def school(hub: RunningHub, area: Area) -> FakeMailroom:
    return FakeMailroom(area, area.school, hub.url)


@pytest.fixture
def desk(hub: RunningHub, area: Area) -> FakeMailroom:
    return FakeMailroom(area, area.desk, hub.url)


def spoiled(letter: Letter) -> Letter:
    sealed = bytearray(letter.sealed)
    sealed[7] ^= 1
    return Letter(letter.waybill_envelope, bytes(sealed), letter.waybill)


def test_a_letter_goes_to_the_desk_and_the_answer_comes_back(
    school: FakeMailroom, desk: FakeMailroom, area: Area
) -> None:
    bundle = school.write(area.letter())
    sent = courier(school).exchange()
    assert (sent.sent, sent.waiting, school.state[bundle]) == (1, 0, LetterState.DELIVERED)
    assert courier(desk).exchange().fetched == 1
    assert desk.inbox[bundle].statements[0].fields["what"] == "two marks seen"
    assert desk.inbox[bundle].receipt is not None
    desk.write(area.letter(sender=area.desk, to=(area.school,), text="decided"))
    courier(desk).exchange()
    assert courier(school, 2).exchange().fetched == 1
    assert courier(school, 3).exchange().fetched == 0


def test_a_refused_letter_is_set_aside_and_the_others_go(school: FakeMailroom, area: Area) -> None:
    first = school.write(area.letter())
    bad = school.write(spoiled(area.letter()))
    last = school.write(area.letter())
    done = courier(school).exchange()
    assert (done.sent, done.set_aside, done.waiting) == (2, 1, 0)
    assert school.state[first] == school.state[last] == LetterState.DELIVERED
    assert (school.state[bad], school.reasons[bad]) == (LetterState.SET_ASIDE, "DigestMismatch")


def test_when_the_hub_is_away_everything_waits_with_the_same_bytes(
    tmp_path: Path, area: Area, hub: RunningHub, hub_keys: HubKeys, clock: HandClock, school: FakeMailroom
) -> None:
    letter = area.letter()
    bundle = school.write(letter)
    hub.stop()
    for _ in range(3):
        with pytest.raises(HubAway):
            courier(school).exchange()
    assert school.state[bundle] == LetterState.SEALED
    assert school.outbox[bundle].sealed == letter.sealed
    with running_hub(tmp_path / "hub", hub_keys, clock) as again:
        school.address = Address(again.url)
        assert courier(school).exchange().sent == 1


@pytest.mark.parametrize(
    "answer",
    [
        liars.http("200 OK", "text/html", b"<html>Sign in</html>"),
        liars.saying(b"\0\1\2"),
        liars.endless,
        liars.http("422 No", "application/problem+json", b'{"code":"letter-'),
    ],
)
def test_nonsense_sets_nothing_aside(area: Area, school: FakeMailroom, answer: liars.Answer) -> None:
    bundles = [school.write(area.letter()) for _ in range(5)]
    with liars.lying(answer) as liar:
        school.address = Address(liar.url)
        with pytest.raises(HubAnsweredNonsense):
            courier(school).exchange()
        assert liar.asked < 6
    assert {school.state[bundle] for bundle in bundles} == {LetterState.SEALED}
    assert school.position == 0


def test_a_receipt_of_somebody_else_does_not_count_as_delivered(
    area: Area, hub_keys: HubKeys, school: FakeMailroom
) -> None:
    letter = area.letter()
    bundle = school.write(letter)
    forged = sign_receipt(0, letter.waybill.digest, area.clock.now(), HubKeys.generate(seeded(1)))
    calls = (
        liars.http("200 OK", "application/vnd.guardbook.directory", school.packed or b""),
        liars.http("200 OK", "application/vnd.guardbook.checkpoint", FakeLog(hub_keys).checkpoint(area.clock.now())),
        liars.http("201 Created", "application/vnd.guardbook.receipt", forged),
        liars.http("200 OK", "application/json", b'{"entries":[],"more":false,"last":0}'),
    )
    with liars.lying(liars.in_turn(*calls)) as liar:
        school.address = Address(liar.url)
        done = courier(school).exchange()
    assert (done.sent, done.waiting, done.problems) == (0, 1, ("ReceiptInvalid",))
    assert school.state[bundle] == LetterState.SEALED


def test_a_letter_that_cannot_be_opened_is_set_aside_and_the_next_is_taken(
    hub: RunningHub, area: Area, school: FakeMailroom, desk: FakeMailroom
) -> None:
    letter = area.letter(to=(area.health,))
    stranger_mail = Waybill(  # genuine on the outside, sealed to somebody else
        partnership=letter.waybill.partnership,
        bundle="A" * 22,
        sender=area.school.id,
        mailboxes=(area.desk.id,),
        sealed_digest=letter.waybill.sealed_digest,
        sealed_size=letter.waybill.sealed_size,
        written_at=letter.waybill.written_at,
    )
    school.write(Letter(make_waybill(stranger_mail, area.school), letter.sealed, stranger_mail))
    good = school.write(area.letter())
    courier(school).exchange()
    done = courier(desk).exchange()
    assert (done.fetched, done.set_aside) == (1, 1)
    assert good in desk.inbox
    assert desk.held == {"A" * 22: "NotARecipient"}
    assert desk.position == 2
    assert courier(desk, 2).exchange().set_aside == 0


def test_one_letter_lost_at_the_hub_does_not_keep_back_the_others(
    hub: RunningHub, area: Area, school: FakeMailroom, desk: FakeMailroom
) -> None:
    letters = [area.letter(text=f"entry {number}") for number in range(3)]
    for letter in letters:
        school.write(letter)
    courier(school).exchange()
    path = hub.store.parts.path(letters[1].waybill.sealed_digest)
    kept = path.read_bytes()
    path.unlink()
    done = courier(desk).exchange()
    assert (done.fetched, done.problems) == (2, ("HubRefused",))
    assert desk.position == 1  # it is asked for again
    path.write_bytes(kept)
    assert courier(desk, 2).exchange().fetched == 1
    assert desk.position == 3


def test_a_record_book_brought_back_from_a_backup_fetches_what_it_forgot(
    area: Area, school: FakeMailroom, desk: FakeMailroom
) -> None:
    for number in range(3):
        school.write(area.letter(text=f"entry {number}"))
    courier(school).exchange()
    courier(desk).exchange()
    desk.inbox.clear()
    desk.position = 0
    assert courier(desk, 2).exchange().fetched == 3


def test_letters_sent_again_after_a_restore_are_kept_once(hub: RunningHub, area: Area, school: FakeMailroom) -> None:
    bundle = school.write(area.letter())
    courier(school).exchange()
    receipt = school.receipts[bundle]
    school.state[bundle] = LetterState.SEALED  # what an older backup believes
    assert courier(school, 2).exchange().sent == 1
    assert school.receipts[bundle] == receipt
    assert hub.store.ask(ledger.totals).bundles == 1


def test_the_administrators_directory_reaches_the_hub_and_then_everyone(empty_hub: RunningHub, area: Area) -> None:
    desk = FakeMailroom(area, area.desk, empty_hub.url)
    courier(desk).exchange()
    assert empty_hub.membership.current() is not None
    assert desk.packed == empty_hub.membership.hand_out()
    school = FakeMailroom(area, area.school, empty_hub.url)
    courier(school, 2).exchange()
    assert school.packed == desk.packed
    desk.packed = area.admit(area.stranger)
    courier(desk, 3).exchange()
    courier(school, 4).exchange()
    assert school.packed == desk.packed
    newcomer = FakeMailroom(area, area.stranger, empty_hub.url, joined=False)
    courier(newcomer, 5).exchange()
    assert newcomer.packed == desk.packed


def test_who_is_not_admitted_yet_is_told_so_and_keeps_everything(hub: RunningHub, area: Area) -> None:
    newcomer = FakeMailroom(area, area.stranger, hub.url, joined=False)
    bundle = newcomer.write(area.letter(sender=area.stranger))
    with pytest.raises(DeviceNotAdmitted):
        courier(newcomer).exchange()
    assert newcomer.state[bundle] == LetterState.SEALED


def test_a_member_who_was_admitted_by_stick_brings_the_hub_the_directory(hub: RunningHub, area: Area) -> None:
    area.admit(area.stranger)
    newcomer = FakeMailroom(area, area.stranger, hub.url)
    newcomer.write(area.letter(sender=area.stranger))
    assert courier(newcomer).exchange().sent == 1


def test_before_joining_there_is_no_hub_to_speak_to(area: Area) -> None:
    room = FakeMailroom(area, area.school, "")
    room.address = None
    with pytest.raises(NotJoined):
        courier(room).exchange()


def test_the_hubs_time_is_noted(hub: RunningHub, area: Area, school: FakeMailroom) -> None:
    school.clock = HandClock(area.clock.now() + timedelta(hours=1))
    done = courier(school).exchange()
    assert done.skew_seconds == pytest.approx(-3600, abs=1)
    assert school.reached_at is not None


def test_what_was_done_before_the_hub_went_away_is_told(
    hub: RunningHub, area: Area, school: FakeMailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = school.write(area.letter())
    second = school.write(area.letter())
    school_courier = courier(school)
    deliver = school.delivered

    def deliver_then_stop(bundle: str, receipt: bytes) -> object:
        changes = deliver(bundle, receipt)
        hub.stop()
        return changes

    monkeypatch.setattr(school, "delivered", deliver_then_stop)
    with pytest.raises(HubAway) as away:
        school_courier.exchange()
    assert away.value.changes.families == {"letter"}
    assert school.state[first] == LetterState.DELIVERED
    assert school.state[second] == LetterState.SEALED


def test_a_hub_put_back_to_an_earlier_day_has_its_log_read_anew(
    area: Area, school: FakeMailroom, desk: FakeMailroom
) -> None:
    desk.position = 50
    bundle = school.write(area.letter())
    courier(school).exchange()
    done = courier(desk).exchange()
    assert (done.fetched, done.problems) == (1, ("HubAnsweredNonsense",))
    assert bundle in desk.inbox
    assert desk.position == 1


def test_a_letter_that_breaks_the_record_book_does_not_keep_back_the_others(
    area: Area, school: FakeMailroom, desk: FakeMailroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles = [school.write(area.letter(text=f"entry {number}")) for number in range(3)]
    courier(school).to_folder(tmp_path)
    courier(school).exchange()
    take_in = desk.take_in

    def break_at_the_second(container: bytes, name: str) -> object:
        if name == bundles[1]:
            raise StatementInvalid("a fault of ours")
        return take_in(container, name)

    with monkeypatch.context() as broken:
        broken.setattr(desk, "take_in", break_at_the_second)
        done = courier(desk).exchange()
        stick = courier(desk, 2).from_folder(tmp_path)
    assert (done.fetched, done.problems) == (2, ("StatementInvalid",))
    assert desk.position == 1  # it is asked for again
    assert stick.problems == ("StatementInvalid",)
    assert courier(desk, 3).exchange().fetched == 1
    assert desk.position == 3
