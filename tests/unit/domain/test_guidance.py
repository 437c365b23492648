"""The edition is data: read with care, refused whole when it is damaged."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.domain.errors import GuidanceInvalid
from desktop.domain.guidance import Guidance
from desktop.domain.records import OrganisationKind
from tests.unit.domain.editions import edition_data, england

ENGLAND = england()
TODAY = date(2026, 11, 23)
Data = dict[str, Any]


def test_the_four_statutory_categories_come_first() -> None:
    assert [category.code for category in ENGLAND.categories] == ["PHY", "SAB", "EMO", "NEG"]
    assert all(category.meaning and category.indicators for category in ENGLAND.categories)


def test_every_clock_says_where_it_comes_from_and_how_sure_it_is() -> None:
    assert all(clock.source and clock.status for clock in ENGLAND.clocks)
    assert {"T1", "T5", "T6", "T7", "T8", "T9", "T15"} <= {clock.id for clock in ENGLAND.clocks}


def test_every_holiday_of_both_years_is_listed() -> None:
    assert len(ENGLAND.holidays) == 16
    assert date(2026, 12, 28) in ENGLAND.holidays
    assert ENGLAND.holidays_until == date(2027, 12, 31)


def test_a_school_is_offered_its_public_task_with_the_duty_to_share_once_it_has_begun() -> None:
    assert ENGLAND.suggested_basis(OrganisationKind.SCHOOL, TODAY).code == "task-and-duty"
    assert ENGLAND.suggested_basis(OrganisationKind.SCHOOL, date(2026, 9, 29)).code == "public-task"


def test_a_club_is_offered_a_basis_that_fits_a_club() -> None:
    offered = [basis.code for basis in ENGLAND.bases_for(OrganisationKind.CLUB, TODAY)]
    assert offered[0] == "recognised-interest"
    assert "task-and-duty" not in offered
    assert "public-task" not in offered


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_consent_is_offered_last_and_never_suggested(kind: OrganisationKind) -> None:
    assert [basis.code for basis in ENGLAND.bases_for(kind, TODAY)][-1] == "consent"


def test_the_desk_may_decide_every_outcome_of_a_contact_or_a_referral() -> None:
    assert len(ENGLAND.contact_outcomes) == 4
    assert len(ENGLAND.referral_outcomes) == 6
    assert ENGLAND.outcome_label("referral-strategy") == "Referral: strategy discussion"


def test_a_code_of_another_edition_is_shown_as_it_is() -> None:
    assert ENGLAND.category_label("X99") == "X99"
    assert ENGLAND.level_label("") == ""


def test_some_concerns_say_that_the_family_is_not_told_first() -> None:
    assert ENGLAND.do_not_tell_family(["PHY", "forced-marriage"])
    assert not ENGLAND.do_not_tell_family(["PHY", "young-carer"])


def change(path: str, value: object) -> Callable[[Data], None]:
    """Set what stands at ``path`` ("clocks.0.status")."""
    *steps, last = path.split(".")

    def apply(data: Data) -> None:
        here: Any = data
        for step in steps:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[int(last) if isinstance(here, list) else last] = value

    return apply


def only_consent_for_schools(data: Data) -> None:
    for basis in data["bases"]:
        basis["kinds"] = [kind for kind in basis["kinds"] if kind != "school" or basis["code"] == "consent"]


def remove(name: str) -> Callable[[Data], None]:
    return lambda data: data.__delitem__(name)


@pytest.mark.parametrize(
    ("damage", "path"),
    [
        (remove("clocks"), "clocks: missing"),
        (change("format", 2), "format"),
        (change("edition", ""), "edition"),
        (change("surprise", 1), "surprise"),
        (change("in_force_from", "September"), "in_force_from"),
        (change("clocks.0.status", "certain"), "clocks[0].status"),
        (change("clocks.0.limits.0.unit", "fortnights"), "clocks[0].limits[0].unit"),
        (change("clocks.0.limits.0.amount", -1), "clocks[0].limits[0].amount"),
        (change("clocks.0.limits", []), "clocks[0].limits"),
        (change("clocks.1.id", "T1"), "clocks"),
        (change("holidays.0", "2026-01-03"), "holidays[0]"),
        (change("holidays.0", "2025-12-25"), "holidays[0]"),
        (change("holidays_until", "2028-12-31"), "2028"),
        (change("opens", "nine"), "opens"),
        (change("further.0.factors", ["99Z"]), "99Z"),
        (change("further.0.do_not_tell_family", "no"), "do_not_tell_family"),
        (change("further.0.code", "PHY"), "further"),
        (change("bases.0.kinds", ["bank"]), "bases[0].kinds"),
        (only_consent_for_schools, "no lasting basis for school"),
        (change("levels.0", {"code": "1"}), "levels[0].label"),
        (change("local_authorities.0", "1-5"), "local_authorities[0]"),
        (change("rules.0.when", {"moon": "full"}), "rules[0].when"),
        (change("rules.0.when", {"answer": "name", "is": "no"}), "rules[0].when.answer"),
        (change("rules.0.when", {"words": [], "in": ["seen"]}), "rules[0].when"),
        (change("rules.0.when", {"words": ["x"], "in": ["address"]}), "rules[0].when.in"),
        (change("rules.0.when", {"category": ["nothing"]}), "rules[0].when.category"),
        (change("rules.0.when", {"all": []}), "rules[0].when.all"),
        (change("rules.0.urgent", 1), "rules[0].urgent"),
        (change("categories", "PHY"), "categories"),
        (change("special_category", []), "special_category"),
    ],
)
def test_a_damaged_edition_is_refused_with_the_place_of_the_damage(damage: Callable[[Data], None], path: str) -> None:
    data = copy.deepcopy(edition_data())
    damage(data)
    with pytest.raises(GuidanceInvalid) as caught:
        Guidance.parse(data)
    assert path in str(caught.value)


def test_conditions_cannot_be_nested_without_end() -> None:
    data: Data = edition_data()
    condition: Data = {"filled": "marks"}
    for _ in range(20):
        condition = {"any": [condition]}
    data["rules"][0]["when"] = condition
    with pytest.raises(GuidanceInvalid):
        Guidance.parse(data)
