"""Take a referral by telephone: the clock runs from the call.

Rules this module keeps: what the caller said is kept as said; what the desk advised is its own field; the letter that
follows is joined to this enquiry by a person, never by the application.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.domain.statements import Changes
from desktop.services.pages.enquiries import PhoneReferral
from desktop.services.pages.fields import Missing
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class TelephoneView(Protocol):
    def show_form(self, at: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class TelephoneService(Protocol):
    def check_phone_referral(self, referral: PhoneReferral) -> tuple[Missing, ...]: ...
    def take_phone_referral(self, referral: PhoneReferral) -> str: ...


class TelephoneSession(Protocol):
    @property
    def desk(self) -> TelephoneService: ...
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class TelephoneRoutes:
    open_enquiry: Callable[[str], None]
    desk: Callable[[], None]
    told: Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class CallForm:
    """What the desk typed; ``at`` is local wall-clock time, ISO 8601 to the minute."""

    at: str = ""
    caller: str = ""
    organisation: str = ""
    number: str = ""
    given_names: str = ""
    family_name: str = ""
    born: str = ""
    address: str = ""
    said: str = ""
    advice: str = ""
    reference: str = ""


class TelephonePresenter:
    """One telephone referral."""

    def __init__(self, view: TelephoneView, session: TelephoneSession, tasks: Runs, routes: TelephoneRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._saving = False

    def start(self) -> None:
        """Show the form with the time of the call set to now."""
        now = self._session.now().astimezone(LONDON)
        self._view.show_form(now.strftime("%Y-%m-%dT%H:%M"))

    def keep(self, form: CallForm, unreadable: Sequence[Missing] = ()) -> None:
        """Check and keep the referral, then open it."""
        now = self._session.now()
        problems = list(unreadable)
        at = moment(form.at)
        if at is None:
            problems.append(Missing("at", tr("Give the day and the time of the call: the clock runs from it")))
        elif at > now:
            problems.append(Missing("at", tr("The call must not be in the future")))
        referral = PhoneReferral(
            caller=form.caller,
            organisation=form.organisation,
            number=form.number,
            at=at or now,
            given_names=form.given_names,
            family_name=form.family_name,
            born=form.born,
            address=form.address,
            said=form.said,
            advice=form.advice,
            reference=form.reference,
        )
        if self._saving:
            return
        self._saving = True

        def work() -> tuple[tuple[Missing, ...], str]:
            seen = {problem.field for problem in problems}
            missing = self._session.desk.check_phone_referral(referral)
            found = (*problems, *(each for each in missing if each.field not in seen))
            return found, "" if found else self._session.desk.take_phone_referral(referral)

        def then(result: tuple[tuple[Missing, ...], str]) -> None:
            self._saving = False
            found, enquiry = result
            self._view.show_problems(found)
            if enquiry:
                self._routes.told(Changes(frozenset({enquiry}), frozenset({"enquiry"})))
                self._routes.open_enquiry(enquiry)

        def failed(error: Exception) -> None:
            self._saving = False
            self._view.show_failure(say(error))

        self._tasks.run(work, then, failed)

    def cancel(self) -> None:
        self._routes.desk()


def moment(local: str) -> datetime | None:
    """Return the aware time for local wall-clock text with a time of day; None without one."""
    if "T" not in local:
        return None
    return datetime.fromisoformat(local).replace(tzinfo=LONDON)
