"""Attachments on their way: before the letter to the hub, after it from there, in the same file on a stick, and resumed."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest

from bundle.attachments import seal_attachment
from desktop.services.stored import LetterState
from desktop.sync.hub_client import HubClient
from hub.store.attachments import Attachments
from tests.fakes.area import Area
from tests.fakes.hubs import RunningHub
from tests.fakes.mailrooms import FakeMailroom
from tests.unit.conftest import ClientFor
from tests.unit.sync.test_courier import courier

SINK = io.BytesIO()
_, ROW = seal_attachment(
    io.BytesIO(Random(1).randbytes(5_000_000)),
    SINK,
    name="scan.pdf",
    media_type="application/pdf",
    random=Random(2).randbytes,
)
SEALED = SINK.getvalue()


@pytest.fixture
def school(hub: RunningHub, area: Area) -> FakeMailroom:
    room = FakeMailroom(area, area.school, hub.url)
    room.attachments[ROW.id] = SEALED
    return room


@pytest.fixture
def desk(hub: RunningHub, area: Area) -> FakeMailroom:
    return FakeMailroom(area, area.desk, hub.url)


def test_a_file_goes_before_its_letter_and_is_fetched_after_it(
    school: FakeMailroom, desk: FakeMailroom, area: Area
) -> None:
    bundle = school.write(area.letter(attachments=(ROW,)))
    assert courier(school).exchange().sent == 1
    assert school.state[bundle] is LetterState.DELIVERED
    assert courier(desk).exchange().fetched == 1
    assert desk.attachments == {ROW.id: SEALED}


def test_both_sides_go_on_where_they_stopped(
    school: FakeMailroom, desk: FakeMailroom, area: Area, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle: the hub has the first pieces, the reader too; neither is sent again."""
    client = client_for(area.school)
    client.begin_attachment(ROW.id, ROW.size)
    client.add_to_attachment(ROW.id, 0, SEALED[:3_000_000], ROW.size)
    pieces: list[int] = []
    send, get = HubClient.add_to_attachment, HubClient.attachment

    def counted_send(self: HubClient, name: str, offset: int, piece: bytes, size: int) -> int:
        pieces.append(offset)
        return send(self, name, offset, piece, size)

    def counted_get(self: HubClient, name: str, start: int, size: int) -> bytes:
        pieces.append(start)
        return get(self, name, start, size)

    with monkeypatch.context() as counted:
        counted.setattr(HubClient, "add_to_attachment", counted_send)
        counted.setattr(HubClient, "attachment", counted_get)
        school.write(area.letter(attachments=(ROW,)))
        assert courier(school).exchange().sent == 1
        assert pieces[0] == 3_000_000
        desk.coming[ROW.id] = SEALED[:2_000_000]
        pieces.clear()
        courier(desk).exchange()
        assert pieces[0] == 2_000_000
    assert desk.attachments == {ROW.id: SEALED}


def test_a_file_that_is_gone_keeps_its_letter_waiting_and_no_other(school: FakeMailroom, area: Area) -> None:
    del school.attachments[ROW.id]
    waits = school.write(area.letter(attachments=(ROW,)))
    goes = school.write(area.letter(text="another"))
    done = courier(school).exchange()
    assert (done.sent, done.waiting) == (1, 1)
    assert school.state[goes] is LetterState.DELIVERED
    assert school.state[waits] is LetterState.SEALED
    assert done.problems == ("HubRefused",)


def test_a_hub_that_hands_out_other_bytes_is_noticed_and_asked_again(
    school: FakeMailroom, desk: FakeMailroom, area: Area, hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.write(area.letter(attachments=(ROW,)))
    courier(school).exchange()
    with monkeypatch.context() as lying:
        lying.setattr(Attachments, "read", lambda _self, _name, _start, length: bytes(length))
        assert "DigestMismatch" in courier(desk).exchange().problems
    assert not desk.attachments
    courier(desk, 2).exchange()
    assert desk.attachments == {ROW.id: SEALED}
    assert hub.store.attachments.size(ROW.id) == ROW.size


def test_a_stick_carries_the_file_with_its_letter(
    school: FakeMailroom, desk: FakeMailroom, area: Area, tmp_path: Path
) -> None:
    school.write(area.letter(attachments=(ROW,)))
    assert courier(school).to_folder(tmp_path) == 1
    assert courier(school).to_folder(tmp_path) == 1  # what is there already is not written again
    desk.coming[ROW.id] = SEALED[:2_000_000]
    assert courier(desk).from_folder(tmp_path).fetched == 1
    assert desk.attachments == {ROW.id: SEALED}


def test_a_stick_without_the_file_brings_the_letter_and_the_hub_brings_the_file(
    school: FakeMailroom, desk: FakeMailroom, area: Area, tmp_path: Path
) -> None:
    school.write(area.letter(attachments=(ROW,)))
    kept = school.attachments.pop(ROW.id)
    courier(school).to_folder(tmp_path)
    assert courier(desk).from_folder(tmp_path).fetched == 1
    assert not desk.attachments
    school.attachments[ROW.id] = kept
    courier(school).exchange()
    courier(desk, 2).exchange()
    assert desk.attachments == {ROW.id: SEALED}


def test_a_stick_whose_file_was_spoiled_gives_the_letter_up_and_nothing_of_the_file(
    school: FakeMailroom, desk: FakeMailroom, area: Area, tmp_path: Path
) -> None:
    school.write(area.letter(attachments=(ROW,)))
    courier(school).to_folder(tmp_path)
    (path,) = tmp_path.glob("*.guardbundle")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = courier(desk).from_folder(tmp_path)
    assert done.fetched == 1
    assert not desk.attachments
    assert done.problems
