"""Making a record book, page by page.

Rules this module keeps:

* five pages at most; what was typed stays when one goes back, and when the computer stops: it is resumed on the same page;
* the book is made in one step at the end of the kit page, all of it or nothing; until then there is none;
* the kit typed back must be the one shown; one that was shown before a stop is the same after it, once the passphrase was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from desktop.services.books import BegunRow
from desktop.services.pages.fields import Missing
from desktop.ui.first_run.answers import PROBLEMS, answers_of, kept_of, kit_problem, profile_of
from desktop.ui.first_run.kit_paper import KitPaper
from desktop.ui.first_run.ports import Books, View
from desktop.ui.first_run.wording import drive_words
from desktop.ui.language import tr
from desktop.ui.messages import say
from desktop.ui.tasks import Runs

PAGES = ("who", "ring", "passphrase", "kit", "done")
S = TypeVar("S")


class FirstRunPresenter(Generic[S]):
    """``opened(session, join)`` at the end; ``cancelled()`` when one goes back from the first page."""

    def __init__(
        self,
        view: View,
        books: Books[S],
        tasks: Runs,
        opened: Callable[[S, bool], None],
        cancelled: Callable[[], None],
    ) -> None:
        self._view, self._books, self._tasks = view, books, tasks
        self._opened, self._cancelled = opened, cancelled
        self.paper = KitPaper(view, books, tasks, lambda: self._kit)
        self._page = 0
        self._kit = ""
        self._asking = False  # the passphrase of a kit that was shown before the computer stopped
        self._session: S | None = None
        self._busy = False
        self._kept: dict[str, str | bool] = {}

    def begin(self) -> None:
        """The first page, or the one where it stopped."""
        self._show()
        self._tasks.run(lambda: self._books.begun().read(), self._resume, self._fail)
        self._tasks.run(self._books.drive, lambda drive: self._view.show_drive(*drive_words(drive)))

    def start_afresh(self) -> None:
        """Throw away what was begun."""
        self._tasks.run(lambda: self._books.begun().forget())
        self._kit, self._asking, self._page = "", False, 0
        self._view.forget_secrets()
        self._view.fill(answers_of({}))
        self._show()

    def choose_another(self) -> None:
        """The passphrase of the kept kit is not known any more: a new one, and with it a new kit."""
        self._asking = False
        self._view.forget_secrets()
        self._show()

    def keep(self) -> None:
        """Keep what changed; the view asks every few seconds and before it goes away."""
        kept = kept_of(self._view.answers())
        if self._session is None and not self._busy and kept != self._kept:
            self._keep(kept)

    def back(self) -> None:
        """To the page before. Once the book is made there is no way back."""
        if self._session is not None or self._busy:
            return
        if not self._page:
            self._cancelled()
            return
        self._asking = False
        self._page -= 1
        self._keep(kept_of(self._view.answers()))
        self._show()

    def go_on(self) -> None:
        """Check this page and go to the next; after the kit, make the book."""
        if self._busy:
            return
        name, answers = PAGES[self._page], self._view.answers()
        if self._asking:
            self._ask_held(answers.passphrase)
            return
        problems = PROBLEMS[name](answers)
        if name == "kit" and not problems and (wrong := kit_problem(self._kit, answers.typed_kit)):
            problems = [Missing("typed_kit", wrong)]
        self._view.show_problems(problems)
        if problems:
            return
        if name == "passphrase":
            kept, kit = kept_of(answers), self._kit
            self._work(
                tr("Making your recovery kit."),
                lambda: self._books.begun().hold_kit(kept, answers.passphrase, kit),
                self._got_kit,
            )
        elif name == "kit":
            self._make()
        else:
            self._page += 1
            self._keep(kept_of(answers))
            self._show()

    def finish(self, *, join: bool) -> None:
        """Into the book; ``join`` opens the page for joining a partnership."""
        if self._session is not None:
            self._opened(self._session, join)

    def _resume(self, begun: BegunRow | None) -> None:
        if begun is None or self._page or begun.page not in PAGES:
            return
        self._kept = dict(begun.typed)
        self._view.fill(answers_of(begun.typed))
        self._asking = begun.page == "kit" and begun.kit_held
        self._page = min(PAGES.index(begun.page), PAGES.index("passphrase"))
        self._show()
        if self._page:
            self._view.show_begun(tr("You began before, and it stopped here. What you typed is back."))

    def _ask_held(self, passphrase: str) -> None:
        if not passphrase:
            self._view.show_problems([Missing("passphrase", tr("Type the passphrase that you chose"))])
            return
        self._view.show_problems(())
        self._work(tr("One moment."), lambda: self._books.begun().held_kit(passphrase), self._got_kit)

    def _got_kit(self, kit: str) -> None:
        self._idle()
        self._kit, self._asking = kit, False
        self._view.show_kit(kit)
        self._page = PAGES.index("kit")
        self._show()

    def _make(self) -> None:
        answers, kit = self._view.answers(), self._kit
        profile = profile_of(answers)

        def work() -> S:
            begun = self._books.begun()
            session = self._books.create(begun.folder(), profile, answers.passphrase, kit)
            begun.forget()
            return session

        self._work(tr("Making your record book. This takes a few seconds."), work, self._made)

    def _made(self, session: S) -> None:
        self._idle()
        self._session = session
        self._kit = ""
        self._view.forget_secrets()
        self._page = PAGES.index("done")
        self._show()
        self.paper.made()

    def _work(self, said: str, fn: Callable[[], S | str], then: Callable[..., None]) -> None:
        self._busy = True
        self._view.show_busy(said)
        self._tasks.run(fn, then, self._fail)

    def _idle(self) -> None:
        self._busy = False
        self._view.show_busy("")

    def _fail(self, error: Exception) -> None:
        self._idle()
        if type(error).__name__ == "WrongPassphrase":
            wrong = tr("This is not the passphrase that you chose. Check Caps Lock and try again, or choose another")
            self._view.show_problems([Missing("passphrase", wrong)])
            return
        self._view.show_failure(say(error))

    def _keep(self, kept: dict[str, str | bool]) -> None:
        """A disk that takes nothing is told when the book is made; what is on the screen stays."""
        self._kept = kept
        page = PAGES[self._page]
        self._tasks.run(lambda: self._books.begun().keep(page, kept), None, lambda _error: None)

    def _show(self) -> None:
        self._view.show_page(PAGES[self._page], self._page + 1, len(PAGES))
        self._view.show_asked_again(self._asking)
