"""Which of the area's own editions this record book uses: one setting, read when the book opens.

Rules this module keeps: every edition that was taken in stays in the setting; one that is damaged, made for another edition or not
begun yet is not used, and never keeps a person out of the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.guidance import Guidance
from desktop.domain.local_edition import with_local
from desktop.domain.statements import Json

LOCAL = "local editions"  # setting
NOT_YET = "not yet"


def in_force(country: Guidance, setting: Json, today: date) -> tuple[Guidance, str]:
    """``country`` with the area's edition over it, if one is used; and why one is not: an error's name, "not yet", or ""."""
    row = row_of(setting, used(setting))
    if row is None:
        return country, ""
    try:
        merged = with_local(country, text_of(row))
    except DomainError as bad:
        return country, type(bad).__name__
    begun = merged.local is not None and merged.local.in_force_from <= today
    return (merged, "") if begun else (country, NOT_YET)


def used(setting: Json) -> str:
    """The id of the edition that is to be used, or ""."""
    return str(setting.get("in_force") or "") if isinstance(setting, Mapping) else ""


def taken(setting: Json) -> list[Mapping[str, Json]]:
    """Every edition that was taken in, the newest last: ``id``, ``title``, ``publisher``, ``text``, ``digest``, ``at``, ``by``."""
    rows = setting.get("taken") if isinstance(setting, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def changes(setting: Json) -> list[Json]:
    """What was taken in and out, by whom and when, the newest last."""
    log = setting.get("changes") if isinstance(setting, Mapping) else None
    return list(log) if isinstance(log, list | tuple) else []


def row_of(setting: Json, named: str) -> Mapping[str, Json] | None:
    return next((row for row in taken(setting) if named and row.get("id") == named), None)


def text_of(row: Mapping[str, Json]) -> bytes:
    """The file as it was taken in."""
    return str(row.get("text") or "").encode()
