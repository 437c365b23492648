"""The edition's own words in the help."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.guidance_parts import Contact
from desktop.ui.help.from_guidance import guidance_parts
from desktop.ui.help.topics import TITLES
from tests.unit.domain.editions import england

ENGLAND = england()


def test_the_guidances_rules_of_recording_and_asking_stand_behind_recording_well() -> None:
    recording, asking = guidance_parts(ENGLAND)["recording"]
    assert ("One child, one record", "Brothers and sisters are linked, not copied.") in recording.rows
    assert asking.rows[0][0] == "Tell me …"


def test_how_long_records_are_kept_says_what_is_still_to_be_checked() -> None:
    (kept,) = guidance_parts(ENGLAND)["safe"]
    said = dict(kept.rows)
    assert said["Child protection file of a school"] == "25 years from birth, then review; not by itself"
    assert said["Low-level concern about a member of staff"].endswith("(to be checked)")
    assert any("hold" in line for line in kept.lines)


def test_the_areas_contacts_are_named_once_it_has_given_some() -> None:
    assert guidance_parts(ENGLAND)["ringing"] == ()
    contact = Contact("prevent", "Prevent", "Ashmere Prevent team", "01632 960 155", hours="9 to 5")
    (reach,) = guidance_parts(replace(ENGLAND, contacts=(contact,)))["ringing"]
    assert reach.rows == (("Prevent", "Ashmere Prevent team, 01632 960 155, 9 to 5"),)


def test_older_words_lead_to_todays_and_every_topic_exists() -> None:
    parts = guidance_parts(ENGLAND)
    assert set(parts) <= set(TITLES)
    assert any("CAF" in then and "early help" in now for then, now in parts["words"][0].rows)
