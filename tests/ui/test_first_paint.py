"""What is not there yet when the unlock window is painted. `make bench` measures the time; this finds what would cost it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.books import LocalBooks
from desktop.domain.records import OrganisationKind, Profile
from desktop.vault.passphrases import KdfCost

LOADED = """
import os, sys
from desktop.__main__ import main
def ready():
    print(*sorted(sys.modules), flush=True)
    os._exit(0)
main([], ready=ready)
"""
LATER = (
    "dataclasses", "demo", "desktop.books", "desktop.domain.records", "desktop.services.pages", "desktop.ui.first_run",
    "desktop.ui.messages", "desktop.ui.shell.book_view", "desktop.ui.shell.guard", "desktop.ui.shell.neutral", "desktop.ui.welcome",
    "cryptography", "httpx", "sqlcipher3", "tuf", "typst", "zoneinfo", "PySide6.QtDBus", "PySide6.QtSvg",
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that are there at the first paint."""
    home = tmp_path_factory.mktemp("home")
    books = LocalBooks(home, kdf=KdfCost(64, 1, 1))
    profile = Profile("Odette Farrow", "Lead", "Larkmere Primary", OrganisationKind.SCHOOL)
    books.create(None, profile, "larch gate winter", books.new_kit()).lock()
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "GUARDBOOK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("name", LATER)
def test_the_unlock_window_does_not_wait_for(loaded: frozenset[str], name: str) -> None:
    assert "desktop.ui.unlock.view" in loaded
    assert name not in loaded
