"""``guardbook verify | inspect | open`` as child processes, on real letters and real record books."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.statements import Kind
from desktop.services.session import Session
from tests.e2e.faults.area import Area, by_hand, letters


def guardbook(
    *arguments: object, passphrase: str = "", home: Path | None = None, temporary: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command with the passphrase piped in; Qt is not to be had."""
    block = "import sys; sys.modules['PySide6'] = None; from desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", block, *map(str, arguments)],
        input=passphrase + "\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "GUARDBOOK_HOME": str(home or "/nowhere")}
        | ({"TMPDIR": str(temporary)} if temporary else {}),
    )


def as_json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.stdout.isascii()
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def three_sentences(done: subprocess.CompletedProcess[str]) -> bool:
    return len(re.findall(r"[.!?](?:\s|$)", done.stderr)) >= 3 and "Traceback" not in done.stderr


@pytest.fixture
def school(area: Area) -> Session:
    session = area.unlock("school")
    area.refer(session)
    return session


@pytest.fixture
def letter(school: Session, tmp_path: Path) -> Path:
    """A letter to the desk that has not seen the hub."""
    file = tmp_path / "one.guardbundle"
    file.write_bytes(by_hand(letters(school)[0]))
    return file


@pytest.fixture
def receipted(area: Area, school: Session, tmp_path: Path) -> Path:
    """The same with the hub's receipt."""
    area.start_hub()
    school.courier.exchange()
    (sent,) = letters(school)
    file = tmp_path / "receipted.guardbundle"
    file.write_bytes(by_hand(sent, receipt=sent.receipt))
    return file


@pytest.fixture
def directory(school: Session, tmp_path: Path) -> Path:
    file = tmp_path / "area.guarddirectory"
    file.write_bytes(school.membership.directory_file())
    return file


def test_inspect_shows_the_outside_and_needs_no_key(letter: Path, receipted: Path, school: Session) -> None:
    done = guardbook("inspect", letter)
    assert (done.returncode, done.stderr) == (0, "")
    assert school.device in done.stdout
    assert "Receipt:        none" in done.stdout
    said = as_json(guardbook("inspect", "--json", receipted))
    assert (said["sender"], said["receipt"]["for_this_letter"], said["sealed_part_as_written"]) == (
        school.device,
        True,
        True,
    )
    assert "Kian" not in done.stdout


def test_verify_says_what_holds_of_a_letter_and_what_nobody_vouches_for(
    letter: Path, receipted: Path, directory: Path
) -> None:
    alone = guardbook("verify", letter)
    assert alone.returncode == 0
    assert "not checked  sender and signature" in alone.stdout
    done = guardbook("verify", receipted, "--directory", directory)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Sender: Odette Farrow, Larkmere Primary" in done.stdout
    said = as_json(guardbook("verify", receipted, "--directory", directory, "--json"))
    assert said["holds"] is True
    assert {step["step"]: step["state"] for step in said["steps"]} == {
        "waybill": "holds",
        "directory": "holds",
        "receipt": "holds",
        "sender and signature": "holds",
        "sealed part": "holds",
        "what is inside": "not checked",
    }
    assert said["log_index"] >= 0


def test_a_partnership_can_be_pinned_and_then_nothing_of_another_one_holds(
    receipted: Path, directory: Path, school: Session
) -> None:
    ours = school.book.joined().partnership
    spaced = " ".join(ours.upper()[place : place + 4] for place in range(0, 64, 4))
    done = guardbook("verify", receipted, "--directory", directory, "--partnership", spaced)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the one that was asked for" in done.stdout
    done = guardbook("verify", receipted, "--directory", directory, "--partnership", "0" * 64, "--json")
    assert done.returncode == 1
    (step,) = [step for step in as_json(done)["steps"] if step["step"] == "partnership"]
    assert (step["state"], step["error"]) == ("fails", "WrongPartnership")
    assert guardbook("verify", receipted, "--partnership", "0f").returncode == 2


def test_verify_and_inspect_see_a_letter_that_was_changed(letter: Path, directory: Path, school: Session) -> None:
    (one,) = letters(school)
    other = bytearray(one.sealed)
    other[-1] ^= 1
    letter.write_bytes(by_hand(one, sealed=bytes(other)))
    done = guardbook("verify", letter, "--directory", directory)
    assert done.returncode == 1
    assert "fails        sealed part: " in done.stdout
    assert guardbook("inspect", letter).returncode == 1
    letter.write_bytes(b"holiday pictures")
    for command in ("verify", "inspect"):
        done = guardbook(command, letter)
        assert done.returncode == 1
        assert three_sentences(done)
        assert done.stdout == ""


def test_a_directory_that_is_none_fails_its_step_and_one_that_is_missing_stops(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "none").write_bytes(b"no directory")
    done = guardbook("verify", letter, "--directory", tmp_path / "none", "--json")
    assert done.returncode == 1
    assert next(step for step in as_json(done)["steps"] if step["step"] == "directory")["state"] == "fails"
    (tmp_path / "long").write_bytes(bytes(17_000_000))
    assert guardbook("verify", letter, "--directory", tmp_path / "long").returncode == 1
    done = guardbook("verify", letter, "--directory", tmp_path / "missing")
    assert done.returncode == 3
    assert three_sentences(done)


def test_verify_checks_a_whole_record_book_with_its_passphrase(area: Area, school: Session) -> None:
    folder = area.place("school").folder
    busy = guardbook("verify", folder, passphrase=area.passphrase)
    assert (busy.returncode, three_sentences(busy)) == (3, True)
    school.lock()
    done = guardbook("verify", folder, passphrase=area.passphrase)
    assert done.returncode == 0, done.stderr
    assert "with valid signatures" in done.stdout
    said = as_json(guardbook("verify", "--json", folder, passphrase=area.passphrase))
    assert said["holds"] is True
    wrong = guardbook("verify", folder, passphrase="never heard of it")
    assert (wrong.returncode, wrong.stdout, three_sentences(wrong)) == (3, "", True)
    raw = bytearray((folder / "vault.db").read_bytes())
    raw[5 * 8192 + 100] ^= 1
    (folder / "vault.db").write_bytes(raw)
    assert guardbook("verify", folder, passphrase=area.passphrase).returncode == 1


def test_a_backup_is_called_one_and_checked_without_being_restored(area: Area, school: Session, tmp_path: Path) -> None:
    backup = school.keeping.back_up(tmp_path / "stick")
    home, private = tmp_path / "elsewhere", tmp_path / "private"
    private.mkdir()
    looked = guardbook("inspect", backup)
    assert (looked.returncode, looked.stderr) == (0, "")
    assert "Backup of a record book" in looked.stdout
    done = guardbook("verify", backup, passphrase=area.passphrase, home=home, temporary=private)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Record book of Odette Farrow" in done.stdout
    assert "Nothing was restored" in done.stdout
    assert (list(private.iterdir()), home.exists()) == ([], False)
    wrong = guardbook("verify", backup, passphrase="never heard of it", home=home, temporary=private)
    assert (wrong.returncode, three_sentences(wrong)) == (3, True)
    assert (list(private.iterdir()), home.exists()) == ([], False)
    backup.write_bytes(backup.read_bytes()[:-40])
    for command in ("inspect", "verify"):
        damaged = guardbook(command, backup, passphrase=area.passphrase)
        assert damaged.returncode == 1
        assert "backup" in damaged.stderr
        assert "sender" not in damaged.stderr


def test_open_records_the_export_first_and_writes_the_entries_out(
    area: Area, letter: Path, school: Session, tmp_path: Path
) -> None:
    school.lock()
    folder = area.place("desk").folder
    done = guardbook("open", letter, "--vault", folder, passphrase=area.passphrase)
    assert done.returncode == 0, done.stderr
    assert "from Odette Farrow, Larkmere Primary" in done.stdout
    assert "concern.recorded" in done.stdout
    out = tmp_path / "out.json"
    written = guardbook("open", letter, "--vault", folder, "--to", out, "--json", passphrase=area.passphrase)
    assert (written.returncode, written.stdout) == (0, "")
    said = json.loads(out.read_text(encoding="ascii"))
    kinds = {one["kind"] for one in said["statements"]}
    assert {"child.registered", "concern.recorded"} <= kinds
    assert os.name == "nt" or out.stat().st_mode & 0o077 == 0
    desk = area.unlock("desk")
    exported = desk.book.store.statements_of_kind(Kind.RECORD_EXPORTED)
    assert len(exported) == 2
    assert set(exported[0].about) == {one["about"][0] for one in said["statements"] if one["about"]}
    assert desk.desk.enquiries() == (), "reading a letter out does not take it in"


def test_open_refuses_what_is_in_the_way_not_for_this_book_or_no_book(
    area: Area, letter: Path, school: Session, tmp_path: Path
) -> None:
    school.lock()
    taken = tmp_path / "taken"
    taken.write_bytes(b"mine")
    done = guardbook("open", letter, "--vault", area.place("desk").folder, "--to", taken, passphrase=area.passphrase)
    assert (done.returncode, three_sentences(done), taken.read_bytes()) == (3, True, b"mine")
    out = tmp_path / "out"
    other = guardbook("open", letter, "--vault", area.place("health").folder, "--to", out, passphrase=area.passphrase)
    assert (other.returncode, three_sentences(other), out.exists()) == (1, True, False)
    health = area.unlock("health")
    assert health.book.store.statements_of_kind(Kind.RECORD_EXPORTED) == ()
    for nowhere in (tmp_path, tmp_path / "missing"):
        done = guardbook("open", letter, "--vault", nowhere, passphrase=area.passphrase)
        assert (done.returncode, three_sentences(done)) == (3, True)
    missing = guardbook("open", tmp_path / "missing", "--vault", area.place("desk").folder)
    assert (missing.returncode, three_sentences(missing)) == (3, True)


@pytest.mark.parametrize("arguments", [("open", "x"), ("burn", "x"), ("verify",), ("inspect", "x", "--vault", "y")])
def test_a_command_line_that_is_not_understood_ends_with_two(arguments: tuple[str, ...]) -> None:
    done = guardbook(*arguments)
    assert done.returncode == 2
    assert "usage: guardbook" in done.stderr


def test_help_says_what_each_command_does_and_its_exit_codes() -> None:
    top = guardbook("--help")
    assert top.returncode == 0
    assert all(f"guardbook {command}" in " ".join(top.stdout.split()) for command in ("verify", "inspect", "open"))
    for command in ("verify", "inspect", "open"):
        done = guardbook(command, "--help")
        assert done.returncode == 0
        assert "exit codes:" in done.stdout
