"""Children, adults and records looked up: by what was typed, by how alike they are, by where they live.

Rules this module keeps:

* what is counted and dated of a child is what can be found and stands: a walled record adds nothing to its child's row, nor does
  a withdrawn one, nor a decision about sharing;
* the rows that are shown are counted, never every child that matches; unless the count gives the order;
* nothing is written here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.domain.folding import Folded
from desktop.domain.listing import Marks
from desktop.domain.matching import LookedFor
from desktop.domain.terms import NO_TERMS, Terms
from desktop.services.stored import ChildHit
from desktop.storage.content import moment, to_text
from desktop.storage.database import Database, Row
from desktop.storage.folded_rows import CHILD_FIELDS
from desktop.storage.search import ADULT, FAMILIES, SHARE, children_sql, queries, sounding, together
from desktop.storage.views import Views

ORDERS = {"name": "c.sort_name", "born": "c.born", "address": "c.address", "concerns": "concerns", "last": "last"}
"""What children can be ordered by, as SQL of our own."""
_COUNTED = frozenset({"concerns", "last"})  # orders that are counted from a child's records
_STANDS = f"r.marks & {int(Marks.WALLED | Marks.WITHDRAWN)} = 0"
_DATED = ", ".join(f"'{family}'" for family in sorted(FAMILIES - {SHARE}))
_FIELDS = f"c.record, {', '.join('c.' + name for name in CHILD_FIELDS)}"
_HEARD = "SELECT f.row FROM search JOIN searched f ON f.row = search.rowid WHERE search MATCH"


def _order(order: str) -> str:
    """SQL for an order: blanks stand last both ways. Raises KeyError for an order that is not one."""
    by = ORDERS[order.removeprefix("-")]
    return f"coalesce({by}, '') = '', {by}{' DESC' if order.startswith('-') else ''}"


class LookingUp:
    def __init__(self, database: Database, views: Views) -> None:
        self._database, self._views = database, views

    def children(self, text: str, limit: int, order: str = "name", terms: Terms = NO_TERMS) -> tuple[ChildHit, ...]:
        """Children by ``order``: a key of ORDERS, "-" before it for the other way. A text without any word in it finds all, as no text does."""
        words = queries(text, terms)
        narrowed = f"WHERE c.row IN ({children_sql(len(words))})" if words else ""
        return self._hits(narrowed, words, limit, order)

    def hits(self, children: Collection[str]) -> tuple[ChildHit, ...]:
        """These children's rows, as ``children`` gives them."""
        return self._hits(
            "WHERE c.record IN (SELECT value FROM json_each(?))", (to_text(sorted(children)),), len(children)
        )

    def _hits(self, narrowed: str, asked: Sequence[str], limit: int, order: str = "name") -> tuple[ChildHit, ...]:
        by = f"{_order(order)}, c.sort_name, c.record"
        counted = order.removeprefix("-") in _COUNTED
        among = "child" if counted else f"(SELECT * FROM child c {narrowed} ORDER BY {by} LIMIT ?)"
        found = self._database.rows(  # by the index of a child's records alone, none of which is read
            f"SELECT {_FIELDS},"
            " (SELECT count(*) FROM record r INDEXED BY record_child"
            f" WHERE r.child = c.record AND r.family = 'concern' AND {_STANDS}) AS concerns,"
            " (SELECT max(r.last_written) FROM record r INDEXED BY record_child WHERE r.child = c.record"
            f" AND r.family IN ({_DATED}) AND (r.id = c.record OR {_STANDS})) AS last"
            f" FROM {among} c {narrowed if counted else ''} ORDER BY {by} LIMIT ?",
            (*asked, limit) if counted else (*asked, limit, limit),
        )
        return tuple(_hit(row) for row in found)

    def alike(self, wanted: LookedFor) -> tuple[ChildHit, ...]:
        """Children who may be the one looked for, without what is counted of them."""
        sound = sounding(wanted.given, wanted.family) if wanted.family else ""
        undated = "" if wanted.undated else " AND c.born = '' AND c.expected = ''"
        found = self._database.rows(
            f"SELECT {_FIELDS}, 0, NULL FROM child c WHERE"
            " c.born IN (SELECT value FROM json_each(?)) OR (c.expected <> '' AND c.expected BETWEEN ? AND ?)"
            " OR (? <> '' AND c.nhs_number = ?) OR (? <> '' AND c.upn = ?)"
            " OR (? <> '' AND replace(c.postcode, ' ', '') = ?)"
            f"{f' OR (c.row IN ({_HEARD} ?){undated})' if sound else ''}",
            (
                to_text(wanted.days), *wanted.around, *(wanted.nhs_number,) * 2, *(wanted.upn,) * 2, *(wanted.postcode,) * 2,
                *((sound,) if sound else ()),
            ),
        )  # fmt: skip
        return tuple(_hit(row) for row in found)

    def at_home(self, postcode: str, address: str, besides: Collection[str] = ()) -> tuple[ChildHit, ...]:
        """Children with this postcode, or whose address reads alike: ``address`` has letters and digits only, in small."""
        first = f"{address[:4]}%"
        found = self._database.rows(
            f"SELECT {_FIELDS}, 0, NULL FROM child c WHERE"
            " (? <> '' AND c.postcode = ?) OR (? <> '' AND c.address <> '' AND"
            " lower(replace(replace(replace(c.address, ' ', ''), ',', ''), '.', '')) LIKE ?)",
            (postcode, postcode, address, first),
        )
        children = [row[0] for row in found if row[0] not in besides]
        return self.hits(children) if children else ()

    def persons(self, text: str, limit: int) -> tuple[Folded, ...]:
        """Persons whose record holds every word of ``text``; without a word in it, the first by id."""
        words = queries(text)
        if not words:
            return self._views.read(f"WHERE family = 'person' ORDER BY id LIMIT {int(limit)}")
        return self._persons(together(words), limit)

    def persons_sounding(self, given: Collection[str], family: Collection[str], limit: int) -> tuple[Folded, ...]:
        """Persons with one of these sounds in their given and one in their family names."""
        sound = sounding(given, family)
        return self._persons(sound, limit) if sound else ()

    def _persons(self, match: str, limit: int) -> tuple[Folded, ...]:
        heard = f"{_HEARD} '(' || ? || ') AND \"{ADULT}\"'"
        return self._views.read(f"WHERE +family = 'person' AND row IN ({heard}) ORDER BY id LIMIT {int(limit)}", match)

    def unsearched(self, children: Collection[str], families: Collection[str]) -> tuple[str, ...]:
        """Records of these families about these children that have no words in the index, by id: those with a wall."""
        found = self._database.rows(
            "SELECT r.id FROM record r WHERE r.child IN (SELECT value FROM json_each(?))"
            " AND r.family IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM searched f WHERE f.row = r.row) ORDER BY r.last_written, r.id",
            (to_text(sorted(children)), to_text(sorted(families))),
        )
        return tuple(record for (record,) in found)

    def found(self, text: str, limit: int, terms: Terms = NO_TERMS) -> tuple[tuple[str, str], ...]:
        """(record, child) of the records that are no child's own and hold every word, the latest taken in first."""
        words = queries(text, terms)
        if not words:
            return ()
        rows = self._database.rows(
            "SELECT r.id, r.child FROM search JOIN record r ON r.row = search.rowid"
            " WHERE search MATCH ? AND r.id <> r.child ORDER BY search.rowid DESC LIMIT ?",
            (together(words), limit),
        )
        return tuple((record, child) for record, child in rows)


def _hit(row: Row) -> ChildHit:
    named = dict(zip(CHILD_FIELDS, row[1:-2], strict=True))
    concerns, last = row[-2:]
    return ChildHit(child=row[0], concerns=concerns, last_entry=None if last is None else moment(last), **named)
