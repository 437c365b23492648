"""The pages about records beside concerns for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.statements import Changes
from desktop.services.describe import full_name
from desktop.services.entries import FORM, RecordedEntry
from desktop.services.session import Session
from desktop.services.withdrawing import Named
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.child.wiring import BETWEEN
from desktop.ui.entries.adding import AddEntryPresenter, AddRoutes
from desktop.ui.entries.amending import AmendEntryPresenter, AmendEntryRoutes
from desktop.ui.entries.form_view import EntryFormPage
from desktop.ui.entries.menu_view import EntryMenuPage
from desktop.ui.entries.presenter import EntryPresenter, EntryRoutes
from desktop.ui.entries.screen import menu
from desktop.ui.entries.step_view import StepPage
from desktop.ui.entries.steps import StepPresenter, StepRoutes
from desktop.ui.entries.view import EntryPageView
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.language import tr
from desktop.ui.messages import say
from desktop.ui.page import Page, alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

PLACES = ("add_entry", "entry", "amend_entry", "entry_step")
JUST_SIGNED, JUST_AMENDED = "signed", "amended"  # the page of a record is told what was just done


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> Page:
    """``add_entry`` (id = child, extra = type, "" for the menu), ``entry`` (id), ``amend_entry`` (id, extra = a field to settle),
    ``entry_step`` (id, extra = the step; also for a concern).
    """
    match place.page:
        case "add_entry":
            known = place.extra in ENTRY_TYPES
            return _form(session, tasks, go, place, told) if known else _menu(session, tasks, go, place)
        case "amend_entry":
            return _amend(session, tasks, go, place, told)
        case "entry_step":
            return _step(session, tasks, go, place, told)
        case _:
            return _entry(session, tasks, go, place)


def _menu(session: Session, tasks: Tasks, go: Go, place: Place) -> EntryMenuPage:
    page, child = EntryMenuPage(), place.id
    runs = tasks.owned_by(alive(page))

    def chosen(family: str) -> None:
        go(Place("add_entry", child, family) if family else Place("concern", child))

    def show(name: str) -> None:
        page.show_menu(tr("About {child}", child=name), menu())

    def named() -> str:
        entry = session.children.entry(child)
        return full_name(entry.given_names, entry.family_name)

    page.chosen.connect(chosen)
    page.left.connect(lambda: go(Place("child", child)))
    runs.run(named, show, lambda error: page.show_failure(say(error)))
    return page


def _form(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> EntryFormPage:
    page = EntryFormPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{FORM}:{place.extra}:{place.id}")

    def signed(made: RecordedEntry) -> None:
        keeper.done()
        go(Place("entry", made.record, JUST_SIGNED))

    def left() -> None:
        keeper.done()
        go(Place("child", place.id))

    presenter = AddEntryPresenter(page, session, runs, AddRoutes(signed, left, told))
    page.presenter = presenter
    page.looked.connect(presenter.look)
    page.done.connect(presenter.done)
    page.sign_asked.connect(presenter.sign)
    page.left.connect(presenter.leave)
    presenter.open(place.id, place.extra)
    keeper.begin()
    return page


def _entry(session: Session, tasks: Tasks, go: Go, place: Place) -> EntryPageView:
    name: list[Callable[[], str]] = []
    page = EntryPageView(lambda: name[0]() if name else "record.pdf")
    routes = EntryRoutes(
        amend=lambda record, field: go(Place("amend_entry", record, field)),
        step=lambda record, step: go(Place("entry_step", record, step)),
        child=lambda child: go(Place("child", child)),
    )
    presenter = EntryPresenter(page, session.entries, tasks.owned_by(alive(page)), routes, session.now, session.papers)
    name.append(presenter.proposed_file_name)
    page.presenter = presenter
    page.changed_elsewhere.connect(presenter.changed)
    page.amend_asked.connect(presenter.amend)
    page.step_asked.connect(presenter.step)
    page.child_asked.connect(presenter.child)
    page.tell_asked.connect(lambda: go(Place("tell", place.id)))
    page.print_chosen.connect(presenter.print)
    page.delete_asked.connect(presenter.delete_file)
    presenter.open(place.id)
    if place.extra == JUST_SIGNED:
        said = tr(
            "It is in your record book only. Nobody has been told by saving it. It cannot be changed, only added to."
        )
        page.greet(tr("Signed and saved"), said)
    elif place.extra == JUST_AMENDED:
        page.greet(tr("The amendment is signed and kept"), tr("What was there before stays readable, in the history."))
    elif BETWEEN in place.extra:
        page.greet(*place.extra.split(BETWEEN, 1))
    return page


def _amend(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> AmendPage:
    page = AmendPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{place.page}:{place.id}")
    after = [""]

    def signed(changes: Changes) -> None:
        keeper.done()
        after[0] = JUST_AMENDED
        told(changes)

    routes = AmendEntryRoutes(back=lambda record: go(Place("entry", record, after[0])), told=signed)
    presenter = AmendEntryPresenter(page, session.entries, runs, routes, session.guidance)
    page.presenter = presenter
    page.signed.connect(presenter.sign)
    page.cancelled.connect(keeper.done)
    page.cancelled.connect(presenter.cancel)
    presenter.open(place.id, place.extra)
    keeper.begin(restore=not place.extra)
    return page


def _step(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> StepPage:
    page = StepPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{place.extra}:{place.id}")

    def leads(record: str, named: Named, extra: str) -> Place:
        return Place("concern_page", record, extra) if named.family == "concern" else Place("entry", record, extra)

    def signed(record: str, named: Named, title: str, text: str) -> None:
        keeper.done()
        go(leads(record, named, f"{title}{BETWEEN}{text}"))

    def left(record: str, named: Named) -> None:
        keeper.done()
        go(leads(record, named, ""))

    presenter = StepPresenter(page, session, runs, StepRoutes(signed, left, told))
    page.presenter = presenter
    page.signed.connect(presenter.sign)
    page.left.connect(presenter.leave)
    presenter.open(place.id, place.extra)
    keeper.begin()
    return page
