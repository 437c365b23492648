"""The shipped edition, and statements to fold."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import resources
from desktop.domain.edition import join_files
from desktop.domain.guidance import Guidance
from desktop.domain.statements import Json, Position, Statement

BEGUN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def edition_data() -> dict[str, Any]:
    """A fresh copy of the edition's data, to change; what is in it is checked when it is parsed."""
    return copy.deepcopy(dict(join_files(resources.edition())))


def england() -> Guidance:
    return Guidance.parse(edition_data())


def said(
    name: str,
    fields: Mapping[str, Json] | None = None,
    *,
    kind: str = "",
    after: tuple[str, ...] = (),
    device: str = "desk-a",
    about: tuple[str, ...] = ("record", "child"),
    minutes: int = 0,
    must: bool = False,
    left_out: int = 0,
    position: Position | None = None,
) -> Statement:
    """A statement of a concern: recorded when it amends nothing, amended otherwise."""
    return Statement(
        id=name,
        kind=kind or ("concern.amended" if after else "concern.recorded"),
        device=device,
        about=about,
        fields=dict(fields or {}),
        written_at=BEGUN + timedelta(minutes=minutes),
        edition="england-2026",
        after=after,
        must=must,
        left_out=left_out,
        position=position,
    )


def set_at(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Set what stands at ``path`` ("clocks.0.status")."""
    *steps, last = path.split(".")

    def apply(data: dict[str, Any]) -> None:
        here: Any = data
        for step in steps:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[int(last) if isinstance(here, list) else last] = value

    return apply
