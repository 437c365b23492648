"""Is this child already in the record book?

Rules this module keeps:

* a match is a question to a person, with its reason in words; nothing is ever joined by it;
* two people are asked about rather once too often than once too seldom, but a brother or sister (same home and family
  name, other given name, other birthday) is no duplicate: the page asks about those apart;
* a number that stands for "not known" matches nobody;
* ``looked_for`` names every child that could match, so that a book of many thousand need not be read through; only of two
  names without any date, those that are written alike but have no sound in common are passed over.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.dates import parse_day
from desktop.domain.identifiers import is_upn_unknown
from desktop.domain.names import NO_ALIASES, Aliases, alike, plain, sounds_of
from desktop.domain.records import ChildEntry
from desktop.language import mark, tr

SAME_DAY = mark("same date of birth")
_TERM_DAYS = 45  # a child is born up to this many days from the day expected


_NUMBER, _NAME_AND_DAY, _ALIKE_AND_DAY, _NEAR, _HOME, _NAME = 100, 90, 80, 60, 50, 30
_UNNAMED = frozenset({"", "baby", "unborn", "unborn baby", "infant", "not known", "unknown"})


@dataclass(frozen=True, slots=True)
class Match:
    """``why`` completes "may be the same child: ..."; ``certain`` when an identifier is the same; ``weight`` ranks."""

    why: str
    certain: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class LookedFor:
    """Where a child that may be the same can stand. ``days`` and ``around`` are ISO days, of birth or of being expected;
    ``given`` and ``family`` are sounds (``names.sounds_of``); ``undated``: also children with a date are found by sound.
    """

    days: tuple[str, ...] = ()
    around: tuple[str, str] = ("", "")
    nhs_number: str = ""
    upn: str = ""
    postcode: str = ""  # without spaces
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    undated: bool = False


def likely_duplicate(one: ChildEntry, other: ChildEntry, aliases: Aliases = NO_ALIASES) -> Match | None:
    """Why two entries may be one child, the strongest reason first, or None."""
    if one.nhs_number and one.nhs_number == other.nhs_number:
        return Match(tr("same NHS number"), certain=True, weight=_NUMBER)
    if one.upn and one.upn == other.upn and not is_upn_unknown(one.upn):
        return Match(tr("same pupil number (UPN)"), certain=True, weight=_NUMBER - 1)
    return _by_name_and_day(one, other, aliases) or _by_home(one, other, aliases) or _by_name_alone(one, other, aliases)


def looked_for(entry: ChildEntry, aliases: Aliases = NO_ALIASES) -> LookedFor:
    """Where to look for children that ``likely_duplicate`` could name."""
    born, expected = parse_day(entry.born), parse_day(entry.expected)
    about = expected or born
    around = (about - timedelta(days=_TERM_DAYS), about + timedelta(days=_TERM_DAYS)) if about else None
    given = sounds_of(_given(entry), aliases) if not _unnamed(entry) else frozenset()
    return LookedFor(
        days=near_days(born) if born else _days(*around) if around else (),
        around=(around[0].isoformat(), around[1].isoformat()) if around else ("", ""),
        nhs_number=entry.nhs_number,
        upn="" if is_upn_unknown(entry.upn) else entry.upn,
        postcode=_compact(entry.postcode),
        given=given | frozenset(key for word in _UNNAMED for key in sounds_of(word)) if given else frozenset(),
        family=sounds_of(entry.family_name, aliases),
        undated=_undated(entry),
    )


def _days(since: date, until: date) -> tuple[str, ...]:
    return tuple((since + timedelta(days=n)).isoformat() for n in range((until - since).days + 1))


def near_days(born: date) -> tuple[str, ...]:
    """Every day that could be ``born`` with a slip of the pen."""
    digits = f"{born:%Y%m%d}"
    tried = {f"{digits[:place]}{digit}{digits[place + 1 :]}" for place in range(8) for digit in "0123456789"}
    tried |= {f"{born.year + off}{digits[4:]}" for off in (-1, 1)}
    tried |= {f"{day:%Y%m%d}" for day in (born - timedelta(days=1), born, born + timedelta(days=1))}
    tried |= {digits[:4] + "".join(_swapped_at(digits[4:], a, b)) for a in range(4) for b in range(a)}
    tried.add(f"{digits[:4]}{digits[6:]}{digits[4:6]}")
    found = set()
    for text in tried:
        with suppress(ValueError):
            day = date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
            if _near_birthdays(born, day):
                found.add(day.isoformat())
    return tuple(sorted(found))


def _swapped_at(text: str, one: int, other: int) -> list[str]:
    letters = list(text)
    letters[one], letters[other] = letters[other], letters[one]
    return letters


def _by_name_and_day(one: ChildEntry, other: ChildEntry, aliases: Aliases) -> Match | None:
    near = _dates(one, other)
    if not near:
        return None
    same_day = near == tr(SAME_DAY)
    if _swapped(one, other):
        return Match(
            tr("{near} and the names the other way round", near=near), weight=_ALIKE_AND_DAY if same_day else _NEAR
        )
    if not (_given_alike(one, other, aliases) and _family_alike(one, other, aliases)):
        return None
    same = _same_name(one, other)
    weight = (_NAME_AND_DAY if same else _ALIKE_AND_DAY) if same_day else _NEAR + 5 * same
    return Match(tr("{near} and {name_words}", near=near, name_words=_name_words(one, other)), weight=weight)


def _by_home(one: ChildEntry, other: ChildEntry, aliases: Aliases) -> Match | None:
    home = bool(one.postcode) and _compact(one.postcode) == _compact(other.postcode)
    if not home or not _family_alike(one, other, aliases):
        return None
    near = _dates(one, other)
    both_named = bool(one.given_names and other.given_names)
    if both_named and not _given_alike(one, other, aliases):
        # another given name: a twin on the same day, a brother or sister on another; on a day that may be a slip, ask
        if not near or near == tr(SAME_DAY):
            return None
        return Match(tr("same postcode and family name, {near}", near=near), weight=_HOME)
    words = tr("same postcode and family name") + (f", {near}" if near else "")
    return Match(words, weight=_HOME + 5 * bool(near))


def _by_name_alone(one: ChildEntry, other: ChildEntry, aliases: Aliases) -> Match | None:
    if not (_undated(one) or _undated(other)):
        return None
    if not (_given_alike(one, other, aliases) and _family_alike(one, other, aliases)):
        return None
    words = tr("{name_words}, and no date of birth to compare", name_words=_name_words(one, other))
    return Match(words, weight=_NAME + 5 * _same_name(one, other))


def same_home(one: ChildEntry, other: ChildEntry) -> bool:
    """Whether two children seem to live at one address: same postcode, and same first line when both have one."""
    if not one.postcode or _compact(one.postcode) != _compact(other.postcode):
        return False
    first, second = plain(one.address), plain(other.address)
    return not first or not second or first == second or first in second or second in first


def _dates(one: ChildEntry, other: ChildEntry) -> str | None:
    born, too = parse_day(one.born), parse_day(other.born)
    if born and too:
        return _near_birthdays(born, too)
    expected, awaited = parse_day(one.expected), parse_day(other.expected)
    if expected and awaited:
        return tr("expected at about the same time") if abs((expected - awaited).days) <= _TERM_DAYS else None
    due, came = (expected, too) if expected else (awaited, born)
    if due and came and abs((due - came).days) <= _TERM_DAYS:
        return tr("born at about the time one was expected")
    return None


def _near_birthdays(one: date, other: date) -> str | None:
    if one == other:
        return tr(SAME_DAY)
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return tr("day and month of birth the other way round")
    if abs(one.year - other.year) == 1 and (one.month, one.day) == (other.month, other.day):
        return tr("years of birth one apart")
    wrong = sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))
    if wrong == 1 or abs((one - other).days) <= 1:
        return tr("dates of birth one digit apart")
    if sorted(f"{one:%d%m}") == sorted(f"{other:%d%m}") and wrong == 2 and one.year == other.year:
        return tr("dates of birth with two digits the other way round")
    return None


def _undated(entry: ChildEntry) -> bool:
    return not parse_day(entry.born) and not parse_day(entry.expected)


def _given(entry: ChildEntry) -> str:
    return f"{entry.given_names} {entry.known_as}".strip()


def _given_alike(one: ChildEntry, other: ChildEntry, aliases: Aliases) -> bool:
    if _unnamed(one) or _unnamed(other):
        return bool(one.expected or other.expected or (one.family_name and other.family_name))
    return alike(_given(one), _given(other), aliases)


def _unnamed(entry: ChildEntry) -> bool:
    return plain(_given(entry)) in _UNNAMED


def _family_alike(one: ChildEntry, other: ChildEntry, aliases: Aliases) -> bool:
    return alike(one.family_name, other.family_name, aliases)


def _swapped(one: ChildEntry, other: ChildEntry) -> bool:
    first = (plain(one.given_names), plain(one.family_name))
    second = (plain(other.family_name), plain(other.given_names))
    return all(first) and first == second


def _same_name(one: ChildEntry, other: ChildEntry) -> bool:
    return plain(one.given_names) == plain(other.given_names) and plain(one.family_name) == plain(other.family_name)


def _name_words(one: ChildEntry, other: ChildEntry) -> str:
    return tr("the same name") if _same_name(one, other) else tr("a name that sounds alike")


def _compact(postcode: str) -> str:
    return "".join(postcode.split()).upper()
