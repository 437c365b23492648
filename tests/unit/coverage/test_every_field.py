"""Every field of every record: written, read back, amended with a reason, found by search, and printed."""

from __future__ import annotations

from fnmatch import filter as fitting

import pytest

from desktop.domain.kinds import KINDS, Part
from tests.unit.coverage.filled import REASON, Filled, Record
from tests.unit.coverage.leaves import Leaf, leaves
from tests.unit.coverage.values import EXEMPT, GIVEN, Way, exempt, said_of

EVERY = tuple(leaf for leaf in leaves() if leaf.family != "chronology")
FAMILIES = frozenset(leaf.family for leaf in EVERY)
_ELSEWHERE = {
    "child.expected": "child unborn",
    "child.upn_unknown": "child unborn",
    "child.address_withheld": "child withheld",
    "child.setting_withheld": "child withheld",
    "concern.accused_works_with_children": "concern walled",
    "person.address_withheld": "person withheld",
    "share.share": "share letter",
    "share.recipient": "share letter",
    "share.statements": "share letter",
    "share.left_out": "share letter",
    "share.purpose": "share letter",
    "share.list_old_why": "share letter",
    "share.no_call_why": "share kept",
    "share.review_on": "share kept",
}
_FINDS = {"relationship": "child", "involvement": "child unborn"}  # what stands between two records finds the child


def record_of(filled: Filled, leaf: Leaf) -> Record:
    """The record in which the field was filled in: who must not see it stands in one of its own."""
    kept = leaf.name in {"kept_from", "kept_from_why"}
    return filled.records[f"{leaf.family} walled" if kept else _ELSEWHERE.get(leaf.path, leaf.family)]


def close(text: str) -> str:
    """Small letters and nothing between them: a narrow column breaks words where it likes."""
    return "".join(text.casefold().split())


def stands(words: str, text: str) -> bool:
    return close(words) in close(text)


@pytest.mark.parametrize("leaf", EVERY, ids=lambda leaf: leaf.path)
def test_a_field_is_read_back_as_it_was_written(filled: Filled, leaf: Leaf) -> None:
    record, (first, second) = record_of(filled, leaf), said_of(leaf)
    if not exempt(leaf, Way.READ):
        assert stands(first.words, record.written)
        assert stands(second.words, record.now)


@pytest.mark.parametrize("leaf", EVERY, ids=lambda leaf: leaf.path)
def test_an_amendment_keeps_both_texts_and_its_reason(filled: Filled, leaf: Leaf) -> None:
    record, (first, second) = record_of(filled, leaf), said_of(leaf)
    if not exempt(leaf, Way.AMENDED):
        assert stands(first.words, record.history)
        assert stands(second.words, record.history)
        assert REASON in record.history


@pytest.mark.parametrize("leaf", EVERY, ids=lambda leaf: leaf.path)
def test_a_field_is_found_by_what_people_type(filled: Filled, leaf: Leaf) -> None:
    typed = said_of(leaf)[1].typed
    if not exempt(leaf, Way.FOUND):
        assert typed, "say what people type, or in EXEMPT why nobody looks for it"
        found = filled.session.finding.find(typed)
        ids = {one.id for one in (*found.children, *found.records, *found.people)}
        wanted = filled.records[_FINDS[leaf.family]] if leaf.family in _FINDS else record_of(filled, leaf)
        assert wanted.id in ids


@pytest.mark.parametrize("leaf", EVERY, ids=lambda leaf: leaf.path)
def test_a_field_is_on_paper_with_the_text_that_was_amended(filled: Filled, leaf: Leaf) -> None:
    record, (first, second) = record_of(filled, leaf), said_of(leaf)
    if not exempt(leaf, Way.PRINTED):
        assert stands(first.words, record.paper)
        assert stands(second.words, record.paper)


def test_every_excuse_is_of_a_field_that_is_there() -> None:
    """A pattern that fits nothing any more excuses what comes later under its name."""
    paths = [leaf.path for leaf in leaves()]
    assert [path for path, _, _ in EXEMPT if not fitting(paths, path)] == []


def test_every_value_is_of_a_field_that_is_there() -> None:
    assert set(GIVEN) <= {leaf.path for leaf in leaves()}


def test_every_field_of_a_statement_is_a_field_that_is_filled_in() -> None:
    """What a kind of statement may hold and nobody can fill in is a mistake, but for what the book itself says there."""
    by_itself = {
        "typed_by",
        "prompts",
        "reason",
        "as_told_by",
    }  # who wrote it, which guidance spoke, and about an amendment
    apart = {
        ("concern", "harmed_by_links"),
        ("involvement", "concern"),
        ("involvement", "kept_from"),
    }  # put there from other fields
    known = {(leaf.family, leaf.name) for leaf in leaves()}
    held = {
        (spec.family, name)
        for spec in KINDS.values()
        if spec.part is not Part.EVENT and spec.family in FAMILIES and not spec.prefix
        for name in spec.fields
    }
    assert {one for one in held - known - apart if one[1] not in by_itself} == set()
