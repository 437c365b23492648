"""NHS numbers, pupil numbers and postcodes: the published good and bad examples, and the traps."""

from __future__ import annotations

import pytest

from desktop.domain.errors import InvalidIdentifier, InvalidNhsNumber, InvalidPostcode, InvalidUpn
from desktop.domain.identifiers import is_upn_unknown, nhs_number, postcode, show_nhs_number, upn
from tests.unit.domain.editions import england

AUTHORITIES = england().local_authorities


@pytest.mark.parametrize(
    "number", ["9434765870", "9434765919", "9449305552", "4505577104", "999 000 1235", "999-000-2347", " 943 476 5870 "]
)
def test_a_good_nhs_number_is_kept_as_ten_digits(number: str) -> None:
    assert nhs_number(number) == "".join(mark for mark in number if mark.isdigit())


@pytest.mark.parametrize(
    "number",
    ["9434765871", "0000000000", "9999999999", "943476587", "94347658700", "943476587O", "", "٩٤٣٤٧٦٥٨٧٠"]
    + [f"999123456{digit}" for digit in range(10)],  # their check digit would be 10
)
def test_a_bad_nhs_number_is_refused(number: str) -> None:
    with pytest.raises(InvalidNhsNumber) as caught:
        nhs_number(number)
    assert not number or number not in str(caught.value)


def test_an_nhs_number_is_shown_in_groups() -> None:
    assert show_nhs_number("9990001235") == "999 000 1235"
    assert show_nhs_number("not known") == "not known"


@pytest.mark.parametrize(
    "number", ["B801200005001", "A950000178301", "H243278544154", "A336400018001", "P207000016049"]
)
def test_a_good_pupil_number_passes(number: str) -> None:
    assert upn(number.lower()) == number


@pytest.mark.parametrize(
    "number", ["A801200005001", "Q207000016049", "I801200005001", "B80120000500", "B801200005I01", ""]
)
def test_a_bad_pupil_number_is_refused(number: str) -> None:
    with pytest.raises(InvalidUpn):
        upn(number)


def test_the_local_authority_of_a_pupil_number_must_exist() -> None:
    assert upn("A336400018001", AUTHORITIES) == "A336400018001"
    with pytest.raises(InvalidUpn):
        upn("A950000178301", AUTHORITIES)  # the letter is right; no authority is 950


def test_a_temporary_pupil_number_ends_in_a_letter() -> None:
    good = [letter for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if _passes(f"{letter}80120000500A")]
    assert len(good) == 1


def _passes(number: str) -> bool:
    try:
        upn(number)
    except InvalidUpn:
        return False
    return True


def test_a_reason_for_having_no_pupil_number_is_kept() -> None:
    assert upn("un1") == "UN1"
    assert is_upn_unknown("UN7")
    with pytest.raises(InvalidUpn):
        upn("UN8")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("zy12ab", "ZY1 2AB"),
        ("ZX1 2AB", "ZX1 2AB"),
        ("sw1a 1aa", "SW1A 1AA"),
        ("m1 1ae", "M1 1AE"),
        ("gir0aa", "GIR 0AA"),
        ("ZZ99 3VZ", "ZZ99 3VZ"),
    ],
)
def test_a_postcode_is_written_in_one_way(typed: str, written: str) -> None:
    assert postcode(typed) == written


@pytest.mark.parametrize("typed", ["", "ZY1", "ZY1 2A", "1ZY 2AB", "AZ1 2AB extra", "ZZ99 3XX", "GIR 0AAX", "XGIR 0AA"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    with pytest.raises(InvalidPostcode):
        postcode(typed)


def test_no_identifier_error_repeats_what_was_typed() -> None:
    for check in (nhs_number, upn, postcode):
        with pytest.raises(InvalidIdentifier) as caught:
            check("CANARY 77")
        assert "CANARY" not in str(caught.value)
