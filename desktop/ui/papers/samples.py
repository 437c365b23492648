"""Papers and copies, with invented people: of a concern, of a child, of nobody, saved, and a court copy that was checked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.papers import FoundCopy
from desktop.ui.papers.presenter import CHILD, CONCERN, NONE, found_words, papers_of, saved_words
from desktop.ui.papers.view import PapersPage


def _page(about: str) -> PapersPage:
    page = PapersPage(lambda paper: f"{paper}.pdf")
    page.show_papers(*papers_of(about), checks=about == NONE)
    return page


def concern() -> QWidget:
    return _page(CONCERN)


def child() -> QWidget:
    return _page(CHILD)


def nobody() -> PapersPage:
    return _page(NONE)


def saved() -> QWidget:
    page = _page(CONCERN)
    page.show_saved(*saved_words("/home/odette/Documents/court-2026-11-20.pdf"))
    return page


def checked() -> QWidget:
    page = nobody()
    found = FoundCopy("c1", "concern", "20 November 2026 at 11:00", "Odette Farrow", same_today=False)
    page.show_found(*found_words(found), known=True)
    return page


SAMPLES = {"": concern, "child": child, "nobody": nobody, "saved": saved, "checked": checked}
