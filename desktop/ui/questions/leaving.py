"""From what was typed to what was signed, and what became of its letter. No Qt.

Rules this module keeps: nothing is signed that was not shown; "sent" is never said: it waits until a receipt proves that it was
delivered, and then the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.questions import QuestionPreview
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.questions.screen import LeavingScreen, SignedScreen, leaving_screen, signed_screen
from desktop.ui.tasks import Runs

E = TypeVar("E")


class LeavingView(Protocol):
    """What both pages can show."""

    def show_busy(self, said: str) -> None: ...
    def show_form(self) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_leaving(self, screen: LeavingScreen) -> None: ...
    def show_signed(self, screen: SignedScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


@dataclass(frozen=True, slots=True)
class Steps(Generic[E]):
    check: Callable[[E], tuple[Missing, ...]]
    preview: Callable[[E], QuestionPreview]
    sign: Callable[[E], Changes]
    delivered: Callable[[E], datetime | None]


class Letter(Generic[E]):
    """From what was typed to what was signed."""

    def __init__(self, view: LeavingView, tasks: Runs, told: Callable[[Changes], None], steps: Steps[E]) -> None:
        self._view, self._tasks, self._told = view, tasks, told
        self._steps = steps
        self._shown: E | None = None
        self._sent: E | None = None  # signed here, and not known to be delivered
        self._to = ""
        self._signing = False

    def review(self, entry: E, unreadable: Sequence[Missing]) -> None:
        steps = self._steps
        seen = {problem.field for problem in unreadable}

        def work() -> tuple[tuple[Missing, ...], QuestionPreview | None]:
            problems = (*unreadable, *(one for one in steps.check(entry) if one.field not in seen))
            return problems, None if problems else steps.preview(entry)

        def then(found: tuple[tuple[Missing, ...], QuestionPreview | None]) -> None:
            problems, preview = found
            self._view.show_problems(problems)
            if preview is not None:
                self._shown, self._to = entry, preview.to
                self._view.show_leaving(leaving_screen(preview))

        self._tasks.run(work, then, self.failed)

    def back_to_form(self) -> None:
        self._shown = None
        self._view.show_form()

    def sign(self) -> None:
        entry = self._shown
        if entry is None or self._signing:
            return
        self._signing = True
        self._view.show_busy(tr("Signing and sealing…"))

        def then(changes: Changes) -> None:
            self._shown, self._signing, self._sent = None, False, entry
            self._told(changes)
            self._view.show_signed(signed_screen(self._to))

        self._tasks.run(lambda: self._steps.sign(entry), then, self.failed)

    def changed(self, changes: Changes) -> None:
        """Follow what was signed here: once its letter is delivered, the page must not say that it waits."""
        sent = self._sent
        if sent is None or "letter" not in changes.families:
            return

        def then(at: datetime | None) -> None:
            if at is not None and sent is self._sent:
                self._sent = None
                self._view.show_signed(signed_screen(self._to, at))

        self._tasks.run(lambda: self._steps.delivered(sent), then, self.failed)

    def failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))
