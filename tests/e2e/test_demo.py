"""The demo plays to the end through the real parts, and notices a fault that is put in on purpose."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.living import LivingDemo
from desktop.books import LocalBooks, SystemClock
from desktop.domain.statements import Kind
from tests.e2e.world import CHEAP, unlock

ROOT = Path(__file__).resolve().parents[2]


def play(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "demo", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)


def test_the_play_without_windows_holds() -> None:
    done = play("--no-pictures")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All 17 steps held." in done.stdout


def test_what_the_demo_of_the_welcome_page_holds_was_written_before_now(tmp_path: Path) -> None:
    began = datetime.now(UTC)
    demo = LivingDemo(CHEAP)
    demo.make(tmp_path, lambda _done, _total: None)
    written = []
    for place in LocalBooks(tmp_path, SystemClock(), kdf=CHEAP).known():
        session = unlock(tmp_path, place, demo.passphrase)
        for kind in Kind:
            found = session.book.store.statements_of_kind(kind)
            written += [said.written_at for said in found if session.book.is_own(said.device)]
        session.lock()
    assert written
    assert max(written) < began


@pytest.mark.parametrize(("fault", "step"), [("lost-letter", "A3b"), ("wrong-holiday", "A3c")])
def test_a_planted_fault_is_noticed(fault: str, step: str) -> None:
    done = play("--plant", fault)
    assert done.returncode == 1
    assert f"{step}  DID NOT HOLD" in done.stdout, done.stdout


@pytest.mark.soak
def test_the_whole_play_leaves_pictures_of_every_screen_and_the_chronology(tmp_path: Path) -> None:
    done = play("--output", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.rglob("*.png"))) > 90
    assert (tmp_path / "chronology.pdf").read_bytes().startswith(b"%PDF")
