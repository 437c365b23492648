"""Older and newer words find each other."""

from __future__ import annotations

import pytest

from desktop.domain.terms import Term, Terms
from tests.unit.domain.editions import england

ENGLAND = england()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("register", "child protection plan"),
        ("child protection plan", "register"),
        ("CAF", "early help assessment"),
        ("early help", "Common Assessment Framework"),
        ("Schedule One", "person posing a risk to children"),
        ("schedule 1 offender", "person posing a risk to children"),
        ("SCR", "local child safeguarding practice review"),
        ("LSCB", "safeguarding children partnership"),
        ("ACPC", "safeguarding partners"),
        ("PCT", "Integrated Care Board"),
        ("core assessment", "child and family assessment"),
        ("named senior officer", "LADO"),
        ("peer-on-peer abuse", "child-on-child abuse"),
        ("Munchausen’s", "FII"),
        ("CP-plan", "at risk register"),
        ("notes of the serious case review 2009", "rapid review"),
    ],
)
def test_a_word_of_then_or_now_finds_the_other(typed: str, found: str) -> None:
    assert found in ENGLAND.synonyms(typed)


@pytest.mark.parametrize("typed", ["", "Kian", "plan", "reg", "registering", "the child", "schedule"])
def test_other_words_find_nothing_more(typed: str) -> None:
    assert ENGLAND.synonyms(typed) == ()


def test_todays_words_come_first_and_what_was_typed_is_not_among_them() -> None:
    found = ENGLAND.synonyms("Register")
    assert found[0] == "child protection plan"
    assert "register" not in found


def test_a_longer_term_wins_over_a_shorter_one_inside_it() -> None:
    terms = Terms((Term(("new plan",), ("old register",), "x"), Term(("list",), ("register",), "x")))
    assert terms.synonyms("the old register") == ("new plan",)
    assert terms.synonyms("register") == ("list",)


def test_both_ways_is_true_of_every_term() -> None:
    for group in ENGLAND.terms.groups:
        for word in group.words:
            others = {other.casefold() for other in group.words} - {word.casefold()}
            assert others <= {found.casefold() for found in ENGLAND.synonyms(word)}
