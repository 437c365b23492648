"""Smooth lines through points, as SVG path data.

Rules this module keeps: a point is (x, y); a corner is (x, y, "corner"); the curve goes through every point, and runs
straight into a corner; only absolute M, C, L and Z are written, so that whoever reads the data needs no SVG library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Knot = tuple[float, float] | tuple[float, float, str]
TENSION = 1 / 6  # Catmull and Rom's


def smooth(knots: Sequence[Knot], *, closed: bool = False) -> str:
    """Path data of a curve through ``knots``."""
    count = len(knots)
    points = [(knot[0], knot[1]) for knot in knots]
    corner = [knot[2:] == ("corner",) for knot in knots]

    def tangent(at: int) -> Point:
        if corner[at]:
            return 0.0, 0.0
        before, after = (at - 1) % count, (at + 1) % count
        if not closed and at in {0, count - 1}:
            return 0.0, 0.0
        return points[after][0] - points[before][0], points[after][1] - points[before][1]

    written = [f"M{_pair(points[0])}"]
    for at in range(count if closed else count - 1):
        one, two = points[at], points[(at + 1) % count]
        out, into = tangent(at), tangent((at + 1) % count)
        reach = ((two[0] - one[0]) ** 2 + (two[1] - one[1]) ** 2) ** 0.5
        first = _along(one, out, reach)
        second = _along(two, (-into[0], -into[1]), reach)
        written.append(f"C{_pair(first)} {_pair(second)} {_pair(two)}")
    return " ".join(written) + (" Z" if closed else "")


def straight(points: Sequence[Point], *, closed: bool = False) -> str:
    """Path data of straight lines."""
    return "M" + " L".join(_pair(point) for point in points) + (" Z" if closed else "")


def ellipse(x: float, y: float, wide: float, high: float) -> str:
    """Path data of an ellipse around (x, y), ``wide`` and ``high`` its half axes."""
    k = 0.5523
    return (
        f"M{_pair((x - wide, y))} "
        f"C{_pair((x - wide, y - k * high))} {_pair((x - k * wide, y - high))} {_pair((x, y - high))} "
        f"C{_pair((x + k * wide, y - high))} {_pair((x + wide, y - k * high))} {_pair((x + wide, y))} "
        f"C{_pair((x + wide, y + k * high))} {_pair((x + k * wide, y + high))} {_pair((x, y + high))} "
        f"C{_pair((x - k * wide, y + high))} {_pair((x - wide, y + k * high))} {_pair((x - wide, y))} Z"
    )


def mirrored(knots: Iterable[Knot], axis: float = 0.0) -> list[Knot]:
    """The same points on the other side of a vertical line, in the other direction."""
    return [(2 * axis - knot[0], *knot[1:]) for knot in reversed(list(knots))]


def whole(half: Sequence[Knot]) -> list[Knot]:
    """A closed outline from its right half, which begins and ends on the middle line (x = 0)."""
    return [*half, *mirrored(half[1:-1])]


def _along(point: Point, tangent: Point, reach: float) -> Point:
    """A handle a third of the way on: neighbours at uneven distances pull no loops."""
    length = (tangent[0] ** 2 + tangent[1] ** 2) ** 0.5
    if not length:
        return point
    pull = min(2 * TENSION * reach / length, 2 * TENSION)
    return point[0] + tangent[0] * pull, point[1] + tangent[1] * pull


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}".replace(".0 ", " ").removesuffix(".0")
