"""What was signed in a book, without what differs between any two books: ids, salts and times of writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.domain.kinds import KINDS
from desktop.domain.statements import Json, Statement
from desktop.services.session import Session

Plain = tuple[tuple[str, tuple[str, ...], Json, int], ...]


def statements(session: Session) -> list[Statement]:
    """Everything that was signed in this book, in its order."""
    found = [said for kind in KINDS for said in session.book.store.statements_of_kind(kind)]
    own = [said for said in found if said.device == session.device and said.position is not None]
    return sorted(own, key=lambda said: said.position.seq if said.position else 0)


def plain(signed: Sequence[Statement]) -> Plain:
    """Kind, what it is about, fields, and how many statements it follows on; each id by the place where it first came."""
    names: dict[str, str] = {}
    for said in signed:
        for record in said.about:
            names.setdefault(record, f"record {len(names) + 1}")
    return tuple(
        (said.kind, tuple(names[one] for one in said.about), _named(said.fields, names), len(said.after))
        for said in signed
    )


def _named(value: Json, names: Mapping[str, str]) -> Json:
    if isinstance(value, Mapping):
        return {key: _named(each, names) for key, each in value.items()}
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Sequence):
        return [_named(each, names) for each in value]
    return value
