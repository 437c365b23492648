"""What a drawing is made of, and how it is moved: closed outlines, inner lines, and regions.

Rules this module keeps: outlines are painted in their order, each over the one before; a region is a polygon that may
reach beyond the outline, where nothing is painted; the first region that has a point is the one that is meant; the
middle of a region lies inside the outline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from splines import Point

STEP = 2.0  # units between the places that are tried for a region's middle


@dataclass
class Region:
    name: str
    polygon: list[Point]
    middle: Point = (0.0, 0.0)


@dataclass
class View:
    name: str
    box: tuple[float, float]
    outline: list[str]
    lines: list[str]
    regions: list[Region] = field(default_factory=list)

    def moved(self, change: Callable[[float, float], Point], name: str, box: tuple[float, float] | None = None) -> View:
        """The same with every point changed."""
        return View(
            name,
            box or self.box,
            [redrawn(path, change) for path in self.outline],
            [redrawn(path, change) for path in self.lines],
            [Region(one.name, [change(*point) for point in one.polygon]) for one in self.regions],
        )

    def flipped(self, name: str, rename: Callable[[str], str]) -> View:
        """The other side: left is right."""
        other = self.moved(lambda x, y: (self.box[0] - x, y), name)
        other.regions = [Region(rename(one.name), one.polygon) for one in other.regions]
        return other

    def find_middles(self) -> View:
        """Give each region the place in it that is farthest from its edge, where a mark by keyboard is put."""
        bodies = [flattened(path) for path in self.outline]
        taken: list[list[Point]] = []
        for region in self.regions:
            region.middle = _middle(region.polygon, bodies, taken)
            taken.append(region.polygon)
        return self


def other_side(name: str) -> str:
    """The name of the same place on the other side: "left cheek" for "right cheek"."""
    return re.sub(r"\b(left|right)\b", lambda found: "right" if found[1] == "left" else "left", name)


def redrawn(path: str, change: Callable[[float, float], Point]) -> str:
    """Path data with every point changed."""
    return re.sub(
        r"(-?[\d.]+) (-?[\d.]+)",
        lambda found: "{:.1f} {:.1f}".format(*change(float(found[1]), float(found[2]))),
        path,
    )


def flattened(path: str) -> list[Point]:
    """The corners of a path's polygon, eight for each curve."""
    points: list[Point] = []
    here: Point = (0.0, 0.0)
    for command, numbers in re.findall(r"([MCLZ])([^MCLZ]*)", path):
        n = [float(one) for one in numbers.split()]
        if command in "ML":
            here = (n[0], n[1])
            points.append(here)
        elif command == "C":
            for part in range(1, 9):
                t = part / 8
                u = 1 - t
                points.append(
                    (
                        u**3 * here[0] + 3 * u * u * t * n[0] + 3 * u * t * t * n[2] + t**3 * n[4],
                        u**3 * here[1] + 3 * u * u * t * n[1] + 3 * u * t * t * n[3] + t**3 * n[5],
                    )
                )
            here = (n[4], n[5])
    return points


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Whether a polygon has a point (even and odd)."""
    x, y = point
    found = False
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


def _middle(polygon: Sequence[Point], bodies: Sequence[Sequence[Point]], taken: Iterable[Sequence[Point]]) -> Point:
    left, right = min(x for x, _ in polygon), max(x for x, _ in polygon)
    top, bottom = min(y for _, y in polygon), max(y for _, y in polygon)
    step = max(STEP, (right - left) / 40, (bottom - top) / 40)
    places = [
        (left + step * column, top + step * row)
        for row in range(int((bottom - top) / step) + 1)
        for column in range(int((right - left) / step) + 1)
    ]
    taken = list(taken)
    held = [
        place
        for place in places
        if inside(place, polygon)
        and any(inside(place, body) for body in bodies)
        and not any(inside(place, other) for other in taken)
    ]
    edges = [polygon, *bodies, *taken]
    ends = [pair for edge in edges for pair in zip(edge, [*edge[1:], edge[0]], strict=True)]
    near = [pair for pair in ends if _close(pair, left, top, right, bottom)]
    best = max(held, key=lambda place: (min(_distance(place, *pair) for pair in near), -place[1], -place[0]))
    return round(best[0], 1), round(best[1], 1)


def _close(pair: tuple[Point, Point], left: float, top: float, right: float, bottom: float) -> bool:
    (x1, y1), (x2, y2) = pair
    return max(x1, x2) >= left and min(x1, x2) <= right and max(y1, y2) >= top and min(y1, y2) <= bottom


def _distance(point: Point, one: Point, two: Point) -> float:
    dx, dy = two[0] - one[0], two[1] - one[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else max(0.0, min(1.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length))
    return float(((point[0] - one[0] - along * dx) ** 2 + (point[1] - one[1] - along * dy) ** 2) ** 0.5)
