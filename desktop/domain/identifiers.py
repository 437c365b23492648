"""NHS numbers, unique pupil numbers, school numbers and postcodes: how they are written down, and whether they can be right.

Rules this module keeps:

* a valid check digit says that a number *can* exist, not that it is this child's;
* what comes in may have spaces, hyphens and small letters; what goes out is the one stored form;
* an error says which rule is broken and never repeats what was typed (facts.md 7.1, 7.2, 7.4).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from desktop.domain.errors import InvalidNhsNumber, InvalidPostcode, InvalidUpn, InvalidUrn

_UPN_ALPHABET = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_UNKNOWN = re.compile(r"UN[1-7]")
_UPN_FORM = re.compile(rf"[{_UPN_ALPHABET}][0-9]{{11}}[0-9{_UPN_ALPHABET}]")
_POSTCODE = re.compile(
    r"GIR 0AA|(?:[A-Z][0-9]{1,2}|[A-Z][A-HJ-Y][0-9]{1,2}|[A-Z][0-9][A-Z]|[A-Z][A-HJ-Y][0-9]?[A-Z]) [0-9][A-Z]{2}"
)
NHS_PSEUDO_POSTCODES = frozenset({"ZZ99 3VZ", "ZZ99 3WZ", "ZZ99 3CZ"})
"""The NHS's codes for no fixed abode, for an address that is not known, and for England without more: no place has them."""


def nhs_number(text: str) -> str:
    """Ten digits. Raises InvalidNhsNumber. Weights 10 to 2, modulus 11; a check digit of 10 never occurs."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise InvalidNhsNumber("an NHS number has ten digits")
    if len(set(digits)) == 1:
        raise InvalidNhsNumber("ten equal digits are no NHS number")
    if sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11:
        raise InvalidNhsNumber("the last digit does not fit the others")
    return digits


def show_nhs_number(digits: str) -> str:
    """``999 000 1235``; anything that is not ten digits as it is."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if re.fullmatch(r"[0-9]{10}", digits) else digits


def upn(text: str, authorities: Collection[str] | None = None) -> str:
    """Thirteen characters, or UN1 to UN7 for a pupil number that is not known. Raises InvalidUpn.

    ``authorities`` are the local authority codes of the guidance edition; without them that check is left out.
    """
    written = re.sub(r"[\s-]", "", text).upper()
    if _UPN_UNKNOWN.fullmatch(written):
        return written
    if not _UPN_FORM.fullmatch(written):
        raise InvalidUpn("a pupil number is a letter, eleven digits, and a digit or letter")
    if authorities is not None and written[1:4] not in authorities:
        raise InvalidUpn("no local authority has the code in places two to four")
    total = sum(_upn_value(mark) * place for place, mark in enumerate(written[1:], start=2))
    if written[0] != _UPN_ALPHABET[total % 23]:
        raise InvalidUpn("the first letter does not fit the rest")
    return written


def is_upn_unknown(written: str) -> bool:
    """UN1 to UN7: the same for many children, so it identifies none."""
    return _UPN_UNKNOWN.fullmatch(written) is not None


def urn(text: str) -> str:
    """A school's number in the national list: six figures, 100000 to 999999; nothing in it checks the rest. Raises InvalidUrn."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[1-9][0-9]{5}", digits):
        raise InvalidUrn("a school's number has six figures")
    return digits


def postcode(text: str) -> str:
    """Upper case with one space before the last three. Raises InvalidPostcode."""
    compact = re.sub(r"\s", "", text).upper()
    written = f"{compact[:-3]} {compact[-3:]}"
    if written not in NHS_PSEUDO_POSTCODES and not _POSTCODE.fullmatch(written):
        raise InvalidPostcode("a postcode looks like ZY1 2AB")
    return written


def _upn_value(mark: str) -> int:
    return int(mark) if mark.isdigit() else _UPN_ALPHABET.index(mark)
