"""The outlines of the body map: views, their drawings, and their named regions.

Rules this module keeps:

* the drawings are data (resources/body_maps, made by packaging/outlines/draw.py); nothing is drawn in code;
* a place is in thousandths of a view's box; the first region whose polygon has it is the one that is meant;
* a name is plain English, the same in the data and in the record, and is translated where it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.domain.body_marks import PLACES

Point = tuple[float, float]


@dataclass(frozen=True)
class Region:
    """``polygon`` and ``middle`` in the units of the view's box; the middle lies inside the drawing."""

    name: str
    middle: Point
    polygon: tuple[Point, ...]

    def has(self, x: float, y: float) -> bool:
        """Whether a place in the view's units lies in it (even and odd)."""
        found = False
        for (x1, y1), (x2, y2) in zip(self.polygon, (*self.polygon[1:], self.polygon[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                found = not found
        return found


@dataclass(frozen=True)
class View:
    """One drawing. ``outline`` are closed shapes, each painted over the one before; ``lines`` are open; both SVG path data."""

    name: str
    box: Point  # width and height
    outline: tuple[str, ...]
    lines: tuple[str, ...]
    regions: tuple[Region, ...]

    def region(self, name: str) -> Region | None:
        return next((one for one in self.regions if one.name == name), None)

    def region_at(self, x: int, y: int) -> Region | None:
        """The region at a place in thousandths, or None where none reaches. Regions reach a little beyond the body."""
        at = self.in_units(x, y)
        return next((one for one in self.regions if one.has(*at)), None)

    def place_of(self, region: Region) -> tuple[int, int]:
        """A region's middle in thousandths."""
        wide, high = self.box
        return round(region.middle[0] * PLACES / wide), round(region.middle[1] * PLACES / high)

    def in_units(self, x: int, y: int) -> Point:
        """A place in thousandths, in the units of the box."""
        return x * self.box[0] / PLACES, y * self.box[1] / PLACES


@dataclass(frozen=True)
class Outlines:
    """All views of one body, in the order in which they are offered."""

    views: tuple[View, ...]

    @classmethod
    def parse(cls, written: bytes) -> Outlines:
        """Read the data that ships; it is ours, and a test holds it to its form."""
        return cls(tuple(_view(one) for one in json.loads(written)["views"]))

    def view(self, name: str) -> View:
        """A view by its name; the first one where this body has none of that name."""
        return self._named.get(name, self.views[0])

    def has(self, name: str) -> bool:
        return name in self._named

    @cached_property
    def _named(self) -> Mapping[str, View]:
        return {view.name: view for view in self.views}


def _view(one: Mapping[str, object]) -> View:
    regions = one["regions"]
    assert isinstance(regions, Sequence)
    return View(
        str(one["name"]),
        _point(one["box"]),
        tuple(map(str, _listed(one["outline"]))),
        tuple(map(str, _listed(one["lines"]))),
        tuple(
            Region(str(row["name"]), _point(row["middle"]), tuple(_point(corner) for corner in row["polygon"]))
            for row in regions
        ),
    )


def _listed(value: object) -> Sequence[object]:
    assert isinstance(value, Sequence)
    return value


def _point(value: object) -> Point:
    x, y = _listed(value)
    assert isinstance(x, int | float)
    assert isinstance(y, int | float)
    return float(x), float(y)


def apart(points: Sequence[Point], least: float) -> list[Point]:
    """Places for numbers, each at its point or beside it, no two nearer than ``least``; the earlier ones stay."""
    found: list[Point] = []
    for x, y in points:
        at, turn = (x, y), 0
        while any((at[0] - a) ** 2 + (at[1] - b) ** 2 < least * least for a, b in found) and turn < len(_AROUND):
            across, down = _AROUND[turn]
            at, turn = (x + across * least * 1.05, y + down * least * 1.05), turn + 1
        found.append(at)
    return found


_AROUND = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8),
    (2.0, 0.0), (-2.0, 0.0), (0.0, -2.0), (0.0, 2.0), (1.6, -1.6), (-1.6, -1.6), (1.6, 1.6), (-1.6, 1.6),
)  # fmt: skip
