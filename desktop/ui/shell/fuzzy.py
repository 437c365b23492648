"""Finding a page or an action by a few letters of its name. No Qt.

Rules this module keeps: every letter typed must stand in the name, in that order; beginnings of words count more than what lies
inside them, and letters side by side more than scattered ones; capitals and accents do not matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

WORD, NEXT, INSIDE = 8, 12, 1  # what a letter at the beginning of a word, beside the one before, or elsewhere is worth


def plain(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def score(asked: str, name: str) -> int | None:
    """How well ``asked`` fits ``name``; None when it does not. Words of ``asked`` may come in any order."""
    name, total = plain(name), 0
    for word in plain(asked).split():
        found = _word(word, name)
        if found is None:
            return None
        total += found
    return total - len(name) // 20


def best(asked: str, things: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Those that fit, the best first; all of them, in their order, when nothing was typed."""
    if not asked.strip():
        return list(things)
    scored = [(score(asked, name(thing)), thing) for thing in things]
    fitting = [(value, thing) for value, thing in scored if value is not None]
    return [thing for _value, thing in sorted(fitting, key=lambda pair: -pair[0])]


def _word(word: str, name: str) -> int | None:
    """The best of the places where the word may begin."""
    found = [_from(word, name, at) for at, letter in enumerate(name) if letter == word[0]]
    return max((value for value in found if value is not None), default=None)


def _from(word: str, name: str, at: int) -> int | None:
    total, before = 0, at - 2
    for letter in word:
        here = name.find(letter, before + 1 if total else at)
        if here < 0:
            return None
        begins = here == 0 or not name[here - 1].isalnum()
        total += NEXT + (WORD if begins else 0) if here == before + 1 else WORD if begins else INSIDE
        before = here
    return total
