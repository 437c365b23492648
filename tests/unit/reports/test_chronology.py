"""The printed chronology: whole, inert, accessible, and the same bytes from the same record."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from desktop.domain.body_marks import BodyMark, Drawn
from desktop.reports.chronology import chronology_pdf
from desktop.reports.errors import PaperNotMade
from desktop.reports.typesetting import BOX, printable, typeset
from desktop.services.pages.papers import ChildDetails, ChronologyPaper
from tests.unit.reports.papers import PRINTED, amendment, concern, field, paper, row, whole


def reader(of: ChronologyPaper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(chronology_pdf(of)))


def words(of: ChronologyPaper) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader(of).pages).split())


def test_one_file_is_for_people_and_for_archives() -> None:
    root = reader(whole()).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>2<", metadata)
    assert re.search(r"pdfaid:conformance>A<", metadata)
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"


def test_the_three_times_stand_apart() -> None:
    printed = words(paper(rows=(row("A mark was seen"),)))
    assert "Happened Written Received" in printed
    assert "20 November 2026 09:05" in printed
    assert "20 November 2026 09:40" in printed


def test_an_amendment_stands_with_its_reason_and_the_text_it_replaced() -> None:
    printed = words(whole())
    for part in (
        "Measured again with a ruler",
        "R. Quill, teaching assistant",
        "One 4 cm straight red line",
        "One 3 cm straight red line",
    ):
        assert part in printed


def test_an_amendment_that_was_not_accepted_says_so() -> None:
    refused = amendment(accepted=False, not_accepted_why="unknown sender")
    assert "Not accepted: unknown sender" in words(paper(concerns=(concern(refused),)))


def test_only_amendments_stand_under_what_was_amended() -> None:
    assert "What was amended" not in words(paper(concerns=(concern(amendment(kind="concern.recorded")),)))


def test_every_page_says_who_printed_it_and_which_page_it_is() -> None:
    pages = reader(paper(rows=(row("x " * 200),) * 20)).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert f"Page {number} of {len(pages)}" in text
        assert "Printed by Odette Farrow, designated safeguarding lead on 23 November 2026 at 11:00" in text
        assert "Larkmere Primary" in text


def test_a_disputed_field_shows_both_sides_and_who_says_so() -> None:
    printed = words(paper(fields=(field("setting", "School", "Larkmere", "Thornby", state="disputed"),)))
    assert "Larkmere (says Odette Farrow" in printed
    assert "Thornby (says Odette Farrow" in printed
    assert "Not agreed: both are kept." in printed


def test_an_incomplete_field_says_so() -> None:
    assert "has not come" in words(paper(fields=(field("setting", "School", "Larkmere", state="incomplete"),)))


def test_what_was_kept_off_the_paper_is_named_without_its_content() -> None:
    assert "Kept off this paper: Address, Postcode" in words(whole())


def test_an_address_that_must_not_be_disclosed_does_not_come_in_by_an_amendment() -> None:
    moved = amendment(kind="child.amended", changed=(("Address", "4 Sallow Row", "9 Refuge Lane"), ("Sex", "U", "M")))
    printed = words(replace(paper(withheld=("Address", "Postcode")), history=(moved,)))
    assert "Sallow" not in printed
    assert "Refuge" not in printed
    assert "Address Kept off this paper Kept off this paper" in printed


def test_text_that_looks_like_markup_is_printed_as_it_stands() -> None:
    hostile = '#read("/etc/hostname") #import "@preview/cetz:0.3.0" *bold* _it_ $x^2$ <label> @ref // gone \\ `raw` = h'
    printed = words(paper(rows=(row(hostile),)))
    assert hostile.replace(" ", "") in printed.replace(" ", "")


def test_the_files_own_title_names_nobody() -> None:
    made = reader(whole())
    assert made.metadata is not None
    assert made.metadata.title == "Chronology"
    everything = str(dict(made.metadata)) + made.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "Pellow" not in everything
    assert "Farrow" not in everything


def test_the_same_record_makes_the_same_bytes() -> None:
    assert chronology_pdf(whole()) == chronology_pdf(whole())


def test_the_date_of_the_file_is_the_time_of_printing() -> None:
    made = reader(whole())
    assert made.metadata is not None
    assert made.metadata.creation_date == PRINTED


def test_letters_without_a_font_are_boxes_and_counted() -> None:
    printed = words(paper(rows=(row("她说 she said \x07"),)))
    assert BOX in printed
    assert "3 letters that this program has no font for" in printed


@pytest.mark.parametrize("text", ["Siân ŵ ŷ ż Ł ő", "Ελληνικά", "Кирилл", "سلام", "“quoted” – – €"])
def test_letters_with_a_font_are_printed(text: str) -> None:
    assert printable([text]) == ({}, 0)
    chronology_pdf(paper(rows=(row(text),)))


def test_an_empty_chronology_can_be_printed() -> None:
    assert "There are no entries." in words(replace(paper(), child_name="", known_as=""))


def test_a_refusal_by_the_typesetter_carries_no_text() -> None:
    with pytest.raises(PaperNotMade) as caught:
        typeset("chronology.typ", {"title": "CANARY"}, PRINTED)
    assert "CANARY" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_nothing_is_written_beside_the_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    chronology_pdf(whole())
    assert list(tmp_path.iterdir()) == []


def test_a_long_chronology_is_quick_enough() -> None:
    assert len(reader(paper(rows=(row("seen " * 12),) * 600)).pages) > 20


def test_an_older_view_says_so_first_and_on_every_page() -> None:
    older = "This is an older view: only what this record book had received by the end of 20 November 2026."
    of = replace(paper(rows=(row("x " * 200),) * 20), older=older, older_day="20 November 2026", scope=("2 lines.",))
    pages = [" ".join(page.extract_text().split()) for page in reader(of).pages]
    assert len(pages) > 1
    assert all("Older view: as known on 20 November 2026" in page for page in pages)
    assert pages[0].index(older) < pages[0].index("2 lines.") < pages[0].index("What happened")


def test_what_was_left_out_is_said_and_lines_are_read_in_their_order() -> None:
    scope = ("Only from 1 November 2026 on.", "2 of 9 lines: the others are left out.")
    late, gone = row("No coat", at="2026-11-12", late=True), replace(row("Came in without socks"), withdrawn=True)
    printed = words(replace(paper(rows=(late, gone)), scope=scope))
    wanted = (*scope, "Printed by", "Written more", "No coat", "Withdrawn:", "without socks")
    places = [printed.index(part) for part in wanted]
    assert places == sorted(places)


def test_a_family_names_the_child_of_each_line_and_what_stands_about_each() -> None:
    maisie = ChildDetails("Maisie Pellow", fields=(field("born", "Date of birth", "1 February 2023"),))
    of = replace(paper(rows=(replace(row("Cold"), child_name="Maisie Pellow"),)), others=(maisie,))
    printed = words(of)
    assert "Chronology of a family: Kian Pellow, Maisie Pellow" in printed
    assert "1 February 2023" in printed
    assert "Received Child What" in printed


def test_a_body_map_is_on_the_paper_when_it_was_asked_for() -> None:
    mark = BodyMark(number=1, view="front", region="left upper arm, front", x=748, y=270, kind="bruise", size="2")
    printed = words(replace(whole(), maps=(("Physical abuse, 20 November 2026", Drawn("", (mark,))),)))
    assert printed.count("Bruise, 2 cm") == 1
    assert "Bruise" not in words(whole())


def test_who_is_around_the_child_stands_there() -> None:
    printed = words(replace(paper(), people=(("Jenna Pellow", "Mother", "Yes", "Yes, since 14 March 2017"),)))
    assert "Jenna Pellow Mother Yes Yes, since 14 March 2017" in printed
