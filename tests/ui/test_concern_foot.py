"""What the recording form says around its questions: at its foot, beside what is red, and what it asks openly of an allegation."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import Answer, ConcernEntry
from desktop.services.pages.fields import Missing
from desktop.ui import theme
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.concern.samples import BABY, ENTRY, RING, TYPED_BY, choices
from desktop.ui.concern.view import ConcernView
from desktop.ui.concern.wording import answers
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.text_questions import LongTextQuestion


@pytest.fixture
def view(qtbot: QtBot) -> ConcernView:
    made = ConcernView(choices())
    made.deaf_for = 40
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    made.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    made.form.finish()
    return made


def _shown(view: ConcernView) -> list[str]:
    return [name for name, place in view.form._places.items() if place.isVisible()]


def test_what_is_red_is_so_until_it_is_changed_and_the_list_of_problems_stays_until_the_next_check(
    view: ConcernView,
) -> None:
    view.show_problems((Missing("seen", "Say what was seen or heard"), Missing("done", "Say what you did")))
    seen, done = view.question("seen"), view.question("done")
    assert isinstance(seen, LongTextQuestion)
    seen.set_value("A red mark")
    assert (seen.error, done.error) == ("", "Say what you did")
    assert not seen.error_text.isVisible()
    assert view.errors.isVisible()


@pytest.mark.parametrize("shown", ["form", "check", "map"])
def test_the_foot_with_its_guidance_takes_a_quarter_of_a_page_at_most(
    themed: QApplication, view: ConcernView, shown: str
) -> None:
    theme.apply(themed, theme.Theme(theme.LIGHT, 100))
    view.resize(1060, 740)  # the page in a window of 1280 by 800
    view.show_form(ENTRY, TYPED_BY)
    view.show_ring(RING)
    view.show_prompts((BABY, replace(BABY, title="Not the first concern", text="Read them together. " * 6)))
    view.show_draft_state("Draft saved at 09:41")
    if shown == "check":
        view.show_check((), (BABY, replace(BABY, title="Not the first concern")))
    if shown == "map":
        view.show_map(cast("MarksQuestion", view.question("body_marks")))
    assert view.foot.height() <= view.height() // 4
    assert view.foot.ring.title.isVisible()
    assert view.foot.fold.text() == f"Urgent: {BABY.title}, and more", "what is most urgent is read without a press"


def test_who_is_not_safe_now_is_told_999_once_and_what_else_the_guidance_says_stays(view: ConcernView) -> None:
    again = replace(BABY, id="danger-now", title="Not safe now", text="Ring 999 now. Then ring the desk.")
    view.show_prompts((again, BABY))
    view.show_ring(replace(RING, danger=True))
    view.foot.fold.click()
    told = [one.title.text() for one in view.foot.prompts.findChildren(Notice) if one.isVisible()]
    assert told == [BABY.title]
    view.show_ring(None)
    told = [one.title.text() for one in view.foot.prompts.findChildren(Notice) if one.isVisible()]
    assert told == ["Not safe now", BABY.title]


def test_of_an_adult_who_works_with_children_it_is_asked_openly_who_is_said_to_have_done_it(view: ConcernView) -> None:
    for guided in (False, True):
        view.show_guided(guided)
        for answer in (Answer.NO, Answer.YES):
            view.form.accused.set_value(answer)
            if guided:
                view.form.reveal("harmed_by")
                assert _shown(view) == ["harmed_by"]
            else:
                assert ("harmed_by" in _shown(view)) is (answer == Answer.YES)
    told = answers(ConcernEntry(accused_works_with_children=Answer.YES), "Kian", TYPED_BY, {})
    assert [row.blank for section in told for row in section.rows if row.field == "harmed_by"] == [True]
