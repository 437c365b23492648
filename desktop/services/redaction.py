"""What leaves: a statement with fields taken out, so that its signature still holds.

Rules this module keeps:

* what leaves is computed once, from the signed statement itself; a preview shows that same result;
* the withheld address and school of a child, and what leads to them, leave with no statement, whatever was ticked;
* what a concern says of other children's records, or of the record of somebody accused, stays here too, and so does guidance
  that was shown because of other records: its title alone would tell of them;
* a text of which an extract is handed on stays itself, whole;
* outsiders get no position in the device's chain, and no record id but the child's and the record's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bundle.statements import SignedStatement
from desktop.domain.conditions import counts
from desktop.domain.extracts import extract_of
from desktop.domain.folding import Folded
from desktop.domain.guidance import Guidance
from desktop.domain.involvement import INWARD
from desktop.domain.kinds import family_of
from desktop.domain.records import SharingEntry
from desktop.domain.statements import Json, Statement
from desktop.services.book import OpenBook
from desktop.services.describe import SCHOOL_WITHHELD, WITHHELD
from desktop.services.outgoing import signed

MUST_NOT, LEFT_OUT = "must not be disclosed", "you left it out"
INSIDE = "it leads to other people’s records in this book"
EXTRACTED = "an extract goes in its place"
PROMPTS = "prompts"


@dataclass(frozen=True, slots=True)
class Handed:
    """One chosen statement, whole and as it leaves. ``stays`` maps a field, or a row of a list as "field#row", that stays to why."""

    whole: SignedStatement
    leaves: SignedStatement
    stays: dict[str, str]


def withheld_fields(child: Folded) -> tuple[str, ...]:
    """The fields of the child that must not be disclosed: when any side says so, it is so. A school leads to a home."""
    if _marked(child, "address_withheld"):
        return WITHHELD
    return SCHOOL_WITHHELD if _marked(child, "setting_withheld") else ()


def _marked(child: Folded, name: str) -> bool:
    marked = child.fields.get(name)
    return marked is not None and any(side.value is True for side in marked.values)


def hand_on(
    book: OpenBook, child: Folded, statement: str, left_out: Collection[str], extracted: Collection[str] = ()
) -> Handed:
    """One statement as it leaves, without the fields ``left_out`` and those of which an extract goes. Raises NoSuchRecord."""
    whole = signed(book, statement)
    stays = {name: LEFT_OUT for name in left_out if name in whole.fields}
    stays |= {name: EXTRACTED for name in extracted if name in whole.fields}
    if family_of(whole.kind) == "child":
        stays |= {name: MUST_NOT for name in withheld_fields(child) if name in whole.fields}
    if family_of(whole.kind) == "concern":
        stays |= {name: INSIDE for name in INWARD if name in whole.fields}
    counting = counting_prompts(whole.fields, book.guidance)
    if counting and len(counting) == len(_prompts(whole.fields)):
        stays[PROMPTS] = INSIDE
    others = [record for record in whole.about[1:] if record != child.id]
    rows = rows_named(left_out)
    stays |= {f"{name}#{row}": LEFT_OUT for name, found in rows.items() if name not in stays for row in found}
    if PROMPTS not in stays and counting:
        stays |= {f"{PROMPTS}#{row}": INSIDE for row in counting}
        rows = {**rows, PROMPTS: (*rows.get(PROMPTS, ()), *counting)}
    leaves = whole.without(tuple(stays), position=True, about=others, rows=rows)
    return Handed(whole, leaves, stays)


def counting_prompts(fields: Mapping[str, object], guidance: Guidance) -> tuple[int, ...]:
    """The rows of the guidance shown that speak of other records ("twice within a week"), or that this edition cannot vouch for."""
    plain = {rule.id for rule in guidance.rules if not counts(rule.when)}
    return tuple(row for row, code in enumerate(_prompts(fields)) if code not in plain)


def _prompts(fields: Mapping[str, object]) -> Sequence[object]:
    held = fields.get(PROMPTS)
    return held if isinstance(held, list | tuple) else ()


def rows_named(left_out: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The rows of lists that are left out, by their list: "body_marks#2" is its third row as signed."""
    found: dict[str, tuple[int, ...]] = {}
    for named in left_out:
        name, _, row = named.partition("#")
        if row.isdecimal():
            found[name] = (*found.get(name, ()), int(row))
    return found


def rows_of(said: Statement) -> tuple[tuple[str, str, Json], ...]:
    """(list, "list#row", row) for each row of lists of two or more that can be left out alone: a mark, a quote, a person told,
    what the guidance said.
    """
    lists = (
        (name, value)
        for name, value in said.fields.items()
        if isinstance(value, list | tuple) and len(value) > 1 and name not in INWARD
    )
    return tuple(
        (name, f"{name}#{number}", row)
        for name, rows in lists
        for number, row in enumerate(rows)
        if isinstance(row, Mapping) or name == PROMPTS
    )


def extracted_of(book: OpenBook, chosen: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The fields that stay because an extract of them is among the chosen statements, by statement id."""
    found: dict[str, tuple[str, ...]] = {}
    for named in chosen:
        said = book.store.statement(named)
        extract = extract_of(said) if said is not None else None
        if extract is not None:
            found[extract.original] = (*found.get(extract.original, ()), extract.field)
    return found


def left_out_of(entry: SharingEntry, statement: str) -> tuple[str, ...]:
    """The fields that the person took out of one statement."""
    return tuple(name for chosen, names in entry.left_out if chosen == statement for name in names)
