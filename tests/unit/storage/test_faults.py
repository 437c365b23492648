"""Power cuts, kills and full drives, with real files and real processes."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.storage.backup import back_up
from desktop.storage.connection import connect
from desktop.storage.errors import DiskFull, StorageError
from desktop.storage.store import Store
from tests.unit.storage.saying import Speaker, entry, record_id

ROOT = Path(__file__).parents[3]


def run_until_killed(path: Path, seen: int) -> list[str]:
    """Let a child append; kill it with SIGKILL after ``seen`` confirmations; return what it had confirmed."""
    command = [sys.executable, "-m", "tests.unit.storage.appender", str(path), "pen"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        confirmed = [child.stdout.readline().strip() for _ in range(seen)]
        child.kill()
        rest = child.stdout.read().split("\n")
    return confirmed + [line for line in rest[:-1] if line]


def test_a_killed_book_has_every_confirmed_statement_whole_and_once(path: Path, key: bytearray) -> None:
    rounds = random.Random(20261120)
    confirmed: list[str] = []
    for _ in range(6):
        confirmed += run_until_killed(path, rounds.randrange(1, 25))
        store = Store(connect(path, key))
        held = [named for named, _ in store.all_tokens()]
        assert set(confirmed) <= set(held)
        assert len(set(held)) == len(held)
        assert store.setting("last") == held[-1]  # the whole transaction, or nothing of it
        assert store.problems() == ()
        assert store.forked_devices() == frozenset()
        places = [s.position.seq for s in store.statements_of_kind("concern.recorded") if s.position]
        assert sorted(places) == list(range(1, len(held) + 1))
        store.close()
    assert len(confirmed) > 20


def test_a_log_that_was_not_folded_in_is_read_at_the_next_opening(path: Path, key: bytearray) -> None:
    confirmed = run_until_killed(path, 5)
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    store = Store(connect(path, key))
    assert {named for named, _ in store.all_tokens()} >= set(confirmed)
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.fixture
def small_drive(tmp_path: Path) -> Iterator[Path]:
    """A drive of 3 MiB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small drive can be mounted by root on Linux only")
    place = tmp_path / "drive"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small drive")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_drive_is_said_and_nothing_is_half_saved(small_drive: Path, key: bytearray) -> None:
    path, speaker = small_drive / "vault.db", Speaker("school")
    store = Store(connect(path, key, create=True))
    saved: list[str] = []

    def save_on() -> None:
        for number in range(1000):
            fields = {"seen": f"paper boat {number} " * 500}
            said = entry(speaker.say("concern.recorded", (record_id(f"{number}"), record_id("child")), fields))
            with store.transaction() as writer:
                writer.append([said])
                writer.put_setting("last", said.statement.id)
            saved.append(said.statement.id)

    with pytest.raises(DiskFull):
        save_on()
    assert len(saved) > 5
    assert [named for named, _ in store.all_tokens()] == saved
    assert store.setting("last") == saved[-1]
    with contextlib.suppress(StorageError):
        store.close()
    store = Store(connect(path, key)) if has_room(small_drive) else reopened_elsewhere(path, key)
    assert [named for named, _ in store.all_tokens()] == saved
    assert store.problems() == ()
    store.close()


def test_work_goes_on_once_there_is_room_again(small_drive: Path, key: bytearray) -> None:
    path, speaker = small_drive / "vault.db", Speaker("school")
    store = Store(connect(path, key, create=True))
    with store.transaction() as writer:
        writer.append([entry(speaker.say("child.registered", (record_id("child"),), {"given_names": "Kian"}))])
    filler = small_drive / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    big = entry(speaker.say("concern.recorded", (record_id("c"), record_id("child")), {"seen": "boat " * 9000}))
    with pytest.raises(DiskFull), store.transaction() as writer:
        writer.append([big])
    assert store.record(record_id("c")) is None
    filler.unlink()
    with store.transaction() as writer:
        writer.append([big])
    assert store.problems() == ()
    store.close()


def test_a_backup_onto_a_full_drive_leaves_nothing_there(
    small_drive: Path, store: Store, path: Path, key: bytearray
) -> None:
    speaker = Speaker("school")
    (path.parent / "keys.json").write_bytes(b"{}")
    with store.transaction() as writer:
        for number in range(60):
            fields = {"seen": f"paper boat {number} " * 1000}
            writer.append([entry(speaker.say("concern.recorded", (record_id(f"{number}"), record_id("k")), fields))])
    with pytest.raises(DiskFull):
        back_up(
            store,
            key=key,
            keys_file=path.parent / "keys.json",
            into=small_drive,
            name="copy",
            made_at=datetime(2026, 11, 20, tzinfo=UTC),
        )
    assert list(small_drive.iterdir()) == []
    assert store.problems() == ()


def has_room(place: Path) -> bool:
    free = os.statvfs(place)
    return free.f_bavail * free.f_frsize > 256 * 1024


def reopened_elsewhere(path: Path, key: bytearray) -> Store:
    """The same files on a drive with room, as a person would move them."""
    elsewhere = path.parent.parent / "roomy"
    elsewhere.mkdir()
    for file in path.parent.iterdir():
        if not file.name.endswith("-shm"):
            (elsewhere / file.name).write_bytes(file.read_bytes())
    return Store(connect(elsewhere / path.name, key))
