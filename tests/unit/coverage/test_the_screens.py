"""What can be kept is asked for, and what was asked can be put right: every field stands in a form and in an amendment."""

from __future__ import annotations

from dataclasses import fields

from desktop.domain.kinds import SHARE_AMENDABLE
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import ChildEntry, ConcernEntry, SharingEntry
from desktop.ui.child.amend_fields import CHILD_LABELS, CONCERN_FIELDS
from desktop.ui.concern.questions import SECTIONS
from desktop.ui.people.amending import PERSON_LABELS, RELATION_LABELS
from tests.unit.coverage.leaves import leaves
from tests.unit.coverage.values import Way, exempt

WITH_THE_MARKS = {"body"}  # the outline is chosen where the marks are drawn


def names(entry: type) -> set[str]:
    return {field.name for field in fields(entry)}


def test_the_form_for_a_concern_asks_every_field() -> None:
    asked = {question.field for section in SECTIONS for question in section.asked}
    assert names(ConcernEntry) - asked == WITH_THE_MARKS


def test_every_field_of_a_concern_can_be_put_right() -> None:
    assert names(ConcernEntry) - set(CONCERN_FIELDS) == WITH_THE_MARKS


def test_every_field_of_a_child_can_be_put_right() -> None:
    assert names(ChildEntry) == set(CHILD_LABELS)


def test_every_field_of_an_adult_and_of_a_relation_can_be_put_right() -> None:
    assert names(PersonEntry) == set(PERSON_LABELS)
    assert names(RelationshipEntry) - set(RELATION_LABELS) == {"taken_from"}  # nobody types it


def test_what_cannot_be_put_right_in_a_decision_is_what_is_excused() -> None:
    excused = {leaf.name for leaf in leaves() if leaf.family == "share" and exempt(leaf, Way.AMENDED)}
    by_looking_again = {"review_on"}
    assert names(SharingEntry) - set(SHARE_AMENDABLE) == excused | by_looking_again
