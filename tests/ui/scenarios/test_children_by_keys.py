"""Children added by key events alone, between them with every field that the form of a child has."""

from __future__ import annotations

from dataclasses import fields

import pytest

from desktop.domain.records import Attended, ChildEntry, Relative
from tests.ui.scenarios.child import CODES, HANDS, add_child
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.shell import Shell
from tests.unit.services.people import Area

DANIEL = ChildEntry(
    given_names="Daniel",
    family_name="Tesfaye",
    known_as="Dani",
    born="2011-05-03",
    sex="M",
    nhs_number="9990001235",
    upn="A336400018001",
    ethnicity=CODES["ethnicity"][-1].code,
    language="Tigrinya",
    address="2 Fennel Court",
    postcode="ZY1 2AB",
    address_withheld=True,
    setting="Larkmere Primary",
    setting_withheld=True,
    people=(
        Relative("Sara Tesfaye", "aunt", parental_responsibility="no", household="yes"),
        Relative("Not known", "father", parental_responsibility="unknown", household="no"),
    ),
    schools=(Attended("Ashmere Infants", "2017", "2019"), Attended("Not known", "before 2017", "2017")),
    gp="Larkmere Surgery",
    disabilities=("COMM", "HEAR"),
    special_needs="Reads with help.",
    communication="Signs and pictures.\nA hearing aid in the left ear.",
    mobile="yes",
    interpreter="yes",
    religion="Orthodox",
    legal_status="V2",
    placement="fostered",
    uasc="yes",
    immigration="Claim made in March; waits for an answer.",
    age_assessment="14 May 2026, by two social workers: taken as a child.",
    safeguards="Lewis Aske sees him alone each month.",
    identity="Plays the krar; wishes to be asked about food.",
    flags=("Severe nut allergy", "Never let R. Pellow collect"),
)
UNBORN = ChildEntry(
    given_names="Baby",
    family_name="Rook",
    expected="2027-02-14",
    sex="U",
    upn_unknown=CODES["upn_unknown"][0].code,
)
ADDED = {"Tesfaye": DANIEL, "Rook": UNBORN}


@pytest.mark.parametrize("name", ADDED)
def test_a_child_is_added_by_keys_as_it_was_typed(area: Area, shell: Shell, name: str) -> None:
    keys = Keyboard(shell)
    add_child(keys, ADDED[name], name)
    (child,) = area.school.children.search(name)
    assert area.school.children.entry(child.id) == ADDED[name]
    read = keys.page_says()
    assert ADDED[name].given_names in read, "the child's page came up"


def test_an_unborn_child_is_asked_for_no_number_and_no_school(area: Area, shell: Shell) -> None:
    keys = Keyboard(shell)
    keys.push("Children")
    keys.search("Find a child", "Rook")
    keys.push("Add a child")
    keys.choose("When was the child born?", "Not yet born")
    named = {one.name for one in keys.around()}
    assert "When is the baby expected?: Day" in named
    assert not named & {HANDS[field][0] for field in ("nhs_number", "upn", "setting", "setting_withheld")}


def test_every_field_of_a_child_is_answered_by_keys() -> None:
    reached = {
        one.name
        for child in ADDED.values()
        for one in fields(child)
        if getattr(child, one.name) != getattr(ChildEntry(), one.name)
    }
    assert {one.name for one in fields(ChildEntry)} == reached == set(HANDS)
