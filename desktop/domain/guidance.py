"""A guidance edition: what the law and the practice say, as dated data.

Rules this module keeps:

* categories, codes, time limits, holidays and prompts are data (resources/guidance/), never code;
* everything is checked at parse: shapes, codes that must exist, no code twice; a damaged edition is refused whole;
* a code that this edition does not know is shown as it is, never dropped: the record outlives the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from desktop.domain.clocks import Clock
from desktop.domain.errors import GuidanceUnknown
from desktop.domain.people_codes import PeopleCodes
from desktop.domain.records import OrganisationKind
from desktop.domain.rules import Rule
from desktop.domain.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and its words. ``continues``: ids of the clocks that run on after this outcome."""

    code: str
    label: str
    hint: str = ""
    continues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """One of the four statutory categories, in our own words."""

    code: str
    label: str
    meaning: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FurtherType:
    """A further concern type. ``factors`` are assessment factor codes; ``route`` is a code, ``route_text`` words."""

    code: str
    label: str
    notes: str
    route: str
    route_text: str
    factors: tuple[str, ...]
    do_not_tell_family: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """A lawful basis, offered to the ``kinds`` of organisation it fits, from the day it begins."""

    code: str
    label: str
    text: str
    kinds: tuple[str, ...]
    begins: date | None
    status: str
    source: str
    hint: str = ""

    def offered(self, kind: str, on: date) -> bool:
        return kind in self.kinds and (self.begins is None or self.begins <= on)


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


C = TypeVar("C", bound=_HasCode)


@dataclass(frozen=True, slots=True)
class Guidance:
    edition: str
    title: str
    in_force_from: date
    notice: str
    texts: tuple[Coded, ...]
    categories: tuple[Category, ...]
    further: tuple[FurtherType, ...]
    plan_categories: tuple[Coded, ...]
    levels: tuple[Coded, ...]
    answers: tuple[Coded, ...]
    sexes: tuple[Coded, ...]
    ethnicities: tuple[Coded, ...]
    factors: tuple[Coded, ...]
    legacy_factors: Mapping[str, tuple[str, ...]]  # 18A -> (18B, 18C)
    upn_unknown: tuple[str, ...]
    people: PeopleCodes
    local_authorities: frozenset[str]  # three digits
    contact_outcomes: tuple[Coded, ...]
    referral_outcomes: tuple[Coded, ...]
    purposes: tuple[Coded, ...]
    bases: tuple[Basis, ...]
    special_category: str
    roles: tuple[Coded, ...]
    organisation_kinds: tuple[Coded, ...]
    calendar: WorkingDays
    clocks: tuple[Clock, ...]
    rules: tuple[Rule, ...]

    @classmethod
    def parse(cls, edition: Mapping[str, object]) -> Guidance:
        """Read an edition's data (JSON, decoded). Raises GuidanceInvalid with the path of the first mistake."""
        from desktop.domain.edition import read_edition  # noqa: PLC0415 -- it builds this class

        return read_edition(edition)

    @property
    def holidays(self) -> frozenset[date]:
        return self.calendar.holidays

    @property
    def holidays_until(self) -> date:
        return self.calendar.until

    @property
    def outcomes(self) -> tuple[Coded, ...]:
        """Everything the desk may decide: contact outcomes, then referral outcomes (facts R4)."""
        return self.contact_outcomes + self.referral_outcomes

    def continues(self, outcome: str, clock_id: str) -> bool:
        """Whether a clock runs on after the desk decided so."""
        return any(clock_id in one.continues for one in self.outcomes if one.code == outcome)

    def clock(self, clock_id: str) -> Clock:
        """Raises GuidanceUnknown for a clock that this edition does not have or has switched off."""
        for clock in self.clocks:
            if clock.id == clock_id and clock.enabled:
                return clock
        raise GuidanceUnknown(clock_id)

    def further_type(self, code: str) -> FurtherType | None:
        return next((kind for kind in self.further if kind.code == code), None)

    def do_not_tell_family(self, codes: Iterable[str]) -> bool:
        """Whether any of the categories says that the family must not be told first."""
        return any(kind.do_not_tell_family for code in codes if (kind := self.further_type(code)))

    def bases_for(self, kind: OrganisationKind | str, on: date) -> tuple[Basis, ...]:
        """The lawful bases to offer an organisation of this kind on a day, the usual one first."""
        return tuple(basis for basis in self.bases if basis.offered(str(kind), on))

    def suggested_basis(self, kind: OrganisationKind | str, on: date) -> Basis:
        """The usual basis. Consent is never suggested (facts 6.1, rule 3)."""
        return self.bases_for(kind, on)[0]

    def category_label(self, code: str) -> str:
        return _label(code, self.categories) or _label(code, self.further) or code

    def level_label(self, code: str) -> str:
        return _label(code, self.levels) or code

    def answer_label(self, code: str) -> str:
        return _label(code, self.answers) or code

    def sex_label(self, code: str) -> str:
        return _label(code, self.sexes) or code

    def ethnicity_label(self, code: str) -> str:
        return _label(code, self.ethnicities) or code

    def factor_label(self, code: str) -> str:
        return _label(code, self.factors) or code

    def outcome_label(self, code: str) -> str:
        return _label(code, self.outcomes) or code

    def purpose_label(self, code: str) -> str:
        return _label(code, self.purposes) or code

    def basis_label(self, code: str) -> str:
        return _label(code, self.bases) or code

    def role_label(self, code: str) -> str:
        return _label(code, self.roles) or code

    def organisation_kind_label(self, code: str) -> str:
        return _label(code, self.organisation_kinds) or code


def _label(code: str, rows: Iterable[C]) -> str:
    return next((row.label for row in rows if row.code == code), "")
