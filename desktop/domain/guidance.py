"""A guidance edition: what the law and the practice say, as dated data.

Rules this module keeps:

* categories, codes, time limits, holidays, prompts and older words are data (resources/guidance/), never code;
* everything is checked at parse: shapes, codes that must exist, no code twice; a damaged edition is refused whole;
* a code that this edition does not know is shown as it is, never dropped: the record outlives the edition;
* an area's own edition lies over it and changes only what an area may (``local_edition``); ``edition`` names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from desktop.domain.clocks import Clock
from desktop.domain.errors import GuidanceUnknown
from desktop.domain.guidance_parts import (
    Basis,
    Category,
    Coded,
    CodeList,
    Contact,
    Ethnicity,
    FactorFault,
    FurtherType,
    LegacyFactor,
    Level,
    LocalEdition,
    Retention,
    Threshold,
)
from desktop.domain.people_codes import PeopleCodes
from desktop.domain.records import OrganisationKind, Role
from desktop.domain.rules import Rule
from desktop.domain.terms import Terms
from desktop.domain.working_days import WorkingDays


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
    levels: tuple[Level, ...]
    threshold: Threshold
    answers: tuple[Coded, ...]
    sexes: tuple[Coded, ...]
    ethnicities: tuple[Ethnicity, ...]
    factors: tuple[Coded, ...]
    legacy_factors: tuple[LegacyFactor, ...]  # 18A, 19A
    lists: Mapping[str, CodeList]
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
    retention: tuple[Retention, ...]
    legal_hold: str
    terms: Terms
    words: Mapping[str, str]  # what the texts call the desk and the designated officer
    code_users: tuple[frozenset[str], frozenset[str]]  # kinds of organisation, roles
    contacts: tuple[Contact, ...] = ()
    local: LocalEdition | None = None
    data: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)  # as it was read

    @classmethod
    def parse(cls, edition: Mapping[str, object]) -> Guidance:
        """Read an edition's data (JSON, decoded). Raises GuidanceInvalid with the path of the first mistake."""
        from desktop.domain.edition import read_edition  # noqa: PLC0415 -- it builds this class

        return read_edition(edition)

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> Guidance:
        """Read an edition's files, JSON, by their names. Raises GuidanceInvalid; a damaged edition is refused whole."""
        from desktop.domain.edition import join_files, read_edition  # noqa: PLC0415 -- as above

        return read_edition(join_files(files))

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

    def codes(self, name: str) -> tuple[Coded, ...]:
        """The rows of a list ("barriers", "impacts" …, ``edition_codes.LISTS``). Raises GuidanceUnknown."""
        if name not in self.lists:
            raise GuidanceUnknown(name)
        return self.lists[name].rows

    def code_label(self, name: str, code: str) -> str:
        """The words of a code of a list; a code that is not in it as it is."""
        return _label(code, self.codes(name)) or code

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Older and newer words for what was typed, of one word or several; both ways, today's first."""
        return self.terms.synonyms(word)

    def word(self, name: str) -> str:
        """What the texts call something: "desk", "officer". Raises GuidanceUnknown."""
        if name not in self.words:
            raise GuidanceUnknown(name)
        return self.words[name]

    def uses_codes(self, organisation_kind: str, role: str = "") -> bool:
        """Whether somebody of this kind of organisation, in this role ("" when not known), works with census codes."""
        kinds, roles = self.code_users
        return role != Role.ADMINISTRATOR and (str(organisation_kind) in kinds or str(role) in roles)

    def factor_faults(self, codes: Sequence[str]) -> tuple[FactorFault, ...]:
        """What the census would refuse or query in a list of assessment factors (facts 4.4: rule 8869, 8945Q, 8950Q)."""
        legacy = {one.code: one for one in self.legacy_factors}
        known = {one.code: one for one in self.factors}
        found = []
        for place, code in enumerate(codes):
            if code in legacy:
                found.append(FactorFault(code, "legacy", legacy[code].instead, legacy[code].query))
            elif code not in known:
                found.append(FactorFault(code, "unknown"))
            elif code in codes[:place]:
                found.append(FactorFault(code, "twice"))
            elif known[code].alone and len(codes) > 1:
                found.append(FactorFault(code, "alone", query="8869"))
        return tuple(found)

    def nhs_ethnicity(self, code: str) -> str:
        """The NHS letter of an ethnicity code, or ""."""
        return next((one.nhs for one in self.ethnicities if one.code == code), "")

    def ethnicities_of(self, letter: str) -> tuple[Ethnicity, ...]:
        """The ethnicities that an NHS letter may mean."""
        return tuple(one for one in self.ethnicities if one.nhs == letter)

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
        return next((level.shown for level in self.levels if level.code == code), code)

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
