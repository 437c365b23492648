"""The import contract holds, and a bad import is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("benchmarks", "bundle", "demo", "desktop", "hub", "resources")


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False, timeout=120)


def test_the_tree_keeps_its_import_contract() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("desktop/domain/clocks.py", "import desktop.storage", "The folder list is the layer list"),
        ("bundle/encoding.py", "import hub", "Desktop and hub meet only in bundle"),
        ("desktop/ui/today/presenter.py", "import PySide6.QtCore", "Qt is in views only"),
        ("desktop/command_line/run.py", "import PySide6.QtCore", "Qt is in views only"),
        ("desktop/keeper.py", "import desktop.command_line", "The folder list is the layer list"),
        ("desktop/command_line/outside.py", "import shamir_mnemonic", "Keys are in bundle and vault only"),
        ("desktop/services/session.py", "import sqlcipher3", "SQLCipher is in storage and the hub's store only"),
        ("hub/app.py", "import cryptography", "Keys are in bundle and vault only"),
    ],
)
def test_a_planted_bad_import_is_refused(tmp_path: Path, module: str, line: str, contract: str) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / module
    text = planted.read_text(encoding="utf-8")
    planted.write_text(text.rstrip("\n") + f"\n{line}\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout
