from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.errors import InvalidNhsNumber
from desktop.domain.matching import likely_duplicate
from desktop.domain.records import ChildEntry
from desktop.services.errors import (
    Incomplete,
    LikelyDuplicate,
    NoSuchRecord,
    NothingChanged,
    NotYourRecord,
    ReasonNeeded,
)
from desktop.services.name_lists import aliases
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


def test_a_child_is_found_by_name_identifier_and_address(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for text in ("kian", "PELLOW", "9990001235", "999 000 1235", "sallow"):
        assert [row.id for row in area.school.children.search(text)] == [child], text
    assert area.school.children.search("nobody") == ()
    assert area.school.children.entry(child).nhs_number == "9990001235"


def test_a_likely_duplicate_is_refused_until_it_was_seen(area: Area) -> None:
    area.school.children.register(KIAN)
    again = replace(KIAN, given_names="Kieran", nhs_number="999 000 1235", upn="")
    with pytest.raises(LikelyDuplicate) as refused:
        area.school.children.register(again)
    assert refused.value.duplicates
    assert "Kian" not in str(refused.value)
    area.school.children.register(again, duplicates_seen=True)
    assert len(area.school.children.search()) == 2


def test_a_sister_at_the_same_address_is_asked_about_and_is_no_duplicate(area: Area) -> None:
    kian = area.school.children.register(KIAN).child
    maisie = ChildEntry(given_names="Maisie", family_name="Pellow", born="2023-05-02", address="4 Sallow Row")
    assert area.school.children.likely_duplicates(maisie) == ()
    assert [row.id for row in area.school.children.same_address(maisie)] == [kian]


def test_a_number_that_cannot_be_right_is_refused_without_repeating_it(area: Area) -> None:
    with pytest.raises(InvalidNhsNumber) as refused:
        area.school.children.register(replace(KIAN, nhs_number="999 000 1236"))
    assert "1236" not in str(refused.value)
    with pytest.raises(Incomplete):
        area.school.children.register(ChildEntry(address="somewhere"))
    assert area.school.children.search() == ()


def test_an_amendment_needs_a_reason_and_a_change(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    with pytest.raises(ReasonNeeded):
        area.school.children.amend(child, {"address": "5 Sallow Row"}, " ")
    with pytest.raises(NothingChanged):
        area.school.children.amend(child, {"address": "4 Sallow Row"}, "moved")
    area.school.children.amend(child, {"address": "5 Sallow Row", "known_as": "Kit"}, "moved")
    page = area.school.children.page(child)
    assert page.known_as == "Kit"
    assert [(label, before, now) for label, before, now in page.history[1].changed if label == "Address"] == [
        ("Address", "4 Sallow Row", "5 Sallow Row")
    ]
    with pytest.raises(NoSuchRecord):
        area.school.children.amend("x", {"address": "5 Sallow Row"}, "moved")


def test_a_value_can_be_taken_back(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.children.amend(child, {"address": "", "postcode": ""}, "no fixed address")
    assert area.school.children.entry(child).address == ""


def test_another_organisation_cannot_amend_a_record_it_was_sent(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    with pytest.raises(NotYourRecord):
        area.desk.children.amend(child, {"address": "elsewhere"}, "because")


def test_opening_is_recorded_at_most_once_an_hour(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for minutes in (0, 20, 59, 61):
        area.at(utc("2026-11-20T10:00") + timedelta(minutes=minutes))
        page = area.school.children.page(child)
    assert [(row.who, row.what) for row in page.openings] == [("Odette Farrow", "opened the child's page")] * 2


def test_the_chronology_keeps_three_times_apart_and_marks_what_was_written_late(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.at(utc("2026-11-22T12:00"))
    area.school.concerns.record(child, KIANS_ARM)
    (row,) = area.school.children.page(child).chronology
    assert (row.event_at, row.late) == ("2026-11-20T09:05", True)
    assert row.written_at == row.received_at == utc("2026-11-22T12:00")
    assert "R. Quill, written by Odette Farrow, Larkmere Primary" in row.source


def test_looking_up_finds_whom_reading_everybody_would_find(area: Area) -> None:
    rand = random.Random(11)
    given = ("Kian", "Cian", "Małgorzata", "Gosia", "Mohammed", "Muhamad", "Siân", "Sharn", "Baby", "Esme")
    family = ("Pellow", "Pello", "Rook", "Kowalski", "Kowalska", "O'Neill", "Oneil")
    days = ("2017-03-04", "2017-04-03", "2017-03-14", "2016-03-04", "2026-10-02", "")
    children = area.school.children
    entries = [
        ChildEntry(
            given_names=rand.choice(given),
            family_name=rand.choice(family),
            born=(born := rand.choice(days)),
            expected="" if born else rand.choice(("", "2026-10-20")),
            postcode=rand.choice(("", "ZY1 2AB")),
        )
        for _ in range(40)
    ]
    held = {children.register(entry, duplicates_seen=True).child: entry for entry in entries}
    for entry in entries[:20]:
        everybody = {child for child, other in held.items() if likely_duplicate(entry, other, aliases())}
        found = children.likely_duplicates(entry)
        assert {one.row.id for one in found} == everybody
        weights = [match.weight for one in found if (match := likely_duplicate(entry, held[one.row.id], aliases()))]
        assert weights == sorted(weights, reverse=True)
