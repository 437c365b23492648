"""A hand with its fingers up, the thumb to the left: a left palm, or a right hand's back.

Units: 1000 from the wrist to the tip of the middle finger; the wrist's middle is (0, 0) and up is negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from shapes import Region, View
from splines import Knot, Point, smooth


@dataclass
class Finger:
    """``base`` is the middle of its root; ``lean`` degrees from straight up, to the right."""

    base: Point
    lean: float
    length: float
    half: float

    def at(self, along: float, beside: float) -> Point:
        """A place ``along`` the finger (0 its root, 1 its tip), ``beside`` its middle (-1 the left edge)."""
        turn = radians(self.lean)
        x, y = self.half * beside, -self.length * along
        return self.base[0] + x * cos(turn) - y * sin(turn), self.base[1] + x * sin(turn) + y * cos(turn)

    def edge(self) -> list[Knot]:
        """Up the left side, around the tip, down the right side."""
        round_ = self.half * 0.92 / self.length
        tip = 1 - round_
        bend = tip + 0.74 * round_
        return [
            self.at(0.10, -1), self.at(0.50, -0.99), self.at(tip - 0.06, -0.93), self.at(bend, -0.68), self.at(1, 0),
            self.at(bend, 0.68), self.at(tip - 0.06, 0.93), self.at(0.50, 0.99), self.at(0.10, 1),
        ]  # fmt: skip

    def crease(self, along: float) -> str:
        """A short line across the finger, where it bends."""
        return smooth([self.at(along, -0.55), self.at(along - 0.02, 0), self.at(along, 0.55)])


@dataclass
class Hand:
    fingers: tuple[Finger, Finger, Finger, Finger]  # index to little
    thumb: Finger
    wrist: float  # half of its width
    palm: tuple[Knot, ...]  # from the little finger's root to the wrist, right side

    def outline(self) -> list[Knot]:
        """Counted from the wrist's left side round to its right side; open at the wrist."""
        thumb = self.thumb.edge()
        knots: list[Knot] = [
            (-self.wrist, 70),
            (-self.wrist, -20),
            (-self.wrist - 34, -110),
            (-self.wrist - 78, -210),
            *thumb[1:],
        ]
        web = self.fingers[0].at(-0.16, -1.06)
        knots += [web]
        for number, finger in enumerate(self.fingers):
            edge = finger.edge()
            knots += edge
            if number < 3:
                after = self.fingers[number + 1]
                right, left = finger.at(-0.02, 1), after.at(-0.02, -1)
                knots.append(((right[0] + left[0]) / 2, (right[1] + left[1]) / 2 + 6))
        return [*knots, *self.palm, (self.wrist, -20), (self.wrist, 70)]


CHILD = Hand(
    fingers=(
        Finger((-148, -528), -7, 375, 49),
        Finger((-42, -556), -1, 428, 50),
        Finger((64, -540), 5, 392, 48),
        Finger((158, -486), 13, 312, 43),
    ),
    thumb=Finger((-196, -225), -36, 330, 56),
    wrist=150,
    palm=((205, -380), (206, -270), (186, -130)),
)
BABY = Hand(
    fingers=(
        Finger((-168, -520), -9, 300, 60),
        Finger((-46, -548), -2, 335, 62),
        Finger((78, -532), 6, 308, 60),
        Finger((186, -476), 15, 252, 53),
    ),
    thumb=Finger((-222, -232), -38, 285, 70),
    wrist=176,
    palm=((250, -370), (256, -255), (226, -110)),
)
NAMES = ("index finger", "middle finger", "ring finger", "little finger")


def hand(made: Hand, *, back: bool) -> View:
    """The view of a left palm, or of the back of a right hand."""
    side = "right" if back else "left"
    face = "back" if back else "palm side"
    knots = made.outline()
    outline = smooth(knots)
    left = knots[0]
    outline += f" L{left[0]:.1f} {left[1]:.1f} Z"
    view = View(
        f"{side} hand, {'back' if back else 'palm'}",
        (800, 1110),
        [outline],
        _nails(made) if back else _creases(made),
        _regions(made, side, face),
    )
    return view.moved(lambda x, y: (x + 452, y + 1010), view.name)


def _creases(made: Hand) -> list[str]:
    first, last = made.fingers[0], made.fingers[3]
    lines = [finger.crease(along) for finger in made.fingers for along in (0.36, 0.68)]
    lines.append(made.thumb.crease(0.56))
    lines.append(smooth([made.fingers[0].at(-0.24, -0.9), (first.base[0] + 90, -375), (90, -330), (150, -318)]))
    lines.append(smooth([(last.base[0] + 26, -400), (120, -410), (20, -425), (first.base[0] + 60, -470)]))
    lines.append(smooth([(made.thumb.base[0] + 44, -355), (-62, -290), (-28, -170), (-40, -50)]))
    lines.append(smooth([(-made.wrist + 34, 8), (0, 16), (made.wrist - 34, 8)]))
    return lines


def _nails(made: Hand) -> list[str]:
    lines = []
    for finger in (*made.fingers, made.thumb):
        tip = 1 - 2.1 * finger.half / finger.length
        lines.append(
            smooth([finger.at(0.93, -0.52), finger.at(tip + 0.08, -0.58), finger.at(tip + 0.02, 0), finger.at(tip + 0.08, 0.58), finger.at(0.93, 0.52)])
        )  # fmt: skip
        if finger is not made.thumb:
            lines += [smooth([finger.at(0.47, -0.35), finger.at(0.49, 0), finger.at(0.47, 0.35)])]
    for finger in made.fingers:
        lines.append(smooth([finger.at(-0.10, -0.4), finger.at(-0.14, 0), finger.at(-0.10, 0.4)]))
    return lines


def _regions(made: Hand, side: str, face: str) -> list[Region]:
    index, middle, ring, little = made.fingers
    roots = [
        index.at(0.02, -1.5),
        _between(index, middle),
        _between(middle, ring),
        _between(ring, little),
        little.at(0.02, 1.7),
    ]
    regions = [
        Region(
            f"{side} {name}, {face}",
            [roots[number], _wide(finger, -1), finger.at(1.06, -1.2), finger.at(1.06, 1.2), _wide(finger, 1), roots[number + 1]],
        )
        for number, (name, finger) in enumerate(zip(NAMES, made.fingers, strict=True))
    ]  # fmt: skip
    thumb = made.thumb
    web = index.at(-0.16, -1.06)
    inner = thumb.at(0.1, 1.2)
    regions.insert(
        0,
        Region(
            f"{side} thumb, {face}",
            [thumb.at(0.02, -1.6), thumb.at(1.06, -1.4), thumb.at(1.06, 1.4), thumb.at(0.5, 1.35), web, inner],
        ),
    )
    split = -30.0
    low, foot = -40.0, 90.0
    wide = 420.0
    if face == "back":
        regions.append(Region(f"{side} hand, back", [roots[0], *roots[1:], (wide, -300), (wide, low), (-wide, low), thumb.at(0.02, -1.6), inner, web]))  # fmt: skip
    else:
        regions.append(Region(f"{side} palm, thumb side", [roots[0], roots[1], (split, -470), (split, low), (-wide, low), thumb.at(0.02, -1.6), inner, web]))  # fmt: skip
        regions.append(Region(f"{side} palm, little finger side", [(split, -470), *roots[1:], (wide, -300), (wide, low), (split, low)]))  # fmt: skip
    regions.append(Region(f"{side} wrist, {face}", [(-wide, low), (wide, low), (wide, foot), (-wide, foot)]))
    return regions


def _between(one: Finger, two: Finger) -> Point:
    right, left = one.at(-0.02, 1), two.at(-0.02, -1)
    return (right[0] + left[0]) / 2, (right[1] + left[1]) / 2 + 8


def _wide(finger: Finger, side: int) -> Point:
    return finger.at(0.5, 1.12 * side)
