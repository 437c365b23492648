"""From an edition's data to ``Guidance``: the one place that knows the file's names.

Rules this module keeps: unknown names are refused; every code that another row names exists; ids are unique.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from desktop.domain.clocks import STATUSES, UNITS, Clock, Limit
from desktop.domain.guidance import Basis, Category, Coded, FurtherType, Guidance
from desktop.domain.people_codes import read_people
from desktop.domain.reading import Reader
from desktop.domain.records import OrganisationKind
from desktop.domain.rules import (
    ANSWER_FIELDS,
    FILLED_FIELDS,
    TEXT_FIELDS,
    AgeBelowMonths,
    All,
    AnswerIs,
    AnyOf,
    CategoryIs,
    Condition,
    Filled,
    Rule,
    Words,
)
from desktop.domain.working_days import WorkingDays

FORMAT = 1
_MAX_DEPTH = 6
R = TypeVar("R", Category, FurtherType, Coded, Basis, Clock, Rule)
_NAMES = (
    "format", "edition", "title", "in_force_from", "notice", "texts", "categories", "plan_categories", "further",
    "levels", "answers", "sexes", "ethnicities", "factors", "legacy_factors", "upn_unknown", "people", "local_authorities",
    "contact_outcomes", "referral_outcomes", "purposes", "bases", "special_category", "roles", "organisation_kinds",
    "opens", "closes", "holidays_from", "holidays_until", "holidays", "clocks", "rules",
)  # fmt: skip


def read_edition(edition: Mapping[str, object]) -> Guidance:
    """Raises GuidanceInvalid."""
    data = Reader(edition).only(*_NAMES)
    if data.number("format") != FORMAT:
        raise data.at("format").fail("this version reads format 1")
    categories = _unique(data, "categories", data.each("categories", _category))
    factors = _coded(data, "factors")
    further = _unique(data, "further", data.each("further", _further))
    for kind in further:
        _known(data.at("further"), kind.factors, [factor.code for factor in factors])
    codes = [kind.code for kind in categories] + [kind.code for kind in further]
    if len(set(codes)) < len(codes):
        raise data.at("further").fail("a code is also a category")
    legacy = data.at("legacy_factors")
    return Guidance(
        edition=data.text("edition"),
        title=data.text("title"),
        in_force_from=data.at("in_force_from").day(),
        notice=data.text("notice"),
        texts=_coded(data, "texts"),
        categories=categories,
        further=further,
        plan_categories=_coded(data, "plan_categories"),
        levels=_coded(data, "levels"),
        answers=_coded(data, "answers"),
        sexes=_coded(data, "sexes"),
        ethnicities=_coded(data, "ethnicities"),
        factors=factors,
        legacy_factors={name: legacy.texts(name) for name in legacy.mapping()},
        upn_unknown=data.texts("upn_unknown"),
        people=read_people(data.at("people")),
        local_authorities=_authorities(data.at("local_authorities")),
        contact_outcomes=_coded(data, "contact_outcomes"),
        referral_outcomes=_coded(data, "referral_outcomes"),
        purposes=_coded(data, "purposes"),
        bases=_bases(data),
        special_category=data.at("special_category").only("text", "status", "source").text("text"),
        roles=_coded(data, "roles"),
        organisation_kinds=_coded(data, "organisation_kinds"),
        calendar=_calendar(data),
        clocks=_unique(data, "clocks", data.each("clocks", _clock)),
        rules=_unique(data, "rules", tuple(_rule(row, codes) for row in data.at("rules").rows())),
    )


def _unique(data: Reader, name: str, rows: tuple[R, ...]) -> tuple[R, ...]:
    ids = [row.id if isinstance(row, Clock | Rule) else row.code for row in rows]
    if len(set(ids)) < len(ids):
        raise data.at(name).fail("a code stands there twice")
    return rows


def _known(where: Reader, codes: Iterable[str], allowed: Sequence[str]) -> None:
    for code in codes:
        if code not in allowed:
            raise where.fail(f"no such code: {code}")


def _coded(data: Reader, name: str) -> tuple[Coded, ...]:
    rows = data.each(name, lambda row: _one_coded(row.only("code", "label", "hint", "continues")))
    return _unique(data, name, rows)


def _one_coded(row: Reader) -> Coded:
    return Coded(row.text("code"), row.text("label"), row.text("hint", ""), row.texts("continues", ()))


def _category(row: Reader) -> Category:
    row.only("code", "label", "meaning", "indicators")
    return Category(row.text("code"), row.text("label"), row.text("meaning"), row.texts("indicators"))


def _further(row: Reader) -> FurtherType:
    row.only("code", "label", "notes", "route", "route_text", "factors", "do_not_tell_family")
    return FurtherType(
        code=row.text("code"),
        label=row.text("label"),
        notes=row.text("notes"),
        route=row.text("route"),
        route_text=row.text("route_text"),
        factors=row.texts("factors"),
        do_not_tell_family=row.flag("do_not_tell_family", default=False),
    )


def _bases(data: Reader) -> tuple[Basis, ...]:
    bases = _unique(data, "bases", data.each("bases", _basis))
    for kind in OrganisationKind:
        usual = [basis for basis in bases if kind in basis.kinds and basis.begins is None]
        if not usual or usual[0].code == "consent":
            raise data.at("bases").fail(f"no lasting basis for {kind}")
    return bases


def _basis(row: Reader) -> Basis:
    row.only("code", "label", "text", "hint", "kinds", "from", "status", "source")
    kinds = row.texts("kinds")
    _known(row.at("kinds"), kinds, [kind.value for kind in OrganisationKind])
    return Basis(
        code=row.text("code"),
        label=row.text("label"),
        text=row.text("text"),
        kinds=kinds,
        begins=row.at("from").day() if row.has("from") else None,
        status=row.one_of("status", STATUSES),
        source=row.text("source"),
        hint=row.text("hint", ""),
    )


def _authorities(where: Reader) -> frozenset[str]:
    codes: set[str] = set()
    for row in where.rows():
        first, _, last = row.as_text().partition("-")
        last = last or first
        if not (first.isdecimal() and last.isdecimal() and len(first) == len(last) == 3 and first <= last):
            raise row.fail("a three-digit code or a range of them is wanted")
        codes.update(f"{code:03}" for code in range(int(first), int(last) + 1))
    return frozenset(codes)


def _calendar(data: Reader) -> WorkingDays:
    since, until = data.at("holidays_from").day(), data.at("holidays_until").day()
    days: list[date] = []
    for row in data.at("holidays").rows():
        day = row.day()
        if not since <= day <= until or day.weekday() >= 5 or day in days:
            raise row.fail("a weekday inside the list's dates, once, is wanted")
        days.append(day)
    missing = set(range(since.year, until.year + 1)) - {day.year for day in days}
    if missing:
        raise data.at("holidays").fail(f"no holidays for {min(missing)}")
    return WorkingDays(frozenset(days), until, since, data.at("opens").clock_time(), data.at("closes").clock_time())


def _clock(row: Reader) -> Clock:
    row.only("id", "label", "begins", "limits", "status", "source", "note", "meeting", "enabled")
    return Clock(
        id=row.text("id"),
        label=row.text("label"),
        begins=row.text("begins"),
        limits=row.each("limits", _limit),
        status=row.one_of("status", STATUSES),
        source=row.text("source"),
        note=row.text("note", ""),
        meeting=row.flag("meeting", default=False),
        enabled=row.flag("enabled", default=True),
    )


def _limit(row: Reader) -> Limit:
    row.only("amount", "unit", "label")
    return Limit(row.number("amount"), row.one_of("unit", UNITS), row.text("label", ""))


def _rule(row: Reader, categories: Sequence[str]) -> Rule:
    row.only("id", "title", "text", "urgent", "route", "source", "when")
    return Rule(
        id=row.text("id"),
        title=row.text("title"),
        text=row.text("text"),
        urgent=row.flag("urgent", default=False),
        route=row.text("route", ""),
        source=row.text("source"),
        when=_condition(row.at("when"), categories, _MAX_DEPTH),
    )


def _condition(where: Reader, categories: Sequence[str], depth: int) -> Condition:
    if not depth:
        raise where.fail("too many conditions inside one another")
    for name, read in _CONDITIONS.items():
        if where.has(name):
            return read(where, categories, depth)
    raise where.fail("no condition known to this version")


def _inner(where: Reader, name: str, categories: Sequence[str], depth: int) -> tuple[Condition, ...]:
    return where.only(name).each(name, lambda part: _condition(part, categories, depth - 1))


def _answer(where: Reader) -> AnswerIs:
    where.only("answer", "is")
    return AnswerIs(where.one_of("answer", ANSWER_FIELDS), where.text("is"))


def _category_is(where: Reader, categories: Sequence[str]) -> CategoryIs:
    codes = where.only("category").texts("category")
    _known(where.at("category"), codes, categories)
    return CategoryIs(codes)


def _words(where: Reader) -> Words:
    where.only("words", "in")
    fields = where.texts("in")
    _known(where.at("in"), fields, TEXT_FIELDS)
    phrases = where.texts("words")
    if not fields or not phrases or not all(phrase.strip("=* ") for phrase in phrases):
        raise where.fail("words and the fields to look in are wanted")
    return Words(phrases, fields)


_CONDITIONS: Mapping[str, Callable[[Reader, Sequence[str], int], Condition]] = {
    "all": lambda where, codes, depth: All(_inner(where, "all", codes, depth)),
    "any": lambda where, codes, depth: AnyOf(_inner(where, "any", codes, depth)),
    "answer": lambda where, _codes, _depth: _answer(where),
    "filled": lambda where, _codes, _depth: Filled(where.only("filled").one_of("filled", FILLED_FIELDS)),
    "category": lambda where, codes, _depth: _category_is(where, codes),
    "age_below_months": lambda where, _codes, _depth: AgeBelowMonths(
        where.only("age_below_months").number("age_below_months")
    ),
    "words": lambda where, _codes, _depth: _words(where),
}
