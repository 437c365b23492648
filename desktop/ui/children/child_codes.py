"""The edition's choices that the child's form and its amendment offer. No Qt.

Rules this module keeps: the edition's own words are shown as it has them; what stands in a record and in no list is
offered too, so that looking at it never changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.guidance import Guidance
from desktop.services.pages.fields import Choice


@dataclass(frozen=True, slots=True)
class ChildCodes:
    """Field name to its choices."""

    choices: Mapping[str, tuple[Choice, ...]]

    def of(self, name: str, held: str | Iterable[str] = ()) -> tuple[Choice, ...]:
        """The choices of a field, what it ``held`` among them."""
        listed = self.choices.get(name, ())
        codes = {choice.code for choice in listed}
        kept = (held,) if isinstance(held, str) else tuple(held)
        return (*listed, *(Choice(code, code) for code in kept if code and code not in codes))


def child_codes(guidance: Guidance) -> ChildCodes:
    people = guidance.people
    lists = {
        "ethnicity": [(one.code, one.label, "") for one in guidance.ethnicities],
        "disabilities": [(one.code, one.label, one.hint) for one in people.disabilities],
        "legal_status": [(one.code, one.label, one.hint) for one in people.legal_statuses],
        "placement": [(one.code, one.label, one.hint) for one in people.placements],
        "upn_unknown": [(one.code, one.label, one.hint) for one in people.upn_unknown],
    }
    return ChildCodes({name: tuple(Choice(*row) for row in rows) for name, rows in lists.items()})
