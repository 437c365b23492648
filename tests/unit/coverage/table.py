"""The table of every field: what the facts ask, where it is asked and read, and that it was tried.

``python -m tests.unit.coverage.table`` writes docs/coverage-fields.md; a test fails while that page is not what this says.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from desktop.domain.labels import label
from tests.unit.coverage.leaves import Leaf, leaves
from tests.unit.coverage.nouns import BESIDE, FIELDS, SEEDS, SIGNED
from tests.unit.coverage.values import Way, exempt

PAGE = Path(__file__).parents[3] / "docs" / "coverage-fields.md"
SCREENS = {
    "child": "Add a child; Correct the details; the child’s page, *Who they are*",
    "person": "Add an adult; Correct the details; the person’s page",
    "relationship": "Add an adult; the child’s page, *Family and household*, *Who knows this child*",
    "concern": "Record a concern; Amend this concern; the concern’s page",
    "involvement": "Record a concern (other children in it); the other child’s chronology",
    "share": "Share; *Open this decision* on the child’s page",
    "chronology": "Chronology",
}
PAPERS = {
    "child": "chronology",
    "person": "the adult’s paper, chronology",
    "relationship": "the adult’s paper, chronology",
    "concern": "concern",
    "involvement": "the other child’s chronology",
    "share": "the decision’s paper",
    "chronology": "chronology",
}
ENTRY = "Add to this child’s record; Amend; the record’s page"
TESTS = "`tests/unit/coverage/test_every_field.py`"
HEAD = f"""# Every field, its screen and its test

Made by `python -m tests.unit.coverage.table`; do not edit. One line for each word of the facts (parts 1 and 2) that the record has to answer: the
field that holds it, the screens on which it is written, read and amended, and the paper. Each field is written into a real record book, read back from the page
that the screen draws, amended with a reason (both texts stand there), found by search and found in the text of its PDF by {TESTS}, which fails when a
field is neither covered nor excused. What is excused says why, below.
"""


@cache
def known() -> tuple[Leaf, ...]:
    return tuple(leaves())


def fields_of(pattern: str) -> tuple[Leaf, ...]:
    """The fields of a path, or of a pattern of paths."""
    return tuple(leaf for leaf in known() if fnmatch(leaf.path, pattern))


def named(paths: tuple[str, ...]) -> str:
    """Fields by their labels, each once."""
    found: dict[str, None] = {}
    for path in paths:
        if path == SIGNED:
            found["the signed statement itself"] = None
        for leaf in fields_of(path):
            text = label(leaf.family, leaf.name) if leaf.family != "chronology" else leaf.name.replace("_", " ")
            found[f"{text} (`{leaf.family}.{leaf.name}`)"] = None
    return "; ".join(found)


def families(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.family for path in paths for leaf in fields_of(path)))


def lines() -> Iterator[str]:
    yield HEAD
    for title, words in FIELDS.items():
        yield f"\n## {title}\n"
        held = families(tuple(path for paths in words.values() for path in paths))
        yield "\n".join(
            f"- `{one}`: {SCREENS.get(one, ENTRY)}. On paper: {PAPERS.get(one, 'the record’s paper')}." for one in held
        )
        yield "\n| The facts say | Fields |\n|---|---|"
        yield from (f"| {word} | {named(paths)} |" for word, paths in words.items())
    yield "\n## Beside these\n\n| Record type | Fields |\n|---|---|"
    yield from (f"| {title} | {named((f'{family}.*',))} |" for family, title in BESIDE.items())
    yield "\n## The rows of part 1\n\n| # | The facts say | Fields |\n|---|---|---|"
    yield from (f"| {number} | {what} | {named(paths)} |" for number, (what, paths) in SEEDS.items())
    yield "\n## Excused, and why\n\n| Field | Not | Why |\n|---|---|---|"
    for leaf in known():
        told: dict[str, list[str]] = {}
        for way in Way:
            if why := exempt(leaf, way):
                told.setdefault(why, []).append(way.value)
        yield from (f"| `{leaf.path}` | {', '.join(ways)} | {why} |" for why, ways in told.items())


def page() -> str:
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
