"""The kept inputs, played again: nothing untyped, nothing slow, nothing large, and every branch of the parsers reached."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, Target, inputs

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1.0
MEMORY = 8 * 1024 * 1024  # of one input beyond its own size, 40 times over


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_kept_input_returns_or_raises_a_typed_error_within_a_second(target: Target) -> None:
    tried = 0
    for raw in inputs(target):
        begun = time.process_time()
        with contextlib.suppress(target.errors):
            target.run(raw)
        assert time.process_time() - begun < SECONDS, f"{len(raw)} bytes took too long"
        tried += 1
    assert tried > 50


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_good_input_is_taken(target: Target) -> None:
    for raw in target.good():
        target.run(raw)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_input_takes_memory_beyond_its_bound(target: Target) -> None:
    largest = sorted(set(inputs(target)), key=len)[-20:]
    for raw in largest:
        tracemalloc.start()
        try:
            target.run(raw)
        except target.errors:
            pass
        finally:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert peak < MEMORY + 40 * len(raw)


def test_the_corpus_reaches_every_branch_of_the_parsers(tmp_path: Path) -> None:
    said = tmp_path / "coverage.json"
    subprocess.run([sys.executable, "-m", "tests.fuzz.reach", str(said)], cwd=ROOT, check=True, timeout=280)
    missing = json.loads(said.read_text())
    assert missing == {}


def test_an_error_outside_the_tree_would_be_seen() -> None:
    planted = Target("planted", lambda raw: raw.decode("ascii"), LookupError, lambda: [b"a"], ())
    with pytest.raises(UnicodeDecodeError):
        planted.run(b"\xff")
