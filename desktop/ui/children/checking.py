"""What is wrong with a child's entry, and its identifiers in their normal form.

Rules this module keeps: a date of birth and an expected date never go together; what cannot be right is told beside its
question; a blank is never wrong, save when there is no name at all.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.domain.dates import add_months, long_day
from desktop.domain.errors import InvalidIdentifier
from desktop.domain.identifiers import nhs_number, postcode, upn
from desktop.domain.records import ChildEntry, OrganisationKind, Profile, Relative
from desktop.services.pages.fields import Missing
from desktop.ui.language import mark, tr

NAME_NOT_KNOWN = mark("Name not known")
BOTH_DATES = mark("Give the date of birth or the expected date, not both")


KIN = frozenset({"ap", "ab", "ferch", "verch", "bin", "bint", "ibn"})  # "son of", "daughter of": never a given name
PARTICLES = KIN | {
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "du", "la", "le", "al", "el", "o", "st", "ter", "ten", "zu",
}  # fmt: skip  # as they are written within a name, they begin the family name


def from_search(text: str) -> ChildEntry:
    """Start a form from what was searched for: words become names, anything with a digit is left out.

    The last word is the family name, with the small words before it that belong to it.
    """
    words = text.split()
    if not words or any(letter.isdigit() for letter in text):
        return ChildEntry()
    if len(words) == 1:
        return ChildEntry(given_names=words[0])
    first = len(words) - 1
    while first and (words[first - 1].casefold() in KIN or (first > 1 and words[first - 1] in PARTICLES)):
        first -= 1
    return ChildEntry(given_names=" ".join(words[:first]), family_name=" ".join(words[first:]))


def own_setting(profile: Profile) -> str:
    """A school's children are at that school; elsewhere nobody knows."""
    return profile.organisation if profile.organisation_kind is OrganisationKind.SCHOOL else ""


def unnamed(known: str, setting: str) -> ChildEntry:
    """A child whose name nobody knows yet, with what is known in one's own words; whoever opens the record sees that it is to be completed."""
    begun = tr("Still to be completed: the name was not known")
    said = tr("{begun}. Known so far: {known}", begun=begun, known=known.strip()) if known.strip() else begun
    return ChildEntry(given_names=tr(NAME_NOT_KNOWN), setting=setting, flags=(said,))


def expected_example(today: date | None) -> str:
    """An expected date as it may be typed, half a year ahead; "" while nobody says what day it is."""
    if today is None:
        return ""
    day = add_months(today, 6)
    return tr("For example, {typed}.", typed=f"{day.day} {day.month} {day.year}")


def with_age(entry: ChildEntry, about: str, today: date | None) -> ChildEntry:
    """Keep a guessed age in words, with its day, where whoever opens the record sees it: never as a date of birth."""
    guess = about.strip().rstrip(".")
    if not guess:
        return entry
    if guess == "1":
        said = tr("About 1 year old")
    elif guess.isdecimal():
        said = tr("About {count} years old", count=guess)
    else:
        said = tr("About how old: {guess}", guess=guess)
    if today is not None:
        said = tr("{age}, on {day}", age=said, day=long_day(today))
    return replace(entry, flags=(*entry.flags, said))


def birth_missing(asked: str, entry: ChildEntry) -> tuple[Missing, ...]:
    """Return what is lacking when a day is to be given and is not: nobody is kept as "born: not known" without a word.

    ``asked`` is "born", "expected" or "unknown".
    """
    if asked == "expected" and not entry.expected:
        return (Missing("expected", tr("Give the day, roughly if need be, or say that you do not know the date")),)
    if asked == "born" and not entry.born:
        return (Missing("born", tr("Give the date of birth, or say that you do not know the date")),)
    return ()


def checked_entry(entry: ChildEntry, today: date) -> tuple[ChildEntry, tuple[Missing, ...]]:
    """Return the entry with its identifiers in their normal form, and what is wrong, in the order of the page."""
    errors: list[Missing] = []
    if not (entry.given_names.strip() or entry.family_name.strip() or entry.known_as.strip()):
        errors.append(Missing("given_names", tr("Enter a name, or what the child is known as")))
    if entry.born and entry.expected:
        errors.append(Missing("born", tr(BOTH_DATES)))
    elif entry.born > today.isoformat():
        errors.append(Missing("born", tr("The date of birth must not be in the future")))
    fields = {
        "postcode": (entry.postcode, postcode, tr("Enter a full postcode, like ZY1 2AB, or leave it blank")),
        "nhs_number": (
            entry.nhs_number,
            nhs_number,
            tr("Check the NHS number: its ten digits do not fit together. Leave it blank if you are not sure"),
        ),
        "upn": (
            entry.upn,
            upn,
            tr("Check the UPN: its letter does not fit the rest. Leave it blank if you are not sure"),
        ),
    }
    normal: dict[str, str] = {}
    for name, (typed, check, message) in fields.items():
        if typed.strip():
            try:
                normal[name] = check(typed)
            except InvalidIdentifier:
                errors.append(Missing(name, message))
    if "NONE" in entry.disabilities and len(entry.disabilities) > 1:
        errors.append(Missing("disabilities", tr("“No disability” stands alone: choose it, or the others")))
    people = tuple(row for row in entry.people if row != Relative())
    for row in people:
        if not row.name.strip() and not row.relation.strip():
            errors.append(Missing("people", tr("Each row of the family needs a name or how they are related")))
            break
    checked = replace(
        entry,
        people=people,
        postcode=normal.get("postcode", entry.postcode.strip()),
        nhs_number=normal.get("nhs_number", entry.nhs_number.strip()),
        upn=normal.get("upn", entry.upn.strip()),
    )
    return checked, tuple(errors)


def with_sense(entry: ChildEntry) -> ChildEntry:
    """An unborn child has no number, no school and was at none: what stands there by itself is not kept."""
    if not entry.expected:
        return entry
    return replace(entry, nhs_number="", upn="", setting="", setting_withheld=False, schools=())
