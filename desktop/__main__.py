"""Start Guardbook: ``python -m desktop``.

Rules this module keeps: memory is protected before any key exists; the demo partnership is handed in from above; a start that fails says why and what is safe.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.app import Demo


def main(arguments: list[str] | None = None) -> int:
    """Open the window, or with ``--smoke`` prove that a record book can be made, locked and opened here."""
    parser = argparse.ArgumentParser(
        prog="guardbook", description="A safeguarding record book that keeps to this computer."
    )
    parser.add_argument(
        "--smoke", action="store_true", help="make, lock and open a record book in an empty home, then end"
    )
    chosen = parser.parse_args(arguments)
    from desktop.vault.process import harden  # noqa: PLC0415 - only what the next step needs is loaded

    harden()
    if chosen.smoke:
        return smoke()
    from desktop.app import run  # noqa: PLC0415

    return run(demo_partnership())


def demo_partnership() -> Demo | None:
    """The demo partnership, where it came along with this program (the source tree has it, an installed build does not)."""
    try:
        from demo.living import LivingDemo  # noqa: PLC0415 - above the application; loaded for this alone
    except ModuleNotFoundError:
        return None
    return LivingDemo()


def smoke() -> int:
    """Make a book with the real parts, lock it, open it again, and draw the unlock window."""
    from desktop import places  # noqa: PLC0415
    from desktop.books import LocalBooks  # noqa: PLC0415
    from desktop.domain.records import OrganisationKind, Profile  # noqa: PLC0415

    books = LocalBooks(places.home())
    profile = Profile("Smoke Test", "Tester", "Nowhere", OrganisationKind.CLUB)
    books.create(None, profile, "smoke and mirrors", books.new_kit()).lock()
    session = books.unlock(books.known()[0], "smoke and mirrors")
    held = session.profile == profile and not session.keeping.verify().problems
    session.lock()
    print("the record book was made, locked and opened" if held else "the record book is not what was made")  # noqa: T201
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
