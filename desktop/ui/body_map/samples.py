"""The body map with invented marks: blank, with a mark being described, with several, and for a baby."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.domain.body_marks import BABY, BodyMark, Drawn
from desktop.ui.body_map.body_map import BodyMap
from desktop.ui.body_map.marking import Marking
from desktop.ui.body_map.overlay import MapRecord
from desktop.ui.body_map.pictures import LaidOver
from desktop.ui.page import Page

ARM = BodyMark(
    number=1, view="front", region="left upper arm, front", x=748, y=270, kind="bruise", size="2 by 2", shape="round",
    colour="purple, yellow at the edge", broken_skin="no", swelling="yes", pain="yes", said="Craig got me", said_by="Kian",
    seen_or_told="seen", seen_at="2026-11-20T09:05", by="R. Quill, teaching assistant",
)  # fmt: skip
ARM_TOO = replace(ARM, number=2, x=756, y=300, size="1 by 2", said="", said_by="")
EAR = BodyMark(
    number=3, view="head, left side", region="behind the left ear", x=655, y=520, kind="red", size="4", shape="straight line",
    colour="red", broken_skin="unknown", seen_or_told="seen", by="R. Quill, teaching assistant",
)  # fmt: skip
WRONG = BodyMark(number=4, view="front", region="right knee", x=402, y=722, kind="graze", struck="It was ink")
MARKS = (ARM, ARM_TOO, EAR, WRONG)


def page(marking: Marking) -> Page:
    """The map as it stands on a page."""
    made = Page("Body map", wide=True)
    made.add(BodyMap(marking))
    return made


def blank() -> QWidget:
    return page(Marking())


def marked() -> QWidget:
    marking = Marking(MARKS)
    marking.view = "front"
    return page(marking)


def describing() -> QWidget:
    marking = Marking((ARM,))
    marking.view = "left hand, palm"
    marking.place("left thumb, palm side", 110, 610)
    return page(marking)


def signed() -> QWidget:
    marking = Marking((ARM, EAR), signed=(1, 3))
    marking.choose(3)
    return page(marking)


def baby() -> QWidget:
    mark = BodyMark(number=1, view="face", region="left cheek", x=700, y=620, kind="bruise", size="1", colour="blue")
    return page(Marking((mark,), BABY))


def laid_over() -> QWidget:
    """Three records of one child over each other, as on the child's page."""
    earlier = BodyMark(number=1, view="front", region="left shin", x=596, y=830, kind="graze", size="3")
    later = BodyMark(
        number=1, view="front", region="left upper arm, front", x=744, y=300, kind="bruise", colour="green"
    )
    made = Page("Body maps", wide=True)
    made.add(
        LaidOver(
            (
                MapRecord("r1", "2026-10-03", "3 October 2026", "Neglect", Drawn("", (earlier,))),
                MapRecord("r2", "2026-11-20", "20 November 2026", "Physical abuse", Drawn("", MARKS)),
                MapRecord("r3", "2026-11-24", "24 November 2026", "Physical abuse", Drawn("", (later,))),
            )
        )
    )
    return made


SAMPLES = {
    "laid_over": laid_over,
    "blank": blank,
    "marked": marked,
    "describing": describing,
    "signed": signed,
    "baby": baby,
}
