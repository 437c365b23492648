"""Where Guardbook's files live on this computer; the only module that asks.

Rules this module keeps:

* record books lie in ``<data>/books/<id>/``; the folder's name is random and says nothing;
* ``GUARDBOOK_HOME`` moves everything to another folder, for tests, a USB stick or the demo partnership;
* beside a book lies ``label.json``: the keeper's name and organisation, so that one can choose among several; nothing else is readable.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import appdirs  # type: ignore[import-untyped]  # it ships no types

LABEL = "label.json"
LABEL_LIMIT = 4096  # bytes


@dataclass(frozen=True, slots=True)
class BookPlace:
    """A record book on this computer: its folder, and the words to choose it by."""

    folder: Path
    keeper: str
    organisation: str


def home() -> Path:
    """The folder that holds all of Guardbook's files for this user."""
    moved = os.environ.get("GUARDBOOK_HOME")
    return Path(moved) if moved else Path(appdirs.user_data_dir("Guardbook", appauthor=False))


def books(base: Path) -> Path:
    """The folder of record books below ``base``."""
    return base / "books"


def known_books(base: Path) -> tuple[BookPlace, ...]:
    """Every record book below ``base``, by keeper's name. A half-made one (``*.partial``) is not one."""
    folder = books(base)
    if not folder.is_dir():
        return ()
    found = [read_label(path) for path in folder.iterdir() if path.is_dir() and (path / "keys.json").exists() and path.suffix != ".partial"]
    return tuple(sorted(found, key=lambda place: (place.keeper.casefold(), place.folder.name)))


def read_label(folder: Path) -> BookPlace:
    """The book's label; a damaged or missing one only costs the words, never the book."""
    keeper, organisation = "", ""
    try:
        raw = (folder / LABEL).read_bytes()[:LABEL_LIMIT]
        said = json.loads(raw)
        if isinstance(said, dict):
            keeper, organisation = str(said.get("keeper", "")), str(said.get("organisation", ""))
    except (OSError, ValueError, RecursionError):
        pass
    return BookPlace(folder, keeper or "Record book", organisation)


def write_label(folder: Path, keeper: str, organisation: str) -> None:
    """Write the words by which this book is chosen."""
    text = json.dumps({"keeper": keeper, "organisation": organisation}, ensure_ascii=False)
    (folder / LABEL).write_text(text, encoding="utf-8")
