"""The pages of people around a child for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.session import Session
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.child.wiring import AMENDED
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.page import Page, alive
from desktop.ui.papers.saving import PaperSaver
from desktop.ui.people.add_view import AddPersonPage
from desktop.ui.people.adding import AddPersonPresenter, AddPersonRoutes
from desktop.ui.people.amending import AmendPeoplePresenter, AmendPeopleRoutes
from desktop.ui.people.compare_view import ComparePage, WithdrawPage
from desktop.ui.people.comparing import ComparePresenter, WithdrawPresenter
from desktop.ui.people.person import PersonPresenter
from desktop.ui.people.person_view import PersonRecordPage
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs, Tasks

PLACES = ("person", "add_person", "amend_person", "amend_relation", "compare", "withdraw_same")
FAMILY = "family"  # the child's page comes up at this part


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> Page:
    """``person`` (id), ``add_person`` (id = child, extra = what is added), ``amend_person`` and ``amend_relation`` (id, extra =
    a field to settle), ``compare`` (id and extra = two records), ``withdraw_same`` (id = what was said, extra = a record).
    """
    match place.page:
        case "add_person":
            return _add(session, tasks, go, place, told)
        case "amend_person" | "amend_relation":
            return _amend(session, tasks, go, place, told)
        case "compare":
            return _compare(session, tasks, go, place, told)
        case "withdraw_same":
            return _withdraw(session, tasks, go, place, told)
        case _:
            name: list[Callable[[], str]] = []
            page = PersonRecordPage(lambda: name[0]() if name else "record.pdf")
            runs = tasks.owned_by(alive(page))
            saver = PaperSaver(page, runs, lambda: session.papers.person_pdf(place.id), session.now)
            name.append(saver.file_name)
            page.saved.chosen.connect(saver.save)
            page.saved.delete_asked.connect(saver.delete)
            presenter = PersonPresenter(page, session.people, runs, place.id)
            page.presenter = presenter
            page.changed_elsewhere.connect(presenter.changed)
            page.goes.connect(lambda name, record, extra: go(Place(name, record, extra)))
            presenter.open()
            return page


def _add(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> AddPersonPage:
    page = AddPersonPage()
    runs = tasks.owned_by(alive(page))
    kept: list[FormKeeper] = []

    def keep() -> None:
        kept.append(FormKeeper(page, session.unfinished, runs, f"add_person:{place.id}:{place.extra}"))
        kept[-1].begin()

    def over() -> None:
        for keeper in kept:
            keeper.done()

    def added(changes: Changes) -> None:
        over()
        told(changes)
        go(Place("child", place.id, FAMILY))

    routes = AddPersonRoutes(back=lambda: go(Place("child", place.id, FAMILY)), added=added)
    presenter = AddPersonPresenter(page, session, runs, routes, place.id, place.extra)
    page.presenter = presenter
    page.searched.connect(presenter.search)
    page.chosen.connect(presenter.choose)
    page.new_asked.connect(presenter.new)
    page.submitted.connect(presenter.submit)
    page.different.connect(presenter.different)
    page.same_as.connect(presenter.same_as)
    page.form_shown.connect(keep)
    page.cancelled.connect(over)
    page.cancelled.connect(routes.back)
    presenter.start()
    return page


def _amend(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> AmendPage:
    page = AmendPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{place.page}:{place.id}")

    def back(extra: str = FAMILY) -> None:
        if place.page == "amend_person":
            go(Place("person", place.id))
        else:
            runs.run(
                lambda: session.people.relationship(place.id).child, lambda child: go(Place("child", child, extra))
            )

    def signed(changes: Changes) -> None:
        keeper.done()
        told(changes)
        back(AMENDED)

    routes = AmendPeopleRoutes(back=back, signed=signed)
    presenter = AmendPeoplePresenter(page, session.people, session.guidance, runs, routes)
    page.presenter = presenter
    page.signed.connect(presenter.sign)
    page.cancelled.connect(keeper.done)
    page.cancelled.connect(presenter.cancel)
    if place.page == "amend_person":
        presenter.open_person(place.id, place.extra)
    else:
        presenter.open_relation(place.id, place.extra)
    keeper.begin(restore=not place.extra)
    return page


def _compare(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> ComparePage:
    page = ComparePage()
    runs = tasks.owned_by(alive(page))
    back = _back(session, runs, go, place.id)

    def done(changes: Changes) -> None:
        told(changes)
        back()

    presenter = ComparePresenter(page, session, runs, (place.id, place.extra), done)
    page.presenter = presenter
    page.same.connect(presenter.same)
    page.different.connect(presenter.different)
    page.cancelled.connect(back)
    presenter.open()
    return page


def _withdraw(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> WithdrawPage:
    page = WithdrawPage()
    runs = tasks.owned_by(alive(page))
    back = _back(session, runs, go, place.extra)

    def done(changes: Changes) -> None:
        told(changes)
        back()

    presenter = WithdrawPresenter(page, session.same, runs, (place.id, place.extra), done)
    page.presenter = presenter
    page.signed.connect(presenter.sign)
    page.cancelled.connect(back)
    presenter.open()
    return page


def _back(session: Session, runs: Runs, go: Go, record: str) -> Callable[[], None]:
    """To the record's page, of a child or of an adult."""

    def family() -> str:
        folded = session.book.store.record(record)
        return folded.family if folded is not None else "child"

    return lambda: runs.run(family, lambda kind: go(Place("person" if kind == "person" else "child", record)))
