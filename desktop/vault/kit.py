"""The printed recovery kit: 160 random bits in eight groups of five characters.

Rules this module keeps:

* Crockford's base32: no I, L, O or U is printed; typed ``i``/``l`` count as 1 and ``o`` as 0; case, spaces and hyphens do not matter;
* the fifth character of a group checks the other four and the group's place, so one mistyped character, two neighbours
  exchanged, or two groups exchanged are found and named by group, before any key is derived;
* a kit is high-entropy and never chosen by a person, so it needs no slow key derivation.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence

from desktop.vault.errors import KitMismatch, KitMistyped

GROUPS = 8
DATA = 4  # characters of a group before its check character
SECRET_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")


def new_kit(random: Callable[[int], bytes]) -> str:
    """Return a new kit as it is printed: ``XXXXX-XXXXX-…``, eight groups, 160 bits from ``random``."""
    number = int.from_bytes(random(SECRET_BYTES), "big")
    values = [number >> shift & 31 for shift in range(SECRET_BYTES * 8 - 5, -1, -5)]
    groups = [values[start : start + DATA] for start in range(0, len(values), DATA)]
    return "-".join(_spell([*group, _check(place, group)]) for place, group in enumerate(groups, 1))


def normalise_kit(typed: str) -> str:
    """Return a typed kit in its printed form, or raise ``KitMistyped`` with the number of the first group that is wrong."""
    text = "".join(typed.upper().translate(_READ_AS).replace("-", " ").split())
    if len(text) != GROUPS * (DATA + 1):
        raise KitMistyped(0)
    groups = [text[start : start + DATA + 1] for start in range(0, len(text), DATA + 1)]
    for place, group in enumerate(groups, 1):
        values = [_ALPHABET.find(character) for character in group]
        if -1 in values or _check(place, values[:DATA]) != values[DATA]:
            raise KitMistyped(place)
    return "-".join(groups)


def kit_secret(typed: str) -> bytes:
    """Return the 20 secret bytes of a typed kit; raise ``KitMistyped``."""
    number = 0
    for group in normalise_kit(typed).split("-"):
        for character in group[:DATA]:
            number = number << 5 | _ALPHABET.index(character)
    return number.to_bytes(SECRET_BYTES, "big")


def confirm_kit(shown: str, typed: str) -> None:
    """Check that a kit typed back is the one shown; raise ``KitMistyped`` or ``KitMismatch``."""
    if not hmac.compare_digest(kit_secret(shown), kit_secret(typed)):
        raise KitMismatch("the kit typed back is not the one shown")


def _spell(values: Sequence[int]) -> str:
    return "".join(_ALPHABET[value] for value in values)


def _check(place: int, values: Sequence[int]) -> int:
    """Horner in GF(32) at the element x, starting from the group's place."""
    check = place
    for value in values:
        check = _times_x(check ^ value)
    return check


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled  # x^5 + x^2 + 1
