"""The whole body of a child of about six, from the front, behind and the left. Units: 1000 high; the middle line is x = 0."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import hand
import head
from shapes import Region, View, other_side, redrawn
from splines import Knot, Point, ellipse, smooth, whole

BOX = (470.0, 1030.0)
HEAD = 0.164  # of the body's height
# right half of the trunk and its limbs from the neck to the crotch, the hands apart
TRUNK: tuple[Knot, ...] = (
    (0, 140, "corner"), (28, 140, "corner"), (28, 176), (38, 190), (66, 200), (95, 209), (113, 226), (122, 254), (127, 290),
    (132, 330), (140, 368), (150, 408), (160, 444), (168, 474), (171, 490, "hand"), (146, 497, "hand"), (141, 478), (131, 448), (119, 412),
    (110, 378), (102, 344), (95, 310), (88, 274), (85, 256, "corner"), (83, 290), (80, 330), (77, 366), (80, 400), (87, 436),
    (92, 468), (94, 505), (93, 545), (89, 600), (83, 660), (77, 700), (74, 732), (74, 760), (77, 800), (74, 846), (66, 892),
    (62, 922), (63, 944), (71, 962), (81, 980), (79, 994), (60, 999), (42, 996), (34, 984), (33, 960), (32, 930), (30, 900),
    (24, 860), (20, 820), (21, 780), (23, 750), (20, 718), (15, 680), (10, 620), (5, 560), (3, 536), (0, 524, "corner"),
)  # fmt: skip
BACK_FEET: tuple[Knot, ...] = ((62, 922), (64, 944), (68, 966), (66, 988), (54, 997), (42, 994), (34, 984), (33, 960))
HAND_AT, HAND_LEAN, HAND_SIZE = (155.0, 482.0), 13.0, 0.094


def front(view_head: View) -> View:
    """From the front, palms forward; the child's left is to the right."""
    lines = [
        smooth([(18, 207), (48, 212), (84, 208)]),
        smooth([(0, 400), (3, 405), (0, 407)]),
        smooth([(58, 716), (48, 708), (38, 718)]),
        smooth([(56, 758), (47, 764), (36, 756)]),
        ellipse(47, 282, 3.2, 3),
        smooth([(84, 470), (56, 500), (14, 528)]),
        smooth([(116, 372), (128, 380), (136, 370)]),
        *_toes(),
    ]
    return _view("front", TRUNK, [*lines, *_flip(lines)], view_head, _front_regions(), back=False)


def back(view_head: View) -> View:
    """From behind; the child's left is to the left."""
    trunk = _with_heels(TRUNK)
    lines = [
        smooth([(22, 252), (40, 282), (64, 292)]),
        smooth([(5, 546), (30, 560), (62, 556), (84, 540)]),
        smooth([(58, 734), (47, 740), (34, 734)]),
        smooth([(117, 366), (126, 374), (134, 366)]),
        smooth([(42, 936), (40, 960), (44, 976)]),
        smooth([(56, 934), (58, 956), (55, 974)]),
    ]
    middle = [smooth([(0, 214), (2, 300), (0, 392)]), smooth([(0, 478), (1, 500), (0, 522)])]
    return _view("back", trunk, [*lines, *_flip(lines), *middle], view_head, _back_regions(), back=True)


def _with_heels(trunk: Sequence[Knot]) -> list[Knot]:
    first = next(at for at, knot in enumerate(trunk) if knot[:2] == (62, 922))
    last = next(at for at, knot in enumerate(trunk) if knot[:2] == (33, 960))
    return [*trunk[:first], *BACK_FEET, *trunk[last + 1 :]]


def _view(
    name: str, trunk: Sequence[Knot], lines: list[str], small: View, regions: list[Region], *, back: bool
) -> View:
    body = smooth(whole(with_hand(trunk, hand.CHILD, HAND_AT, HAND_LEAN, HAND_SIZE)), closed=True)
    if back:
        skull = smooth([(x * HEAD, y * HEAD) for x, y in _rounded_back()], closed=True)
        on_neck, face = [*(redrawn(path, _head_place) for path in small.outline[:2]), skull], []
    else:
        on_neck = [redrawn(path, _head_place) for path in small.outline[1:]]
        face = [redrawn(path, _head_place) for path in small.lines]
    view = View(name, BOX, [body, *on_neck], [*lines, *face], regions)
    return view.moved(lambda x, y: (x + BOX[0] / 2, y + 14), name)


def with_hand(trunk: Sequence[Knot], made: hand.Hand, wrist: Point, lean: float, size: float) -> list[Knot]:
    """The outline with a hand between its two corners named "hand": palm forward, the thumb away from the body."""
    turn = radians(lean)

    def place(knot: Knot) -> Knot:
        u, v = -knot[0] * size, -knot[1] * size
        return wrist[0] + u * cos(turn) + v * sin(turn), wrist[1] - u * sin(turn) + v * cos(turn)

    first, second = [at for at, knot in enumerate(trunk) if knot[2:] == ("hand",)]
    fingers = [place(knot) for knot in made.outline() if knot[1] < -60]
    return [*trunk[:first], *fingers, *trunk[second + 1 :]]


def _rounded_back() -> list[Point]:
    half = [(knot[0], knot[1]) for knot in head.CHILD.half[:9]]
    half[-3:] = [(318, 770), (230, 870), (120, 915)]
    half.append((0, 925))
    return [*half, *[(-x, y) for x, y in reversed(half[1:-1])]]


def _head_place(x: float, y: float) -> Point:
    return (x - 560) * HEAD, (y - 30) * HEAD


def _flip(lines: Sequence[str]) -> list[str]:
    return [redrawn(line, lambda x, y: (-x, y)) for line in lines]


def _toes() -> list[str]:
    return [smooth([(x, 986), (x + 0.5, 992), (x, 998)]) for x in (49, 57, 64, 71)]


def _pair(name: str, polygon: list[Point], *, left: int = 1) -> list[Region]:
    """A region drawn for x > 0 and its fellow; ``left`` is 1 where the child's left is at x > 0."""
    one, two = (name, other_side(name)) if left > 0 else (other_side(name), name)
    return [Region(one, polygon), Region(two, [(-x, y) for x, y in polygon])]


def _arm(at: float, reach: float = 34) -> tuple[Point, Point]:
    """The inner and the outer place across the arm at a height."""
    x = 104 + (at - 256) * (158 - 104) / (489 - 256)
    return (x - reach, at + 4), (x + reach, at - 4)


def _arm_part(top: float, bottom: float, reach: float = 34) -> list[Point]:
    (a, b), (c, d) = _arm(top, reach), _arm(bottom, reach)
    return [a, b, d, c]


def _limbs(names: dict[str, str], left: int) -> list[Region]:
    armpit: Point = (86, 250)
    return [
        *_pair(names["shoulder"], [(60, 180), (150, 180), (150, 252), armpit, (74, 222)], left=left),
        *_pair(names["upper arm"], [armpit, (150, 252), _arm(345)[1], _arm(345, 28)[0], (88, 270)], left=left),
        *_pair(names["elbow"], _arm_part(345, 396, 30), left=left),
        *_pair(names["forearm"], _arm_part(396, 487, 34), left=left),
        *_pair(names["hand"], [(120, 491), (200, 475), (260, 520), (240, 610), (120, 610)], left=left),
        *_pair(names["knee"], [(0, 700), (120, 700), (120, 772), (0, 772)], left=left),
        *_pair(names["lower leg"], [(0, 772), (120, 772), (120, 908), (0, 908)], left=left),
        *_pair(names["ankle"], [(0, 908), (120, 908), (120, 954), (0, 954)], left=left),
        *_pair(names["foot"], [(0, 954), (120, 954), (120, 1010), (0, 1010)], left=left),
    ]


def _front_regions() -> list[Region]:
    names = {
        "shoulder": "left shoulder, front", "upper arm": "left upper arm, front", "elbow": "left elbow, inner side",
        "forearm": "left forearm, front", "hand": "left palm", "knee": "left knee", "lower leg": "left shin",
        "ankle": "left ankle, front", "foot": "left foot, top",
    }  # fmt: skip
    return [
        Region("face", [(-90, -10), (90, -10), (90, 118), (42, 166), (-42, 166), (-90, 118)]),
        Region("neck, front", [(-42, 150), (42, 150), (60, 198), (-60, 198)]),
        *_limbs(names, 1),
        Region("genital area", [(-24, 478), (24, 478), (22, 548), (-22, 548)]),
        *_pair("left side of chest", [(0, 196), (60, 196), (74, 222), (86, 250), (84, 312), (0, 312)]),
        *_pair("upper belly, left side", [(0, 312), (100, 312), (100, 388), (0, 388)]),
        *_pair("lower belly, left side", [(0, 388), (110, 388), (110, 452), (24, 478), (0, 478)]),
        *_pair("left hip and groin", [(24, 478), (110, 452), (116, 520), (22, 548)]),
        *_pair("left thigh, inner side", [(0, 520), (22, 548), (38, 548), (38, 700), (0, 700)]),
        *_pair("left thigh, front", [(38, 543), (116, 520), (116, 700), (38, 700)]),
    ]


def _back_regions() -> list[Region]:
    names = {
        "shoulder": "left shoulder, back", "upper arm": "left upper arm, back", "elbow": "left elbow, back",
        "forearm": "left forearm, back", "hand": "left hand, back", "knee": "left knee, back", "lower leg": "left calf",
        "ankle": "left ankle, back", "foot": "left heel",
    }  # fmt: skip
    return [
        Region("back of head", [(-90, -10), (90, -10), (90, 118), (42, 152), (-42, 152), (-90, 118)]),
        Region("neck, back", [(-42, 146), (42, 146), (60, 198), (-60, 198)]),
        *_limbs(names, -1),
        *_pair("left shoulder blade", [(0, 196), (60, 196), (74, 222), (86, 250), (86, 305), (0, 305)], left=-1),
        *_pair("lower back, left side", [(0, 386), (110, 386), (110, 452), (0, 462)], left=-1),
        *_pair("middle of the back, left side", [(0, 305), (100, 305), (100, 386), (0, 386)], left=-1),
        *_pair("left buttock", [(0, 462), (110, 452), (116, 540), (40, 568), (0, 548)], left=-1),
        *_pair("left thigh, back", [(0, 548), (40, 568), (116, 540), (116, 700), (0, 700)], left=-1),
    ]


SIDE: tuple[Knot, ...] = (
    (-20, 168), (-25, 190), (-40, 212), (-52, 245), (-55, 280), (-52, 315), (-56, 352), (-63, 390), (-63, 425), (-56, 465),
    (-52, 500), (-54, 550), (-55, 610), (-51, 670), (-47, 710), (-46, 740), (-41, 770), (-38, 810), (-32, 860), (-26, 910),
    (-26, 936), (-42, 952), (-78, 970), (-104, 980), (-110, 991), (-98, 999), (-50, 998), (10, 999), (30, 996), (38, 984), (35, 962),
    (27, 940), (25, 912), (34, 866), (42, 820), (42, 784), (34, 750), (35, 720), (44, 670), (54, 610), (59, 565), (66, 540), (77, 510), (78, 475),
    (66, 440), (52, 405), (48, 370), (53, 325), (62, 280), (66, 245), (60, 212), (44, 194), (32, 172),
)  # fmt: skip
ARM: tuple[Knot, ...] = (
    (4, 196), (30, 204), (42, 228), (42, 262), (38, 305), (34, 345), (33, 380), (28, 425), (18, 462), (10, 490), (8, 515),
    (4, 540), (-4, 566), (-14, 580), (-22, 578), (-24, 562), (-22, 548, "corner"), (-30, 546), (-34, 536), (-30, 512), (-22, 490), (-16, 460), (-18, 425), (-22, 385), (-20, 345),
    (-24, 305), (-28, 262), (-30, 228), (-18, 204),
)  # fmt: skip


def left(view_head: View) -> View:
    """The child's left side; the face is to the left."""
    lines = [
        smooth([(-22, 548), (-18, 532), (-18, 520)]),
        smooth([(-10, 548), (-10, 562), (-15, 574)]),
        smooth([(-2, 546), (-4, 556), (-8, 570)]),
        smooth([(-8, 372), (8, 366), (22, 374)]),
        smooth([(-84, 974), (-82, 980), (-86, 986)]),
        smooth([(66, 540), (48, 552), (24, 552)]),
        smooth([(-4, 928), (6, 922), (10, 932)]),
        smooth([(-40, 720), (-26, 728), (-28, 750)]),
    ]
    skull = [((knot[0] - 85) * HEAD, knot[1] * HEAD, *knot[2:]) for knot in head.CHILD.side]
    under = next(at for at, knot in enumerate(head.CHILD.side) if knot[0] > -100 and knot[1] > 880)
    above = next(at for at, knot in enumerate(head.CHILD.side) if knot[:2] == (262, 880))
    body: list[Knot] = [*skull[: under + 1], *SIDE, *skull[above:]]

    def place(x: float, y: float) -> Point:
        return (x - 625) * HEAD, (y - 30) * HEAD

    outline = [smooth(body, closed=True), redrawn(view_head.outline[1], place), smooth(ARM, closed=True)]
    view = View(
        "left side", BOX, outline, [*lines, *(redrawn(path, place) for path in view_head.lines)], _side_regions()
    )
    return view.moved(lambda x, y: (x + BOX[0] / 2, y + 14), "left side")


def _side_regions() -> list[Region]:
    far = 150.0
    return [
        Region("left side of face", [(-far, -10), (4, -10), (4, 118), (-20, 170), (-far, 170)]),
        Region("back of head, left side", [(4, -10), (far, -10), (far, 142), (4, 142)]),
        Region("neck, left side", [(-60, 140), (80, 140), (80, 196), (-60, 196)]),
        Region("left shoulder, side", [(-32, 196), (46, 196), (44, 250), (-31, 250)]),
        Region("left upper arm, outer side", [(-31, 250), (44, 250), (37, 340), (-24, 340)]),
        Region("left elbow, outer side", [(-24, 340), (40, 340), (36, 394), (-24, 394)]),
        Region("left forearm, outer side", [(-24, 394), (36, 394), (14, 488), (-26, 488)]),
        Region("left hand, thumb side", [(-26, 488), (14, 488), (14, 600), (-50, 600), (-50, 520)]),
        Region("left side of chest", [(-far, 190), (0, 190), (0, 318), (-far, 318)]),
        Region("left side of belly", [(-far, 318), (0, 318), (0, 440), (-far, 440)]),
        Region("left side of the back", [(0, 190), (far, 190), (far, 430), (0, 430)]),
        Region("left hip, side", [(-far, 440), (0, 440), (0, 545), (-far, 545)]),
        Region("left buttock, side", [(0, 430), (far, 430), (far, 545), (0, 545)]),
        Region("left thigh, outer side", [(-far, 545), (far, 545), (far, 696), (-far, 696)]),
        Region("left knee, outer side", [(-far, 696), (far, 696), (far, 776), (-far, 776)]),
        Region("left lower leg, outer side", [(-far, 776), (far, 776), (far, 902), (-far, 902)]),
        Region("left ankle, outer side", [(-far, 902), (far, 902), (far, 954), (-far, 954)]),
        Region("left foot, outer side", [(-far, 954), (far, 954), (far, 1020), (-far, 1020)]),
    ]
