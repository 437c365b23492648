"""Draw the body map's outlines into resources/body_maps: ``python packaging/outlines/draw.py``.

The outlines are our own drawings: the knots of their curves stand in this folder. What is written is data: for each view
its name, the size of its box, closed outlines and inner lines as SVG path data, and its named regions as polygons.
"""

from __future__ import annotations

import json
from pathlib import Path

import figure
import foot
import hand
import head
import infant
from shapes import View, other_side

PLACE = Path(__file__).resolve().parents[2] / "resources/body_maps"


def child() -> list[View]:
    """All views of a child of about six."""
    small = head.CHILD
    left = figure.left(head.head_side(small))
    body = [figure.front(head.face(small)), figure.back(head.head_back(small)), left]
    return _all(body, small, hand.CHILD, foot.CHILD)


def baby() -> list[View]:
    """All views of a baby."""
    small = head.BABY
    left = infant.left(head.head_side(small))
    body = [infant.front(head.face(small)), infant.back(head.head_back(small)), left]
    return _all(body, small, hand.BABY, foot.BABY)


def _all(body: list[View], small: head.Head, fingers: hand.Hand, toes: foot.Foot) -> list[View]:
    side = head.head_side(small)
    views = [*body, _other(body[2]), head.face(small), side, _other(side), head.head_back(small), head.head_top(small)]
    for drawn in (hand.hand(fingers, back=False), hand.hand(fingers, back=True)):
        views += sorted((drawn, _other(drawn)), key=lambda view: view.name)
    for drawn in (foot.foot(toes, sole=False), foot.foot(toes, sole=True)):
        views += sorted((drawn, _other(drawn)), key=lambda view: view.name)
    return [view.find_middles() for view in views]


def _other(view: View) -> View:
    return view.flipped(other_side(view.name), other_side)


def written(views: list[View]) -> str:
    """The data of one body."""
    drawn = [
        {
            "name": view.name,
            "box": list(view.box),
            "outline": view.outline,
            "lines": view.lines,
            "regions": [
                {"name": one.name, "middle": list(one.middle), "polygon": [[round(x, 1), round(y, 1)] for x, y in one.polygon]}
                for one in view.regions
            ],
        }
        for view in views
    ]  # fmt: skip
    return json.dumps({"views": drawn}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PLACE.mkdir(exist_ok=True)
    for name, made in (("child", child()), ("baby", baby())):
        (PLACE / f"{name}.json").write_text(written(made), encoding="utf-8")
        print(f"{name}: {len(made)} views, {sum(len(view.regions) for view in made)} regions")
