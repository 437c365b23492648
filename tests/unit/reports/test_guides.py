"""The papers that hold no record: the recovery kit, and a guide on one page for each role."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pypdf
import pytest

from desktop.domain.records import Contacts
from desktop.reports.guides import guide_pdf
from desktop.reports.holder import holder_pdf
from desktop.reports.kit import kit_pdf
from desktop.services.guides import ROLES, GuidePaper

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NUMBERS = Contacts(
    "Ashmere MASH",
    "01632 960 140",
    "Ashmere Emergency Duty Team",
    "01632 960 199",
    lado_name="Ida Prentice",
    lado_number="01632 960 177",
)
KIT = "7K2QX-9M4TD-B3H8W-PX61R-0ZJ5N-V6C2Y-E8GAF-4SDTM"


def read(pdf: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def guide(role: str, contacts: Contacts = NUMBERS) -> bytes:
    return guide_pdf(GuidePaper(role, "Larkmere Primary School", contacts, AT))


@pytest.mark.parametrize("role", ROLES)
def test_a_guide_is_one_page_tagged_with_the_numbers_of_the_record_book(role: str) -> None:
    reader, words = read(guide(role))
    assert len(reader.pages) == 1
    assert ROLES[role] in words
    for number in ("999", "01632 960 140", "01632 960 199", "01632 960 177", "Larkmere Primary School"):
        assert number in words
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])


@pytest.mark.parametrize("role", ROLES)
def test_a_guide_without_numbers_and_with_long_names_stays_on_one_page(role: str) -> None:
    assert len(read(guide(role, Contacts()))[0].pages) == 1
    long = Contacts(
        "A very long name of a multi-agency safeguarding team in a county", "01632 960 140", "B" * 60, "01632 960 199"
    )
    assert len(read(guide(role, long))[0].pages) == 1


def test_the_kit_is_one_page_with_every_group_in_its_place() -> None:
    reader, words = read(kit_pdf(KIT, "Odette Farrow", "Larkmere Primary School", AT))
    assert len(reader.pages) == 1
    found = [words.index(f"Group {number} {group}") for number, group in enumerate(KIT.split("-"), start=1)]
    assert found == sorted(found)
    assert "Odette Farrow, Larkmere Primary School" in words


def test_papers_are_for_people_and_archives_and_name_nobody_in_their_title() -> None:
    for pdf in (guide("lead"), kit_pdf(KIT, "Odette Farrow", "", AT)):
        reader, _words = read(pdf)
        metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
        assert re.search(r"pdfuaid:part>1<", metadata)
        assert "Odette" not in metadata
        assert "Larkmere" not in str(reader.metadata)


def test_what_looks_like_markup_in_a_name_is_printed_as_it_stands() -> None:
    _reader, words = read(kit_pdf(KIT, "#panic() *Odette* $x$", "", AT))
    assert "#panic() *Odette* $x$" in words


def test_a_holder_s_paper_is_one_page_with_every_word_numbered_and_says_what_it_opens() -> None:
    words = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(33)]
    reader, said = read(holder_pdf(" ".join(words), 2, 2, 3, "Larkmere Primary School", AT))
    assert len(reader.pages) == 1
    assert "paper 2 of 3" in said
    assert "2 of the 3 papers together open" in said
    for number, word in enumerate(words, 1):
        assert re.search(rf"\b{number}\s*{word}\b", said), word
    assert reader.metadata is not None
    assert reader.metadata.title == "Recovery words"
    assert "word" not in str(reader.metadata.get("/Subject", "")).replace("words", "")
