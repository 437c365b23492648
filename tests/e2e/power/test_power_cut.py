"""The power goes at any moment and takes with it every write that was not yet synced: what was confirmed is there, and the book opens."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.partnership import Partnership
from desktop.services.books import BookPlace
from desktop.storage.errors import StorageError
from desktop.vault.errors import VaultError
from tests.e2e.power.aftermath import losses
from tests.e2e.power.disk import NoCompiler, Operation, after_power_cut, build_shim, contents, operations
from tests.e2e.power.workload import READY
from tests.e2e.world import copy_of, unlock

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A day at one book: the disk before it, and all that was asked of the disk during it."""

    made: Partnership
    root: Path
    before: dict[str, bytes]
    log: list[Operation]
    confirmed: str


@pytest.fixture(scope="module")
def made(template: Partnership, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partnership]:
    world = copy_of(template, tmp_path_factory.mktemp("power") / "home")
    world.hub.start(datetime.now(UTC))
    yield world
    world.hub.stop()


def record_day(made: Partnership, folder: Path, count: int, fault: str = "") -> Recorded:
    try:
        shim = build_shim(folder)
    except NoCompiler:
        pytest.skip("no C compiler here to build the shim with")
    root = folder / "disk"
    shutil.copytree(made.places["school"].folder, root / "book")
    before, log, confirmed = contents(root), folder / "log", root / "confirmed"
    arguments = [made.home, root / "book", confirmed, 7, count, fault]
    environment = {**os.environ, "LD_PRELOAD": str(shim), "POWER_ROOT": str(root), "POWER_LOG": str(log)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.power.workload", *map(str, arguments)],
        input=made.cast.passphrase + "\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert READY in done.stdout
    return Recorded(made, root, before, list(operations(log)), str(confirmed))


def after_cut(day: Recorded, moment: int, folder: Path) -> list[str]:
    """What is wrong when the power goes after ``moment`` operations."""
    shutil.rmtree(folder, ignore_errors=True)
    after_power_cut(day.before, day.log, moment, day.root, folder)
    said = b"".join(each.data for each in day.log[:moment] if each.kind == "W" and each.path == day.confirmed)
    try:
        session = unlock(day.made.home, BookPlace(folder / "book", ""), day.made.cast.passphrase)
    except (StorageError, VaultError) as fault:
        return [f"the book does not open: {type(fault).__name__}"]
    try:
        return losses(session, [json.loads(line) for line in said.splitlines()])
    finally:
        session.lock()


def moments(day: Recorded, count: int) -> list[int]:
    """Random moments, most of them just after a confirmation, where a false promise shows."""
    chance = random.Random(3)
    told = [place for place, each in enumerate(day.log, 1) if each.path == day.confirmed]
    return sorted(
        chance.sample(told, min(len(told), count // 2)) + chance.choices(range(len(day.log) + 1), k=count - count // 2)
    )


def cut_often(made: Partnership, folder: Path, count: int, actions: int) -> None:
    day = record_day(made, folder, actions)
    for moment in moments(day, count):
        assert after_cut(day, moment, folder / "found") == [], f"after operation {moment} of {len(day.log)}"


def test_what_was_confirmed_survives_the_loss_of_unsynced_writes(made: Partnership, tmp_path: Path) -> None:
    cut_often(made, tmp_path, count=20, actions=25)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_hundred_power_cuts_lose_nothing_that_was_confirmed(made: Partnership, tmp_path: Path) -> None:
    cut_often(made, tmp_path, count=200, actions=150)


def test_a_planted_synchronous_off_is_found(made: Partnership, tmp_path: Path) -> None:
    day = record_day(made, tmp_path, 12, "not-durable")
    assert any(after_cut(day, moment, tmp_path / "found") for moment in moments(day, 16))
