"""Prompts: what the guidance says about an entry while it is being written, with no network.

Rules this module keeps:

* a rule is data of the edition; the code knows conditions (all, any, answer, filled, category, words, age), not law;
* a prompt says what to do and never blames; it is shown, recorded with the concern, and decides nothing by itself;
* words match whole words, or beginnings with ``*``; "no bruise" does not match "bruise"; when in doubt it fires.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from desktop.domain.dates import months_between, parse_day
from desktop.domain.records import ChildEntry, ConcernEntry

TEXT_FIELDS = ("seen", "marks", "words", "reported", "questions", "opinion", "done", "interpreter")
ANSWER_FIELDS = ("mobile", "safe_now", "parents_told", "accused_works_with_children", "level")
FILLED_FIELDS = ("marks", "kept_from", "opinion")
_NOTHING = re.compile(
    r"\W*(?:no|none|nil|n/?a|nothing|no (?:visible )?(?:marks?|injur(?:y|ies)|bruis(?:e|es|ing)))"
    r"(?: (?:seen|found|visible|noted))?\W*",
    re.IGNORECASE,
)


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
            return any(text.strip() and not _NOTHING.fullmatch(text) for text in _texts(entry, field))
        case CategoryIs(codes):
            return entry.category in codes or any(code in codes for code in entry.categories)
        case Words(phrases, fields):
            texts = [text for field in fields for text in _texts(entry, field)]
            return any(_says(text, phrase) for phrase in phrases for text in texts)
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


def _says(text: str, phrase: str) -> bool:
    exact = phrase.startswith("=")
    wanted = phrase.removeprefix("=")
    ending = r"\w*" if wanted.endswith("*") else ""
    body = r"\s+".join(re.escape(part) for part in wanted.removesuffix("*").split())
    # "no bruise" says there is none; "No. Bruise on cheek" does not
    pattern = rf"(?<!\bno )(?<!\bwithout )(?<!\bnil )(?<!\w){body}{ending}(?!\w)"
    return re.search(pattern, _plain(text), 0 if exact else re.IGNORECASE) is not None


def _plain(text: str) -> str:
    """Typographic apostrophes as typed ones, white space as single blanks."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())
