"""Prompts: what the guidance says about an entry while it is being written, with no network.

Rules this module keeps:

* a rule is data of the edition; the code knows conditions (all, any, answer, filled, category, words, age), not law;
* a prompt says what to do and never blames; it is shown, recorded with the concern, and decides nothing by itself;
* words match whole words, or beginnings with ``*``; "no bruise" does not match "bruise"; when in doubt it fires.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias

from desktop.domain.dates import months_between, parse_day
from desktop.domain.records import ChildEntry, ConcernEntry

TEXT_FIELDS = ("seen", "marks", "words", "reported", "questions", "opinion", "done", "interpreter")
ANSWER_FIELDS = ("mobile", "safe_now", "parents_told", "accused_works_with_children", "level")
FILLED_FIELDS = ("marks", "kept_from", "opinion")
UNDER_TWO = 24  # months
_NOTHING = re.compile(
    r"\W*(?:no|none|nil|n/?a|nothing|no (?:visible )?(?:marks?|injur(?:y|ies)|bruis(?:e|es|ing)))"
    r"(?: (?:seen|found|visible|noted))?\W*",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|without|nil) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rule of the edition that fired. ``route`` is a code: "phone-now", "police", "lado", "" ..."""

    id: str
    title: str
    text: str
    urgent: bool
    route: str


@dataclass(frozen=True, slots=True)
class All:
    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnswerIs:
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Filled:
    field: str


@dataclass(frozen=True, slots=True)
class CategoryIs:
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Any of ``phrases`` in any of ``fields``. ``bruis*`` is a beginning, ``=mark`` minds capitals."""

    phrases: tuple[str, ...]
    fields: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        free = [phrase for phrase in self.phrases if not phrase.startswith("=")]
        exact = [phrase.removeprefix("=") for phrase in self.phrases if phrase.startswith("=")]
        made = [_pattern(free, re.IGNORECASE)] if free else []
        made += [_pattern(exact, re.NOFLAG)] if exact else []
        object.__setattr__(self, "patterns", tuple(made))


@dataclass(frozen=True, slots=True)
class AgeBelowMonths:
    """Younger than this on the day it happened, or today; an unborn child is not."""

    months: int


Condition: TypeAlias = All | AnyOf | AnswerIs | Filled | CategoryIs | Words | AgeBelowMonths


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    text: str
    urgent: bool
    route: str
    source: str
    when: Condition


class HasRules(Protocol):
    @property
    def rules(self) -> Sequence[Rule]: ...


def says_something(text: str) -> bool:
    """Whether a box says more than that there was nothing to see ("none", "no marks seen")."""
    return bool(text.strip()) and not _NOTHING.fullmatch(text)


def may_be_under_two(child: ChildEntry | None, today: date) -> bool:
    """Whether a child is under two, or nobody knows the age."""
    born = parse_day(child.born) if child else None
    return born is None or months_between(born, today) < UNDER_TWO


def fired(entry: ConcernEntry, child: ChildEntry, guidance: HasRules, today: date) -> tuple[Prompt, ...]:
    """The prompts for an entry as it stands, urgent ones first, otherwise in the edition's order."""
    found = [rule for rule in guidance.rules if holds(rule.when, entry, child, today)]
    found.sort(key=lambda rule: not rule.urgent)
    return tuple(Prompt(rule.id, rule.title, rule.text, rule.urgent, rule.route) for rule in found)


def holds(condition: Condition, entry: ConcernEntry, child: ChildEntry, today: date) -> bool:
    match condition:
        case All(of) | AnyOf(of):
            parts = (holds(part, entry, child, today) for part in of)
            return all(parts) if isinstance(condition, All) else any(parts)
        case AnswerIs(field, value):
            return str(getattr(entry, field)) == value
        case Filled(field):
            return any(says_something(text) for text in _texts(entry, field))
        case CategoryIs(codes):
            return entry.category in codes or any(code in codes for code in entry.categories)
        case Words(fields=fields, patterns=patterns):
            texts = [_plain(text) for field in fields for text in _texts(entry, field)]
            return any(_says(text, pattern) for text in texts for pattern in patterns)
        case AgeBelowMonths(months):
            return _younger(entry, child, today, months)


def _younger(entry: ConcernEntry, child: ChildEntry, today: date, months: int) -> bool:
    born = parse_day(child.born)
    if born is None:
        return False
    on = min(parse_day(entry.happened.at) or today, today)
    return 0 <= months_between(born, on) < months


def _texts(entry: ConcernEntry, field: str) -> Iterable[str]:
    match field:
        case "words" | "reported":
            quotes = entry.words if field == "words" else entry.reported
            return [text for quote in quotes for text in (quote.words, quote.translation)]
        case "interpreter":
            return [quote.interpreter for quote in (*entry.words, *entry.reported)]
        case "kept_from":
            return entry.kept_from
        case _:
            return [str(getattr(entry, field))]


def _pattern(phrases: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    bodies = (
        " ".join(re.escape(part) for part in phrase.removesuffix("*").split())
        + (r"\w*" if phrase.endswith("*") else "")
        for phrase in phrases
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)", flags)


def _says(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the text has one of the phrases and does not deny it. "No. Bruise on cheek" is no denial."""
    return any(not _DENIED.search(text[max(0, found.start() - 9) : found.start()]) for found in pattern.finditer(text))


def _plain(text: str) -> str:
    """Typographic apostrophes as typed ones, white space as single blanks."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())
