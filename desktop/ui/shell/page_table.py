"""Every page of an open record book by its name: how it is made for one visit, with its presenter joined to its view.

Rules this module keeps: a page gets the session's services and the two workers, and nothing else; what a use case changed is told to the book's screen.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.child import wiring as child
from desktop.ui.children import wiring as children
from desktop.ui.chronology import wiring as chronology
from desktop.ui.concern import wiring as concern
from desktop.ui.desk import wiring as desk
from desktop.ui.entries import wiring as entries
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.help import wiring as help_pages
from desktop.ui.language import tr
from desktop.ui.letters import wiring as letters
from desktop.ui.membership.presenter import MembershipPresenter
from desktop.ui.membership.together_presenter import TogetherPresenter
from desktop.ui.membership.view import MembershipPage
from desktop.ui.note_photo import wiring as note_photo
from desktop.ui.page import Page, alive
from desktop.ui.papers import wiring as papers
from desktop.ui.people import wiring as people
from desktop.ui.questions import wiring as questions
from desktop.ui.recovery import wiring as recovery
from desktop.ui.reviews import wiring as reviews
from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.ring_panel.presenter import CallPresenter
from desktop.ui.ring_panel.which import WhichCallPresenter
from desktop.ui.ring_panel.which_view import WhichCallPage
from desktop.ui.settings import wiring as settings
from desktop.ui.settings.wiring import Around
from desktop.ui.share import wiring as share
from desktop.ui.shell.book_view import BookView, PageFactory
from desktop.ui.shell.routes import Place
from desktop.ui.tasks import Tasks
from desktop.ui.tell import wiring as tell
from desktop.ui.today.presenter import TodayPresenter, long_date
from desktop.ui.today.view import TodayPageView


def page_table(
    session: Session, tasks: Tasks, network: Tasks, around: Callable[[], Around], sticks: Tasks | None = None
) -> dict[str, PageFactory]:
    """Name to factory. ``tasks`` is the database worker, ``network`` the courier's, ``sticks`` the one for folders."""
    table: dict[str, PageFactory] = {}
    for module in (
        children,
        child,
        people,
        share,
        desk,
        questions,
        reviews,
        tell,
        papers,
        entries,
        chronology,
        note_photo,
    ):
        for name in module.PLACES:
            table[name] = _wired(module, session, tasks)

    def letters_page(place: Place, book: BookView) -> Page:
        return letters.build(session, tasks, book.go, place, book.changed, carrying=network, sticks=sticks)

    def today_page(_place: Place, book: BookView) -> Page:
        view = TodayPageView(long_date(session.now()))
        runs = tasks.owned_by(alive(view))
        view.presenter = TodayPresenter(view, session.today, runs, book.go, session.now, session.promises)
        return view

    def settings_page(place: Place, book: BookView) -> Page:
        return settings.build(session, tasks, book.go, place, book.changed, around())

    def membership_page(_place: Place, book: BookView) -> Page:
        view = MembershipPage()
        view.presenter = MembershipPresenter(view, session.membership, tasks.owned_by(alive(view)), book.changed)
        view.presenter_together = TogetherPresenter(
            view,
            session.desk_keys,
            session.countersigning,
            session.membership,
            tasks.owned_by(alive(view)),
            view.presenter.offer,
            book.changed,
        )
        return view

    def call_page(place: Place, book: BookView) -> Page:
        who = place.extra or "me"
        view = CallPage(who)
        runs = tasks.owned_by(alive(view))
        keeper = FormKeeper(view, session.unfinished, runs, f"call:{place.id}:{who}")

        def done(changes: Changes) -> None:
            keeper.done()
            book.changed(changes)
            said = ", ".join(part for part in (view.person.value(), view.at.time.text()) if part)
            book.back_saying(tr("The call is logged: {said}", said=said), tr("It stands in the record from now on."))

        view.presenter = CallPresenter(view, session.ringing, runs, place.id, who, session.now, done)
        view.presenter.read()
        keeper.begin()
        return view

    return table | {
        "concern": _concern_page(session, tasks),
        "letters": letters_page,
        "today": today_page,
        **dict.fromkeys(settings.PLACES, settings_page),
        **dict.fromkeys(
            recovery.PLACES, lambda place, book: recovery.build(session, tasks, book.go, place, around().words)
        ),
        "membership": membership_page,
        "call": lambda place, book: call_page(place, book) if place.id else _which_call(session, tasks, book),
        "help": lambda place, book: help_pages.build(session, tasks, book.go, place, book.pages()),
    }


def _concern_page(session: Session, tasks: Tasks) -> PageFactory:
    return lambda place, book: concern.build(session, tasks, book.go, place, book.changed, book.became)


def _which_call(session: Session, tasks: Tasks, book: BookView) -> Page:
    view = WhichCallPage()
    presenter = WhichCallPresenter(view, session.ringing, tasks.owned_by(alive(view)))
    view.presenter = presenter
    view.came_up.connect(presenter.read)
    view.chosen.connect(lambda concern: book.go(Place("call", concern, "me")))
    view.children_asked.connect(lambda: book.go(Place("children")))
    view.record_asked.connect(lambda: book.go(Place("concern")))
    return view


def _wired(module: ModuleType, session: Session, tasks: Tasks) -> PageFactory:
    def make(place: Place, book: BookView) -> Page:
        page: Page = module.build(session, tasks, book.go, place, book.changed)
        return page

    return make
