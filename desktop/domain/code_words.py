"""Finding records by the words of their codes: who looks for "neglect" finds a concern whose category is kept as NEG.

Rules this module keeps:

* a record's text holds one token for each of its codes, which needs no guidance: views stay a function of the journal alone;
* what the words of a code are is the edition's in force, asked when somebody searches: a new label finds old records at once;
* a word of fewer than four letters, and one that stands in a great many labels ("child", "other"), says nothing about a code;
* an answer of yes or no, a score and a sex are no words that anybody looks for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.domain.body_marks import KINDS as MARK_KINDS
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import Asks
from desktop.domain.involvement import ROLES
from desktop.domain.people_codes import LISTS, PersonCode
from desktop.domain.statements import Json
from desktop.domain.told_how import TOLD_HOW

if TYPE_CHECKING:  # it holds this module's words
    from desktop.domain.guidance import Guidance

LEAST = 4  # letters of a word that finds codes
MOST = 24  # codes that one word may find; more say nothing
_CONCERN = {
    "category": "categories", "categories": "categories", "factors": "factors", "level": "levels", "role": "roles",
    "impact": "impacts", "strengths": "strengths", "barriers": "barriers",
}  # fmt: skip
_CHILD = {
    "sex": "sexes", "ethnicity": "ethnicities", "disabilities": "disabilities", "legal_status": "legal_statuses",
    "placement": "placements", "upn_unknown": "upn_unknown",
}  # fmt: skip
_ENTRIES = {
    family: {
        field.name: "levels" if field.asks is Asks.LEVEL else f"{family}.{field.name}"
        for field in one.every
        if field.asks in {Asks.CHOICE, Asks.LEVEL}
    }
    for family, one in ENTRY_TYPES.items()
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "child": _CHILD,
    "concern": _CONCERN,
    "involvement": {"role": "roles"},
    "relationship": {"relation": "relations"},
    "share": {"purpose": "purposes", "basis": "bases", "told_how": "told_how"},
    **_ENTRIES,
}
"""By family: the fields that hold codes, and the list that each is of."""

CELLS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "concern": {
        "harmed_by": ("relation", "harm_relations"),
        "body_marks": ("kind", "mark_kinds"),
        "others": ("role", "roles"),
    }
}
"""The same for a cell of a field's rows."""


class _Coded(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CodeWords:
    """Each word of a label, in order, with the codes in whose labels it stands."""

    words: tuple[str, ...] = ()
    codes: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, labels: Iterable[tuple[str, str]]) -> CodeWords:
        """``labels`` are (code as ``code_of`` says it, label)."""
        found: dict[str, dict[str, None]] = {}
        for code, label in labels:
            for word in "".join(letter if letter.isalnum() else " " for letter in label.casefold()).split():
                found.setdefault(word, {})[code] = None
        ordered = sorted(found)
        return cls(tuple(ordered), tuple(tuple(found[word]) for word in ordered))

    def beginning(self, typed: str) -> tuple[str, ...]:
        """The codes with a word in their label that begins so."""
        word = typed.casefold()
        if len(word) < LEAST:
            return ()
        found: dict[str, None] = {}
        for place in range(bisect_left(self.words, word), len(self.words)):
            if not self.words[place].startswith(word):
                break
            found |= dict.fromkeys(self.codes[place])
        return tuple(found) if len(found) <= MOST else ()


NO_CODES = CodeWords()


def code_of(name: str, code: str) -> str:
    """One word for a code of a list."""
    return "".join(letter for letter in f"{name} {code}".casefold() if letter.isalnum())


def codes_in(family: str, field: str, value: Json) -> Iterator[str]:
    """The codes in one field of a record."""
    name = FIELDS.get(family, {}).get(field)
    if name is not None:
        rows = value if isinstance(value, list | tuple) else (value,)
        yield from (code_of(name, row) for row in rows if isinstance(row, str) and row)
    cell = CELLS.get(family, {}).get(field)
    if cell is not None and isinstance(value, list | tuple):
        found = (row.get(cell[0]) for row in value if isinstance(row, Mapping))
        yield from (code_of(cell[1], code) for code in found if isinstance(code, str) and code)


def code_words(guidance: Guidance) -> CodeWords:
    """The words of all codes of an edition and of the program's own lists."""
    lists: dict[str, Iterable[tuple[str, str]]] = {
        "categories": _pairs((*guidance.categories, *guidance.further)),
        "factors": _pairs(guidance.factors),
        "levels": ((one.code, one.shown) for one in guidance.levels),
        "sexes": _pairs(guidance.sexes),
        "ethnicities": _pairs(guidance.ethnicities),
        "purposes": _pairs(guidance.purposes),
        "bases": _pairs(guidance.bases),
        "relations": _pairs(guidance.people.relations),
        "roles": ROLES.items(),
        "mark_kinds": MARK_KINDS.items(),
        "told_how": TOLD_HOW.items(),
    }
    people: dict[str, tuple[PersonCode, ...]] = {name: getattr(guidance.people, name) for name in LISTS}
    lists |= {name: _pairs(rows) for name, rows in people.items()}
    for name in ("impacts", "strengths", "barriers", "harm_relations"):
        lists[name] = _pairs(guidance.codes(name)) if name in guidance.lists else ()
    for family, one in ENTRY_TYPES.items():
        lists |= {f"{family}.{field.name}": field.choices for field in one.every if field.choices}
    return CodeWords.of((code_of(name, code), label) for name, rows in lists.items() for code, label in rows)


def _pairs(rows: Iterable[_Coded]) -> Iterator[tuple[str, str]]:
    return ((one.code, one.label) for one in rows)
