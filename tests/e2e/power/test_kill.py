"""``kill -9`` at random moments of record, amend, share and sync: everything confirmed is there, whole, once, and goes out with the same bytes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.partnership import Partnership
from desktop.services.books import BookPlace
from tests.e2e.power.aftermath import confirmed_lines, losses
from tests.e2e.power.workload import READY
from tests.e2e.world import copy_of, unlock

ROOT = Path(__file__).resolve().parents[3]


def start(made: Partnership, place: BookPlace, confirmed: Path, seed: int) -> subprocess.Popen[str]:
    arguments = [made.home, place.folder, confirmed, seed, 100_000]
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.power.workload", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(made.cast.passphrase + "\n")
    child.stdin.flush()
    assert child.stdout.readline().strip() == READY
    return child


def kill_at_random_moments(made: Partnership, folder: Path, rounds: int, seed: int) -> int:
    """Play that many killed days on one book; return how many saves were confirmed in all."""
    chance = random.Random(seed)
    confirmed, place = folder / "confirmed", made.places["school"]
    made.hub.start(datetime.now(UTC))
    for number in range(rounds):
        with start(made, place, confirmed, seed + number) as child:
            time.sleep(chance.uniform(0.01, 0.6))  # the moment is the test's subject
            child.kill()
        session = unlock(made.home, place, made.cast.passphrase)
        assert losses(session, confirmed_lines(confirmed)) == [], f"after kill {number}"
        session.lock()
    return len(confirmed_lines(confirmed))


def everything_arrives(made: Partnership, folder: Path) -> None:
    """At last the outbox empties, and the desk has every confirmed share once."""
    session = unlock(made.home, made.places["school"], made.cast.passphrase)
    session.courier.exchange()
    assert session.letters.freshness().waiting == 0
    assert not session.letters.set_aside()
    session.lock()
    desk = unlock(made.home, made.places["desk"], made.cast.passphrase)
    desk.courier.exchange()
    listed = [row.id for row in desk.desk.enquiries()]
    shares = [line["share"] for line in confirmed_lines(folder / "confirmed") if "share" in line]
    assert len(listed) == len(set(listed))
    assert set(shares) <= set(listed)
    desk.lock()


def test_a_kill_at_any_moment_loses_nothing_that_was_confirmed(template: Partnership, tmp_path: Path) -> None:
    made = copy_of(template, tmp_path / "home")
    try:
        assert kill_at_random_moments(made, tmp_path, rounds=20, seed=1) > 20
        everything_arrives(made, tmp_path)
    finally:
        made.hub.stop()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_hundred_kills_lose_nothing_that_was_confirmed(template: Partnership, tmp_path: Path) -> None:
    made = copy_of(template, tmp_path / "home")
    try:
        saves = kill_at_random_moments(made, tmp_path, rounds=200, seed=1000)
        print(f"{saves} confirmed saves over 200 kills, none lost")
        everything_arrives(made, tmp_path)
    finally:
        made.hub.stop()
