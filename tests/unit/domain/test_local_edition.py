"""An area may change its own words, numbers and thresholds, and nothing of what the country's edition protects."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.clocks import due
from desktop.domain.edition_differences import differences
from desktop.domain.edition_rules import CONDITIONS
from desktop.domain.errors import LocalEditionElsewhere, LocalEditionInvalid
from desktop.domain.guidance import Guidance
from desktop.domain.local_edition import NAMES, with_local
from tests.unit.domain.editions import england

ENGLAND = england()
BARE: dict[str, Any] = {
    "format": 1, "id": "ashmere-1", "based_on": "england-2026", "title": "Ashmere", "publisher": "Ashmere Partnership",
    "in_force_from": "2026-11-01",
}  # fmt: skip


def local(**changed: object) -> Guidance:
    return with_local(ENGLAND, json.dumps(BARE | changed).encode())


def changed(edition: Guidance) -> dict[str, tuple[str, str]]:
    return {one.what: (one.before, one.after) for one in differences(ENGLAND, edition)}


def test_an_edition_that_changes_nothing_is_the_countrys_under_its_own_name() -> None:
    bare = local()
    assert bare.edition == "england-2026.ashmere-1"
    assert len(bare.edition) <= 64
    assert differences(ENGLAND, bare) == ()
    assert bare.rules == ENGLAND.rules
    assert ENGLAND.local is None


def test_the_desks_name_stands_in_every_text_that_named_the_desk() -> None:
    renamed = local(words={"desk": "the Ashmere Front Door"})
    texts = [rule.text for rule in renamed.rules] + [kind.route_text for kind in renamed.further]
    assert not any("safeguarding desk" in text for text in texts)
    assert any("ring the Ashmere Front Door" in text for text in texts)
    assert any(text.startswith("The Ashmere Front Door") for text in texts)
    assert changed(renamed) == {"What the desk is called": ("the safeguarding desk", "the Ashmere Front Door")}


def test_thresholds_levels_contacts_and_hours_are_the_areas() -> None:
    own = local(
        threshold={"title": "Right help, right time", "version": "3.1"},
        levels={"3": {"local": "Family Help", "hint": "Two or more needs."}},
        contacts=[{"code": "prevent", "label": "Prevent", "name": "Prevent team", "number": "01632 960 155"}],
        opens="08:30",
        retention={"low-level": {"years": 6, "source": "Ashmere"}},
        further={"fgm": {"route_text": "The Ashmere pathway."}},
        code_users={"kinds": ["hub", "health"], "roles": ["desk"]},
        terms=[{"now": ["Family Help Hub"], "then": ["Sure Start"], "source": "Ashmere"}],
    )
    assert own.threshold.version == "3.1"
    assert own.level_label("3") == "Level 3: targeted or complex needs (Family Help)"
    assert own.uses_codes("health", "recorder")
    assert own.synonyms("sure start") == ("Family Help Hub",)
    assert [one.status for one in own.retention if one.code == "low-level"] == ["local"]
    said = changed(own)
    assert said["Working hours"] == ("09:00-17:00", "08:30-17:00")
    assert said["Prevent"] == ("", "Prevent team; 01632 960 155")
    assert set(said) == {
        "Prevent", "Threshold document", "Level of need 3", "Female genital mutilation",
        "How long it is kept: Low-level concern about a member of staff", "Words that a search takes for one another",
        "Working hours", "Who sees the census's codes",
    }  # fmt: skip


def test_a_local_time_limit_may_be_any_and_a_law_one_only_shorter() -> None:
    longer = local(clocks={"T2": {"limits": [{"amount": 3, "unit": "working_days"}], "source": "Ashmere 2.4"}})
    assert longer.clock("T2").status == "local"
    shorter = local(clocks={"T5": {"limits": [{"amount": 35, "unit": "working_days"}], "source": "Ashmere 4.1"}})
    assert due(shorter.clock("T5"), date(2026, 11, 20), shorter.calendar).day == date(2027, 1, 13)
    before, after = changed(shorter)["Assessment complete"]
    assert before.startswith("45 working days")
    assert after.startswith("35 working days")
    begun = local(clocks={"T20": {"enabled": True}})
    assert next(rule for rule in begun.rules if rule.id == "csa-duty").enabled


def test_the_pattern_of_low_level_concerns_is_counted_as_the_area_says() -> None:
    own = local(rules={"low-level-pattern": {"at_least": 3, "within_days": 180}})
    assert changed(own) == {
        "Prompt: Not the first concern about this person": ("2 within 365 days", "3 within 180 days")
    }


def test_an_area_may_add_to_an_urgent_prompt_and_add_prompts_of_its_own() -> None:
    rule = {"id": "local-quarry", "title": "The quarry", "text": "Say if it was at the quarry.", "source": "Ashmere",
            "when": {"words": ["quarry"], "in": ["seen"]}}  # fmt: skip
    own = local(rules={"missing-now": {"add": "Ring the Ashmere number too."}}, more_rules=[rule])
    assert next(one for one in own.rules if one.id == "missing-now").text.endswith("Ring the Ashmere number too.")
    assert own.rules[-1].id == "local-quarry"
    assert "Prompt: The quarry" in changed(own)


def test_a_year_without_a_list_can_be_given_by_the_area() -> None:
    begun = datetime(2027, 12, 20, 10, 0, tzinfo=UTC)
    assert due(ENGLAND.clock("T5"), begun, ENGLAND.calendar).warning
    days = [
        "2028-01-03",
        "2028-04-14",
        "2028-04-17",
        "2028-05-01",
        "2028-05-29",
        "2028-08-28",
        "2028-12-25",
        "2028-12-26",
    ]
    own = local(holidays=days, holidays_until="2028-12-31")
    found = due(own.clock("T5"), begun, own.calendar)
    assert not found.warning
    assert found.day == date(2028, 2, 24)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"format": 2}, "format"),
        ({"id": "Ashmere One"}, "id"),
        ({"id": "a" * 41}, "id"),
        ({"publisher": ""}, "publisher"),
        ({"surprise": 1}, "surprise"),
        ({"categories": []}, "categories"),
        ({"factors": []}, "factors"),
        ({"words": {"school": "x"}}, "words"),
        ({"levels": {"5": {"hint": "x"}}}, "no such code: 5"),
        ({"levels": {"3": {"code": "4"}}}, "levels.3"),
        ({"levels": {"3": {"hint": 7}}}, "levels[2].hint"),
        ({"clocks": {"T99": {}}}, "no such code: T99"),
        ({"clocks": {"T1": {"enabled": False}}}, "stays on"),
        ({"clocks": {"T1": {"limits": [{"amount": 2, "unit": "working_days"}], "source": "x"}}}, "shorter only"),
        ({"clocks": {"T1": {"limits": [{"amount": 1, "unit": "hours"}], "source": "x"}}}, "shorter only"),
        ({"clocks": {"T2": {"limits": [{"amount": 1, "unit": "days"}]}}}, "clocks.T2.source"),
        ({"clocks": {"T2": {"status": "verified"}}}, "clocks.T2"),
        ({"rules": {"non-mobile-bruise": {"enabled": False}}}, "can be added to"),
        ({"rules": {"non-mobile-bruise": {"text": "Never mind."}}}, "can be added to"),
        ({"rules": {"images": {"at_least": 2}}}, "counts nothing"),
        ({"rules": {"low-level-pattern": {"at_least": 1}}}, "two or more"),
        ({"rules": {"low-level-pattern": {"urgent": False}}}, "rules.low-level-pattern"),
        ({"more_rules": [{"id": "danger-now"}]}, "local-"),
        ({"more_rules": [{"id": "local-x"}]}, "rules["),
        ({"further": {"fgm": {"do_not_tell_family": False}}}, "further.fgm"),
        ({"holidays": ["2027-12-28"]}, "holidays["),
        ({"holidays_until": "2026-12-31"}, "later day"),
        ({"holidays_until": "2028-12-31"}, "2028"),
        ({"contacts": [{"code": "a", "label": "b", "name": "c", "number": "x"}]}, "contacts[0]"),
        ({"code_users": {"kinds": ["bank"], "roles": []}}, "bank"),
        ({"retention": {"school-file": {"begins": "birth"}}}, "retention.school-file"),
    ],
)  # fmt: skip
def test_what_an_area_may_not_change_is_refused_with_its_place(wrong: dict[str, object], place: str) -> None:
    with pytest.raises(LocalEditionInvalid) as caught:
        local(**wrong)
    assert place in str(caught.value)


def test_a_file_for_another_edition_says_so() -> None:
    with pytest.raises(LocalEditionElsewhere):
        local(based_on="england-2027")


def test_a_file_too_large_to_be_one_is_not_read() -> None:
    with pytest.raises(LocalEditionInvalid):
        with_local(ENGLAND, b" " * 1_000_001)


def test_the_page_for_areas_names_everything_and_its_example_works() -> None:
    page = (Path(__file__).parents[3] / "docs/spec/guidance-edition.md").read_text(encoding="utf-8")
    area = page.partition("## An area's own edition")[2]
    assert [name for name in NAMES if f"`{name}`" not in area] == []
    country = page.partition("## An area's own edition")[0]
    assert [name for name in CONDITIONS if f'"{name}"' not in country] == []
    example = area.partition("```json\n")[2].partition("```")[0]
    assert with_local(ENGLAND, example.encode()).edition == "england-2026.ashmere-2026-1"
