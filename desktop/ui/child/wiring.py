"""The child's pages for one visit: view, presenter, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Choice
from desktop.services.session import Session
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.child.amending import AmendPresenter, AmendRoutes
from desktop.ui.child.presenter import ChildPresenter, ChildRoutes
from desktop.ui.child.view import ChildRecordPage
from desktop.ui.children.child_codes import child_codes
from desktop.ui.concern.choices import concern_choices
from desktop.ui.concern.linking import Linking
from desktop.ui.form_keeper import FormKeeper
from desktop.ui.language import tr
from desktop.ui.page import Page, alive
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Tasks

BETWEEN = "\n"  # between what was just done and what to say of it, in what a place is told
AMENDED = "amended"  # the child's page is told that an amendment was just signed
PLACES = ("child", "concern_page", "amend_child", "amend_concern")


def _nothing(_changes: Changes) -> None:
    """Used when nobody else shows what changed."""


def build(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None] = _nothing) -> Page:
    """``child`` (id), ``concern_page`` (id = concern), ``amend_child`` and ``amend_concern`` (id, extra = a field to settle)."""
    if place.page.startswith("amend_"):
        return _build_amend(session, tasks, go, place, told)
    name: list[Callable[[], str]] = []
    page = ChildRecordPage(lambda: name[0]() if name else "chronology.pdf")
    routes = ChildRoutes(
        record_concern=lambda child: go(Place("concern", child)),
        amend=lambda family, record, field: go(Place(f"amend_{family}", record, field)),
        share=lambda child: go(Place("share", child)),
        open_child=lambda child: go(Place("child", child)),
        back=lambda: go(Place("children")),
    )
    presenter = ChildPresenter(page, session, tasks.owned_by(alive(page)), routes)
    name.append(presenter.proposed_file_name)
    connect(page, presenter)
    page.call_asked.connect(lambda record, who: go(Place("call", record, who)))
    page.papers_asked.connect(
        lambda concern: go(Place("papers", concern or place.id, "concern" if concern else "child"))
    )
    page.tell_asked.connect(lambda concern: go(Place("tell", concern)))
    page.add_asked.connect(lambda: go(Place("add_entry", presenter.child)))
    page.entry_asked.connect(
        lambda record, step: go(Place("entry_step", record, step) if step else Place("entry", record))
    )
    page.goes.connect(lambda name, record, extra: go(Place(name, record, extra)))
    page.answer_asked.connect(lambda question: go(Place("question", question)))
    if place.page == "concern_page":
        presenter.open_concern(place.id)
    else:
        presenter.open(place.id)
    if BETWEEN in place.extra:
        page.greet(*place.extra.split(BETWEEN, 1))
    if place.extra in ("sharing", "family"):
        page.begin_at(place.extra)
    if place.extra == AMENDED:
        page.greet(tr("The amendment is signed and kept"), tr("What was there before stays readable, in the history."))
    return page


def connect(page: ChildRecordPage, presenter: ChildPresenter) -> None:
    """Join the view's signals to the presenter, which lives as long as the view."""
    page.presenter = presenter
    page.changed_elsewhere.connect(presenter.changed)
    page.record_asked.connect(presenter.record_concern)
    page.share_asked.connect(presenter.share)
    page.print_chosen.connect(presenter.print_chronology)
    page.delete_asked.connect(presenter.delete_file)
    page.amend_child_asked.connect(presenter.amend_child)
    page.amend_concern_asked.connect(presenter.amend_concern)
    page.settle_child_asked.connect(presenter.amend_child)
    page.settle_concern_asked.connect(presenter.amend_concern)
    page.opened.connect(presenter.open_child)
    page.earlier_asked.connect(presenter.show_earlier)
    page.concern_wanted.connect(presenter.show_concern)


def _build_amend(session: Session, tasks: Tasks, go: Go, place: Place, told: Callable[[Changes], None]) -> AmendPage:
    offered = concern_choices(session.guidance, codes=session.uses_codes)
    kinds = tuple(Choice(kind.code, kind.label) for kind in (*offered.main, *offered.further))
    choices: dict[str, tuple[Choice, ...]] = {
        "category": (*offered.main, *offered.further),
        "categories": kinds,
        "level": offered.levels,
        **({"factors": offered.factors} if offered.codes else {}),
        **offered.lists,
        "others": offered.lists["role"],
        **child_codes(session.guidance).choices,
    }
    page = AmendPage()
    runs = tasks.owned_by(alive(page))
    keeper = FormKeeper(page, session.unfinished, runs, f"{place.page}:{place.id}")

    after = [""]

    def signed(changes: Changes) -> None:
        keeper.done()
        after[0] = AMENDED
        told(changes)

    routes = AmendRoutes(back=lambda child: go(Place("child", child, after[0])), told=signed)
    presenter = AmendPresenter(page, session, runs, routes, choices)
    linking = Linking(session, runs, page.show_failure, told)
    page.search_asked.connect(linking.find)
    page.presenter = (presenter, linking)  # a signal alone would not keep them alive
    page.signed.connect(presenter.sign)
    page.cancelled.connect(keeper.done)
    page.cancelled.connect(presenter.cancel)
    if place.page == "amend_child":
        presenter.open_child(place.id, place.extra)
    else:
        presenter.open_concern(place.id, place.extra)
    keeper.begin(restore=not place.extra)
    return page
