"""Record a concern: write, check, sign.

Rules this module keeps:

* the draft saves itself (``drafting``); review, leaving and adding a child save it first;
* nothing is signed that was not shown on the check page exactly as it stands;
* prompts come from the guidance rules, about the text as it is now;
* what is urgent says whom to ring while one still writes (``whom_to_ring``);
* a new form says that an unfinished one is kept, and leads to it; the way back leads to the draft, or to what was signed;
* signing twice is not possible: the page is busy until the answer comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.records import ChildEntry, ConcernEntry, Contacts, Person
from desktop.domain.rules import Prompt
from desktop.services.pages.concerns import DraftRow
from desktop.ui import times
from desktop.ui.concern.checking import Checking, typed_by
from desktop.ui.concern.drafting import Drafting
from desktop.ui.concern.ports import ConcernRoutes, ConcernSession, ConcernView
from desktop.ui.concern.which_child import WhichChild
from desktop.ui.concern.whom_to_ring import DESK, RingNow, ring_now, with_officer
from desktop.ui.concern.wording import unfinished_words
from desktop.ui.language import tr
from desktop.ui.messages import say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class _Opened:
    draft: str | None
    child: str | None
    known: ChildEntry | None
    entry: ConcernEntry
    saved_at: datetime | None
    prompts: tuple[Prompt, ...]
    contacts: Contacts
    unfinished: tuple[DraftRow, ...]


class ConcernPresenter:
    """One concern from the first keystroke to the signature. ``labels`` turns codes of the edition into words, ``desk`` is what it
    calls the desk.
    """

    def __init__(
        self,
        view: ConcernView,
        session: ConcernSession,
        tasks: Runs,
        routes: ConcernRoutes,
        labels: Mapping[str, str],
        desk: str = DESK,
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._desk = desk
        self._drafting = Drafting(view, session, tasks, self._show_prompts, self._named)
        self.which = WhichChild(view, session, tasks, self._choose, routes.told)
        self._prompts: tuple[Prompt, ...] = ()
        self.checking = Checking(
            view, session, tasks, routes, self._drafting, self.which, labels, self._heard, self._ring_for
        )
        self._contacts = Contacts()
        self._unfinished: DraftRow | None = None

    def open(self, child: str = "", draft: str = "") -> None:
        """Begin a new concern, about ``child`` when given; or go on with ``draft``, now about ``child`` when given."""

        def work() -> _Opened:
            kept = self._session.concerns.draft(draft) if draft else None
            about = child or (kept.child if kept else "") or None
            known = self._session.children.entry(about) if about else None
            entry = kept.entry if kept else ConcernEntry()
            prompts = self._session.concerns.prompts(about, entry) if kept else ()
            unfinished = () if draft else self._session.concerns.drafts()
            contacts = self._session.ringing.contacts()
            saved = kept.saved_at if kept else None
            return _Opened(draft or None, about, known, entry, saved, prompts, contacts, unfinished)

        self._tasks.run(work, self._opened, self._failed)

    def _opened(self, opened: _Opened) -> None:
        self._view.show_form(opened.entry, typed_by(self._session.profile))
        self.which.show(opened.known)
        self._drafting.begin(opened.draft, opened.child)
        self.checking.forget()
        self._contacts = opened.contacts
        self._show_prompts(opened.prompts)
        self.weigh()
        self._offer([row for row in opened.unfinished if opened.child is None or row.child in ("", opened.child)])
        self._view.show_draft_state(
            tr("Draft saved {when}", when=times.when(opened.saved_at)) if opened.saved_at else ""
        )

    def add_child(self) -> None:
        """Keep what is written, then lead to the form for a new child and back here."""
        self._drafting.save_then(lambda draft: self._routes.add_child(self.which.searched, draft))

    def saw_it_myself(self) -> None:
        """Whoever types is the one who saw or heard it."""
        profile = self._session.profile
        self._view.show_witness(Person(profile.name, profile.role_title))

    def _choose(self, child: str | None) -> None:
        self._drafting.child = child
        self.touched()
        self.tick()

    def touched(self) -> None:
        """Something on the form changed."""
        self.checking.forget()
        self._drafting.touched()

    def weigh(self) -> None:
        """Say whom to ring, or nothing, for what is written now."""
        self._view.show_ring(self._ring_for(self._view.entry()))

    def go_on(self) -> None:
        """To the unfinished concern that was offered."""
        if (row := self._unfinished) is not None:
            self._drafting.save_then(lambda _draft: self._routes.go_on(row.child, row.id))

    def draft(self) -> str | None:
        """The draft this is, once it was saved. To be asked on the worker, which names it."""
        return self._drafting.kept

    def tick(self) -> None:
        """Called every few seconds: save what changed since the last save."""
        self._drafting.tick()

    def save(self) -> None:
        """Called before the screen goes away."""
        self._drafting.save()

    def leave(self) -> None:
        """Save and go to Today."""
        self._drafting.save_then(lambda _draft: self._routes.today())

    def discard(self) -> None:
        """Throw the draft away; the view has asked before."""
        self._drafting.discard_then(self._routes.today)

    def share(self, concern: str) -> None:
        self._routes.share(self._drafting.child or "", concern)

    def open_child(self) -> None:
        self._routes.open_child(self._drafting.child or "")

    def record_another(self) -> None:
        self._routes.record_another(self._drafting.child or "")

    def _heard(self, prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
        """What the guidance says of exactly what is to be signed."""
        self._show_prompts(prompts)
        return self._ask_for(prompts)

    def _show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        if prompts != self._prompts:
            self._prompts = prompts
            self._view.show_prompts(self._ask_for(prompts))
            self.weigh()

    def _ring_for(self, entry: ConcernEntry) -> RingNow | None:
        return ring_now(entry, self._prompts, self._contacts, self._session.now(), self._session.calendar)

    def _ask_for(self, prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
        return with_officer(prompts, self._contacts, self._session.now(), self._session.calendar, self._desk)

    def _named(self, child: str, draft: str) -> None:
        self._offer(())
        self._routes.kept(child, draft)

    def _offer(self, rows: Sequence[DraftRow]) -> None:
        self._unfinished = rows[0] if rows else None
        self._view.show_unfinished(unfinished_words(rows))

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
