"""Nothing urgent waits in silence."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import CallEntry, When
from desktop.domain.statements import Changes
from desktop.domain.urgency import Number
from desktop.services.errors import Incomplete
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import Alert
from desktop.services.session import Session
from desktop.ui.ring_panel.call_view import CallPage
from desktop.ui.ring_panel.presenter import CallPresenter, hours_words, spoken_number
from desktop.ui.ring_panel.view import RingPanel
from desktop.ui.ring_panel.which_view import WhichCallPage
from desktop.ui.shell.routes import Place
from desktop.ui.today.samples import ALERT, NOW, NUMBER
from tests.fakes.tasks import FakeTasks
from tests.ui.shell import Shell
from tests.unit.services.people import KIAN, KIANS_ARM

TRUE_SCRIPT = "I am ringing about a child."


class Ringing:
    """Alerts that clear when a call is logged."""

    def __init__(self) -> None:
        self.alert = ALERT
        self.logged: list[CallEntry] = []
        self.missing: tuple[Missing, ...] = ()
        self.fails: list[Exception] = []

    def about(self, concern: str) -> Alert:
        assert concern == "c1"
        return self.alert

    def script(self, concern: str) -> str:
        assert concern == "c1"
        return TRUE_SCRIPT

    def check(self, _entry: CallEntry) -> tuple[Missing, ...]:
        return self.missing

    def log_call(self, entry: CallEntry) -> Changes:
        if self.fails:
            raise self.fails.pop()
        self.logged.append(entry)
        return Changes(frozenset({entry.record}))


def _page(qtbot: QtBot, who: str = "me") -> tuple[CallPage, Ringing, list[Changes]]:
    view, ringing, done = CallPage(who), Ringing(), list[Changes]()
    qtbot.addWidget(view)
    view.presenter = CallPresenter(view, ringing, FakeTasks(), "c1", who, lambda: NOW, done.append)
    view.show()
    view.entered()
    return view, ringing, done


def test_the_panel_says_reached_nobody_and_never_sent(qtbot: QtBot) -> None:
    panel = RingPanel()
    qtbot.addWidget(panel)
    panel.show_alerts((ALERT,))
    words = f"{panel.heading.text()} {panel.why.text()} {panel.name.text()} {panel.number.text()} {panel.hours.text()}"
    assert "has not reached anyone" in words
    assert "01632 960 199" in words
    assert "sent" not in words.replace("absent", "")
    assert not panel.isHidden()


def test_the_panel_leaves_only_when_there_is_no_alert(qtbot: QtBot) -> None:
    panel = RingPanel()
    qtbot.addWidget(panel)
    panel.show_alerts((ALERT,))
    assert not panel.isHidden()
    panel.show_alerts(())
    assert panel.isHidden()


def test_the_panel_goes_through_all_alerts_and_stays_where_it_was(qtbot: QtBot) -> None:
    panel = RingPanel()
    qtbot.addWidget(panel)
    other = replace(ALERT, concern="c2", child_name="Esme Rook")
    panel.show_alerts((ALERT, other))
    panel.next.click()
    panel.show_alerts((ALERT, other))
    assert panel.why.text().startswith("Esme Rook")
    with qtbot.waitSignal(panel.call_asked) as asked:
        panel.other_rang.click()
    assert asked.args == ["c2", "other"]


def test_the_script_is_there_to_read_out(qtbot: QtBot) -> None:
    panel = RingPanel()
    qtbot.addWidget(panel)
    panel.resize(1280, 300)
    panel.show_alerts((ALERT,))
    panel.show()
    panel.say.click()
    assert panel.script_box.isVisible()
    assert "Kian Pellow" in panel.script.text()


def test_a_logged_call_has_its_time_number_person_and_advice(qtbot: QtBot) -> None:
    view, ringing, done = _page(qtbot)
    view.person.set_value("Lewis Aske")
    view.advice.set_value("Keep him at school; a social worker is coming.")
    view.save.click()
    [entry] = ringing.logged
    assert (entry.record, entry.number, entry.person, entry.who) == ("c1", "01632 960 199", "Lewis Aske", "me")
    assert entry.at == NOW
    assert done == [Changes(frozenset({"c1"}))]


def test_a_call_in_the_future_or_without_a_time_is_asked_about(qtbot: QtBot) -> None:
    view, ringing, _done = _page(qtbot)
    view.at.set_when(When("2026-11-21T09:00"))
    view.save.click()
    assert "later than now" in view.at.error
    view.at.set_when(When("2026-11-20"))
    view.save.click()
    assert "what time" in view.at.error
    assert ringing.logged == []


def test_when_someone_else_rang_their_name_is_needed(qtbot: QtBot) -> None:
    view, ringing, _done = _page(qtbot, "other")
    view.save.click()
    assert view.rang.error == "Say who rang"
    view.rang.set_value("R. Quill, teaching assistant")
    view.save.click()
    assert ringing.logged[0].who == "R. Quill, teaching assistant"


def test_what_the_use_case_finds_missing_is_shown_at_its_field(qtbot: QtBot) -> None:
    view, ringing, _done = _page(qtbot)
    ringing.missing = (Missing("person", "Say who answered"),)
    view.save.click()
    assert view.person.error == "Say who answered"
    ringing.missing = ()
    ringing.fails.append(Incomplete((Missing("number", "Say what number was rung"),)))
    view.save.click()
    assert view.question("number").error == "Say what number was rung"


def test_of_a_child_who_is_not_safe_now_999_is_the_large_number_and_the_area_s_comes_after_it(qtbot: QtBot) -> None:
    panel = RingPanel()
    qtbot.addWidget(panel)
    panel.show_alerts((replace(ALERT, danger=True),))
    assert panel.number.text() == "999"
    assert panel.then.text() == "Then ring Ashmere Emergency Duty Team, 01632 960 199"
    assert not panel.then.isHidden()
    assert "9 9 9" in panel.number.accessibleName() or panel.number.accessibleName() == "999"
    panel.show_alerts((replace(ALERT, danger=True, number=Number("Police", "101", "out", None)),))
    assert panel.number.text() == "999"
    assert panel.then.text() == "Police when it is not an emergency: 101"
    panel.show_alerts((ALERT,))
    assert panel.number.text() == "01632 960 199"
    assert panel.then.isHidden()


def test_the_call_card_of_a_child_who_is_not_safe_now_says_999_first_and_guesses_no_number_for_the_log(
    qtbot: QtBot,
) -> None:
    view, ringing, _done = _page(qtbot, "card")
    view._filled_once = False
    view.dialled.set_value("")
    ringing.alert = replace(ALERT, danger=True)
    view.entered()
    assert view.number.text() == "999"
    assert "01632 960 199" in view.then.text()
    assert view.dialled.value() == ""


def test_a_call_can_be_logged_about_a_concern_that_asks_for_none(qtbot: QtBot) -> None:
    view, ringing, done = _page(qtbot)
    ringing.alert = replace(ALERT, why="")
    view.entered()
    assert view.caption.text() == "Kian Pellow"
    view.person.set_value("Wyn Prosser")
    view.save.click()
    assert len(done) == 1


def test_hours_and_numbers_are_said_in_full() -> None:
    assert hours_words(NUMBER) == "Outside office hours, until 09:00 on Monday 23 November 2026"
    assert hours_words(replace(NUMBER, hours="in", until=None)) == "In office hours"
    assert spoken_number("01632 960") == "0 1 6 3 2 9 6 0"


def test_the_call_page_says_what_to_say_also_where_the_panel_only_points_to_it(qtbot: QtBot) -> None:
    view, _ringing, _done = _page(qtbot)
    assert view.script.text() == TRUE_SCRIPT


def test_a_letter_that_arrived_and_was_not_opened_is_neither_silence_nor_an_answer(qtbot: QtBot) -> None:
    panel = RingPanel()
    qtbot.addWidget(panel)
    panel.show_alerts((replace(ALERT, arrived=True),))
    assert panel.heading.text() == "This has arrived, but nobody has opened it"
    panel.show_alerts((ALERT,))
    assert panel.heading.text() == "This has not reached anyone"


def test_whoever_is_about_to_ring_reads_the_words_first_and_whoever_rang_is_at_the_questions(qtbot: QtBot) -> None:
    card, _ringing, _done = _page(qtbot, "card")
    assert card.title.text() == "Ring, then log the call"
    assert card.say.y() < card.person.y()
    rung, _ringing, _done = _page(qtbot)
    assert rung.person.y() < rung.say.y()
    qtbot.waitUntil(rung.person.line.hasFocus)


def test_one_name_and_one_press_log_the_call(qtbot: QtBot) -> None:
    view, ringing, _done = _page(qtbot, "card")
    view.person.set_value("Lewis Aske")
    QTest.keyClick(view.person.line, Qt.Key.Key_Return)
    [entry] = ringing.logged
    assert (entry.person, entry.number, entry.at, entry.who) == ("Lewis Aske", "01632 960 199", NOW, "me")


def test_in_a_low_window_the_panel_leaves_room_to_write_and_keeps_the_number_on_one_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    box, panel = QVBoxLayout(holder), RingPanel()
    box.addWidget(panel)
    box.addStretch(1)
    panel.show_alerts((ALERT,))
    holder.resize(1100, 900)
    holder.show()
    qtbot.waitUntil(panel.hours.isVisible)
    holder.resize(1100, 420)
    qtbot.waitUntil(panel.hours.isHidden)
    assert panel.number.isVisible()
    assert panel.rang.isVisible()
    assert panel.why.isVisible(), "for whom, and why"
    assert panel.why.text().startswith("Kian Pellow: Level 4")
    assert panel.number.property("role") != "number", "smaller, and not gone"
    assert panel.number.height() < 2 * panel.number.fontMetrics().height()


def test_without_an_open_concern_the_log_of_a_call_asks_about_which_and_leads_to_its_card(
    shell: Shell, session: Session
) -> None:
    child = session.children.register(KIAN, duplicates_seen=True).child
    session.concerns.record(child, KIANS_ARM)
    shell.go(Place("call", "", "me"))
    page = shell.page()
    assert isinstance(page, WhichCallPage)
    shown = [b for b in page.findChildren(QPushButton) if b.accessibleName().startswith("Log the call about this")]
    assert [one.hasFocus() for one in shown] == [True]
    shown[0].click()
    shell.rest()
    assert isinstance(shell.page(), CallPage)
    assert "Kian Pellow" in shell.page().caption.text()
