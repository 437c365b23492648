"""What members do together: earlier letters for a colleague, the team's next key, and changes that need two."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.statements import Changes
from desktop.services.countersigning import ProposalSummary, SignedFile
from desktop.services.desk_keys import Colleague
from desktop.services.errors import NotADesk
from desktop.ui.membership.together_presenter import TogetherPresenter
from desktop.ui.membership.view import MembershipPage
from tests.fakes.tasks import FakeTasks

CHANGE = ("Tom Adeyemi of Ashmere MASH joins.",)
TOM = Colleague("d1", "Tom Adeyemi", "Ashmere MASH")


@dataclass
class Partnership:
    """The keys, the changes and the list of a partnership, in memory."""

    colleagues: list[Colleague] = field(default_factory=list)
    keyless: bool = False
    proposed: list[str] = field(default_factory=list)
    kept: ProposalSummary | None = None
    people_: tuple[tuple[str, str], ...] = ()
    gone: list[tuple[str, bool]] = field(default_factory=list)
    signed: list[bytes] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)

    def grant(self, device: str) -> Changes:
        if self.fails:
            raise self.fails.pop()
        self.colleagues = [one for one in self.colleagues if one.device != device]
        return Changes(families=frozenset({"letter"}))

    def needing_a_key(self) -> tuple[str, ...]:
        return ("desk",) if self.keyless else ()

    def propose(self) -> Changes:
        self.keyless = False
        self.proposed.append("Ashmere MASH")
        return Changes(families=frozenset({"letter"}))

    def asked(self) -> tuple[str, ...]:
        return tuple(self.proposed)

    def list_desk_keys(self) -> bytes:
        self.proposed.clear()
        return b"directory"

    def read(self, content: bytes) -> ProposalSummary:
        return ProposalSummary(CHANGE, mine=False, missing=1, content=content)

    def countersign(self, content: bytes) -> SignedFile:
        self.signed.append(content)
        self.kept = None
        return SignedFile(b"directory", proposal=False)

    def share_administration(self, device: str) -> SignedFile:
        self.kept = ProposalSummary((f"{device} looks after the partnership.",), mine=True, missing=1, content=b"mine")
        return SignedFile(b"mine", proposal=True)

    def others(self) -> tuple[tuple[str, str], ...]:
        return self.people_

    def people(self) -> tuple[tuple[str, str], ...]:
        return self.people_

    def withdraw(self, device: str, *, compromised: bool = False) -> bytes:
        self.gone.append((device, compromised))
        return b"directory"


class Keys:
    """The two questions with one name: which colleagues wait, and which change does."""

    def __init__(self, partnership: Partnership) -> None:
        self._one = partnership
        self.grant, self.needing_a_key = partnership.grant, partnership.needing_a_key
        self.propose, self.asked = partnership.propose, partnership.asked

    def waiting(self) -> tuple[Colleague, ...]:
        return tuple(self._one.colleagues)


class Changing:
    def __init__(self, partnership: Partnership) -> None:
        self._one = partnership
        self.read, self.countersign = partnership.read, partnership.countersign
        self.share_administration, self.others = partnership.share_administration, partnership.others

    def waiting(self) -> ProposalSummary | None:
        return self._one.kept


def _page(
    qtbot: QtBot, partnership: Partnership
) -> tuple[MembershipPage, TogetherPresenter, list[tuple[bytes, str]], list[Changes]]:
    view = MembershipPage()
    qtbot.addWidget(view)
    offered: list[tuple[bytes, str]] = []
    told: list[Changes] = []
    presenter = TogetherPresenter(
        view,
        Keys(partnership),
        Changing(partnership),
        partnership,
        FakeTasks(),
        lambda content, name, _title, _text: offered.append((content, name)),
        told.append,
    )
    view.presenter_together = presenter
    view.show()
    view.together.show()
    view.together.both.show()
    presenter.read()
    return view, presenter, offered, told


def test_a_member_lets_a_colleague_open_earlier_letters_by_one_button(qtbot: QtBot) -> None:
    partnership = Partnership(colleagues=[TOM])
    view, presenter, _offered, told = _page(qtbot, partnership)
    (button,) = [one for one in view.together.findChildren(type(view.together.propose)) if "Tom" in one.text()]
    assert button.text() == "Let Tom Adeyemi open earlier letters to Ashmere MASH"
    button.click()
    assert partnership.colleagues == []
    assert told == [Changes(families=frozenset({"letter"}))]
    assert view.together.keys.isHidden()
    partnership.fails.append(NotADesk())
    presenter.grant("d1", "Tom Adeyemi")
    assert view.notice.isVisible()


def test_after_someone_left_a_member_makes_the_next_key_and_it_is_listed(qtbot: QtBot) -> None:
    partnership = Partnership(keyless=True)
    view, _presenter, offered, _told = _page(qtbot, partnership)
    view.together.propose.click()
    assert view.together.propose.isHidden()
    view.together.list_keys.click()
    assert offered == [(b"directory", "partnership.directory")]


def test_nobody_signs_a_change_before_it_was_shown_and_talked_about(qtbot: QtBot, tmp_path: Path) -> None:
    partnership = Partnership()
    view, presenter, offered, _told = _page(qtbot, partnership)
    presenter.countersign(talked=True)
    presenter.open_proposal("")
    (tmp_path / "change").write_bytes(b"change")
    presenter.open_proposal(str(tmp_path / "change"))
    assert view.together.changes.text() == "\n".join(CHANGE)
    view.together.countersign.click()
    assert partnership.signed == []
    assert view.together.talked.error
    view.together.talked.set_value(True)
    view.together.countersign.click()
    assert partnership.signed == [b"change"]
    assert offered == [(b"directory", "partnership.directory")]


def test_a_second_person_is_asked_to_look_after_the_partnership_too(qtbot: QtBot) -> None:
    partnership = Partnership(people_=(("d2", "Lewis Aske"),))
    view, _presenter, offered, _told = _page(qtbot, partnership)
    view.together.share.click()
    assert view.together.other.error
    view.together.other.set_value("d2")
    view.together.share.click()
    assert offered == [(b"mine", "change.proposal")]
    assert view.together.countersign.isHidden(), "what this person signed already is not signed twice"


def test_a_lost_computer_is_taken_out_when_it_was_said_whose_and_why_and_a_person_said_yes(qtbot: QtBot) -> None:
    partnership = Partnership(people_=(("d2", "Lewis Aske, Ashmere MASH"),))
    view, _presenter, offered, _told = _page(qtbot, partnership)
    view.together.withdraw.click()
    assert view.together.leaver.error
    assert view.together.how.error
    view.together.leaver.set_value("d2")
    view.together.how.set_value("lost")
    view.together.withdraw.click()
    assert partnership.gone == [], "asked first"
    assert view.together.sure.title.text() == "Take out the computer of Lewis Aske, Ashmere MASH?"
    assert "nothing that comes from this computer is believed" in view.together.sure.text.text()
    view.together.leave_in.click()
    assert partnership.gone == []
    assert view.together.sure.isHidden()
    view.together.withdraw.click()
    view.together.take_out.click()
    assert partnership.gone == [("d2", True)]
    assert offered == [(b"directory", "partnership.directory")]
    assert (view.together.leaver.value(), view.together.how.value()) == ("", ""), "the next one is asked about anew"


def test_yes_counts_once_and_only_for_what_was_asked(qtbot: QtBot) -> None:
    partnership = Partnership(people_=(("d2", "Lewis Aske, Ashmere MASH"),))
    _view, presenter, _offered, _told = _page(qtbot, partnership)
    presenter.take_out()
    presenter.withdraw("d2", "left")
    presenter.take_out()
    presenter.take_out()
    assert partnership.gone == [("d2", False)]
