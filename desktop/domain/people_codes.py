"""The words of an edition for who somebody is to a child, and for what the official child profile asks.

Rules this module keeps:

* codes are data (resources/guidance/); a relation or a placement that is in nobody's list may be written in own words,
  and is then shown as it was written;
* a relation says how the other person stands to the child; only where it reads the other way too does it have an
  ``other_way``: nobody's role in an event ever follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.reading import Reader

GROUPS = ("parent", "carer", "sibling", "relative", "household", "other", "professional")
PROFESSIONAL, SIBLING, PARENT = "professional", "sibling", "parent"
LISTS = ("disabilities", "legal_statuses", "placements", "upn_unknown")


@dataclass(frozen=True, slots=True)
class PersonCode:
    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What the other person is to the child. ``other_way`` is what the child is to them, "" when that is not named."""

    code: str
    label: str
    group: str
    other_way: str = ""


@dataclass(frozen=True, slots=True)
class PeopleCodes:
    disabilities: tuple[PersonCode, ...]
    legal_statuses: tuple[PersonCode, ...]
    placements: tuple[PersonCode, ...]
    upn_unknown: tuple[PersonCode, ...]
    relations: tuple[Relation, ...]

    def relation(self, code: str) -> Relation | None:
        return next((one for one in self.relations if one.code == code), None)

    def group_of(self, code: str) -> str:
        """The group of a relation; own words are nobody's group."""
        known = self.relation(code)
        return known.group if known else ""

    def label(self, name: str, code: str) -> str:
        """The words of a code in one of ``LISTS``, or "relations"; a code that is not there as it is."""
        rows: tuple[PersonCode | Relation, ...] = getattr(self, name)
        return next((row.label for row in rows if row.code == code), code)


def read_people(data: Reader) -> PeopleCodes:
    """Raises GuidanceInvalid."""
    data.only(*LISTS, "relations")
    relations = data.each("relations", _relation)
    known = {one.code for one in relations}
    if len(known) < len(relations):
        raise data.at("relations").fail("a code stands there twice")
    for one in relations:
        if one.other_way and one.other_way not in known:
            raise data.at("relations").fail(f"no such code: {one.other_way}")
    disabilities, legal, placements, upn = (_codes(data, name) for name in LISTS)
    return PeopleCodes(disabilities, legal, placements, upn, relations)


def _codes(data: Reader, name: str) -> tuple[PersonCode, ...]:
    rows = data.each(name, lambda row: _code(row.only("code", "label", "hint")))
    if len({row.code for row in rows}) < len(rows):
        raise data.at(name).fail("a code stands there twice")
    return rows


def _code(row: Reader) -> PersonCode:
    return PersonCode(row.text("code"), row.text("label"), row.text("hint", ""))


def _relation(row: Reader) -> Relation:
    row.only("code", "label", "group", "other_way")
    return Relation(row.text("code"), row.text("label"), row.one_of("group", GROUPS), row.text("other_way", ""))
