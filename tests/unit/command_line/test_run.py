"""One command from arguments to exit code, with a console of the test's own and a book that is handed in."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bundle.container import Parts, pack, take_apart, write
from bundle.keys import DeviceKeys
from bundle.receipts import Leaf
from bundle.tlog_proof import TlogProof, write_proof
from bundle.waybills import AttachmentRow, Waybill, make_waybill
from desktop.command_line.console import Console, plain, written
from desktop.command_line.run import main
from desktop.vault.errors import WrongPassphrase
from tests.unit.services.people import Area, utc

if TYPE_CHECKING:
    from desktop.services.session import Session


class Typed(io.StringIO):
    """What is typed or shown at a terminal."""

    def isatty(self) -> bool:
        return True


class Desk:
    """A console, and the one record book that can be unlocked; locking is only counted."""

    def __init__(self, session: Session | None = None, *, tty: bool = False) -> None:
        self.out, self.err = io.StringIO(), Typed() if tty else io.StringIO()
        self.console = Console(io.StringIO("the passphrase\nmore\n"), self.out, self.err)
        self.session, self.asked = session, ""

    def unlock(self, _folder: Path, passphrase: str) -> Session:
        self.asked = passphrase
        if self.session is None:
            raise WrongPassphrase("the passphrase opens no slot")
        return self.session

    def runs(self, *arguments: object) -> int:
        return main([str(one) for one in arguments], self.console, self.unlock)


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


def letter_with(path: Path, attachments: dict[str, bytes], keep: int) -> Path:
    """A letter that names ``attachments`` and brings the first ``keep`` of them."""
    keys = DeviceKeys.generate(os.urandom)
    rows = tuple(AttachmentRow(one, len(sealed)) for one, sealed in sorted(attachments.items()))
    sealed = b"sealed to somebody"
    waybill = Waybill(
        partnership="a" * 64,
        bundle="b" * 22,
        sender=keys.id,
        mailboxes=(keys.id,),
        sealed_digest=hashlib.sha256(sealed).hexdigest(),
        sealed_size=len(sealed),
        written_at=utc("2026-11-20T09:40"),
        attachments=rows,
    )
    brought = [(one, io.BytesIO(content)) for one, content in sorted(attachments.items())[:keep]]
    with path.open("wb") as sink:
        write(sink, Parts(make_waybill(waybill, keys), sealed), None, brought)
    return path


def states(desk: Desk) -> dict[str, str]:
    return {step["step"]: step["state"] for step in json.loads(desk.out.getvalue())["steps"]}


def test_attachments_are_checked_when_the_file_brings_them(tmp_path: Path) -> None:
    papers = {hashlib.sha256(content).hexdigest(): content for content in (b"one" * 100, b"two" * 100)}
    for keep, state, code in ((2, "holds", 0), (0, "not checked", 0), (1, "fails", 1)):
        file = letter_with(tmp_path / f"letter {keep}", papers, keep)
        desk = Desk()
        assert desk.runs("verify", "--json", file) == code
        assert states(desk)["attachments"] == state
    desk = Desk()
    assert desk.runs("inspect", tmp_path / "letter 2") == 0
    assert "2, of which 2 are in this file" in desk.out.getvalue()
    false = dict(zip(papers, (b"x" * 300, b"two" * 100), strict=True))
    desk = Desk()
    assert desk.runs("verify", "--json", letter_with(tmp_path / "false", false, 2)) == 1
    assert states(desk)["attachments"] == "fails"


def test_a_receipt_of_another_letter_is_seen_from_outside(tmp_path: Path) -> None:
    file = letter_with(tmp_path / "letter", {}, 0)
    with file.open("rb") as source:
        parts = take_apart(source).parts
    leaf = Leaf("hub.invalid/log", "c" * 64, utc("2026-11-20T09:41"))
    file.write_bytes(pack(parts, write_proof(TlogProof(leaf.to_bytes(), 3, (), b"hub.invalid/log\n4\nAAAA\n"))))
    desk = Desk()
    assert desk.runs("inspect", file) == 1
    assert "IT IS FOR ANOTHER LETTER" in desk.out.getvalue()


def test_control_characters_never_reach_a_terminal_and_json_is_ascii() -> None:
    assert plain("a\x1b[2Jb\x9b\u202ec\r\n\td") == "a\ufffd[2Jb\ufffd\ufffdc\ufffd\n\td"
    assert written(["x\x07"], {}, as_json=False) == "x\ufffd\n"
    assert written([], {"é": "\x1b\x9b"}, as_json=True).isascii()


def test_a_book_that_does_not_open_a_file_that_is_not_there_and_ctrl_c(tmp_path: Path) -> None:
    desk = Desk()
    assert desk.runs("verify", tmp_path) == 3
    assert desk.asked == "the passphrase"
    assert desk.err.getvalue().count(".") >= 3
    assert desk.out.getvalue() == ""
    assert Desk().runs("inspect", tmp_path / "missing") == 3
    assert Desk().runs("inspect", tmp_path) == 3, "a folder is no letter"

    class Stopped(Desk):
        def unlock(self, _folder: Path, _passphrase: str) -> Session:
            raise KeyboardInterrupt

    stopped = Stopped()
    assert stopped.runs("verify", tmp_path) == 130
    assert "Nothing was changed" in stopped.err.getvalue()


def test_a_passphrase_is_asked_for_unseen_at_a_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    prompts: list[tuple[str, object]] = []

    def unseen(prompt: str, stream: object) -> str:
        prompts.append((prompt, stream))
        return "typed unseen"

    monkeypatch.setattr("getpass.getpass", unseen)
    err = io.StringIO()
    assert Console(Typed("seen\n"), io.StringIO(), err).ask_passphrase() == "typed unseen"
    assert prompts == [("Passphrase: ", err)]


def test_a_whole_book_is_verified_with_its_progress_and_locked_again(area: Area, tmp_path: Path) -> None:
    desk = Desk(area.school, tty=True)
    assert desk.runs("verify", "--json", tmp_path) == 0
    said = json.loads(desk.out.getvalue())
    assert (said["what"], said["holds"], said["problems"]) == ("record book", True, [])
    assert "checked" in desk.err.getvalue()
    assert area.school.book.store.database.closed


def test_a_book_with_a_problem_does_not_hold(area: Area, tmp_path: Path) -> None:
    store = area.school.book.store
    store.database.run("UPDATE statement SET token = substr(token, 1, 40) || 'A' || substr(token, 42)")
    desk = Desk(area.school)
    assert desk.runs("verify", tmp_path) == 1
    assert "need a look" in desk.out.getvalue()


def test_a_result_that_cannot_be_written_is_said_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"not one")
    desk = Desk()
    assert desk.runs("open", tmp_path / "letter", "--vault", tmp_path, "--to", tmp_path / "out") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"holiday pictures"])
def test_what_is_no_letter_does_not_hold(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter").write_bytes(content)
    for command in ("inspect", "verify"):
        desk = Desk()
        assert desk.runs(command, tmp_path / "letter") == 1
        assert desk.out.getvalue() == ""


def test_a_letter_whose_waybill_is_none_fails_at_that_step(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(pack(Parts(b"{}", b"sealed")))
    desk = Desk()
    assert desk.runs("verify", "--json", tmp_path / "letter") == 1
    (step,) = json.loads(desk.out.getvalue())["steps"]
    assert (step["step"], step["state"]) == ("waybill", "fails")
    assert Desk().runs("inspect", tmp_path / "letter") == 1
