"""Words are blacked out of a text by an extract: signed, with reasons, beside the original that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.extracts import Cut
from desktop.services.errors import NoSuchRecord, NotAnExtract, NotYourRecord
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc

SEEN = "Maisie said that Jo Hart did it, and Jo Hart was there."


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


def test_an_extract_stands_beside_its_original_with_a_reason_for_each_place(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, replace(KIANS_ARM, seen=SEEN))
    cuts = [Cut(17, 24, "names an adult who is not accused"), Cut(37, 44, "the same adult")]
    made, changes = area.school.extracts.make(concern.statement, "seen", cuts)
    assert concern.concern in changes.records
    assert "Jo Hart" not in made.text
    assert made.text == "Maisie said that [▇ 1] did it, and [▇ 2] was there."
    assert made.reasons == ("names an adult who is not accused", "the same adult")
    assert area.school.extracts.of(concern.concern) == (made,)
    folded = area.school.book.store.record(concern.concern)
    assert folded is not None
    assert folded.fields["seen"].value == SEEN


def test_an_extract_is_shared_in_its_originals_place_and_its_reader_knows_what_it_is(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, replace(KIANS_ARM, seen=SEEN))
    made, _ = area.school.extracts.make(concern.statement, "seen", [Cut(17, 24, "third person"), Cut(37, 44, "again")])
    entry = area.share_all(area.school, child)
    assert made.statement in entry.statements
    preview = area.school.sharing.preview(entry)
    assert "Jo Hart" not in repr(preview.leaves)
    assert any("extract" in why for _, _, why in preview.stays)
    area.school.sharing.decide(entry)
    area.post.exchange(area.school, area.desk)
    there = area.desk.book.store.record(concern.concern)
    assert there is not None
    assert "seen" not in there.fields
    assert area.desk.extracts.of(concern.concern) == (replace(made),)


def test_what_cannot_be_cut_is_refused(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, replace(KIANS_ARM, seen=SEEN))
    for cuts in ([], [Cut(0, 0, "r")], [Cut(3, 99, "r")], [Cut(0, 3, " ")], [Cut(0, 3, "r"), Cut(2, 5, "r")]):
        with pytest.raises(NotAnExtract):
            area.school.extracts.make(concern.statement, "seen", cuts)
    for statement, field in ((concern.statement, "words"), (concern.statement, "nothing"), ("0" * 64, "seen")):
        with pytest.raises(NoSuchRecord):
            area.school.extracts.make(statement, field, [Cut(0, 1, "r")])
    with pytest.raises(NoSuchRecord):
        area.school.extracts.of("A" * 22)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    with pytest.raises(NotYourRecord):
        area.desk.extracts.make(concern.statement, "seen", [Cut(0, 1, "r")])
