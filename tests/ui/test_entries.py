"""Records beside concerns through the real window by the keyboard alone: every field is found by its accessible name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.entries import samples
from desktop.ui.entries.form_view import EntryFormPage
from desktop.ui.form_keeper import BACK
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.deaf import is_deaf
from desktop.ui.widgets.text import Text
from tests.ui.recording import keep_now
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc

MOST = 300  # presses of Tab


@pytest.fixture
def child(area: Area) -> str:
    return area.school.children.register(KIAN).child


@pytest.fixture
def shell(themed: QApplication, area: Area, child: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setattr(EntryFormPage, "deaf_for", 40)
    made = Shell(themed, area.school, desk=False)
    made.go(Place("child", child))
    yield made
    made.close()


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _to(name: str) -> QWidget:
    """Press Tab, and Down among the answers of one question, until what is called ``name`` has the keyboard."""
    met = []
    for _ in range(MOST):
        QTest.keyClick(_focus(), Qt.Key.Key_Tab)
        for _ in range(12):
            met.append(_focus().accessibleName())
            if met[-1] == name:
                return _focus()
            question = met[-1].rpartition(": ")[0]
            radio = isinstance(_focus(), QAbstractButton) and _focus().inherits("QRadioButton")
            if not radio or question != name.rpartition(": ")[0]:
                break
            QTest.keyClick(_focus(), Qt.Key.Key_Down)
    raise AssertionError(f"no key leads to {name!r}; there are {met[:80]}")


def _press(shell: Shell, name: str) -> None:
    button = _to(name)
    if isinstance(button, QAbstractButton):
        while is_deaf(button):
            shell.rest()
    QTest.keyClick(button, Qt.Key.Key_Return)
    shell.rest()


def _type(name: str, text: str) -> None:
    field = _to(name)
    assert isinstance(field, QLineEdit | QPlainTextEdit), name
    QTest.keyClicks(field, text)


def _choose(shell: Shell, name: str) -> None:
    QTest.keyClick(_to(name), Qt.Key.Key_Space)
    shell.rest()


def _day(question: str, day: str, month: str, year: str) -> None:
    for part, text in (("Day", day), ("Month", month), ("Year", year)):
        _type(f"{question}: {part}", text)


def _said(page: QWidget) -> str:
    texts = [text.text() for text in page.findChildren(Text) if text.isVisibleTo(page)]
    return "\n".join(texts)


def test_a_childs_voice_is_written_checked_signed_and_read(shell: Shell, area: Area, child: str) -> None:
    _press(shell, "Add to this child’s record")
    _press(shell, "Child’s voice")
    assert shell.book.place == Place("add_entry", child, "voice")
    _day("When was the child seen or heard?", "19", "November", "2026")
    _type("When was the child seen or heard?: Time", "15:30")
    _choose(shell, "When was the child seen or heard?: How sure are you of this?: I know exactly")
    _choose(shell, "Was the child seen?: Yes")
    _choose(shell, "Was the child seen alone?: Yes")
    _choose(shell, "Was the child’s bedroom seen?: No")
    _type("Which language did you speak together?", "English")
    _type("Who interpreted?", "Nobody")
    _type("What did the child say, in their own words?, row 1: the words", "I want to stay with Bea")
    _type("What did the child show, draw or do?", "He drew two houses")
    _choose(shell, "How safe does the child feel, from 0 to 10?: 4")
    _type("What makes it that number?", "The car")
    _type("What does the child wish would happen?", "To see his aunt")
    _type("What may keep the child from telling?", "Afraid for his mother")
    _choose(shell, "Was an advocate offered?: Yes")
    _press(shell, "Check before you sign")
    said = _said(shell.page())
    for words in (
        "19 November 2026 at 15:30",
        "“I want to stay with Bea”",
        "4 out of 10",
        "Afraid for his mother",
        "English",
    ):
        assert words in said
    _press(shell, "Sign and save")
    assert shell.book.place.page == "entry"
    assert "Signed and saved" in [notice.title.text() for notice in shell.page().findChildren(Notice)]
    (row,) = area.school.entries.of_child(child)
    values = area.school.entries.page(row.record).values
    assert values | {"typed_by": ""} == {
        "happened": {"at": "2026-11-19T15:30"},
        "seen": "yes",
        "seen_alone": "yes",
        "bedroom_seen": "no",
        "language": "English",
        "interpreter": "Nobody",
        "words": [{"words": "I want to stay with Bea"}],
        "shown": "He drew two houses",
        "feels_safe": "4",
        "feels_safe_why": "The car",
        "wishes": "To see his aunt",
        "barrier": "Afraid for his mother",
        "advocate": "yes",
        "typed_by": "",
    }
    assert not [draft.id for draft in area.school.book.store.drafts()]


def test_an_action_is_written_comes_up_under_today_and_is_marked_as_done(shell: Shell, area: Area, child: str) -> None:
    _press(shell, "Add to this child’s record")
    _press(shell, "Action")
    _press(shell, "Sign and save")
    page = shell.page()
    assert page.errors.accessibleName() == "There is a problem. Say what is to be done"
    assert _focus() is page.errors
    _type("What is to be done?", "Ring the school nurse")
    _type("Who will do it?", "R. Quill")
    _day("By when?", "21", "11", "2026")
    _press(shell, "Sign and save")
    assert "Due tomorrow, Saturday 21 November 2026" in _said(shell.page())
    _press(shell, "Open the child’s page")
    assert "Ring the school nurse" in _said(shell.page())
    shell.go(Place("today"))
    said = _said(shell.page())
    assert "To do" in said
    assert "Ring the school nurse. For R. Quill. Due tomorrow, Saturday 21 November 2026." in said
    area.at(utc("2026-11-23T09:00"))
    shell.go(Place("letters"))
    shell.go(Place("today"))
    assert "Overdue by 2 days, it was due on Saturday 21 November 2026." in _said(shell.page())
    button = next(one for one in shell.page().findChildren(QAbstractButton) if one.text() == "Mark as done")
    _press(shell, button.accessibleName())
    _choose(shell, "Was it done?: Done")
    _day("On which day?", "23", "11", "2026")
    _type("What came of it? If it will not be done, why not?", "She weighs him on Friday")
    _press(shell, "Sign what became of it")
    assert "It is marked as done" in [notice.title.text() for notice in shell.page().findChildren(Notice)]
    shell.go(Place("today"))
    assert "Ring the school nurse" not in _said(shell.page())
    (row,) = area.school.entries.of_child(child)
    assert (row.state, area.school.entries.page(row.record).values["ended_on"]) == ("done", "2026-11-23")


def test_a_record_is_amended_withdrawn_disagreed_with_and_stands_again(shell: Shell, area: Area, child: str) -> None:
    made = area.school.entries.record(child, "voice", {"wishes": "A dog", "feels_safe": "3"})
    shell.go(Place("entry", made.record))
    _press(shell, "Amend")
    _choose(shell, "What do you want to correct or add to?: What the child wishes")
    _type("What the child wishes: as it should read", "and a cat")
    _type("Why is it amended?", "He said more")
    _type("As told by (optional)", "R. Quill")
    _press(shell, "Sign this amendment")
    page = area.school.entries.page(made.record)
    assert (page.history[-1].reason, page.history[-1].as_told_by) == ("He said more", "R. Quill")
    _press(shell, "Withdraw")
    _press(shell, "Withdraw it")
    assert shell.page().errors.accessibleName() == "There is a problem. Say why"
    _type("Why?", "It was another child")
    _press(shell, "Withdraw it")
    said = _said(shell.page())
    assert "Why: It was another child" in said
    struck = [text for text in shell.page().findChildren(Text) if text.font().strikeOut()]
    assert any("cat" in text.text() and text.accessibleName().startswith("Withdrawn: ") for text in struck)
    _press(shell, "Somebody disagrees")
    _type("Who disagrees?", "Jenna Pellow")
    _type("What is their post, or their relation to the child?", "mother")
    _type("What do they disagree with, and why?", "He did say it")
    _press(shell, "Sign that they disagree")
    assert "Jenna Pellow, mother disagrees" in _said(shell.page())
    _press(shell, "Take the withdrawal back")
    _type("Why does it stand again?", "It was Kian after all")
    _press(shell, "Let it stand again")
    assert area.school.withdrawing.of(made.record).withdrawn is None


def test_a_concern_is_withdrawn_from_the_childs_page(shell: Shell, area: Area, child: str) -> None:
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    shell.go(Place("concern_page", concern))
    _press(shell, "Withdraw: Physical abuse, 20 November 2026 at 09:05")
    _type("Why?", "It was another child")
    _press(shell, "Withdraw it")
    said = _said(shell.page())
    assert "The record is withdrawn" in [notice.title.text() for notice in shell.page().findChildren(Notice)]
    assert "Why: It was another child" in said
    assert "Not decided yet" not in said


def test_a_form_that_was_left_comes_back_and_is_on_today(shell: Shell, area: Area, child: str) -> None:
    place = Place("add_entry", child, "decision")
    shell.go(place)
    keeper = shell.page().keeper
    assert keeper is not None
    keep_now(shell.page())
    shell.rest()
    _type("What was decided?", "No referral yet")
    shell.go(Place("today"))
    assert "Decision with reasons" in _said(shell.page())
    button = next(one for one in shell.page().findChildren(QAbstractButton) if one.text() == "Go on")
    _press(shell, button.accessibleName())
    page = shell.page()
    assert isinstance(page, EntryFormPage)
    assert page.keeper is not None
    keep_now(page)
    shell.rest()
    assert page.values()["decision"] == "No referral yet"
    assert BACK in page.notice.accessibleName()


@pytest.mark.usefixtures("themed")
def test_what_the_guidance_says_stands_with_the_form_and_above_the_answers_to_check(qtbot: QtBot) -> None:
    page = samples.advised(samples.check())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.prompts.isVisible)
    assert page.check.isAncestorOf(page.prompts)
    page._back_to("")
    assert page.form.isAncestorOf(page.prompts)
    qtbot.waitUntil(page.prompts.isVisible)
    page.show_prompts(())
    assert not page.prompts.isVisible()
