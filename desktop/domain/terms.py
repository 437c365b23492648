"""Older and newer words for one thing, so that a search finds both.

Rules this module keeps:

* the words are data of the edition; a group's words stand for each other, both ways;
* words are compared whole, without capitals, accents and punctuation: "registered" is a word of its own, "CP-plan" is "CP plan";
* a longer term wins over a shorter one inside it: "child protection register" is not also "register";
* beside the words of a term, a word of a code's label finds the code (``code_words``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.code_words import NO_CODES, CodeWords

_APART = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Term:
    """``now`` are today's words, the first one preferred; ``then`` the older ones."""

    now: tuple[str, ...]
    then: tuple[str, ...]
    source: str

    @property
    def words(self) -> tuple[str, ...]:
        return self.now + self.then


@dataclass(frozen=True, slots=True)
class Terms:
    groups: tuple[Term, ...]
    codes: CodeWords = NO_CODES
    _by_word: Mapping[str, tuple[Term, ...]] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[Term, ...]] = {}
        for group in self.groups:
            for word in dict.fromkeys(_plain(one) for one in group.words):
                found[word] = (*found.get(word, ()), group)
        object.__setattr__(self, "_by_word", found)
        object.__setattr__(self, "_longest", max((len(word.split()) for word in found), default=0))

    def synonyms(self, typed: str) -> tuple[str, ...]:
        """The other words for what was typed, today's first; for each term that stands in it, when it is longer."""
        found: dict[str, str] = {}
        said = _plain(typed)
        for term in self._standing_in(said.split()):
            for word in _others(self._by_word[term], term):
                found.setdefault(_plain(word), word)
        return tuple(word for plain, word in found.items() if plain != said)

    def beginning(self, words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """How many of these words, from the first on, are the longest term there, and its other words; 0 for none."""
        said = [_plain(word) for word in words]
        for length in range(min(self._longest, len(said)), 0, -1):
            term = " ".join(said[:length])
            if term in self._by_word:
                return length, tuple({_plain(word): word for word in _others(self._by_word[term], term)}.values())
        return 0, ()

    def _standing_in(self, words: list[str]) -> list[str]:
        """The terms in a text, the longest from each place on."""
        found, at = [], 0
        while at < len(words):
            length = next(
                (
                    n
                    for n in range(self._longest, 0, -1)
                    if " ".join(words[at : at + n]) in self._by_word and at + n <= len(words)
                ),
                0,
            )
            if length:
                found.append(" ".join(words[at : at + length]))
            at += length or 1
        return found


NO_TERMS = Terms(())


def _others(groups: Iterable[Term], term: str) -> Iterable[str]:
    return (word for group in groups for word in group.words if _plain(word) != term)


def _plain(text: str) -> str:
    """Lower case, without accents and apostrophes; every other mark parts words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_APART.sub(" ", bare.replace("'", "").replace("’", "")).split())
