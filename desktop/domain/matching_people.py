"""Is this adult already in the record book?

Rules this module keeps: as for children (``matching``), only a person decides; two adults of one name are asked about,
unless their dates of birth say that they are two; a professional is known by post and agency as well.
"""

from __future__ import annotations

from desktop.domain.dates import parse_day
from desktop.domain.matching import Match, near_days
from desktop.domain.names import NO_ALIASES, Aliases, alike, plain, same_words
from desktop.domain.people import PersonEntry
from desktop.language import tr


def likely_same_person(one: PersonEntry, other: PersonEntry, aliases: Aliases = NO_ALIASES) -> Match | None:
    """Why two entries may be one person, the strongest reason first, or None."""
    same = same_words(_name(one), _name(other))
    if not same and not _alike(one, other, aliases):
        return None
    name = tr("the same name") if same else tr("a name that sounds alike")
    born, too = parse_day(one.born), parse_day(other.born)
    if born and too:
        if born == too:
            return Match(tr("same date of birth and {name_words}", name_words=name), weight=90)
        if too.isoformat() not in near_days(born):
            return None
        return Match(tr("dates of birth that differ by a slip, and {name_words}", name_words=name), weight=70)
    for shared, words, weight in (
        (
            _digits(one) and _digits(one) == _digits(other),
            tr("same telephone number and {name_words}", name_words=name),
            85,
        ),
        (_home(one) and _home(one) == _home(other), tr("same postcode and {name_words}", name_words=name), 75),
        (one.agency and alike(one.agency, other.agency), tr("same agency and {name_words}", name_words=name), 65),
    ):
        if shared:
            return Match(words, weight=weight)
    return Match(name, weight=40) if same else None


def _name(entry: PersonEntry) -> tuple[str, str]:
    return entry.given_names, entry.family_name


def _alike(one: PersonEntry, other: PersonEntry, aliases: Aliases) -> bool:
    first, second = (f"{entry.given_names} {entry.known_as}" for entry in (one, other))
    given = alike(first, second, aliases) or not (plain(first) and plain(second))
    return given and alike(one.family_name, other.family_name, aliases)


def _digits(entry: PersonEntry) -> str:
    return "".join(mark for mark in entry.telephone if mark.isdigit())[-9:]


def _home(entry: PersonEntry) -> str:
    return "".join(entry.postcode.split()).upper()
