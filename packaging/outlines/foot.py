"""A foot with its toes up, the big toe to the right: a left foot's top, or a right sole. Units: 1000 long."""

from __future__ import annotations

from dataclasses import dataclass

from shapes import Region, View
from splines import Knot, Point, ellipse, smooth

TOES = ("big toe", "second toe", "third toe", "fourth toe", "little toe")


@dataclass
class Foot:
    """``toes`` are (x, y of the tip's circle, half its width, half its height), big to little; ``edge`` from the big toe's
    root down its side, round the heel, up to the little toe.
    """

    toes: tuple[tuple[float, float, float, float], ...]
    edge: tuple[Knot, ...]
    ball: float


# fmt: off
CHILD = Foot(
    toes=((118, 92, 74, 92), (-14, 70, 44, 66), (-100, 104, 41, 60), (-176, 152, 38, 55), (-244, 218, 37, 50)),
    edge=((193, 170), (204, 250), (176, 380), (140, 500), (132, 620), (142, 740), (140, 860), (98, 960), (8, 996), (-84, 962), (-130, 866), (-146, 740), (-182, 600), (-232, 470), (-274, 350), (-283, 268)),
    ball=410,
)
BABY = Foot(
    toes=((128, 104, 84, 104), (-18, 90, 52, 76), (-116, 126, 48, 68), (-202, 178, 45, 62), (-278, 248, 43, 56)),
    edge=((213, 186), (226, 270), (214, 400), (196, 530), (192, 650), (194, 770), (176, 880), (110, 970), (0, 1000), (-104, 968), (-164, 880), (-190, 760), (-232, 620), (-284, 490), (-320, 370), (-322, 296)),
    ball=440,
)
# fmt: on


def foot(made: Foot, *, sole: bool) -> View:
    """The view of a left foot's top, or of a right sole."""
    side = "right" if sole else "left"
    lines: list[str] = []
    brow: list[Knot] = [(x, y + high * 0.62) for x, y, _wide, high in reversed(made.toes[1:])]
    brow += [(made.toes[0][0] - made.toes[0][2] * 0.5, made.toes[0][1] + made.toes[0][3] * 0.62), (made.toes[0][0] + 30, made.toes[0][1] + made.toes[0][3] * 0.78)]  # fmt: skip
    toes = [ellipse(*toe) for toe in reversed(made.toes)]
    if sole:
        body = smooth([*made.edge, *brow], closed=True)
        lines += [
            smooth([(made.edge[2][0] - 50, made.ball + 66), (20, made.ball + 40), (-140, made.ball - 10), (-226, made.ball - 70)]),
            smooth([(made.edge[4][0] - 14, made.ball + 110), (88, 590), (84, 690), (made.edge[5][0] - 16, 776)]),
            smooth([(-74, 862), (0, 838), (84, 866)]),
        ]  # fmt: skip
    else:
        cut = [knot for knot in made.edge if knot[1] < 800]
        right, left = [knot for knot in cut if knot[0] > 0], [knot for knot in cut if knot[0] < 0]
        ends: list[Knot] = [(right[-1][0] - 14, 900), (right[-1][0] - 12, 1000, "corner"), (left[0][0] + 14, 1000, "corner"), (left[0][0] + 12, 900)]  # fmt: skip
        body = smooth([*right, *ends, *left, *brow], closed=True)
        for x, y, wide, high in made.toes:
            lines.append(smooth([(x - wide * 0.5, y - high * 0.62), (x - wide * 0.54, y - high * 0.2), (x, y + high * 0.04), (x + wide * 0.54, y - high * 0.2), (x + wide * 0.5, y - high * 0.62)]))  # fmt: skip
        lines += [
            smooth([(x * 0.86, y + high + 90), (x * 0.66 - 4, y + high + 210)]) for x, y, _w, high in made.toes[:4]
        ]
        lines.append(smooth([(-104, 800), (0, 760), (108, 800)]))
    outline = [*toes, body]
    view = View(
        f"{side} foot, {'sole' if sole else 'top'}", (720, 1060), outline, lines, _regions(made, side, sole=sole)
    )
    return view.moved(lambda x, y: (x + 388, y + 30), view.name)


def _regions(made: Foot, side: str, *, sole: bool) -> list[Region]:
    face = "underside" if sole else "top"
    cuts: list[Point] = [(320, made.toes[0][1] + made.toes[0][3] * 0.8)]
    for one, two in zip(made.toes, made.toes[1:], strict=False):
        cuts.append(((one[0] - one[2] + two[0] + two[2]) / 2, (one[1] + two[1]) / 2 + (one[3] + two[3]) / 2 * 0.72))
    cuts.append((-400, made.toes[-1][1] + 46))
    tops: list[Point] = [(320, -40)]
    for one, two in zip(made.toes, made.toes[1:], strict=False):
        tops.append(((one[0] - one[2] + two[0] + two[2]) / 2, -40))
    tops.append((-400, -40))
    regions = [
        Region(f"{side} {name}, {face}", [tops[at], tops[at + 1], cuts[at + 1], cuts[at]])
        for at, name in enumerate(TOES)
    ]
    wide = 420.0
    if sole:
        regions += [
            Region(f"{side} foot, ball", [*cuts, (-wide, made.ball), (wide, made.ball)]),
            Region(f"{side} foot, arch", [(10, made.ball), (wide, made.ball), (wide, 800), (10, 800)]),
            Region(f"{side} foot, outer edge of the sole", [(-wide, made.ball), (10, made.ball), (10, 800), (-wide, 800)]),
            Region(f"{side} heel, underside", [(-wide, 800), (wide, 800), (wide, 1040), (-wide, 1040)]),
        ]  # fmt: skip
    else:
        regions += [
            Region(f"{side} foot, top", [*cuts, (-wide, 780), (wide, 780)]),
            Region(f"{side} ankle, front", [(-wide, 780), (wide, 780), (wide, 1040), (-wide, 1040)]),
        ]
    return regions
