"""An area's own edition is shown first, taken whole, named by what is written, and taken out again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.domain.errors import LocalEditionElsewhere, LocalEditionInvalid, LocalEditionTaken
from desktop.services.local_setting import LOCAL
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc

ASHMERE: dict[str, Any] = {
    "format": 1,
    "id": "ashmere-1",
    "based_on": "england-2026",
    "title": "Ashmere, autumn 2026",
    "publisher": "Ashmere Safeguarding Children Partnership",
    "in_force_from": "2026-11-01",
    "words": {"desk": "the Ashmere Hub"},
    "levels": {"3": {"local": "Family Help"}},
    "contacts": [{"code": "prevent", "label": "Prevent", "name": "Ashmere Prevent team", "number": "01632 960 155"}],
}


def written(**changed: object) -> bytes:
    return json.dumps(ASHMERE | changed).encode()


def edition_of(area: Area, record: str) -> str:
    return area.school.book.store.statements_about(record)[0].edition


def test_looking_at_a_file_says_what_it_changes_and_changes_nothing(area: Area) -> None:
    offered = area.school.local_editions.look(written())
    assert [(one.what, one.before, one.after.partition(";")[0]) for one in offered.changes[:2]] == [
        ("What the desk is called", "the safeguarding desk", "the Ashmere Hub"),
        ("Prevent", "", "Ashmere Prevent team"),
    ]
    (level,) = offered.changes[2:]
    assert level.what == "Level of need 3"
    assert level.after.startswith("Level 3: targeted or complex needs (Family Help); Several needs")
    assert area.school.guidance.edition == "england-2026"
    assert area.school.local_editions.standing().local is None


def test_what_is_written_names_the_edition_under_which_it_was_written(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    before = school.concerns.record(child, KIANS_ARM).concern
    school.local_editions.take(written())
    assert school.guidance.level_label("3") == "Level 3: targeted or complex needs (Family Help)"
    during = school.concerns.record(child, KIANS_ARM).concern
    school.local_editions.remove()
    after = school.concerns.record(child, KIANS_ARM).concern
    assert [edition_of(area, one) for one in (before, during, after)] == [
        "england-2026", "england-2026.ashmere-1", "england-2026",
    ]  # fmt: skip


def test_an_edition_stays_when_the_book_is_opened_again_and_says_who_took_it_in(area: Area) -> None:
    area.school.local_editions.take(written())
    book = area.school.book
    book.guidance = book.country
    book.read_guidance()
    assert book.guidance.word("desk") == "the Ashmere Hub"
    assert any("Ashmere Hub" in rule.text for rule in book.guidance.rules)
    standing = area.school.local_editions.standing()
    assert standing.local is not None
    assert (standing.local.title, standing.taken_by, standing.problem) == ("Ashmere, autumn 2026", "Odette Farrow", "")


def test_an_edition_that_has_not_begun_waits_for_its_day(area: Area) -> None:
    area.school.local_editions.take(written(in_force_from="2026-12-01"))
    assert area.school.guidance.local is None
    assert area.school.local_editions.standing().problem == "not yet"
    area.clocks["school"].time = utc("2026-12-01T00:30")
    area.school.book.read_guidance()
    assert area.school.guidance.edition == "england-2026.ashmere-1"


def test_one_id_means_one_text_for_good(area: Area) -> None:
    area.school.local_editions.take(written())
    area.school.local_editions.take(written())
    area.school.local_editions.remove()
    with pytest.raises(LocalEditionTaken):
        area.school.local_editions.take(written(title="Ashmere, again"))
    assert area.school.guidance.local is None


def test_every_taking_in_and_out_is_kept_with_who_and_when(area: Area) -> None:
    area.school.local_editions.take(written())
    area.school.local_editions.remove()
    area.school.local_editions.remove()
    kept = area.school.book.store.setting(LOCAL)
    assert isinstance(kept, dict)
    assert [(one.get("taken"), one.get("removed"), one["by"]) for one in kept["changes"]] == [
        ("ashmere-1", None, "Odette Farrow"),
        (None, "ashmere-1", "Odette Farrow"),
    ]
    assert len(kept["taken"]) == 1


def test_an_edition_for_another_one_is_refused_and_says_so_today_once_the_country_has_moved_on(area: Area) -> None:
    with pytest.raises(LocalEditionElsewhere):
        area.school.local_editions.take(written(based_on="england-2027"))
    area.school.local_editions.take(written())
    with area.school.book.writing() as sheet:
        kept = area.school.book.store.setting(LOCAL)
        assert isinstance(kept, dict)
        kept["taken"][0]["text"] = written(based_on="england-2025").decode()
        sheet.writer.put_setting(LOCAL, kept)
    area.school.book.read_guidance()
    assert area.school.guidance.edition == "england-2026"
    assert area.school.local_editions.standing().problem == "LocalEditionElsewhere"
    assert any("own guidance" in warning for warning in area.school.today.page().warnings)


def test_a_damaged_file_is_refused_whole(area: Area) -> None:
    for text in (
        b"",
        b"[]",
        b"\xff",
        b'{"format": 1, "format": 1}',
        b"[" * 100_000,
        written(surprise=1),
        written(levels={"9": {}}),
    ):
        with pytest.raises(LocalEditionInvalid):
            area.school.local_editions.take(text)
    assert area.school.guidance.local is None
