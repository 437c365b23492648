"""Each prompt of the edition, where it should speak and where it nearly would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.domain.conditions import Counted
from desktop.domain.guidance import Guidance
from desktop.domain.records import ChildEntry, ConcernEntry, Person, Quote, When
from desktop.domain.rules import Earlier, Situation, prompts
from tests.unit.domain.editions import edition_data, england

ENGLAND = england()
TODAY = date(2026, 11, 20)
CHILD = ChildEntry(given_names="Amina", born="2014-05-01", sex="F")
GROWN = ChildEntry(born="2008-11-20")
BABY = ChildEntry(born="2026-10-02")
UNBORN = ChildEntry(expected="2027-02-01")


def seen(text: str, **more: Any) -> ConcernEntry:
    return replace(ConcernEntry(seen=text), **more)


def ids(entry: ConcernEntry, child: ChildEntry = CHILD, guidance: Guidance = ENGLAND, *earlier: Earlier) -> set[str]:
    return {
        prompt.id
        for prompt in prompts(Situation(entry, child, TODAY, writer="Odette Farrow", earlier=earlier), guidance)
    }


SPEAKS = [
    ("non-mobile-bruise", seen("bruise on the cheek"), BABY),
    ("young-baby-mark", seen("bruise on the cheek", mobile="yes"), BABY),
    ("fgm-known", seen("She said she had FGM in the summer"), CHILD),
    ("fgm-known", ConcernEntry(words=(Quote("they cut me down there"),)), CHILD),
    ("fgm-known", replace(seen("she told me it was done: she was circumcised"), category="fgm"), CHILD),
    ("fgm-known", seen("had FGM, age not known"), ChildEntry()),
    ("fgm", seen("worried about FGM: a long holiday is planned"), CHILD),
    ("fgm", ConcernEntry(category="fgm"), CHILD),
    ("fgm", seen("the mother had FGM as a girl; she is afraid"), GROWN),
    ("forced-marriage", seen("She says she is being forced to marry"), CHILD),
    ("forced-marriage", ConcernEntry(words=(Quote("I have to marry my cousin"),)), CHILD),
    ("fabricated-illness", replace(ConcernEntry(), opinion="could be fabricated or induced illness"), CHILD),
    ("fabricated-illness", ConcernEntry(categories=("fabricated-illness",)), CHILD),
    ("do-not-tell", ConcernEntry(category="organised"), CHILD),
    ("trafficking", seen("I think he is being used for county lines"), CHILD),
    ("prevent", seen("extremist posts on his phone"), CHILD),
    ("prevent", ConcernEntry(category="radicalisation"), CHILD),
    ("prevent", seen("he drew the flag of ISIS"), CHILD),
    ("images", seen("somebody shared nudes of her"), CHILD),
    ("missing-now", seen("She did not come home last night"), CHILD),
    ("missing-now", ConcernEntry(reported=(Quote("he is missing", "aunt"),)), CHILD),
    ("missing", seen("ran away on Friday, back on Sunday"), CHILD),
    ("missing-now", seen("she is missing"), CHILD),
    ("missing", seen("she is missing school, and since last night she is missing"), CHILD),  # in doubt it says both
    ("missing-now", seen("Gone missing from the bus stop"), CHILD),
    ("missing", ConcernEntry(category="missing"), CHILD),
    ("works-with-children", ConcernEntry(category="allegation"), CHILD),
    ("low-level", ConcernEntry(category="low-level"), CHILD),
    ("non-recent", ConcernEntry(reported=(Quote("it happened when I was a child", "mother"),)), CHILD),
    ("non-recent", ConcernEntry(category="non-recent"), CHILD),
    ("unborn", ConcernEntry(), UNBORN),
    ("concealed-pregnancy", seen("she is hiding her pregnancy"), CHILD),
    ("private-fostering", seen("living with a family friend since June"), CHILD),
    ("private-fostering", ConcernEntry(category="private-fostering"), CHILD),
]
SILENT = [
    ("non-mobile-bruise", seen("bruise on the cheek"), CHILD),
    ("young-baby-mark", seen("bruise on the cheek", mobile="yes"), CHILD),
    ("fgm-known", seen("had FGM as a girl"), GROWN),
    ("fgm-known", seen("worried about FGM: a long holiday is planned"), CHILD),
    ("fgm-known", seen("her hair was cut"), CHILD),
    ("fgm", seen("she had FGM in the summer"), CHILD),  # fgm-known speaks instead
    ("fgm", seen("she is going on a long holiday"), CHILD),
    ("forced-marriage", seen("she will be a bridesmaid; her sister is getting married"), CHILD),
    ("fabricated-illness", seen("the illness is real, says the doctor"), CHILD),
    ("do-not-tell", ConcernEntry(category="young-carer"), CHILD),
    ("trafficking", seen("stuck in traffic on the way to the county show"), CHILD),
    ("prevent", seen("an extreme reaction to the news"), CHILD),
    ("images", seen("drew a picture of the family"), CHILD),
    ("missing-now", seen("a button was missing from his coat; he misses his dad"), CHILD),
    ("missing-now", seen("her front tooth is missing"), CHILD),
    ("missing-now", seen("she is missing school on Mondays; she is missing lunch"), CHILD),
    ("missing-now", seen("no whereabouts unknown; he came home at six"), CHILD),
    ("missing", seen("he was running late"), CHILD),
    ("missing", seen("one shoe was missing"), CHILD),
    ("prevent", seen("her friend Isis came along"), CHILD),
    ("trafficking", seen("made a cuckoo clock"), CHILD),
    ("non-recent", seen("two years ago he broke his arm"), CHILD),
    ("works-with-children", ConcernEntry(accused_works_with_children="no"), CHILD),
    ("low-level", ConcernEntry(level="1"), CHILD),
    ("non-recent", seen("years ago they lived in Ashmere"), CHILD),
    ("unborn", ConcernEntry(), replace(UNBORN, born="2027-02-03")),
    ("unborn", ConcernEntry(), ChildEntry()),
    ("concealed-pregnancy", seen("her mother is pregnant and told everybody"), CHILD),
    ("private-fostering", seen("living with her grandmother"), CHILD),
    ("private-fostering", seen("living with a family friend"), GROWN),
    ("csa-duty", ConcernEntry(category="SAB"), CHILD),  # not begun in law
]


@pytest.mark.parametrize(("rule", "entry", "child"), SPEAKS)
def test_a_prompt_speaks(rule: str, entry: ConcernEntry, child: ChildEntry) -> None:
    assert rule in ids(entry, child)


@pytest.mark.parametrize(("rule", "entry", "child"), SILENT)
def test_a_prompt_is_silent_where_it_nearly_would_speak(rule: str, entry: ConcernEntry, child: ChildEntry) -> None:
    assert rule not in ids(entry, child)


def test_the_person_is_not_told_before_the_officer_or_the_police_were_asked() -> None:
    found = prompts(Situation(ConcernEntry(category="allegation"), CHILD, TODAY), ENGLAND)
    (prompt,) = (one for one in found if one.id == "works-with-children")
    assert prompt.text.startswith("Tell the person? Not yet")
    assert "police first" in prompt.text


def test_the_duty_to_report_speaks_once_its_clock_is_switched_on() -> None:
    data = edition_data()
    for clock in data["clocks"]:
        if clock["id"] == "T20":
            clock["enabled"] = True
    begun = Guidance.parse(data)
    assert "csa-duty" in ids(ConcernEntry(category="SAB"), CHILD, begun)
    assert begun.clock("T20").enabled


def mine(**more: Any) -> ConcernEntry:
    entry = ConcernEntry(happened=When("2026-11-20T09:05"), witness=Person("R. Quill"), seen="tired and hungry")
    return replace(entry, **more)


def before(days: int, source: str = "b. tiller", **more: Any) -> Earlier:
    return replace(Earlier(TODAY - timedelta(days=days), source=source), **more)


@pytest.mark.parametrize(
    ("earlier", "speaks"),
    [
        ((before(7),), True),
        ((before(0),), True),
        ((before(-2),), True),  # a note written late about a day after this one
        ((before(8),), False),
        ((before(3, "r. quill"),), False),  # the same person twice
        ((before(3, same_child=False),), False),
        ((before(3, type="young_carer"),), True),
        ((), False),
    ],
)
def test_the_same_child_twice_within_a_week_from_different_people(earlier: tuple[Earlier, ...], speaks: bool) -> None:
    assert ("twice-in-a-week" in ids(mine(), CHILD, ENGLAND, *earlier)) is speaks


@pytest.mark.parametrize(
    ("kept_from", "earlier", "speaks"),
    [
        (("Craig Dunmore",), (before(300, named=frozenset({"craig dunmore"}), same_child=False),), True),
        (("craig  DUNMORE, coach",), (before(300, named=frozenset({"craig dunmore"})),), True),
        (("Craig Dunmore",), (before(366, named=frozenset({"craig dunmore"})),), False),
        (("Craig Dunmore",), (before(3, named=frozenset({"carl dunmore"})),), False),
        (("Craig",), (before(3, named=frozenset({"craig"})),), False),  # one word is nobody in particular
        (("Craig Dunmore",), (), False),
    ],
)
def test_a_second_concern_that_names_the_same_person(
    kept_from: tuple[str, ...], earlier: tuple[Earlier, ...], speaks: bool
) -> None:
    entry = mine(category="low-level", kept_from=kept_from)
    assert ("low-level-pattern" in ids(entry, CHILD, ENGLAND, *earlier)) is speaks


def test_small_concerns_add_up_at_the_fourth() -> None:
    small = [before(days, level="2") for days in (10, 40, 80)]
    assert "small-concerns-add-up" in ids(mine(level="2"), CHILD, ENGLAND, *small)
    assert "small-concerns-add-up" not in ids(mine(level="2"), CHILD, ENGLAND, *small[:2])
    assert "small-concerns-add-up" not in ids(mine(level="3"), CHILD, ENGLAND, *small)
    assert "small-concerns-add-up" not in ids(mine(level="2"), CHILD, ENGLAND, *small[:2], before(91, level="2"))
    assert "small-concerns-add-up" not in ids(mine(level="2"), CHILD, ENGLAND, *small[:2], before(5, level="4"))


def test_not_brought_for_the_third_time_in_a_year() -> None:
    missed = [before(200, type="non_engagement"), before(20, categories=frozenset({"medical-neglect"}))]
    visit = mine(seen="was not brought to the clinic")
    assert "was-not-brought" in ids(visit, CHILD, ENGLAND, *missed)
    assert "was-not-brought" not in ids(visit, CHILD, ENGLAND, *missed[:1])
    assert "was-not-brought" not in ids(mine(seen="brought to the clinic"), CHILD, ENGLAND, *missed)
    assert "was-not-brought" not in ids(visit, CHILD, ENGLAND, missed[0], before(20))
    here = Situation(ConcernEntry(), CHILD, TODAY, type="non_engagement", earlier=tuple(missed))
    assert "was-not-brought" in {prompt.id for prompt in prompts(here, ENGLAND)}


def test_the_past_is_asked_only_for_counts_whose_rule_otherwise_holds() -> None:
    asked: list[int] = []

    def past(count: Counted) -> tuple[Earlier, ...]:
        asked.append(count.within_days)
        return (before(1),)

    found = prompts(Situation(mine(), CHILD, TODAY, past=past), ENGLAND)
    assert "twice-in-a-week" in {prompt.id for prompt in found}
    assert asked == [7]
    asked.clear()
    prompts(Situation(mine(level="1", category="low-level"), CHILD, TODAY, past=past), ENGLAND)
    assert asked == [365, 7, 90]


def test_every_rule_of_the_edition_is_tried_here_or_beside() -> None:
    counted = {"twice-in-a-week", "low-level-pattern", "small-concerns-add-up", "was-not-brought", "csa-duty"}
    beside = {"danger-now", "life-at-risk", "suicide-risk", "sexual-abuse", "relative-interpreted", "closed-questions"}
    assert {rule.id for rule in ENGLAND.rules} == {rule for rule, _entry, _child in SPEAKS} | counted | beside


def test_no_prompt_blames_and_each_says_where_it_comes_from() -> None:
    for rule in ENGLAND.rules:
        assert rule.source
        assert len(rule.text) <= 420, rule.id
        assert not any(word in rule.text.lower() for word in ("fault", "should have", "failed", "why did you"))
