"""Prompts: what the guidance says about an entry while it is being written, with no network.

Rules this module keeps:

* a rule is data of the edition; when it speaks is one of its ``conditions``;
* a prompt says what to do and never blames; it is shown, recorded with the concern, and decides nothing by itself;
* a rule whose law has not begun waits behind its clock: it speaks once the edition switches that on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from desktop.domain.conditions import Condition, Earlier, Situation, says_something
from desktop.domain.dates import months_between, parse_day
from desktop.domain.records import ChildEntry, ConcernEntry

UNDER_TWO = 24  # months

__all__ = [
    "Earlier",
    "HasRules",
    "Prompt",
    "Rule",
    "Situation",
    "fired",
    "may_be_under_two",
    "prompts",
    "says_something",
]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rule of the edition that fired. ``route`` is a code: "phone-now", "police", "lado", "" ..."""

    id: str
    title: str
    text: str
    urgent: bool
    route: str


@dataclass(frozen=True, slots=True)
class Rule:
    """``clock`` is the time limit that it starts, or ""; ``enabled`` is false while it, or its clock, is switched off."""

    id: str
    title: str
    text: str
    urgent: bool
    route: str
    source: str
    when: Condition
    clock: str = ""
    enabled: bool = True

    @property
    def prompt(self) -> Prompt:
        return Prompt(self.id, self.title, self.text, self.urgent, self.route)


class HasRules(Protocol):
    @property
    def rules(self) -> Sequence[Rule]: ...


def may_be_under_two(child: ChildEntry | None, today: date) -> bool:
    """Whether a child is under two, or nobody knows the age."""
    born = parse_day(child.born) if child else None
    return born is None or months_between(born, today) < UNDER_TWO


def prompts(here: Situation, guidance: HasRules) -> tuple[Prompt, ...]:
    """The prompts for an entry as it stands, urgent ones first, otherwise in the edition's order."""
    found = [rule for rule in guidance.rules if rule.enabled and rule.when.holds(here)]
    return tuple(rule.prompt for rule in sorted(found, key=lambda rule: not rule.urgent))


def fired(entry: ConcernEntry, child: ChildEntry, guidance: HasRules, today: date) -> tuple[Prompt, ...]:
    """The prompts for a concern by itself, whatever else is known."""
    return prompts(Situation(entry, child, today), guidance)
