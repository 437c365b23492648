"""Whatever is damaged in an edition, it is refused whole: every kind of place in it is changed, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import resources
from desktop.domain.edition import join_files
from desktop.domain.errors import GuidanceInvalid
from desktop.domain.guidance import Guidance
from tests.unit.domain.editions import edition_data

Data = dict[str, Any]
MAY_BE_MISSING = {
    "hint", "note", "label", "continues", "alone", "from", "meeting", "enabled", "before", "urgent", "route", "clock", "clocks",
    "needs", "do_not_tell_family", "colour", "local", "title", "version", "years", "until", "by_another", "categories", "types",
    "levels", "other_way", "18A", "19A",
}  # fmt: skip
"""Names that some row may leave out; where one may not, its absence is tried by hand below."""


def places(value: Any, path: str = "", seen: set[str] | None = None) -> Iterator[tuple[Any, Any]]:
    """(container, key) of one place of each shape: of the rows of a list those that have names no row before had."""
    seen = set() if seen is None else seen
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, cell in list(pairs):
        where = f"{path}.{key}" if isinstance(value, dict) else f"{path}[]"
        if where not in seen or isinstance(cell, dict):
            if where not in seen:
                yield value, key
            seen.add(where)
            if isinstance(cell, dict | list):
                yield from places(cell, where, seen)


def other(value: Any) -> Any:
    """Something of another type."""
    return {"x": 1} if isinstance(value, str | int) else "x"


def refused(data: Data) -> bool:
    try:
        Guidance.parse(data)
    except GuidanceInvalid:
        return True
    return False


def test_every_place_holds_what_it_must_and_nothing_else() -> None:
    data = edition_data()
    taken: list[str] = []
    tried = 0
    for container, key in list(places(data)):
        kept = container[key]
        container[key] = other(kept)
        tried += 1
        if not refused(data):
            taken.append(f"{key}: another type")
        container[key] = kept
        if isinstance(container, dict) and key not in MAY_BE_MISSING:
            del container[key]
            tried += 1
            if not refused(data):
                taken.append(f"{key}: missing")
            container[key] = kept
        if isinstance(kept, dict):
            kept["surprise"] = "?"
            tried += 1
            if not refused(data):
                taken.append(f"{key}: a name that nobody knows")
            del kept["surprise"]
    assert not taken, "\n".join(taken)
    assert tried > 400
    assert not refused(data)


def at(path: str, value: object) -> Callable[[Data], None]:
    """Set what stands at ``path`` ("clocks.0.status")."""
    *steps, last = path.split(".")

    def apply(data: Data) -> None:
        here: Any = data
        for step in steps:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[int(last) if isinstance(here, list) else last] = value

    return apply


RULE = {"id": "x", "title": "x", "text": "x", "source": "x"}


@pytest.mark.parametrize(
    ("damage", "path"),
    [
        (at("edition", "England 2026"), "edition"),
        (at("edition", "e" * 65), "edition"),
        (at("closes", "08:00"), "closes"),
        (at("further.0.clocks", ["T99"]), "T99"),
        (at("further.0.needs", ["N99"]), "N99"),
        (at("contact_outcomes.3.continues", ["T99"]), "T99"),
        (at("levels.0.colour", "pink"), "levels[0].colour"),
        (at("levels.0.code", "0"), "levels"),
        (at("ethnicities.0.nhs", "white"), "ethnicities[0].nhs"),
        (at("legacy_factors.18A.instead", ["99"]), "99"),
        (at("legacy_factors.18B", {"instead": ["18C"], "query": "x"}), "18B"),
        (at("lists.barriers.status", "certain"), "lists.barriers.status"),
        (at("lists.barriers.rows", []), "lists.barriers.rows"),
        (at("lists.colours", {"status": "local", "source": "x", "rows": [{"code": "a", "label": "b"}]}), "colours"),
        (at("code_users.kinds", ["bank"]), "code_users.kinds"),
        (at("code_users.roles", ["king"]), "code_users.roles"),
        (at("categories.0.indicators", []), "categories[0].indicators"),
        (at("categories.0.indicators", ["x", "x"]), "categories[0].indicators"),
        (at("retention.rows.0", {"code": "a", "label": "b", "begins": "birth", "status": "local", "source": "x"}), "retention.rows[0]"),
        (at("retention.rows.0.begins", "one day"), "retention.rows[0].begins"),
        (at("terms.0.now", [" "]), "terms[0].now"),
        (at("clocks.0.limits.0", {"amount": 1, "unit": "fortnights"}), "clocks[0].limits[0].unit"),
        (at("clocks.0", {"id": "T1", "label": "x", "begins": "x", "limits": [{"amount": 4, "unit": "working_hours"}], "status": "local", "source": "x", "before": True}), "working hours"),
        (at("rules.0", RULE | {"clock": "T99", "when": {"filled": "marks"}}), "rules[0].clock"),
        (at("rules.0", RULE | {"when": {"filled": "marks", "category": ["PHY"]}}), "rules[0].when"),
        (at("rules.0", RULE | {"when": {"category": []}}), "rules[0].when.category"),
        (at("rules.0", RULE | {"when": {"not": {"moon": 1}}}), "rules[0].when.not"),
        (at("rules.0", RULE | {"when": {"earlier": {"at_least": 1, "within_days": 7, "about": "child"}}}), "at_least"),
        (at("rules.0", RULE | {"when": {"earlier": {"at_least": 2, "within_days": 0, "about": "child"}}}), "within_days"),
        (at("rules.0", RULE | {"when": {"earlier": {"at_least": 2, "within_days": 7, "about": "street"}}}), "about"),
        (at("rules.0", RULE | {"when": {"earlier": {"at_least": 2, "within_days": 7, "about": "child", "categories": ["x"]}}}), "categories"),
        (at("contacts", [{"code": "a", "label": "b", "name": "c", "number": "ring us"}]), "contacts[0].number"),
        (at("contacts", [{"code": "a", "label": "b", "name": "c", "mail": "us"}]), "contacts[0].mail"),
        (at("contacts", [{"code": "a", "label": "b", "name": "c"}]), "contacts[0]"),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused_with_its_place(damage: Callable[[Data], None], path: str) -> None:
    data = edition_data()
    damage(data)
    with pytest.raises(GuidanceInvalid) as caught:
        Guidance.parse(data)
    assert path in str(caught.value)


@pytest.mark.parametrize(
    "files",
    [
        {"a.json": b"{"},
        {"a.json": b"\xff\xfe"},
        {"a.json": b"[" * 100_000},
        {"a.json": b"[]"},
        {"a.json": b'{"format": 1, "format": 1}'},
        {"a.json": b'{"format": 1}', "b.json": b'{"format": 1}'},
    ],
)
def test_damaged_files_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(GuidanceInvalid):
        join_files(files)


def test_an_edition_without_one_of_its_files_is_refused() -> None:
    files = resources.edition()
    assert len(files) > 5
    for name in files:
        with pytest.raises(GuidanceInvalid):
            Guidance.read({other_name: text for other_name, text in files.items() if other_name != name})
