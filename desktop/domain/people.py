"""What is written about an adult around a child, about a relation, and about two records of one person.

Rules this module keeps:

* an adult is a record of their own, written once and related to many children; the child's record is never copied into it;
* a relation goes from a child to a person or to another child, and has a beginning and an end: who lived with whom when
  is read from it, and nothing of what happened to either of them;
* "the same person" is a statement with a reason; the two records stay as they are, and it can be withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.dates import parse_day

SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """An adult, or anybody else who is no child of this book: a parent, a neighbour, a health visitor."""

    given_names: str = ""
    family_name: str = ""
    known_as: str = ""
    born: str = ""  # ISO date
    sex: str = ""
    address: str = ""
    postcode: str = ""
    address_withheld: bool = False  # "must not be disclosed": stays out of every share, print and file
    telephone: str = ""
    post: str = ""  # "Health visitor"
    agency: str = ""  # "Ashmere 0-19 service"
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """The row of a child's record that a relation was taken over from."""

    name: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class RelationshipEntry:
    """What somebody is to a child. ``since`` and ``until`` are ISO days: of living together where they do, else of the relation."""

    relation: str = ""  # a code of the edition, or own words
    parental_responsibility: str = ""  # Answer or blank
    lives_with: str = ""  # Answer or blank: with the child, between ``since`` and ``until``
    since: str = ""
    until: str = ""
    note: str = ""
    taken_from: TakenFrom = TakenFrom()
    mistaken: bool = False  # it was recorded by mistake: it links nobody, and stays readable


@dataclass(frozen=True, slots=True)
class Pair:
    """That two records were called one person, or two; ``answer`` is SAME or DIFFERENT."""

    one: str
    other: str
    answer: str

    @property
    def ends(self) -> frozenset[str]:
        return frozenset({self.one, self.other})


def lasts_on(entry: RelationshipEntry, day: date) -> bool:
    """Whether a relation held on a day; an end or a beginning that is not known does not end it."""
    if entry.mistaken:
        return False
    since, until = parse_day(entry.since), parse_day(entry.until)
    return (since is None or since <= day) and (until is None or day < until)


def groups(pairs: Iterable[Pair]) -> tuple[frozenset[str], ...]:
    """The records that are one person, as sets of two and more.

    Two records are joined by what stands for that very pair; where one says "same" and another "different", nothing joins
    them until one of the two is withdrawn. The result depends on the set of ``pairs`` alone.
    """
    said = tuple(pairs)
    apart = {pair.ends for pair in said if pair.answer == DIFFERENT}
    found: list[frozenset[str]] = []
    for pair in said:
        if pair.answer != SAME or pair.ends in apart or len(pair.ends) < 2:
            continue
        touched = [one for one in found if not one.isdisjoint(pair.ends)]
        found = [one for one in found if one.isdisjoint(pair.ends)]
        found.append(pair.ends.union(*touched))
    return tuple(sorted(found, key=sorted))


def disputed(pairs: Collection[Pair]) -> frozenset[frozenset[str]]:
    """The pairs that are called the same by one and different by another."""
    same = {pair.ends for pair in pairs if pair.answer == SAME}
    return frozenset(same & {pair.ends for pair in pairs if pair.answer == DIFFERENT})
