"""What the recording form offers to choose from, taken from the guidance edition.

Rules this module keeps: codes and words come from the edition; "they will decide" is always an answer for the level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.guidance import Guidance
from desktop.domain.involvement import ROLES
from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.language import mark

THEY_DECIDE = Choice("they-decide", mark("I do not know, they will decide"))


@dataclass(frozen=True, slots=True)
class ConcernChoices:
    """``labels`` turns every code offered here into words; ``codes`` is whether the census's factors are asked for here.

    ``lists`` are the choices of a field ("impact", "role") or of a cell of its rows ("harmed_by"); their labels are under
    "field.code", since two lists may use one code.
    """

    main: tuple[Choice, ...]
    further: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    factors: tuple[Choice, ...]
    labels: Mapping[str, str]
    codes: bool = False
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)


LISTS = {"impact": "impacts", "strengths": "strengths", "barriers": "barriers", "harmed_by": "harm_relations"}


def concern_choices(guidance: Guidance, *, codes: bool = False) -> ConcernChoices:
    """Return the choices of one edition, in its order. Census codes are asked only of those who use them."""
    main = tuple(Choice(row.code, row.label, row.meaning) for row in guidance.categories)
    further = tuple(Choice(row.code, row.label) for row in guidance.further)
    levels = tuple(Choice(row.code, row.shown, row.hint) for row in guidance.levels)
    factors = tuple(Choice(row.code, f"{row.code} {row.label}", row.hint) for row in guidance.factors)
    if THEY_DECIDE.code not in {level.code for level in levels}:
        levels = (*levels, *translated((THEY_DECIDE,)))
    labels = {choice.code: choice.label for choice in (*main, *further, *levels, *factors)}
    lists = {
        field: tuple(Choice(row.code, row.label, row.hint) for row in guidance.codes(name))
        for field, name in LISTS.items()
    }
    lists["role"] = translated(tuple(Choice(code, words) for code, words in ROLES.items()))
    labels |= {f"{name}.{choice.code}": choice.label for name, rows in lists.items() for choice in rows}
    return ConcernChoices(main, further, levels, factors, labels, codes, lists)
