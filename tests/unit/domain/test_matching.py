"""Asked before a second record is made of one child; not asked about a brother or sister."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.matching import likely_duplicate, looked_for, near_days, same_home
from desktop.domain.matching_people import likely_same_person
from desktop.domain.names import alike
from desktop.domain.people import PersonEntry
from desktop.domain.records import ChildEntry
from desktop.services.name_lists import aliases

KIAN = ChildEntry(
    given_names="Kian",
    family_name="Pellow",
    born="2017-03-04",
    nhs_number="9990001235",
    upn="A336400018001",
    address="4 Sallow Row",
    postcode="ZY1 2AB",
)
BARE = replace(KIAN, nhs_number="", upn="", address="", postcode="")


def why(one: ChildEntry, other: ChildEntry) -> str:
    match, mirrored = likely_duplicate(one, other, aliases()), likely_duplicate(other, one, aliases())
    assert (match is None) == (mirrored is None)
    return match.why if match else ""


def test_the_same_number_is_certain_whatever_else_differs() -> None:
    match = likely_duplicate(KIAN, ChildEntry(given_names="Someone", nhs_number="9990001235"))
    assert match is not None
    assert (match.why, match.certain) == ("same NHS number", True)
    assert why(KIAN, ChildEntry(upn="A336400018001")) == "same pupil number (UPN)"


def test_a_number_that_means_not_known_matches_nobody() -> None:
    assert (
        why(
            ChildEntry(given_names="A", upn="UN1", born="2020-01-01"),
            ChildEntry(given_names="B", upn="UN1", born="2021-05-05"),
        )
        == ""
    )


@pytest.mark.parametrize(
    ("given", "family"), [("Cian", "Pellow"), ("Kian", "Pello"), ("KIAN", "pellow"), ("Kián", "Pellow-Dunmore")]
)
def test_names_that_sound_alike_with_the_same_birthday_are_asked_about(given: str, family: str) -> None:
    assert "same date of birth" in why(KIAN, replace(BARE, given_names=given, family_name=family))


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("2017-04-03", "day and month of birth the other way round"),
        ("2017-03-05", "dates of birth one digit apart"),
        ("2016-03-04", "years of birth one apart"),
        ("2017-03-14", "dates of birth one digit apart"),
        ("2017-03-03", "dates of birth one digit apart"),
    ],
)
def test_a_slip_in_the_birthday_is_seen_through(born: str, words: str) -> None:
    assert why(KIAN, replace(BARE, born=born)) == f"{words} and the same name"


def test_the_same_name_with_another_birthday_is_another_child() -> None:
    assert why(KIAN, replace(BARE, born="2015-09-21")) == ""


def test_names_the_other_way_round_are_seen_through() -> None:
    assert "other way round" in why(KIAN, replace(BARE, given_names="Pellow", family_name="Kian"))


def test_a_sister_at_the_same_address_is_no_duplicate() -> None:
    maisie = replace(KIAN, given_names="Maisie", born="2023-06-30", nhs_number="", upn="")
    assert why(KIAN, maisie) == ""
    assert same_home(KIAN, maisie)


def test_a_twin_is_no_duplicate() -> None:
    assert why(KIAN, replace(KIAN, given_names="Orla", nhs_number="", upn="")) == ""


def test_the_same_home_and_name_with_a_wrong_birthday_is_asked_about() -> None:
    assert why(KIAN, replace(KIAN, born="2011-12-25", nhs_number="", upn="")).startswith(
        "same postcode and family name"
    )


def test_an_entry_without_a_birthday_is_compared_by_name() -> None:
    assert "no date of birth to compare" in why(KIAN, replace(BARE, born=""))
    assert why(KIAN, ChildEntry(given_names="Ada", family_name="Lane")) == ""


def test_a_baby_who_was_expected_is_asked_about_once_born() -> None:
    unborn = ChildEntry(given_names="Baby", family_name="Rook", expected="2026-10-10", postcode="ZX1 2AB")
    esme = ChildEntry(given_names="Esme", family_name="Rook", born="2026-10-02", postcode="ZX1 2AB")
    assert "born at about the time one was expected" in why(unborn, esme)


def test_two_strangers_do_not_match() -> None:
    esme = ChildEntry(given_names="Esme", family_name="Rook", born="2026-10-02", postcode="ZX1 2AB")
    assert why(KIAN, esme) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bill", "William"), ("Siân", "Sian"), ("Sean", "Shaun"), ("Katherine", "Cathryn"), ("Esmée", "Esme"),
     ("Mohammed", "Muhammad"), ("O'Neil", "ONeill"), ("Phillips", "Philips"), ("Lee", "Leigh"), ("Teddy", "Edward")],
)  # fmt: skip
def test_short_names_and_spellings_are_alike(one: str, other: str) -> None:
    assert alike(one, other, aliases())
    assert alike(other, one, aliases())


@pytest.mark.parametrize(
    ("one", "other"), [("Kian", "Maisie"), ("Rook", "Pellow"), ("Ben", "Dan"), ("", "Kian"), ("Al", "Jo")]
)
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)


def test_reasons_are_ranked_from_a_number_down_to_a_name_alone() -> None:
    others = (
        replace(KIAN, given_names="Someone"),
        BARE,
        replace(BARE, given_names="Cian"),
        replace(BARE, born="2017-04-03"),
        replace(KIAN, nhs_number="", upn="", born="2009-01-01"),
        replace(BARE, born=""),
    )
    found = [likely_duplicate(KIAN, other, aliases()) for other in others]
    weights = [match.weight if match else 0 for match in found]
    assert all(weights)
    assert weights == sorted(weights, reverse=True)


@given(born=st.dates(date(1990, 1, 2), date(2030, 12, 30)), slip=st.integers(0, 7), digit=st.sampled_from("0123456789"))
@settings(max_examples=60, derandomize=True)
def test_a_day_with_one_wrong_figure_is_among_those_that_are_looked_up(born: date, slip: int, digit: str) -> None:
    text = f"{born:%Y%m%d}"
    wrong = f"{text[:slip]}{digit}{text[slip + 1 :]}"
    with suppress(ValueError):
        assert date.fromisoformat(f"{wrong[:4]}-{wrong[4:6]}-{wrong[6:]}").isoformat() in near_days(born)


def test_what_is_looked_for_names_days_numbers_sounds_and_the_home() -> None:
    wanted = looked_for(KIAN, aliases())
    assert {"2017-03-04", "2017-04-03", "2018-03-04", "2016-03-04"} <= set(wanted.days)
    assert (wanted.nhs_number, wanted.upn, wanted.postcode) == ("9990001235", "A336400018001", "ZY12AB")
    assert not wanted.undated
    assert looked_for(replace(BARE, born="", upn="UN1")).undated
    assert looked_for(replace(BARE, upn="UN1")).upn == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"born": "1988-05-06"}, "same date of birth and the same name"),
        ({"born": "1988-06-05"}, "dates of birth that differ by a slip, and the same name"),
        ({"born": "1971-01-01"}, ""),
        ({"telephone": "+44 1632 960123"}, "same telephone number and the same name"),
        ({"given_names": "Jenny", "postcode": "ZY12AB"}, "same postcode and a name that sounds alike"),
        ({"given_names": "Jenny"}, ""),
        ({}, "the same name"),
    ],
)
def test_two_adults_are_asked_about_with_the_reason(changes: dict[str, Any], words: str) -> None:
    jenna = PersonEntry("Jenna", "Pellow", born="1988-05-06", telephone="01632 960123", postcode="ZY1 2AB")
    other = replace(PersonEntry("Jenna", "Pellow"), **changes)
    match = likely_same_person(jenna, other, aliases())
    assert (match.why if match else "") == words


def test_professionals_of_one_agency_are_asked_about() -> None:
    one = PersonEntry("Bronagh", "Tiller", agency="Ashmere 0-19 service")
    match = likely_same_person(one, PersonEntry("Bronach", "Tillar", agency="Ashmere 0-19"), aliases())
    assert match is not None
    assert "same agency" in match.why
