"""Every way the domain says no.

Rules this module keeps: one closed tree; a message names a rule, a code or a date, never what was typed about a person.
"""

from __future__ import annotations


class DomainError(Exception):
    """Root of all errors of ``desktop.domain``."""


class InvalidIdentifier(DomainError):
    """An NHS number, UPN or postcode that cannot be right. The message says which rule it breaks, not the value."""


class InvalidNhsNumber(InvalidIdentifier):
    pass


class InvalidUpn(InvalidIdentifier):
    pass


class InvalidPostcode(InvalidIdentifier):
    pass


class InvalidUrn(InvalidIdentifier):
    pass


class CalendarEnds(DomainError):
    """A working-day count reached a day for which the edition lists no bank holidays."""


class GuidanceInvalid(DomainError):
    """The edition's data is damaged or contradicts itself. The message is a path inside the data."""


class LocalEditionInvalid(GuidanceInvalid):
    """An area's own edition that is damaged, or changes what an area may not. The message is a path inside the file."""


class LocalEditionElsewhere(DomainError):
    """An area's own edition that is made for another edition than the one in this Guardbook."""


class LocalEditionTaken(DomainError):
    """An area's own edition of this id was taken in before, with other content: a change needs an id of its own."""


class GuidanceUnknown(DomainError):
    """A code, clock or rule that this edition does not have."""


class FieldsInvalid(DomainError):
    """A statement's fields do not have the shape of their kind. The message names the field only."""
