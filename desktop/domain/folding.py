"""A record's present state, folded from its statements by ``after`` alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.statements import Json, Statement


@dataclass(frozen=True, slots=True)
class FieldValue:
    value: Json
    statement_id: str
    device: str


@dataclass(frozen=True, slots=True)
class FoldedField:
    state: str  # "settled", "disputed" or "incomplete"
    values: tuple[FieldValue, ...]

    @property
    def value(self) -> Json:
        """The first value; the only one unless disputed."""
        return self.values[0].value


@dataclass(frozen=True, slots=True)
class Folded:
    id: str
    family: str
    fields: Mapping[str, FoldedField]
    statements: tuple[Statement, ...]  # by (written_at, id); refused ones are not among them
    refused: tuple[tuple[Statement, str], ...]  # kept and shown with the reason; they move no view
    forked: bool = False
    closed: bool = False  # an unknown kind marked `must` is about it
