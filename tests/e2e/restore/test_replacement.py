"""A lost computer, by the pages: restored, asked for, admitted as its replacement, the old one taken out, sending again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bundle.errors import SenderRevoked
from desktop.services.pages.membership import RequestSummary
from desktop.services.session import Session
from desktop.services.stored import LetterState
from desktop.sync.errors import SyncError
from desktop.ui.membership.presenter import LOST, STOLEN, MembershipPresenter
from desktop.ui.messages import say_name
from desktop.ui.welcome.presenter import WelcomePresenter
from tests.e2e.faults.area import Area, assert_whole, letters, share
from tests.fakes.tasks import FakeTasks


class Screen:
    """A view that keeps what it was told to show, and puts files where it is told to."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self.shown: list[tuple[str, tuple[Any, ...]]] = []

    def ask_where(self, name: str) -> str:
        return str(self.where / name)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *values, **more: self.shown.append((name, (*values, *more.values())))

    def last(self, name: str) -> tuple[Any, ...]:
        return next(values for shown, values in reversed(self.shown) if shown == name)

    def was(self, name: str) -> bool:
        return any(shown == name for shown, _ in self.shown)


class Office:
    """The partnership page of one open book."""

    def __init__(self, session: Session, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.session, self.folder, self.screen = session, folder, Screen(folder)
        self.page = MembershipPresenter(self.screen, session.membership, FakeTasks(), lambda _changes: None)

    def file(self, name: str) -> str:
        assert not self.screen.was("show_failure"), self.screen.last("show_failure")
        return str(self.folder / name)


@pytest.mark.parametrize("fate", [LOST, STOLEN])
def test_a_restored_book_replaces_the_lost_computer_in_one_step_and_sends_again(
    area: Area, tmp_path: Path, fate: str
) -> None:
    old = area.unlock("school")
    area.refer(old, "kian")  # its letter waits in the backup
    backup = old.keeping.back_up(tmp_path / "stick")
    area.start_hub()
    if fate == LOST:  # the old computer still sent it, and more, before it was lost
        old.courier.exchange()
        area.refer(old, "esme")
        old.courier.exchange()
    doors, opened = Screen(tmp_path), list[Session]()
    welcome = WelcomePresenter(doors, area.books(), FakeTasks(), lambda: None, print, opened.append)
    welcome.pick_backup(str(backup))
    welcome.restore(area.passphrase)
    assert welcome.under_way.how_far().endswith("100 % so far.")
    restored = area.keep(opened[0])
    assert len(restored.children.search("")) == 1

    administrator, second = area.unlock("office"), area.unlock("desk")
    administrator.courier.exchange()
    second.courier.exchange()  # so that what the old computer sent until now still counts
    office, mine = Office(administrator, tmp_path / "office"), Office(restored, tmp_path / "mine")
    ids = {name: organisation for organisation, name, _ in administrator.membership.organisations()}
    office.page.invite(ids[restored.profile.organisation], "lead", restored.profile.name)
    mine.page.open_invitation(office.file("invitation.guardbook"))
    office.page.read_request(mine.file("request.guardbook"))
    summary = office.screen.last("show_request")[0]
    assert isinstance(summary, RequestSummary)
    assert summary.replaces == "Odette Farrow, Larkmere Primary"
    assert (summary.words,) == mine.screen.last("show_request_made")
    office.page.admit(compared=True)
    assert [problem.field for problem in office.screen.last("show_problems")[0]] == ["replaced"]
    office.page.admit(compared=True, replaced=fate)
    waiting = administrator.countersigning.waiting()
    assert (waiting is not None) is (fate == STOLEN), "one signature admits; that a key is not safe takes both"
    if waiting is not None:
        assert "may be in other hands" in " ".join(waiting.changes)
        signed = second.countersigning.countersign(Path(office.file("partnership.directory")).read_bytes())
        administrator.membership.adopt_directory(signed.content)
    administrator.courier.exchange()

    restored.courier.exchange()
    (waited,) = letters(restored)[:1]
    if fate == LOST:
        assert (waited.state, waited.receipt is not None) == (LetterState.DELIVERED, True)
    else:
        (row,) = restored.letters.set_aside()
        assert row.reason == "SenderReplaced"
        assert "Share it again" in say_name(row.reason).next
    me = restored.book.me
    assert me is not None
    assert me.replaces == old.device
    directory = restored.book.joined()
    assert directory.device(old.device).withdrawn
    assert (directory.device(old.device).compromised_from is not None) is (fate == STOLEN)
    with pytest.raises(SenderRevoked):
        directory.sender(old.device, restored.now())
    assert {row.name for row in restored.children.search("")} == {row.name for row in old.children.search("")}, (
        "what was sent after the backup came back"
    )

    child, _ = area.write(restored, "rhys")
    sent = share(restored, child)
    assert restored.courier.exchange().sent >= 1
    second.courier.exchange()
    assert sent in {row.id for row in second.desk.enquiries()}
    area.refer(old, "rhys")
    with pytest.raises((SyncError, SenderRevoked)):
        old.courier.exchange()
    assert_whole(restored)
