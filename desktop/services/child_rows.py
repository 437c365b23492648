"""Rows of the children's table as screens and the comparison read them.

Rules this module keeps: an identifier is written in one form, and refused when it cannot be right; for comparing only, what
was typed is evened out and never refused.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.identifiers import nhs_number, postcode, upn
from desktop.domain.matching import same_home
from desktop.domain.records import ChildEntry
from desktop.services.describe import full_name
from desktop.services.pages.children import ChildRow
from desktop.services.stored import ChildHit


def row_of(hit: ChildHit) -> ChildRow:
    """A row as the list of children shows it."""
    return ChildRow(
        id=hit.child,
        name=full_name(hit.given_names, hit.family_name),
        known_as=hit.known_as,
        born=hit.born,
        expected=hit.expected,
        address=hit.address,
        concerns=hit.concerns,
        last_entry=hit.last_entry,
    )


def entry_of(hit: ChildHit) -> ChildEntry:
    """What a row says of a child, for comparing."""
    return ChildEntry(
        given_names=hit.given_names,
        family_name=hit.family_name,
        known_as=hit.known_as,
        born=hit.born,
        expected=hit.expected,
        nhs_number=hit.nhs_number,
        upn=hit.upn,
        address=hit.address,
        postcode=hit.postcode,
        setting=hit.setting,
    )


def identified(entry: ChildEntry) -> ChildEntry:
    """The entry with its identifiers in their one form. Raises InvalidIdentifier (domain)."""
    return replace(
        entry,
        nhs_number=nhs_number(entry.nhs_number) if entry.nhs_number.strip() else "",
        upn=upn(entry.upn) if entry.upn.strip() else "",
        postcode=postcode(entry.postcode) if entry.postcode.strip() else "",
    )


def tidied(entry: ChildEntry) -> ChildEntry:
    """For comparing only: identifiers without spaces, never refused."""
    return replace(
        entry,
        nhs_number="".join(entry.nhs_number.split()),
        upn="".join(entry.upn.split()).upper(),
        postcode=entry.postcode.strip().upper(),
    )


def lives_at(one: ChildEntry, other: ChildEntry) -> bool:
    """The same home by postcode, or by the same first line where a postcode is missing."""
    if one.postcode and other.postcode:
        return same_home(one, other)
    return bool(squeezed(one.address)) and squeezed(one.address) == squeezed(other.address)


def squeezed(text: str) -> str:
    """Its letters and digits, in small."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
