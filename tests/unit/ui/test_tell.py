"""Telling colleagues: what the page offers, what it asks, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.statements import Changes
from desktop.services.errors import KeptFromThem
from desktop.services.pages.fields import Missing
from desktop.services.pages.telling import Telling, TellingChoices, Told
from desktop.ui.messages import Said
from desktop.ui.tell.presenter import TellPresenter, TellRoutes, TellScreen, told_lines
from desktop.ui.tell.samples import BEFORE, CHOICES
from tests.fakes.tasks import FakeTasks


class Shown:
    def __init__(self) -> None:
        self.screens: list[TellScreen] = []
        self.problems: tuple[Missing, ...] = ()
        self.told = self.failed = ""

    def show_busy(self, said: str) -> None: ...

    def show_choices(self, screen: TellScreen) -> None:
        self.screens.append(screen)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problems)

    def show_told(self, title: str, text: str) -> None:
        self.told = f"{title} {text}"

    def show_failure(self, said: Said) -> None:
        self.failed = said.happened


class School:
    """Colleagues as the service offers them, and whom it was asked to tell."""

    def __init__(self, choices: TellingChoices = CHOICES) -> None:
        self.given, self.asked = choices, list[tuple[tuple[str, ...], str]]()

    def choices(self, record: str) -> TellingChoices:
        return replace(self.given, record=record)

    def of_record(self, record: str) -> tuple[Telling, ...]:
        return tuple(one for one in BEFORE if one.record == record)

    def tell(self, record: str, people: Sequence[str], note: str = "") -> Told:
        if any(one.kept for one in self.given.people if one.person in people):
            raise KeptFromThem("a chosen person must not see this record")
        self.asked.append((tuple(people), note))
        return Told("t9", "b9", Changes(frozenset({record})))


def opened(school: School) -> tuple[TellPresenter, Shown, list[object]]:
    shown, heard = Shown(), list[object]()
    presenter = TellPresenter(shown, school, FakeTasks(), TellRoutes(child=heard.append, told=heard.append))
    presenter.open("c1")
    return presenter, shown, heard


def test_leads_are_ticked_and_who_was_told_is_said() -> None:
    _, shown, _ = opened(School())
    (screen,) = shown.screens
    assert screen.chosen == ("Odette Farrow",)
    assert [choice.label for choice in screen.people] == ["Odette Farrow", "Mirren Voss", "Perran Quill"]
    assert screen.told[1].endswith("not opened yet as far as this computer knows")


def test_of_a_record_with_a_wall_nobody_is_ticked_and_who_must_not_see_it_is_named_but_not_offered() -> None:
    people = tuple(replace(one, suggested=False, kept=one.person == "Mirren Voss") for one in CHOICES.people)
    _, shown, _ = opened(School(replace(CHOICES, walled=True, people=people)))
    (screen,) = shown.screens
    assert screen.chosen == ()
    assert "Mirren Voss" in screen.kept
    assert "Mirren Voss" not in [choice.label for choice in screen.people]
    assert screen.warning


def test_nobody_chosen_is_asked_for_and_nothing_is_signed() -> None:
    school = School()
    presenter, shown, _ = opened(school)
    presenter.tell((), "")
    assert shown.problems == (Missing("people", "Choose whom to tell"),)
    assert school.asked == []


def test_what_was_signed_is_said_and_passed_on() -> None:
    school = School()
    presenter, shown, heard = opened(school)
    presenter.tell(("Odette Farrow",), "Before three, please")
    assert school.asked == [(("Odette Farrow",), "Before three, please")]
    assert shown.told.startswith("Signed and sealed to Odette Farrow")
    assert heard == [Changes(frozenset({"c1"}))]


def test_a_refusal_is_said_and_the_page_can_be_signed_again() -> None:
    people = tuple(replace(one, kept=one.person == "Mirren Voss") for one in CHOICES.people)
    school = School(replace(CHOICES, people=people))
    presenter, shown, _ = opened(school)
    presenter.tell(("Mirren Voss",), "")
    assert shown.failed == "One of the people you chose must not see this record."
    presenter.tell(("Odette Farrow",), "")
    assert len(school.asked) == 1


def test_each_person_has_a_line_of_their_own() -> None:
    assert [line.partition(":")[0] for line in told_lines(BEFORE)] == ["Mirren Voss", "Odette Farrow"]
