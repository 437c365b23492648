from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.vault.creation import begin, create
from desktop.vault.errors import KeysUnwritable, KitMistyped, PassphraseTooShort, VaultExists, VaultInUse, VaultMissing
from desktop.vault.keyring import unlock
from desktop.vault.passphrases import KdfCost

Random = Callable[[int], bytes]
CHEAP = KdfCost(64, 1, 1)
PASSPHRASE = "larch gate winter"


def test_a_book_appears_whole_with_what_was_made_in_its_partial_folder(folder: Path, kit: str, random: Random) -> None:
    with begin(folder, PASSPHRASE, kit, random, CHEAP) as creation:
        (creation.partial / "vault.db").write_bytes(bytes(creation.opened.database_key))
        assert not folder.exists()
        opened = creation.commit()
    assert opened.folder == folder
    assert (folder / "vault.db").read_bytes() == bytes(opened.database_key)
    assert not creation.partial.exists()
    with pytest.raises(VaultInUse):
        unlock(folder, PASSPHRASE)
    opened.lock()
    unlock(folder, PASSPHRASE).lock()


def test_leaving_without_commit_leaves_nothing(folder: Path, kit: str, random: Random) -> None:
    with pytest.raises(RuntimeError, match="planted"), begin(folder, PASSPHRASE, kit, random, CHEAP):
        raise RuntimeError("planted")
    assert list(folder.parent.iterdir()) == []


def test_the_leavings_of_a_killed_attempt_are_no_book_and_are_thrown_away(
    folder: Path, kit: str, random: Random
) -> None:
    script = (
        "import os, sys, pathlib; from desktop.vault.creation import begin; from desktop.vault.passphrases import KdfCost;"
        "c = begin(pathlib.Path(sys.argv[1]), 'larch gate winter', sys.argv[2], os.urandom, KdfCost(64, 1, 1));"
        "(c.partial / 'vault.db').write_bytes(b'half'); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(folder), kit], check=False)
    assert ended.returncode == -signal.SIGKILL
    with pytest.raises(VaultMissing):
        unlock(folder, PASSPHRASE)
    create(folder, PASSPHRASE, kit, random, CHEAP).lock()
    assert not (folder / "vault.db").exists()


def test_two_creations_of_one_book_exclude_each_other(folder: Path, kit: str, random: Random) -> None:
    with begin(folder, PASSPHRASE, kit, random, CHEAP) as first:
        with pytest.raises(VaultInUse):
            begin(folder, PASSPHRASE, kit, random, CHEAP)
        first.commit().lock()
    unlock(folder, PASSPHRASE).lock()


def test_an_existing_book_is_never_written_over(folder: Path, kit: str, random: Random) -> None:
    create(folder, PASSPHRASE, kit, random, CHEAP).lock()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(VaultExists):
        create(folder, PASSPHRASE, kit, random, CHEAP)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_empty_folder_may_become_a_book(folder: Path, kit: str, random: Random) -> None:
    folder.mkdir()
    create(folder, PASSPHRASE, kit, random, CHEAP).lock()
    unlock(folder, PASSPHRASE).lock()


def test_a_poor_passphrase_or_kit_leaves_nothing(folder: Path, kit: str, random: Random) -> None:
    with pytest.raises(PassphraseTooShort):
        create(folder, "short", kit, random, CHEAP)
    with pytest.raises(KitMistyped):
        create(folder, PASSPHRASE, kit[:-1], random, CHEAP)
    assert list(folder.parent.iterdir()) == []


def test_a_place_that_cannot_be_written_is_its_own_error(tmp_path: Path, kit: str, random: Random) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KeysUnwritable):
        create(tmp_path / "file" / "book", PASSPHRASE, kit, random, CHEAP)


def test_the_lock_ends_with_its_process(folder: Path, kit: str, random: Random) -> None:
    create(folder, PASSPHRASE, kit, random, CHEAP).lock()
    script = (
        "import sys, pathlib; from desktop.vault.keyring import unlock;"
        "o = unlock(pathlib.Path(sys.argv[1]), 'larch gate winter'); print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(VaultInUse):
            unlock(folder, PASSPHRASE)
        os.kill(child.pid, signal.SIGKILL)
    unlock(folder, PASSPHRASE).lock()
