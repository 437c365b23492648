"""Who else belongs to an event, on the form: chosen from the record book, read back as it was written, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.domain.records import NOT_KNOWN, Alleged, ConcernEntry, InvolvedChild, Quote, Told
from desktop.ui.concern.event_rows import AllegedQuestion, AllegedRow, InvolvedQuestion, InvolvedRow
from desktop.ui.concern.linking import Found, Linking
from desktop.ui.concern.questions import NEED_BIRTH, hidden
from desktop.ui.concern.said_rows import ToldQuestion, ToldRow
from desktop.ui.concern.samples import EVENT, TYPED_BY, choices
from desktop.ui.concern.view import ConcernView
from desktop.ui.widgets.buttons import Button
from tests.fakes.tasks import FakeTasks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.domain.statements import Changes
    from tests.unit.services.people import Area


def test_everything_about_an_event_is_read_back_as_it_was_shown(qtbot: QtBot) -> None:
    view = ConcernView(choices())
    qtbot.addWidget(view)
    view.show_form(EVENT, TYPED_BY)
    view.form.finish()
    assert view.form.entry() == replace(EVENT, body="child")


def test_another_child_is_chosen_from_what_was_found(qtbot: QtBot) -> None:
    question = InvolvedQuestion("others", "Other children", "", choices().lists["role"])
    qtbot.addWidget(question)
    question.search_asked.connect(lambda _name, _text, show: show((Found("c2", "Maisie Pellow", "born 2023"),)))
    (row,) = question.made()
    assert isinstance(row, InvolvedRow)
    row.finder.search.set_value("Maisie")
    (typed,) = question.value()
    assert typed == InvolvedChild(name="Maisie")  # a draft keeps it; it is no answer
    assert question.problem()
    question.set_value((replace(typed, role="harmed"),))
    (row,) = question.made()
    assert isinstance(row, InvolvedRow)
    assert (row.finder.search.value(), row.role.value()) == ("Maisie", "harmed")
    row.finder.search.button.click()
    row.finder.chosen.emit(Found("c2", "Maisie Pellow"))
    row.role.set_value("witness")
    assert question.value() == (InvolvedChild("c2", "Maisie Pellow", "witness"),)
    assert not question.problem()
    row.another.click()
    assert question.value() == (InvolvedChild(role="witness"),)


def test_the_only_row_can_be_taken_away_while_it_stands_in_the_way(qtbot: QtBot) -> None:
    question = InvolvedQuestion("others", "Other children", "", choices().lists["role"])
    qtbot.addWidget(question)
    (row,) = question.made()
    assert isinstance(row, InvolvedRow)
    assert row.remove.isHidden()
    row.role.set_value("witness")
    row.role.changed.emit()
    assert question.problem()
    assert not row.remove.isHidden()
    row.remove.click()
    assert row.sure is not None
    (remove,) = [one for one in row.sure.findChildren(Button) if one.text() == "Remove it"]
    remove.click()
    assert (question.value(), question.problem(), len(question.made())) == ((), "", 1)


def test_another_child_who_is_not_here_yet_is_added_by_name_and_is_to_be_completed(qtbot: QtBot, area: Area) -> None:
    question = InvolvedQuestion("others", "Other children", "", choices().lists["role"])
    qtbot.addWidget(question)
    told: list[Changes] = []
    linking = Linking(area.school, FakeTasks(), lambda said: pytest.fail(said.happened), told.append)
    question.search_asked.connect(linking.find)
    (row,) = question.made()
    assert isinstance(row, InvolvedRow)
    row.finder.search.set_value("Idris ap Rhys")
    row.finder.search.button.click()
    (add,) = [one for one in row.finder.findChildren(Button) if "add Idris ap Rhys" in one.accessibleName()]
    add.click()
    (other,) = question.value()
    entry = area.school.children.entry(other.child)
    assert (entry.given_names, entry.family_name, other.name) == ("Idris", "ap Rhys", "Idris ap Rhys")
    assert entry.flags == ("Still to be completed: only the name was known",)
    assert [other.child in one.records for one in told] == [True]
    row.another.click()
    row.finder.search.set_value("2 4 2016")
    row.finder.search.button.click()
    assert not [
        one for one in row.finder.findChildren(Button) if one.isVisibleTo(row) and "add" in one.accessibleName()
    ]


def test_somebody_accused_can_be_written_down_and_joined_with_a_record(qtbot: QtBot) -> None:
    question = AllegedQuestion("harmed_by", "Said to have caused harm", "", choices().lists["harmed_by"])
    qtbot.addWidget(question)
    (row,) = question.made()
    assert isinstance(row, AllegedRow)
    row.person.line.setText("Craig")
    row.relation.set_value("step-parent")
    assert question.value() == (Alleged("Craig", "step-parent"),)
    row.link.click()
    assert row.finder.search.value() == "Craig"
    row.finder.chosen.emit(Found("p1", "Craig Dunmore"))
    assert question.value() == (Alleged("Craig Dunmore", "step-parent", "p1"),)
    row.unlink.click()
    assert question.value() == (Alleged("Craig Dunmore", "step-parent"),)


def test_when_somebody_was_told_is_a_day_and_a_time_or_not_known(qtbot: QtBot) -> None:
    question = ToldQuestion("told", "Who has been told?")
    qtbot.addWidget(question)
    question.set_value((Told("Odette Farrow", at="10 past nine"), Told("Jo Wren", at=NOT_KNOWN)))
    assert [told.at for told in question.value()] == ["10 past nine", NOT_KNOWN]
    row = question.made()[0]
    assert isinstance(row, ToldRow)
    for line, text in zip(
        (row.at.when.day, row.at.when.month, row.at.when.year, row.at.when.time),
        ("20", "11", "2026", "9:30"),
        strict=True,
    ):
        line.setText(text)
    assert question.value()[0].at == "2026-11-20T09:30"
    row.at.when.day.setText("41")
    assert question.problem()
    row.at.unknown.setChecked(True)
    assert (question.value()[0].at, question.problem()) == (NOT_KNOWN, "")


def test_an_unborn_child_is_not_asked_what_needs_birth_unless_it_was_answered(qtbot: QtBot) -> None:
    assert hidden(ConcernEntry(), unborn=True) >= set(NEED_BIRTH)
    assert "words" not in hidden(ConcernEntry(words=(Quote("no"),)), unborn=True)
    view = ConcernView(choices())
    qtbot.addWidget(view)
    view.show_form(ConcernEntry(accused_works_with_children="no"), TYPED_BY)
    view.show_young(True, True)
    view.form.finish()
    assert view.question("words").isVisibleTo(view) is False
    assert view.question("seen").isVisibleTo(view) is True
