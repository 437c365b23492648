"""What the start does not do: each was milliseconds before the first paint, or megabytes afterwards, when it was done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.places import books

ROOT = Path(__file__).resolve().parents[3]
SAID = """
import linecache, sys
from benchmarks import first_paint
import desktop.__main__

def tell():
    print("kept sources:", sum(name.endswith(".py") and "/desktop/" in name for name in linecache.cache))
    print("late:", *sorted({"desktop.books", "desktop.ui.files", "httpx", "cryptography", "sqlcipher3"} & set(sys.modules)))
    sys.stdout.flush()
    first_paint.report()

desktop.__main__.main([], ready=tell)
"""
SENT = """
import sys, desktop.sync.hub_client
print(*sorted({"httpx", "httpx._main", "rich", "click"} & {name for name, module in sys.modules.items() if module}))
"""


def _run(program: str, home: Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GUARDBOOK_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_the_first_paint_waits_for_no_source_text_and_no_part_of_a_record_book(tmp_path: Path) -> None:
    place = books(tmp_path) / "0123456789abcdef"
    place.mkdir(parents=True)
    (place / "keys.json").touch()
    said = _run(SAID, tmp_path)
    assert "kept sources: 0\n" in said
    assert "late:\n" in said


def test_the_courier_brings_no_terminal_library() -> None:
    assert _run(SENT, Path()).split() == ["httpx"]
