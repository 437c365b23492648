"""A chronology that is locked to named people: who can open it, what is in it, and what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.errors import NotARecipient
from bundle.letters import open_letter
from desktop.services.errors import NoRecipient, NoSuchRecord, NotYourRecord
from tests.unit.services.people import ESMES_CHEEK, KIAN, KIANS_ARM, waiting
from tests.unit.services.test_colleagues import START, School


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


def kian(school: School) -> str:
    """A child with a concern, the child's voice, and a concern that is kept from somebody."""
    concern = school.record()
    child = school.assistant.concerns.page(concern).child
    school.assistant.entries.record(child, "voice", {"wishes": "To see Nan"})
    kept = replace(ESMES_CHEEK, seen="Zanzibar", kept_from=("the head",))
    school.assistant.concerns.record(child, kept)
    return child


def test_it_is_sealed_to_the_named_people_and_nobody_elses_key_opens_it(school: School) -> None:
    child = kian(school)
    told = school.assistant.chronology_telling.tell(child, ["Odette Farrow"], "For the meeting on Monday")
    (letter,) = waiting(school.assistant)
    assert letter.bundle == told.letter
    sealed, directory = pack(Parts(letter.waybill, letter.sealed, None)), school.desk.book.directory
    assert directory is not None
    open_letter(sealed, keys=school.keys["school"], directory=directory, now=START)
    for name in ("Mirren Voss", "desk", "health"):
        with pytest.raises(NotARecipient):
            open_letter(sealed, keys=school.keys[name], directory=directory, now=START)


def test_who_is_named_reads_it_whole_but_for_what_is_kept_from_some(school: School) -> None:
    child = kian(school)
    school.assistant.chronology_telling.tell(child, ["Odette Farrow"])
    school.post.exchange(*school.everyone())
    rows = school.school.chronology.page(child).rows
    assert len(rows) == 2
    assert not any("Zanzibar" in row.what or row.kept for row in rows)
    assert school.deputy.children.search() == ()
    (row,) = school.assistant.chronology_telling.of_record(child)
    assert [one.person for one in row.people] == ["Odette Farrow"]


def test_nobody_is_suggested_and_who_was_told_before_is_said(school: School) -> None:
    child = kian(school)
    school.assistant.chronology_telling.tell(child, ["Odette Farrow"])
    choices = school.assistant.chronology_telling.choices(child)
    assert [(one.person, one.suggested, one.told) for one in choices.people] == [
        ("Mirren Voss", False, False),
        ("Odette Farrow", False, True),
    ]
    assert "2 records" in choices.title


def test_what_cannot_be_told_is_refused_and_nothing_waits(school: School) -> None:
    child = kian(school)
    for people in ([], ["Lewis Aske"]):
        with pytest.raises(NoRecipient):
            school.assistant.chronology_telling.tell(child, people)
    with pytest.raises(NoSuchRecord):
        school.assistant.chronology_telling.tell("nobody", ["Odette Farrow"])
    with pytest.raises(NotYourRecord):
        school.assistant.chronology_telling.tell(
            school.assistant.children.register(
                replace(KIAN, given_names="Bo", nhs_number="", upn=""), duplicates_seen=True
            ).child,
            ["Odette Farrow"],
        )
    assert waiting(school.assistant) == []


def test_a_later_amendment_goes_to_the_same_people_and_a_later_record_does_not(school: School) -> None:
    child = kian(school)
    school.assistant.chronology_telling.tell(child, ["Odette Farrow"])
    concern = next(one.id for one in school.assistant.children.page(child).concerns if not one.walled)
    school.assistant.concerns.amend(concern, {"place": "cloakroom"}, "Remembered wrongly")
    school.assistant.concerns.record(child, replace(KIANS_ARM, seen="A later thing"))
    school.post.exchange(*school.everyone())
    assert school.school.concerns.page(concern).entry.place == "cloakroom"
    assert len(school.school.chronology.page(child).rows) == 2
