"""The hub's store: what is committed stays, what is not is not there, and no two things get one place in the log."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from bundle.errors import DigestMismatch
from hub.errors import HubDamaged, HubTooNew, LetterRefused, Replayed, SqliteTooOld, Unready
from hub.store import LogEntry, Store, ledger
from hub.store.connection import refuse_old_sqlite
from hub.store.parts import Parts
from hub.store.tables import metadata

KEY = b"k" * 32
ROOT = Path(__file__).parents[3]


def append(connection: Connection, number: int, *, bundle: str = "") -> tuple[LogEntry, bool]:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return ledger.append(
        connection,
        payload_digest=digest,
        bundle=bundle or f"bundle-{number}",
        sender="sender",
        waybill=b"waybill",
        sealed_digest=digest,
        sealed_size=number,
        mailboxes=("desk",),
        received_at=1,
        leaf=lambda digest, at: f"{digest} {at}".encode(),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, KEY, now=0.0)


def test_the_schema_that_the_steps_make_is_the_one_the_code_reads(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert store.ask(differences) == []
    store.close()


def test_many_senders_at_once_get_places_without_gaps(store: Store) -> None:
    positions: list[int] = []

    def send(start: int) -> None:
        futures = [store.change(lambda c, n=number: append(c, n)) for number in range(start, start + 50)]
        positions.extend(future.result()[0].position for future in futures)

    senders = [threading.Thread(target=send, args=(start,)) for start in range(0, 400, 50)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(positions) == list(range(1, 401))
    store.close()


def test_one_change_that_fails_undoes_itself_and_no_other(store: Store) -> None:
    def half(connection: Connection) -> None:
        append(connection, 2)
        raise LetterRefused("Malformed")

    futures = [
        store.change(lambda c: append(c, 1)),
        store.change(half),
        store.change(lambda c: append(c, 3)),
    ]
    assert [futures[0].result()[0].position, futures[2].result()[0].position] == [1, 2]
    with pytest.raises(LetterRefused):
        futures[1].result()
    assert store.ask(ledger.totals).bundles == 2
    store.close()


def test_the_same_payload_gives_the_same_entry_and_a_reused_id_is_refused(store: Store) -> None:
    first, fresh = store.change(lambda c: append(c, 1)).result()
    again, fresh_again = store.change(lambda c: append(c, 1)).result()
    assert (fresh, fresh_again, again) == (True, False, first)
    with pytest.raises(LetterRefused, match="BundleIdReused"):
        store.change(lambda c: append(c, 2, bundle="bundle-1")).result()
    store.close()


def test_a_nonce_serves_once_and_is_forgotten_after_its_time(store: Store) -> None:
    def use(now: int) -> None:
        store.change(lambda c: ledger.use_nonce(c, "desk", "nonce", now=now, until=now + 600)).result()

    use(1000)
    with pytest.raises(Replayed):
        use(1500)
    use(1601)
    store.close()


def test_after_closing_nothing_is_taken(store: Store) -> None:
    store.close()
    with pytest.raises(Unready):
        store.change(lambda c: append(c, 1))


def test_another_key_does_not_open_the_database(tmp_path: Path) -> None:
    Store(tmp_path, KEY, now=0.0).close()
    with pytest.raises(HubDamaged):
        Store(tmp_path, b"x" * 32, now=0.0)
    assert b"SQLite format 3" not in (tmp_path / "hub.db").read_bytes()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(store: Store, tmp_path: Path) -> None:
    store.change(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")).result()
    store.close()
    with pytest.raises(HubTooNew):
        Store(tmp_path, KEY, now=0.0)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_a_sqlite_that_loses_commits_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(SqliteTooOld):
        refuse_old_sqlite(version)
    refuse_old_sqlite((3, 51, 3))


def test_the_pragmas_make_a_commit_a_promise(store: Store) -> None:
    def pragma(name: str) -> object:
        return store.change(lambda c: c.exec_driver_sql(f"PRAGMA {name}").scalar()).result()

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    store.close()


@settings(max_examples=30, derandomize=True)
@given(content=st.binary(max_size=300), cut=st.integers(0, 300))
def test_a_part_is_kept_whole_or_not_at_all(tmp_path_factory: pytest.TempPathFactory, content: bytes, cut: int) -> None:
    parts = Parts(tmp_path_factory.mktemp("parts"))
    digest = hashlib.sha256(content).hexdigest()
    with parts.receive(digest, len(content)) as part:
        part.write(content[:cut])
        part.write(content[cut:])
        part.keep()
    assert parts.read(digest) == content
    with parts.receive(digest, len(content) + 1) as part:
        part.write(content)
        with pytest.raises(DigestMismatch):
            part.keep()
    with parts.receive(digest, len(content)) as part, pytest.raises(DigestMismatch):
        part.write(content + b"x")
    assert list(parts.incoming.iterdir()) == []
    assert parts.read(digest) == content


def test_what_an_earlier_run_left_half_way_is_swept_away(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    left = parts.incoming / "left"
    left.write_bytes(b"half")
    parts.sweep(older_than=left.stat().st_mtime - 1)
    assert left.exists()
    parts.sweep(older_than=left.stat().st_mtime + 1)
    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs file size limits")
def test_a_hub_without_room_says_so_and_takes_letters_again_when_there_is_room(tmp_path: Path) -> None:
    script = """
import resource, sys
from pathlib import Path
from hub.errors import StoreFull
from hub.store import Store, ledger
from tests.unit.hub.test_store import KEY, append
folder = Path(sys.argv[1])
store = Store(folder, KEY, now=0.0)
store.change(lambda c: append(c, 1)).result()
size = max(path.stat().st_size for path in folder.glob("hub.db*"))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, hard))
accepted = 1
try:
    for number in range(2, 2000):
        store.change(lambda c: append(c, number)).result()
        accepted = number
except StoreFull:
    print("full")
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print(store.ask(ledger.totals).bundles == accepted)
print(store.change(lambda c: append(c, 5000)).result()[0].position == accepted + 1)
store.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["full", "True", "True"], done.stderr
