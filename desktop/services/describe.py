"""Labels and words for fields, bound to one edition of the guidance. The words themselves are the domain's.

Rules this module keeps: nothing is decided here, save which of a child's fields "must not be disclosed" keeps back.
"""

from __future__ import annotations

from typing import Protocol

from desktop.domain.guidance import Guidance
from desktop.domain.labels import label
from desktop.domain.statements import Json
from desktop.domain.wording import text_of
from desktop.language import mark, tr

SCHOOL_WITHHELD = ("setting", "schools")
WITHHELD = (
    "address",
    "postcode",
    *SCHOOL_WITHHELD,
    "gp",
    "placement",  # in own words it may name the house
    "safeguards",
)  # stay out of every share, print and file: each leads to the home
NO_NAME = mark("Name not known")


class HasGuidance(Protocol):
    @property
    def guidance(self) -> Guidance: ...


class Words:
    """Turns stored values into words, by the edition of the guidance that is in force in a book."""

    def __init__(self, book: HasGuidance) -> None:
        self._book = book

    def label(self, family: str, name: str) -> str:
        """The label of a field of a record family."""
        return label(family, name)

    def text(self, family: str, name: str, value: Json) -> str:
        """A field's value in words; rows one to a line; "" for a blank."""
        return text_of(family, name, value, self._book.guidance)


def full_name(given: str, family: str) -> str:
    """The child's name, or words for a child without one yet."""
    return " ".join(part for part in (given, family) if part) or tr(NO_NAME)
