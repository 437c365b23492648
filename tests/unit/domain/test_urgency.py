"""What is urgent, the right number for this hour, and half a minute of words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desktop.domain.dates import LONDON
from desktop.domain.records import (
    ChildEntry,
    ConcernEntry,
    Contacts,
    OrganisationKind,
    Person,
    Precision,
    Profile,
    Quote,
    When,
)
from desktop.domain.rules import Prompt, fired
from desktop.domain.urgency import POLICE_NUMBER, call_script, is_urgent, number_for
from tests.unit.domain.editions import england

ENGLAND = england()
CONTACTS = Contacts("Ashmere MASH", "01632 960101", "Ashmere EDT", "01632 960102")
TILLER = Profile("Bronagh Tiller", "Health visitor", "Ashmere 0-19 service", OrganisationKind.HEALTH, CONTACTS)
ESME = ChildEntry(
    given_names="Esme", family_name="Rook", born="2026-10-02", address="Caravan 7, Pell Lane", postcode="ZX1 2AB"
)
CHEEK = ConcernEntry(
    happened=When("2026-12-23T14:20"),
    seen="1 cm blue mark on right cheek. Weight 4.9 kg, dropped two centiles. Home cold.",
    reported=(Quote("she rolled on her dummy", "mother"),),
    category="PHY",
    level="4",
    parents_told="yes",
)


@pytest.mark.parametrize(
    ("entry", "urgent"),
    [
        (ConcernEntry(level="4"), True),
        (ConcernEntry(safe_now="no"), True),
        (ConcernEntry(level="3", safe_now="yes"), False),
        (ConcernEntry(level="they-decide", safe_now="unknown"), False),
        (ConcernEntry(), False),
    ],
)
def test_level_four_or_not_safe_is_urgent(entry: ConcernEntry, urgent: bool) -> None:
    assert is_urgent(entry, ()) is urgent


def test_an_urgent_prompt_makes_it_urgent() -> None:
    assert is_urgent(ConcernEntry(), (Prompt("x", "x", "x", urgent=True, route=""),))
    assert not is_urgent(ConcernEntry(), (Prompt("x", "x", "x", urgent=False, route=""),))


@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        (datetime(2026, 11, 20, 10, 15, tzinfo=UTC), "in", datetime(2026, 11, 20, 17, 0, tzinfo=LONDON)),
        (datetime(2026, 11, 21, 20, 0, tzinfo=UTC), "out", datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)),  # Saturday
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "out", datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)),
        (datetime(2026, 11, 20, 8, 59, tzinfo=UTC), "out", datetime(2026, 11, 20, 9, 0, tzinfo=LONDON)),
        (datetime(2026, 12, 24, 17, 30, tzinfo=UTC), "out", datetime(2026, 12, 29, 9, 0, tzinfo=LONDON)),  # Christmas
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "in", datetime(2026, 7, 1, 17, 0, tzinfo=LONDON)),  # 9:00 in London
        (datetime(2031, 1, 8, 10, 0, tzinfo=UTC), "in", datetime(2031, 1, 8, 17, 0, tzinfo=LONDON)),  # past the list
    ],
)
def test_the_number_is_the_one_for_this_hour(now: datetime, hours: str, until: datetime) -> None:
    number = number_for(CONTACTS, now, ENGLAND.calendar)
    assert (number.hours, number.until) == (hours, until)
    assert number.number == ("01632 960101" if hours == "in" else "01632 960102")


def test_there_is_always_a_number() -> None:
    number = number_for(Contacts(), datetime(2026, 11, 20, 10, 0, tzinfo=UTC), ENGLAND.calendar)
    assert (number.number, number.until) == (POLICE_NUMBER, None)
    assert "999" in number.name


def script(entry: ConcernEntry = CHEEK, child: ChildEntry = ESME) -> str:
    today = date(2026, 12, 23)
    return call_script(entry, child, TILLER, fired(entry, child, ENGLAND, today), ENGLAND, today)


def test_the_script_says_who_rings_about_whom_and_what_was_seen() -> None:
    words = script()
    for part in (
        "Bronagh Tiller, health visitor at Ashmere 0-19 service",
        "Esme Rook, born 2 October 2026, 11 weeks old",
        "23 December 2026 at 14:20: 1 cm blue mark on right cheek.",
        "Mother said: “she rolled on her dummy”",
        "level 4",
        "your name and a reference",
    ):
        assert part in words
    assert "sent" not in words


def test_the_script_takes_about_half_a_minute_however_long_the_record() -> None:
    long = ConcernEntry(
        seen="word " * 900, marks="mark " * 300, words=(Quote("said " * 300),), level="4", category="NEG"
    )
    assert len(script().split()) < 120
    assert len(script(long).split()) < 180


def test_an_address_that_must_not_be_disclosed_is_not_read_out() -> None:
    hidden = ChildEntry(given_names="Esme", address="Caravan 7", postcode="ZX1 2AB", address_withheld=True)
    assert "Caravan" not in script(child=hidden)
    assert "ZX1" not in script(child=hidden)


def test_an_almost_empty_record_still_makes_a_script() -> None:
    words = script(ConcernEntry(), ChildEntry())
    assert "whose name I do not have" in words
    assert "None" not in words


def test_the_script_says_when_it_was_noticed_and_who_saw_it() -> None:
    entry = replace(
        CHEEK,
        happened=When("", Precision.UNKNOWN),
        noticed=When("2026-12-23T14:20"),
        witness=Person("R. Quill", "teacher"),
    )
    script = call_script(entry, ESME, TILLER, (), ENGLAND, date(2026, 12, 23))
    assert "Noticed 23 December 2026 at 14:20: 1 cm blue mark" in script
    assert "not known exactly" not in script.lower()
    assert "The one who saw or heard it is R. Quill, teacher." in script


def test_that_the_time_is_not_certain_is_said_of_the_time_and_not_of_what_was_seen() -> None:
    unsure = replace(CHEEK, happened=When("", Precision.UNKNOWN), noticed=When())
    script = call_script(unsure, ESME, TILLER, (), ENGLAND, date(2026, 12, 23)).splitlines()
    assert "The time when it happened is not known." in script
    assert any(line.startswith("1 cm blue mark") for line in script)
    day = replace(unsure, happened=When("2026-12-22", Precision.UNKNOWN))
    script = call_script(day, ESME, TILLER, (), ENGLAND, date(2026, 12, 23)).splitlines()
    assert "I am not certain of the time; it may have been 22 December 2026." in script
    assert any(line.startswith("1 cm blue mark") for line in script)


def test_whoever_is_named_with_a_relation_said_it_and_not_the_relation_alone() -> None:
    entry = replace(CHEEK, reported=(Quote("He rolled", "Tamsin Hartnoll, mother"),))
    script = call_script(entry, ESME, TILLER, (), ENGLAND, date(2026, 12, 23))
    assert "Tamsin Hartnoll, mother, said: “He rolled”" in script
