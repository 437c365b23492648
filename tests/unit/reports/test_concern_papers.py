"""A concern on paper: the court's copy, a family's, the empty form and the witness's slip."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from desktop.domain.records import Contacts, Person, When
from desktop.reports.concern import concern_pdf
from desktop.reports.sheets import form_pdf, slip_pdf
from desktop.services.pages.papers import ConcernPaper, FormPaper, SlipPaper
from tests.unit.reports.papers import AMENDED, BY_LEAD, LEAD, PRINTED, WRITTEN, amendment, field

CODE = "7Q4K2M9XH3D8W1ABCDEF"
RECORDED = amendment(
    kind="concern.recorded", reason="", as_told_by="", changed=(), written_at=WRITTEN, received_at=WRITTEN
)
CONCERN = ConcernPaper(
    child_name="Kian Pellow",
    born="2017-03-14",
    title="Physical abuse, 20 November 2026",
    fields=(
        field("seen", "What was seen or heard", "Two 2 cm round marks on left upper arm"),
        field("place", "Where", "classroom", "cloakroom", state="disputed"),
    ),
    history=(RECORDED, amendment()),
    happened=When("2026-11-20T09:05"),
    noticed=When(),
    witness=Person("R. Quill", "teaching assistant", "saw"),
    informant=Person("R. Quill", "teaching assistant"),
    notes=("2026-11-20T09:15", "office safe"),
    printed=BY_LEAD,
)
COURT = replace(CONCERN, printed=replace(BY_LEAD, code=CODE))
FORM = FormPaper("7Q4K2M9X", "Larkmere Primary", Contacts("Ashmere MASH", "01632 960101"), PRINTED)
SLIP = SlipPaper(
    "H3D8W1AB", LEAD, "Larkmere Primary", WRITTEN, (("A telephone call was made about it", AMENDED),), PRINTED
)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("pdf", [concern_pdf(COURT), form_pdf(FORM), slip_pdf(SLIP)], ids=["concern", "form", "slip"])
def test_each_is_one_file_for_people_and_for_archives(pdf: bytes) -> None:
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>2<", metadata)
    assert "Kian" not in metadata
    assert bool(root["/MarkInfo"]["/Marked"])


def test_times_people_both_sides_and_amendments_stand_in_the_order_of_reading() -> None:
    (text,) = pages(concern_pdf(CONCERN))
    order = [
        "Physical abuse, 20 November 2026",
        "About Kian Pellow, born 14 March 2017",
        "Happened 20 November 2026 at 09:05",
        "Written 20 November 2026 at 09:40, by Odette Farrow, Larkmere Primary",
        "Received Written in this record book",
        "Who saw or heard it R. Quill, teaching assistant, saw",
        "Made 20 November 2026 at 09:15. Kept: office safe",
        "Two 2 cm round marks",
        "classroom (says Odette Farrow",
        "cloakroom (says Odette Farrow",
        "Not agreed: both are kept.",
        "Measured again with a ruler",
        "One 4 cm straight red line",
        "One 3 cm straight red line",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, [part for part, place in zip(order, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_the_code_of_a_court_copy_stands_on_every_page_with_its_number() -> None:
    long = replace(COURT, fields=tuple(field(f"f{n}", f"Question {n}", "x " * 300) for n in range(20)))
    found = pages(concern_pdf(long))
    assert len(found) > 2
    for number, text in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in text
        assert "7Q4K 2M9X H3D8 W1AB CDEF" in text
    assert "Code" not in " ".join(pages(concern_pdf(CONCERN)))


def test_a_familys_copy_says_what_is_not_on_it_and_how_to_read_it() -> None:
    (text,) = pages(concern_pdf(replace(CONCERN, reader="family", informant=Person(), taken_out=("What others said",))))
    assert "Not on this copy: What others said" in text
    assert "what could put a child at risk must not leave" in text
    assert "Who told the person" not in text


def test_the_empty_form_is_one_page_with_its_number_and_whom_to_ring() -> None:
    (text,) = pages(form_pdf(FORM))
    for part in (
        "7Q4K 2M9X",
        "ring 999 first",
        "Child’s full name",
        "The child’s own words",
        "01632 960101",
        "Signature",
    ):
        assert part in text
    assert len(pages(form_pdf(replace(FORM, organisation="A very long name of a school " * 4)))) == 1


def test_the_slip_is_one_page_and_asks_to_come_back() -> None:
    (text,) = pages(slip_pdf(SLIP))
    for part in (
        LEAD,
        "A telephone call was made about it",
        "H3D8 W1AB",
        "says nothing about the child on purpose",
        "999",
    ):
        assert part in text


def test_the_same_concern_gives_the_same_bytes() -> None:
    assert concern_pdf(COURT) == concern_pdf(COURT)
