"""The settings, the facts for the computer's keeper, and new keys, each for one visit: views, presenters, and where they lead."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.domain.statements import Changes
from desktop.services.calendar import calendar, limits
from desktop.services.preference_values import Preferences
from desktop.services.session import Session
from desktop.ui import times
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.kit_paper import KitPaper
from desktop.ui.messages import Said
from desktop.ui.page import Page, alive
from desktop.ui.recovery.wiring import Words
from desktop.ui.settings.cards import GuidanceCard
from desktop.ui.settings.diagnostics import DiagnosticsPresenter
from desktop.ui.settings.diagnostics_view import DiagnosticsPage
from desktop.ui.settings.local_guidance import LocalGuidancePresenter
from desktop.ui.settings.local_guidance_view import LocalGuidancePage
from desktop.ui.settings.locking import LockingPresenter
from desktop.ui.settings.new_keys import NewKeysPresenter
from desktop.ui.settings.new_keys_view import NewKeysPage
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.settings.safekeeping import SafekeepingPresenter
from desktop.ui.settings.view import SettingsPage
from desktop.ui.shell import screenshots
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("settings", "diagnostics", "new_keys", "local_guidance")


@dataclass(frozen=True, slots=True)
class Around:
    """What the settings need from outside the book: the looks in use, the version, and what a choice changes."""

    palette: str
    percent: int
    version: str
    kept_out: bool  # of screenshots
    change_looks: Callable[[str, int], None]
    prefer: Callable[[Preferences], None]
    new_kit: Callable[[], str]
    kit_paper: Callable[[str, str, str], bytes]
    words: Words  # an organisation's recovery, outside of any record book


def build(
    session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None], around: Around
) -> Page:
    """One of ``PLACES``."""
    if place.page == "diagnostics":
        return _diagnostics(session, tasks, around)
    if place.page == "new_keys":
        return _new_keys(session, tasks, around)
    if place.page == "local_guidance":
        return _local_guidance(session, tasks, told)
    view = SettingsPage(
        around.palette,
        around.percent,
        around.version,
        guidance=_guidance(session, go),
        screenshots=screenshots.said(kept_out=around.kept_out),
    )
    runs = tasks.owned_by(alive(view))
    view.presenter = SettingsPresenter(view, session.keeping, session, runs, go, told, around.change_looks)
    view.safekeeping = SafekeepingPresenter(view, session.keeping, runs, session.now, session.recovery.state)
    view.locking = LockingPresenter(
        view,
        session.preferring,
        runs,
        around.prefer,
        session.keeping.day_pin,
        lambda: calendar(limits(session.today.page().clocks), session.now()),
    )
    return view


def _guidance(session: Session, go: Go) -> GuidanceCard:
    edition = session.guidance
    local = edition.local.title if edition.local is not None else ""
    sources = tuple(f"{text.label}, {text.hint}" if text.hint else text.label for text in edition.texts)
    card = GuidanceCard(edition.title, times.day(edition.in_force_from), sources, edition.notice, local)
    card.more.clicked.connect(lambda _checked=False: go(Place("local_guidance")))
    return card


def _local_guidance(session: Session, tasks: Tasks, told: Callable[[Changes], None]) -> Page:
    view = LocalGuidancePage()
    view.presenter = LocalGuidancePresenter(view, session.local_editions, tasks.owned_by(alive(view)), told)
    return view


def _diagnostics(session: Session, tasks: Tasks, around: Around) -> Page:
    def gather() -> Mapping[str, Mapping[str, str]]:
        import PySide6  # noqa: PLC0415 - its version only

        program = {
            "Guardbook": around.version,
            "Python": platform.python_version(),
            "Qt for Python": PySide6.__version__,
            "System": f"{platform.system()} {platform.release()}",
            "Machine": platform.machine(),
            "Built": "installed" if getattr(sys, "frozen", False) else "from source",
            "Text size": f"{around.percent} %",
            "Kept out of screenshots": "yes" if around.kept_out else "no",
        }
        return {"Program": program, "Record book": session.diagnostics.facts()}

    view = DiagnosticsPage()
    view.presenter = DiagnosticsPresenter(view, gather, tasks.owned_by(alive(view)))
    return view


@dataclass(frozen=True, slots=True)
class _Paper:
    """What writing the kit's PDF needs of a page that has no first run's answers."""

    page: NewKeysPage
    session: Session

    def answers(self) -> Answers:
        profile = self.session.profile
        return Answers(name=profile.name, organisation=profile.organisation)

    def show_paper(self, said: str, *, delete: bool) -> None:
        self.page.show_paper(said, delete=delete)

    def show_failure(self, said: Said) -> None:
        self.page.show_failure(said)


def _new_keys(session: Session, tasks: Tasks, around: Around) -> Page:
    view = NewKeysPage()
    runs = tasks.owned_by(alive(view))
    presenter = view.presenter = NewKeysPresenter(view, session.keeping, around.new_kit, runs)
    view.kit_file = KitPaper(_Paper(view, session), around, runs, lambda: presenter.kit)
    return view
