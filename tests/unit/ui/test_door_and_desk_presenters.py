"""The pages around the records decide without Qt: unlock, welcome, first run, today, ringing, settings, membership, help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.domain.statements import Changes
from desktop.domain.urgency import Number
from desktop.services.pages.letters import Freshness
from desktop.services.pages.membership import Standing
from desktop.services.pages.today import TodayPage
from desktop.services.pages.waiting import Alert
from desktop.storage.errors import DriveFault
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.presenter import FirstRunPresenter
from desktop.ui.help.presenter import HelpPresenter
from desktop.ui.membership.presenter import MembershipPresenter
from desktop.ui.ring_panel.presenter import CallPresenter, TypedCall, spoken_number
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.shell.presenter import ShellPresenter
from desktop.ui.shell.routes import Place
from desktop.ui.today.presenter import TodayPresenter
from desktop.ui.unlock.presenter import UnlockPresenter
from desktop.ui.welcome.presenter import WelcomePresenter
from desktop.vault.errors import WrongPassphrase
from tests.fakes.tasks import FakeTasks
from tests.fakes.told_screen import ToldScreen

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
CONTACTS = Contacts("Ashmere MASH", "01632 960 140", "Ashmere Emergency Duty Team", "01632 960 199")
PROFILE = Profile("Odette Farrow", "Lead", "Larkmere Primary", OrganisationKind.SCHOOL, CONTACTS)
ALERT = Alert("r1", "c1", "Kian Pellow", "Level 4", Number("Ashmere MASH", "01632 960 140", "in", None), "", NOW)
NOTHING = TodayPage((), (), (), (), (), (), Freshness(True, NOW, 0, "Ashmere MASH"), ())


class Screen(ToldScreen):
    """A view that keeps what it was told to show; ``answers`` are what is typed on it."""

    def __init__(self, typed: Answers | None = None) -> None:
        super().__init__()
        self.typed = typed or Answers()

    def answers(self) -> Answers:
        return self.typed


@dataclass
class Answering:
    """A service whose every call answers, or fails, the same."""

    answer: object = None
    fails: Exception | None = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*_values: object) -> object:
            if self.fails is not None:
                raise self.fails
            return self.answer

        return call


def test_unlock_asks_for_a_passphrase_and_opens_the_book() -> None:
    screen, opened = Screen(), list[object]()
    presenter = UnlockPresenter(screen, Answering("session"), "place", FakeTasks(), opened.append, lambda: None)
    presenter.unlock("")
    assert screen.problems() == ["passphrase"]
    presenter.unlock("larch gate winter")
    assert opened == ["session"]
    assert ("forget_secrets", ()) in screen.shown


def test_unlock_says_that_a_passphrase_is_wrong_and_lets_it_be_typed_again() -> None:
    screen = Screen()
    books = Answering(fails=WrongPassphrase())
    UnlockPresenter(screen, books, "place", FakeTasks(), print, lambda: None).unlock("other")
    assert screen.problems() == ["passphrase"]
    assert screen.shown[-1] == ("type_again", ())


def test_welcome_lists_the_books_and_asks_for_the_secret_of_a_backup() -> None:
    @dataclass
    class Book:
        label: str = "Odette Farrow, Larkmere Primary"
        demo: bool = False

    screen, chosen = Screen(), list[object]()
    presenter = WelcomePresenter(screen, Answering((Book(),)), FakeTasks(), lambda: None, chosen.append, print)
    presenter.read()
    assert screen.last("show_books") == ([("Odette Farrow, Larkmere Primary", False)],)
    presenter.choose(0)
    assert chosen == [Book()]
    dated = WelcomePresenter(screen, Answering(NOW), FakeTasks(), lambda: None, print, print)
    dated.pick_backup("/media/stick/book.guardbook-backup")
    assert "20 November 2026" in screen.last("show_restore")[1]
    dated.restore(" ")
    assert [problem.field for problem in screen.last("show_secret_problems")[0]] == ["secret"]


def test_the_first_run_does_not_go_on_without_a_name_and_goes_back_to_where_it_came_from() -> None:
    screen, left = Screen(), list[str]()
    presenter = FirstRunPresenter(screen, Answering(), FakeTasks(), print, lambda: left.append("left"))
    presenter.go_on()
    assert "name" in screen.problems()
    screen.typed = Answers("Odette Farrow", "Lead", "Larkmere Primary", "school")
    presenter.go_on()
    assert screen.last("show_page")[0] == "ring"
    presenter.back()
    presenter.back()
    assert left == ["left"]


def test_today_reads_and_leads_on_and_says_when_it_cannot_read() -> None:
    screen, went = Screen(), list[Place]()
    presenter = TodayPresenter(screen, Answering(NOTHING), FakeTasks(), went.append, lambda: NOW, Answering(Changes()))
    presenter.read()
    assert screen.last("show_groups")[0] == ()
    presenter.record()
    assert went == [Place("concern")]
    broken = TodayPresenter(screen, Answering(fails=DriveFault()), FakeTasks(), print, lambda: NOW, Answering())
    broken.read()
    assert screen.shown[-1][0] == "show_failure"


def test_the_frame_shows_what_is_urgent_and_how_many_letters_wait() -> None:
    screen = Screen()
    letters = Answering(Freshness(True, NOW, 2, "Ashmere MASH"))
    ShellPresenter(screen, Answering((ALERT,)), letters, FakeTasks(), lambda: NOW).read()
    assert screen.last("show_alerts") == ((ALERT,),)
    said, waiting = screen.last("show_status")
    assert said.startswith("2 letters not sent yet")
    assert waiting == 2


def test_a_call_is_not_logged_before_it_was_made_nor_without_a_time() -> None:
    screen, done = Screen(), list[Changes]()

    class Ringing:
        def about(self, _concern: str) -> Alert:
            return ALERT

        def script(self, _concern: str) -> str:
            return "My name is Odette Farrow."

        def check(self, _entry: object) -> tuple[()]:
            return ()

        def log_call(self, _entry: object) -> Changes:
            return Changes()

    presenter = CallPresenter(screen, Ringing(), FakeTasks(), "r1", "other", lambda: NOW, done.append)
    presenter.read()
    assert screen.last("show_alert")[0].script == "My name is Odette Farrow."
    presenter.save(TypedCall("", "01632 960 140", "Lewis Aske", "", "", ""))
    assert screen.problems() == ["at", "rang"]
    presenter.save(TypedCall("2026-11-21T09:00", "01632 960 140", "Lewis Aske", "R. Quill", "", ""))
    assert screen.problems() == ["at"]
    presenter.save(TypedCall("2026-11-20T09:30", "01632 960 140", "Lewis Aske", "R. Quill", "", ""))
    assert done == [Changes()]
    assert spoken_number("01632 960") == "0 1 6 3 2 9 6 0"


def test_a_passphrase_is_changed_only_when_all_is_said() -> None:
    screen, went = Screen(), list[Place]()
    owner = Answering(Changes())
    owner.__dict__["profile"] = PROFILE
    presenter = SettingsPresenter(screen, Answering(), owner, FakeTasks(), went.append, print, lambda *_looks: None)
    presenter.read()
    assert screen.last("show_profile") == (PROFILE,)
    presenter.change_passphrase("larch gate winter", "larch gate winter", "larch gate winter", "")
    assert set(screen.problems()) >= {"new", "known"}
    presenter.change_passphrase("larch gate winter", "", "", "yes")
    assert went == [Place("new_keys")]
    presenter.change_passphrase("larch gate winter", "three sparrows on ice", "three sparrows on ice", "no")
    assert screen.last("show_notice")[0] == "success"


def test_nobody_is_admitted_before_the_words_are_compared() -> None:
    screen = Screen()
    standing = Standing(True, "Ashmere", "Larkmere Primary", "lead", False, "six plain words for this device", False)
    presenter = MembershipPresenter(screen, Answering(standing), FakeTasks(), print)
    presenter.read()
    assert screen.last("show_standing") == (standing, ())
    presenter.invite("", "", "")
    assert screen.problems() == ["organisation", "role"]
    presenter.admit(compared=False)
    assert screen.problems() == ["organisation", "role"]  # there is no request on the page


def test_help_shows_the_topic_of_the_page_and_saves_nothing_without_a_file(tmp_path: Path) -> None:
    screen, desk = Screen(), Answering()
    desk.__dict__["at_desk"] = False
    presenter = HelpPresenter(screen, Answering(CONTACTS), desk, Answering(b"%PDF"), FakeTasks(), lambda _desk: ())
    presenter.open("concern")
    assert "desk" not in [name for name, _title in screen.last("show_topics")[0]]
    presenter.save_guide("lead", "")
    assert not any(name == "show_saved" for name, _values in screen.shown)
    presenter.save_guide("lead", str(tmp_path / "guide.pdf"))
    assert (tmp_path / "guide.pdf").read_bytes() == b"%PDF"
