"""Adults and professionals: look for one, add, amend, relate to a child, end; and take over what a child's record says.

Rules this module keeps:

* search comes before create, as for children: a likely duplicate is refused until the person has seen it;
* an adult is added together with what they are to the child, in one transaction;
* a relation is ended, never taken away: who lived there when stays to be read;
* all of it is our own organisation's and goes with no letter unless somebody chooses it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.dates import parse_day
from desktop.domain.entries import child_entry, person_entry, relationship_entry, to_fields
from desktop.domain.folding import Folded
from desktop.domain.identifiers import postcode
from desktop.domain.matching_people import likely_same_person
from desktop.domain.names import sounds_of
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import Relative
from desktop.domain.statements import Changes, Kind
from desktop.language import tr
from desktop.services.amending import amended, amendment
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import Incomplete, LikelyPerson, NoSuchRecord, NothingChanged
from desktop.services.histories import Histories
from desktop.services.name_lists import aliases
from desktop.services.pages.fields import FieldView, HistoryRow, Missing
from desktop.services.pages.people import PersonPage
from desktop.services.people_rows import FamilyLink, OldRow, PersonMatch, PersonRow, Related, RelationRow
from desktop.services.relations import Relations, first_relation, person_row, relationship_from
from desktop.services.same import Sameness

PERSON_ORDER = tuple(PersonEntry.__dataclass_fields__)
RELATION_ORDER = tuple(RelationshipEntry.__dataclass_fields__)
FEW = 40  # who sound alike are looked at; more is a name that needs a date of birth


@dataclass(frozen=True, slots=True)
class ToTakeOver:
    """A row of a child's record, as it would be kept: ``other`` is the child it names, or ""."""

    person: PersonEntry
    relationship: RelationshipEntry
    other: str = ""


class People:
    def __init__(self, book: OpenBook, histories: Histories, same: Sameness) -> None:
        self._book, self._histories, self._same = book, histories, same
        self._relations = Relations(book, histories.words, same)

    # reading

    def search(self, text: str = "") -> tuple[PersonRow, ...]:
        """Adults whose record holds every word of ``text``; one row for records that are one person."""
        found = self._book.store.persons(text)
        rows: dict[str, PersonRow] = {}
        for folded in found:
            rows.setdefault(min(self._same.group_of(folded.id)), person_row(folded.id, person_entry(folded)))
        return tuple(sorted(rows.values(), key=lambda row: (row.name.casefold(), row.id)))

    def of_child(self, child: str) -> tuple[RelationRow, ...]:
        """Everybody around a child: family, household, professionals, and other children they are related to."""
        return self._relations.of_child(child)

    def children_of(self, person: str) -> tuple[RelationRow, ...]:
        """The children around whom a person is; ``name`` and ``other`` are the child's."""
        return self._relations.children_of(person)

    def household(self, child: str, on: date) -> tuple[RelationRow, ...]:
        """Who lived with a child on a day, as far as it is recorded."""
        return self._relations.household(child, on)

    def family_of(self, child: str) -> tuple[FamilyLink, ...]:
        """The other children of the family: by brother or sister, a parent that both have, or a home they share now."""
        return self._relations.family_of(child)

    def to_take_over(self, child: str) -> tuple[OldRow, ...]:
        """The rows of the child's own record that are no records of their own yet."""
        return self._relations.to_take_over(child)

    def old_row(self, child: str, number: int) -> ToTakeOver:
        """One of them as it would be kept. Raises NoSuchRecord."""
        people = child_entry(self._folded(child, "child")).people
        if not 0 <= number < len(people):
            raise NoSuchRecord("no such row in this child's record")
        relative = people[number]
        listed = [(one.code, one.label) for one in self._book.guidance.people.relations]
        relation = first_relation(relative.relation, listed)
        return ToTakeOver(_person_from(relative), relationship_from(relative, relation), relative.record)

    def entry(self, person: str) -> PersonEntry:
        """Raises NoSuchRecord."""
        return person_entry(self._folded(person, "person"))

    def relationship(self, relationship: str) -> RelationRow:
        """One relation, as it is read from the child. Raises NoSuchRecord."""
        folded = self._folded(relationship, "relationship")
        child = folded.statements[0].about[1] if folded.statements[0].about[1:] else ""
        found = next((row for row in self._relations.of_child(child) if row.id == relationship), None)
        if found is None:
            raise NoSuchRecord("no such relation in this record book")
        return found

    def relationship_fields(self, relationship: str) -> tuple[tuple[FieldView, ...], tuple[HistoryRow, ...]]:
        """A relation's fields, every side of them, and its history. Raises NoSuchRecord."""
        folded = self._folded(relationship, "relationship")
        return self._histories.fields(folded, RELATION_ORDER), self._histories.rows(folded)

    def page(self, person: str) -> PersonPage:
        """Everything about an adult; writes record.opened at most once an hour. Raises NoSuchRecord."""
        folded = self._folded(person, "person")
        self._book.note_opened(person, "person")
        entry = person_entry(folded)
        told = self._same.told_apart(person)
        return PersonPage(
            id=person,
            row=person_row(person, entry),
            fields=self._histories.fields(folded, PERSON_ORDER),
            history=self._histories.rows(folded),
            children=self.children_of(person),
            same=self._same.of(person),
            likely=tuple(one for one in self.likely(entry) if one.row.id not in {person, *told}),
        )

    def likely(self, entry: PersonEntry) -> tuple[PersonMatch, ...]:
        """Adults already in the book who may be this one, the likeliest first, each with why."""
        names, forms = f"{entry.given_names} {entry.known_as}", aliases()
        sounding = self._book.store.persons_sounding(sounds_of(names, forms), sounds_of(entry.family_name, forms), FEW)
        found = [
            (likely_same_person(entry, held := person_entry(folded), forms), folded.id, held) for folded in sounding
        ]
        ranked = sorted(
            ((match, person, held) for match, person, held in found if match is not None),
            key=lambda one: (-one[0].weight, one[1]),
        )
        return tuple(PersonMatch(person_row(person, held), match.why) for match, person, held in ranked)

    # writing

    def check(self, entry: PersonEntry) -> tuple[Missing, ...]:
        """What is still needed before an adult can be added."""
        if entry.given_names.strip() or entry.family_name.strip() or entry.known_as.strip() or entry.post.strip():
            return ()
        return (Missing("given_names", tr("Give a name, or the post of a professional")),)

    def register(self, entry: PersonEntry, *, duplicates_seen: bool = False) -> tuple[str, Changes]:
        """Add an adult; returns the id. Raises Incomplete, LikelyPerson, InvalidPostcode (domain)."""
        entry = self._checked(entry, duplicates_seen=duplicates_seen)
        person = self._book.new_id()
        with self._book.writing() as sheet:
            sheet.say(Kind.PERSON_REGISTERED, (person,), to_fields(entry))
        return person, sheet.changes

    def add(
        self,
        child: str,
        entry: PersonEntry,
        relationship: RelationshipEntry,
        *,
        duplicates_seen: bool = False,
        not_same: Collection[str] = (),
    ) -> Related:
        """Add an adult and what they are to the child, together. ``not_same`` as for a child (``Children.register``).

        Raises as ``register`` and ``relate``.
        """
        self._folded(child, "child")
        self._check_relation(relationship)
        entry = self._checked(entry, duplicates_seen=duplicates_seen)
        person = self._book.new_id()
        with self._book.writing() as sheet:
            sheet.say(Kind.PERSON_REGISTERED, (person,), to_fields(entry))
            self._same.told_when_added(sheet, person, not_same)
            relation = self._relate(sheet, child, person, relationship)
        return Related(relation, person, sheet.changes)

    def relate(self, child: str, other: str, relationship: RelationshipEntry) -> Related:
        """Write what somebody who is in the book is to a child: an adult, or another child.

        Raises NoSuchRecord, NothingChanged (the child itself), Incomplete.
        """
        self._folded(child, "child")
        found = self._book.store.record(other)
        if found is None or found.family not in {"child", "person"}:
            raise NoSuchRecord("no such person in this record book")
        if other in self._same.group_of(child):
            raise NothingChanged("a child is not related to itself")
        self._check_relation(relationship)
        with self._book.writing() as sheet:
            relation = self._relate(sheet, child, other, relationship)
        return Related(relation, other, sheet.changes)

    def amend(self, person: str, changes: Mapping[str, object], reason: str) -> Changes:
        """Change fields of an adult's record. Raises as ``Children.amend``."""
        folded = self._folded(person, "person")
        before = person_entry(folded)
        after = amended(before, changes)
        missing = self.check(after)
        if missing:
            raise Incomplete(missing)
        after = _with_postcode(after)
        fields, names = amendment(self._book, folded, (before, after), changes, reason)
        with self._book.writing() as sheet:
            sheet.say(Kind.PERSON_AMENDED, (person,), {**fields, "reason": reason.strip()}, names)
        return sheet.changes

    def amend_relationship(self, relationship: str, changes: Mapping[str, object], reason: str) -> Changes:
        """Change what is written of a relation. Raises as ``amend``."""
        folded = self._folded(relationship, "relationship")
        before = relationship_entry(folded)
        after = amended(before, changes)
        self._check_relation(after)
        fields, names = amendment(self._book, folded, (before, after), changes, reason)
        about = next(said.about for said in folded.statements if said.kind == Kind.RELATIONSHIP_RECORDED)
        with self._book.writing() as sheet:
            sheet.say(Kind.RELATIONSHIP_AMENDED, about, {**fields, "reason": reason.strip()}, names)
        return sheet.changes

    def end(self, relationship: str, until: str, reason: str) -> Changes:
        """From this day on (ISO) they do not live there, or are not that to the child, any more."""
        return self.amend_relationship(relationship, {"until": until}, reason)

    # inside

    def _relate(self, sheet: Sheet, child: str, other: str, entry: RelationshipEntry) -> str:
        relation = self._book.new_id()
        sheet.say(Kind.RELATIONSHIP_RECORDED, (relation, child, other), to_fields(entry))
        return relation

    def _checked(self, entry: PersonEntry, *, duplicates_seen: bool) -> PersonEntry:
        missing = self.check(entry)
        if missing:
            raise Incomplete(missing)
        entry = _with_postcode(entry)
        if not duplicates_seen and (likely := self.likely(entry)):
            raise LikelyPerson(likely)
        return entry

    def _check_relation(self, entry: RelationshipEntry) -> None:
        missing = []
        if not entry.relation.strip():
            missing.append(Missing("relation", tr("Say who they are to the child")))
        if entry.since and entry.until and entry.until < entry.since:
            missing.append(Missing("until", tr("The end must not lie before the beginning")))
        if missing:
            raise Incomplete(tuple(missing))

    def _folded(self, record: str, family: str) -> Folded:
        folded = self._book.store.record(record)
        if folded is None or folded.family != family or not folded.statements:
            raise NoSuchRecord("no such record in this record book")
        return folded


def _with_postcode(entry: PersonEntry) -> PersonEntry:
    return replace(entry, postcode=postcode(entry.postcode) if entry.postcode.strip() else "")


def _person_from(relative: Relative) -> PersonEntry:
    given, _, family = relative.name.strip().rpartition(" ")
    born = relative.born if parse_day(relative.born) else ""
    return PersonEntry(given_names=given or family, family_name=family if given else "", born=born)
