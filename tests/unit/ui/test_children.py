"""Find a child first, and never make one child into two."""

# ruff: noqa: ARG002  # a stand-in takes what the real one takes

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.records import Answer, ChildEntry, Relative
from desktop.domain.statements import Changes
from desktop.services.pages.children import ChildRow
from desktop.services.pages.fields import Missing
from desktop.ui.children.adding import AddChildPresenter, AddChildRoutes, DuplicateLine
from desktop.ui.children.checking import checked_entry, expected_example, from_search, with_age
from desktop.ui.children.presenter import ChildrenPresenter, ChildrenRoutes, ResultLine, line
from desktop.ui.messages import Said
from tests.fakes.tasks import FakeTasks, Later
from tests.fakes.ui_session import NOW, FakeSession

KIAN = ChildEntry("Kian", "Pellow", born="2017-03-14", address="4 Sallow Row", postcode="ZY1 2AB")
TODAY = NOW.date()


class Screen:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, object]] = []

    def show_start(self) -> None:
        self.shown.append(("start", None))

    def show_busy(self) -> None:
        self.shown.append(("busy", None))

    def show_results(self, said: str, lines: tuple[ResultLine, ...]) -> None:
        self.shown.append((said, lines))

    def show_none(self, said: str) -> None:
        self.shown.append(("none", said))

    def show_form(self, entry: ChildEntry) -> None:
        self.shown.append(("form", entry))

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.shown.append(("problems", tuple(problem.field for problem in problems)))

    def show_duplicates(self, lines: tuple[DuplicateLine, ...]) -> None:
        self.shown.append(("duplicates", lines))

    def show_same_address(self, name: str, lines: tuple[ResultLine, ...]) -> None:
        self.shown.append(("same address", lines))

    def show_failure(self, said: Said) -> None:
        self.shown.append(("failure", said))


def _adding() -> tuple[Screen, FakeSession, AddChildPresenter, list[str]]:
    screen, session, went = Screen(), FakeSession(), list[str]()
    routes = AddChildRoutes(
        added=lambda child: went.append(f"added {child}"),
        open_child=lambda child: went.append(f"open {child}"),
        cancel=lambda: went.append("cancel"),
        told=lambda _changes: None,
    )
    return screen, session, AddChildPresenter(screen, session, FakeTasks(), routes), went


def test_nothing_can_be_added_before_a_search() -> None:
    screen, session, went = Screen(), FakeSession(), list[str]()
    presenter = ChildrenPresenter(screen, session, FakeTasks(), ChildrenRoutes(went.append, went.append))
    presenter.start()
    presenter.add()
    assert went == []
    presenter.search("Pellow")
    presenter.add()
    assert went == ["Pellow"]
    assert screen.shown[-1] == ("none", "No child in this record book matches “Pellow”.")


def test_a_child_is_found_with_age_in_words() -> None:
    screen, session = Screen(), FakeSession()
    session.children.entries["c1"] = KIAN
    presenter = ChildrenPresenter(screen, session, FakeTasks(), ChildrenRoutes(str, str))
    presenter.search(" kian ")
    said, lines = screen.shown[-1]
    assert said == "1 child found for “kian”"
    assert isinstance(lines, tuple)
    assert lines[0].born == "14 March 2017, 9 years old"


def test_a_late_answer_never_replaces_a_newer_one() -> None:
    screen, session, later = Screen(), FakeSession(), Later()
    session.children.entries["c1"] = KIAN
    presenter = ChildrenPresenter(screen, session, later, ChildrenRoutes(str, str))
    presenter.search("nobody")
    presenter.search("Kian")
    later.waiting[1]()
    later.waiting[0]()
    assert screen.shown[-1][0] == "1 child found for “Kian”"


def test_what_was_searched_becomes_the_name_unless_it_is_a_number() -> None:
    assert from_search("Kian Pellow") == ChildEntry("Kian", "Pellow")
    assert from_search("Kian") == ChildEntry("Kian")
    assert from_search("Llŷr ap Gwilym") == ChildEntry("Llŷr", "ap Gwilym")
    assert from_search("Anna Maria van der Berg") == ChildEntry("Anna Maria", "van der Berg")
    assert from_search("ap Rhys") == ChildEntry("", "ap Rhys")
    assert from_search("Di Marco") == ChildEntry("Di", "Marco"), "it may be a given name"
    assert from_search("999 000 1235") == ChildEntry()


def test_a_likely_duplicate_is_shown_before_a_second_child_is_made() -> None:
    screen, session, presenter, went = _adding()
    session.children.entries["c1"] = KIAN
    presenter.submit(replace(KIAN, given_names="Kyan", address="elsewhere", postcode=""))
    assert screen.shown[-1][0] == "duplicates"
    assert len(session.children.entries) == 1
    presenter.different_child()
    assert went == ["added c2"]
    assert session.children.told_apart == [("c1",)]


def test_the_child_that_was_there_can_be_opened_instead() -> None:
    _screen, session, presenter, went = _adding()
    session.children.entries["c1"] = KIAN
    presenter.submit(KIAN)
    presenter.open_existing("c1")
    assert went == ["open c1"]
    assert len(session.children.entries) == 1


def test_children_at_the_same_address_are_asked_about_and_linked_when_they_are_siblings() -> None:
    screen, session, presenter, went = _adding()
    session.children.entries["c1"] = KIAN
    presenter.submit(ChildEntry("Maisie", "Pellow", born="2023-05-08", address="4 Sallow Row", postcode="zy12ab"))
    assert screen.shown[-1][0] == "same address"
    presenter.answer_same_address([("c1", "Kian Pellow")])
    assert went == ["added c2"]
    assert session.children.entries["c2"].people == (
        Relative("Kian Pellow", "brother or sister", household=Answer.YES, record="c1"),
    )


def test_a_date_of_birth_and_an_expected_date_never_go_together() -> None:
    _entry, errors = checked_entry(replace(KIAN, expected="2026-12-01"), TODAY)
    assert [error.field for error in errors] == ["born"]


def test_a_birth_in_the_future_is_refused() -> None:
    _entry, errors = checked_entry(replace(KIAN, born="2027-01-01"), TODAY)
    assert [error.field for error in errors] == ["born"]


def test_identifiers_are_checked_and_kept_in_their_normal_form() -> None:
    entry, errors = checked_entry(replace(KIAN, nhs_number="999 000 1235", postcode="zy12ab"), TODAY)
    assert errors == ()
    assert (entry.nhs_number, entry.postcode) == ("9990001235", "ZY1 2AB")
    _entry, errors = checked_entry(replace(KIAN, nhs_number="999 000 1234", upn="A1"), TODAY)
    assert [error.field for error in errors] == ["nhs_number", "upn"]


def test_a_child_needs_some_name_and_a_date_that_cannot_be_read_is_told_once() -> None:
    screen, session, presenter, _went = _adding()
    presenter.submit(ChildEntry(), (Missing("born", "There is no such date"),))
    assert screen.shown[-1] == ("problems", ("born", "given_names"))
    assert session.children.entries == {}


def test_a_failure_is_said_and_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, session, presenter, went = _adding()

    def fail(_entry: ChildEntry) -> tuple[()]:
        raise OSError

    monkeypatch.setattr(session.children, "likely_duplicates", fail)
    presenter.submit(KIAN)
    assert screen.shown[-1][0] == "failure"
    assert went == []


def test_the_other_screens_hear_of_a_new_child() -> None:
    heard: list[Changes] = []
    presenter = AddChildPresenter(
        Screen(), FakeSession(), FakeTasks(), AddChildRoutes(str, str, lambda: None, heard.append)
    )
    presenter.submit(KIAN)
    assert heard[0].records == frozenset({"c1"})


def test_a_child_with_two_records_is_one_line_that_names_both() -> None:
    row = ChildRow("c1", "Kian Pellow", "", "2017-03-14", "", "4 Sallow Row", 3, None, ("Cian Pellow",))
    assert line(row, NOW.date()).also == "also recorded as Cian Pellow"


def test_no_disability_stands_alone() -> None:
    _entry, errors = checked_entry(ChildEntry(given_names="Kian", disabilities=("NONE", "HEAR")), NOW.date())
    assert [error.field for error in errors] == ["disabilities"]
    assert not checked_entry(ChildEntry(given_names="Kian", disabilities=("NONE",)), NOW.date())[1]


def test_a_guessed_age_is_kept_in_words_with_its_day_and_never_as_a_date() -> None:
    day = date(2026, 11, 24)
    guessed = with_age(ChildEntry("Mila", flags=("Nut allergy",)), " 11 ", day)
    assert guessed.flags == ("Nut allergy", "About 11 years old, on 24 November 2026")
    assert guessed.born == ""
    assert with_age(ChildEntry("Mila"), "1", day).flags == ("About 1 year old, on 24 November 2026",)
    assert with_age(ChildEntry("Mila"), "under 12.", day).flags == ("About how old: under 12, on 24 November 2026",)
    assert with_age(ChildEntry("Mila"), " ", day).flags == ()


def test_the_example_of_an_expected_date_lies_ahead() -> None:
    assert expected_example(date(2026, 11, 24)) == "For example, 24 5 2027."
    assert expected_example(date(2026, 8, 31)) == "For example, 28 2 2027."
    assert expected_example(None) == ""
