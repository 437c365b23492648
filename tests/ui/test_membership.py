"""Joining, founding, inviting and admitting by files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pytestqt.qtbot import QtBot

from bundle.errors import InvitationExpired
from desktop.domain.records import OrganisationKind
from desktop.domain.statements import Changes
from desktop.services.pages.membership import RequestFile, RequestSummary, Standing
from desktop.ui.membership.organisations import organisations_of
from desktop.ui.membership.presenter import MembershipPresenter
from desktop.ui.membership.samples import WORDS
from desktop.ui.membership.view import MembershipPage
from desktop.ui.widgets.text import Text
from tests.fakes.tasks import FakeTasks


class Membership:
    """A partnership in memory."""

    def __init__(self) -> None:
        self.joined = self.waiting = self.administrator = False
        self.fails: list[Exception] = []
        self.admitted: list[bytes] = []
        self.founded: tuple[tuple[str, OrganisationKind], ...] = ()

    def standing(self) -> Standing:
        return Standing(self.joined, "Ashmere", "Ashmere MASH", "lead", self.administrator, WORDS, self.waiting)

    def organisations(self) -> tuple[tuple[str, str, OrganisationKind], ...]:
        return (("o1", "Larkmere Primary School", OrganisationKind.SCHOOL),)

    def accept_invitation(self, invitation: bytes) -> RequestFile:
        if self.fails:
            raise self.fails.pop()
        self.waiting = True
        return RequestFile(b"request for " + invitation, WORDS)

    def adopt_directory(self, content: bytes) -> Changes:
        self.joined, self.waiting = bool(content), False
        return Changes(frozenset({"directory"}))

    def found(self, hub_card: bytes, organisations: Sequence[tuple[str, OrganisationKind]], desk: str) -> bytes:
        self.founded = tuple(organisations)
        return hub_card + desk.encode()

    def invite(self, organisation: str, role: str, person: str = "") -> bytes:
        return f"{organisation} {role} {person}".encode()

    def read_request(self, content: bytes) -> RequestSummary:
        who = "Bronagh Tiller, 0-19 service" if content == b"replaces " else ""
        return RequestSummary("Bronagh Tiller", "Health visitor", "0-19 service", "recorder", WORDS, content, who)

    def directory_file(self) -> bytes:
        return b"directory in use"

    def admit(self, content: bytes, replaced: str = "") -> bytes:
        self.admitted.append(content + replaced.encode())
        return b"directory"


def _page(
    qtbot: QtBot, membership: Membership, where: Path | str = ""
) -> tuple[MembershipPage, MembershipPresenter, list[Changes]]:
    told: list[Changes] = []
    view = MembershipPage(lambda name: str(where) if " " not in name else name)
    qtbot.addWidget(view)
    presenter = MembershipPresenter(view, membership, FakeTasks(), told.append)
    view.presenter = presenter
    view.show()
    view.entered()
    return view, presenter, told


def test_joining_goes_by_invitation_request_and_directory(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "invitation").write_bytes(b"invitation")
    view, presenter, told = _page(qtbot, Membership(), tmp_path / "request")
    presenter.open_invitation(str(tmp_path / "invitation"))
    assert (tmp_path / "request").read_bytes() == b"request for invitation"
    assert view.own_words.text() == WORDS
    presenter.adopt(str(tmp_path / "request"))
    assert told == [Changes(frozenset({"directory"}))]
    assert view.joining.isHidden()


def test_an_old_invitation_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "invitation").write_bytes(b"invitation")
    membership = Membership()
    membership.fails.append(InvitationExpired())
    view, presenter, _told = _page(qtbot, membership)
    presenter.open_invitation(str(tmp_path / "invitation"))
    assert "new one" in view.notice.text.text()


def test_a_file_that_is_gone_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    view, presenter, _told = _page(qtbot, Membership())
    presenter.adopt(str(tmp_path / "nothing"))
    assert "could not be read" in view.notice.title.text()


def test_nobody_is_admitted_before_the_six_words_were_compared(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "request").write_bytes(b"request")
    membership = Membership()
    membership.joined = membership.administrator = True
    view, presenter, _told = _page(qtbot, membership, tmp_path / "directory")
    presenter.read_request(str(tmp_path / "request"))
    assert view.words.text() == WORDS
    view.admit.click()
    assert membership.admitted == []
    assert view.compared.error
    view.compared.set_value(True)
    view.admit.click()
    assert membership.admitted == [b"request"]
    assert (tmp_path / "directory").read_bytes() == b"directory"


def test_a_request_of_a_restored_book_says_whose_computer_it_replaces_and_asks_what_became_of_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "request").write_bytes(b"replaces ")
    membership = Membership()
    membership.joined = membership.administrator = True
    view, presenter, _told = _page(qtbot, membership, tmp_path / "directory")
    presenter.read_request(str(tmp_path / "request"))
    assert "replaces the lost computer of Bronagh Tiller" in view.request.findChildren(Text)[-1].text()
    view.compared.set_value(True)
    view.admit.click()
    assert membership.admitted == []
    assert view.replaced.error
    for fate in ("stolen", "stays"):
        view.replaced.set_value(fate)
        view.admit.click()
    assert membership.admitted == [b"replaces stolen", b"replaces "]


def test_founding_reads_one_organisation_a_line(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "card").write_bytes(b"card ")
    membership = Membership()
    _view, presenter, _told = _page(qtbot, membership, tmp_path / "directory")
    presenter.found(str(tmp_path / "card"), "school: Larkmere Primary School\n\nHealth: 0-19 service", "Ashmere MASH")
    assert membership.founded == (
        ("Ashmere MASH", OrganisationKind.HUB),
        ("Larkmere Primary School", OrganisationKind.SCHOOL),
        ("0-19 service", OrganisationKind.HEALTH),
    )
    assert (tmp_path / "directory").read_bytes() == b"card Ashmere MASH"


def test_founding_is_folded_away_until_somebody_says_that_it_is_for_them(qtbot: QtBot, tmp_path: Path) -> None:
    view, _presenter, _told = _page(qtbot, Membership(), tmp_path / "directory")
    assert not view.founding.hub_card.isVisibleTo(view.founding)
    view.founding.unfold.click()
    assert view.founding.hub_card.isVisibleTo(view.founding)
    assert view.founding.found.isVisibleTo(view.founding)
    assert not view.founding.unfold.isVisibleTo(view.founding)


def test_a_team_is_the_kind_that_keeps_the_desk() -> None:
    assert organisations_of("team: Ashmere MASH") == ([("Ashmere MASH", OrganisationKind.HUB)], [])


def test_a_line_that_is_no_organisation_is_named_by_its_number() -> None:
    _rows, problems = organisations_of("school: Larkmere\nbakery: Crumb")
    assert "Line 2" in problems[0].message


def test_an_invitation_needs_an_organisation_and_a_role(qtbot: QtBot) -> None:
    membership = Membership()
    membership.joined = membership.administrator = True
    view, _presenter, _told = _page(qtbot, membership)
    view.invite.click()
    assert view.organisation.error
    assert view.role.error


def test_a_signed_file_without_a_place_stays_on_the_page_until_it_has_one(qtbot: QtBot, tmp_path: Path) -> None:
    membership = Membership()
    membership.joined = membership.administrator = True
    places = ["", "", str(tmp_path / "list")]
    view = MembershipPage(lambda _name: places.pop(0))
    qtbot.addWidget(view)
    presenter = MembershipPresenter(view, membership, FakeTasks(), lambda _changes: None)
    view.presenter = presenter
    view.show()
    presenter.offer(b"signed", "partnership.directory", "The computer of Lewis Aske counts no more", "Send it.")
    assert view.notice.title.text() == "The computer of Lewis Aske counts no more"
    assert "goes by itself" in view.notice.text.text()
    assert view.save.text() == "Save the list of people"
    view.save.click()
    assert view.unsaved.isVisible()
    view.save.click()
    assert (tmp_path / "list").read_bytes() == b"signed"
    assert view.unsaved.isHidden()
    assert view.notice.text.text() == "Send it."


def test_the_list_of_people_can_be_saved_at_any_time_by_who_looks_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    membership = Membership()
    membership.joined = membership.administrator = True
    view, _presenter, _told = _page(qtbot, membership, tmp_path / "list")
    view.keep_list.click()
    assert (tmp_path / "list").read_bytes() == b"directory in use"
