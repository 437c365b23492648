"""Every token of the journal, in the order received, without holding them all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from desktop.storage.database import Database

_CHUNK = 500


class Tokens(Sequence[tuple[str, str]]):
    """(id, token) of every statement in the order received, read from the database piece by piece."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __len__(self) -> int:
        found = self._database.one("SELECT count(*) FROM statement")
        return int(found[0]) if found else 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        after = 0
        while found := self._database.rows(
            "SELECT row, id, token FROM statement WHERE row > ? ORDER BY row LIMIT ?", (after, _CHUNK)
        ):
            for row, named, token in found:
                after = row
                yield named, token

    @overload
    def __getitem__(self, place: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, str]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, str] | list[tuple[str, str]]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        number = place + len(self) if place < 0 else place
        found = self._database.one("SELECT id, token FROM statement ORDER BY row LIMIT 1 OFFSET ?", (max(number, 0),))
        if found is None or number < 0:
            raise IndexError("no statement at this place")
        return found[0], found[1]
