"""What was typed into a form that is not signed yet: a child to add, an amendment, a decision about sharing, a call.

Rules this module keeps: one text for each form and record, in the book and nowhere else; keeping is never refused; a form
that was signed or given up leaves nothing behind. Unfinished concerns are drafts of their own (``Concerns``).
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.statements import Json
from desktop.services.book import OpenBook
from desktop.services.stored import StoredDraft

FAMILY = "form"


class Unfinished:
    """``form`` names the form and the record it is about: "share:<child>", "add_child"."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def keep(self, form: str, typed: Mapping[str, str | bool]) -> None:
        """Keep what stands in the form now, in place of what was kept before."""
        fields: dict[str, Json] = dict(typed)
        with self._book.writing() as sheet:
            sheet.add(sheet.writer.put_draft(StoredDraft(_id(form), FAMILY, "", fields, sheet.now)))

    def kept(self, form: str) -> dict[str, str | bool]:
        """What was kept; empty when there is nothing."""
        stored = self._book.store.draft(_id(form))
        if stored is None or not isinstance(stored.fields, Mapping):
            return {}
        return {name: value for name, value in stored.fields.items() if isinstance(value, str | bool)}

    def drop(self, form: str) -> None:
        """The form was signed, or given up. Quiet when nothing was kept."""
        if self._book.store.draft(_id(form)) is not None:
            with self._book.writing() as sheet:
                sheet.add(sheet.writer.drop_draft(_id(form)))


def _id(form: str) -> str:
    return f"{FAMILY}:{form}"
