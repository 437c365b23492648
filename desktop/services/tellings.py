"""Tellings: which colleagues were given which records of a child, and who hears what is said about them later.

Rules this module keeps:

* only a telling by our own organisation counts; another's is kept and means nothing here;
* somebody hears a statement when they know every record that it names, by being told or by having told;
* whose name stands among those who must not see a record hears nothing of it, whatever was said before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.folding import Folded
from desktop.domain.kinds import family_of
from desktop.domain.names import plain
from desktop.domain.statements import Kind, Statement
from desktop.services.book import OpenBook
from desktop.services.concern_pages import child_of
from desktop.services.histories import founding

STAYS_HERE = frozenset({"opening", "export", "telling", "device", "desk", "enquiry"})  # families that follow nobody
_LEAST = 3  # telling, child, record


@dataclass(frozen=True, slots=True)
class Made:
    """One telling of our own organisation. ``people`` are names as in the directory; ``teller`` is one too."""

    folded: Folded
    said: Statement
    teller: str
    people: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.folded.id

    @property
    def child(self) -> str:
        return self.said.about[1]

    @property
    def records(self) -> frozenset[str]:
        return frozenset(self.said.about[2:])

    @property
    def openings(self) -> tuple[Statement, ...]:
        return tuple(said for said in self.folded.statements if said.kind == Kind.TELLING_OPENED)

    def is_known_to(self, person: str) -> bool:
        return person == self.teller or person in self.people


def made_about(book: OpenBook, child: str) -> tuple[Made, ...]:
    """The tellings about a child, the oldest first; none for ""."""
    found = (made(book, folded) for folded in (book.store.records_of_child(child, "telling") if child else ()))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.said.written_at))


def made_of_record(book: OpenBook, record: str) -> tuple[Made, ...]:
    """The tellings of a record, the oldest first."""
    folded = book.store.record(record)
    child = child_of(folded) if folded is not None else ""
    return tuple(one for one in made_about(book, child) if record in one.records)


def made(book: OpenBook, folded: Folded | None) -> Made | None:
    """A folded telling, when our own organisation made it and it names a child and a record."""
    said = founding(folded) if folded is not None and folded.family == "telling" else None
    if folded is None or said is None or len(said.about) < _LEAST or not book.is_own(said.device):
        return None
    rows = said.fields.get("people")
    named = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    return Made(folded, said, book.person(said.device), tuple(str(row.get("person") or "") for row in named))


def waits_for(book: OpenBook, one: Made, person: str) -> bool:
    """Whether a person was told and did not open it yet."""
    return (
        person in one.people
        and person != one.teller
        and all(book.person(said.device) != person for said in one.openings)
    )


def listeners(book: OpenBook, known: Sequence[Made], statement: Statement) -> tuple[str, ...]:
    """Who hears a statement about the child of these tellings; the speaker may be among them."""
    told = frozenset[str]().union(*(one.records for one in known))
    family = family_of(statement.kind)
    named = frozenset(statement.about[2:]) if family == "share" else frozenset(statement.about) & told
    if family in STAYS_HERE or (family != "child" and not named):
        return ()
    people = dict.fromkeys(name for one in known for name in (*one.people, one.teller))
    return tuple(one for one in people if named <= _records_of(known, one) and not _kept_from_any(book, named, one))


def _records_of(known: Iterable[Made], person: str) -> frozenset[str]:
    return frozenset[str]().union(*(one.records for one in known if one.is_known_to(person)))


def _kept_from_any(book: OpenBook, records: Iterable[str], person: str) -> bool:
    folded = (book.store.record(record) for record in records)
    return any(is_kept_from(one, person) for one in folded if one is not None)


def is_kept_from(folded: Folded, person: str) -> bool:
    """Whether a person's family name stands among those who must not see a record, on any side of it."""
    held = folded.fields["kept_from"].values if "kept_from" in folded.fields else ()
    texts = [str(text) for side in held if isinstance(side.value, list | tuple) for text in side.value]
    names = plain(person).split()
    return bool(names) and any(names[-1] in plain(text).split() for text in texts)


def child_named(said: Statement) -> str:
    """The child that a statement is about, or ""."""
    if family_of(said.kind) == "child":
        return said.about[0]
    return said.about[1] if len(said.about) > 1 else ""
