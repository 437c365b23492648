"""The operator's commands, run as child processes; and what a killed hub has promised."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bundle.hub_cards import HubCard, HubKeys
from bundle.letters import Letter, open_letter
from bundle.receipts import open_receipt
from desktop.sync.errors import SyncError
from desktop.sync.folder import Folder
from desktop.sync.hub_client import HubClient
from hub.__main__ import main
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import hub_card
from tests.unit.hub.test_letters_at_the_hub import said

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Done:
    stdout: str
    stderr: str


def command(*arguments: str, code: int = 0) -> Done:
    """Run one command in this process, as the child process of ``serving`` would."""
    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        result = main(arguments)
    assert result == code, complained.getvalue()
    return Done(said.getvalue(), complained.getvalue())


@contextmanager
def serving(folder: Path, *, kill: bool = False) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A hub as a child process on a free port."""
    with subprocess.Popen(
        [sys.executable, "-m", "hub", "--folder", str(folder), "serve", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert line.startswith("listening on http://127.0.0.1:"), line
        try:
            yield line.removeprefix("listening on "), process
        finally:
            process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            _, complained = process.communicate(timeout=60)
        assert complained == ""  # nothing of a call is logged


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    command("--folder", str(folder), "init", "--name", "Ashmere MASH", "--address", "http://127.0.0.1:8470")
    return folder


@pytest.fixture
def area(place: Path) -> Area:
    now = HandClock(datetime.now(UTC).replace(microsecond=0))
    return Area(HubCard.from_bytes((place / "hub-card.json").read_bytes()), now)


@pytest.fixture
def adopted(place: Path, area: Area, tmp_path: Path) -> Path:
    (tmp_path / "offered.guarddirectory").write_bytes(area.packed)
    signed = tmp_path / "signed.guarddirectory"
    done = command("adopt", str(tmp_path / "offered.guarddirectory"), "--out", str(signed), "--folder", str(place))
    assert "version 1" in done.stdout
    assert "3 devices" in done.stdout
    area.packed = signed.read_bytes()
    return place


def client(url: str, area: Area) -> HubClient:
    return HubClient(url=url, certificate="", keys=area.school, clock=area.clock, random=os.urandom)


def test_a_hub_is_made_once_and_keeps_its_secrets_to_itself(place: Path) -> None:
    assert (place / "keys.json").stat().st_mode & 0o077 == 0
    before = (place / "keys.json").read_bytes()
    done = command("--folder", str(place), "init", "--name", "Another", "--address", "http://127.0.0.1:1", code=1)
    assert "already" in done.stderr
    assert "Traceback" not in done.stderr
    assert (place / "keys.json").read_bytes() == before


def test_a_folder_without_a_hub_is_said_kindly(tmp_path: Path) -> None:
    for arguments in (("status",), ("serve",), ("adopt", "x"), ("take-in", "x")):
        done = command("--folder", str(tmp_path / "none"), *arguments, code=1)
        assert "holds no hub" in done.stderr
        assert "Traceback" not in done.stderr


def test_plain_http_for_others_is_refused(place: Path) -> None:
    done = command("--folder", str(place), "serve", "--host", "192.0.2.1", code=1)
    assert "plain HTTP is only for this machine" in done.stderr


def test_a_hub_is_not_made_for_an_address_that_would_be_in_clear(tmp_path: Path) -> None:
    for address in ("http://hub.example", "ftp://hub.example", "hub.example"):
        done = command(
            "--folder", str(tmp_path / "new"), "init", "--name", "Ashmere MASH", "--address", address, code=1
        )
        assert "https://" in done.stderr
        assert not (tmp_path / "new").exists()


def test_a_certificate_without_its_key_is_not_served_in_clear(place: Path, tmp_path: Path) -> None:
    done = command("--folder", str(place), "serve", "--certificate", str(tmp_path / "x.pem"), code=1)
    assert "go together" in done.stderr


def test_a_directory_for_another_hub_is_refused(place: Path, tmp_path: Path) -> None:
    elsewhere = Area(hub_card(HubKeys.generate(seeded(9))), HandClock(datetime.now(UTC)))
    (tmp_path / "other").write_bytes(elsewhere.packed)
    assert "WrongPartnership" in command("--folder", str(place), "adopt", str(tmp_path / "other"), code=1).stderr


def test_status_shows_counts_and_no_names(adopted: Path) -> None:
    shown = command("--folder", str(adopted), "status").stdout
    assert "version 1, 3 devices" in shown
    assert "letters: 0, 0 bytes" in shown
    assert "Farrow" not in shown


def test_a_served_hub_takes_letters_and_ends_in_order(adopted: Path, area: Area) -> None:
    letter = area.letter()
    with serving(adopted) as (url, process):
        assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"status": "ok"}
        with client(url, area) as school:
            first = school.send_bundle(letter.waybill_envelope, letter.sealed)
    assert process.returncode in (0, -signal.SIGTERM)
    with serving(adopted) as (url, _), client(url, area) as school:
        assert said(school.send_bundle(letter.waybill_envelope, letter.sealed), area) == said(first, area)
    assert "letters: 1," in command("--folder", str(adopted), "status").stdout


def test_a_killed_hub_has_every_letter_it_gave_a_receipt_for(adopted: Path, area: Area) -> None:
    letters = [area.letter(text=f"entry {number}") for number in range(24)]
    receipts: dict[str, bytes] = {}

    def send(share: list[Letter], url: str) -> None:
        with client(url, area) as school:
            for letter in share:
                try:
                    receipts[letter.waybill.bundle] = school.send_bundle(letter.waybill_envelope, letter.sealed)
                except SyncError:
                    return

    for _ in range(3):
        with serving(adopted, kill=True) as (url, process):
            had = len(receipts)
            senders = [threading.Thread(target=send, args=(letters[part::4], url)) for part in range(4)]
            for sender in senders:
                sender.start()
            while len(receipts) < had + 5 and any(sender.is_alive() for sender in senders):
                senders[0].join(0.01)
            process.kill()
            for sender in senders:
                sender.join(60)
        with serving(adopted) as (url, _), client(url, area) as school:
            for letter in letters:
                if letter.waybill.bundle in receipts:
                    again = school.send_bundle(letter.waybill_envelope, letter.sealed)
                    assert said(again, area) == said(receipts[letter.waybill.bundle], area)
            desk = HubClient(url=url, certificate="", keys=area.desk, clock=area.clock, random=os.urandom)
            with desk:
                for entry in desk.mailbox(0).entries:
                    open_letter(
                        desk.bundle(entry.bundle), keys=area.desk, directory=area.directory, now=area.clock.now()
                    )
    indexes = [open_receipt(receipt, area.hub).index for receipt in receipts.values()]
    assert len(set(indexes)) == len(indexes)


def test_a_stick_is_taken_in_while_the_hub_serves_and_gets_its_receipts(
    adopted: Path, area: Area, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = Folder(stick)
    good, answer, stranger = area.letter(), area.letter(sender=area.desk, to=(area.school,)), area.letter(area.stranger)
    for letter in (good, stranger):
        folder.write_letter(letter.waybill.bundle, letter.waybill_envelope, letter.sealed)
    damaged = area.letter()
    path = folder.write_letter(damaged.waybill.bundle, damaged.waybill_envelope, damaged.sealed)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    (stick / "holiday pictures.guardbundle").write_bytes(b"not ours")
    with serving(adopted) as (url, _):
        with HubClient(url=url, certificate="", keys=area.desk, clock=area.clock, random=os.urandom) as desk:
            desk.send_bundle(answer.waybill_envelope, answer.sealed)
        done = command("--folder", str(adopted), "take-in", str(stick), "--hand-out")
        again = command("--folder", str(adopted), "take-in", str(stick))
        with HubClient(url=url, certificate="", keys=area.desk, clock=area.clock, random=os.urandom) as desk:
            assert [entry.bundle for entry in desk.mailbox(0).entries] == [good.waybill.bundle]
    assert "1 new, 0 here before, 1 written out" in done.stdout
    assert "1 (NotAdmitted)" in done.stdout
    assert "1 (NotOurs)" in done.stdout
    assert "0 new, 2 here before" in again.stdout
    receipts = dict(folder.receipts(lambda fault: pytest.fail(str(fault))))
    open_receipt(receipts[good.waybill.bundle], area.hub).check_for(good.waybill.digest)
    letters = dict(folder.letters(lambda _: None))
    opened = open_letter(
        letters[answer.waybill.bundle], keys=area.school, directory=area.directory, now=area.clock.now()
    )
    assert opened.receipt is not None
    assert list(folder.directories(lambda _: None)) == [area.packed]
