"""The codes, categories, levels, bases, contacts and keeping periods of an edition, read row by row.

Rules this module keeps: unknown names are refused; every code that another row names exists; no code stands there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from desktop.domain.clocks import STATUSES
from desktop.domain.guidance_parts import (
    Basis,
    Category,
    Coded,
    CodeList,
    Contact,
    Ethnicity,
    FurtherType,
    LegacyFactor,
    Level,
    Retention,
    Threshold,
)
from desktop.domain.reading import Reader
from desktop.domain.records import OrganisationKind, Role
from desktop.domain.terms import Term, Terms

LISTS = (
    "referral_sources", "primary_needs", "closure_reasons", "allegation_outcomes", "allegation_tests", "mappa_categories",
    "mappa_levels", "harm_relations", "barriers", "impacts", "strengths", "asking", "recording_rules",
)  # fmt: skip
"""The lists that Guardbook offers to choose from, or shows as help."""
COLOURS = ("blue", "green", "amber", "red")
WORDS = ("desk", "officer")
BEGINNINGS = ("birth", "record made", "case closed", "adoption order")
_LETTER = re.compile(r"[A-Z]|99")
_NUMBER = re.compile(r"[0-9 +()]{3,20}")


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...


R = TypeVar("R", bound=_HasCode)


def unique(data: Reader, name: str, rows: tuple[R, ...]) -> tuple[R, ...]:
    """Rows of a list whose codes stand there once."""
    if len({row.code for row in rows}) < len(rows):
        raise data.at(name).fail("a code stands there twice")
    return rows


def known(where: Reader, codes: Iterable[str], allowed: Sequence[str]) -> None:
    """Refuse codes that are not among those allowed."""
    for code in codes:
        if code not in allowed:
            raise where.fail(f"no such code: {code}")


def coded(data: Reader, name: str) -> tuple[Coded, ...]:
    return unique(data, name, data.each(name, _one_coded))


def _one_coded(row: Reader) -> Coded:
    row.only("code", "label", "hint", "continues", "alone")
    return Coded(
        row.text("code"),
        row.text("label"),
        row.text("hint", ""),
        row.texts("continues", ()),
        row.flag("alone", default=False),
    )


def code_lists(data: Reader) -> Mapping[str, CodeList]:
    """All of ``LISTS``, and no other."""
    where = data.at("lists").only(*LISTS)
    return {name: _code_list(name, where.at(name)) for name in LISTS}


def _code_list(name: str, where: Reader) -> CodeList:
    where.only("status", "source", "rows")
    return CodeList(name, where.one_of("status", STATUSES), where.text("source"), coded(where, "rows"))


def ethnicities(data: Reader) -> tuple[Ethnicity, ...]:
    return unique(data, "ethnicities", data.each("ethnicities", _ethnicity))


def _ethnicity(row: Reader) -> Ethnicity:
    row.only("code", "label", "nhs")
    if not _LETTER.fullmatch(row.text("nhs")):
        raise row.at("nhs").fail("a letter, or 99, is wanted")
    return Ethnicity(row.text("code"), row.text("label"), row.text("nhs"))


def legacy_factors(data: Reader, factors: Sequence[str]) -> tuple[LegacyFactor, ...]:
    where = data.at("legacy_factors")
    found = []
    for code in where.mapping():
        row = where.at(code).only("instead", "query")
        known(row.at("instead"), row.texts("instead"), factors)
        if code in factors:
            raise row.fail("a factor that is still in use")
        found.append(LegacyFactor(code, row.texts("instead"), row.text("query")))
    return tuple(found)


def categories(data: Reader) -> tuple[Category, ...]:
    return unique(data, "categories", data.each("categories", _category))


def _category(row: Reader) -> Category:
    row.only("code", "label", "meaning", "indicators", "status", "source")
    return Category(
        row.text("code"),
        row.text("label"),
        row.text("meaning"),
        row.filled_texts("indicators"),
        row.one_of("status", STATUSES),
        row.text("source"),
    )


def further_types(
    data: Reader, factors: Sequence[str], needs: Sequence[str], clocks: Sequence[str]
) -> tuple[FurtherType, ...]:
    found = unique(data, "further", data.each("further", _further))
    for kind in found:
        for codes, allowed in ((kind.factors, factors), (kind.needs, needs), (kind.clocks, clocks)):
            known(data.at("further"), codes, allowed)
    return found


def _further(row: Reader) -> FurtherType:
    row.only("code", "label", "notes", "route", "route_text", "factors", "do_not_tell_family", "clocks", "needs")
    return FurtherType(
        code=row.text("code"),
        label=row.text("label"),
        notes=row.text("notes"),
        route=row.text("route"),
        route_text=row.text("route_text"),
        factors=row.texts("factors"),
        do_not_tell_family=row.flag("do_not_tell_family", default=False),
        clocks=row.texts("clocks", ()),
        needs=row.texts("needs", ()),
    )


def levels(data: Reader) -> tuple[Level, ...]:
    found = unique(data, "levels", data.each("levels", _level))
    if [level.code for level in found[:4]] != ["1", "2", "3", "4"]:
        raise data.at("levels").fail("levels 1 to 4 are wanted first, in their order")
    return found


def _level(row: Reader) -> Level:
    row.only("code", "label", "hint", "colour", "local")
    colour = row.one_of("colour", COLOURS) if row.has("colour") else ""
    return Level(row.text("code"), row.text("label"), row.text("hint", ""), colour, row.text("local", ""))


def threshold(where: Reader) -> Threshold:
    where.only("title", "version")
    return Threshold(where.text("title", ""), where.text("version", ""))


def bases(data: Reader) -> tuple[Basis, ...]:
    found = unique(data, "bases", data.each("bases", _basis))
    for kind in OrganisationKind:
        usual = [basis for basis in found if kind in basis.kinds and basis.begins is None]
        if not usual or usual[0].code == "consent":
            raise data.at("bases").fail(f"no lasting basis for {kind}")
    return found


def _basis(row: Reader) -> Basis:
    row.only("code", "label", "text", "hint", "kinds", "from", "status", "source")
    kinds = row.texts("kinds")
    known(row.at("kinds"), kinds, [kind.value for kind in OrganisationKind])
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


def sourced(where: Reader) -> str:
    """A text that says how sure it is and where it comes from."""
    where.only("text", "status", "source").one_of("status", STATUSES)
    where.text("source")
    return where.text("text")


def authorities(where: Reader) -> frozenset[str]:
    codes: set[str] = set()
    for row in where.rows():
        first, _, last = row.as_text().partition("-")
        last = last or first
        if not (first.isdecimal() and last.isdecimal() and len(first) == len(last) == 3 and first <= last):
            raise row.fail("a three-digit code or a range of them is wanted")
        codes.update(f"{code:03}" for code in range(int(first), int(last) + 1))
    return frozenset(codes)


def retention(where: Reader) -> tuple[tuple[Retention, ...], str]:
    """The keeping periods, and what a legal hold does."""
    where.only("rows", "hold")
    return unique(where, "rows", where.each("rows", _retention)), where.text("hold")


def _retention(row: Reader) -> Retention:
    row.only("code", "label", "begins", "years", "until", "note", "status", "source")
    if not (row.has("years") or row.has("until")):
        raise row.fail("years, or until when, is wanted")
    return Retention(
        row.text("code"),
        row.text("label"),
        row.one_of("begins", BEGINNINGS),
        row.number("years") if row.has("years") else 0,
        row.text("until", ""),
        row.text("note", ""),
        row.one_of("status", STATUSES),
        row.text("source"),
    )


def terms(data: Reader) -> Terms:
    return Terms(data.each("terms", _term))


def _term(row: Reader) -> Term:
    row.only("now", "then", "source")
    return Term(row.filled_texts("now"), row.filled_texts("then"), row.text("source"))


def words(where: Reader) -> Mapping[str, str]:
    where.only(*WORDS)
    return {name: where.text(name) for name in WORDS}


def code_users(where: Reader) -> tuple[frozenset[str], frozenset[str]]:
    where.only("kinds", "roles")
    known(where.at("kinds"), where.texts("kinds"), [kind.value for kind in OrganisationKind])
    known(where.at("roles"), where.texts("roles"), [role.value for role in Role])
    return frozenset(where.texts("kinds")), frozenset(where.texts("roles"))


def contacts(data: Reader) -> tuple[Contact, ...]:
    if not data.has("contacts"):
        return ()
    return unique(data, "contacts", data.each("contacts", _contact))


def _contact(row: Reader) -> Contact:
    row.only("code", "label", "name", "number", "mail", "hours")
    number, mail = row.text("number", ""), row.text("mail", "")
    if number and not _NUMBER.fullmatch(number):
        raise row.at("number").fail("a telephone number is wanted")
    if mail and ("@" not in mail or " " in mail):
        raise row.at("mail").fail("a mail address is wanted")
    if not (number or mail):
        raise row.fail("a number or a mail address is wanted")
    return Contact(row.text("code"), row.text("label"), row.text("name"), number, mail, row.text("hours", ""))
