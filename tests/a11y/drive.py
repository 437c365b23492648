"""``/usr/bin/python3 -m tests.a11y.drive [--keep]``: Guardbook used through the accessibility interface alone, with Orca listening.

Rules this module keeps: a display, a bus, a home and a runtime folder of its own, so that it meets no other Orca's settings and leaves
nothing behind; what it started, it ends; Orca runs as Debian ships it, only its voice is ours (``orca/quiet_voice.py``).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / ".venv" / "bin" / "python"
OWN = "GUARDBOOK_A11Y"  # names the folder of this run, inside its own bus
PATIENCE = 40.0
PROGRAMS = ("Xvfb", "orca", "dbus-run-session", "openbox", "xdotool")


def main() -> int:
    """0: every journey was made and Orca said what is kept. 1: not so, and why is printed. 2: it cannot be tried here."""
    parser = argparse.ArgumentParser(description="Use Guardbook through the accessibility interface alone, with Orca.")
    parser.add_argument("--keep", action="store_true", help="keep what Orca says now as what it should say")
    parser.add_argument(
        "--planted", action="store_true", help="look at a window without names instead, and see it refused"
    )
    given = parser.parse_args()
    if OWN in os.environ:
        return _inside(Path(os.environ[OWN]), keep=given.keep, planted=given.planted)
    if lacking := missing():
        print("This needs programs that are not here:", *lacking)
        return 2
    with tempfile.TemporaryDirectory(prefix="guardbook-a11y-") as folder, _display(Path(folder)) as display:
        command = ["dbus-run-session", "--", sys.executable, "-m", "tests.a11y.drive", *sys.argv[1:]]
        with (Path(folder) / "bus.log").open("w") as log:
            given_to = _environment(Path(folder), display)
            return subprocess.run(command, env=given_to, cwd=ROOT, stderr=log, check=False).returncode


def missing() -> tuple[str, ...]:
    """The programs that are not on this machine."""
    return tuple(name for name in PROGRAMS if shutil.which(name) is None)


@contextlib.contextmanager
def _display(folder: Path) -> Iterator[str]:
    """A display that nobody else uses."""
    asked, told = os.pipe()
    with (folder / "Xvfb.log").open("w") as log, _running(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        log, pass_fds=(told,),
    ):  # fmt: skip
        os.close(told)
        with os.fdopen(asked) as number:
            yield f":{number.readline().strip()}"


def _environment(folder: Path, display: str) -> dict[str, str]:
    """What the run inside needs, and nothing of the person's own session."""
    home, runtime = folder / "home", folder / "runtime"
    settings = home / ".local" / "share" / "orca"
    shutil.copytree(Path(__file__).resolve().parent / "orca", settings)
    runtime.mkdir(mode=0o700)
    return {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "TZ": "Europe/London",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "DISPLAY": display,
        "SPOKEN": str(folder / "spoken"),
        "GUARDBOOK_HOME": str(folder / "guardbook"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        OWN: str(folder),
    }


def _inside(folder: Path, *, keep: bool, planted: bool) -> int:
    """Within a bus of its own: start Orca and the application, and make the journeys."""
    from tests.a11y.screen import NotThere  # noqa: PLC0415 - pyatspi needs the bus

    sys.stderr = sys.stdout  # the other one is the bus's
    begun = time.monotonic()
    passphrase, spoken = "" if planted else _record_book(folder), folder / "spoken"
    program = "tests.a11y.unnamed" if planted else "tests.a11y.guardbook"
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((folder / "log").open("w"))
        stack.enter_context(_running(["openbox"], log))
        stack.enter_context(_running(["orca"], log))
        try:
            _until(lambda: spoken.exists() and spoken.stat().st_size > 0, "Orca does not speak")
            process = stack.enter_context(_running([PROJECT, "-m", program], log)).pid
            faults = _journeys(process, spoken, passphrase, keep=keep)
        except NotThere as fault:
            faults = [str(fault)]
        if faults:
            _show(folder / "log")
    print(*faults or ("Every journey was made, and Orca said what is kept.",), sep="\n\n")
    print(f"{time.monotonic() - begun:.0f} seconds")
    return 1 if faults else 0


def _show(log: Path) -> None:
    """What the programs said, without Qt's own about objects that are gone."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    print(*(line for line in lines if not line.startswith("qt.accessibility.atspi")), sep="\n")


def _record_book(folder: Path) -> str:
    """Make the book that the journeys begin with; its passphrase."""
    made = subprocess.run(
        [PROJECT, "-m", "tests.a11y.record_book", folder / "partnership", folder / "guardbook"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return made.stdout.splitlines()[-1]


def _journeys(process: int, spoken: Path, passphrase: str, *, keep: bool) -> list[str]:
    """What was not as it should be, a text each."""
    from tests.a11y import journeys, speech  # noqa: PLC0415 - as above
    from tests.a11y.screen import NotThere, Screen  # noqa: PLC0415 - as above

    screen = Screen(process)
    listener = speech.Listener(spoken, lambda: screen.root.childCount)
    faults = []
    for name, journey in journeys.ALL.items():
        teller = journeys.Teller(screen, listener)
        try:
            journey(teller, passphrase)
        except NotThere as fault:
            return [*faults, "\n".join((f"{name}: {fault}", "So far:", *teller.lines))]
        if name not in journeys.SPOKEN:
            continue
        if keep:
            speech.keep(name, teller.lines)
        elif difference := speech.compare(name, teller.lines):
            faults.append(f"{name}: Orca does not say what is kept. If this is better, --keep keeps it.\n{difference}")
    if passphrase and any(passphrase in said for said in listener.all):
        faults.append("unlock: Orca says the passphrase aloud")
    return faults


def _until(so: Callable[[], object], otherwise: str) -> None:
    from tests.a11y.screen import wait  # noqa: PLC0415 - as above

    wait(so, lambda: otherwise, PATIENCE)


@contextlib.contextmanager
def _running(command: list[object], log: IO[str], **named: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended when this is left."""
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=log, stderr=log, **named)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
