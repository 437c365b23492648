"""The prompts of the edition speak offline, when they should and not when they should not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.records import ChildEntry, ConcernEntry, Quote, When
from desktop.domain.rules import fired
from tests.unit.domain.editions import england

ENGLAND = england()
VISIT = date(2026, 12, 23)
ESME = ChildEntry(given_names="Esme", family_name="Rook", born="2026-10-02", sex="F")
KIAN = ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14", sex="M")
CHEEK = ConcernEntry(
    happened=When("2026-12-23T14:20"),
    seen="1 cm blue mark on right cheek",
    reported=(Quote("she rolled on her dummy", "mother"),),
)


def ids(entry: ConcernEntry, child: ChildEntry = ESME, today: date = VISIT) -> set[str]:
    return {prompt.id for prompt in fired(entry, child, ENGLAND, today)}


def test_a_mark_on_a_baby_asks_for_a_call_now_whatever_the_explanation() -> None:
    prompt = fired(CHEEK, ESME, ENGLAND, VISIT)[0]
    assert prompt.id == "non-mobile-bruise"
    assert prompt.urgent
    assert "Refer now by phone" in prompt.text
    assert "same-day paediatric opinion" in prompt.text


@pytest.mark.parametrize(
    "seen",
    [
        "Bruising to left thigh",
        "a small brusie on the arm",
        "scald to the foot",
        "Mark on forehead",
        "No. Bruise on cheek.",
        "two scratches",
        "burned hand",
        "He has a fractured arm",
    ],
)
def test_an_injury_of_a_baby_is_heard_in_many_words(seen: str) -> None:
    assert "non-mobile-bruise" in ids(ConcernEntry(seen=seen))


@pytest.mark.parametrize(
    "seen",
    [
        "No bruises, no marks, content and feeding",
        "no injuries",
        "Mark came home early and was loud",
        "market day, remarkable weight gain",
    ],
)
def test_a_baby_without_an_injury_is_left_in_peace(seen: str) -> None:
    assert "non-mobile-bruise" not in ids(ConcernEntry(seen=seen))


@pytest.mark.parametrize(
    ("marks", "speaks"), [("1 cm, blue, right cheek", True), ("none", False), ("No marks seen.", False)]
)
def test_the_marks_field_counts_when_it_says_something(marks: str, speaks: bool) -> None:
    assert ("non-mobile-bruise" in ids(ConcernEntry(marks=marks))) is speaks


def test_what_others_said_about_an_injury_counts() -> None:
    assert "non-mobile-bruise" in ids(ConcernEntry(reported=(Quote("the baby has a bruise", "grandmother"),)))


def test_a_walking_child_with_a_mark_is_another_matter() -> None:
    assert "non-mobile-bruise" not in ids(CHEEK, KIAN)


def test_an_older_child_who_cannot_move_about_is_covered() -> None:
    assert "non-mobile-bruise" in ids(replace(CHEEK, mobile="no"), KIAN)


@pytest.mark.parametrize(
    ("born", "speaks"), [("2026-06-24", True), ("2026-06-23", False), ("", False), ("2027-01-01", False)]
)
def test_the_rule_ends_at_six_months(born: str, speaks: bool) -> None:
    assert ("non-mobile-bruise" in ids(CHEEK, replace(ESME, born=born))) is speaks


def test_the_age_is_the_one_on_the_day_it_happened() -> None:
    assert "non-mobile-bruise" in ids(CHEEK, ESME, date(2027, 6, 1))


def test_a_child_who_is_not_safe_now_comes_first() -> None:
    prompts = fired(replace(CHEEK, safe_now="no", category="fabricated-illness"), ESME, ENGLAND, VISIT)
    assert [prompt.id for prompt in prompts] == ["danger-now", "non-mobile-bruise", "fabricated-illness"]
    assert [prompt.urgent for prompt in prompts] == [True, True, False]


def test_kians_record_fires_nothing_by_itself() -> None:
    kian = ConcernEntry(
        seen="two 2 cm round purple-yellow marks on left upper arm",
        words=(Quote("Craig got me with the charger 'cause I spilt the milk", "Kian"),),
        questions="Tell me about your arm",
        category="PHY",
        level="4",
    )
    assert ids(kian, KIAN, date(2026, 11, 20)) == set()


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (ConcernEntry(words=(Quote("I want to die"),)), "suicide-risk"),
        (ConcernEntry(words=(Quote("chcę umrzeć", translation="I want to die"),)), "suicide-risk"),
        (ConcernEntry(seen="found unconscious"), "life-at-risk"),
        (ConcernEntry(seen="she can’t wake him"), "life-at-risk"),
        (ConcernEntry(categories=("forced-marriage",)), "forced-marriage"),
        (ConcernEntry(category="fgm"), "fgm"),
        (ConcernEntry(category="SAB"), "sexual-abuse"),
        (ConcernEntry(category="online-harm"), "images"),
        (ConcernEntry(category="trafficking"), "trafficking"),
        (ConcernEntry(accused_works_with_children="yes"), "works-with-children"),
        (ConcernEntry(words=(Quote("...", interpreter="her Aunt Rosa"),)), "relative-interpreted"),
        (ConcernEntry(questions="Did he hit you?"), "closed-questions"),
    ],
)
def test_each_rule_speaks(entry: ConcernEntry, rule: str) -> None:
    assert rule in ids(entry, KIAN)


def test_an_empty_entry_says_nothing() -> None:
    assert ids(ConcernEntry(), ChildEntry()) == set()


def test_a_mark_on_a_young_baby_who_moves_about_is_as_urgent_and_not_called_that_of_one_who_cannot() -> None:
    (prompt,) = [one for one in fired(replace(CHEEK, mobile="yes"), ESME, ENGLAND, VISIT) if one.route == "phone-now"]
    assert prompt.id == "young-baby-mark"
    assert prompt.urgent
    assert "cannot move about" not in prompt.title
