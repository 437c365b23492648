"""The pages over real record books: written on the form, shared, opened at the desk, answered, read by the referrer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import When
from desktop.services.session import Session
from desktop.ui.child import wiring as child_wiring
from desktop.ui.child.view import ChildRecordPage
from desktop.ui.children import wiring as children_wiring
from desktop.ui.children.add_view import AddChildPage
from desktop.ui.children.samples import ENTRY as KIAN
from desktop.ui.concern import wiring as concern_wiring
from desktop.ui.concern.samples import ENTRY, TYPED_BY
from desktop.ui.desk import wiring as desk_wiring
from desktop.ui.desk.enquiry_view import EnquiryPageView
from desktop.ui.desk.view import DeskPage
from desktop.ui.letters import wiring as letters_wiring
from desktop.ui.page import Page
from desktop.ui.share import wiring as share_wiring
from desktop.ui.shell.routes import Place
from desktop.ui.widgets.deaf import is_deaf
from tests.fakes.tasks import FakeTasks
from tests.ui.recording import editor_of
from tests.unit.services.people import Area, utc

BUILDERS = (child_wiring, children_wiring, concern_wiring, desk_wiring, letters_wiring, share_wiring)


class Window:
    """Goes where the pages ask to go, as the main window does."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self._qtbot, self._session = qtbot, session
        self.tasks = FakeTasks()
        self.places: list[Place] = []
        self.page: Page | None = None

    def go(self, place: Place) -> None:
        self.places.append(place)
        for wiring in BUILDERS:
            if place.page in wiring.PLACES:
                self.page = wiring.build(self._session, self.tasks, self.go, place)
                self._qtbot.addWidget(self.page)
                self.page.show()
                self.page.entered()

    def press(self, text: str) -> None:
        page = self.page
        assert page is not None

        def there() -> list[QPushButton]:
            return [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisibleTo(page)]

        self._qtbot.waitUntil(lambda: bool(there()) and not is_deaf(there()[0]))
        self._qtbot.mouseClick(there()[0], Qt.MouseButton.LeftButton)


def _words(page: QWidget | None) -> str:
    assert page is not None
    if isinstance(page, ChildRecordPage | EnquiryPageView):
        page.finish()
    return "\n".join(
        label.text() for label in page.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)
    )


def test_from_the_first_keystroke_to_the_answer(qtbot: QtBot, area: Area) -> None:
    school = Window(qtbot, area.school)
    school.go(Place("add_child", "Kian Pellow"))
    adding = school.page
    assert isinstance(adding, AddChildPage)
    assert adding.entry().family_name == "Pellow"
    adding.show_form(KIAN)
    school.press("Save the child")
    assert school.places[-1].page == "child"
    child = school.places[-1].id

    school.go(Place("concern", child))
    form = school.page
    assert isinstance(form, concern_wiring.ConcernView)
    form.form.fill(ENTRY, TYPED_BY)
    form.ticked.emit()
    assert len(area.school.concerns.drafts()) == 1
    school.press("Check your answers")
    school.press("Sign and save")
    assert area.school.concerns.drafts() == ()
    assert form.done.isVisible()

    school.press("Share it, or decide not to")
    sharing = school.page
    assert isinstance(sharing, share_wiring.SharePage)
    assert not sharing.reasons.isVisible(), "nothing is asked before there is a decision"
    sharing.choice.set_value("share")
    assert "Who Kian Pellow is" in [box.tick.text() for box in sharing.statements.boxes()]
    assert "Concern of 20 November 2026: physical abuse" in [box.tick.text() for box in sharing.statements.boxes()]
    assert "Craig got me with the charger" in _words(sharing), "what leaves can be read before the preview"
    sharing.recipient.set_value(area.desk_id(area.school))
    sharing.purpose.set_value("refer")
    sharing.family_told.set_value("no")
    sharing.family_why.set_value("It could put him at risk.")
    sharing.reasons.set_value("Marks in two places, and he names an adult at home.")
    school.press("Check what leaves")
    assert sharing.preview.isVisible(), sharing.errors.accessibleName()
    school.press("Sign and send to Ashmere MASH")
    assert "not reached anyone" in _words(sharing.done)
    school.go(Place("letters"))
    assert "Waiting to leave" in _words(school.page)

    area.post.exchange(area.school, area.desk)
    desk = Window(qtbot, area.desk)
    desk.go(Place("desk"))
    assert isinstance(desk.page, DeskPage)
    enquiry = area.desk.desk.enquiries()[0].id
    desk.go(Place("enquiry", enquiry))
    opened = desk.page
    assert isinstance(opened, EnquiryPageView)
    assert "Craig got me with the charger" in _words(opened)
    opened.finish()
    opened.outcome.set_value("referral-strategy")
    opened.reasons.set_value("Marks in two places and a clear account.")
    desk.press("Check this decision")
    assert "It goes to Larkmere Primary as it stands here" in _words(opened.check)
    desk.press("Sign the decision and answer")
    assert "not reached the referrer yet" in opened.notice.accessibleName()

    area.post.exchange(area.desk, area.school)
    school.go(Place("child", child))
    assert "Marks in two places and a clear account." in _words(school.page)
    assert school.tasks.unheard == desk.tasks.unheard == []


def test_an_amendment_leaves_the_old_text_readable(qtbot: QtBot, area: Area) -> None:
    window = Window(qtbot, area.school)
    child = area.school.children.register(KIAN, duplicates_seen=True).child
    concern = area.school.concerns.record(child, ENTRY).concern
    window.go(Place("amend_concern", concern, child))
    page = window.page
    assert isinstance(page, child_wiring.AmendPage)
    page.choose("marks")
    editor_of(page).set_value("One straight red line, 3 cm, behind the left ear.")
    page.reason.set_value("Ear mark 3 cm, not 4 cm")
    page.told_by.set_value("R. Quill")
    window.press("Sign this amendment")
    assert window.places[-1] == Place("child", child, "amended")
    said = _words(window.page)
    assert "The amendment is signed and kept" in said
    assert "One straight red line, 4 cm" in said
    assert "One straight red line, 3 cm" in said
    assert "as told by R. Quill" in said


def test_deciding_not_to_share_is_signed_and_shown(qtbot: QtBot, area: Area) -> None:
    window = Window(qtbot, area.school)
    child = area.school.children.register(KIAN, duplicates_seen=True).child
    area.school.concerns.record(child, ENTRY)
    window.go(Place("share", child))
    page = window.page
    assert isinstance(page, share_wiring.SharePage)
    page.choice.set_value("keep")
    page.family_told.set_value("yes")
    page.reasons.set_value("Spoke with his mother; looked at again in two weeks.")
    assert not page.purpose.isVisible()
    assert not page.recipient.isVisible()
    window.press("Check this decision")
    assert "Say whether anybody has to be rung" in page.errors.accessibleName()
    page.ringing.needed.set_value("no")
    page.ringing.why.set_value("The level was meant for another child.")
    window.press("Check this decision")
    said = _words(page)
    assert "Not signed yet" in said
    assert "Concern of 20 November 2026: physical abuse" in said
    assert "The level was meant for another child." in said
    assert area.school.ringing.alerts() != ()
    window.press("Sign: do not share")
    assert area.school.ringing.alerts() == ()
    window.press("Open the child’s page")
    assert "Not shared" in _words(window.page)
    assert "Spoke with his mother" in _words(window.page)


def test_a_book_that_has_not_joined_records_that_it_was_shared_by_telephone(qtbot: QtBot, tmp_path: Path) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    window = Window(qtbot, area.school)
    child = area.school.children.register(KIAN, duplicates_seen=True).child
    area.school.concerns.record(child, ENTRY)
    window.go(Place("share", child))
    page = window.page
    assert isinstance(page, share_wiring.SharePage)
    assert "999" in page.notice.accessibleName(), "whom to ring is said with its number"
    page.choice.set_value("told")
    window.press("Check this decision")
    for asked in ("how you shared it", "who was told", "when they were told"):
        assert asked in page.errors.accessibleName()
    page.telling.how.set_value("telephone")
    page.telling.whom.set_value("Lewis Aske, Ashmere MASH")
    page.telling.at.set_when(When("2026-11-20T09:30"))
    page.family_told.set_value("yes")
    page.reasons.set_value("Marks in two places.")
    window.press("Check this decision")
    assert "Lewis Aske, Ashmere MASH. By telephone, 20 November 2026 at 09:30" in _words(page.preview)
    window.press("Sign: I shared it another way")
    assert "No letter was made" in _words(page.done)
    window.press("Open the child’s page")
    assert "told lewis aske, ashmere mash by telephone" in _words(window.page).lower()
    area.close()
