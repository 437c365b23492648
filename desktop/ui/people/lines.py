"""People around a child in words. No Qt.

Rules this module keeps:

* what is not known is said to be not known; a blank is not asked and says nothing;
* an address that must not be disclosed is marked wherever it stands;
* who is there now stands apart from who was there before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.people import SAME
from desktop.domain.people_codes import PROFESSIONAL
from desktop.domain.records import Answer
from desktop.services.people_rows import Around, PersonRow, RelationRow, SameRow
from desktop.ui import times
from desktop.ui.language import mark, tr

NOT_DISCLOSED = mark("must not be disclosed")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One relation. ``other`` opens a child's page when ``is_child``, else a person's; ``id`` is the relation's."""

    id: str
    other: str
    is_child: bool
    name: str
    relation: str
    facts: tuple[str, ...]
    ended: bool
    ours: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class LinkLine:
    child: str
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class OldLine:
    """A row of the child's own record; ``number`` is where it stands there, ``child`` whose record it is."""

    child: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class SameLine:
    """What somebody said of two records. ``id`` is withdrawn."""

    id: str
    other: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LikelyLine:
    other: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class AroundScreen:
    family: tuple[PersonLine, ...] = ()
    earlier: tuple[PersonLine, ...] = ()
    professionals: tuple[PersonLine, ...] = ()
    household: tuple[tuple[str, str, str, str], ...] = ()  # who, relation, from, until
    linked: tuple[LinkLine, ...] = ()
    old: tuple[OldLine, ...] = ()
    same: tuple[SameLine, ...] = ()
    likely: tuple[LikelyLine, ...] = ()
    kept_back: str = ""


def around_screen(around: Around) -> AroundScreen:
    """Say who is around a child."""
    lines = [(row, person_line(row)) for row in around.people]
    named = {row.other for row in around.people if row.is_child}
    kept = tr("%n record(s) kept from some people: to be read on the other record only.", n=around.kept_back)
    return AroundScreen(
        family=tuple(line for row, line in lines if row.group != PROFESSIONAL and not row.ended),
        earlier=tuple(line for row, line in lines if row.ended),
        professionals=tuple(line for row, line in lines if row.group == PROFESSIONAL and not row.ended),
        household=_household(around.people),
        linked=tuple(
            LinkLine(one.child, f"{one.relation}: {one.why}" if one.why else one.relation, one.name)
            for one in around.family
            if one.child not in named
        ),
        old=tuple(OldLine(one.child, one.number, one.text) for one in around.to_take_over),
        same=same_lines(around.same),
        likely=tuple(LikelyLine(child, name, why) for child, name, why in around.likely),
        kept_back=kept if around.kept_back else "",
    )


def person_line(row: RelationRow) -> PersonLine:
    """One relation in words."""
    return PersonLine(
        id=row.id,
        other=row.other,
        is_child=row.is_child,
        name=row.name,
        relation=row.relation,
        facts=tuple(fact for fact in (*_relation_facts(row), *_person_facts(row.person)) if fact),
        ended=row.ended,
        ours=row.ours,
        note=tr("Two answers are kept. A person has to settle this.") if row.disputed else "",
    )


def same_lines(rows: Sequence[SameRow]) -> tuple[SameLine, ...]:
    """Say what stands about this record and others."""
    return tuple(SameLine(row.id, row.other, _same_title(row), _same_text(row)) for row in rows)


def person_text(row: PersonRow) -> str:
    """One adult in one or two lines, enough to tell them from another."""
    born = tr("Born {day}", day=times.day(row.born)) if row.born else ""
    return "\n".join(part for part in (born, *_person_facts(row)) if part)


def _relation_facts(row: RelationRow) -> tuple[str, ...]:
    entry = row.entry
    responsibility = {
        Answer.YES.value: tr("Has parental responsibility"),
        Answer.NO.value: tr("No parental responsibility"),
        Answer.UNKNOWN.value: tr("Parental responsibility: not known"),
    }.get(str(entry.parental_responsibility), "")
    lives = {
        Answer.YES.value: tr("Lived with the child") if row.ended else tr("Lives with the child"),
        Answer.NO.value: tr("Does not live with the child"),
        Answer.UNKNOWN.value: tr("Living with the child: not known"),
    }.get(str(entry.lives_with), "")
    span = _span(entry.since, entry.until)
    where = f"{lives}, {span}" if lives and span and entry.lives_with == Answer.YES else ""
    alone = span[:1].upper() + span[1:] if span and not where else ""
    mistaken = tr("Recorded by mistake") if entry.mistaken else ""
    return (mistaken, responsibility, where or lives, alone, entry.note)


def _person_facts(row: PersonRow | None) -> tuple[str, ...]:
    if row is None:
        return ()
    address = f"{row.address} ({tr(NOT_DISCLOSED)})" if row.address and row.address_withheld else row.address
    language = tr("Speaks {language}", language=row.language) if row.language else ""
    return (row.post, row.telephone, address, language)


def _span(since: str, until: str) -> str:
    if since and until:
        return tr("{since} to {until}", since=times.day(since), until=times.day(until))
    return (
        tr("since {since}", since=times.day(since))
        if since
        else tr("until {until}", until=times.day(until))
        if until
        else ""
    )


def _household(rows: Sequence[RelationRow]) -> tuple[tuple[str, str, str, str], ...]:
    """Who lived there when, when any day of it is known."""
    lived = [row for row in rows if row.entry.lives_with == Answer.YES and not row.entry.mistaken]
    if not any(row.entry.since or row.entry.until for row in lived):
        return ()
    ordered = sorted(lived, key=lambda row: (row.entry.since, row.name.casefold()))
    return tuple(
        (
            row.name,
            row.relation,
            times.day(row.entry.since) if row.entry.since else tr("Not known"),
            times.day(row.entry.until) if row.entry.until else tr("Not ended"),
        )
        for row in ordered
    )


def _same_title(row: SameRow) -> str:
    if row.disputed:
        return tr("Not settled: is {name} the same person?", name=row.name)
    if row.answer == SAME:
        return tr("The same person as {name}", name=row.name)
    return tr("Not the same person as {name}", name=row.name)


def _same_text(row: SameRow) -> str:
    said = tr("Said by {who}, {when}", who=row.who, when=times.when(row.when))
    answer = tr("the same") if row.answer == SAME else tr("not the same")
    told = tr("{said}: {answer}.", said=said, answer=answer) if row.disputed else f"{said}."
    return f"{told} {tr('Why: {reason}', reason=row.reason)}" if row.reason else told
