"""The children's pages with invented people: before a search, found, none, the form, errors, duplicate, same address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain.records import Answer, Attended, ChildEntry, Relative
from desktop.services.pages.fields import Choice, Missing
from desktop.ui.children.add_view import AddChildPage
from desktop.ui.children.adding import DuplicateLine
from desktop.ui.children.child_codes import ChildCodes
from desktop.ui.children.presenter import ResultLine
from desktop.ui.children.view import ChildrenPage
from desktop.ui.messages import say_name

KIAN = ResultLine(
    "c1", "Kian Pellow", "", "14 March 2017, 9 years old", "4 Sallow Row, ZY1 2AB", "2", "20 Nov 2026, 09:41"
)
MAISIE = ResultLine("c2", "Maisie Pellow", "Mai", "8 May 2023, 3 years old", "4 Sallow Row, ZY1 2AB", "None", "")
ESME = ResultLine(
    "c3", "Esme Rook", "", "2 October 2026, 11 weeks old", "Caravan 7, Pell Lane, ZX1 2AB", "1", "23 Dec 2026, 15:30"
)
ENTRY = ChildEntry(
    given_names="Kian",
    family_name="Pellow",
    born="2017-03-14",
    sex="M",
    address="4 Sallow Row",
    postcode="ZY1 2AB",
    nhs_number="999 000 1235",
    setting="Larkmere Primary",
    people=(
        Relative("Jenna Pellow", "mother", Answer.YES, Answer.YES),
        Relative("Craig Dunmore", "stepfather", Answer.UNKNOWN, Answer.YES),
    ),
)


CODES = ChildCodes(
    {
        "disabilities": (
            Choice("NONE", "No disability", "stands alone"),
            Choice("HEAR", "Hearing"),
            Choice("MOB", "Mobility"),
        ),
        "ethnicity": (Choice("WBRI", "White British"), Choice("MWBC", "White and Black Caribbean")),
        "legal_status": (Choice("none", "None"), Choice("C2", "Full care order")),
        "placement": (Choice("home", "With parents or their usual carer"), Choice("fostered", "With foster carers")),
        "upn_unknown": (Choice("UN1", "Too young for school"), Choice("UN4", "Newly known to us")),
    }
)


def start() -> QWidget:
    page = ChildrenPage()
    page.show_start()
    return page


def found() -> QWidget:
    page = ChildrenPage()
    page.search.set_value("Pellow")
    page.show_results("3 children found for “Pellow”", (KIAN, MAISIE, ESME))
    return page


def none() -> QWidget:
    page = ChildrenPage()
    page.search.set_value("Pelow")
    page.show_none("No child in this record book matches “Pelow”.")
    return page


def failed() -> QWidget:
    page = ChildrenPage()
    page.show_start()
    page.show_failure(say_name())
    return page


def add() -> QWidget:
    page = AddChildPage(CODES)
    page.show_form(ENTRY)
    page.finish()
    return page


def more() -> QWidget:
    page = AddChildPage(CODES)
    needs = replace(
        ENTRY, disabilities=("HEAR",), communication="Signs, and looks at your mouth", interpreter="yes",
        schools=(Attended("Thornby Nursery", "2020", "2022"),), setting_withheld=True, flags=("Severe nut allergy",),
    )  # fmt: skip
    page.show_form(needs)
    page.finish()
    return page


def about_age() -> QWidget:
    page = AddChildPage(CODES, date(2026, 11, 20))
    page.show_form(replace(ENTRY, born=""))
    page.is_born.set_value("unknown")
    page.about.set_value("11")
    page.finish()
    return page


def unborn() -> QWidget:
    page = AddChildPage(CODES, date(2026, 11, 20))
    page.show_form(ChildEntry(family_name="Rook", expected="2027-03-02"))
    page.finish()
    return page


def errors() -> QWidget:
    page = AddChildPage(CODES)
    page.show_form(ChildEntry(born="2017-03-14", nhs_number="999 000 1234"))
    page.finish()
    page.show_problems(
        (
            Missing("given_names", "Enter a name, or what the child is known as"),
            Missing("nhs_number", "Check the NHS number: its ten digits do not fit together"),
        )
    )
    return page


def duplicate() -> QWidget:
    page = AddChildPage(CODES)
    page.show_form(ENTRY)
    page.finish()
    page.show_duplicates((DuplicateLine(KIAN, "Same date of birth, and a name that sounds alike"),))
    return page


def same_address() -> QWidget:
    page = AddChildPage(CODES)
    page.show_form(ENTRY)
    page.finish()
    page.show_same_address("Kian", (MAISIE,))
    return page


SAMPLES = {
    "": start,
    "found": found,
    "none": none,
    "failed": failed,
    "add": add,
    "more": more,
    "about_age": about_age,
    "unborn": unborn,
    "errors": errors,
    "duplicate": duplicate,
    "same_address": same_address,
}
