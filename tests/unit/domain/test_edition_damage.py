"""Whatever is damaged in an edition, it is refused whole: every kind of place in it is changed, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import resources
from desktop.domain.edition import join_files
from desktop.domain.errors import GuidanceInvalid
from desktop.domain.guidance import Guidance
from tests.unit.domain.editions import edition_data, set_at

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


RULE = {"id": "x", "title": "x", "text": "x", "source": "x"}


@pytest.mark.parametrize(
    ("damage", "path"),
    [
        (set_at("edition", "England 2026"), "edition"),
        (set_at("edition", "e" * 65), "edition"),
        (set_at("closes", "08:00"), "closes"),
        (set_at("further.0.clocks", ["T99"]), "T99"),
        (set_at("further.0.needs", ["N99"]), "N99"),
        (set_at("contact_outcomes.3.continues", ["T99"]), "T99"),
        (set_at("levels.0.colour", "pink"), "levels[0].colour"),
        (set_at("levels.0.code", "0"), "levels"),
        (set_at("ethnicities.0.nhs", "white"), "ethnicities[0].nhs"),
        (set_at("legacy_factors.18A.instead", ["99"]), "99"),
        (set_at("legacy_factors.18B", {"instead": ["18C"], "query": "x"}), "18B"),
        (set_at("lists.barriers.status", "certain"), "lists.barriers.status"),
        (set_at("lists.barriers.rows", []), "lists.barriers.rows"),
        (set_at("lists.colours", {"status": "local", "source": "x", "rows": [{"code": "a", "label": "b"}]}), "colours"),
        (set_at("code_users.kinds", ["bank"]), "code_users.kinds"),
        (set_at("code_users.roles", ["king"]), "code_users.roles"),
        (set_at("categories.0.indicators", []), "categories[0].indicators"),
        (set_at("categories.0.indicators", ["x", "x"]), "categories[0].indicators"),
        (set_at("retention.rows.0", {"code": "a", "label": "b", "begins": "birth", "status": "local", "source": "x"}), "retention.rows[0]"),
        (set_at("retention.rows.0.begins", "one day"), "retention.rows[0].begins"),
        (set_at("terms.0.now", [" "]), "terms[0].now"),
        (set_at("clocks.0.limits.0", {"amount": 1, "unit": "fortnights"}), "clocks[0].limits[0].unit"),
        (set_at("clocks.0", {"id": "T1", "label": "x", "begins": "x", "limits": [{"amount": 4, "unit": "working_hours"}], "status": "local", "source": "x", "before": True}), "working hours"),
        (set_at("rules.0", RULE | {"clock": "T99", "when": {"filled": "marks"}}), "rules[0].clock"),
        (set_at("rules.0", RULE | {"when": {"filled": "marks", "category": ["PHY"]}}), "rules[0].when"),
        (set_at("rules.0", RULE | {"when": {"category": []}}), "rules[0].when.category"),
        (set_at("rules.0", RULE | {"when": {"not": {"moon": 1}}}), "rules[0].when.not"),
        (set_at("rules.0", RULE | {"when": {"earlier": {"at_least": 1, "within_days": 7, "about": "child"}}}), "at_least"),
        (set_at("rules.0", RULE | {"when": {"earlier": {"at_least": 2, "within_days": 0, "about": "child"}}}), "within_days"),
        (set_at("rules.0", RULE | {"when": {"earlier": {"at_least": 2, "within_days": 7, "about": "street"}}}), "about"),
        (set_at("rules.0", RULE | {"when": {"earlier": {"at_least": 2, "within_days": 7, "about": "child", "categories": ["x"]}}}), "categories"),
        (set_at("contacts", [{"code": "a", "label": "b", "name": "c", "number": "ring us"}]), "contacts[0].number"),
        (set_at("contacts", [{"code": "a", "label": "b", "name": "c", "mail": "us"}]), "contacts[0].mail"),
        (set_at("contacts", [{"code": "a", "label": "b", "name": "c"}]), "contacts[0]"),
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
