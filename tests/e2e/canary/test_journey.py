"""Nothing that was typed about a child is readable in any byte that any process wrote anywhere: canaries through the whole journey.

Every write of the journey's process and of the hub's is recorded by the shim (files that were deleted again among them), and then every file that is left below the
home, the temporary folder and the hub's folder is read. The process arguments are read while it runs.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.canary.journey import PLANTED
from tests.e2e.canary.search import Leak, Search
from tests.e2e.power.disk import NoCompiler, build_shim, operations

ROOT = Path(__file__).resolve().parents[3]
IGNORED = ("/dev/", "/proc/")


@dataclass(frozen=True, slots=True)
class Journey:
    folder: Path
    canaries: dict[str, str]
    writes: Path
    arguments: bytes
    said: bytes


def travel(folder: Path, fault: str = "", module: str = "journey") -> Journey:
    try:
        shim = build_shim(folder)
    except NoCompiler:
        pytest.skip("no C compiler here to build the shim with")
    places = {name: folder / name for name in ("home", "tmp", "cache")}
    for place in places.values():
        place.mkdir()
    writes, canaries = folder / "writes.log", folder / "canaries.json"
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim), "POWER_ROOT": "/", "POWER_LOG": str(writes), "HOME": str(places["home"]), "TMPDIR": str(places["tmp"]),
        "XDG_CACHE_HOME": str(places["cache"]), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip
    command = [sys.executable, "-m", f"tests.e2e.canary.{module}", str(places["home"] / "books"), str(canaries)]
    command += [fault] if fault else []
    output = folder / "output"
    with (
        output.open("wb") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as child,
    ):
        seen = b""
        while child.poll() is None:
            seen += arguments_below(child.pid)
            time.sleep(0.02)  # sampling while it runs, not waiting for something
    assert child.returncode == 0, output.read_text()
    return Journey(folder, json.loads(canaries.read_text()), writes, seen, output.read_bytes())


def arguments_below(pid: int) -> bytes:
    """Command lines of a process and its children, as any user of the machine can read them."""
    found = b""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
            if process.name == str(pid) or stat[1] == str(pid):
                found += (process / "cmdline").read_bytes()
        except OSError:
            continue
    return found


def leaks(journey: Journey) -> list[Leak]:
    """Every canary found anywhere, by field."""
    search = Search(journey.canaries)
    own = {str(journey.folder / "canaries.json"), str(journey.writes)}
    found = [leak for place in ("home", "tmp", "cache") for leak in search.in_tree(journey.folder / place)]
    written: dict[str, bytearray] = {}
    for operation in operations(journey.writes):
        if operation.path not in own and not operation.path.startswith(IGNORED):
            written.setdefault(operation.path, bytearray()).extend(operation.data)
    for path, data in written.items():
        found.extend(search.in_bytes(path.encode() + b"\0" + data, f"written to {path}"))
    found.extend(search.in_bytes(journey.arguments, "process arguments"))
    found.extend(search.in_bytes(journey.said, "what was printed"))
    return found


def test_no_canary_is_readable_anywhere_but_the_one_that_was_planted_in_a_deleted_file(tmp_path: Path) -> None:
    journey = travel(tmp_path, "leak")
    assert len(journey.canaries) > 50
    assert b"demo.hub" in journey.arguments
    assert journey.writes.stat().st_size > 1_000_000
    planted, found = [], []
    for leak in leaks(journey):
        (planted if journey.canaries[leak.canary] == PLANTED else found).append(leak)
    assert planted
    assert all(str(tmp_path / "tmp") in leak.file for leak in planted)
    assert not found, sorted({(leak.file, journey.canaries[leak.canary], leak.form) for leak in found})[:20]


def test_what_is_typed_into_the_windows_is_readable_nowhere(tmp_path: Path) -> None:
    journey = travel(tmp_path, module="windows")
    said = re.search(rb"typed into (\d+) fields", journey.said)
    assert said is not None
    typed = int(said[1])
    assert typed > 12, typed
    titles = {line for line in journey.said.decode().splitlines() if line.startswith("title:")}
    assert titles <= {"title: Guardbook", "title: Notes"}
    found = leaks(journey)
    assert not found, sorted({(leak.file, journey.canaries[leak.canary], leak.form) for leak in found})[:20]
