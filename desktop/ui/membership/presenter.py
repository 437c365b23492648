"""Joining a partnership by files; for an administrator, founding one and admitting others.

Rules this module keeps: six words are compared by telephone before anyone is admitted, and the page makes one say so;
files are read and written by the person's choice, on the worker; file names offered have no person in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.records import OrganisationKind
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.membership import RequestFile, RequestSummary, Standing
from desktop.ui.language import mark, tr
from desktop.ui.membership.handing_on import FILE_PROBLEM, INVITATION, LIST, REQUEST, HandingOn, Unsaved
from desktop.ui.membership.organisations import organisations_of
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs

LARGEST = 8 * 1024 * 1024  # bytes of a file that is read here

LOST, STOLEN, STAYS = "lost", "stolen", "stays"  # what became of the computer that a new one replaces
Organisation = tuple[str, str, OrganisationKind]


class Membership(Protocol):
    def standing(self) -> Standing: ...
    def accept_invitation(self, invitation: bytes) -> RequestFile: ...
    def adopt_directory(self, content: bytes) -> Changes: ...
    def found(self, hub_card: bytes, organisations: Sequence[tuple[str, OrganisationKind]], desk: str) -> bytes: ...
    def organisations(self) -> tuple[Organisation, ...]: ...
    def invite(self, organisation: str, role: str, person: str = "") -> bytes: ...
    def read_request(self, content: bytes) -> RequestSummary: ...
    def admit(self, content: bytes, replaced: str = "", /) -> bytes: ...
    def directory_file(self) -> bytes: ...


class View(Protocol):
    def show_standing(self, standing: Standing, organisations: Sequence[Organisation]) -> None: ...
    def show_request_made(self, words: str) -> None: ...
    def show_request(self, summary: RequestSummary) -> None: ...
    def ask_where(self, name: str) -> str: ...
    def show_unsaved(self, unsaved: Unsaved | None) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...


class MembershipPresenter:
    """``changed`` is told what an adopted directory changed."""

    def __init__(self, view: View, membership: Membership, tasks: Runs, changed: Callable[[Changes], None]) -> None:
        self._view, self._membership, self._tasks, self._changed = view, membership, tasks, changed
        self._request: RequestSummary | None = None
        self.handing_on = HandingOn(view, tasks, self.read)
        self.offer = self.handing_on.offer

    def read(self) -> None:
        self._tasks.run(self._standing, lambda both: self._view.show_standing(*both), self._fail)

    # joining

    def open_invitation(self, file: str) -> None:
        """Read the invitation, and keep the request it is answered with in a file."""
        if file:
            self._tasks.run(lambda: self._membership.accept_invitation(read(file)), self._request_made, self._fail)

    def adopt(self, file: str) -> None:
        """Take in the directory that came back, or a newer one."""
        if file:
            self._tasks.run(lambda: self._membership.adopt_directory(read(file)), self._adopted, self._fail)

    # an administrator

    def save_list(self) -> None:
        """The list of people in use, as a file, at any time."""
        self._tasks.run(
            self._membership.directory_file,
            lambda content: self.offer(content, LIST, tr("The list of people is saved"), tr(LISTED)),
            self._fail,
        )

    def found(self, hub_card: str, organisations: str, desk: str) -> None:
        """``organisations`` is one a line, "kind: name"; ``desk`` the name of the safeguarding team."""
        rows, problems = organisations_of(organisations)
        if not hub_card:
            problems = [Missing("hub_card", tr("Choose the card file of the area's letter service first")), *problems]
        if not desk:
            problems.append(Missing("desk", tr("Give the name of the safeguarding team")))
        self._view.show_problems(problems)
        if problems:
            return
        listed = rows if any(name == desk for name, _kind in rows) else [(desk, OrganisationKind.HUB), *rows]
        self._tasks.run(
            lambda: self._membership.found(read(hub_card), listed, desk),
            lambda content: self.offer(content, LIST, tr("The partnership is founded"), tr(FOUNDED)),
            self._fail,
        )

    def invite(self, organisation: str, role: str, person: str) -> None:
        problems = [] if organisation else [Missing("organisation", tr("Choose the organisation"))]
        problems += [] if role else [Missing("role", tr("Choose what this person will do"))]
        self._view.show_problems(problems)
        if not problems:
            self._tasks.run(
                lambda: self._membership.invite(organisation, role, person),
                lambda content: self.offer(content, INVITATION, tr("The invitation is made"), tr(INVITED)),
                self._fail,
            )

    def read_request(self, file: str) -> None:
        if file:
            self._tasks.run(lambda: self._membership.read_request(read(file)), self._got_request, self._fail)

    def admit(self, *, compared: bool, replaced: str = "") -> None:
        """Admit the person whose request is on the page; ``compared``: the six words were read out and are the same.

        ``replaced``: what became of the computer that theirs replaces: "lost", "stolen", or "stays"; blank asks.
        """
        request = self._request
        if request is None:
            return
        problems = []
        if request.replaces and not replaced:
            problems.append(Missing("replaced", tr("Ask them what happened to the other computer, and say it here")))
        if not compared:
            problems.append(Missing("compared", tr("Ring the person, compare the six words, then tick the box")))
        self._view.show_problems(problems)
        if problems:
            return
        fate = replaced if request.replaces and replaced in (LOST, STOLEN) else ""
        self._tasks.run(
            lambda: self._membership.admit(request.content, fate),
            lambda content: self.offer(
                content,
                LIST,
                tr("{person} is admitted", person=request.person),
                tr(ADMITTED_UNSAFE if fate == STOLEN else ADMITTED),
            ),
            self._fail,
        )

    # inside

    def _standing(self) -> tuple[Standing, tuple[Organisation, ...]]:
        standing = self._membership.standing()
        return standing, self._membership.organisations() if standing.administrator else ()

    def _request_made(self, request: RequestFile) -> None:
        self._view.show_request_made(request.words)
        self.offer(request.content, REQUEST, tr("Your request is made"), tr(REQUESTED))

    def _got_request(self, summary: RequestSummary) -> None:
        self._request = summary
        self._view.show_request(summary)

    def _adopted(self, changes: Changes) -> None:
        self._view.show_notice(
            "success", tr("You belong to the partnership"), tr("You can send what you choose from now on.")
        )
        self._changed(changes)
        self.read()

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(FILE_PROBLEM if isinstance(error, OSError) else say(error))


REQUESTED = mark(
    "Send this file to the person who invited you, then ring them and read out your six words. They send a directory file back."
)
FOUNDED = mark("Give this file to the person who runs the area's letter service; then invite the others.")
INVITED = mark(
    "Give this file to the person, by hand or by secure mail. It works once, and only for a few days. They open it in their own "
    "Guardbook and send a request file back: read that one below, under “Admit a person”."
)
ADMITTED = mark(
    "Send this directory file to the new person and to everyone else in the partnership, or give it to the person who runs the area's letter service."
)
ADMITTED_UNSAFE = mark(
    "Send and fetch letters now. That the stolen computer's key is not safe may need another person who looks after the partnership: then "
    "it stands below as a change, and this file is for them."
)
LISTED = mark("Send this file to everyone in the partnership who cannot reach the area’s letter service.")


def read(file: str) -> bytes:
    """A chosen file, at most LARGEST bytes of it (what reads it then refuses more)."""
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST + 1)
