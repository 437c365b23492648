"""An area's own edition, laid over the one that ships: what it may change, and how the two become one.

Rules this module keeps (docs/spec/guidance-edition.md):

* it names the edition it is based on, and says only what it changes; the whole is then checked by the rules of an edition;
* it adds to what is urgent and never takes away: a prompt that asks for a call cannot be switched off or reworded, a time limit
  that the law sets can be made shorter and not longer, a bank holiday stays one;
* codes and the four statutory categories are the country's: no area changes them;
* the edition that records name is both: ``england-2026.ashmere-2026-1``.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from desktop.domain.edition import decode, read_edition
from desktop.domain.edition_codes import WORDS
from desktop.domain.errors import GuidanceInvalid, LocalEditionElsewhere, LocalEditionInvalid
from desktop.domain.guidance import Guidance
from desktop.domain.reading import Reader

FORMAT = 1
NAMES = (
    "format", "id", "based_on", "title", "publisher", "in_force_from", "notice", "words", "threshold", "levels", "contacts",
    "clocks", "rules", "more_rules", "further", "retention", "terms", "holidays", "holidays_until", "opens", "closes",
    "code_users",
)  # fmt: skip
LARGEST = 1_000_000  # bytes of a file that is looked at
OWN_RULE = "local-"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_WORDED = frozenset({"title", "text", "label", "hint", "notes", "note", "route_text", "notice"})
Data = dict[str, Any]  # an edition's data, as it was read: its shapes are checked when the whole is read


def with_local(base: Guidance, text: bytes) -> Guidance:
    """``base`` with an area's edition over it. Raises LocalEditionInvalid, LocalEditionElsewhere."""
    try:
        local = _checked(text)
        if local.text("based_on") != base.edition:
            raise LocalEditionElsewhere(f"based_on: it is made for {local.text('based_on')}")
        return read_edition(_merged(base, local))
    except GuidanceInvalid as bad:
        raise LocalEditionInvalid(str(bad)) from None


def worded(base: Guidance, words: Mapping[str, str]) -> Guidance:
    """``base`` with the area's own words in its texts, and nothing else changed."""
    data = _copy(base)
    _say(data, words)
    return read_edition(data)


def _checked(text: bytes) -> Reader:
    if len(text) > LARGEST:
        raise Reader(None, "local edition").fail("a smaller file is wanted")
    local = Reader(decode(text, "local edition"), "").only(*NAMES)
    if local.number("format") != FORMAT:
        raise local.at("format").fail("this version reads format 1")
    if not _ID.fullmatch(local.text("id")):
        raise local.at("id").fail("small letters, figures and hyphens, at most 40, are wanted")
    return local


def _merged(base: Guidance, local: Reader) -> Data:
    data = _copy(base)
    if local.has("words"):
        where = local.at("words").only(*WORDS)
        _say(data, {name: where.text(name) for name in where.mapping()})
    data["edition"] = f"{base.edition}.{local.text('id')}"
    data["local"] = {name: local.text(name) for name in ("id", "title", "publisher", "in_force_from")}
    for name in ("notice", "opens", "closes", "contacts", "threshold", "code_users", "holidays_until"):
        if local.has(name):
            data[name] = local.at(name).value
    for name in ("terms", "holidays"):
        if local.has(name):
            data[name] += [row.value for row in local.at(name).rows()]
    if str(data["holidays_until"]) < base.holidays_until.isoformat():
        raise local.at("holidays_until").fail("a later day is wanted")
    _rows(data["levels"], local, "levels", "code", ("label", "hint", "local"))
    _rows(data["further"], local, "further", "code", ("notes", "route_text"))
    _rows(data["retention"]["rows"], local, "retention", "code", ("years", "until", "note", "source"), status="local")
    _clocks(data["clocks"], local)
    _rules(data["rules"], local)
    return data


def _rows(rows: list[Data], local: Reader, name: str, key: str, may: Sequence[str], status: str = "") -> None:
    """Change cells of rows that are there already."""
    for wanted, row in _named(rows, local, name, key):
        row.update(wanted.only(*may).mapping())
        if status:
            row["status"] = status


def _clocks(clocks: list[Data], local: Reader) -> None:
    for wanted, clock in _named(clocks, local, "clocks", "id"):
        wanted.only("limits", "note", "source", "enabled")
        law = clock["status"] == "verified"
        if law and not wanted.flag("enabled", default=True):
            raise wanted.at("enabled").fail("a time limit of the law stays on")
        if wanted.has("limits"):
            if law and not _shorter(wanted.at("limits"), clock["limits"]):
                raise wanted.at("limits").fail("a time limit of the law can be made shorter only, in the same units")
            wanted.text("source")
            clock["status"] = "local"
        clock.update(wanted.mapping())


def _shorter(limits: Reader, known: list[Data]) -> bool:
    rows = limits.rows()
    pairs = zip(rows, known, strict=False)
    return len(rows) == len(known) and all(
        row.text("unit") == limit["unit"] and row.number("amount") <= limit["amount"] for row, limit in pairs
    )


def _rules(rules: list[Data], local: Reader) -> None:
    for wanted, rule in _named(rules, local, "rules", "id"):
        wanted.only("title", "text", "add", "enabled", "at_least", "within_days")
        if rule.get("urgent") and any(wanted.has(name) for name in ("title", "text", "enabled")):
            raise wanted.fail("an urgent prompt can be added to, not changed")
        rule.update({name: wanted.at(name).value for name in ("title", "text", "enabled") if wanted.has(name)})
        if wanted.has("add"):
            rule["text"] = f"{rule['text']} {wanted.text('add')}"
        numbers = {name: wanted.number(name) for name in ("at_least", "within_days") if wanted.has(name)}
        if numbers and not _count(rule["when"], numbers):
            raise wanted.fail("this prompt counts nothing")
    if local.has("more_rules"):
        for row in local.at("more_rules").rows():
            if not row.text("id").startswith(OWN_RULE):
                raise row.at("id").fail(f"{OWN_RULE}… is wanted")
            rules.append(dict(row.mapping()))


def _count(condition: object, numbers: Mapping[str, int]) -> bool:
    """Put numbers into every count of a condition; whether there was one."""
    if isinstance(condition, list):
        return sum(_count(part, numbers) for part in condition) > 0
    if not isinstance(condition, dict):
        return False
    if isinstance(counted := condition.get("earlier"), dict):
        counted.update(numbers)
        return True
    return sum(_count(part, numbers) for part in condition.values()) > 0


def _named(rows: list[Data], local: Reader, name: str, key: str) -> list[tuple[Reader, Data]]:
    """What the area says of each row, beside the row. A row that is not there is refused."""
    if not local.has(name):
        return []
    where, found = local.at(name), {str(row[key]): row for row in rows}
    for code in where.mapping():
        if code not in found:
            raise where.fail(f"no such code: {code}")
    return [(where.at(code), found[code]) for code in where.mapping()]


def _copy(base: Guidance) -> Data:
    return cast("Data", copy.deepcopy(dict(base.data)))


def _say(data: Data, words: Mapping[str, str]) -> None:
    """Put the area's words into every text that people read."""
    usual = data["words"]
    swaps = [(usual[name], said) for name, said in words.items() if said and said != usual[name]]
    for name in set(data) - {"words", "terms", "texts"}:
        data[name] = _swapped(data[name], swaps, worded=name in _WORDED)
    data["words"] = {**usual, **words}


def _swapped(value: object, swaps: Sequence[tuple[str, str]], *, worded: bool = False) -> object:
    if isinstance(value, dict):
        return {name: _swapped(cell, swaps, worded=name in _WORDED) for name, cell in value.items()}
    if isinstance(value, list):
        return [_swapped(row, swaps) for row in value]
    if isinstance(value, str) and worded:
        for old, new in swaps:
            value = value.replace(old, new).replace(_upper(old), _upper(new))
    return value


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
