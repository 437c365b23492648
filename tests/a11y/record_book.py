"""The record book that the journeys begin with, made by the real services: a school's, with one child and one concern, in a partnership with a desk.

Run with the project's Python: ``python -m tests.a11y.record_book WORK HOME``. The passphrase goes to standard output.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from demo.partnership import build
from desktop import places
from desktop.vault.passphrases import FLOOR
from tests.a11y.story import BEFORE


def make(work: Path, home: Path) -> str:
    """Make the partnership below ``work``, put the school's book below ``home`` and return its passphrase."""
    made = build(work, kdf=FLOOR, at=BEFORE)
    try:
        school, cast = made["school"], made.cast
        kian = school.children.register(cast.children["kian"]).child
        school.concerns.record(kian, cast.concerns["kian"])
        folder = made.places["school"].folder
    finally:
        made.close()
    places.books(home).mkdir(parents=True)
    shutil.copytree(folder, places.books(home) / folder.name)
    return made.cast.passphrase


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), Path(sys.argv[2])))
