"""Who is around a child, read from relations: family, household over time, professionals, and linked children.

Rules this module keeps:

* a relation between two children is recorded once and read from both sides; the other way round it says only what the
  edition names for it, and nothing that happened to either child;
* children are linked by a brother's or sister's relation, a parent that both have, or a home that both live in now;
* records that a person called the same are read together; what belongs to which record stays visible by its id.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.domain.entries import child_entry, person_entry, relationship_entry
from desktop.domain.folding import Folded
from desktop.domain.people import PersonEntry, RelationshipEntry, TakenFrom, lasts_on
from desktop.domain.people_codes import PARENT, PROFESSIONAL, SIBLING
from desktop.domain.records import Answer, Relative
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.describe import Words, full_name
from desktop.services.histories import founding
from desktop.services.people_rows import FamilyLink, OldRow, PersonRow, RelationRow
from desktop.services.same import Sameness

_ORDER = (PARENT, "carer", SIBLING, "relative", "household", "other", "", PROFESSIONAL)


class Relations:
    def __init__(self, book: OpenBook, words: Words, same: Sameness) -> None:
        self._book, self._words, self._same = book, words, same

    def of_child(self, child: str) -> tuple[RelationRow, ...]:
        """Everybody around a child, on any record of the child: who is there now first, then by the edition's groups."""
        found: dict[str, RelationRow] = {}
        for record in self._same.group_of(child):
            for folded in self._about(record):
                row = self._row(folded, record)
                if row is not None:
                    found.setdefault(row.id, row)
        return tuple(sorted(found.values(), key=_by_group))

    def children_of(self, person: str) -> tuple[RelationRow, ...]:
        """The children around whom a person is; ``name`` and ``other`` are the child's."""
        found: dict[str, RelationRow] = {}
        for record in self._same.group_of(person):
            for folded in self._about(record):
                ends = _ends(folded)
                if ends is not None and ends[1] == record and (row := self._row(folded, record)) is not None:
                    found[row.id] = row
        return tuple(sorted(found.values(), key=_by_group))

    def household(self, child: str, on: date) -> tuple[RelationRow, ...]:
        """Who lived with a child on a day, as far as it is recorded."""
        return tuple(
            row for row in self.of_child(child) if row.entry.lives_with == Answer.YES and lasts_on(row.entry, on)
        )

    def family_of(self, child: str) -> tuple[FamilyLink, ...]:
        """The other children of the family, one row for each, by name."""
        here = frozenset(self._same.group_of(child))
        today = self._book.today()
        found: dict[str, FamilyLink] = {}
        rows = self.of_child(child)
        for row in rows:
            lives = row.entry.lives_with == Answer.YES and lasts_on(row.entry, today)
            if row.is_child and not row.entry.mistaken and (row.group == SIBLING or lives):
                self._link(found, here, row.other, row.relation)
        for old in (old for record in here for old in self._old(record) if old.record):
            self._link(found, here, old.record, self._old_relation(old) or tr("Family"))
        for row in rows:
            if not row.is_child:
                self._link_by(found, here, row, today)
        return tuple(sorted(found.values(), key=lambda link: (link.name.casefold(), link.child)))

    def to_take_over(self, child: str) -> tuple[OldRow, ...]:
        """The rows of a child's own record that nobody took over yet."""
        taken = {relationship_entry(folded).taken_from for folded in self._about(child)}
        return tuple(
            old
            for old, relative in zip(self._old(child), self._relatives(child), strict=True)
            if TakenFrom(relative.name, relative.relation) not in taken
        )

    def person_row(self, person: str) -> PersonRow:
        folded = self._book.store.record(person)
        return person_row(person, person_entry(folded) if folded is not None else PersonEntry())

    # inside

    def _about(self, record: str) -> Iterable[Folded]:
        """Every relation in which this record is an end."""
        store = self._book.store
        found = (*store.records_of_child(record, "relationship"), *store.relations_to(record))
        return [folded for folded in found if founding(folded) is not None]

    def _row(self, folded: Folded, record: str) -> RelationRow | None:
        """A relation as it is read from ``record``, one of its ends; None when the ends are not known."""
        ends, said = _ends(folded), founding(folded)
        if ends is None or said is None or record not in ends:
            return None
        entry = relationship_entry(folded)
        turned = ends[1] == record
        other = self._book.store.record(ends[0] if turned else ends[1])
        if other is None or other.family not in {"child", "person"}:
            return None
        codes = self._book.guidance.people
        known = codes.relation(entry.relation)
        subject_is_child = turned and (here := self._book.store.record(record)) is not None and here.family == "child"
        back = codes.relation(known.other_way) if subject_is_child and known is not None else None
        shown = back or known
        label = shown.label if shown and (back or not subject_is_child) else ""
        is_child = other.family == "child"
        child = child_entry(other) if is_child else None
        return RelationRow(
            id=folded.id,
            child=ends[0],
            other=other.id,
            is_child=is_child,
            name=_child_name(child) if child else self.person_row(other.id).name,
            relation=label or (tr("Family") if subject_is_child else entry.relation or tr("Relation not known")),
            group=shown.group if shown else "",
            entry=entry,
            ended=(entry.mistaken or bool(entry.until)) and not lasts_on(entry, self._book.today()),
            person=None if is_child else self.person_row(other.id),
            disputed=any(field.state != "settled" for field in folded.fields.values()),
            ours=self._book.is_own(said.device),
        )

    def _link_by(self, found: dict[str, FamilyLink], here: frozenset[str], row: RelationRow, today: date) -> None:
        """Link the children who have this adult as a parent too, or in their home now."""
        lives = row.entry.lives_with == Answer.YES and lasts_on(row.entry, today)
        for theirs in self.children_of(row.other):
            if row.entry.mistaken or theirs.entry.mistaken:
                continue
            parent = row.group == PARENT and theirs.group == PARENT
            home = lives and theirs.entry.lives_with == Answer.YES and lasts_on(theirs.entry, today)
            if parent:
                self._link(found, here, theirs.other, tr("Brother or sister"), tr("both have {name}", name=row.name))
            elif home:
                self._link(
                    found, here, theirs.other, tr("Lives in the same home"), tr("both live with {name}", name=row.name)
                )

    def _link(
        self, found: dict[str, FamilyLink], here: frozenset[str], child: str, relation: str, why: str = ""
    ) -> None:
        record = self._book.store.record(child)
        group = set(self._same.group_of(child))
        if record is None or record.family != "child" or child in here or not group.isdisjoint(found):
            return
        found[child] = FamilyLink(child, _child_name(child_entry(record)), relation, why)

    def _relatives(self, child: str) -> tuple[Relative, ...]:
        folded = self._book.store.record(child)
        return child_entry(folded).people if folded is not None and folded.family == "child" else ()

    def _old(self, child: str) -> tuple[OldRow, ...]:
        folded = self._book.store.record(child)
        if folded is None or folded.family != "child" or "people" not in folded.fields:
            return ()
        rows = folded.fields["people"].value
        texts = [self._words.text("child", "people", [row]) for row in rows] if isinstance(rows, list | tuple) else []
        return tuple(
            OldRow(child, number, text, relative.record)
            for number, (text, relative) in enumerate(zip(texts, self._relatives(child), strict=True))
        )

    def _old_relation(self, old: OldRow) -> str:
        relation = self._relatives(old.child)[old.number].relation
        return relation[:1].upper() + relation[1:]


def person_row(person: str, entry: PersonEntry) -> PersonRow:
    named = entry.given_names or entry.family_name
    return PersonRow(
        id=person,
        name=full_name(entry.given_names, entry.family_name) if named else full_name(entry.known_as, ""),
        known_as=entry.known_as if named else "",
        born=entry.born,
        post=", ".join(part for part in (entry.post, entry.agency) if part),
        telephone=entry.telephone,
        address=", ".join(part for part in (entry.address, entry.postcode) if part),
        address_withheld=entry.address_withheld,
        language=entry.language,
    )


def _child_name(child: object) -> str:
    given, family, known = (str(getattr(child, name)) for name in ("given_names", "family_name", "known_as"))
    return full_name(given, family) if given or family else full_name(known, "")


def _ends(folded: Folded) -> tuple[str, str] | None:
    """The child, and the person or child that the relation leads to."""
    said = founding(folded)
    return (said.about[1], said.about[2]) if said is not None and len(said.about) >= 3 else None


def _by_group(row: RelationRow) -> tuple[bool, int, str, str, str]:
    place = _ORDER.index(row.group) if row.group in _ORDER else len(_ORDER)
    return row.ended, place, row.entry.since, row.name.casefold(), row.id


def first_relation(words: str, guidance_relations: Iterable[tuple[str, str]]) -> str:
    """The code for a relation in words, when the edition has one that reads so; else the words themselves."""
    plain = words.strip().casefold()
    siblings = {"sister": "sibling", "brother": "sibling", "step-father": "stepfather", "step-mother": "stepmother"}
    mum = {"mum": "mother", "mummy": "mother", "dad": "father", "daddy": "father"}
    known = dict.fromkeys(code for code, _ in guidance_relations)
    by_label = {label.casefold(): code for code, label in guidance_relations}
    for code in (siblings.get(plain, ""), mum.get(plain, ""), plain, by_label.get(plain, "")):
        if code in known:
            return code
    return words.strip()


def relationship_from(relative: Relative, relation: str) -> RelationshipEntry:
    """A row of the child's record as a relation of its own."""
    return RelationshipEntry(
        relation=relation,
        parental_responsibility=relative.parental_responsibility,
        lives_with=relative.household,
        note=relative.note,
        taken_from=TakenFrom(relative.name, relative.relation),
    )
