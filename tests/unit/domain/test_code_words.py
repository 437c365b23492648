"""Words that find codes: what stands in a label, in words of four letters or more, and never what stands nearly everywhere."""

from __future__ import annotations

import pytest

from desktop.domain.code_words import CELLS, FIELDS, LEAST, MOST, CodeWords, code_of, code_words, codes_in
from desktop.domain.kinds import KINDS
from tests.unit.domain.editions import england

ENGLAND = code_words(england())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("neglect", "categoriesneg"),
        ("Negl", "categoriesneg"),
        ("nightmares", "impactssleep"),
        ("stepfather", "relationsstepfather"),
        ("refuge", "placementsrefuge"),
        ("autism", "disabilitiesaut"),
        ("scald", "markkindsburn"),
        ("telephone", "toldhowtelephone"),
        ("refused", "nonengagementresultrefused"),
        ("targeted", "levels3"),
    ],
)
def test_a_word_of_its_label_finds_a_code(typed: str, code: str) -> None:
    assert code in ENGLAND.beginning(typed)


@pytest.mark.parametrize("typed", ["neg", "a", "", "18C", "child", "zqbarona"])
def test_a_short_word_and_one_of_very_many_labels_find_none(typed: str) -> None:
    assert ENGLAND.beginning(typed) == ()


def test_a_word_that_stands_in_many_labels_is_no_code() -> None:
    many = CodeWords.of((f"code{number}", "Harm") for number in range(MOST + 1))
    assert many.beginning("harm") == ()
    assert CodeWords.of([("one", "Harm"), ("two", "Harmful")]).beginning("harm") == ("one", "two")
    assert len("harm") == LEAST


def test_codes_of_a_record_are_one_word_each_also_in_its_rows() -> None:
    assert list(codes_in("concern", "categories", ["child-on-child", "fgm"])) == [
        "categorieschildonchild",
        "categoriesfgm",
    ]
    assert list(codes_in("concern", "body_marks", [{"kind": "bruise", "x": 3}, {}])) == ["markkindsbruise"]
    assert list(codes_in("concern", "seen", "NEG")) == []
    assert list(codes_in("child", "sex", None)) == []
    assert code_of("told_how", "in-person") == "toldhowinperson"


def test_every_field_that_is_said_to_hold_codes_is_a_field() -> None:
    known: dict[str, set[str]] = {}
    for spec in KINDS.values():
        known.setdefault(spec.family, set()).update(spec.fields)
    assert all(set(fields) <= known[family] for family, fields in FIELDS.items())
    assert all(set(fields) <= known[family] for family, fields in CELLS.items())
