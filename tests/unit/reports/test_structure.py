"""Every paper as assistive technology reads it: headings in order, tables with headers, pictures in words, one reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from desktop.domain.records import Contacts
from desktop.reports.body_map import body_map_pdf
from desktop.reports.chronology import chronology_pdf
from desktop.reports.concern import concern_pdf
from desktop.reports.guides import guide_pdf
from desktop.reports.holder import holder_pdf
from desktop.reports.kit import kit_pdf
from desktop.reports.sheets import form_pdf, slip_pdf
from desktop.services.guides import GuidePaper
from tests.unit.reports.papers import BY_LEAD, PRINTED, whole
from tests.unit.reports.structure import Node, Tagged, pdftotext, tagged
from tests.unit.reports.test_body_map import DRAWN
from tests.unit.reports.test_concern_papers import CONCERN, COURT, FORM, SLIP

WORDS = " ".join(f"word{number}" for number in range(1, 34))
PAPERS: dict[str, Callable[[], bytes]] = {
    "concern with a body map": lambda: concern_pdf(replace(CONCERN, drawn=DRAWN)),
    "court copy": lambda: concern_pdf(COURT),
    "for the family": lambda: concern_pdf(replace(CONCERN, reader="family", taken_out=("Opinion",))),
    "record beside concerns": lambda: concern_pdf(replace(CONCERN, kind="Child’s voice")),
    "chronology": lambda: chronology_pdf(whole()),
    "body map": lambda: body_map_pdf(DRAWN, "Body map, 20 November 2026", "About Kian Pellow", BY_LEAD),
    "empty form": lambda: form_pdf(FORM),
    "slip": lambda: slip_pdf(SLIP),
    "guide": lambda: guide_pdf(GuidePaper("lead", "Larkmere", Contacts("Ashmere MASH", "01632 960101"), PRINTED)),
    "recovery kit": lambda: kit_pdf("-".join(["7Q4K2M"] * 8), "Odette Farrow", "Larkmere", PRINTED),
    "recovery words": lambda: holder_pdf(WORDS, 1, 2, 3, "Larkmere", PRINTED),
}
every_paper = pytest.mark.parametrize("name", PAPERS)


@cache
def made(name: str) -> tuple[bytes, Tagged]:
    pdf = PAPERS[name]()
    return pdf, tagged(pdf)


def close(text: str) -> str:
    return "".join(text.split())


def texts(node: Node) -> list[str]:
    """What stands in the leaves, in reading order."""
    return [part for one in node.children for part in ([close(one.text)] if not one.role else texts(one)) if part]


@every_paper
def test_a_paper_says_its_language_and_its_title_and_which_standards_it_keeps(name: str) -> None:
    _, read = made(name)
    assert read.catalogue == {"lang": "en-GB", "marked": True, "shows_title": True}
    assert read.title
    assert "Pellow" not in read.title
    for standard in ("pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<"):
        assert standard in read.metadata


@every_paper
def test_its_headings_begin_with_the_first_and_none_is_jumped_over(name: str) -> None:
    levels = [level for level, _ in made(name)[1].headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(words for _, words in made(name)[1].headings)


@every_paper
def test_each_table_has_a_header_for_every_column_and_rows_as_wide_as_it(name: str) -> None:
    for table in made(name)[1].root.all("Table"):
        first, *rest = table.all("TR")
        heads = list(first.all("TH", "TD"))
        assert [(head.role, head.scope) for head in heads] == [("TH", "Column")] * len(heads)
        assert all(head.whole().strip() for head in heads)
        assert rest, "a table has rows"
        assert {sum(cell.span for cell in row.all("TH", "TD")) for row in rest} == {len(heads)}


@every_paper
def test_each_picture_is_said_in_words(name: str) -> None:
    pictures = list(made(name)[1].root.all("Figure", "Formula"))
    assert all(one.alt for one in pictures)
    assert bool(pictures) is (name in {"concern with a body map", "body map"})


@every_paper
def test_it_is_read_in_the_order_in_which_it_stands(name: str) -> None:
    """The structure tree, the content of the pages and pdftotext, which knows neither, tell the same in the same order."""
    pdf, read = made(name)
    assert close(read.root.whole()) == close(read.shown)
    poppler = pdftotext(pdf)
    told, at = close(poppler if poppler is not None else read.shown), 0
    for part in texts(read.root):
        found = told.find(part, at)
        assert found >= 0, part
        at = found + len(part)


def test_recovery_words_are_read_in_the_order_of_their_numbers() -> None:
    read = close(made("recovery words")[1].root.whole())
    places = [read.find(f"{number}word{number}") for number in range(1, 34)]
    assert places == sorted(places)
    assert -1 not in places
