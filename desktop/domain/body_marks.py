"""Marks on a body map: what was seen or told about each, where it is, and how it is struck through.

Rules this module keeps (black pen, facts.md 5.2):

* nothing is erased: a mark is struck through with a reason, keeps its number, and stays readable;
* numbers run on from the highest that ever was, so that a number means one mark for good;
* where a mark is, is the outline's own plain words ("left cheek", in the view "face"; left and right are the child's own)
  and a place in thousandths of the view's box, so that the record can be read without the drawing;
* a mark is never a photograph, and says nothing about how old an injury is or what caused it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.domain.errors import FieldsInvalid
from desktop.language import mark

CHILD, BABY = "child", "baby"
BODIES: Mapping[str, str] = {CHILD: mark("A child"), BABY: mark("A baby")}
SEEN, TOLD = "seen", "told"
PLACES = 1000  # a view is so many parts wide, and as many high
KINDS: Mapping[str, str] = {
    "bruise": mark("Bruise"),
    "red": mark("Red mark"),
    "graze": mark("Graze or scratch"),
    "cut": mark("Cut"),
    "burn": mark("Burn or scald"),
    "bite": mark("Bite mark"),
    "swelling": mark("Swelling"),
    "scar": mark("Scar"),
    "other": mark("Something else"),
}
"""What a mark looks like to somebody who is no doctor."""

FEATURES: Mapping[str, str] = {
    "broken_skin": mark("Is the skin broken?"),
    "swelling": mark("Is it swollen?"),
    "scab": mark("Is there a scab?"),
    "blister": mark("Is there a blister?"),
    "bleeding": mark("Is it bleeding?"),
    "dirt": mark("Is there grit or dirt in it?"),
    "heat": mark("Does it feel hot?"),
    "pain": mark("Does the child say it hurts?"),
    "movement_limited": mark("Is it hard to move that part?"),
}
"""Cells that are answered with yes, no or "I do not know"."""


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One numbered mark. Every cell may be blank, which means *not asked*; ``struck`` is why it no longer stands."""

    number: int = 0
    view: str = ""  # "front", "face", "left hand, palm"
    region: str = ""  # "left cheek"
    x: int = 0  # thousandths of the view's width, from its left
    y: int = 0  # thousandths of its height, from the top
    kind: str = ""  # a key of KINDS
    site: str = ""  # more exactly where: "two fingers below the elbow"
    size: str = ""  # in centimetres, as it was measured or judged
    shape: str = ""
    colour: str = ""
    broken_skin: str = ""  # Answer or blank, as the next eight
    swelling: str = ""
    scab: str = ""
    blister: str = ""
    bleeding: str = ""
    dirt: str = ""
    heat: str = ""
    pain: str = ""
    movement_limited: str = ""
    said: str = ""  # what the child or carer said about it, in their words
    said_by: str = ""
    seen_or_told: str = ""  # SEEN or TOLD
    seen_at: str = ""  # ISO day, or day and minute, by the local clock
    by: str = ""  # who saw it or told of it, with the post
    struck: str = ""


class Drawn(NamedTuple):
    """A record's body map: the outline ("" for a child's) and all marks."""

    body: str = ""
    marks: tuple[BodyMark, ...] = ()


NOT_DRAWN = Drawn()


def standing(marks: Iterable[BodyMark]) -> tuple[BodyMark, ...]:
    """Those that are not struck through."""
    return tuple(one for one in marks if not one.struck)


def is_described(one: BodyMark) -> bool:
    """Whether anything is said of the mark itself: what it looks like, or what was said about it."""
    return any(
        (one.kind, one.site, one.size, one.shape, one.colour, one.said, *(getattr(one, name) for name in FEATURES))
    )


def undescribed(marks: Iterable[BodyMark]) -> tuple[BodyMark, ...]:
    """Those that stand and of which nobody said anything: a press on the picture is no observation."""
    return tuple(one for one in standing(marks) if not is_described(one))


def without_people(held: Drawn) -> Drawn:
    """The same without who said, saw or told of a mark, and what was said: for a copy that others' words are not in."""
    return Drawn(held.body, tuple(replace(one, said="", said_by="", by="") for one in held.marks))


def next_number(marks: Iterable[BodyMark]) -> int:
    """The number that the next mark gets; none is used twice."""
    return max((one.number for one in marks), default=0) + 1


def with_mark(marks: Sequence[BodyMark], one: BodyMark) -> tuple[BodyMark, ...]:
    """The same with ``one`` at its number's place, or added at the end."""
    if any(other.number == one.number for other in marks):
        return tuple(one if other.number == one.number else other for other in marks)
    return (*marks, one)


def struck(marks: Sequence[BodyMark], number: int, reason: str) -> tuple[BodyMark, ...]:
    """The same with one mark struck through. Raises FieldsInvalid without a reason; a struck mark keeps its first reason."""
    if not reason.strip():
        raise FieldsInvalid("struck")
    return tuple(
        replace(one, struck=reason.strip()) if one.number == number and not one.struck else one for one in marks
    )


def kept(before: Sequence[BodyMark], after: Sequence[BodyMark]) -> bool:
    """Whether every signed mark is still there as it was, or struck through and otherwise as it was."""
    now = {one.number: one for one in after}
    return len(now) == len(after) and all(
        one.number in now and now[one.number] in {one, replace(one, struck=now[one.number].struck)}
        and (not one.struck or now[one.number].struck == one.struck)
        for one in before
    )  # fmt: skip
