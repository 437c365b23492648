"""Check your answers, then sign. No Qt.

Rules this module keeps:

* nothing is signed that was not shown on the check page exactly as it stands;
* signing twice is not possible: the page is busy until the answer comes;
* a page of problems names one for each field, in the order of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop.domain.records import ConcernEntry, Profile
from desktop.domain.rules import Prompt
from desktop.services.pages.concerns import Recorded
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import Alert
from desktop.ui import times
from desktop.ui.concern import questions
from desktop.ui.concern.drafting import Drafting
from desktop.ui.concern.ports import ConcernRoutes, ConcernSession, ConcernView, DoneScreen
from desktop.ui.concern.which_child import WhichChild
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.concern.wording import answers
from desktop.ui.language import mark, tr
from desktop.ui.messages import say
from desktop.ui.tasks import Runs

MOVES = mark("Say whether the child can move about on their own; you may not know")


class Checking:
    """``heard`` shows what the guidance says of the entry, and gives it back as it is to be shown; ``weighed`` is whom to ring."""

    def __init__(
        self,
        view: ConcernView,
        session: ConcernSession,
        tasks: Runs,
        routes: ConcernRoutes,
        drafting: Drafting,
        which: WhichChild,
        labels: Mapping[str, str],
        heard: Callable[[tuple[Prompt, ...]], tuple[Prompt, ...]],
        weighed: Callable[[ConcernEntry], RingNow | None],
    ) -> None:
        self._view, self._session, self._tasks, self._routes = view, session, tasks, routes
        self._drafting, self._which, self._labels, self._heard = drafting, which, labels, heard
        self._weighed = weighed
        self._checked: ConcernEntry | None = None
        self._signing = False

    def forget(self) -> None:
        """What was checked is not what stands there any more."""
        self._checked, self._signing = None, False

    def review(self) -> None:
        """Validate; show what is missing, or every answer for checking."""
        entry, unreadable = self._view.entry(), self._view.unreadable()
        child, young, unborn = self._drafting.child, self._which.young, self._which.unborn
        self._drafting.tick()

        def work() -> tuple[tuple[Missing, ...], tuple[Prompt, ...]]:
            return self._session.concerns.check(entry, child or "?"), self._session.concerns.prompts(child, entry)

        def then(result: tuple[tuple[Missing, ...], tuple[Prompt, ...]]) -> None:
            missing, prompts = result
            told = self._heard(prompts)
            typed_only = any(one.field == "child" for one in unreadable)
            which = (
                ()
                if child or typed_only
                else (Missing("child", tr("Choose which child this is about, or add the child")),)
            )
            moves = (
                (Missing("mobile", tr(MOVES)),)
                if questions.asks_mobile(entry, young=young and not unborn) and not entry.mobile
                else ()
            )
            errors = in_order((*unreadable, *which, *missing, *moves))
            if errors:
                self._view.show_problems(errors)
                return
            self._checked = entry
            typed = typed_by(self._session.profile)
            self._view.show_check(
                answers(entry, self._which.name, typed, self._labels, young=young, unborn=unborn), told
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
            alert = next((alert for alert in alerts if alert.concern == recorded.concern), None)
            if alert is not None:  # the panel that everybody sees may only point here
                alert = replace(alert, script=self._session.ringing.script(recorded.concern))
            return recorded, alert

        def failed(error: Exception) -> None:
            self._signing = False
            self._failed(error)

        self._tasks.run(work, lambda result: self._signed(*result), failed)

    def _signed(self, recorded: Recorded, alert: Alert | None) -> None:
        child = self._drafting.child or ""
        advice = self._heard(recorded.prompts)
        ring = self._weighed(self._checked) if self._checked is not None else None
        self._drafting.close()
        self._routes.signed(recorded.concern)
        self._routes.told(recorded.changes)
        steps = [tr("It is in your record book only. Nobody has been told by saving it.")]
        steps.append(tr("Share it, or decide not to and say why. Both are kept."))
        saved = tr(
            "Saved and signed at {clock}. It cannot be changed, only added to.", clock=times.clock(self._session.now())
        )
        self._view.show_done(
            DoneScreen(
                recorded.concern,
                child,
                self._which.name,
                saved,
                tuple(steps),
                recorded.urgent,
                alert,
                ring if ring is not None and ring.calm else None,
                advice,
                tuple((one.child, one.name) for one in recorded.others),
                self._checked is not None and self._checked.from_notes and not self._checked.kept_from,
            )
        )

    def write_other(self, concern: str, child: str) -> None:
        """Begin a concern of their own about another child of the event that was just signed."""

        def then(draft: str) -> None:
            self._routes.go_on(child, draft)

        self._tasks.run(lambda: self._session.concerns.begin_other(concern, child), then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))


def typed_by(profile: Profile) -> str:
    """Return "Odette Farrow, Designated safeguarding lead"."""
    return ", ".join(part for part in (profile.name, profile.role_title) if part)


def in_order(errors: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """Return one error for each field, in the order of the page."""
    places = questions.in_order()
    first: dict[str, Missing] = {}
    for error in errors:
        first.setdefault(error.field, error)
    return tuple(sorted(first.values(), key=lambda error: places.get(error.field.partition(".")[0], len(places))))
