"""What has the keyboard says by its name alone what it is: no two stops of a form are called the same, and none is nameless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.ui.concern.questions import folds, in_order
from tests.ui.scenarios.keyboard import Heard, Keyboard
from tests.ui.shell import Shell
from tests.unit.services import people
from tests.unit.services.people import Area


@pytest.fixture
def keys(area: Area, shell: Shell) -> Keyboard:
    area.school.children.register(people.KIAN)
    return Keyboard(shell)


def _twice(stops: Sequence[Heard]) -> list[str]:
    return [name for name, count in Counter(one.name for one in stops).items() if count > 1 or not name.strip()]


def test_the_form_comes_up_with_the_keyboard_on_its_first_question(keys: Keyboard) -> None:
    keys.push("Record a concern")
    assert keys.heard().name == "Is it about something that an adult who works with children did?: Yes"


def test_a_concern_about_a_child_that_is_open_comes_up_there_too(keys: Keyboard) -> None:
    keys.push("Children")
    keys.search("Find a child", "Pellow")
    keys.push("Open this child")
    keys.push("Record a concern")
    assert keys.heard().name == "Is it about something that an adult who works with children did?: Yes"
    keys.choose("Is it about something that an adult who works with children did?", "No")
    keys.to("Choose another child")


def test_a_blank_form_has_all_its_folds_closed(keys: Keyboard) -> None:
    keys.push("Record a concern")
    keys.choose("Is it about something that an adult who works with children did?", "No")
    named = {one.name for one in keys.around()}
    shown = {fold.button for fold in folds() if fold.fields != ("factors",)}  # for those who use the census's codes
    assert shown <= named


def test_every_stop_of_the_whole_recording_form(keys: Keyboard) -> None:
    keys.push("Record a concern")
    keys.choose("Is it about something that an adult who works with children did?", "Yes")
    for fold in sorted(
        folds(), key=lambda one: in_order()[one.fields[0]]
    ):  # so that Tab has no more than one way round
        if fold.fields not in {
            ("factors",),
            ("body_marks",),
            ("harmed_by",),
        }:  # the last stands in the open after "Yes"
            keys.push(fold.button)
    keys.tick("I am entering this from somebody’s notes")
    for button in (
        "Add another person: …", "Add another child: …", "The child’s exact words (optional), row 1: said in another language",
        "Add more words: …", "Add another person who was there: …", "Add somebody else: …",
        "Who is said to have done it? (optional), row 2: find them in this record book",
    ):  # fmt: skip
        keys.push(button)
    assert _twice(keys.around()) == []


def test_every_stop_of_the_body_map(keys: Keyboard) -> None:
    keys.push("Record a concern")
    keys.choose("Is it about something that an adult who works with children did?", "No")
    keys.push("Draw the marks on a body map")
    keys.press_enter()
    assert _twice(keys.around()) == []


def test_every_stop_of_the_form_of_a_child_with_two_of_the_family(keys: Keyboard) -> None:
    keys.push("Children")
    keys.search("Find a child", "Rook")
    keys.push("Add a child")
    keys.push("Add another person: Family and household (optional)")
    keys.push("More about this child")
    keys.push("Add another school: …")
    assert _twice(keys.around()) == []


@pytest.mark.parametrize("family", ENTRY_TYPES)
def test_every_stop_of_the_form_of_a_record(keys: Keyboard, family: str) -> None:
    keys.push("Children")
    keys.search("Find a child", "Pellow")
    keys.push("Open this child")
    keys.push("Add to this child’s record")
    keys.push(ENTRY_TYPES[family].title)
    assert _twice(keys.around()) == []
