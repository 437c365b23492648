"""Attachments at a real hub: taken in piece by piece, whole only when the digest agrees, for recipients alone."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from random import Random

import httpx
import pytest

from bundle.attachments import open_attachment, seal_attachment
from bundle.container import Parts, take_apart
from bundle.errors import DigestMismatch
from bundle.hub_cards import HubKeys
from bundle.waybills import AttachmentRow
from desktop.sync.errors import HubAnsweredNonsense, HubBusy, HubRefused, LetterRefused
from desktop.sync.folder import Folder
from desktop.sync.hub_client import HubClient
from hub.intake import Intake
from hub.limits import Limits
from hub.log import Log
from hub.stick import Stick
from hub.store import ledger
from hub.store.attachments import Attachments
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, running_hub
from tests.unit.conftest import ClientFor

CONTENT = Random(1).randbytes(5_000_000)
SINK = io.BytesIO()
MADE, ROW = seal_attachment(
    io.BytesIO(CONTENT), SINK, name="scan.pdf", media_type="application/pdf", random=Random(2).randbytes
)
SEALED = SINK.getvalue()


def _send(client: HubClient, *, until: int = len(SEALED), piece: int = 1_500_000) -> int:
    offset = client.begin_attachment(ROW.id, ROW.size)
    while offset < until:
        offset = client.add_to_attachment(ROW.id, offset, SEALED[offset : min(offset + piece, until)], ROW.size)
    return offset


def _fetch(client: HubClient) -> bytes:
    got = b""
    while len(got) < ROW.size:
        got += client.attachment(ROW.id, len(got), ROW.size)
    return got


def test_an_attachment_comes_in_pieces_and_reaches_the_recipients_of_its_letter(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    school, desk = client_for(area.school), client_for(area.desk)
    letter = area.letter(attachments=(ROW,))
    with pytest.raises(HubRefused) as missing:
        school.send_bundle(letter.waybill_envelope, letter.sealed)
    assert missing.value.code == "attachment-missing"
    assert _send(school) == ROW.size
    with pytest.raises(HubRefused):
        desk.attachment(ROW.id, 0, ROW.size)  # no logged waybill names it yet
    school.send_bundle(letter.waybill_envelope, letter.sealed)
    sealed = _fetch(desk)
    opened = io.BytesIO()
    open_attachment(io.BytesIO(sealed), opened, MADE)
    assert opened.getvalue() == CONTENT
    with pytest.raises(HubRefused):
        school.attachment(ROW.id, 0, ROW.size)  # the sender has it; it is nobody else's
    assert hub.store.attachments.size(ROW.id) == ROW.size


def test_an_upload_goes_on_where_it_stopped_also_after_the_hub_was_stopped(
    tmp_path: Path, hub_keys: HubKeys, area: Area, clock: HandClock, client_for: ClientFor, hub: RunningHub
) -> None:
    half = _send(client_for(area.school), until=2_000_000)
    hub.stop()
    with (
        running_hub(tmp_path / "hub", hub_keys, clock) as again,
        HubClient(url=again.url, certificate="", keys=area.school, clock=clock, random=seeded(1)) as client,
    ):
        assert client.attachment_offset(ROW.id, ROW.size) == half == 2_000_000
        assert client.begin_attachment(ROW.id, ROW.size) == half
        assert _send(client) == ROW.size
        assert client.begin_attachment(ROW.id, ROW.size) == ROW.size


def test_a_second_bundle_with_the_same_attachment_sends_nothing_again(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    _send(client_for(area.school))
    assert client_for(area.desk).begin_attachment(ROW.id, ROW.size) == ROW.size
    assert hub.store.attachments.size(ROW.id) == ROW.size


def test_what_is_not_the_attachment_is_thrown_away_when_the_last_piece_came(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    client = client_for(area.school)
    client.begin_attachment(ROW.id, 10)
    with pytest.raises(LetterRefused) as refused:
        client.add_to_attachment(ROW.id, 0, b"0123456789", 10)
    assert refused.value.code == "DigestMismatch"
    assert hub.store.attachments.size(ROW.id) is None
    with pytest.raises(HubAnsweredNonsense):  # an answer to HEAD has no body that could say more
        client.attachment_offset(ROW.id, 10)
    assert _send(client) == ROW.size


def test_one_device_cannot_spoil_what_another_sends(hub: RunningHub, area: Area, client_for: ClientFor) -> None:
    school, desk = client_for(area.school), client_for(area.desk)
    desk.begin_attachment(ROW.id, ROW.size)
    desk.add_to_attachment(ROW.id, 0, b"x" * 1000, ROW.size)
    assert _send(school) == ROW.size
    assert hub.store.attachments.size(ROW.id) == ROW.size


def test_a_piece_elsewhere_or_a_length_that_changes_is_refused(
    area: Area, client_for: ClientFor, hub: RunningHub
) -> None:
    client = client_for(area.school)
    client.begin_attachment(ROW.id, ROW.size)
    for offset, piece in ((5, b"x"), (0, b"")):
        with pytest.raises(HubRefused):
            client.add_to_attachment(ROW.id, offset, piece, ROW.size)
    with pytest.raises(HubRefused):
        client.begin_attachment(ROW.id, ROW.size + 1)
    client.begin_attachment("ab" * 32, 3)
    with pytest.raises(HubRefused):
        client.add_to_attachment("ab" * 32, 0, b"four", 3)
    with pytest.raises(HubRefused):
        client.begin_attachment("ab" * 32, 3 * 1024**3)
    with pytest.raises(HubRefused):
        client.add_to_attachment("cd" * 32, 0, b"x", 10)
    with pytest.raises(HubRefused):
        client.begin_attachment("..%2f..", 10)
    _send(client)
    with pytest.raises(HubRefused):
        client.begin_attachment(ROW.id, 7)
    assert hub.store.attachments.size(ROW.id) == ROW.size


def test_a_letter_that_lies_about_the_size_of_its_attachment_is_refused(
    area: Area, client_for: ClientFor, hub: RunningHub
) -> None:
    client = client_for(area.school)
    _send(client)
    letter = area.letter(attachments=(AttachmentRow(ROW.id, ROW.size - 1),))
    with pytest.raises(LetterRefused):
        client.send_bundle(letter.waybill_envelope, letter.sealed)


def test_more_unfinished_uploads_than_the_limit_are_refused(
    tmp_path: Path, hub_keys: HubKeys, area: Area, clock: HandClock
) -> None:
    with running_hub(tmp_path / "hub", hub_keys, clock, Limits(unfinished_uploads=2)) as hub:
        hub.membership.adopt(area.packed)
        with HubClient(url=hub.url, certificate="", keys=area.school, clock=clock, random=os.urandom) as client:
            for number in range(2):
                client.begin_attachment(f"{number:064x}", 10)
            with pytest.raises(HubBusy):
                client.begin_attachment(f"{9:064x}", 10)
            assert client.begin_attachment(f"{1:064x}", 10) == 0


def test_ranges_that_are_none_are_refused(area: Area, client_for: ClientFor, hub: RunningHub) -> None:
    school, desk = client_for(area.school), client_for(area.desk)
    _send(school)
    letter = area.letter(attachments=(ROW,))
    school.send_bundle(letter.waybill_envelope, letter.sealed)
    assert desk.attachment(ROW.id, ROW.size - 5, ROW.size) == SEALED[-5:]
    for start in (ROW.size, ROW.size + 10):
        with pytest.raises(HubRefused):
            desk.attachment(ROW.id, start, ROW.size + 100)
    with pytest.raises(HubAnsweredNonsense):
        desk.attachment(ROW.id, 0, ROW.size + 1)  # the hub's attachment has another size
    answer = httpx.get(f"{hub.url}/v1/attachments/{ROW.id}")
    assert answer.status_code == 401


def test_unfinished_uploads_and_what_no_waybill_names_are_swept_away_in_time(tmp_path: Path) -> None:
    store = Attachments(tmp_path)
    store.begin("d" * 43, "ab" * 32, 10, most=5)
    store.keep(ROW.id, iter([SEALED]))
    other = hashlib.sha256(b"other").hexdigest()
    store.keep(other, iter([b"other"]))
    store.sweep(0.0, frozenset())
    assert store.size(other) == 5
    store.sweep(2e12, {ROW.id})
    assert store.size(other) is None
    assert store.size(ROW.id) == ROW.size
    assert not list((tmp_path / "uploads").iterdir())
    with pytest.raises(DigestMismatch):
        store.keep(other, iter([b"otter"]))
    assert store.size(other) is None


def test_a_stick_brings_attachments_to_the_hub_and_takes_them_home(
    tmp_path: Path, hub: RunningHub, hub_keys: HubKeys, area: Area, clock: HandClock, client_for: ClientFor
) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    home.mkdir()
    letter = area.letter(attachments=(ROW,))
    folder = Folder(stick)
    folder.write_letter(
        letter.waybill.bundle, letter.waybill_envelope, letter.sealed, attachments=[(ROW.id, io.BytesIO(SEALED))]
    )
    log = Log(hub.store, hub_keys, clock)
    intake = Intake(hub.store, hub.membership, log, clock, Limits())
    assert Stick(stick, hub.store, hub.membership, intake, log).take_in().fresh == 1
    assert _fetch(client_for(area.desk)) == SEALED
    assert Stick(home, hub.store, hub.membership, intake, log).take_in(hand_out=True).handed_out == 1
    with (home / f"{letter.waybill.bundle}.guardbundle").open("rb") as file:
        opened = take_apart(file)
        sink = io.BytesIO()
        opened.copy(ROW.id, sink)
        assert sink.getvalue() == SEALED
    names = dict(Folder(home).letters(lambda fault: pytest.fail(str(fault))))
    assert b"attachments/" not in names[letter.waybill.bundle]


def test_a_stick_with_another_attachment_than_its_waybill_names_is_refused(
    tmp_path: Path, hub: RunningHub, hub_keys: HubKeys, area: Area, clock: HandClock
) -> None:
    letter = area.letter(attachments=(ROW,))
    log = Log(hub.store, hub_keys, clock)
    intake = Intake(hub.store, hub.membership, log, clock, Limits())
    for number, (name, content) in enumerate(((hashlib.sha256(b"x").hexdigest(), b"x"), (ROW.id, SEALED[:-1] + b"."))):
        stick = tmp_path / str(number)
        stick.mkdir()
        Folder(stick).write_letter(
            letter.waybill.bundle, letter.waybill_envelope, letter.sealed, attachments=[(name, io.BytesIO(content))]
        )
        taken = Stick(stick, hub.store, hub.membership, intake, log).take_in()
        assert taken.fresh == 0
        assert sum(taken.refused.values()) == 1
    assert Parts(letter.waybill_envelope, letter.sealed).receipt is None


def test_attachments_count_once_against_what_a_sender_may_keep_here(
    hub: RunningHub, area: Area, client_for: ClientFor
) -> None:
    client = client_for(area.school)
    _send(client)
    sizes = 0
    for number in range(2):
        letter = area.letter(attachments=(ROW,), text=f"letter {number}")
        client.send_bundle(letter.waybill_envelope, letter.sealed)
        sizes += len(letter.sealed)
    assert hub.store.ask(lambda c: ledger.bytes_of(c, [area.school.id])) == sizes + ROW.size
    assert hub.store.ask(ledger.named_attachments) == {ROW.id}
