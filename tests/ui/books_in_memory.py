"""Record books of this computer in memory, and a first run over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.records import Profile
from desktop.services.errors import Cancelled
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.presenter import FirstRunPresenter
from desktop.ui.first_run.samples import KIT
from desktop.ui.first_run.view import FirstRunPage
from desktop.vault.errors import WrongPassphrase
from tests.fakes.tasks import FakeTasks

GOOD = Answers(in_number="01632 960 140", out_number="01632 960 199")


@dataclass(frozen=True)
class Spot:
    label: str
    demo: bool = False


@dataclass(frozen=True)
class Kept:
    page: str
    typed: dict[str, str | bool]
    kit_held: bool = False


class Begun:
    """What was begun, in memory."""

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self.passphrase = ""

    def read(self) -> Kept | None:
        return self.kept

    def keep(self, page: str, typed: Mapping[str, str | bool]) -> None:
        self.kept = Kept(page, dict(typed))

    def hold_kit(self, typed: Mapping[str, str | bool], passphrase: str, kit: str = "") -> str:
        self.kept, self.passphrase = Kept("kit", dict(typed), kit_held=True), passphrase
        return kit or KIT

    def held_kit(self, passphrase: str) -> str:
        if passphrase != self.passphrase:
            raise WrongPassphrase
        return KIT

    def folder(self) -> Path:
        return Path("books/0123456789abcdef")

    def forget(self) -> None:
        self.kept = None


class Books:
    """Books of this computer, in memory."""

    def __init__(self, drive: str = "encrypted") -> None:
        self.unfinished, self._drive = Begun(), drive
        self.made: list[tuple[Profile, str, str]] = []
        self.fails: list[Exception] = []
        self.restored: list[tuple[Path, str, str]] = []

    def known(self) -> tuple[Spot, ...]:
        return (Spot("Odette Farrow, Larkmere Primary School"),)

    def open_demo(self, progress: Callable[[int, int], bool]) -> tuple[Spot, ...]:
        for done in range(3):
            self.between()
            if not progress(done, 3):
                raise Cancelled
        return (Spot("Lewis Aske, Ashmere MASH", demo=True),)

    def backup_date(self, _file: Path) -> datetime:
        return datetime(2026, 11, 20, 9, 40, tzinfo=UTC)

    def written_here(self, _file: Path) -> datetime | None:
        return datetime(2026, 11, 23, 8, 15, tzinfo=UTC)

    def between(self) -> None:
        """What a person does while it is being made."""

    def restore(self, file: Path, secret: str, new: str, _progress: Callable[[int, int], bool]) -> str:
        self.restored.append((file, secret, new))
        return "session"

    def begun(self) -> Begun:
        return self.unfinished

    def kit_paper(self, kit: str, keeper: str, organisation: str) -> bytes:
        return f"{kit} {keeper} {organisation}".encode()

    def drive(self) -> str:
        return self._drive

    def create(self, _folder: Path | None, profile: Profile, passphrase: str, kit: str) -> str:
        if self.fails:
            raise self.fails.pop()
        self.made.append((profile, passphrase, kit))
        return "session"


def start(qtbot: QtBot, books: Books) -> tuple[FirstRunPage, list[tuple[str, bool]]]:
    page = FirstRunPage()
    qtbot.addWidget(page)
    opened: list[tuple[str, bool]] = []
    page.presenter = FirstRunPresenter(
        page,
        books,
        FakeTasks(),
        lambda session, join: opened.append((session, join)),
        lambda: opened.append(("cancelled", False)),
    )
    page.show()
    page.presenter.begin()
    return page, opened


def fill(page: FirstRunPage) -> None:
    page.name.set_value("Odette Farrow")
    page.role_title.set_value("Designated safeguarding lead")
    page.organisation.set_value("Larkmere Primary School")
    page.kind.set_value("school")
    page.on.click()
    page.contacts.in_number.set_value("01632 960 140")
    page.contacts.out_number.set_value("01632 960 199")
    page.on.click()
    page.passphrase.set_value("three plain words")
    page.again.set_value("three plain words")
    page.on.click()
