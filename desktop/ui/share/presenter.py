"""Share with the area, or decide not to, and say why.

Rules this module keeps:

* nothing is sent that the preview did not show; changing anything after the preview asks for it again;
* what must not be disclosed is shown locked; nothing is ticked unasked but who the child is and the concern one comes from;
* deciding not to share has the same weight: its reasons are asked and kept;
* "sent" is never said: a sealed letter waits until a receipt proves that it was delivered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desktop.domain.records import SharingEntry
from desktop.domain.statements import Changes
from desktop.domain.urgency import Number
from desktop.services.pages.fields import Missing
from desktop.services.pages.letters import LetterRow
from desktop.services.pages.shares import Decided, ShareChoices, SharePreview
from desktop.services.pages.waiting import Alert
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.share.screen import (
    THEY_DECIDE,
    ChoicesScreen,
    PreviewScreen,
    SharedScreen,
    choices_screen,
    delivered_screen,
    done_screen,
    preview_screen,
)
from desktop.ui.tasks import Runs

SET_ASIDE = "set aside"  # a letter that reached nobody
UNDECIDED = Missing("share", mark("Decide whether to share it"))


class ShareView(Protocol):
    def decision(self) -> str: ...  # "share", "told", "keep" or "" when nothing is decided yet
    def entry(self) -> SharingEntry: ...
    def unreadable(self) -> tuple[Missing, ...]: ...
    def show_busy(self, said: str) -> None: ...
    def show_choices(self, screen: ChoicesScreen) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_preview(self, screen: PreviewScreen) -> None: ...
    def show_form(self) -> None: ...
    def show_done(self, screen: SharedScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class SharingService(Protocol):
    def choices(self, child_id: str) -> ShareChoices: ...
    def check(self, entry: SharingEntry) -> tuple[Missing, ...]: ...
    def preview(self, entry: SharingEntry) -> SharePreview: ...
    def decide(self, entry: SharingEntry) -> Decided: ...


class Outbox(Protocol):
    def outbox(self) -> tuple[LetterRow, ...]: ...


class Ringing(Protocol):
    def number(self) -> Number: ...
    def alerts(self) -> tuple[Alert, ...]: ...


class ShareSession(Protocol):
    @property
    def sharing(self) -> SharingService: ...
    @property
    def letters(self) -> Outbox: ...
    @property
    def ringing(self) -> Ringing: ...


@dataclass(frozen=True, slots=True)
class ShareRoutes:
    open_child: Callable[[str], None]
    letters: Callable[[], None]
    told: Callable[[Changes], None]


class SharePresenter:
    """One decision about one child."""

    def __init__(self, view: ShareView, session: ShareSession, tasks: Runs, routes: ShareRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._child = ""
        self._suggested = ""
        self._shown: SharingEntry | None = None
        self._deciding = False
        self._sent: tuple[str, ...] = ()
        self._to = ""
        self._titles: dict[str, str] = {}

    def open(self, child: str, concern: str = "") -> None:
        """``concern`` is the one that one comes from; the others of the child are offered unticked."""
        self._child = child
        self._shown, self._deciding = None, False
        self._view.show_busy(tr("Reading the record…"))

        def work() -> tuple[ShareChoices, ChoicesScreen]:
            sent = tuple(r for r in self._session.letters.outbox() if r.child == child and r.state != SET_ASIDE)
            choices, ringing = self._session.sharing.choices(child), self._session.ringing
            rings = [alert.why for alert in ringing.alerts() if alert.child == child and not alert.draft]
            return choices, choices_screen(choices, sent, ringing.number(), rings, concern)

        def then(read: tuple[ShareChoices, ChoicesScreen]) -> None:
            choices, screen = read
            if child == self._child:
                self._suggested = choices.suggested_basis
                self._titles = {one.id: one.title for one in choices.statements}
                self._view.show_choices(screen)

        self._tasks.run(work, then, self._failed)

    def review(self) -> None:
        """Check the form, then show exactly what would leave and what stays."""
        if not self._view.decision():
            self._view.show_problems((Missing(UNDECIDED.field, tr(UNDECIDED.message)),))
            return
        entry = replace(self._view.entry(), child=self._child)
        if entry.basis == THEY_DECIDE:
            entry = replace(entry, basis=self._suggested)
        unreadable = self._view.unreadable()

        def work() -> tuple[tuple[Missing, ...], SharePreview | None]:
            missing = (*unreadable, *self._session.sharing.check(entry))
            letter = entry.share and not entry.without_letter
            return missing, self._session.sharing.preview(entry) if letter and not missing else None

        def then(result: tuple[tuple[Missing, ...], SharePreview | None]) -> None:
            missing, preview = result
            if missing:
                self._view.show_problems(missing)
                return
            self._shown, self._to = entry, preview.to if preview else ""
            about = [title for one, title in self._titles.items() if one in entry.statements]
            self._view.show_preview(preview_screen(entry, preview, about))

        self._tasks.run(work, then, self._failed)

    def back_to_form(self) -> None:
        self._shown = None
        self._view.show_form()

    def decide(self) -> None:
        """Sign the decision that was shown, and seal its letters."""
        entry = self._shown
        if entry is None or self._deciding:
            return
        self._deciding = True
        self._view.show_busy(tr("Signing and sealing…") if self._to else tr("Signing…"))

        def then(decided: Decided) -> None:
            self._shown, self._deciding = None, False
            self._sent = decided.letters
            self._routes.told(decided.changes)
            self._view.show_done(done_screen(entry, decided, self._to))

        def failed(error: Exception) -> None:
            self._deciding = False
            self._failed(error)

        self._tasks.run(lambda: self._session.sharing.decide(entry), then, failed)

    def changed(self, changes: Changes) -> None:
        """Follow what was signed here: once its letter is delivered, the page must not say that it waits."""
        sent = self._sent
        if not sent or "letter" not in changes.families:
            return

        def work() -> datetime | None:
            mine = [row.delivered_at for row in self._session.letters.outbox() if row.bundle in sent]
            return max((at for at in mine if at), default=None) if mine and all(mine) else None

        def then(at: datetime | None) -> None:
            if at is not None and sent == self._sent:
                self._sent = ()
                self._view.show_done(delivered_screen(at, self._to))

        self._tasks.run(work, then, self._failed)

    def open_child(self) -> None:
        self._routes.open_child(self._child)

    def letters(self) -> None:
        self._routes.letters()

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
