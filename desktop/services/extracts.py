"""Extracts: a text without some words, made to be shared in its original's place.

Rules this module keeps:

* the original is never changed and stays in the book; the extract names it, and a reason for each blank place;
* what is cut is given as places in the text, and what is shown is what was signed;
* of one text there may be several extracts, for several readers.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.extracts import Cut, Extract, cut, extract_of
from desktop.domain.statements import Changes, Json, Kind
from desktop.services.book import OpenBook
from desktop.services.errors import NoSuchRecord, NotAnExtract, NotYourRecord


class Extracts:
    """``session.extracts``."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def make(self, statement: str, field: str, cuts: Sequence[Cut]) -> tuple[Extract, Changes]:
        """Sign an extract of a text field of a statement of our own organisation.

        Raises NoSuchRecord (no such statement, or no such text in it), NotYourRecord, NotAnExtract.
        """
        original = self._book.store.statement(statement)
        text = original.fields.get(field) if original is not None else None
        if original is None or not original.about or not isinstance(text, str):
            raise NoSuchRecord("no such text in this record book")
        if not self._book.is_own(original.device):
            raise NotYourRecord("another organisation wrote this text")
        found = cut(text, cuts)
        if found is None:
            raise NotAnExtract("a place to leave out is not inside the text, or has no reason")
        parts, reasons = found
        row: dict[str, Json] = {"field": field, "parts": list(parts), "reasons": list(reasons)}
        with self._book.writing() as sheet:
            said = sheet.say(
                Kind.TEXT_EXTRACTED, original.about[:2], {"of": original.id, "extract": row}, (original.id,)
            )
        made = extract_of(said)
        assert made is not None
        return made, sheet.changes

    def of(self, record: str) -> tuple[Extract, ...]:
        """The accepted extracts of a record's texts, oldest first. Raises NoSuchRecord."""
        folded = self._book.store.record(record)
        if folded is None:
            raise NoSuchRecord("no such record in this record book")
        return tuple(found for said in folded.statements if (found := extract_of(said)) is not None)
