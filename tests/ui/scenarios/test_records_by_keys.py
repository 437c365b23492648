"""The records beside concerns, each with every field of its form, written by key events alone: a field that is added is answered too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.entries import encoded
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks
from desktop.domain.statements import Kind
from desktop.ui.page import Page
from tests.ui.scenarios.entry import HANDS, some_answer, write_entry
from tests.ui.scenarios.keyboard import TABLE, Keyboard
from tests.ui.shell import Shell
from tests.unit.services import people
from tests.unit.services.people import Area, utc

LEAST = {"voice": {"wishes": "To stay here"}, "action": {"what": "Ring the aunt"}, "non_engagement": {"planned": "telephone"},
         "decision": {"decision": "To wait", "reasons": "Nothing else is known yet."}, "level_change": {"level": "2", "why": "More is known"}}  # fmt: skip


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Area]:
    monkeypatch.setattr(Page, "deaf_for", 20)
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    made.school.children.register(people.KIAN)
    yield made
    made.close()


@pytest.fixture
def keys(qapp: QApplication, area: Area) -> Iterator[Keyboard]:
    """At the child's page."""
    shell = Shell(qapp, area.school, desk=False)
    made = Keyboard(shell)
    made.push("Children")
    made.search("Find a child", "Pellow")
    made.push("Open this child")
    yield made
    shell.close()


@pytest.mark.parametrize("family", ENTRY_TYPES)
def test_every_field_is_answered_by_keys_and_read_back(keys: Keyboard, area: Area, family: str) -> None:
    one = ENTRY_TYPES[family]
    values = {field.name: some_answer(field) for field in one.asked}
    keys.push("Add to this child’s record")
    keys.push(one.title)
    write_entry(keys, one, values)
    if one.long:
        keys.push("Check before you sign")
    keys.push("Sign and save")
    (said,) = area.school.book.store.statements_of_kind(one.recorded)
    assert {name: said.fields.get(name) for name in values} == {name: encoded(value) for name, value in values.items()}
    read = keys.page_says()
    assert not [label for label in (field.label for field in one.asked) if label not in read], "all of it is read back"


def test_every_way_of_asking_has_a_hand() -> None:
    assert set(HANDS) == set(Asks)


def test_an_action_is_put_right_disagreed_with_finished_withdrawn_and_stands_again(keys: Keyboard, area: Area) -> None:
    one = ENTRY_TYPES["action"]
    keys.push("Add to this child’s record")
    keys.push(one.title)
    write_entry(keys, one, {"what": "Ring the aunt", "due": "2026-11-27"})
    keys.push("Sign and save")

    keys.push("Amend")
    keys.choose("What do you want to correct or add to?", "Who will do it")
    keys.write("Who will do it: as it should read", "Odette Farrow")
    keys.write("Why is it amended?", "It was left open")
    keys.push("Sign this amendment")
    assert "Odette Farrow" in keys.page_says()

    keys.push("Somebody disagrees")
    keys.write("Who disagrees?", "Jenna Pellow")
    keys.write("What is their post, or their relation to the child?", "mother")
    keys.write("What do they disagree with, and why?", "She has rung her already.")
    keys.push("Sign that they disagree")
    assert "She has rung her already." in keys.page_says()

    keys.push("Mark as done")
    write_entry(
        keys, one, {"outcome": "done", "ended_on": "2026-11-20", "ended_why": "She comes on Sunday."}, closing=True
    )
    keys.push("Sign what became of it")
    assert "She comes on Sunday." in keys.page_says()

    keys.push("Withdraw")
    keys.write("Why?", "It was about another child")
    keys.push("Withdraw it")
    assert "withdrawn" in keys.page_says()
    keys.push("Take the withdrawal back")
    keys.write("Why does it stand again?", "It was about this one")
    keys.push("Let it stand again")
    assert area.school.book.store.statements_of_kind(Kind.RECORD_REINSTATED)


@pytest.mark.parametrize("asks", sorted(Asks))
def test_each_kind_of_answer_is_amended_by_keys(keys: Keyboard, area: Area, asks: Asks) -> None:
    one, field = next((each, field) for each in ENTRY_TYPES.values() for field in each.asked if field.asks is asks)
    child = area.school.children.search("Pellow")[0].id
    area.school.entries.record(child, one.family, LEAST[one.family])
    keys.push("Children")
    keys.search("Find a child", "Pellow")
    keys.push("Open this child")
    keys.to("Other records", TABLE)
    keys.press_enter()
    keys.push("Amend")
    keys.choose("What do you want to correct or add to?", field.label)
    amended = replace(field, question=f"{field.label}: as it should read")
    HANDS[asks](keys, amended, some_answer(field))
    keys.write("Why is it amended?", "Looked at again")
    keys.push("Sign this amendment")
    (said,) = area.school.book.store.statements_of_kind(one.amended)
    assert said.fields[field.name] == encoded(some_answer(field))
