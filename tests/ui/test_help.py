"""Help inside: the topic of the page one was on, the numbers of this record book, and a guide to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.records import Contacts
from desktop.services.errors import PrintingUnavailable
from desktop.ui.help.disclosure import Disclosure
from desktop.ui.help.fields import field_help, helped
from desktop.ui.help.presenter import HelpPresenter
from desktop.ui.help.samples import CONTACTS, PAGES
from desktop.ui.help.topics import TITLES, topic, topic_for
from desktop.ui.help.view import HelpPage
from desktop.ui.help.wiring import keys
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text
from tests.fakes.tasks import FakeTasks


class Book:
    """What the help page asks of a record book."""

    def __init__(self, *, at_desk: bool = False) -> None:
        self.at_desk = at_desk
        self.fails: Exception | None = None

    def contacts(self) -> Contacts:
        return CONTACTS

    def paper(self, role: str) -> bytes:
        if self.fails:
            raise self.fails
        return f"guide for {role}".encode()


def _open(qtbot: QtBot, book: Book, page: str) -> HelpPage:
    view = HelpPage()
    qtbot.addWidget(view)
    pressed = [("Ctrl+K", "Find a child, a record or an action")]
    view.presenter = HelpPresenter(view, book, book, book, FakeTasks(), lambda _desk: pressed)
    view.presenter.open(page)
    view.show()
    return view


def _words(view: HelpPage) -> str:
    return " ".join(text.text() for text in view.findChildren(Text) if text.isVisibleTo(view))


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("concern", "Recording well"),
        ("call", "Whom to ring"),
        ("child", "What happens to what I write"),
        ("keyboard", "Keyboard"),
    ],
)
def test_help_comes_to_the_topic_of_the_page(qtbot: QtBot, page: str, title: str) -> None:
    assert _open(qtbot, Book(), page).title.text() == title


def test_whom_to_ring_says_the_numbers_of_this_record_book(qtbot: QtBot) -> None:
    words = _words(_open(qtbot, Book(), "ringing"))
    for number in ("999", "01632 960 140", "01632 960 199", "Ida Prentice, 01632 960 177"):
        assert number in words


def test_a_number_that_is_not_entered_says_where_to_enter_it() -> None:
    assert [means for _name, means in topic("ringing", Contacts(), ()).parts[0].rows].count(
        "not entered yet: see Settings"
    ) == 3


def test_the_desk_s_topic_is_for_the_desk(qtbot: QtBot) -> None:
    assert "At the desk" not in [b.text() for b in _open(qtbot, Book(), "today").findChildren(Button)]
    assert _open(qtbot, Book(), "desk").title.text() == "What happens to what I write"
    assert _open(qtbot, Book(at_desk=True), "enquiry").title.text() == "At the desk"


def test_a_topic_is_chosen_by_its_button(qtbot: QtBot) -> None:
    view = _open(qtbot, Book(), "today")
    next(b for b in view.findChildren(Button) if b.text() == "Words used here").click()
    assert view.title.text() == "Words used here"
    qtbot.waitUntil(lambda: "Receipt" in _words(view))


def test_recording_well_has_good_and_poor_examples_in_the_order_of_the_form() -> None:
    parts = topic("recording", CONTACTS, ()).parts
    assert {part.heading for part in parts} >= {"What was seen or heard?", "Is the child safe now?"}
    assert sum(part.example is not None and bool(part.example.poor) for part in parts) >= 6
    assert len([part for part in parts if part.example]) == len(helped())


def test_the_guide_is_written_where_it_was_chosen_and_a_failure_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    book = Book()
    view = _open(qtbot, book, "today")
    assert view.presenter is not None
    view.presenter.save_guide("lead", "")
    assert list(tmp_path.iterdir()) == []
    view.presenter.save_guide("club", str(tmp_path / "guide.pdf"))
    assert (tmp_path / "guide.pdf").read_text() == "guide for club"
    assert "guide.pdf" in view.saving.text()
    book.fails = PrintingUnavailable()
    view.presenter.save_guide("club", str(tmp_path / "other.pdf"))
    assert view.notice.isVisible()


def test_the_keyboard_page_lists_every_key_of_the_program() -> None:
    listed = dict(keys(lambda _place: None, PAGES))
    assert {"F1", "Ctrl+H", "Ctrl+K", "Ctrl+L"} <= listed.keys()
    assert set(TITLES) == {topic_for(name) for name in TITLES}


def test_what_is_this_for_opens_and_closes_under_its_question(qtbot: QtBot) -> None:
    told = field_help("seen")
    assert told is not None
    disclosure = Disclosure("What was seen or heard?", told)
    qtbot.addWidget(disclosure)
    disclosure.show()
    assert disclosure.button.accessibleName() == "What is this for? What was seen or heard?"
    disclosure.button.click()
    assert disclosure.opened()
    assert told.poor in " ".join(text.text() for text in disclosure.findChildren(Text))
    disclosure.button.click()
    assert not disclosure.opened()
