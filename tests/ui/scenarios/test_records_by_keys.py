"""The records beside concerns, each with every field of its form, written by key events alone: a field that is added is answered too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.entries import encoded
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks
from desktop.ui.page import Page
from tests.ui.scenarios.entry import HANDS, some_answer, write_entry
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.shell import Shell
from tests.unit.services import people
from tests.unit.services.people import Area, utc


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
