"""A draft that saves itself.

Rules this module keeps:

* a draft is never refused, whatever is missing, and nothing is saved before something was written;
* saves follow each other on the one worker, so the draft's id is known to the next save even when two are under way:
  ``kept`` is read and written on the worker only;
* a failed save is told, keeps what is on the screen, and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.rules import Prompt
from desktop.ui import times
from desktop.ui.concern.ports import ConcernSession, ConcernView
from desktop.ui.language import mark, tr
from desktop.ui.messages import say
from desktop.ui.tasks import Runs

NOT_SAVED = mark("The draft could not be saved just now. It will be tried again by itself.")


class Drafting:
    """Keeps one draft up to date; ``told`` is called with the prompts of the guidance after each save, ``named``
    with the child and the draft's id.
    """

    def __init__(
        self,
        view: ConcernView,
        session: ConcernSession,
        tasks: Runs,
        told: Callable[[tuple[Prompt, ...]], None],
        named: Callable[[str, str], None],
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._told, self._named = told, named
        self.kept: str | None = None
        self.child: str | None = None
        self._touched = False
        self._closed = False
        self._under_way = 0

    def begin(self, draft: str | None, child: str | None) -> None:
        """Take up ``draft``, or a new one that does not exist yet."""
        self.kept, self.child = draft, child
        self._touched = self._closed = False

    def touched(self) -> None:
        self._touched = True

    def tick(self) -> None:
        """Save what changed since the last save, if anything did and no save is under way."""
        if not self._under_way:
            self.save()

    def save(self) -> None:
        """Save what changed since the last save, whatever else is under way: the page is going."""
        if self._touched and not self._closed:
            self._save(None)

    def save_then(self, after: Callable[[str], None]) -> None:
        """Save what is on the screen, then go on with the draft's id, "" when nothing was ever written."""
        if self._touched or self._under_way:
            self._save(after)
        else:
            after(self.kept or "")

    def discard_then(self, after: Callable[[], None]) -> None:
        """Throw the draft away, then go on."""
        self.close()

        def work() -> None:
            if self.kept is not None:
                self._session.concerns.discard_draft(self.kept)

        def failed(error: Exception) -> None:
            self._view.show_failure(say(error))

        self._tasks.run(work, lambda _: after(), failed)

    def close(self) -> None:
        """The draft is gone: it was signed, or thrown away. Nothing is saved any more."""
        self._closed, self._touched = True, False

    def _save(self, after: Callable[[str], None] | None) -> None:
        entry, child = self._view.entry(), self.child
        self._touched = False
        self._under_way += 1

        def work() -> str:
            self.kept = self._session.concerns.save_draft(self.kept, child, entry)
            return self.kept

        def then(draft: str) -> None:
            self._under_way -= 1
            if self._closed:
                return
            self._named(child or "", draft)
            self._view.show_draft_state(tr("Draft saved at {clock}", clock=times.clock(self._session.now())))
            self._tasks.run(lambda: self._session.concerns.prompts(child, entry), self._told)
            if after is not None:
                after(draft)

        def failed(error: Exception) -> None:
            self._under_way -= 1
            if self._closed:
                return
            self._touched = True
            self._view.show_draft_state(tr(NOT_SAVED))
            if after is not None:
                self._view.show_failure(say(error))

        self._tasks.run(work, then, failed)
