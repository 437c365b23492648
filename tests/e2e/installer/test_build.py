"""The Linux build, from the recipe to the started program. Some minutes on a busy machine, so it is in ``make soak``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path("dist/guardbook/guardbook")
MEGABYTES = 280  # what the build may have on the drive; 81 of them are typst's

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Linux build"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``build_installer.py`` ran, after it said that everything held."""
    folder = tmp_path_factory.mktemp("installer")
    done = subprocess.run(
        [sys.executable, str(ROOT / "build_installer.py"), "--dist", str(folder / "dist"), "--work", str(folder / "work")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "smoke test held" in done.stdout
    return folder


def _smoke(program: Path, home: Path) -> subprocess.CompletedProcess[str]:
    home.mkdir()
    environment = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        [str(program), "--smoke"], env=environment, cwd=home, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_build_makes_opens_prints_and_draws_in_an_ordinary_home(built: Path, tmp_path: Path) -> None:
    done = _smoke(built / PROGRAM, tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("held: ") == 4
    assert (tmp_path / "home/.local/share/Guardbook/books").is_dir()


def test_a_build_that_lost_its_style_sheet_or_its_schema_does_not_pass(built: Path, tmp_path: Path) -> None:
    for number, lost in enumerate(("resources/fonts", "resources/styles", "desktop/storage/migrations")):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(built / PROGRAM.parent, copy, symlinks=True)
        shutil.rmtree(copy / "_internal" / lost)
        assert _smoke(copy / "guardbook", tmp_path / f"home-{number}").returncode != 0, lost


def test_nothing_that_serves_or_tests_is_in_the_build(built: Path) -> None:
    inside = built / PROGRAM.parent
    names = [str(path.relative_to(inside)) for path in inside.rglob("*")]
    assert not [name for name in names if "qvnc" in name or "QtNetwork" in name or "Qt6Network" in name]
    assert not [name for name in names if name.startswith(("_internal/demo", "_internal/tests", "_internal/hub"))]
    size = sum(path.stat().st_size for path in inside.rglob("*") if path.is_file() and not path.is_symlink())
    assert size < MEGABYTES * 1_000_000
