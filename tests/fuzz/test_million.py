"""A million inputs for every parser, coverage-guided: the full numbers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
RUNS = 1_000_000


@pytest.mark.soak
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_million_inputs_end_in_a_return_or_a_typed_error(target: Target, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="`make soak` installs it")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.fuzz.campaign",
            target.name,
            "--runs",
            str(RUNS),
            "--keep",
            str(tmp_path / "kept"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=7000,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-4000:]
    tried = re.search(r"stat::number_of_executed_units:\s+(\d+)", run.stderr)
    assert tried is not None
    assert int(tried[1]) >= RUNS
    print(target.name, *re.findall(r"stat::\w+:\s+\d+", run.stderr))
