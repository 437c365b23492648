"""Where a check is switched off for a line, the reason stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("benchmarks", "bundle", "demo", "desktop", "hub", "packaging", "resources", "tests")
SWITCHED_OFF = re.compile(
    r"#\s*(?:(?:ruff: )?noqa(?:: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*)?|type: ignore(?:\[[a-z, -]+\])?|pragma: no cover)(?P<rest>.*)"
)
BY_ITS_DOCSTRING = {"bundle/directory/tuf_api.py"}  # two lines for one reason, told at the top of the module


def without_a_reason(text: str) -> list[str]:
    found = ((line, SWITCHED_OFF.search(line)) for line in text.splitlines())
    return [line for line, off in found if off and not re.match(r"\s*(?:--?|#)\s*\w", off["rest"])]


def test_a_line_that_switches_a_check_off_says_why() -> None:
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in {".py", ".spec"}]
    bare = {
        str(path.relative_to(ROOT)): lines for path in paths if (lines := without_a_reason(path.read_text("utf-8")))
    }
    assert set(bare) <= BY_ITS_DOCSTRING, bare


def test_a_planted_line_without_a_reason_is_found() -> None:
    mark = "no" + "qa"
    bare = [f"x = 1  # {mark}", f"x = 1  # {mark}: E731", "x = y  # type: " + "ignore[misc]"]
    told = [f"x = 1  # {mark}: E731, B009 - short", "x = y  # type: " + "ignore[misc]  # the driver has no types"]
    assert without_a_reason("\n".join(bare + told)) == bare
