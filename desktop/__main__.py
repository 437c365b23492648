"""Start Guardbook: ``python -m desktop``.

Rules this module keeps: memory is protected before any key exists; the demo partnership is handed in from above; a start that fails says why and what is safe.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line import COMMANDS

if TYPE_CHECKING:
    from desktop.late_books import Demo


def main(arguments: list[str] | None = None, ready: Callable[[], None] | None = None) -> int:
    """Open the window, do a command (``desktop/command_line``), or with ``--smoke`` prove that a record book can be made here."""
    given = sys.argv[1:] if arguments is None else arguments
    command = bool(given) and given[0] in COMMANDS
    smoke_asked = not command and asked(given)
    from desktop.vault.process import harden

    harden()
    if command:
        from desktop.command_line.run import main as do

        return do(given)
    if smoke_asked:
        return smoke()
    from desktop.ui.shell.lean import read_no_sources

    read_no_sources()
    gc.disable()  # nothing that is made before the first paint is garbage; looking for some costs a tenth of the start
    from desktop.app import run

    def painted() -> None:
        gc.freeze()  # from now on the window collects, on its own thread (desktop/ui/shell/collecting.py)
        if ready is not None:
            ready()

    return run(demo_partnership(), painted)


def asked(arguments: list[str]) -> bool:
    """Whether ``--smoke`` was asked. Reads the command line, and ends the program for ``--help`` and for what it does not know."""
    if not arguments:
        return False
    import argparse

    parser = argparse.ArgumentParser(
        prog="guardbook",
        description="A safeguarding record book that keeps to this computer. Without arguments its window opens.",
        epilog=(
            "Without a window, for IT staff and auditors: guardbook verify, guardbook inspect, guardbook open; "
            "each explains itself with --help."
        ),
    )
    parser.add_argument(
        "--smoke", action="store_true", help="make, lock and open a record book in an empty home, then end"
    )
    return bool(parser.parse_args(arguments).smoke)


class LateDemo:
    """The demo partnership (``desktop.app.Demo``), loaded when it is first needed: the first window must not wait for it."""

    def __init__(self) -> None:
        self._living: Demo | None = None

    @property
    def passphrase(self) -> str:
        return self._load().passphrase

    def make(self, home: Path, tick: Callable[[int, int], None]) -> None:
        self._load().make(home, tick)

    def serve(self, home: Path) -> None:
        self._load().serve(home)

    def stop(self) -> None:
        if self._living is not None:
            self._living.stop()

    def _load(self) -> Demo:
        if self._living is None:
            from demo.living import LivingDemo

            self._living = LivingDemo()
        return self._living


def demo_partnership() -> Demo | None:
    """The demo partnership, where it came along with this program (the source tree has it, an installed build does not)."""
    return LateDemo() if find_spec("demo") is not None else None


def smoke() -> int:
    """Make a book with the real parts, lock it, open it again, print from it, and draw the unlock window."""
    from desktop import places
    from desktop.app import draws_its_door
    from desktop.books import LocalBooks
    from desktop.domain.records import ChildEntry, OrganisationKind, Profile

    books = LocalBooks(places.home())
    profile = Profile("Smoke Test", "Tester", "Nowhere", OrganisationKind.CLUB)
    books.create(None, profile, "smoke and mirrors", books.new_kit()).lock()
    session = books.unlock(books.known()[0], "smoke and mirrors")
    child = session.children.register(ChildEntry(given_names="Nobody", family_name="At All")).child
    held = {
        "the record book is the one that was made": session.profile == profile,
        "its chronology prints": session.papers.chronology_pdf(child).startswith(b"%PDF-"),
        "nothing in it is damaged": not session.keeping.verify().problems,
    }
    session.lock()
    held["its unlock window is drawn"] = draws_its_door(places.home())
    for what, so in held.items():
        print(f"{'held' if so else 'NOT HELD'}: {what}", flush=True)
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
