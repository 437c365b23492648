"""Builds the installable program and tries what was built.

``python build_installer.py`` makes ``dist/guardbook/`` (Linux, one folder, no Python needed) with the recipe in ``packaging/linux``, then starts the
built program with an empty home, where it makes a record book, locks it, opens it again, prints from it and draws the unlock window. It exits non-zero
if any of that did not hold.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BUILT = Path("guardbook/guardbook")
SOURCE_DATE = "1767225600"  # 2026-01-01, so that two builds of one tree are alike


def main(arguments: list[str] | None = None) -> int:
    """Build, then smoke test; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the build goes")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="PyInstaller's working folder")
    chosen = parser.parse_args(arguments)
    if not sys.platform.startswith("linux"):
        print("Only the Linux build exists so far.")
        return 1
    began = time.monotonic()
    build(chosen.dist, chosen.work)
    print(f"built in {time.monotonic() - began:.0f} s")
    return smoke_test(chosen.dist / BUILT)


def build(dist: Path, work: Path) -> None:
    """Run PyInstaller with a fixed hash seed and date."""
    environment = {**os.environ, "GUARDBOOK_ROOT": str(ROOT), "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": SOURCE_DATE}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(work), str(ROOT / "packaging/linux/guardbook.spec")]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def smoke_test(program: Path) -> int:
    """Start the built program in an empty home with nothing of this Python around it; say what it is and what held."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {
            "HOME": empty,
            "GUARDBOOK_HOME": empty,
            "QT_QPA_PLATFORM": "offscreen",
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
        }
        began = time.monotonic()
        done = subprocess.run([str(program), "--smoke"], env=environment, cwd=empty, check=False, timeout=120)
        took = time.monotonic() - began
    unwanted = never_shipped(program.parent)
    for path in unwanted:
        print(f"must not be in the build: {path}")
    held = done.returncode == 0 and not unwanted
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{program.parent}: {size / 1e6:.0f} MB, smoke test {'held' if held else 'FAILED'} in {took:.1f} s")
    return 0 if held else 1


def never_shipped(folder: Path) -> list[Path]:
    """What is in the build and must not be: a way to serve the screen over the network, and links that lead nowhere."""
    return [path for path in folder.rglob("*") if "qvnc" in path.name or (path.is_symlink() and not path.exists())]


if __name__ == "__main__":
    sys.exit(main())
