"""Do two names sound alike, or is one another form of the other?

Rules this module keeps:

* it only ever suggests; accents, case, hyphens and apostrophes do not count;
* two words sound alike when they share a sound: most have one, and a second where the spelling can be said in two ways;
* short names and names of other languages are data (resources/names/): what no rule of English spelling finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

_CLOSE = 0.84  # one letter in six
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
_SPELLINGS = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^x", "s"),
    (r"^(?:mc|mac)(?=[a-z]{3})", "mk"),
    (r"^ll", "l"),
    (r"^o(?=(?:neil|brien|connor|reil|sulliv|hara|keef|leary|mall|donn|dwyer|shea))", ""),
    (r"(?:sch|tsch|tch|sz|cz|sh)", "x"),
    (r"(?:dg(?=e)|dz|dj)", "j"),
    (r"ph", "f"),
    (r"dd", "th"),
    (r"bh", "v"),
    (r"mh", "v"),
    (r"th", "t"),
    (r"kh", "k"),
    (r"(?:gh|h)(?=[^aeiouy]|$)", ""),
    (r"(?<=[aeiouy])h(?=[aeiouy])", ""),
    (r"(?:ck|cq|qu|q|c(?![eiyh])|k)", "k"),
    (r"(?:c(?!h)|z|x(?=.)|ts)", "s"),
    (r"(?:j|g(?=[eiy]))", "j"),
    (r"v", "f"),
    (r"w", "u"),
)
_TWO_WAYS = (
    (r"ch", ("x", "k")),  # Charlotte, Christopher
    (r"g(?=[eiy])", ("j", "k")),  # Gemma, Gilbert
    (r"^c(?=[eiy])", ("s", "k")),  # Celia, Cian
    (r"^j", ("j", "y")),  # Jan, Jan
    (r"(?:sz|cz|sh)", ("x", "s")),
    (r"si(?=[ao])", ("x", "s")),  # Siân, Siobhan, Simon
    (r"w", ("f", "u")),  # Ewa, Owen
)


@dataclass(frozen=True, slots=True)
class Aliases:
    """Groups of words that are one name: in short, in another spelling, in another language."""

    of_word: dict[str, tuple[int, ...]] = field(default_factory=dict)
    members: tuple[frozenset[str], ...] = ()

    @classmethod
    def parse(cls, *texts: str) -> Aliases:
        """One group on each line, its words apart by spaces; what follows a # says what it is."""
        found = []
        for text in texts:
            for line in text.splitlines():
                words = frozenset(word for part in line.partition("#")[0].split() for word in plain(part).split())
                if len(words) > 1:
                    found.append(words)
        of_word: dict[str, tuple[int, ...]] = {}
        for number, words in enumerate(found):
            for word in words:
                of_word[word] = (*of_word.get(word, ()), number)
        return cls(of_word, tuple(found))

    def same(self, one: str, other: str) -> bool:
        """Whether two plain words stand in one group."""
        return not set(self.of_word.get(one, ())).isdisjoint(self.of_word.get(other, ()))

    def others(self, word: str) -> frozenset[str]:
        """The plain word and every other form of it."""
        return frozenset({word}).union(*(self.members[number] for number in self.of_word.get(word, ())))


NO_ALIASES = Aliases()


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Small letters without accents or marks; words apart by one space."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(mark for mark in letters if not unicodedata.combining(mark)).translate(_LETTERS)
    return " ".join(re.sub(r"[^\w]+", " ", kept.replace("'", "").replace("’", "").replace("ʼ", "")).split())


def sound(word: str) -> str:
    """A rough key of how a plain word sounds: spellings evened out, then vowels dropped after the first letter."""
    key = word
    for pattern, even in _SPELLINGS:
        key = re.sub(pattern, even, key)
    key = re.sub(r"ch", "x", key)
    first = "a" if key[:1] in "aeiouy" else key[:1]
    rest = re.sub(r"[aeiouy]", "", key[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


@lru_cache(maxsize=4096)
def sounds(word: str) -> frozenset[str]:
    """Every sound that a plain word can have. Words of one or two letters sound like themselves only."""
    if len(word) < 3 or not word.isascii():
        return frozenset({word})
    ways = {word}
    for pattern, said in _TWO_WAYS:
        if re.search(pattern, word):
            ways |= {re.sub(pattern, way, each) for each in tuple(ways) for way in said}
    return frozenset(sound(way) for way in ways)


def sounds_of(name: str, aliases: Aliases = NO_ALIASES) -> frozenset[str]:
    """The sounds of every word of a name, and of the other forms of each: what to look a name up by."""
    words = (form for word in plain(name).split() for form in aliases.others(word))
    return frozenset(key for word in words for key in sounds(word))


def alike(one: str, other: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Whether any word of one name is, sounds like, is close to, or is another form of a word of the other."""
    return any(_words_alike(a, b, aliases) for a in plain(one).split() for b in plain(other).split())


def same_words(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether names are written alike but for accents, case and marks."""
    return [plain(text) for text in one] == [plain(text) for text in other]


def _words_alike(one: str, other: str, aliases: Aliases) -> bool:
    if one == other or aliases.same(one, other):
        return True
    if min(len(one), len(other)) < 3:
        return False
    shared = sounds(one) & sounds(other)
    if any(len(key) > 1 for key in shared):
        return True
    return _close(one, other)


@lru_cache(maxsize=4096)
def _close(one: str, other: str) -> bool:
    if 2 * min(len(one), len(other)) < _CLOSE * (len(one) + len(other)):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _CLOSE
