"""The whole body of a baby, from the front, behind and the left. Units: 1000 high; the middle line is x = 0."""

from __future__ import annotations

from collections.abc import Sequence

import hand
import head
from figure import with_hand
from shapes import Region, View, other_side, redrawn
from splines import Knot, Point, ellipse, smooth, whole

BOX = (700.0, 1030.0)
HEAD = 0.245
SLIM = 0.9
# right half: arms out and bent, hands open, legs apart with bent knees
TRUNK: tuple[Knot, ...] = (
    (0, 225, "corner"), (46, 225, "corner"), (50, 252), (76, 264), (122, 270), (160, 288), (192, 324), (222, 372), (248, 420),
    (266, 448), (284, 482), (296, 512), (302, 526, "hand"), (246, 552, "hand"), (234, 536), (216, 506), (198, 476), (178, 440), (160, 404), (146, 376), (140, 364, "corner"),
    (146, 410), (156, 462), (164, 520), (166, 572), (170, 616), (190, 662), (208, 706), (220, 750), (220, 790), (208, 818),
    (206, 850), (198, 888), (182, 918), (178, 940), (190, 966), (192, 988), (172, 1000), (140, 998), (124, 984), (126, 954), (122, 924),
    (112, 890), (108, 856), (114, 830), (104, 804), (84, 764), (58, 722), (30, 690), (0, 676, "corner"),
)  # fmt: skip
BACK_FEET: tuple[Knot, ...] = ((182, 918), (184, 944), (182, 974), (168, 992), (146, 994), (130, 978), (126, 954))
HAND_AT, HAND_LEAN, HAND_SIZE = (263.0, 520.0), 24.0, 0.118


def front(small: View) -> View:
    """From the front, palms forward; the child's left is to the right."""
    lines = [
        smooth([(26, 276), (62, 284), (108, 280)]),
        ellipse(68, 382, 4, 3.6),
        smooth([(0, 562), (5, 569), (0, 572)]),
        smooth([(166, 586), (110, 640), (34, 678)]),
        smooth([(214, 474), (236, 468), (254, 450)]),
        smooth([(118, 822), (144, 836), (176, 830)]),
        smooth([(126, 762), (150, 770), (176, 760)]),
        smooth([(140, 690), (168, 702), (200, 696)]),
        *(smooth([(x, 982), (x + 0.5, 990), (x, 997)]) for x in (148, 160, 171, 181)),
    ]
    return _view("front", TRUNK, [*lines, *_flip(lines)], small, _front_regions(), back=False)


def back(small: View) -> View:
    """From behind; the child's left is to the left."""
    first = next(at for at, knot in enumerate(TRUNK) if knot[:2] == (182, 918))
    last = next(at for at, knot in enumerate(TRUNK) if knot[:2] == (126, 954))
    trunk = [*TRUNK[:first], *BACK_FEET, *TRUNK[last + 1 :]]
    lines = [
        smooth([(36, 342), (62, 372), (98, 380)]),
        smooth([(10, 686), (50, 704), (104, 698), (158, 664)]),
        smooth([(112, 800), (150, 812), (190, 800)]),
        smooth([(222, 470), (236, 474), (250, 462)]),
        smooth([(144, 940), (142, 960), (146, 976)]),
        smooth([(168, 938), (170, 958), (167, 974)]),
    ]
    middle = [smooth([(0, 290), (2, 400), (0, 520)]), smooth([(0, 596), (2, 640), (0, 676)])]
    return _view("back", trunk, [*lines, *_flip(lines), *middle], small, _back_regions(), back=True)


def _view(
    name: str, trunk: Sequence[Knot], lines: list[str], small: View, regions: list[Region], *, back: bool
) -> View:
    def place(x: float, y: float) -> Point:
        return (x - 560) * HEAD, (y - 30) * HEAD

    knots = whole(with_hand(trunk, hand.BABY, HAND_AT, HAND_LEAN, HAND_SIZE))
    body = redrawn(smooth(knots, closed=True), _slim)
    lines = [redrawn(line, _slim) for line in lines]
    regions = [Region(one.name, [_slim(*point) for point in one.polygon]) for one in regions]
    if back:
        half: list[Knot] = [*head.BABY.half[:8], (250, 930), (120, 962), (0, 970)]
        skull = smooth([(knot[0] * HEAD, knot[1] * HEAD) for knot in whole(half)], closed=True)
        on_neck, face = [*(redrawn(path, place) for path in small.outline[:2]), skull], []
    else:
        on_neck = [redrawn(path, place) for path in small.outline[1:]]
        face = [redrawn(path, place) for path in small.lines]
    view = View(name, BOX, [body, *on_neck], [*lines, *face], regions)
    return view.moved(lambda x, y: (x + BOX[0] / 2, y + 14), name)


def _slim(x: float, y: float) -> Point:
    """The trunk was drawn too wide beside the head."""
    return (x * SLIM if y > 240 or abs(x) > 150 else x), y


def _flip(lines: Sequence[str]) -> list[str]:
    return [redrawn(line, lambda x, y: (-x, y)) for line in lines]


def _pair(name: str, polygon: list[Point], left: int) -> list[Region]:
    one, two = (name, other_side(name)) if left > 0 else (other_side(name), name)
    return [Region(one, polygon), Region(two, [(-x, y) for x, y in polygon])]


def _limbs(names: Sequence[str], left: int) -> list[Region]:
    shoulder, upper, elbow, forearm, palm, knee, lower, ankle, foot = names
    return [
        *_pair(shoulder, [(96, 240), (190, 250), (226, 330), (142, 366), (112, 300)], left),
        *_pair(upper, [(142, 366), (226, 330), (280, 414), (184, 452)], left),
        *_pair(elbow, [(184, 452), (280, 414), (310, 470), (208, 498)], left),
        *_pair(forearm, [(208, 498), (310, 470), (330, 510), (232, 548)], left),
        *_pair(palm, [(232, 548), (330, 510), (420, 540), (420, 690), (240, 690)], left),
        *_pair(knee, [(80, 748), (260, 730), (260, 822), (80, 822)], left),
        *_pair(lower, [(80, 822), (260, 822), (260, 902), (80, 902)], left),
        *_pair(ankle, [(80, 902), (260, 902), (260, 948), (80, 948)], left),
        *_pair(foot, [(80, 948), (260, 948), (260, 1014), (80, 1014)], left),
    ]


def _front_regions() -> list[Region]:
    return [
        Region("face", [(-150, -10), (150, -10), (150, 170), (100, 248), (-100, 248), (-150, 170)]),
        Region("neck, front", [(-80, 240), (80, 240), (96, 272), (-96, 272)]),
        *_limbs(("left shoulder, front", "left upper arm, front", "left elbow, inner side", "left forearm, front", "left palm", "left knee", "left shin", "left ankle, front", "left foot, top"), 1),
        Region("genital area", [(-34, 628), (34, 628), (40, 712), (-40, 712)]),
        *_pair("left side of chest", [(0, 262), (100, 262), (112, 300), (142, 366), (146, 430), (0, 430)], 1),
        *_pair("upper belly, left side", [(0, 430), (180, 430), (180, 526), (0, 526)], 1),
        *_pair("lower belly, left side", [(0, 526), (186, 526), (186, 592), (34, 628), (0, 628)], 1),
        *_pair("left hip and groin", [(34, 628), (186, 592), (216, 650), (72, 700), (40, 712)], 1),
        *_pair("left thigh, inner side", [(40, 700), (72, 700), (150, 760), (80, 822), (20, 720)], 1),
        *_pair("left thigh, front", [(72, 700), (216, 650), (270, 740), (150, 760)], 1),
    ]  # fmt: skip


def _back_regions() -> list[Region]:
    return [
        Region("back of head", [(-150, -10), (150, -10), (150, 170), (100, 244), (-100, 244), (-150, 170)]),
        Region("neck, back", [(-80, 236), (80, 236), (96, 272), (-96, 272)]),
        *_limbs(("left shoulder, back", "left upper arm, back", "left elbow, back", "left forearm, back", "left hand, back", "left knee, back", "left calf", "left ankle, back", "left heel"), -1),
        *_pair("left shoulder blade", [(0, 262), (100, 262), (112, 300), (142, 366), (150, 416), (0, 416)], -1),
        *_pair("middle of the back, left side", [(0, 416), (180, 416), (180, 506), (0, 506)], -1),
        *_pair("lower back, left side", [(0, 506), (186, 506), (186, 584), (0, 592)], -1),
        *_pair("left buttock", [(0, 592), (186, 584), (210, 650), (110, 704), (0, 690)], -1),
        *_pair("left thigh, back", [(0, 690), (110, 704), (210, 650), (280, 732), (80, 760), (20, 720)], -1),
    ]  # fmt: skip


SIDE: tuple[Knot, ...] = (
    (-24, 252), (-44, 272), (-74, 318), (-84, 370), (-82, 410), (-96, 460), (-112, 520), (-112, 576), (-100, 624), (-96, 668),
    (-118, 706), (-134, 742), (-130, 782), (-116, 812), (-112, 846), (-98, 890), (-92, 916), (-110, 938), (-150, 954), (-176, 970),
    (-178, 990), (-160, 1000), (-90, 998), (-40, 1000), (-20, 988), (-20, 962), (-28, 930), (-22, 898), (-14, 860), (-18, 824),
    (-4, 800), (22, 770), (52, 730), (84, 690), (104, 644), (104, 594), (88, 548), (74, 500), (74, 440), (80, 380), (74, 322), (60, 284), (46, 258),
)  # fmt: skip
ARM: tuple[Knot, ...] = (
    (6, 282), (38, 292), (54, 324), (50, 372), (44, 420), (34, 462), (14, 498), (-14, 528), (-36, 550), (-52, 572),
    (-72, 600), (-90, 612), (-106, 604), (-118, 588), (-112, 566, "corner"), (-122, 552), (-116, 532), (-92, 522), (-72, 508), (-52, 478), (-38, 450), (-40, 420),
    (-44, 376), (-42, 328), (-26, 294),
)  # fmt: skip


def left(small: View) -> View:
    """The child's left side; the face is to the left."""
    lines = [
        smooth([(-36, 458), (-14, 456), (6, 470)]),
        smooth([(-98, 556), (-88, 548), (-78, 546)]),
        smooth([(-92, 604), (-84, 590), (-78, 576)]),
        smooth([(-72, 512), (-58, 528), (-48, 544)]),
        smooth([(88, 680), (50, 700), (0, 696)]),
        smooth([(-90, 806), (-62, 822), (-26, 816)]),
        smooth([(-96, 690), (-64, 704), (-30, 698)]),
        smooth([(-54, 930), (-44, 922), (-38, 932)]),
        smooth([(-154, 962), (-148, 972), (-154, 982)]),
    ]
    skull = [((knot[0] - 70) * HEAD, knot[1] * HEAD, *knot[2:]) for knot in head.BABY.side]
    under = next(at for at, knot in enumerate(head.BABY.side) if knot[0] > -100 and knot[1] > 900)
    above = next(at for at, knot in enumerate(head.BABY.side) if knot[:2] == (290, 925))

    def place(x: float, y: float) -> Point:
        return (x - 610) * HEAD, (y - 30) * HEAD

    body = smooth([*skull[: under + 1], *SIDE, *skull[above:]], closed=True)
    outline = [body, redrawn(small.outline[1], place), smooth(ARM, closed=True)]
    drawn = [*lines, *(redrawn(path, place) for path in small.lines)]
    view = View("left side", BOX, outline, drawn, _side_regions())
    return view.moved(lambda x, y: (x + BOX[0] / 2, y + 14), "left side")


def _side_regions() -> list[Region]:
    far = 220.0
    return [
        Region("left side of face", [(-far, -10), (0, -10), (0, 180), (-30, 252), (-far, 252)]),
        Region("back of head, left side", [(0, -10), (far, -10), (far, 226), (0, 226)]),
        Region("neck, left side", [(-90, 226), (100, 226), (100, 272), (-90, 272)]),
        Region("left shoulder, side", [(-46, 272), (60, 272), (56, 344), (-46, 344)]),
        Region("left upper arm, outer side", [(-46, 344), (56, 344), (46, 430), (-42, 430)]),
        Region("left elbow, outer side", [(-42, 430), (50, 430), (34, 492), (8, 506), (-52, 480)]),
        Region("left forearm, outer side", [(-52, 480), (8, 506), (-50, 572), (-92, 520)]),
        Region("left hand, thumb side", [(-92, 520), (-50, 572), (-80, 630), (-150, 620), (-150, 520)]),
        Region("left side of chest", [(-far, 262), (0, 262), (0, 420), (-far, 420)]),
        Region("left side of belly", [(-far, 420), (0, 420), (0, 570), (-far, 570)]),
        Region("left side of the back", [(0, 262), (far, 262), (far, 552), (0, 552)]),
        Region("left hip, side", [(-far, 570), (0, 570), (0, 676), (-far, 676)]),
        Region("left buttock, side", [(0, 552), (far, 552), (far, 676), (0, 676)]),
        Region("left thigh, outer side", [(-far, 676), (far, 676), (far, 754), (-far, 754)]),
        Region("left knee, outer side", [(-far, 754), (far, 754), (far, 824), (-far, 824)]),
        Region("left lower leg, outer side", [(-far, 824), (far, 824), (far, 900), (-far, 900)]),
        Region("left ankle, outer side", [(-far, 900), (far, 900), (far, 948), (-far, 948)]),
        Region("left foot, outer side", [(-far, 948), (far, 948), (far, 1020), (-far, 1020)]),
    ]
