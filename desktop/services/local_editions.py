"""The area's own edition of the guidance in this record book: looked at, taken in, taken out again.

Rules this module keeps:

* what it changes is shown before it is taken, and it is checked again when it is taken;
* every edition that was taken in is kept, with who and when, because records name it; one id means one text for good;
* what cannot be used (damaged, made for another edition, not begun yet) never keeps a person out of the book: the country's
  edition is used, and why is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.domain.edition_differences import Difference, differences
from desktop.domain.errors import DomainError, LocalEditionTaken
from desktop.domain.guidance_parts import Contact, LocalEdition
from desktop.domain.local_edition import with_local
from desktop.domain.statements import Changes, Json
from desktop.services.book import OpenBook
from desktop.services.local_setting import LOCAL, changes, in_force, row_of, taken, text_of, used


@dataclass(frozen=True, slots=True)
class Offered:
    """An edition that could be taken: what it is, and what it changes in the country's."""

    text: bytes
    local: LocalEdition
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is used here. ``local`` is the edition taken in, or None; ``problem`` why it is not used: an error's name, "not yet", or ""."""

    title: str
    in_force_from: date
    local: LocalEdition | None
    taken_at: str = ""  # ISO, UTC
    taken_by: str = ""
    problem: str = ""
    contacts: tuple[Contact, ...] = ()  # of the edition that is used


class LocalEditions:
    """``session.local_editions``."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def standing(self) -> Standing:
        country, setting = self._book.country, self._book.store.setting(LOCAL)
        row = row_of(setting, used(setting))
        if row is None:
            return Standing(country.title, country.in_force_from, None)
        try:
            local = with_local(country, text_of(row)).local
        except DomainError:
            local = None
        shown = local or LocalEdition(
            _cell(row, "id"), _cell(row, "title"), _cell(row, "publisher"), country.in_force_from
        )
        edition, problem = in_force(country, setting, self._book.today())
        taken_in = (_cell(row, "at"), _cell(row, "by"))
        return Standing(country.title, country.in_force_from, shown, *taken_in, problem, edition.contacts)

    def look(self, text: bytes) -> Offered:
        """What a file would change. Raises LocalEditionInvalid, LocalEditionElsewhere, LocalEditionTaken."""
        country = self._book.country
        merged = with_local(country, text)
        assert merged.local is not None
        known = row_of(self._book.store.setting(LOCAL), merged.local.id)
        if known is not None and known.get("digest") != _digest(text):
            raise LocalEditionTaken("this id was taken in before, with another text")
        return Offered(text, merged.local, differences(country, merged))

    def take(self, text: bytes) -> Changes:
        """Use an edition from now on, or from the day on which it begins. Raises as ``look``."""
        local, said = self.look(text).local, self._said()
        row: dict[str, Json] = {
            "id": local.id, "title": local.title, "publisher": local.publisher, "text": text.decode(), "digest": _digest(text), **said,
        }  # fmt: skip
        rows = [one for one in taken(self._book.store.setting(LOCAL)) if one.get("id") != local.id]
        return self._keep(local.id, [*rows, row], {"taken": local.id, **said})

    def remove(self) -> Changes:
        """Use the country's edition alone again; what was written keeps the name that it was written under."""
        setting = self._book.store.setting(LOCAL)
        gone = used(setting)
        return self._keep("", taken(setting), {"removed": gone, **self._said()}) if gone else Changes()

    def _said(self) -> dict[str, Json]:
        return {"at": self._book.now().isoformat(), "by": self._book.profile.name}

    def _keep(self, named: str, rows: list[Mapping[str, Json]], change: Mapping[str, Json]) -> Changes:
        log = [*changes(self._book.store.setting(LOCAL)), dict(change)]
        with self._book.writing() as sheet:
            sheet.writer.put_setting(LOCAL, {"in_force": named, "taken": [dict(row) for row in rows], "changes": log})
            sheet.add(Changes(families=frozenset({"guidance"})))
        self._book.read_guidance()
        return sheet.changes


def _cell(row: Mapping[str, Json], name: str) -> str:
    return str(row.get(name) or "")


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
