"""``bundle/`` stands alone: installed with nothing but what it depends on, it passes its tests, and they reach every branch of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = ("cryptography", "securesystemslib", "tuf", "zstandard")
FOR_ITS_TESTS = ("coverage", "hypothesis", "pytest", "sd-jwt")
PARTS = (
    "bundle",
    "tests/__init__.py",
    "tests/numbers.py",
    "tests/unit/bundle",
    "tests/fakes",
    "tests/vectors",
    "resources",
    "docs/spec",
)

pytestmark = pytest.mark.interop


def needed(names: tuple[str, ...]) -> set[str]:
    """These distributions and all that they need, by their normal names."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        found.add(name)
        own = [one for one in distribution(name).requires or () if "extra ==" not in one and not _for_others(one)]
        waiting += [re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0] for one in own]
    return found


def _for_others(requirement: str) -> bool:
    from packaging.requirements import Requirement  # noqa: PLC0415 - pytest brings it

    marker = Requirement(requirement).marker
    return marker is not None and not marker.evaluate()


def locked(names: set[str]) -> str:
    """The part of the lock file that pins these, hashes and all."""
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text())
    chosen = [entry for entry in entries if re.sub(r"[-_.]+", "-", entry.split("==")[0]).lower() in names]
    assert len(chosen) == len(names), names - {entry.split("==")[0] for entry in chosen}
    return "\n".join(chosen) + "\n"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``bundle/``, its tests, and an environment that has nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    for part in PARTS:
        source, target = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    (folder / "requirements.lock").write_text(locked(needed(OWN + FOR_ITS_TESTS)))
    (folder / "pytest.ini").write_text(
        "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\nfilterwarnings = error\npythonpath = .\n"
        "markers =\n    soak: the full numbers\n    interop: against other implementations\n"
    )
    venv.create(folder / "venv", with_pip=True)
    pip = [folder / "venv/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*map(str, pip), "-r", str(folder / "requirements.lock")], check=True, timeout=240)
    return folder


@pytest.mark.timeout(900)
def test_its_tests_pass_with_only_its_own_dependencies_and_reach_every_branch(alone: Path) -> None:
    python = str(alone / "venv/bin/python")
    watch = [
        python,
        "-m",
        "coverage",
        "run",
        "--branch",
        "--source=bundle",
        "-m",
        "pytest",
        "-q",
        "-m",
        "not soak",
        "tests/unit/bundle",
    ]
    few = {**os.environ, "GUARDBOOK_EXAMPLES": "30"}
    tests = subprocess.run(watch, cwd=alone, env=few, capture_output=True, text=True, timeout=600, check=False)
    assert tests.returncode == 0, tests.stdout[-4000:]
    report = [
        python,
        "-m",
        "coverage",
        "report",
        "--show-missing",
        "--skip-covered",
        "--fail-under=100",
        "--precision=2",
    ]
    covered = subprocess.run(report, cwd=alone, capture_output=True, text=True, timeout=120, check=False)
    assert covered.returncode == 0, covered.stdout
    assert "no cover" not in "".join(file.read_text() for file in (alone / "bundle").rglob("*.py"))
    other = subprocess.run([python, "-c", "import PySide6"], capture_output=True, check=False)
    assert other.returncode != 0, "the environment has more than bundle/ needs"
