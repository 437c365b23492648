"""A record beside concerns written by key events: from the data of its type alone (``domain/entry_catalogue.py``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain.entry_types import Asks, EntryField, EntryType
from desktop.domain.records import Quote, When
from tests.ui.scenarios.concern import ANSWERS, GUIDANCE, quotes
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.scenarios.moments import day, moment, when

Hand = Callable[[Keyboard, EntryField, Any], None]


def write_entry(keys: Keyboard, one: EntryType, values: Mapping[str, object], *, closing: bool = False) -> None:
    """Answer the questions of a type that ``values`` answers, on the form that has come up: that of a new record, or its closing."""
    for field in one.closing if closing else one.asked:
        if field.name in values:
            HANDS[field.asks](keys, field, values[field.name])


def some_answer(field: EntryField) -> object:
    """An answer to a question, of its kind; what is chosen is not the first."""
    return SOME[field.asks](field)


SOME: Mapping[Asks, Callable[[EntryField], object]] = {
    Asks.LINE: lambda field: f"Said of it: {field.label}",
    Asks.TEXT: lambda field: f"What is known of it.\nAnd more: {field.label}",
    Asks.NAMES: lambda _field: ("Jenna Pellow", "Craig Dunmore"),
    Asks.DAY: lambda _field: "2027-01-14",
    Asks.WHEN: lambda _field: When("2026-11-19T14:30", note="After school"),
    Asks.MOMENT: lambda _field: When("2026-11-19T14:30"),
    Asks.ANSWER: lambda _field: "unknown",
    Asks.CHOICE: lambda field: field.choices[-1][0],
    Asks.LEVEL: lambda _field: "3",
    Asks.SCORE: lambda _field: "4",
    Asks.QUOTES: lambda _field: (
        Quote("I like it at Gran's", "Kian"),
        Quote("Boje sie", "Kian", "Polish", "I am afraid", "Ms Nowak"),
    ),
}


def _text(keys: Keyboard, field: EntryField, text: str) -> None:
    keys.write(field.question, text)


def _names(keys: Keyboard, field: EntryField, names: Sequence[str]) -> None:
    keys.write(field.question, "\n".join(names))


def _choice(keys: Keyboard, field: EntryField, code: str) -> None:
    keys.choose(field.question, dict(field.choices)[code])


def _level(keys: Keyboard, field: EntryField, code: str) -> None:
    keys.choose(field.question, next(row.shown for row in GUIDANCE.levels if row.code == code))


_quotes = quotes("Who said it, if not this child", "Add more words")
HANDS: Mapping[Asks, Hand] = {
    Asks.LINE: _text,
    Asks.TEXT: _text,
    Asks.NAMES: _names,
    Asks.DAY: lambda keys, field, iso: day(keys, field.question, iso),
    Asks.WHEN: lambda keys, field, value: when(keys, field.question, value),
    Asks.MOMENT: lambda keys, field, value: moment(keys, field.question, value.at),
    Asks.ANSWER: lambda keys, field, code: keys.choose(field.question, ANSWERS[code]),
    Asks.CHOICE: _choice,
    Asks.LEVEL: _level,
    Asks.SCORE: lambda keys, field, score: keys.choose(field.question, score),
    Asks.QUOTES: lambda keys, field, said: _quotes(keys, field.question, said),
}
