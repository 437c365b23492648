"""Names that are one name, whatever language they are written in."""

from __future__ import annotations

import pytest

from desktop.domain.names import Aliases, alike, plain, sounds, sounds_of
from desktop.services.name_lists import aliases


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siân", "Sharn"), ("Seán", "Shaun"), ("Siobhán", "Shivaun"), ("Niamh", "Neve"), ("Rhys", "Reece"),
        ("Llewelyn", "Lewellyn"), ("Małgorzata", "Gosia"), ("Krzysztof", "Chris"), ("Oleksandr", "Aleksander"),
        ("Muhammad", "Mohamed"), ("محمد", "Mohammed"), ("Yusuf", "Youssef"), ("Fatimah", "Fadumo"), ("William", "Bill"),
        ("Katherine", "Kate"), ("O'Neill", "ONeil"), ("Kowalska", "Kowalski"), ("McDonald", "MacDonald"),
        ("Thompson", "Tomson"), ("Ffion", "Fionn"), ("Stephen", "Steven"), ("Nguyen", "Nguyen"),
    ],
)  # fmt: skip
def test_forms_of_one_name_are_alike_both_ways(one: str, other: str) -> None:
    assert alike(one, other, aliases())
    assert alike(other, one, aliases())


@pytest.mark.parametrize(
    ("one", "other"), [("Kian", "Maisie"), ("Ahmed", "Ibrahim"), ("Pellow", "Dunmore"), ("Sue", "Rob")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not alike(one, other, aliases())


def test_without_the_lists_only_sound_and_spelling_count() -> None:
    assert alike("Cian", "Kian")
    assert not alike("Gosia", "Małgorzata")


def test_marks_and_accents_do_not_count() -> None:
    assert plain("Ó’Néill-Żak") == "oneill zak"


def test_a_spelling_that_can_be_said_in_two_ways_has_two_sounds() -> None:
    assert sounds("charlotte") & sounds("sharlotte")
    assert sounds("christopher") & sounds("kristofer")


def test_a_name_is_looked_up_by_every_form_of_it() -> None:
    assert sounds("gosia") <= sounds_of("Małgorzata", aliases())


def test_a_list_has_one_group_on_each_line_and_remarks() -> None:
    made = Aliases.parse("# a remark\nbill william # short\n\nalone\n", "Żuk Zuk Chuk\n")
    assert made.same("bill", "william")
    assert made.same("zuk", "chuk")
    assert made.others("alone") == {"alone"}
