"""Full text search over names, identifiers, addresses and what records say.

Rules this module keeps:

* one row of text for each child, person, relation, concern, record beside them and decision about sharing; a record that we keep
  from someone (domain/walls.py) has none, and neither have calls, whose words may speak of such a record;
* the reasons of a decision about sharing may speak of one too: it finds no child (``SHARED``), and whoever lists it asks first
  what it shares;
* a code is found by a word of its label, and a day as people write days;
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

from desktop.domain.code_words import codes_in
from desktop.domain.dates import MONTHS
from desktop.domain.entry_catalogue import ENTRY_FAMILIES
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.domain.names import sounds_of
from desktop.domain.statements import Json
from desktop.domain.terms import NO_TERMS, Terms
from desktop.domain.withdrawals import is_withdrawn
from desktop.storage.database import Database

SHARE = "share"
FAMILIES = frozenset({"child", "concern", "person", "relationship", INVOLVEMENT, SHARE}) | ENTRY_FAMILIES
SOUND = "ʘ"  # before a name's sound (domain/names.py): a letter that nobody types, so no word that is typed finds it
WITHDRAWN = f"{SOUND}withdrawn"  # stands in the text of a withdrawn record
ADULT = f"{SOUND}person"  # stands in the text of a person, so that adults are found without reading every hit
SHARED = f"{SOUND}share"  # stands in the text of a decision about sharing
CODE = f"{SOUND}c"  # begins the word of a code (domain/code_words.py)
MAX_WORDS = 12
MAX_WORD = 64
SHORT = 4  # letters of an abbreviation, which is looked for as it is: "CIN" is not "cinema"
INDEX_SQL = (
    "CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "INSERT INTO search (search, rank) VALUES ('pgsz', 3900)",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
)  # as the first migration makes it
_JOINED = re.compile(r"(?<!\w)\w++(?:['’\-]\w++)+")  # O'Neill, Anne-Marie: found as one word too; never looked at twice
_MARKS = re.compile(r"['’\-]")
_CLOSE = str.maketrans("", "", "'’-")
_WORD = re.compile(r"\w")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAMES_OTHERS = frozenset(
    {"statements", "left_out", "recipient", "decision.decided_by"}
)  # ids and names of fields, no words
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ة": "ه", "ـ": None}
)  # what has no accent to take away; ß is folded with the capitals
_FOLDED = re.compile("[łŁøØđĐðÐþÞæÆœŒßıİ\u0621-\u0655\u0670]")
"""In words that the index does not fold by itself: it takes the accents off Latin letters only."""


def text_of(folded: Folded) -> str:
    """The words by which a record is found; "" for one that must not be found by its words."""
    if folded.family not in FAMILIES or folded.walled:
        return ""
    named = [name for name in sorted(folded.fields) if folded.family != SHARE or name not in _NAMES_OTHERS]
    words = [
        text.replace(SOUND, " ") for name in named for text in _texts_of_field(folded, name)
    ]  # marks are ours alone
    codes = {CODE + code for name in named for code in _codes_of_field(folded, name)}
    joined = [found.translate(_CLOSE) for text in words if _MARKS.search(text) for found in _JOINED.findall(text)]
    bare = [even(word) for text in words if _FOLDED.search(text) for word in text.split() if _FOLDED.search(word)]
    marked = [WITHDRAWN] if is_withdrawn(folded) else [ADULT] if folded.family == "person" else []
    marked += [SHARED] if folded.family == SHARE else []
    return "\n".join([*words, *joined, *bare, *_sounds(folded), *sorted(codes), *marked]).replace("\x00", " ")


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
        dated, day = _day_meant(words)
        if dated:
            found.append(day)
            words = words[dated:]
            continue
        length, others = terms.beginning(words)
        said = " AND ".join(_asked(word, terms) for word in words[: length or 1])
        meant = [_quoted(other) + (" *" if len(other) > SHORT else "") for other in others]
        found.append(" OR ".join([f"({said})", *meant]) if meant else said)
        words = words[length or 1 :]
    return found


def together(asked: Sequence[str]) -> str:
    """One FTS5 query for records in which all of these stand."""
    return " AND ".join(f"({one})" for one in asked)


def _asked(word: str, terms: Terms) -> str:
    """A word as it is written, or a code in whose label it stands."""
    codes = [_quoted(CODE + code) for code in terms.codes.beginning(even(word))]
    return f"({' OR '.join((_prefix(word), *codes))})" if codes else _prefix(word)


def _day_meant(words: Sequence[str]) -> tuple[int, str]:
    """How many of these words, from the first on, are a day as people write one, and the query for it; 0 for none."""
    short = _DAY.fullmatch(words[0])
    if short is not None:
        day, month, year = short.groups()
        return 1, f"({_prefix(words[0])} OR {_quoted(f'{year}-{month:0>2}-{day:0>2}')} *)"
    named = even(words[1]) if len(words) > 2 else ""
    month = next((at for at, name in enumerate(MONTHS, start=1) if len(named) > 2 and even(name).startswith(named)), 0)
    if not month or not words[0].isdecimal() or not _YEAR.fullmatch(words[2]):
        return 0, ""
    written = " AND ".join(_prefix(word) for word in words[:3])
    return 3, f"(({written}) OR {_quoted(f'{words[2]}-{month:02}-{words[0]:0>2}')} *)"


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
        f" WHERE search MATCH '(' || ? || ') NOT (\"{WITHDRAWN}\" OR \"{SHARED}\")'"
    )
    return " INTERSECT ".join([one] * count)


class SearchIndex:
    """Texts by the row of their record, each with the row of its child: 0 while the child's own record has not come."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, texts: Collection[tuple[int, int, str]]) -> None:
        """Put in (row, child, text) of records that have none."""
        self._database.run_many("INSERT INTO searched (row, child) VALUES (?, ?)", [text[:2] for text in texts])
        self._database.run_many(
            "INSERT INTO search (rowid, text) VALUES (?, ?)", [(row, text) for row, _, text in texts]
        )

    def put(self, row: int, child: int, text: str) -> None:
        """Make ``text`` the words of a record; "" takes it out of the index."""
        held = self._database.one("SELECT child FROM searched WHERE row = ?", (row,))
        if held is None:
            if text:
                self.add([(row, child, text)])
            return
        if not text:
            self._database.run("DELETE FROM search WHERE rowid = ?", (row,))
            self._database.run("DELETE FROM searched WHERE row = ?", (row,))
            return
        if held[0] != child:
            self._database.run("UPDATE searched SET child = ? WHERE row = ?", (child, row))
        before = self._database.one("SELECT text FROM search WHERE rowid = ?", (row,))
        if before is None or before[0] != text:
            self._database.run("UPDATE search SET text = ? WHERE rowid = ?", (text, row))

    def take_up(self, child: str, row: int) -> None:
        """The child's own record has come and has this row, or it went: 0."""
        self._database.run(
            "UPDATE searched SET child = ?1 WHERE child <> ?1 AND row IN (SELECT row FROM record WHERE child = ?2)",
            (row, child),
        )

    def clear(self) -> None:
        """Empty the index, also one that does not hold together any more."""
        self._database.run("DROP TABLE search")  # word by word removal of everything takes minutes
        for statement in INDEX_SQL:
            self._database.run(statement)
        self._database.run("DELETE FROM searched")


def _sounds(folded: Folded) -> Iterator[str]:
    """The sounds of a child's or a person's names, for finding who may be the same (domain/matching.py)."""
    if folded.family not in {"child", "person"}:
        return
    for kind, names in (("g", ("given_names", "known_as")), ("f", ("family_name",))):
        texts = (side.value for name in names if name in folded.fields for side in folded.fields[name].values)
        keys = {key for text in texts if isinstance(text, str) for key in sounds_of(text)}
        yield " ".join(f"{SOUND}{kind}{key}" for key in sorted(keys))


def _codes_of_field(folded: Folded, name: str) -> Iterator[str]:
    for side in folded.fields[name].values:
        yield from codes_in(folded.family, name, side.value)


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
