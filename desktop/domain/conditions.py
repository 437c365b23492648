"""When a rule of the edition speaks: conditions over an entry, the child's age and earlier records. Pure.

Rules this module keeps:

* a condition is data of the edition; the code knows all, any, not, answer, filled, category, type, words, age, unborn and
  counts of earlier records, and no law;
* words match whole words, or beginnings with ``*``; "no bruise" does not match "bruise"; when in doubt a condition holds;
* a count counts the record that is being written too: "twice within a week" is two; days are those on which it happened,
  in either direction, so that notes written late are counted where they belong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from desktop.domain.body_marks import standing
from desktop.domain.body_words import kind_name
from desktop.domain.dates import months_between, parse_day
from desktop.domain.records import ChildEntry, ConcernEntry

TEXT_FIELDS = ("seen", "marks", "words", "reported", "questions", "opinion", "done", "interpreter")
ANSWER_FIELDS = ("mobile", "safe_now", "parents_told", "accused_works_with_children", "level")
FILLED_FIELDS = ("seen", "marks", "words", "reported", "kept_from", "opinion")
CONCERN = "concern"
CHILD, PERSON = "child", "person"
ABOUT = (CHILD, PERSON)
_NOTHING = re.compile(
    r"\W*(?:no|none|nil|n/?a|nothing|no (?:visible )?(?:marks?|injur(?:y|ies)|bruis(?:e|es|ing)))"
    r"(?: (?:seen|found|visible|noted))?\W*",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|without|nil) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What counts need of another record. ``named``: the people who must not see it, as ``names`` gives them;
    ``source``: whom it comes from.
    """

    day: date  # when it happened, else when it was noticed or written
    type: str = CONCERN
    categories: frozenset[str] = frozenset()
    level: str = ""
    source: str = ""
    named: frozenset[str] = frozenset()
    same_child: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """An entry as it stands. ``type`` is "concern" or the code of another type of entry; ``writer`` the person typing.

    ``earlier`` are the records that may be counted, or ``past`` finds them for one count: it is asked only when the rest of a
    rule holds, so that what is not counted is not read.
    """

    entry: ConcernEntry
    child: ChildEntry
    today: date
    type: str = CONCERN
    writer: str = ""
    earlier: tuple[Earlier, ...] = ()
    past: Callable[[Counted], Iterable[Earlier]] | None = None

    @property
    def day(self) -> date:
        """When it happened, else when it was noticed, else today; never later than today."""
        return min(event_day(self.entry) or self.today, self.today)

    @property
    def age(self) -> int | None:
        """Whole months on the day it happened, or today; negative before birth; None when nobody knows."""
        born = parse_day(self.child.born)
        on = min(parse_day(self.entry.happened.at) or self.today, self.today)
        return None if born is None else months_between(born, on)


class Condition(Protocol):
    def holds(self, here: Situation, /) -> bool:
        """Whether it holds of an entry as it stands."""
        ...


@dataclass(frozen=True, slots=True)
class All:
    of: tuple[Condition, ...]

    def holds(self, here: Situation) -> bool:
        return all(part.holds(here) for part in self.of)


@dataclass(frozen=True, slots=True)
class AnyOf:
    of: tuple[Condition, ...]

    def holds(self, here: Situation) -> bool:
        return any(part.holds(here) for part in self.of)


@dataclass(frozen=True, slots=True)
class Not:
    of: Condition

    def holds(self, here: Situation) -> bool:
        return not self.of.holds(here)


@dataclass(frozen=True, slots=True)
class AnswerIs:
    field: str
    value: str

    def holds(self, here: Situation) -> bool:
        return str(getattr(here.entry, self.field)) == self.value


@dataclass(frozen=True, slots=True)
class Filled:
    field: str

    def holds(self, here: Situation) -> bool:
        return any(says_something(text) for text in _texts(here.entry, self.field))


@dataclass(frozen=True, slots=True)
class CategoryIs:
    codes: tuple[str, ...]

    def holds(self, here: Situation) -> bool:
        return here.entry.category in self.codes or any(code in self.codes for code in here.entry.categories)


@dataclass(frozen=True, slots=True)
class TypeIs:
    types: tuple[str, ...]

    def holds(self, here: Situation) -> bool:
        return here.type in self.types


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

    def holds(self, here: Situation) -> bool:
        texts = [_plain(text) for name in self.fields for text in _texts(here.entry, name)]
        return any(_says(text, pattern) for text in texts for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class AgeBelowMonths:
    """Younger than this on the day it happened, or today; an unborn child is not, nor one of unknown age."""

    months: int

    def holds(self, here: Situation) -> bool:
        age = here.age
        return age is not None and 0 <= age < self.months


@dataclass(frozen=True, slots=True)
class AgeAtLeastMonths:
    """As old as this on the day it happened, or today; one of unknown age is not."""

    months: int

    def holds(self, here: Situation) -> bool:
        age = here.age
        return age is not None and age >= self.months


@dataclass(frozen=True, slots=True)
class Unborn:
    """Whether the child has an expected date and none of birth."""

    unborn: bool

    def holds(self, here: Situation) -> bool:
        return bool(here.child.expected and not here.child.born) is self.unborn


@dataclass(frozen=True, slots=True)
class Counted:
    """At least so many records, this one among them, that happened at most ``within_days`` days apart from this one.

    ``about`` the same child, or the same person (a name among those who must not see them). ``by_another``: from at least two
    sources. ``categories`` and ``types``: any of them; ``levels``: one of them; empty ones ask nothing.
    """

    at_least: int
    within_days: int
    about: str = CHILD  # one of ABOUT
    by_another: bool = False
    categories: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()

    def holds(self, here: Situation) -> bool:
        named = names(here.entry.kept_from)
        past = here.past(self) if here.past is not None else here.earlier
        found = [one for one in past if self._counts(one, here.day, named)]
        sources = {source_of(here.entry, here.writer), *(one.source for one in found)} - {""}
        return len(found) + 1 >= self.at_least and (not self.by_another or len(sources) > 1)

    def _counts(self, one: Earlier, day: date, named: frozenset[str]) -> bool:
        same = one.same_child if self.about == CHILD else bool(named & one.named)
        kind = bool(one.categories & self.categories) or one.type in self.types
        return (
            same
            and abs((day - one.day).days) <= self.within_days
            and (kind or not (self.categories or self.types))
            and (one.level in self.levels or not self.levels)
        )


def says_something(text: str) -> bool:
    """Whether a box says more than that there was nothing to see ("none", "no marks seen")."""
    return bool(text.strip()) and not _NOTHING.fullmatch(text)


def event_day(entry: ConcernEntry) -> date | None:
    """The day it happened, or was noticed."""
    return parse_day(entry.happened.at) or parse_day(entry.noticed.at)


def names(lines: Iterable[str]) -> frozenset[str]:
    """Names as they are compared: without capitals, blanks, and what stands behind a comma or in brackets."""
    plain = (re.split(r"[,;(]", line, maxsplit=1)[0].casefold().split() for line in lines)
    return frozenset(" ".join(words) for words in plain if len(words) > 1)  # one word alone is nobody in particular


def source_of(entry: ConcernEntry, writer: str) -> str:
    """Whom a record comes from: who saw it, else who told, else who typed it."""
    return " ".join((entry.witness.name or entry.informant.name or writer).casefold().split())


def counts(condition: Condition) -> tuple[Counted, ...]:
    """The counts inside a condition."""
    match condition:
        case All(of) | AnyOf(of):
            return tuple(count for part in of for count in counts(part))
        case Not(of):
            return counts(of)
        case Counted():
            return (condition,)
        case _:
            return ()


def _texts(entry: ConcernEntry, field: str) -> Iterable[str]:
    match field:
        case "words" | "reported":
            quotes = entry.words if field == "words" else entry.reported
            return [text for quote in quotes for text in (quote.words, quote.translation)]
        case "interpreter":
            return [quote.interpreter for quote in (*entry.words, *entry.reported)]
        case "kept_from":
            return entry.kept_from
        case "marks":
            drawn = standing(entry.body_marks)
            return [entry.marks, *(" ".join((kind_name(one.kind), one.region, one.site, one.shape)) for one in drawn)]
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
