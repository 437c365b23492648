"""The desk's list, and one enquiry from reading to answer.

Rules this module keeps:

* opening an enquiry is a statement, and its answer letter is queued; the service does both;
* a decision has an outcome and reasons, and is read through before it is signed; the answer goes to every referrer of the group;
* "same enquiry as" has a reason and can be read by whoever comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.pages.enquiries import EnquiryPage, EnquiryRow
from desktop.services.pages.fields import Missing
from desktop.ui.desk import deciding
from desktop.ui.desk.deciding import Decision, DecisionScreen, Words, lacking
from desktop.ui.desk.screen import EnquiryLine, EnquiryScreen, JoinChoice, enquiry_line, enquiry_screen, join_choices
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class DeskView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_enquiries(self, waiting: tuple[EnquiryLine, ...], decided: tuple[EnquiryLine, ...]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class EnquiryView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_enquiry(self, screen: EnquiryScreen, others: tuple[JoinChoice, ...]) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_kept(self, said: str) -> None: ...
    def show_check(self, screen: DecisionScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class DeskService(Protocol):
    def enquiries(self) -> tuple[EnquiryRow, ...]: ...
    def open(self, enquiry_id: str) -> EnquiryPage: ...
    def joined(self, enquiry_id: str) -> EnquiryPage: ...
    def join(self, first: str, second: str, reason: str) -> Changes: ...
    def decide(
        self, enquiry_id: str, outcome: str, reasons: str, next_contact: str = "", tell_family: str = ""
    ) -> Changes: ...


class DeskSession(Protocol):
    @property
    def desk(self) -> DeskService: ...


def _nothing() -> None:
    """Used where nothing keeps what is typed."""


@dataclass(frozen=True, slots=True)
class DeskRoutes:
    open_enquiry: Callable[[str], None]
    phone_referral: Callable[[], None]
    desk: Callable[[], None]
    told: Callable[[Changes], None]
    signed: Callable[[], None] = _nothing  # the decision is signed: what was typed for it need not be kept


class DeskPresenter:
    """The list, the earliest due first."""

    def __init__(self, view: DeskView, session: DeskSession, tasks: Runs, routes: DeskRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes

    def open(self) -> None:
        def then(rows: tuple[EnquiryRow, ...]) -> None:
            lines = [enquiry_line(row) for row in rows]
            self._view.show_enquiries(
                tuple(line for line in lines if not line.decided), tuple(line for line in lines if line.decided)
            )

        def failed(error: Exception) -> None:
            self._view.show_failure(say(error))

        self._tasks.run(lambda: self._session.desk.enquiries(), then, failed)  # noqa: PLW0108 - the desk itself is made on the worker

    def open_enquiry(self, enquiry: str) -> None:
        self._routes.open_enquiry(enquiry)

    def phone_referral(self) -> None:
        self._routes.phone_referral()


class EnquiryPresenter:
    """One enquiry, with everything that was joined to it."""

    def __init__(self, view: EnquiryView, session: DeskSession, tasks: Runs, routes: DeskRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._enquiry = ""
        self._signing = self._decided = self._follows = False
        self._page: EnquiryPage | None = None

    def open(self, enquiry: str) -> None:
        """Read it. That it was opened, by whom and when, goes back to the one who sent it."""
        self._enquiry = enquiry
        self._view.show_busy(tr("Opening the enquiry…"))
        self._read(deciding.silent)

    def changed(self, changes: Changes) -> None:
        """The answer left: what the page said of it is old. Before the decision the forms on it are left alone."""
        if self._decided and not self._signing and "letter" in changes.families:
            self._read(deciding.delivered_words if self._follows else deciding.silent)

    def check(self, outcome: str, reasons: str, next_contact: str = "", tell_family: str = "") -> None:
        """Show every word of the decision, and who gets it, before it is signed."""
        problems = lacking(outcome, reasons)
        self._view.show_problems(problems)
        if self._page is not None and not problems:
            self._view.show_check(
                deciding.decision_screen(self._page, Decision(outcome, reasons, next_contact, tell_family))
            )

    def decide(self, outcome: str, reasons: str, next_contact: str = "", tell_family: str = "") -> None:
        """Sign the desk's decision and seal the answer."""
        self._write(
            lacking(outcome, reasons),
            lambda: self._session.desk.decide(
                self._enquiry, outcome, reasons.strip(), next_contact.strip(), tell_family.strip()
            ),
            deciding.signed_words,
        )

    def join(self, other: str, reason: str) -> None:
        """Say that this and ``other`` are one enquiry."""
        problems = []
        if not other:
            problems.append(Missing("join_with", tr("Choose the other enquiry")))
        if not reason.strip():
            problems.append(Missing("join_reason", tr("Say why they are the same")))
        self._write(
            problems,
            lambda: self._session.desk.join(self._enquiry, other, reason.strip()),
            lambda _page: tr("Joined. They are one enquiry now, with the earlier of the two clocks."),
            opening=False,
        )

    def back(self) -> None:
        self._routes.desk()

    def _write(
        self, problems: list[Missing], work: Callable[[], Changes], said: Words, *, opening: bool = True
    ) -> None:
        self._view.show_problems(problems)
        if problems or self._signing:
            return
        self._signing = True
        self._view.show_busy(tr("Signing…"))

        def then(changes: Changes) -> None:
            self._signing = False
            if opening:
                self._follows = True
                self._routes.signed()
            self._routes.told(changes)
            self._read(said, opening=opening)

        self._tasks.run(work, then, self._failed)

    def _read(self, said: Words, *, opening: bool = True) -> None:
        """``opening``: a person asked to see what is in it; else a letter that was not opened yet stays closed."""
        enquiry = self._enquiry

        def work() -> tuple[EnquiryPage, tuple[EnquiryRow, ...]]:
            desk = self._session.desk
            return desk.open(enquiry) if opening else desk.joined(enquiry), desk.enquiries()

        def then(result: tuple[EnquiryPage, tuple[EnquiryRow, ...]]) -> None:
            if enquiry != self._enquiry:
                return
            page, rows = result
            self._view.show_enquiry(enquiry_screen(page), join_choices(rows, enquiry, page.row))
            self._page, self._decided = page, bool(page.row.outcome)
            if words := said(page):
                self._view.show_kept(words)

        self._tasks.run(work, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))
