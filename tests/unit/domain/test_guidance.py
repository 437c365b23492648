"""The edition is data: read with care, refused whole when it is damaged."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.domain.errors import GuidanceInvalid, GuidanceUnknown
from desktop.domain.guidance import Guidance
from desktop.domain.records import OrganisationKind
from tests.unit.domain.editions import edition_data, england, set_at

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


def test_every_further_type_of_the_facts_is_there_with_its_route() -> None:
    codes = {kind.code for kind in ENGLAND.further}
    assert len(codes) == 29
    assert all(kind.route and kind.route_text and kind.notes for kind in ENGLAND.further)
    quiet = {kind.code for kind in ENGLAND.further if kind.do_not_tell_family}
    assert quiet == {"trafficking", "fgm", "forced-marriage", "faith-belief", "fabricated-illness", "organised"}
    by_clock = {kind.code: kind.clocks for kind in ENGLAND.further if kind.clocks}
    assert by_clock["fgm"] == ("T19",)
    assert by_clock["allegation"] == ("T12",)


def test_the_four_levels_have_londons_colours() -> None:
    assert [(level.code, level.colour) for level in ENGLAND.levels[:4]] == [
        ("1", "blue"), ("2", "green"), ("3", "amber"), ("4", "red"),
    ]  # fmt: skip
    assert ENGLAND.levels[4].code == "they-decide"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("referral_sources", "1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10"),
        ("primary_needs", "N1 N2 N3 N4 N5 N6 N7 N8 N9 N0"),
        ("closure_reasons", "RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9"),
        ("allegation_outcomes", "substantiated malicious false unsubstantiated unfounded"),
        ("mappa_categories", "1 2 3 4"),
        ("mappa_levels", "1 2 3"),
    ],
)
def test_the_official_lists_are_whole_and_in_their_order(name: str, codes: str) -> None:
    assert [row.code for row in ENGLAND.codes(name)] == codes.split()


def test_the_census_codes_are_whole() -> None:
    factors = (
        "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A 16A 17A 18B 18C 19B "
        "19C 20 21 22A 23A 24A"
    )
    assert [factor.code for factor in ENGLAND.factors] == factors.split()
    assert [row.code for row in ENGLAND.plan_categories] == ["NEG", "PHY", "SAB", "EMO", "MUL"]
    assert [row.code for row in ENGLAND.sexes] == ["M", "F", "U"]
    disabilities = [row.code for row in ENGLAND.people.disabilities]
    assert disabilities == "NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA".split()  # noqa: SIM905 -- as the census lists them
    assert [row.code for row in ENGLAND.people.upn_unknown] == [f"UN{number}" for number in range(1, 8)]
    legal = [row.code for row in ENGLAND.people.legal_statuses]
    assert legal == ["none", "C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"]
    ethnicities = {one.code for one in ENGLAND.ethnicities}
    white = {"WBRI", "WIRI", "WIRT", "WOTH", "WROM"}
    assert ethnicities == white | {
        "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
    }  # fmt: skip


def test_every_ethnicity_has_its_nhs_letter_and_back() -> None:
    assert len(ENGLAND.ethnicities) == 20
    assert ENGLAND.nhs_ethnicity("MWBC") == "D"
    assert ENGLAND.nhs_ethnicity("?") == ""
    assert [one.code for one in ENGLAND.ethnicities_of("C")] == ["WIRT", "WROM", "WOTH"]
    assert [one.code for one in ENGLAND.ethnicities_of("99")] == ["NOBT"]
    letters = {one.nhs for one in ENGLAND.ethnicities}
    assert letters == set("ABCDEFGHJKLMNPRSZ") | {"99"}


@pytest.mark.parametrize(
    ("codes", "faults"),
    [
        ((), []),
        (("18C", "3B"), []),
        (("21",), []),
        (("18A",), [("18A", "legacy", "8945Q", ("18B", "18C"))]),
        (("19A", "1A"), [("19A", "legacy", "8950Q", ("19B", "19C"))]),
        (("21", "1A"), [("21", "alone", "8869", ())]),
        (("99Z",), [("99Z", "unknown", "", ())]),
        (("1A", "1A"), [("1A", "twice", "", ())]),
    ],
)
def test_factors_that_the_census_would_refuse_or_query_are_named(
    codes: tuple[str, ...], faults: list[tuple[str, str, str, tuple[str, ...]]]
) -> None:
    assert [(one.code, one.why, one.query, one.instead) for one in ENGLAND.factor_faults(codes)] == faults


@pytest.mark.parametrize(
    ("kind", "role", "uses"),
    [
        (OrganisationKind.HUB, "lead", True),
        (OrganisationKind.HUB, "", True),
        (OrganisationKind.HUB, "administrator", False),
        (OrganisationKind.SCHOOL, "lead", False),
        (OrganisationKind.SCHOOL, "desk", True),
        (OrganisationKind.HEALTH, "recorder", False),
        (OrganisationKind.CLUB, "", False),
        ("bank", "", False),
    ],
)
def test_census_codes_are_for_those_who_use_them(kind: str, role: str, uses: bool) -> None:
    assert ENGLAND.uses_codes(kind, role) is uses


def test_a_list_that_no_edition_has_is_asked_for_in_vain() -> None:
    with pytest.raises(GuidanceUnknown):
        ENGLAND.codes("colours")
    with pytest.raises(GuidanceUnknown):
        ENGLAND.word("school")
    assert ENGLAND.code_label("barriers", "scared").startswith("Afraid")
    assert ENGLAND.code_label("barriers", "of another edition") == "of another edition"


def test_how_long_records_are_kept_says_from_when_and_how_sure_it_is() -> None:
    kept = {one.code: (one.begins, one.years, one.status) for one in ENGLAND.retention}
    assert kept["school-file"] == ("birth", 25, "verified")
    assert kept["looked-after"] == ("birth", 75, "verified")
    assert kept["adoption"] == ("adoption order", 100, "verified")
    assert kept["authority-record"] == ("case closed", 35, "verified")
    assert kept["sexual-abuse"][2] == "unverified"
    assert all(one.years or one.until for one in ENGLAND.retention)
    assert "Nothing is destroyed" in ENGLAND.legal_hold


def test_help_for_recording_and_asking_comes_with_the_edition() -> None:
    assert [row.code for row in ENGLAND.codes("asking")] == ["tell", "explain", "describe", "never"]
    assert len(ENGLAND.codes("recording_rules")) >= 12
    assert not any(" must " in row.hint for row in ENGLAND.codes("recording_rules"))


def only_consent_for_schools(data: Data) -> None:
    for basis in data["bases"]:
        basis["kinds"] = [kind for kind in basis["kinds"] if kind != "school" or basis["code"] == "consent"]


def remove(name: str) -> Callable[[Data], None]:
    return lambda data: data.__delitem__(name)


@pytest.mark.parametrize(
    ("damage", "path"),
    [
        (remove("clocks"), "clocks: missing"),
        (set_at("format", 2), "format"),
        (set_at("edition", ""), "edition"),
        (set_at("surprise", 1), "surprise"),
        (set_at("in_force_from", "September"), "in_force_from"),
        (set_at("clocks.0.status", "certain"), "clocks[0].status"),
        (set_at("clocks.0.limits.0.unit", "fortnights"), "clocks[0].limits[0].unit"),
        (set_at("clocks.0.limits.0.amount", -1), "clocks[0].limits[0].amount"),
        (set_at("clocks.0.limits", []), "clocks[0].limits"),
        (set_at("clocks.1.id", "T1"), "clocks"),
        (set_at("holidays.0", "2026-01-03"), "holidays[0]"),
        (set_at("holidays.0", "2025-12-25"), "holidays[0]"),
        (set_at("holidays_until", "2028-12-31"), "2028"),
        (set_at("opens", "nine"), "opens"),
        (set_at("further.0.factors", ["99Z"]), "99Z"),
        (set_at("further.0.do_not_tell_family", "no"), "do_not_tell_family"),
        (set_at("further.0.code", "PHY"), "further"),
        (set_at("bases.0.kinds", ["bank"]), "bases[0].kinds"),
        (only_consent_for_schools, "no lasting basis for school"),
        (set_at("levels.0", {"code": "1"}), "levels[0].label"),
        (set_at("local_authorities.0", "1-5"), "local_authorities[0]"),
        (set_at("rules.0.when", {"moon": "full"}), "rules[0].when"),
        (set_at("rules.0.when", {"answer": "name", "is": "no"}), "rules[0].when.answer"),
        (set_at("rules.0.when", {"words": [], "in": ["seen"]}), "rules[0].when"),
        (set_at("rules.0.when", {"words": ["x"], "in": ["address"]}), "rules[0].when.in"),
        (set_at("rules.0.when", {"category": ["nothing"]}), "rules[0].when.category"),
        (set_at("rules.0.when", {"all": []}), "rules[0].when.all"),
        (set_at("rules.0.urgent", 1), "rules[0].urgent"),
        (set_at("categories", "PHY"), "categories"),
        (set_at("special_category", []), "special_category"),
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
