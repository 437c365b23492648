"""What Orca said, made comparable, and compared with what is kept.

Rules this module keeps: dates, times, numbers of ours and the version are replaced by what they are; nothing else is changed; a kept
transcript is a text file that a person can read aloud.
"""

from __future__ import annotations

import difflib
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

KEPT = Path(__file__).resolve().parent / "transcripts"
PATIENCE = 30.0  # seconds
RESTS = 8  # of Orca's beats with nothing new: it has said all
PLAIN = (
    (r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b", "‹date›"),
    (r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", "‹weekday›"),
    (r"\b\d{1,2}:\d{2}\b", "‹time›"),
    (r"\b\d{4}-\d{2}-\d{2}\b", "‹date›"),
    (r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b", "‹id›"),
    (r"\b\d+\.\d+\.\d+\b", "‹version›"),
)


def plain(said: str) -> str:
    """What was said, without what differs from day to day."""
    for pattern, word in PLAIN:
        said = re.sub(pattern, word, said)
    return " ".join(said.split())


def compare(name: str, lines: list[str], kept: Path = KEPT) -> str:
    """A readable difference between these lines and the kept transcript; blank when there is none."""
    place = kept / f"{name}.txt"
    before = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return "\n".join(difflib.unified_diff(before, lines, f"kept: {place.name}", "said now", lineterm="", n=2))


def keep(name: str, lines: list[str], kept: Path = KEPT) -> None:
    """From now on this is what Orca says."""
    kept.mkdir(exist_ok=True)
    (kept / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Listener:
    """Reads what the quiet voice (``orca/quiet_voice.py``) writes. ``answers`` asks the application anything, so that it has sent all it will."""

    def __init__(self, spoken: Path, answers: Callable[[], object]) -> None:
        self._spoken, self._rest, self._answers = spoken, spoken.with_name(spoken.name + ".rest"), answers
        self._read = 0
        self.all: list[str] = []

    def heard(self) -> list[str]:
        """What was said since the last time, once Orca has said all."""
        self._answers()
        end = time.monotonic() + PATIENCE
        since, lines = self._beats(), self._lines()
        while self._beats() < since + RESTS:
            if time.monotonic() > end:
                raise TimeoutError("Orca does not come to rest")
            time.sleep(0.02)
            if (now := self._lines()) != lines:
                since, lines = self._beats(), now
        new, self._read = lines[self._read :], len(lines)
        self.all.extend(new)
        return new

    def _lines(self) -> list[str]:
        whole = self._spoken.read_text(encoding="utf-8") if self._spoken.exists() else ""
        return [json.loads(line) for line in whole.splitlines() if line.endswith('"')]

    def _beats(self) -> int:
        return int(self._rest.read_text(encoding="utf-8")) if self._rest.exists() else 0
