"""Fields of a concern put right by key events alone, with the same hands that write it: one of each kind of question."""

from __future__ import annotations

import pytest

from desktop.domain.entries import concern_entry
from desktop.domain.people import PersonEntry
from desktop.domain.records import ConcernEntry, Person, When
from desktop.domain.statements import Kind
from desktop.ui.concern.questions import asked
from desktop.ui.page import Page
from tests.ui.scenarios.concern import HANDS
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.scenarios.stories import ESME, KIAN, MAISIE, RHYS
from tests.ui.shell import Shell
from tests.unit.services import people
from tests.unit.services.people import Area

BARE = ConcernEntry(
    happened=When("2026-11-18"),
    witness=Person("Somebody", "", "saw or heard"),
    seen="Something",
    done="Something",
    safe_now="unknown",
)
FIELDS = ("others", "witness", "present", "harmed_by", "from_notes", "told", "categories")
"""The kinds of question that only a concern has: the others are in test_records_by_keys.py, marks in tests/ui/test_body_map.py."""


@pytest.fixture
def keys(area: Area, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    monkeypatch.setattr(Page, "deaf_for", 20)
    return Keyboard(shell)


def test_a_field_of_each_kind_is_put_right_by_keys(area: Area, keys: Keyboard) -> None:
    child = area.school.children.register(people.KIAN).child
    area.school.children.register(MAISIE, duplicates_seen=True)
    area.school.people.register(PersonEntry(given_names="Craig", family_name="Dunmore"))
    area.school.concerns.record(child, BARE)
    keys.push("Children")
    keys.search("Find a child", "Kian Pellow")
    keys.push("Open this child")
    for name in FIELDS:
        label = asked(name).short
        keys.push("Amend: …")
        keys.choose("What do you want to correct or add to?", label)
        HANDS[name].do(keys, f"{label}: as it should read", _wanted(name))
        keys.write("Why is it amended?", "Asked again")
        keys.push("Sign this amendment")
    assert "The amendment is signed and kept" in keys.page_says()
    (folded,) = area.school.book.store.records_of_child(child, "concern")
    now, (maisie,) = concern_entry(folded), area.school.children.search("Maisie Pellow")[-1:]
    assert [other.child for other in now.others] == [maisie.id]
    (involved,) = area.school.book.store.statements_of_kind(Kind.INVOLVEMENT_RECORDED)
    assert (involved.about[-1], involved.fields["note"]) == (maisie.id, "She was in the room")
    assert {name: getattr(now, name) for name in FIELDS[1:]} == {name: _wanted(name) for name in FIELDS[1:]}


def _wanted(name: str) -> object:
    """The first answer that some scenario gives."""
    return next(
        value
        for story in (KIAN, ESME, RHYS)
        if (value := getattr(story, name)) not in (getattr(BARE, name), getattr(ConcernEntry(), name))
    )
