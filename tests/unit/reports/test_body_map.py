"""A body map on paper: pictures with an alternative text, the whole table, and nothing erased."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pypdf

from desktop.domain.body_marks import BABY, BodyMark, Drawn
from desktop.domain.outlines import Outlines
from desktop.reports.body_map import body_map_pdf, map_cells, picture
from desktop.reports.concern import concern_pdf
from resources import read
from tests.unit.reports.papers import BY_LEAD
from tests.unit.reports.test_concern_papers import CONCERN, pages

MARKS = (
    BodyMark(number=1, view="face", region="left cheek", x=700, y=610, kind="bruise", size="2", said="It was the door"),
    BodyMark(number=2, view="face", region="left cheek", x=702, y=612, kind="cut"),
    BodyMark(number=3, view="back", region="left calf", x=400, y=800, kind="graze", struck="It was ink <#eval>"),
)
DRAWN = Drawn(BABY, MARKS)


def _alternatives(pdf: bytes) -> list[str]:
    """The alternative texts of the structure tree, in its order."""

    def below(node: object) -> Iterator[str]:
        held = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(held, dict):
            if "/Alt" in held:
                yield str(held["/Alt"])
            yield from below(held.get("/K"))
        elif isinstance(held, list):
            for one in held:
                yield from below(one)

    return list(below(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def test_it_is_for_people_and_archives_and_each_picture_says_its_marks() -> None:
    pdf = body_map_pdf(DRAWN, "Body map, 20 November 2026", "About Kian Pellow", BY_LEAD)
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>2<", metadata)
    assert "Kian" not in metadata
    assert _alternatives(pdf) == [
        "Outline of a baby, back. Marks 3: left calf (struck through).",
        "Outline of a baby, face. Marks 1: left cheek; 2: left cheek.",
    ]


def test_the_table_has_every_mark_in_the_order_of_the_numbers_as_it_was_written() -> None:
    text = " ".join(pages(body_map_pdf(DRAWN, "Body map", "About Kian Pellow", BY_LEAD)))
    order = ["Body map", "About Kian Pellow", "Marks on the body", "Left and right are the child", "No. Where", "1 Left cheek (face)",
             "Bruise, 2 cm", "“It was the door”", "2 Left cheek (face)", "Cut", "3 Left calf (back)",
             "Struck through: It was ink <#eval>", "Graze or scratch"]  # fmt: skip
    places = [text.find(one) for one in order]
    assert places == sorted(places)
    assert -1 not in places


def test_the_picture_has_each_number_once_and_no_words_of_the_record() -> None:
    view = Outlines.parse(read("body_maps/baby.json")).view("face")
    drawn = picture(view, MARKS[:2])
    assert re.findall(r">(\d+)</text>", drawn) == ["1", "2"]
    assert "door" not in drawn
    centres = {tuple(map(float, one)) for one in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"', drawn)}
    assert len(centres) == 2, "two marks on one place are told apart"


def test_a_concern_on_paper_has_its_map_and_one_without_marks_has_none() -> None:
    text = " ".join(pages(concern_pdf(replace(CONCERN, drawn=DRAWN))))
    assert text.find("What the record says") < text.find("Marks on the body") < text.find("What was amended")
    assert "Marks on the body" not in " ".join(pages(concern_pdf(replace(CONCERN, history=()))))
    assert map_cells(Drawn())["figures"] == []
