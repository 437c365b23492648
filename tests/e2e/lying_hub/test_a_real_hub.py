"""The hub itself, as a process on a socket: put back to an earlier day, or its log changed on its disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.services.session import Session
from desktop.services.stored import LetterState
from hub.__main__ import main
from hub.place import open_place
from hub.store import Store
from tests.e2e.faults.area import Area, assert_whole, share
from tests.e2e.lying_hub.test_lies import caught

ROOT = Path(__file__).parents[3]


@pytest.fixture
def school(area: Area) -> Iterator[Session]:
    """The school, after a letter went through the real hub."""
    session = area.unlock("school")
    area.refer(session)
    area.start_hub()
    session.courier.exchange()
    yield session
    assert_whole(session)


def more(area: Area, session: Session) -> None:
    child = session.book.store.children()[0].child
    session.concerns.record(child, area.concern())
    share(session, child)


def operator(area: Area, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hub", "--folder", str(area.home / "hub"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_a_hub_that_is_killed_and_started_again_is_believed(area: Area, school: Session) -> None:
    area.hub.stop()
    area.start_hub()
    more(area, school)
    school.courier.exchange()
    assert {one.state for one in school.book.store.outgoing()} == {LetterState.DELIVERED}
    assert school.book.witnessing.disputed() == ""


def test_a_hub_put_back_to_an_earlier_day_is_refused_and_letters_wait(area: Area, school: Session) -> None:
    area.hub.stop()
    shutil.copytree(area.home / "hub", area.home / "yesterday")
    area.start_hub()
    more(area, school)
    school.courier.exchange()
    area.hub.stop()
    shutil.rmtree(area.home / "hub")
    shutil.move(area.home / "yesterday", area.home / "hub")
    more(area, school)
    area.start_hub()
    caught(school, "shorter")
    assert LetterState.SEALED in {one.state for one in school.book.store.outgoing()}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log SET received_at = received_at - 86400 WHERE position = 1",
        "UPDATE log SET payload_digest = substr(payload_digest, 2) || '0' WHERE position = 1",
        "UPDATE tree SET hash = zeroblob(32) WHERE level = 0 AND number = 0",
        "UPDATE head SET root = zeroblob(32)",
        "DELETE FROM head",
        "DELETE FROM tree WHERE level = 0 AND number = 0",
        "UPDATE head SET size = size - 1",
    ],
    ids=["another time", "another letter", "another node", "another root", "no root", "a node less", "another size"],
)
def test_a_log_changed_on_its_disk_is_not_served_and_the_operator_is_told(
    area: Area, school: Session, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    area.hub.stop()
    place = open_place(area.home / "hub")
    with closing(Store(place.folder, place.database_key, now=0.0)) as store:
        store.change(lambda connection: connection.exec_driver_sql(change)).result()
    for command in (("serve", "--port", "0"), ("status",), ("take-in", str(area.home))):
        assert main(["--folder", str(area.home / "hub"), *command]) == 1, command
        assert "log" in capsys.readouterr().err
    assert school.book.witnessing.disputed() == ""


def test_the_operator_sees_how_long_the_log_is_and_its_root(area: Area, school: Session) -> None:
    school.courier.exchange()  # the checkpoint of the one before was signed before its letters went
    done = operator(area, "status")
    assert f"log size: {school.book.witnessing.log_size()}, root " in done.stdout
