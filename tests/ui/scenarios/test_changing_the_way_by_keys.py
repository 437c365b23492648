"""One question at a time and back, in the middle of writing, by keys alone: nothing written is lost, and one goes on where one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.domain.records import ConcernEntry
from tests.ui.scenarios.concern import HANDS, write_concern
from tests.ui.scenarios.keyboard import CTRL, Keyboard
from tests.ui.scenarios.stories import QUILL
from tests.ui.scenarios.ways import Guided
from tests.ui.shell import Shell
from tests.unit.services import people
from tests.unit.services.people import Area

BEGUN = ConcernEntry(
    accused_works_with_children="no", safe_now="yes", seen="He held his arm.", marks="One on the left arm."
)


@pytest.fixture
def keys(area: Area, shell: Shell) -> Keyboard:
    area.school.children.register(people.KIAN)
    return Keyboard(shell)


def test_what_was_written_on_pages_stands_on_the_one_page_and_the_other_way_round(keys: Keyboard) -> None:
    keys.push("Record a concern")
    write_concern(keys, Guided(keys), BEGUN, "Kian Pellow")
    keys.push("See all on one page")
    assert keys.heard().name == HANDS["marks"].question, "one goes on at the question where one was"
    assert keys.to(HANDS["seen"].question).text == "He held his arm."
    keys.write(f"{HANDS['witness'].question}: name", QUILL.name)
    keys.push("One question at a time")
    Guided(keys).come_to(HANDS["witness"].question, "")
    assert keys.heard().text == "R. Quill"


def test_pages_are_turned_by_buttons_and_by_keys(keys: Keyboard) -> None:
    keys.push("Record a concern")
    keys.push("One question at a time")
    first = "Is it about something that an adult who works with children did?"
    keys.push("Next")
    assert keys.heard().name == f"{first}: Yes", "it is answered before anything can be written"
    assert "Choose an answer" in keys.heard().described
    keys.choose(first, "No")
    keys.press(Qt.Key.Key_PageDown, CTRL)
    keys.settle()
    assert keys.heard().name.startswith("Which child is this about?")
    keys.press(Qt.Key.Key_PageUp, CTRL)
    keys.settle()
    assert keys.heard().name == f"{first}: No"
    keys.push("Next")
    keys.push("Back to the question before")
    assert keys.heard().name == f"{first}: No"
