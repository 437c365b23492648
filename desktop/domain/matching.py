"""Is this child already in the record book?

Rules this module keeps:

* a match is a question to a person, with its reason in words; nothing is ever joined by it;
* two people are asked about rather once too often than once too seldom, but a brother or sister (same home and family
  name, other given name, other birthday) is no duplicate: the page asks about those apart;
* a number that stands for "not known" matches nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.dates import parse_day
from desktop.domain.identifiers import is_upn_unknown
from desktop.domain.names import alike, plain
from desktop.domain.records import ChildEntry
from desktop.language import mark, tr

SAME_DAY = mark("same date of birth")
_TERM_DAYS = 45  # a child is born up to this many days from the day expected


@dataclass(frozen=True, slots=True)
class Match:
    """``why`` completes "may be the same child: ..."; ``certain`` when an identifier is the same."""

    why: str
    certain: bool = False


def likely_duplicate(one: ChildEntry, other: ChildEntry) -> Match | None:
    """Why two entries may be one child, the strongest reason first, or None."""
    if one.nhs_number and one.nhs_number == other.nhs_number:
        return Match(tr("same NHS number"), certain=True)
    if one.upn and one.upn == other.upn and not is_upn_unknown(one.upn):
        return Match(tr("same pupil number (UPN)"), certain=True)
    why = _by_name_and_day(one, other) or _by_home(one, other) or _by_name_alone(one, other)
    return Match(why) if why else None


def _by_name_and_day(one: ChildEntry, other: ChildEntry) -> str:
    near = _dates(one, other)
    if not near:
        return ""
    if _swapped(one, other):
        return tr("{near} and the names the other way round", near=near)
    alike_both = _given_alike(one, other) and _family_alike(one, other)
    return tr("{near} and {name_words}", near=near, name_words=_name_words(one, other)) if alike_both else ""


def _by_home(one: ChildEntry, other: ChildEntry) -> str:
    home = bool(one.postcode) and _compact(one.postcode) == _compact(other.postcode)
    if not home or not _family_alike(one, other):
        return ""
    near = _dates(one, other)
    both_named = bool(one.given_names and other.given_names)
    if both_named and not _given_alike(one, other):
        # another given name: a twin on the same day, a brother or sister on another; on a day that may be a slip, ask
        return tr("same postcode and family name, {near}", near=near) if near and near != tr(SAME_DAY) else ""
    return tr("same postcode and family name") + (f", {near}" if near else "")


def _by_name_alone(one: ChildEntry, other: ChildEntry) -> str:
    if not (_undated(one) or _undated(other)) or not (_given_alike(one, other) and _family_alike(one, other)):
        return ""
    return tr("{name_words}, and no date of birth to compare", name_words=_name_words(one, other))


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


def _given_alike(one: ChildEntry, other: ChildEntry) -> bool:
    if _unnamed(one) or _unnamed(other):
        return bool(one.expected or other.expected or (one.family_name and other.family_name))
    return alike(_given(one), _given(other))


def _unnamed(entry: ChildEntry) -> bool:
    return plain(_given(entry)) in {"", "baby", "unborn", "unborn baby", "infant", "not known", "unknown"}


def _family_alike(one: ChildEntry, other: ChildEntry) -> bool:
    return alike(one.family_name, other.family_name)


def _swapped(one: ChildEntry, other: ChildEntry) -> bool:
    first = (plain(one.given_names), plain(one.family_name))
    second = (plain(other.family_name), plain(other.given_names))
    return all(first) and first == second


def _name_words(one: ChildEntry, other: ChildEntry) -> str:
    same = plain(one.given_names) == plain(other.given_names) and plain(one.family_name) == plain(other.family_name)
    return tr("the same name") if same else tr("a name that sounds alike")


def _compact(postcode: str) -> str:
    return "".join(postcode.split()).upper()
