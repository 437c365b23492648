"""Full text search over names, identifiers, addresses and what records say.

Rules this module keeps:

* one row of text for each child, person, concern and record beside them; a record that we keep from someone
  (domain/walls.py) has none, and neither have shares and calls, whose reasons may speak of such a record;
* a withdrawn record is found by its words and says so (``WITHDRAWN``); its child is not found by them;
* accents and letters of other scripts are folded on both sides: "Łukasz" and "lukasz" are one word;
* a term of the guidance edition also finds its older and newer words, whole and in their order;
* the words of a query may stand in different records of one child: each word narrows the children further;
* what a person types is data: every word goes to FTS5 as a quoted prefix, so no text can be a query of another kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence

from desktop.domain.entry_catalogue import ENTRY_FAMILIES
from desktop.domain.folding import Folded
from desktop.domain.names import sounds_of
from desktop.domain.statements import Json
from desktop.domain.terms import NO_TERMS, Terms
from desktop.domain.withdrawals import is_withdrawn
from desktop.storage.database import Database

FAMILIES = frozenset({"child", "concern", "person"}) | ENTRY_FAMILIES
SOUND = "ʘ"  # before a name's sound (domain/names.py): a letter that nobody types, so no word that is typed finds it
WITHDRAWN = f"{SOUND}withdrawn"  # stands in the text of a withdrawn record
ADULT = f"{SOUND}person"  # stands in the text of a person, so that adults are found without reading every hit
MAX_WORDS = 12
MAX_WORD = 64
SHORT = 4  # letters of an abbreviation, which is looked for as it is: "CIN" is not "cinema"
_JOINED = re.compile(r"(?<!\w)\w++(?:['’\-]\w++)+")  # O'Neill, Anne-Marie: found as one word too; never looked at twice
_MARKS = re.compile(r"['’\-]")
_CLOSE = str.maketrans("", "", "'’-")
_WORD = re.compile(r"\w")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ة": "ه", "ـ": None}
)  # what has no accent to take away; ß is folded with the capitals
_FOLDED = re.compile("[łŁøØđĐðÐþÞæÆœŒßıİ\u0621-\u0655\u0670]")
"""In words that the index does not fold by itself: it takes the accents off Latin letters only."""


def text_of(folded: Folded) -> str:
    """The words by which a record is found; "" for one that must not be found by its words."""
    if folded.family not in FAMILIES or folded.walled:
        return ""
    words = [text for name in sorted(folded.fields) for text in _texts_of_field(folded, name)]
    joined = [found.translate(_CLOSE) for text in words if _MARKS.search(text) for found in _JOINED.findall(text)]
    bare = [even(word) for text in words if _FOLDED.search(text) for word in text.split() if _FOLDED.search(word)]
    marked = [WITHDRAWN] if is_withdrawn(folded) else [ADULT] if folded.family == "person" else []
    return "\n".join([*words, *joined, *bare, *_sounds(folded), *marked]).replace("\x00", " ")


def even(word: str) -> str:
    """Small letters without accents and marks, in the Latin and in the Arabic script."""
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_LETTERS)


def sounding(given: Collection[str], family: Collection[str]) -> str:
    """One FTS5 query for records with one of each of these sounds; "" where one kind is missing."""
    if not given and not family:
        return ""
    parts = (
        " OR ".join(f'"{SOUND}{kind}{key}"' for key in sorted(keys))
        for kind, keys in (("g", given), ("f", family))
        if keys
    )
    return " AND ".join(f"({part})" for part in parts)


def queries(text: str, terms: Terms = NO_TERMS) -> list[str]:
    """One FTS5 query for each word, or term of several words, that a person typed; empty when there is no word in it."""
    words = [word[:MAX_WORD] for word in text.replace("\x00", " ").split() if _WORD.search(word)][:MAX_WORDS]
    found: list[str] = []
    while words:
        length, others = terms.beginning(words)
        said = " AND ".join(_prefix(word) for word in words[: length or 1])
        meant = [_quoted(other) + (" *" if len(other) > SHORT else "") for other in others]
        found.append(" OR ".join([f"({said})", *meant]) if meant else said)
        words = words[length or 1 :]
    return found


def together(asked: Sequence[str]) -> str:
    """One FTS5 query for records in which all of these stand."""
    return " AND ".join(f"({one})" for one in asked)


def _prefix(word: str) -> str:
    bare = even(word) if _FOLDED.search(word) else word
    spellings = [_quoted(one) + " *" for one in dict.fromkeys((word, bare)) if _WORD.search(one)]
    return spellings[0] if len(spellings) == 1 else f"({' OR '.join(spellings)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def children_sql(count: int) -> str:
    """SQL for the children that match ``count`` queries, each of them in some record that was not withdrawn."""
    one = (
        "SELECT f.child FROM search JOIN searched f ON f.row = search.rowid"
        f" WHERE search MATCH '(' || ? || ') NOT \"{WITHDRAWN}\"'"
    )
    return " INTERSECT ".join([one] * count)


class SearchIndex:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, record: str, child: str, text: str) -> None:
        """Make ``text`` the words of a record; "" takes it out of the index."""
        held = self._database.one("SELECT row, child FROM searched WHERE record = ?", (record,))
        if not text or not child:
            if held:
                self._database.run("DELETE FROM search WHERE rowid = ?", (held[0],))
                self._database.run("DELETE FROM searched WHERE row = ?", (held[0],))
            return
        if held is None:
            row = self._database.insert("INSERT INTO searched (record, child) VALUES (?, ?)", (record, child))
            self._database.run("INSERT INTO search (rowid, text) VALUES (?, ?)", (row, text))
            return
        self._database.run("UPDATE searched SET child = ? WHERE row = ?", (child, held[0]))
        before = self._database.one("SELECT text FROM search WHERE rowid = ?", (held[0],))
        if before is None or before[0] != text:
            self._database.run("UPDATE search SET text = ? WHERE rowid = ?", (text, held[0]))

    def clear(self) -> None:
        """Empty the index, also one that does not hold together any more."""
        # word by word removal of everything takes minutes; "rebuild" from no rows drops the whole index in one step
        self._database.run("INSERT INTO search (search, rank) VALUES ('secure-delete', 0)")
        self._database.run("DELETE FROM search")
        self._database.run("INSERT INTO search (search) VALUES ('rebuild')")
        self._database.run("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
        self._database.run("DELETE FROM searched")


def _sounds(folded: Folded) -> Iterator[str]:
    """The sounds of a child's or a person's names, for finding who may be the same (domain/matching.py)."""
    if folded.family not in {"child", "person"}:
        return
    for kind, names in (("g", ("given_names", "known_as")), ("f", ("family_name",))):
        texts = (side.value for name in names if name in folded.fields for side in folded.fields[name].values)
        keys = {key for text in texts if isinstance(text, str) for key in sounds_of(text)}
        yield " ".join(f"{SOUND}{kind}{key}" for key in sorted(keys))


def _texts_of_field(folded: Folded, name: str) -> Iterator[str]:
    for side in folded.fields[name].values:
        for text in _texts(side.value):
            yield text
            if name in {"nhs_number", "postcode", "upn"}:
                yield from _spellings(name, text)


def _spellings(name: str, text: str) -> Iterator[str]:
    close = "".join(text.split())
    yield close
    if name == "nhs_number" and len(close) == 10:
        yield f"{close[:3]} {close[3:6]} {close[6:]}"
    if name == "postcode" and len(close) > 4:
        yield f"{close[:-3]} {close[-3:]}"


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name in sorted(value):
            yield from _texts(value[name])
    elif isinstance(value, (list, tuple)):
        for row in value:
            yield from _texts(row)
