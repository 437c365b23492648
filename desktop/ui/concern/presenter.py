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
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.records import ChildEntry, ConcernEntry, Contacts
from desktop.domain.rules import Prompt
from desktop.domain.urgency import number_for
from desktop.services.pages import Alert, DraftRow, Missing, Recorded
from desktop.ui import times
from desktop.ui.concern.drafting import Drafting
from desktop.ui.concern.ports import ConcernRoutes, ConcernSession, ConcernView, DoneScreen
from desktop.ui.concern.which_child import WhichChild
from desktop.ui.concern.whom_to_ring import ring_now
from desktop.ui.concern.wording import SECTIONS, answers
from desktop.ui.language import mark, tr
from desktop.ui.messages import say
from desktop.ui.tasks import Runs

NO_CHILD = Missing("child", mark("Choose which child this is about, or add the child"))


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
    """One concern from the first keystroke to the signature. ``labels`` turns codes of the edition into words."""

    def __init__(
        self,
        view: ConcernView,
        session: ConcernSession,
        tasks: Runs,
        routes: ConcernRoutes,
        labels: Mapping[str, str],
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._labels = labels
        self._drafting = Drafting(view, session, tasks, self._show_prompts, self._named)
        self.which = WhichChild(view, session, tasks, self._choose)
        self._prompts: tuple[Prompt, ...] = ()
        self._checked: ConcernEntry | None = None
        self._signing = False
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
        self._view.show_form(opened.entry, self._typed_by())
        self.which.show(opened.known)
        self._drafting.begin(opened.draft, opened.child)
        self._checked, self._signing = None, False
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

    def _choose(self, child: str | None) -> None:
        self._drafting.child = child
        self.touched()
        self.tick()

    def touched(self) -> None:
        """Something on the form changed."""
        self._checked = None
        self._drafting.touched()

    def weigh(self) -> None:
        """Say whom to ring, or nothing, for what is written now."""
        entry, session = self._view.entry(), self._session
        self._view.show_ring(ring_now(entry, self._prompts, self._contacts, session.now(), session.calendar))

    def go_on(self) -> None:
        """To the unfinished concern that was offered."""
        if (row := self._unfinished) is not None:
            self._drafting.save_then(lambda _draft: self._routes.go_on(row.child, row.id))

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

    def review(self) -> None:
        """Validate; show what is missing, or every answer for checking."""
        entry, unreadable = self._view.entry(), self._view.unreadable()
        child = self._drafting.child
        self._drafting.tick()

        def work() -> tuple[tuple[Missing, ...], tuple[Prompt, ...]]:
            return self._session.concerns.check(entry), self._session.concerns.prompts(child, entry)

        def then(result: tuple[tuple[Missing, ...], tuple[Prompt, ...]]) -> None:
            missing, prompts = result
            self._show_prompts(prompts)
            errors = in_order(
                (*unreadable, *(() if child else (replace(NO_CHILD, message=tr(NO_CHILD.message)),)), *missing)
            )
            if errors:
                self._view.show_problems(errors)
                return
            self._checked = entry
            self._view.show_check(
                answers(entry, self.which.name, self._typed_by(), self._labels), self._with_number(prompts)
            )

        self._tasks.run(work, then, self._failed)

    def change(self, field: str) -> None:
        """Back to the form, at one question."""
        self._view.show_question(field)

    def sign(self) -> None:
        """Sign exactly what the check page showed."""
        entry, child, drafting = self._checked, self._drafting.child, self._drafting
        if entry is None or child is None or self._signing:
            return
        self._signing = True
        self._view.show_busy(tr("Signing and saving…"))

        def work() -> tuple[Recorded, Alert | None]:
            recorded = self._session.concerns.record(child, entry, drafting.kept)
            alerts = self._session.ringing.alerts() if recorded.urgent else ()
            return recorded, next((alert for alert in alerts if alert.concern == recorded.concern), None)

        def failed(error: Exception) -> None:
            self._signing = False
            self._failed(error)

        self._tasks.run(work, lambda result: self._signed(*result), failed)

    def _signed(self, recorded: Recorded, alert: Alert | None) -> None:
        child = self._drafting.child or ""
        self._drafting.close()
        self._routes.signed(recorded.concern)
        self._routes.told(recorded.changes)
        steps = [tr("It is in your record book only. Nobody has been told by saving it.")]
        steps += [prompt.title for prompt in recorded.prompts]
        steps.append(tr("Share it, or decide not to and say why. Both are kept."))
        saved = tr(
            "Saved and signed at {clock}. It cannot be changed, only added to.", clock=times.clock(self._session.now())
        )
        self._view.show_done(
            DoneScreen(recorded.concern, child, self.which.name, saved, tuple(steps), recorded.urgent, alert)
        )

    def share(self) -> None:
        self._routes.share(self._drafting.child or "")

    def open_child(self) -> None:
        self._routes.open_child(self._drafting.child or "")

    def record_another(self) -> None:
        self._routes.record_another(self._drafting.child or "")

    def _show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        if prompts != self._prompts:
            self._prompts = prompts
            self._view.show_prompts(self._with_number(prompts))
            self.weigh()

    def _with_number(self, prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
        """Whoever is told to tell the designated officer is told whom to ask for them."""
        number = number_for(self._contacts, self._session.now(), self._session.calendar)
        ask = tr(
            " If you do not have their number, ask {whom}, {number}.",
            whom=number.name or tr("the area"),
            number=number.number,
        )
        return tuple(replace(one, text=one.text + ask) if one.route == "lado" else one for one in prompts)

    def _named(self, child: str, draft: str) -> None:
        self._offer(())
        self._routes.kept(child, draft)

    def _offer(self, rows: Sequence[DraftRow]) -> None:
        """Say that unfinished concerns are kept; the newest comes first."""
        self._unfinished = rows[0] if rows else None
        if not rows:
            self._view.show_unfinished("")
            return
        child, when = rows[0].child_name, times.when(rows[0].saved_at)
        if len(rows) > 1:
            about = (
                tr("The last is about {child} and was kept {when}.", child=child, when=when)
                if child
                else tr("The last was kept {when}.", when=when)
            )
            said = tr("You have %n unfinished concern(s).", n=len(rows)) + " " + about
        elif child:
            said = tr(
                "You have an unfinished concern; it is about {child} and was kept {when}.", child=child, when=when
            )
        else:
            said = tr("You have an unfinished concern; it was kept {when}.", when=when)
        self._view.show_unfinished(said + " " + tr("All are kept on Today."))

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))

    def _typed_by(self) -> str:
        profile = self._session.profile
        return ", ".join(part for part in (profile.name, profile.role_title) if part)


def in_order(errors: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """Return one error for each field, in the order of the page."""
    places = {q.field: n for n, q in enumerate(question for section in SECTIONS for question in section.asked)}
    first: dict[str, Missing] = {}
    for error in errors:
        first.setdefault(error.field, error)
    return tuple(sorted(first.values(), key=lambda error: places.get(error.field.partition(".")[0], len(places))))
