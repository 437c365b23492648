"""Every field of a concern, and every cell of its rows, is reached by some scenario: a field that is added and not reached fails here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from typing import Any

import pytest

from desktop.domain.body_marks import BodyMark
from desktop.domain.records import Alleged, Answer, ConcernEntry, InvolvedChild, Person, Precision, Quote, Told, When
from tests.ui.scenarios.concern import HANDS
from tests.ui.scenarios.stories import ESME, KIAN, RHYS

STORIES = (KIAN, ESME, RHYS)  # what test_concerns_by_keys.py writes
FOUND: dict[type, tuple[str, ...]] = {
    Alleged: ("record",),
    InvolvedChild: ("child",),
}  # chosen from what a search found: the id is not in the story


@pytest.mark.parametrize("kind", [ConcernEntry, When, Person, Quote, Told, BodyMark, InvolvedChild, Alleged])
def test_every_field_is_answered_in_some_scenario(kind: type[Any]) -> None:
    rows = [row for story in STORIES for row in _all(story) if type(row) is kind]
    assert rows
    reached = {one.name for row in rows for one in fields(row) if getattr(row, one.name) not in _blanks(one)}
    reached |= set(FOUND.get(kind, ()))
    assert {one.name for one in fields(kind)} - reached == set()


def test_every_field_has_a_hand_that_answers_it_by_keys() -> None:
    assert {one.name for one in fields(ConcernEntry)} - HANDS.keys() == {"body"}, (
        "the outline is answered with the marks"
    )


def test_each_answer_that_there_is_to_a_yes_or_no_is_given_somewhere() -> None:
    given = {
        getattr(story, name) for story in STORIES for name in ("safe_now", "parents_told", "mobile", "notes_read_back")
    }
    sure = {row.precision for story in STORIES for row in _all(story) if isinstance(row, When)}
    assert given >= set(Answer)
    assert sure == set(Precision)


def _all(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for each in value:
            yield from _all(each)
    elif is_dataclass(value):
        yield value
        for one in fields(value):
            yield from _all(getattr(value, one.name))


def _blanks(one: Field[Any]) -> tuple[object, ...]:
    default = getattr(one, "default_factory", None)
    made = (default(),) if callable(default) else ()
    return ("", (), 0, False, getattr(one, "default", None), *made)
