"""A head from the front, the left, the back and above. Units: 1000 from crown to chin; the middle line is x = 0."""

from __future__ import annotations

from dataclasses import dataclass

from shapes import Region, View, other_side
from splines import Knot, Point, ellipse, mirrored, smooth, whole


@dataclass
class Head:
    """``front`` and ``side`` are knots; the numbers say at which height what stands in the face."""

    half: tuple[Knot, ...]  # right half of the front, crown to chin
    side: tuple[Knot, ...]  # the face to the left, all around
    brow: float
    eye: float
    nose: float
    mouth: float
    neck: float  # half of its width
    ear: tuple[float, float, float]  # its middle's x in front, y, half its height
    side_ear: float  # its middle's x from the side
    apart: float  # of an eye's middle from the middle line


# fmt: off
CHILD = Head(
    half=((0, 0), (130, 12), (245, 64), (328, 158), (374, 290), (384, 430), (374, 580), (345, 720), (280, 850), (185, 950), (85, 992), (0, 1000)),
    side=((30, 0), (-150, 28), (-300, 120), (-378, 260), (-402, 380), (-396, 460), (-382, 520), (-396, 575), (-424, 640), (-430, 668), (-408, 690), (-382, 700, "corner"), (-384, 728), (-402, 766), (-396, 792), (-378, 806, "corner"), (-390, 826), (-386, 856), (-362, 880), (-360, 924), (-334, 972), (-262, 990), (-165, 962), (-58, 905), (-20, 990), (-22, 1140, "corner"), (300, 1140, "corner"), (270, 1000), (262, 880), (300, 790), (395, 650), (440, 470), (415, 260), (310, 95), (180, 18)),
    brow=430, eye=510, nose=685, mouth=812, neck=178, ear=(392, 560, 112), side_ear=62, apart=168,
)
BABY = Head(
    half=((0, 0), (150, 12), (285, 66), (382, 166), (436, 310), (448, 470), (436, 620), (425, 740), (370, 860), (240, 958), (110, 994), (0, 1000)),
    side=((40, 0), (-170, 30), (-330, 130), (-414, 280), (-438, 420), (-428, 520), (-404, 590), (-408, 640), (-430, 688), (-430, 712), (-406, 728), (-382, 734, "corner"), (-384, 758), (-402, 792), (-396, 816), (-378, 830, "corner"), (-388, 850), (-380, 876), (-358, 894), (-350, 934), (-316, 978), (-240, 990), (-140, 968), (-24, 940), (4, 1010), (-10, 1120, "corner"), (270, 1120, "corner"), (264, 1010), (290, 925), (352, 840), (448, 720), (510, 580), (522, 420), (478, 230), (360, 80), (200, 12)),
    brow=490, eye=570, nose=720, mouth=836, neck=190, ear=(452, 610, 105), side_ear=96, apart=186,
)
# fmt: on


def face(made: Head, name: str = "face") -> View:
    """From the front; the child's left is to the right."""
    ear = made.ear[0]
    up, high = made.ear[1] - made.ear[2], made.ear[2]
    outline = [_neck(made), *_ears(made), smooth(whole(made.half), closed=True)]
    lines = [one for side in (1, -1) for one in _eye(made, side)]
    lines += [
        smooth([(-62, made.nose - 34), (-76, made.nose - 6), (-48, made.nose + 10), (0, made.nose + 12), (48, made.nose + 10), (76, made.nose - 6), (62, made.nose - 34)]),
        smooth([(-112, made.mouth - 4), (-50, made.mouth + 2), (0, made.mouth + 6), (50, made.mouth + 2), (112, made.mouth - 4)]),
        smooth([(-98, made.mouth - 10), (-34, made.mouth - 34), (0, made.mouth - 26), (34, made.mouth - 34), (98, made.mouth - 10)]),
        smooth([(-70, made.mouth + 34), (0, made.mouth + 50), (70, made.mouth + 34)]),
    ]  # fmt: skip
    for side in (1, -1):
        lines.append(smooth([(side * (ear + 6), up + 34), (side * (ear + 44), up + 26), (side * (ear + 52), up + high), (side * (ear + 14), up + 1.55 * high)]))  # fmt: skip
    view = View(name, (1120, 1200), outline, lines, _face_regions(made))
    return view.moved(lambda x, y: (x + 560, y + 30), name)


def _neck(made: Head) -> str:
    half: list[Knot] = [(0, 860, "corner"), (made.neck, 860, "corner"), (made.neck - 6, 1030), (made.neck + 34, 1110), (made.neck + 120, 1150, "corner"), (0, 1150, "corner")]  # fmt: skip
    return smooth(whole(half), closed=True)


def _ears(made: Head) -> list[str]:
    x, y, high = made.ear
    knots: list[Knot] = [(x - 40, y - high * 0.75), (x + 22, y - high), (x + 74, y - high * 0.72), (x + 78, y - high * 0.1), (x + 48, y + high * 0.55), (x + 22, y + high), (x - 34, y + high * 0.86)]  # fmt: skip
    return [smooth(knots, closed=True), smooth(mirrored(knots), closed=True)]


def _eye(made: Head, side: int) -> list[str]:
    x, y = side * made.apart, made.eye
    wide = 66
    upper: list[Knot] = [(x - wide, y + 8), (x - 30, y - 28), (x + 20, y - 34), (x + wide, y + 6)]
    lower: list[Knot] = [(x - wide, y + 8), (x - 16, y + 30), (x + 30, y + 28), (x + wide, y + 6)]
    brow: list[Knot] = [(side * (made.apart - 86), made.brow + 12), (side * (made.apart - 10), made.brow - 16), (side * (made.apart + 92), made.brow + 10)]  # fmt: skip
    if side < 0:
        upper, lower = mirrored(upper, x), mirrored(lower, x)
    return [smooth(upper), smooth(lower), ellipse(x, y - 2, 22, 25), smooth(brow)]


def _pair(name: str, polygon: list[Point]) -> list[Region]:
    """A region on the child's left (x > 0), and its fellow."""
    return [Region(name, polygon), Region(other_side(name), [(-x, y) for x, y in polygon])]


def _face_regions(made: Head) -> list[Region]:
    x = made.ear[0]
    hair = made.brow * 0.42
    under, lip = made.nose + 42, made.mouth + 62
    eye_out = made.apart + 110
    return [
        Region("top of head, front", [(-x - 60, -60), (x + 60, -60), (x + 60, hair), (-x - 60, hair)]),
        *_pair("left ear", [(x - 12, made.ear[1] - made.ear[2] - 14), (x + 140, made.ear[1] - made.ear[2] - 14), (x + 140, made.ear[1] + made.ear[2] + 20), (x - 30, made.ear[1] + made.ear[2] + 20)]),
        *_pair("left temple", [(eye_out, hair), (x + 80, hair), (x + 40, made.eye + 60), (eye_out, made.eye + 60)]),
        *_pair("forehead, left side", [(0, hair), (eye_out, hair), (eye_out, made.brow - 20), (0, made.brow - 20)]),
        *_pair("left eye and eyelid", [(58, made.brow - 20), (eye_out, made.brow - 20), (eye_out, made.eye + 60), (58, made.eye + 60)]),
        Region("nose", [(-58, made.brow - 20), (58, made.brow - 20), (58, made.eye + 60), (100, made.nose - 50), (100, under), (-100, under), (-100, made.nose - 50), (-58, made.eye + 60)]),
        Region("mouth and lips", [(-135, under), (135, under), (135, lip), (-135, lip)]),
        Region("chin", [(-135, lip), (135, lip), (150, 1004), (-150, 1004)]),
        *_pair("left cheek", [(58, made.eye + 60), (x + 60, made.eye + 60), (x + 30, made.mouth - 20), (135, made.mouth - 20), (135, under), (100, under), (100, made.nose - 50)]),
        *_pair("left jaw", [(135, made.mouth - 20), (x + 40, made.mouth - 20), (x - 70, 920), (150, 1004), (135, lip)]),
        Region("neck, front", [(-340, 900), (340, 900), (340, 1180), (-340, 1180)]),
    ]  # fmt: skip


def head_side(made: Head) -> View:
    """The child's left side; the face is to the left."""
    ear_x, ear_y, high = made.side_ear, made.ear[1], made.ear[2] * 1.12
    ear: list[Knot] = [(ear_x - 52, ear_y - 0.1 * high), (ear_x - 46, ear_y - 0.72 * high), (ear_x + 10, ear_y - high), (ear_x + 84, ear_y - 0.74 * high), (ear_x + 88, ear_y - 0.05 * high), (ear_x + 36, ear_y + 0.5 * high), (ear_x + 8, ear_y + 0.92 * high), (ear_x - 44, ear_y + 0.86 * high), (ear_x - 50, ear_y + 0.3 * high)]  # fmt: skip
    eye = made.eye
    front = -330 if made is CHILD else -340
    lines = [
        smooth([(front + 4, eye + 20), (front - 16, eye - 4), (front + 24, eye - 30), (front + 96, eye + 4)]),
        smooth([(front + 4, eye + 20), (front + 44, eye + 28), (front + 92, eye + 8)]),
        smooth([(front + 12, eye - 20), (front + 34, eye - 2), (front + 18, eye + 22)]),
        smooth([(front - 26, made.brow + 6), (front + 50, made.brow - 16), (front + 120, made.brow + 12)]),
        smooth([(front + 4, made.nose + 4), (front - 26, made.nose - 26), (front - 4, made.nose - 52)]),
        smooth([(front - 50, made.mouth - 4), (front + 10, made.mouth), (front + 42, made.mouth + 12)]),
        smooth([(ear_x - 30, ear_y - 0.5 * high), (ear_x + 18, ear_y - 0.72 * high), (ear_x + 56, ear_y - 0.5 * high), (ear_x + 48, ear_y), (ear_x + 4, ear_y + 0.4 * high)]),
        smooth([(ear_x - 24, ear_y - 0.02 * high), (ear_x - 4, ear_y + 0.16 * high), (ear_x - 24, ear_y + 0.36 * high)]),
        smooth([(ear_x - 46, ear_y + high * 1.15), (ear_x - 70, ear_y + high * 1.9), (-150, 955)]),
    ]  # fmt: skip
    outline = [smooth(list(made.side), closed=True), smooth(ear, closed=True)]
    view = View("head, left side", (1120, 1200), outline, lines, _side_regions(made))
    return view.moved(lambda x, y: (x + 540, y + 30), view.name)


def _side_regions(made: Head) -> list[Region]:
    x, y, high = made.side_ear, made.ear[1], made.ear[2] * 1.12
    hair = made.brow * 0.42
    before, after = x - 60, x + 96
    lip = made.mouth + 62
    under = made.nose + 30
    return [
        Region("left ear", [(before, y - high - 16), (after, y - high - 16), (after, y + high + 8), (before, y + high + 8)]),
        Region("forehead, left side", [(-560, hair), (-250, hair), (-250, made.brow - 20), (-560, made.brow - 20)]),
        Region("left temple", [(-250, hair), (before, hair), (before, made.eye + 60), (-225, made.eye + 60), (-225, made.brow - 20), (-250, made.brow - 20)]),
        Region("nose", [(-560, made.brow - 20), (-362, made.brow - 20), (-362, made.eye + 40), (-318, made.nose - 60), (-318, under), (-560, under)]),
        Region("left eye and eyelid", [(-362, made.brow - 20), (-225, made.brow - 20), (-225, made.eye + 60), (-362, made.eye + 60)]),
        Region("mouth and lips", [(-560, under), (-270, under), (-270, lip), (-560, lip)]),
        Region("chin", [(-560, lip), (-270, lip), (-240, 1040), (-560, 1040)]),
        Region("left cheek", [(-362, made.eye + 60), (before, made.eye + 60), (before, made.mouth - 20), (-270, made.mouth - 20), (-270, under), (-318, under), (-318, made.nose - 60)]),
        Region("left jaw", [(-270, made.mouth - 20), (before + 30, made.mouth - 20), (before + 20, 925), (-150, 990), (-240, 1040), (-270, lip)]),
        Region("behind the left ear", [(after, y - high - 40), (after + 120, y - high - 40), (after + 110, y + high + 40), (before, y + high + 40), (before, y + high + 8), (after, y + high + 8)]),
        Region("top of head, left side", [(-560, -40), (600, -40), (600, hair), (-560, hair)]),
        Region("left side of scalp", [(before, hair), (after + 120, hair), (after + 120, y - high - 40), (after, y - high - 40), (after, y - high - 16), (before, y - high - 16)]),
        Region("back of head, left side", [(after + 120, hair), (640, hair), (640, 860), (after + 80, 860), (after + 110, y + high + 40)]),
        Region("neck, left side", [(-150, 880), (before, y + high + 40), (120, y + high + 40), (130, 1200), (-150, 1200)]),
        Region("neck, back", [(120, y + high + 40), (640, y + high + 40), (640, 1200), (130, 1200)]),
    ]  # fmt: skip


def head_back(made: Head) -> View:
    """From behind; the child's left is to the left."""
    ear = made.ear
    skull: list[Knot] = [knot for knot in made.half if knot[1] < 600]
    nape: list[Knot] = [(made.half[6][0] - 40, 730), (made.neck + 84, 830), (made.neck + 4, 900), (made.neck - 6, 1000), (made.neck + 34, 1100), (made.neck + 120, 1150, "corner"), (0, 1150, "corner")]  # fmt: skip
    outline = [*_ears(made), smooth(whole([*skull, *nape]), closed=True)]
    lines = [smooth([(0, 840), (-4, 900), (0, 970)])]
    for side in (1, -1):
        lines.append(smooth([(side * (ear[0] - 8), ear[1] - 60), (side * (ear[0] + 36), ear[1] - 50), (side * (ear[0] + 30), ear[1] + 50)]))  # fmt: skip
        lines.append(smooth([(side * (made.neck - 50), 850), (side * (made.neck - 64), 950), (side * (made.neck - 50), 1050)]))  # fmt: skip
    x = ear[0]
    top, low = 210.0, 770.0

    def two(name: str, polygon: list[Point]) -> list[Region]:
        return [Region(name, [(-a, b) for a, b in polygon]), Region(other_side(name), polygon)]

    regions = [
        *two("left ear, back", [(x - 6, ear[1] - ear[2] - 14), (x + 140, ear[1] - ear[2] - 14), (x + 140, ear[1] + ear[2] + 20), (x - 20, ear[1] + ear[2] + 20)]),
        Region("crown of the head", [(-x - 60, -60), (x + 60, -60), (x + 60, top), (-x - 60, top)]),
        *two("behind the left ear", [(x - 110, ear[1] - 130), (x + 60, ear[1] - 130), (x + 60, low), (x - 130, low)]),
        *two("back of head, left side", [(0, top), (x + 60, top), (x + 60, ear[1] - 130), (x - 110, ear[1] - 130), (x - 130, low), (0, low)]),
        Region("neck, back", [(-400, low), (400, low), (400, 1200), (-400, 1200)]),
    ]  # fmt: skip
    view = View("head, back", (1120, 1200), outline, lines, regions)
    return view.moved(lambda a, b: (a + 560, b + 30), view.name)


def head_top(made: Head) -> View:
    """From above; the face is at the top, the child's left to the left: as one sees it standing behind."""
    baby = made is BABY
    wide = 400 if baby else 380
    half: list[Knot] = [(0, 20), (150, 40), (280, 130), (wide - 40, 330), (wide, 540), (wide - 20, 700), (wide - 100, 860), (170, 960), (0, 985)]  # fmt: skip
    ear: list[Knot] = [(wide - 40, 480), (wide + 30, 490), (wide + 66, 560), (wide + 40, 620), (wide - 20, 590)]
    nose: list[Knot] = [(-46, 60), (-34, -4), (0, -24), (34, -4), (46, 60)]
    outline = [smooth(ear, closed=True), smooth(mirrored(ear), closed=True), smooth(nose, closed=True), smooth(whole(half), closed=True)]  # fmt: skip
    lines = [smooth([(-18, 640), (-44, 690), (0, 728), (40, 690), (14, 652), (-8, 680)])]
    if baby:
        lines = [smooth([(0, 300, "corner"), (52, 370), (0, 470, "corner"), (-52, 370)], closed=True), smooth([(0, 470), (4, 580), (0, 700)])]  # fmt: skip
    else:
        lines += [smooth([(-120, 180), (-60, 130), (0, 118), (60, 130), (120, 180)])]
    far = wide + 160
    regions = [
        Region("forehead, top edge", [(-far, -60), (far, -60), (far, 190), (-far, 190)]),
        Region("crown of the head", [(-150, 620), (150, 620), (150, 800), (-150, 800)]),
        *([Region("soft spot", [(0, 250), (95, 370), (0, 500), (-95, 370)])] if baby else []),
        Region("top of head, left side", [(-far, 190), (0, 190), (0, 620), (-far, 620)]),
        Region("top of head, right side", [(0, 190), (far, 190), (far, 620), (0, 620)]),
        Region("back of head, left side", [(-far, 620), (0, 620), (0, 1040), (-far, 1040)]),
        Region("back of head, right side", [(0, 620), (far, 620), (far, 1040), (0, 1040)]),
    ]
    view = View("head, top", (1120, 1090), outline, lines, regions)
    return view.moved(lambda a, b: (a + 560, b + 60), view.name)
