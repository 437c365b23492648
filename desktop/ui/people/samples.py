"""People around a child, with invented people: looking, the form, a likely one, an adult's page, two records side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.people import PersonEntry, RelationshipEntry, TakenFrom
from desktop.services.pages.fields import Choice, Missing
from desktop.ui.child.samples import AROUND, FARROW, HISTORY, SAID
from desktop.ui.child.screen import Fact
from desktop.ui.messages import say_name
from desktop.ui.people.add_screen import OWN_WORDS, FoundLine, PersonForm
from desktop.ui.people.add_view import AddPersonPage
from desktop.ui.people.compare_view import ComparePage, WithdrawPage
from desktop.ui.people.comparing import CompareScreen
from desktop.ui.people.lines import LikelyLine, PersonLine, SameLine
from desktop.ui.people.person import PersonScreen
from desktop.ui.people.person_view import PersonRecordPage

RELATIONS = (
    Choice("mother", "Mother"), Choice("father", "Father"), Choice("stepfather", "Stepfather"),
    Choice("grandparent", "Grandparent"), Choice("sibling", "Brother or sister"), Choice(OWN_WORDS, "Something else"),
)  # fmt: skip
WORKERS = (Choice("health-visitor", "Health visitor"), Choice("gp", "GP"), Choice("social-worker", "Social worker"))
FORM = PersonForm(
    "Kian",
    professional=False,
    relations=RELATIONS,
    person=PersonEntry("Jenna", "Pellow", born="1991-04-02", telephone="01632 960155", address="4 Sallow Row"),
    relationship=RelationshipEntry(
        "her mother's friend", "yes", "yes", "2017-03-14", taken_from=TakenFrom("Jenna Pellow", "mother")
    ),
)
JENNA = FoundLine("p1", "Jenna Pellow", "Born 2 April 1991\n01632 960155\n4 Sallow Row, ZY1 2AB")
SAME = CompareScreen(
    ("Kian Pellow", "Cian Pellow"),
    (
        ("Given names", "Kian", "Cian", False),
        ("Family name", "Pellow", "Pellow", True),
        ("Date of birth", "14 March 2017", "14 March 2017", True),
        ("NHS number", "999 000 1235", "Not asked", False),
        ("Address", "4 Sallow Row", "18 Tern Close", False),
        ("Who is around them", "Jenna Pellow, Mother", "Jenna Pellow, Mother\nNoor Haddad, Social worker", False),
        ("Concerns in this book", "2", "1", False),
    ),
)


def search() -> AddPersonPage:
    page = AddPersonPage()
    page.show_search("Kian", "Pellow", professional=False)
    page.show_found((JENNA, FoundLine("c2", "Maisie Pellow", "Child, born 8 May 2023\n4 Sallow Row")))
    return page


def none() -> QWidget:
    page = AddPersonPage()
    page.show_search("Esme", "Tiller", professional=True)
    page.show_found(())
    return page


def form() -> AddPersonPage:
    page = AddPersonPage()
    page.show_search("Kian", "", professional=False)
    page.show_form(FORM)
    return page


def professional() -> QWidget:
    page = AddPersonPage()
    page.show_search("Esme", "", professional=True)
    page.show_form(PersonForm("Esme", professional=True, relations=WORKERS))
    return page


def existing() -> QWidget:
    page = AddPersonPage()
    page.show_search("Kian", "", professional=False)
    page.show_form(PersonForm("Kian", professional=False, relations=RELATIONS, existing="Jenna Pellow"))
    return page


def likely() -> QWidget:
    page = form()
    page.show_likely((FoundLine("p1", "Jenna Pellow", JENNA.text, "same telephone number and the same name"),))
    return page


def errors() -> QWidget:
    page = form()
    page.show_problems((Missing("relation", "Say who they are to the child"),))
    return page


def person() -> QWidget:
    page = PersonRecordPage()
    facts = (
        Fact("Date of birth", (("2 April 1991", FARROW),)),
        Fact("Telephone", (("01632 960155", FARROW),)),
        Fact("Address", (("4 Sallow Row, ZY1 2AB", FARROW),)),
    )
    kian = PersonLine("r1", "c1", True, "Kian Pellow", "To this child: Mother", AROUND.family[0].facts[:2], False)
    same = (SameLine("s2", "p9", "The same person as Jen Pellow", SAID.text),)
    hints = (LikelyLine("p8", "Jenny Pello", "same postcode and a name that sounds alike"),)
    page.show_person(PersonScreen("p1", "Jenna Pellow", "Known as Jen.", facts, (kian,), same, hints, HISTORY))
    return page


def failed() -> QWidget:
    page = PersonRecordPage()
    page.show_failure(say_name())
    return page


def compare() -> ComparePage:
    page = ComparePage()
    page.show_compared(SAME)
    return page


def compare_errors() -> QWidget:
    page = compare()
    page.show_problems((Missing("reason", "Say how you know"),))
    return page


def withdraw() -> QWidget:
    page = WithdrawPage()
    page.show_said(SAID)
    return page


SAMPLES = {
    "": person,
    "failed": failed,
    "search": search,
    "none": none,
    "form": form,
    "professional": professional,
    "existing": existing,
    "likely": likely,
    "errors": errors,
    "compare": compare,
    "compare_errors": compare_errors,
    "withdraw": withdraw,
}
