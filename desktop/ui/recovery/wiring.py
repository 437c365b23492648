"""The recovery pages of an open record book, each for one visit: views, presenters, and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.services.session import Session
from desktop.ui.page import Page, alive
from desktop.ui.recovery.making import Made, MakingPresenter
from desktop.ui.recovery.making_view import RecoveryWordsPage
from desktop.ui.recovery.presenter import RecoveryPresenter
from desktop.ui.recovery.view import RecoveryPage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("recovery", "recovery_words")


class Words(Protocol):
    """What makes, checks and prints holders' words, outside of any record book."""

    @property
    def make_recovery(self) -> Callable[[int, int], Made]: ...
    @property
    def rehearse_recovery(self) -> Callable[[Sequence[str], str], None]: ...
    @property
    def holder_paper(self) -> Callable[[str, int, int, int, str], bytes]: ...


def build(session: Session, tasks: Tasks, go: Go, place: Place, words: Words) -> Page:
    """One of ``PLACES``."""
    if place.page == "recovery_words":
        making = RecoveryWordsPage()
        making.presenter = MakingPresenter(
            making, session.recovery, words.make_recovery, words.holder_paper, tasks.owned_by(alive(making))
        )
        return making
    view = RecoveryPage()
    view.presenter = RecoveryPresenter(view, session.recovery, words.rehearse_recovery, tasks.owned_by(alive(view)), go)
    return view
