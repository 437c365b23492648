"""A draft that saves itself.

Rules this module keeps:

* a draft is never refused, whatever is missing, and nothing is saved before something was written;
* one save at a time; a change during a save is saved at the next tick;
* a failed save is told, keeps what is on the screen, and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.rules import Prompt
from desktop.ui import times
from desktop.ui.concern.ports import ConcernSession, ConcernView
from desktop.ui.messages import say
from desktop.ui.tasks import Runs

NOT_SAVED = "The draft could not be saved just now. It will be tried again by itself."


class Drafting:
    """Keeps one draft up to date; ``told`` is called with the prompts of the guidance after each save."""

    def __init__(
        self,
        view: ConcernView,
        session: ConcernSession,
        tasks: Runs,
        told: Callable[[tuple[Prompt, ...]], None],
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._told = told
        self.draft: str | None = None
        self.child: str | None = None
        self._touched = False
        self._saving = False
        self._closed = False
        self._after: Callable[[], None] | None = None

    def begin(self, draft: str | None, child: str | None) -> None:
        """Take up ``draft``, or a new one that does not exist yet."""
        self.draft, self.child = draft, child
        self._touched = self._saving = self._closed = False
        self._after = None

    def touched(self) -> None:
        self._touched = True

    def tick(self) -> None:
        """Save what changed since the last save, if anything did."""
        if self._touched and not self._saving and not self._closed:
            self._save()

    def save_then(self, after: Callable[[], None]) -> None:
        """Save what is on the screen now, then go on; when nothing was ever written, just go on."""
        if self._closed or (not self._touched and not self._saving):
            after()
            return
        self._after = after
        if not self._saving:
            self._save()

    def close(self) -> None:
        """The draft is gone: it was signed, or thrown away."""
        self._closed, self._touched, self.draft = True, False, None

    def _save(self) -> None:
        entry, child, draft = self._view.entry(), self.child, self.draft
        self._touched, self._saving = False, True

        def work() -> tuple[str, tuple[Prompt, ...]]:
            kept = self._session.concerns.save_draft(draft, child, entry)
            return kept, self._session.concerns.prompts(child, entry)

        self._tasks.run(work, self._saved, self._failed)

    def _saved(self, result: tuple[str, tuple[Prompt, ...]]) -> None:
        self._saving = False
        if self._closed:
            self._drop(result[0])
            return
        self.draft, prompts = result
        self._view.show_draft_state(f"Draft saved at {times.clock(self._session.now())}")
        self._told(prompts)
        if self._touched and self._after is not None:
            self._save()
            return
        after, self._after = self._after, None
        if after is not None:
            after()

    def _failed(self, error: Exception) -> None:
        self._saving, self._touched = False, True
        waiting, self._after = self._after, None
        self._view.show_draft_state(NOT_SAVED)
        if waiting is not None:
            self._view.show_failure(say(error))

    def _drop(self, late: str) -> None:
        """A save that came back after the draft was closed left a draft behind that nobody wants."""
        self._tasks.run(lambda: self._session.concerns.discard_draft(late))
