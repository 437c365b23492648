"""The other pages about a child, as widgets: what is shown, and what a press says to the presenter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import ChildEntry
from desktop.ui.child.samples import SCREEN, amend, full
from desktop.ui.child.view import ChildRecordPage
from desktop.ui.children.add_view import AddChildPage
from desktop.ui.children.adding import AddChildPresenter, AddChildRoutes
from desktop.ui.children.samples import ENTRY, KIAN
from desktop.ui.children.view import ChildrenPage
from desktop.ui.children.wiring import connect_add
from desktop.ui.desk.samples import enquiry
from desktop.ui.letters.samples import full as letters
from desktop.ui.letters.samples import not_joined
from desktop.ui.share import samples as share_samples
from desktop.ui.share.samples import sharing
from desktop.ui.share.view import SharePage
from desktop.ui.widgets.text import Text
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import FakeSession


def _buttons(page: QWidget, text: str) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisibleTo(page)]


def _press(qtbot: QtBot, page: QWidget, text: str) -> None:
    qtbot.waitUntil(lambda: bool(_buttons(page, text)))
    qtbot.mouseClick(_buttons(page, text)[0], Qt.MouseButton.LeftButton)


def test_a_child_can_be_added_only_after_a_search(qtbot: QtBot) -> None:
    page = ChildrenPage()
    qtbot.addWidget(page)
    page.show_start()
    assert not any("Add a child" in b.text() for b in page.findChildren(QPushButton))
    page.show_none("No child matches.")
    with qtbot.waitSignal(page.add_asked):
        _press(qtbot, page, "Add a child")


def test_return_searches_and_a_found_child_opens(qtbot: QtBot) -> None:
    page = ChildrenPage()
    qtbot.addWidget(page)
    page.show()
    page.search.set_value("Pellow")
    with qtbot.waitSignal(page.searched) as heard:
        qtbot.keyClick(page.search.line, Qt.Key.Key_Return)
    assert heard.args == ["Pellow"]
    page.show_results("1 child", (KIAN,))


def test_the_form_reads_back_what_it_shows(qtbot: QtBot) -> None:
    page = AddChildPage()
    qtbot.addWidget(page)
    page.show_form(ENTRY)
    assert page.entry() == ENTRY


def test_the_date_that_was_not_asked_for_is_never_kept(qtbot: QtBot) -> None:
    page = AddChildPage()
    qtbot.addWidget(page)
    page.show_form(ChildEntry("Esme", born="2026-10-02"))
    page.is_born.set_value("expected")
    page.expected.set_value("2026-12-01")
    assert (page.entry().born, page.entry().expected) == ("", "2026-12-01")


def test_about_how_old_is_asked_only_where_the_date_is_not_known(qtbot: QtBot) -> None:
    page = AddChildPage(today=date(2026, 11, 24))
    qtbot.addWidget(page)
    page.show_form(ChildEntry("Mila"))
    page.show()
    page.about.set_value("11")
    assert not page.about.isVisible()
    assert page.entry().flags == ()
    page.is_born.set_value("unknown")
    assert page.about.isVisible()
    assert (page.entry().born, page.entry().flags) == ("", ("About 11 years old, on 24 November 2026",))


def test_a_birth_that_nobody_gave_is_asked_about_before_the_child_is_saved(qtbot: QtBot) -> None:
    page, session = AddChildPage(), FakeSession()
    qtbot.addWidget(page)
    added: list[str] = []
    routes = AddChildRoutes(added.append, added.append, lambda: None, lambda _changes: None)
    presenter = AddChildPresenter(page, session, FakeTasks(), routes)
    connect_add(page, presenter)
    presenter.start("Mila")
    page.resize(900, 500)
    page.show()
    assert page.setting.value() == session.profile.organisation
    assert page.born.isVisible(), "the boxes are there before anything is chosen"
    assert not page.paper.isAncestorOf(page.save), "Save stays in sight"
    _press(qtbot, page, "Save the child")
    assert added == []
    assert page.question("born").error
    page.born.day.setText("31")
    page.born.month.setText("2")
    page.born.year.setText("2018")
    _press(qtbot, page, "Save the child")
    assert page.errors.accessibleName().count(". ") == 1, "one slip, one message"
    assert "no such date" in page.question("born").error
    page.is_born.set_value("unknown")
    _press(qtbot, page, "Save the child")
    assert len(added) == 1


def test_a_likely_duplicate_stops_the_second_child_until_the_person_has_looked(qtbot: QtBot) -> None:
    page, session = AddChildPage(), FakeSession()
    qtbot.addWidget(page)
    session.children.entries["c1"] = ChildEntry("Kyan", "Pellow", born="2017-03-14")
    added: list[str] = []
    routes = AddChildRoutes(added.append, added.append, lambda: None, lambda _changes: None)
    connect_add(page, AddChildPresenter(page, session, FakeTasks(), routes))
    page.show_form(ENTRY)
    page.show()
    _press(qtbot, page, "Save the child")
    assert page.title.text() == "This may be the same child"
    assert added == []
    _press(qtbot, page, "This is a different child")
    assert added == ["c2"]


def test_a_childs_page_leads_on_and_reads_again(qtbot: QtBot) -> None:
    page = full()
    qtbot.addWidget(page)
    assert isinstance(page, ChildRecordPage)
    with qtbot.waitSignal(page.record_asked):
        _press(qtbot, page, "Record a concern")
    with qtbot.waitSignal(page.amend_concern_asked) as heard:
        _press(qtbot, page, "Amend")
    assert heard.args == ["r1"]
    page.show_child(SCREEN)
    assert "Pellow" not in page.windowTitle()


def test_the_file_name_proposed_says_nothing_about_the_child(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = full()
    qtbot.addWidget(page)
    proposed: list[str] = []

    def choose_place(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "chronology.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose_place)
    assert isinstance(page, ChildRecordPage)
    with qtbot.waitSignal(page.print_chosen) as heard:
        _press(qtbot, page, "Save chronology as PDF")
    assert heard.args == [tmp_path / "chronology.pdf"]
    assert Path(proposed[0]).name == "chronology-2026-11-23.pdf"


def test_an_amendment_carries_field_text_reason_and_who_told(qtbot: QtBot) -> None:
    page = amend()
    qtbot.addWidget(page)
    page.show()
    page.reason.set_value("Measured again")
    page.told_by.set_value("R. Quill")
    with qtbot.waitSignal(page.signed) as heard:
        _press(qtbot, page, "Sign this amendment")
    amendment = heard.args[0]
    assert (amendment.field, amendment.reason, amendment.as_told_by) == ("marks", "Measured again", "R. Quill")


def test_fields_left_out_are_those_unticked_and_a_locked_one_has_no_tick(qtbot: QtBot) -> None:
    page = sharing()
    qtbot.addWidget(page)
    first, second, third = page.statements.boxes()
    for box in (first, second):
        box.choose.click()
    second._fields["opinion"].setChecked(False)
    assert "address" not in first._fields
    assert page.entry().statements == ("s1", "s2")
    assert page.entry().left_out == (("s2", ("opinion",)),)
    assert not third.tick.isChecked()


def test_one_mark_is_left_out_alone_and_with_its_list_none_is_named_twice(qtbot: QtBot) -> None:
    page = sharing()
    qtbot.addWidget(page)
    second = page.statements.boxes()[1]
    second.choose.click()
    (whole, rows) = second._fields["body_marks"], second._rows["body_marks"]
    rows["body_marks#1"].setChecked(False)
    assert page.entry().left_out == (("s2", ("body_marks#1",)),)
    whole.setChecked(False)
    assert not any(row.isVisibleTo(page) for row in rows.values())
    assert page.entry().left_out == (("s2", ("body_marks",)),)


def test_nothing_is_decided_for_anybody_and_enter_never_sends_what_was_not_looked_at(qtbot: QtBot) -> None:
    for made in (share_samples.not_joined, share_samples.choose):
        page = made()
        qtbot.addWidget(page)
        assert isinstance(page, SharePage)
        assert page.decision() == ""
    form = share_samples.sharing()
    qtbot.addWidget(form)
    form.show()
    before = form.recipient.mapTo(form, QPoint(0, 0)).y()
    assert before < form.statements.mapTo(form, QPoint(0, 0)).y(), "to whom comes before the long list"
    page = share_samples.preview()
    assert isinstance(page, SharePage)
    qtbot.addWidget(page)
    page.show()
    signed: list[bool] = []
    page.decided.connect(lambda: signed.append(True))
    assert page.focusWidget() is page.title
    qtbot.keyClick(page.title, Qt.Key.Key_Return)
    assert not signed
    assert page.paper.verticalScrollBar().value() == 0


def test_letters_can_be_sent_and_a_book_that_is_not_joined_offers_to_join(qtbot: QtBot) -> None:
    page = letters()
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.exchange_asked):
        _press(qtbot, page, "Send and fetch now")
    alone = not_joined()
    qtbot.addWidget(alone)
    qtbot.waitUntil(lambda: bool(_buttons(alone, "Join an area")))


def test_the_desk_signs_an_outcome_with_its_reasons(qtbot: QtBot) -> None:
    page = enquiry()
    qtbot.addWidget(page)
    page.show()
    page.outcome.set_value("referral-strategy")
    page.reasons.set_value("A mark on a baby who cannot move about")
    with qtbot.waitSignal(page.checked) as heard:
        _press(qtbot, page, "Check this decision")
    assert heard.args == ["referral-strategy", "A mark on a baby who cannot move about", "", ""]


def test_whoever_comes_for_an_answer_comes_up_at_sharing(qtbot: QtBot) -> None:
    page = ChildRecordPage(lambda: "chronology.pdf")
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    page.begin_at("sharing")
    page.show_child(SCREEN)
    page.finish()
    qtbot.waitUntil(lambda: page.paper.verticalScrollBar().value() > 0)
    heading = next(text for text in page.findChildren(Text) if text.text() == "Sharing")
    qtbot.waitUntil(lambda: 0 <= heading.mapTo(page.paper.viewport(), heading.rect().topLeft()).y() < 100)


def test_a_call_can_be_logged_from_every_concern_of_a_child(qtbot: QtBot) -> None:
    page = full()
    assert isinstance(page, ChildRecordPage)
    qtbot.addWidget(page)
    page.finish()
    asked: list[tuple[str, str]] = []
    page.call_asked.connect(lambda concern, who: asked.append((concern, who)))
    ours = [concern.id for concern in SCREEN.concerns if concern.ours and not concern.withdrawn]
    for button in _buttons(page, "Log a call"):
        button.click()
    assert asked == [(concern, "me") for concern in ours]
    assert asked
