"""A concern page for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.concern.choices import concern_choices
from desktop.ui.concern.linking import Linking
from desktop.ui.concern.odd_dates import OddDates
from desktop.ui.concern.ports import ConcernRoutes
from desktop.ui.concern.presenter import ConcernPresenter
from desktop.ui.concern.view import ConcernView
from desktop.ui.concern.way import WayOfWriting
from desktop.ui.page import Page, alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("concern",)


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def _nowhere(_page: Page, _place: Place) -> None:
    """Used when nobody keeps the way back."""


def build(
    session: Session,
    tasks: Tasks,
    go: Go,
    place: Place,
    told: Callable[[Changes], None] = _nothing,
    became: Callable[[Page, Place], None] = _nowhere,
) -> ConcernView:
    """``place.id`` is the child, ``place.extra`` the draft; both may be blank. ``became`` hears what the page is now."""
    choices = concern_choices(session.guidance, codes=session.uses_codes)
    view = ConcernView(choices)
    routes = ConcernRoutes(
        add_child=lambda searched, draft: go(Place("add_child", searched, draft)),
        open_child=lambda child: go(Place("child", child)),
        share=lambda child, concern: go(Place("share", child, concern)),
        today=lambda: go(Place("today")),
        record_another=lambda child: go(Place("concern", child)),
        told=told,
        kept=lambda child, draft: became(view, Place("concern", child, draft)),
        signed=lambda concern: became(view, Place("concern_page", concern)),
        go_on=lambda child, draft: go(Place("concern", child, draft)),
    )
    presenter = ConcernPresenter(
        view, session, tasks.owned_by(alive(view)), routes, choices.labels, session.guidance.word("desk")
    )
    connect(view, presenter)
    linking = Linking(session, tasks.owned_by(alive(view)), view.show_failure, told)
    view.form.search_asked.connect(linking.find)
    way = WayOfWriting(view, session.preferring, tasks.owned_by(alive(view)))
    view.way_asked.connect(way.choose)
    view.beside = (linking, way)  # a signal alone would not keep them alive
    odd = OddDates(view, session.unfinished, tasks.owned_by(alive(view)), presenter.draft)
    view.ticked.connect(odd.keep)
    view.save_wanted.connect(odd.keep)
    view.discard_asked.connect(odd.drop)
    odd.begin(place.extra)
    view.done.call_asked.connect(lambda concern: go(Place("call", concern, "me")))
    view.done.note_asked.connect(lambda concern: go(Place("note_photo", concern)))
    view.done.tell_asked.connect(lambda concern: go(Place("tell", concern)))
    view.done.card_asked.connect(lambda concern: go(Place("call", concern, "card")))
    way.read()
    presenter.open(place.id, place.extra)
    return view


def connect(view: ConcernView, presenter: ConcernPresenter) -> None:
    """Join the view's signals to the presenter, which lives as long as the view."""
    view.presenter = presenter
    view.touched.connect(presenter.touched)
    view.weigh_asked.connect(presenter.weigh)
    view.myself_asked.connect(presenter.saw_it_myself)
    view.go_on_asked.connect(presenter.go_on)
    view.ticked.connect(presenter.tick)
    view.save_wanted.connect(presenter.save)
    view.review_asked.connect(presenter.checking.review)
    view.change_asked.connect(presenter.checking.change)
    view.sign_asked.connect(presenter.checking.sign)
    view.leave_asked.connect(presenter.leave)
    view.discard_asked.connect(presenter.discard)
    picker = view.form.picker
    picker.searched.connect(presenter.which.find)
    picker.chosen.connect(presenter.which.choose)
    picker.change_asked.connect(presenter.which.change)
    picker.add_asked.connect(presenter.add_child)
    picker.unnamed_asked.connect(presenter.which.unnamed)
    view.done.share_asked.connect(presenter.share)
    view.done.child_asked.connect(presenter.open_child)
    view.done.another_asked.connect(presenter.record_another)
    view.done.other_asked.connect(presenter.checking.write_other)
