"""A screen that keeps what it was told to show, for the pages of sharing, letters and the desk."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.records import SharingEntry
from desktop.services.pages.fields import Missing
from desktop.ui.desk.deciding import DecisionScreen
from desktop.ui.desk.screen import EnquiryLine, EnquiryScreen, JoinChoice
from desktop.ui.letters.presenter import LettersScreen
from desktop.ui.messages import Said
from desktop.ui.share.screen import ChoicesScreen, PreviewScreen, SharedScreen


class Screen:
    """Remembers what it was told to show, by the name of the call."""

    def __init__(self) -> None:
        self.chosen = SharingEntry(share=True, child="", statements=("s1",), reasons="Marks")
        self.what = "share"
        self.unread: tuple[Missing, ...] = ()
        self.problems: tuple[str, ...] = ()
        self.failures: list[Said] = []
        self.roads: dict[str, str] = {}
        self.said: list[str] = []
        self.choices: ChoicesScreen | None = None
        self.preview: PreviewScreen | None = None
        self.done: SharedScreen | None = None
        self.letters: LettersScreen | None = None
        self.waiting: tuple[EnquiryLine, ...] = ()
        self.decided: tuple[EnquiryLine, ...] = ()
        self.enquiry: EnquiryScreen | None = None
        self.others: tuple[JoinChoice, ...] = ()
        self.at = ""
        self.check: DecisionScreen | None = None

    def decision(self) -> str:
        return self.what

    def entry(self) -> SharingEntry:
        return self.chosen

    def unreadable(self) -> tuple[Missing, ...]:
        return self.unread

    def show_busy(self, said: str) -> None:
        self.said.append(said)

    def show_choices(self, screen: ChoicesScreen) -> None:
        self.choices = screen

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)

    def show_preview(self, screen: PreviewScreen) -> None:
        self.preview = screen

    def show_form(self, at: str = "") -> None:
        self.at = at

    def show_done(self, screen: SharedScreen) -> None:
        self.done = screen

    def show_letters(self, screen: LettersScreen) -> None:
        self.letters = screen

    def show_moving(self, road: str, said: str, *, stoppable: bool = False) -> None:
        self.stoppable = stoppable
        self.said.append(said)
        self.roads[road] = ""

    def show_moved(self, road: str, said: str) -> None:
        self.said.append(said)
        self.roads[road] = said

    def show_not_moved(self, road: str, said: Said) -> None:
        self.failures.append(said)
        self.roads[road] = said.happened

    def show_enquiries(self, waiting: tuple[EnquiryLine, ...], decided: tuple[EnquiryLine, ...]) -> None:
        self.waiting, self.decided = waiting, decided

    def show_enquiry(self, screen: EnquiryScreen, others: tuple[JoinChoice, ...]) -> None:
        self.enquiry, self.others = screen, others

    def show_check(self, screen: DecisionScreen) -> None:
        self.check = screen

    def show_kept(self, said: str) -> None:
        self.said.append(said)

    def show_failure(self, said: Said) -> None:
        self.failures.append(said)


def nothing(*_given: object) -> None:
    """A route that is not looked at."""
