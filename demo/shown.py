"""The pictures of the README and the guide: the one list of them, and the command's last step.

``python -m demo --pictures docs/pictures`` draws every screen and keeps these. Rules this module keeps: a document shows a
picture by the name here and by no other; every name here is shown by a document (``tests/unit/project/test_documents.py``).
"""

from __future__ import annotations

import shutil
from pathlib import Path

SHOWN = {
    "child": "child-light",
    "concern": "concern-light",
    "what-leaves": "screens/share.preview",
    "letters": "letters-light",
    "ring-panel": "club-today-light",
    "health-visitor": "health-child-light",
    "desk": "enquiry-light",
    "partnership": "partnership-light",
    "today-dark": "today-dark",
    "today-large": "today-large",
}
"""Name in the documents, to the name under which the play keeps the picture (``screens/…`` are samples of the registry)."""
MOST_BYTES = 150_000


def keep_shown(drawn: Path, folder: Path) -> None:
    """Fill ``folder`` with the documents' pictures out of those in ``drawn``, and with no others.

    Raises FileNotFoundError when one was not drawn, ValueError when one is too heavy for a page.
    """
    sources = {name: drawn / f"{picture}.png" for name, picture in SHOWN.items()}
    for name, source in sources.items():
        if source.stat().st_size > MOST_BYTES:
            raise ValueError(f"the picture {name} is too heavy")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for name, source in sources.items():
        shutil.copyfile(source, folder / f"{name}.png")
