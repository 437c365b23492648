"""Papers and copies: which there are of a record, where one is saved, and what a court copy's code says.

Rules this module keeps: each paper says what is on it before it is made; that it was made is signed first, and said; a file's name says
nothing about anybody; what is copied as text is off the clipboard again after a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.services.pages.fields import Choice
from desktop.services.papers import FoundCopy
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs

CONCERN, CHILD, NONE = "concern", "child", ""
COPY = "copy"
PAPERS = {
    CONCERN: (
        ("concern", mark("The whole record"), mark("Everything it says, with each amendment and the text it replaced.")),
        ("court", mark("A court copy"), mark("The same, with a code on every page by which it can be checked later.")),
        ("family", mark("As the child or a parent will read it"), mark("Without what others said. Read it yourself before you give it to anybody.")),
        ("slip", mark("A slip for who told you"), mark("Received by whom, when, and that it was acted on. Nothing about the child.")),
        (COPY, mark("Text for another record system"), mark("Copied for one minute, to be pasted. It is not kept in a clipboard history where the computer allows that.")),
    ),
    CHILD: (
        ("chronology", mark("The chronology"), mark("One line for each event, and what was amended.")),
        ("chronology-court", mark("A court copy of the chronology"), mark("The same, with a code on every page by which it can be checked later.")),
    ),
    NONE: (("form", mark("An empty form for a concern"), mark("One page to write on by hand, with a number of its own.")),),
}  # fmt: skip
"""By what the page is about: (name, label, hint)."""


class PapersView(Protocol):
    def show_papers(self, papers: tuple[Choice, ...], caption: str, *, checks: bool) -> None: ...
    def show_busy(self, said: str) -> None: ...
    def show_saved(self, title: str, text: str) -> None: ...
    def show_found(self, kind: str, title: str, text: str, *, known: bool) -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def copy(self, text: str) -> None: ...


class PapersService(Protocol):
    def concern_pdf(self, concern_id: str, *, court: bool = False) -> bytes: ...
    def chronology_pdf(self, child_id: str, *, court: bool = False) -> bytes: ...
    def family_pdf(self, concern_id: str) -> bytes: ...
    def slip_pdf(self, concern_id: str) -> bytes: ...
    def form_pdf(self) -> bytes: ...
    def plain_copy(self, concern_id: str) -> str: ...
    def find(self, code: str) -> FoundCopy | None: ...


class PapersPresenter:
    """The papers of one record, or of none. ``about`` is CONCERN, CHILD or NONE."""

    def __init__(
        self, view: PapersView, service: PapersService, tasks: Runs, go_to: Callable[[str, str], None]
    ) -> None:
        """``go_to`` gets the family and the record of a court copy that was found."""
        self._view, self._service, self._tasks, self._go_to = view, service, tasks, go_to
        self._record = self._about = ""
        self._found: FoundCopy | None = None

    def open(self, record: str, about: str) -> None:
        self._record, self._about = record, about
        self._view.show_papers(*papers_of(about), checks=about == NONE)

    def save(self, paper: str, place: Path) -> None:
        """Make a paper and write it to ``place``."""
        record, service = self._record, self._service
        make: dict[str, Callable[[], bytes]] = {
            "concern": lambda: service.concern_pdf(record),
            "court": lambda: service.concern_pdf(record, court=True),
            "family": lambda: service.family_pdf(record),
            "slip": lambda: service.slip_pdf(record),
            "chronology": lambda: service.chronology_pdf(record),
            "chronology-court": lambda: service.chronology_pdf(record, court=True),
            "form": service.form_pdf,
        }
        self._view.show_busy(tr("Making the paper…"))

        def then(_: None) -> None:
            self._view.show_saved(*saved_words(str(place)))

        self._tasks.run(lambda: write_private(place, make[paper]()), then, self._failed)

    def copy(self) -> None:
        """Put the concern as text on the clipboard, for a minute."""

        def then(text: str) -> None:
            self._view.copy(text)
            self._view.show_saved(
                tr("Copied for one minute"),
                tr("Paste it now. Leaving this page takes it away again. That it was copied is signed."),
            )

        self._tasks.run(lambda: self._service.plain_copy(self._record), then, self._failed)

    def look_up(self, code: str) -> None:
        """Say what is known of the court copy that bears a code."""

        def then(found: FoundCopy | None) -> None:
            self._found = found
            self._view.show_found(*found_words(found), known=found is not None)

        self._tasks.run(lambda: self._service.find(code), then, self._failed)

    def open_found(self) -> None:
        if self._found is not None:
            self._go_to(self._found.family, self._found.record)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))


def papers_of(about: str) -> tuple[tuple[Choice, ...], str]:
    """The papers of a concern, a child or nobody, and the line above the heading."""
    caption = {CONCERN: tr("Of one concern"), CHILD: tr("Of a child’s record"), NONE: ""}[about]
    return tuple(Choice(name, tr(label), tr(hint)) for name, label, hint in PAPERS[about]), caption


def saved_words(file: str) -> tuple[str, str]:
    """(title, text) of what is said when a paper lies in a file."""
    return tr("It is saved as {file}", file=file), tr(
        "It is not locked: whoever opens your account on this computer can read it. Keep it as you would keep paper, and delete it "
        "when it is printed. That it was made is signed."
    )


def offered_name(paper: str, now: datetime) -> str:
    """A file name that says nothing about anybody."""
    return f"{paper}-{now.astimezone(LONDON).date().isoformat()}.pdf"


def found_words(found: FoundCopy | None) -> tuple[str, str, str]:
    """(kind of notice, title, text) of what a code led to."""
    if found is None:
        return (
            "warning",
            tr("This record book made no court copy with this code"),
            tr(
                "Type the twenty letters again as they stand at the foot of the page. Another record book may have made it."
            ),
        )
    made = tr("It was made on {when} by {who}.", when=found.printed_at, who=found.by)
    if found.same_today:
        return "success", tr("The record says the same today"), made
    return (
        "warning",
        tr("Something was added to the record since"),
        tr(
            "{made} What the paper shows was so then; nothing of it was overwritten. Print it again to see what came later.",
            made=made,
        ),
    )
