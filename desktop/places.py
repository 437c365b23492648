"""Where Guardbook's files live on this computer; the only module that asks.

Rules this module keeps:

* record books lie in ``<data>/books/<id>/``; the folder's name is random and says nothing;
* ``GUARDBOOK_HOME`` moves everything to another folder, for tests, a USB stick or the demo partnership;
* beside a book lies ``label.json``: the keeper's name and organisation, so that one can choose among several; nothing else is readable.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import NamedTuple

import appdirs  # type: ignore[import-untyped]  # it ships no types

from desktop.language import tr

LABEL = "label.json"
LOOKS = "looks.json"
FIRST_RUN = "first-run.json"
SMALL = 4096  # bytes that a label or the looks may have


class Known(NamedTuple):
    """A record book on this computer: its folder, and the words to choose it by."""

    folder: Path
    keeper: str
    organisation: str
    restored: str = ""  # "23 Nov 2026" when it was restored beside the book that it is a copy of

    @property
    def label(self) -> str:
        """The keeper's name and organisation, and when a copy was restored."""
        label = f"{self.keeper}, {self.organisation}".rstrip(", ")
        return tr("{label} (restored {day})", label=label, day=self.restored) if self.restored else label


def home() -> Path:
    """The folder that holds all of Guardbook's files for this user."""
    moved = os.environ.get("GUARDBOOK_HOME")
    return Path(moved) if moved else Path(appdirs.user_data_dir("Guardbook", appauthor=False))


def language() -> str:
    """The code of the language to speak (``GUARDBOOK_LANGUAGE``): "en" unless another is asked for, "pseudo" for looking at gaps."""
    return os.environ.get("GUARDBOOK_LANGUAGE", "en")


def books(base: Path) -> Path:
    """The folder of record books below ``base``."""
    return base / "books"


def known_books(base: Path) -> tuple[Known, ...]:
    """Every record book below ``base``, by keeper's name. A half-made one (``*.partial``) is not one."""
    folder = books(base)
    if not folder.is_dir():
        return ()
    found = [
        read_label(path)
        for path in folder.iterdir()
        if path.is_dir() and (path / "keys.json").exists() and path.suffix != ".partial"
    ]
    return tuple(sorted(found, key=lambda place: (place.keeper.casefold(), place.folder.name)))


def first_run_begun(base: Path) -> bool:
    """Whether a first run was begun below ``base`` and its book is not made (``vault.begun`` keeps the file)."""
    return (base / FIRST_RUN).is_file()


def read_label(folder: Path) -> Known:
    """The book's label; a damaged or missing one only costs the words, never the book."""
    said = _read_small(folder / LABEL)
    keeper, organisation = str(said.get("keeper", "")) or "Record book", str(said.get("organisation", ""))
    return Known(folder, keeper, organisation, str(said.get("restored", "")))


def write_label(folder: Path, keeper: str, organisation: str, restored: str = "") -> None:
    """Write the words by which this book is chosen; ``restored`` is the day on which a copy came beside its original."""
    said = {"keeper": keeper, "organisation": organisation} | ({"restored": restored} if restored else {})
    text = json.dumps(said, ensure_ascii=False)
    (folder / LABEL).write_text(text, encoding="utf-8")


def read_looks(base: Path) -> tuple[str, int]:
    """(palette, text size in per cent) last chosen on this computer; a damaged file means the usual looks."""
    said = _read_small(base / LOOKS)
    percent = said.get("percent")
    return str(said.get("palette", "light")), percent if isinstance(percent, int) and 100 <= percent <= 200 else 100


def write_looks(base: Path, palette: str, percent: int) -> None:
    """Keep the chosen looks. They are not worth an error."""
    with contextlib.suppress(OSError):
        base.mkdir(parents=True, exist_ok=True)
        (base / LOOKS).write_text(json.dumps({"palette": palette, "percent": percent}), encoding="utf-8")


def _read_small(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(SMALL))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
