"""The rest of the two days by key events alone: a child added, the call, the letter to the desk, its answer; and a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.records import ChildEntry, Relative, When
from desktop.services.session import Session
from desktop.ui.page import Page
from tests.ui.scenarios.child import add_child
from tests.ui.scenarios.concern import write_concern
from tests.ui.scenarios.entry import write_entry
from tests.ui.scenarios.keyboard import TABLE, Keyboard
from tests.ui.scenarios.moments import moment
from tests.ui.scenarios.stories import ESME, KIAN
from tests.ui.scenarios.ways import Quick
from tests.ui.shell import Shell
from tests.unit.services.people import Area, utc

KIAN_HIMSELF = ChildEntry(
    given_names="Kian",
    family_name="Pellow",
    born="2017-03-14",
    sex="M",
    nhs_number="9990001235",
    upn="A336400018001",
    address="4 Sallow Row",
    postcode="ZY1 2AB",
    setting="Larkmere Primary",
    people=(
        Relative("Jenna Pellow", "mother", parental_responsibility="yes", household="yes"),
        Relative("Craig Dunmore", "stepfather", parental_responsibility="unknown", household="yes"),
        Relative("Maisie Pellow", "sister, aged 3", household="yes"),
    ),
)
ESME_HERSELF = ChildEntry(
    given_names="Esme",
    family_name="Rook",
    born="2026-10-02",
    sex="F",
    nhs_number="9990002347",
    address="Caravan 7, Pell Lane",
    postcode="ZX1 2AB",
    people=(Relative("Tasha Rook", "mother", parental_responsibility="yes", household="yes"),),
)
REASONS = "Marks in two places, and he names an adult at home."
ANSWER = "Strategy discussion at 11:00 on Monday. Please keep Kian in school."


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Area]:
    monkeypatch.setattr(Page, "deaf_for", 20)
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


class Desks:
    """One window at a time."""

    def __init__(self, qt: QApplication) -> None:
        self._qt = qt
        self._shown: Shell | None = None

    def at(self, session: Session, *, desk: bool = False) -> Keyboard:
        """Somebody sits down at this book."""
        self.leave()
        self._shown = Shell(self._qt, session, desk=desk)
        return Keyboard(self._shown)

    def leave(self) -> None:
        if self._shown is not None:
            self._shown.close()


@pytest.fixture
def desks(qapp: QApplication, area: Area) -> Iterator[Desks]:
    made = Desks(qapp)
    yield made
    made.leave()


def test_scenario_a_from_adding_the_child_to_the_answer_and_the_correction(desks: Desks, area: Area) -> None:
    school = desks.at(area.school)
    add_child(school, KIAN_HIMSELF, "Pellow")
    (child,) = area.school.children.search("Pellow")
    assert area.school.children.entry(child.id) == KIAN_HIMSELF
    school.push("Record a concern")
    write_concern(school, Quick(school), replace(KIAN, others=(), role="", body="", body_marks=()))
    school.push("Check your answers")
    school.push("Sign and save")

    school.push("Share it, or decide not to")
    school.choose("What do you decide?", "Share it")
    school.choose("To whom?", "Ashmere MASH")
    school.choose("Why is it shared?", "Refer a child who may be at risk of harm")
    school.choose("Does the family know?", "No")
    school.write("What did they say? Or why were they not told?", "It may put Kian at more risk.")
    school.write("Your reasons", REASONS)
    school.push("Check what leaves")
    assert "Craig got me with the charger" in school.page_says()
    school.push("Sign and send to Ashmere MASH")
    area.post.exchange(area.school, area.desk)

    desk = desks.at(area.desk, desk=True)
    desk.push("Desk")
    desk.to("Enquiries that wait for a decision", TABLE)
    desk.press_enter()
    said = desk.page_says()
    assert REASONS in said
    assert "R. Quill" in said
    desk.choose("What happens next?", "Referral: strategy discussion")
    desk.write("Reasons", ANSWER)
    desk.write("Who will be in touch, and when (optional)", "Lewis Aske rings by 14:00 today")
    desk.push("Check this decision")
    desk.push("Sign the decision and answer")
    area.post.exchange(area.desk, area.school)

    school = desks.at(area.school)
    school.push("Children")
    school.search("Find a child", "Pellow")
    school.push("Open this child")
    assert ANSWER in school.page_says()

    school.push("Amend: Physical abuse, 19 November 2026 at 18:30")
    school.choose("What do you want to correct or add to?", "Marks on the body")
    school.write("Marks on the body: as it should read", "The line behind the ear is 3 cm.")
    school.write("Why is it amended?", "Measured again on the sheet")
    school.write("As told by (optional)", "R. Quill")
    school.push("Sign this amendment")
    said = school.page_says()
    assert "The amendment is signed and kept" in said
    assert "The line behind the ear is 3 cm." in said
    assert "straight line, 4 cm, red" in said, "what was written first stays to be read"
    assert "as told by R. Quill" in said


def test_scenario_b_from_the_missed_visits_to_the_call_and_the_letter(desks: Desks, area: Area) -> None:
    area.at(utc("2026-12-23T15:30"))
    visitor = desks.at(area.health)
    add_child(visitor, ESME_HERSELF, "Rook")
    for day in ("2026-12-01", "2026-12-09"):
        visitor.push("Add to this child’s record")
        visitor.push("No access or missed contact")
        missed = {"happened": When(day), "planned": "home-visit", "result": "no-access"}
        write_entry(visitor, ENTRY_TYPES["non_engagement"], missed)
        visitor.push("Sign and save")
        visitor.push("Open the child’s page")
    visitor.push("Record a concern")
    write_concern(visitor, Quick(visitor), ESME)
    assert "A mark or injury on a baby who cannot move about" in visitor.page_says(), (
        "it is said while one still writes"
    )
    visitor.push("Check your answers")
    visitor.push("Sign and save")

    visitor.push("I have rung")
    visitor.write("Who answered?", "Lewis Aske")
    visitor.write("What did they advise?", "Same-day paediatric opinion")
    moment(visitor, "When was the call?", "2026-12-23T14:40")
    visitor.push("Log this call")
    assert area.health.ringing.alerts() == ()

    visitor.push("Share, or decide not to")
    visitor.choose("What do you decide?", "Share it")
    visitor.choose("To whom?", "Ashmere MASH")
    visitor.choose("Why is it shared?", "Refer a child who may be at risk of harm")
    visitor.choose("Does the family know?", "Yes")
    visitor.write("What did they say? Or why were they not told?", "Mother agreed to the hospital.")
    visitor.write("Your reasons", "A mark on the face of a baby who cannot roll.")
    visitor.push("Check what leaves")
    assert "She rolled on her dummy" in visitor.page_says()
    visitor.push("Sign and send to Ashmere MASH")
    area.at(utc("2026-12-24T09:10"))
    area.post.exchange(area.health, area.desk)

    desk = desks.at(area.desk, desk=True)
    desk.push("Desk")
    desk.to("Enquiries that wait for a decision", TABLE)
    desk.press_enter()
    said = desk.page_says()
    assert [when for when in ("14:20", "15:30", "09:10") if when not in said] == [], (
        "happened, written and received stand apart"
    )
