"""The chronology's presenter: what is chosen, turned over, saved, and what is dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.domain.statements import Changes
from desktop.services.errors import NoSuchRecord
from desktop.services.pages.chronology import ChronologyPage, Shown
from desktop.services.pages.fields import Missing
from desktop.ui.chronology.presenter import ChronologyPresenter
from desktop.ui.chronology.samples import PAGE, ROWS
from desktop.ui.chronology.screen import ChronologyScreen, chronology_screen, faults, line
from desktop.ui.messages import Said
from tests.fakes.tasks import FakeTasks
from tests.unit.services.people import utc


class View:
    def __init__(self) -> None:
        self.shown: list[ChronologyScreen] = []
        self.problems: list[Missing] = []
        self.said: list[str] = []

    def show_busy(self, said: str) -> None:
        self.said.append(said)

    def show_chronology(self, screen: ChronologyScreen) -> None:
        self.shown.append(screen)

    def show_problems(self, problems: object) -> None:
        self.problems = list(problems)  # type: ignore[call-overload]  # a sequence of them

    def show_fits(self) -> None:
        self.said.append("fits")

    def show_saved(self, title: str, text: str, *, delete: bool) -> None:
        self.said.append(f"{title} {text} {delete}")

    def show_failure(self, said: Said) -> None:
        self.said.append(said.happened)


class Book:
    """As the session: the chronology of one child with 250 lines, and its papers."""

    def __init__(self) -> None:
        self.asked: list[tuple[Shown | None, int]] = []
        self.printed: list[tuple[Shown | None, bool]] = []

    @property
    def chronology(self) -> Book:
        return self

    @property
    def papers(self) -> Book:
        return self

    def now(self) -> datetime:
        return utc("2026-11-23T11:00")

    def page(self, child: str, shown: Shown | None = None, start: int = 0, most: int = 100) -> ChronologyPage:
        if child == "nobody":
            raise NoSuchRecord("no such child in this record book")
        self.asked.append((shown, start))
        return replace(
            PAGE, shown=shown or Shown(), start=start, count=250, total=250, rows=ROWS[:1] * min(most, 250 - start)
        )

    def chronology_pdf(self, _child: str, *, shown: Shown | None = None, maps: bool = False) -> bytes:
        self.printed.append((shown, maps))
        return b"%PDF"


def made() -> tuple[ChronologyPresenter, View, Book, list[tuple[str, str]]]:
    view, book, went = View(), Book(), list[tuple[str, str]]()
    presenter = ChronologyPresenter(view, book, FakeTasks(), lambda page, record: went.append((page, record)))
    presenter.open("c1")
    return presenter, view, book, went


def test_it_opens_with_everything_and_turns_over_a_part_at_a_time() -> None:
    presenter, view, book, _ = made()
    for where in ("later", "later", "later", "earlier", "last"):
        presenter.turn(where)
    assert [start for _, start in book.asked] == [0, 100, 200, 200, 100, 200]
    assert view.shown[0].place == "Lines 1 to 100 of 250."
    assert (view.shown[0].before, view.shown[0].after) == (False, True)
    assert (view.shown[-1].before, view.shown[-1].after) == (True, False)


def test_what_goes_to_paper_is_what_is_shown(tmp_path: Path) -> None:
    presenter, view, book, _ = made()
    chosen = Shown(family=True, known_on="2026-11-20")
    presenter.choose(chosen)
    presenter.save(tmp_path / presenter.file_name(), maps=True)
    assert book.printed == [(chosen, True)]
    file = tmp_path / "chronology-2026-11-23.pdf"
    assert file.read_bytes() == b"%PDF"
    assert str(file) in view.said[-1]
    presenter.delete_file()
    assert not file.exists()


def test_days_that_cannot_be_meant_are_refused_before_anything_is_read() -> None:
    presenter, view, book, _ = made()
    presenter.choose(Shown(since="2026-11-02", until="2026-11-01", known_on="2026-11-24"))
    assert [one.field for one in view.problems] == ["until", "known_on"]
    assert len(book.asked) == 1
    assert faults(Shown(since="2026-11-01", until="2026-11-01", known_on="2026-11-23"), book.now().date()) == ()


def test_it_is_read_again_when_something_was_written_and_not_for_an_opening() -> None:
    presenter, _, book, _ = made()
    presenter.changed(Changes(frozenset({"c1"}), frozenset({"opening"})))
    assert len(book.asked) == 1
    presenter.changed(Changes(frozenset({"r9"}), frozenset({"concern"})))
    assert len(book.asked) == 2


def test_a_line_leads_to_its_record_and_a_kept_one_to_nothing() -> None:
    presenter, _, _, went = made()
    by = {row.record: line(row) for row in ROWS}
    assert {name: one.leads for name, one in by.items()} == {
        "r1": "concern_page", "r2": "concern_page", "r3": "entry", "r4": "concern_page", "r5": "", "s1": "",
    }  # fmt: skip
    presenter.follow(by["r3"].leads, "r3")
    presenter.open_child()
    assert went == [("entry", "r3"), ("child", "c1")]


def test_late_withdrawn_amended_and_kept_are_said_in_words() -> None:
    by = {row.record: line(row) for row in ROWS}
    assert by["r2"].happened == "3 Oct 2026 (written more than a day later)"
    assert by["r4"].what.startswith("Withdrawn: ")
    assert by["r1"].what.endswith("(amended since it was first signed)")
    assert by["r5"].happened == "Not told here"
    assert line(replace(ROWS[0], child_name="Maisie Pellow")).what.startswith("About Maisie Pellow. Neglect")
    assert by["r3"].received != by["r1"].received == "Written here"


def test_a_screen_says_what_it_leaves_out_and_that_it_is_older() -> None:
    shown = Shown(known_on="2026-11-20", writers=("Odette Farrow",), until="2026-11-30", family=True)
    screen = chronology_screen(replace(PAGE, shown=shown, count=2, total=6))
    assert "by the end of 20 November 2026" in screen.older
    assert "as it is known today" in screen.older
    said = " ".join(screen.says)
    for part in (
        "Kian Pellow, Maisie Pellow",
        "Only what was written by: Odette Farrow.",
        "Only up to 30 November 2026.",
        "2 of 6",
    ):
        assert part in said


def test_a_child_that_is_not_there_is_said() -> None:
    presenter, view, _, _ = made()
    presenter.open("nobody")
    assert view.said[-1]
    assert len(view.shown) == 1
