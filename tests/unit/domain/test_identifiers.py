"""NHS numbers, pupil numbers and postcodes: the published good and bad examples, and the traps."""

from __future__ import annotations

import pytest

from desktop.domain.errors import InvalidIdentifier, InvalidNhsNumber, InvalidPostcode, InvalidUpn, InvalidUrn
from desktop.domain.identifiers import is_upn_unknown, nhs_number, postcode, show_nhs_number, upn, urn
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
    for check in (nhs_number, upn, postcode, urn):
        with pytest.raises(InvalidIdentifier) as caught:
            check("CANARY 77")
        assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("number", ["199001", "100000", "999999", " 199 001 "])
def test_a_schools_number_has_six_figures(number: str) -> None:
    assert urn(number) == "".join(mark for mark in number if mark.isdigit())


@pytest.mark.parametrize("number", ["", "099999", "19900", "1990011", "19900A", "١٩٩٠٠١", "336/4001"])
def test_what_is_no_schools_number_is_refused(number: str) -> None:
    with pytest.raises(InvalidUrn) as caught:
        urn(number)
    assert not number or number not in str(caught.value)


def test_any_wrong_digit_and_any_swap_of_neighbours_in_an_nhs_number_is_noticed() -> None:
    good = "9434765870"
    wrong = {good[:at] + digit + good[at + 1 :] for at in range(10) for digit in "0123456789"} - {good}
    wrong |= {good[:at] + good[at + 1] + good[at] + good[at + 2 :] for at in range(9)} - {good}
    assert len(wrong) == 99
    for number in wrong:
        with pytest.raises(InvalidNhsNumber):
            nhs_number(number)


@pytest.mark.parametrize("digits", [str(digit) * 10 for digit in range(10)])
def test_ten_equal_digits_are_no_nhs_number_though_some_pass_the_sum(digits: str) -> None:
    with pytest.raises(InvalidNhsNumber):
        nhs_number(digits)


def test_the_example_of_two_help_pages_is_one_too_high() -> None:
    """They add 267 for Q207000016049; the sum is 266, which is P."""
    total = sum(int(mark) * place for place, mark in enumerate("207000016049", start=2))
    assert total == 266
    assert "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] == "P"


@pytest.mark.parametrize(
    "letter", sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {"B"}), ids=lambda letter: f"{letter}801200005001"
)
def test_only_one_letter_fits_a_pupil_number(letter: str) -> None:
    with pytest.raises(InvalidUpn):
        upn(f"{letter}801200005001")


@pytest.mark.parametrize("code", ["000", "006", "200", "214", "950", "942"])
def test_codes_beside_the_ranges_are_no_local_authorities(code: str) -> None:
    assert code not in AUTHORITIES


@pytest.mark.parametrize("code", ["001", "005", "201", "336", "885", "352", "941"])
def test_codes_at_the_ends_of_the_ranges_are(code: str) -> None:
    assert code in AUTHORITIES


@pytest.mark.parametrize("typed", ["zz993vz", "ZZ99 3WZ", "ZZ99 3CZ"])
def test_a_pseudo_postcode_for_no_fixed_abode_or_not_known_is_taken(typed: str) -> None:
    assert postcode(typed).startswith("ZZ99 ")
