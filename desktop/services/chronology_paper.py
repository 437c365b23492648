"""A chronology on its way to paper: what was chosen, as it was known, with everything that must stand beside it.

Rules this module keeps:

* what is not shown on the screen is not on the paper, and what was left out is said on it in the same words;
* each amendment, withdrawal and disagreement of what is shown stands there, as far as it was known;
* what must not be disclosed is on no paper, old texts included; nobody's address or telephone number is either;
* nothing of a record that is kept from some people is on it but that there is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.domain.body_marks import Drawn
from desktop.domain.dates import event_words, long_day, parse_day
from desktop.domain.entries import child_entry
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.folding import Folded
from desktop.domain.kinds import KINDS, Part
from desktop.domain.records import Answer
from desktop.language import tr
from desktop.services.book import OpenBook
from desktop.services.chronology import Chronologies
from desktop.services.chronology_known import Known
from desktop.services.chronology_lines import Line, chosen
from desktop.services.chronology_pages import ChronologyPages, Read, rows_of
from desktop.services.chronology_words import count_words, older_words, shown_words
from desktop.services.concern_pages import ConcernPages, name_in
from desktop.services.describe import WITHHELD, full_name
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import NoSuchRecord
from desktop.services.histories import BESIDE, CHILD_ORDER, Histories
from desktop.services.pages.chronology import ChronologyPage, Shown
from desktop.services.pages.fields import HistoryRow
from desktop.services.pages.papers import ChildDetails, ChronologyPaper, Printed
from desktop.services.people import People
from desktop.services.people_rows import RelationRow
from desktop.services.redaction import withheld_fields


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for one paper. ``said`` is that in words, as it is signed; "" for the whole of one child, today."""

    page: ChronologyPage
    read: Read
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]
    said: str

    @property
    def children(self) -> tuple[str, ...]:
        return tuple(child for child, _ in self.read.children)


class ChronologyPapers:
    def __init__(
        self,
        book: OpenBook,
        histories: Histories,
        chronology: ChronologyPages,
        concerns: ConcernPages,
        entries: EntryPages,
        people: People,
    ) -> None:
        self._book, self._histories, self._chronology = book, histories, chronology
        self._concerns, self._entries, self._people = concerns, entries, people

    def choose(self, child: str, shown: Shown) -> Chosen:
        """Read what is shown of a child. Raises NoSuchRecord."""
        page = self._chronology.page(child, shown, most=0)
        read = self._chronology.read(child, shown)
        sentences = (*shown_words(page, [name for _, name in read.children]), count_words(page))
        parts = [older_words(shown), *sentences] if shown != Shown() else []
        return Chosen(page, read, chosen(read.lines, shown), sentences, " ".join(one for one in parts if one))

    def paper(self, of: Chosen, printed: Printed, *, maps: bool) -> ChronologyPaper:
        """Everything that stands on it."""
        shown = of.page.shown
        known = Known(self._book, parse_day(shown.known_on))
        details = [self._details(child, known) for child in of.children]
        first, others = details[0], tuple(details[1:])
        held = [one for one in self._held(of.lines, known) if not one.walled]
        concerns = [one for one in held if one.family == "concern"]
        day = parse_day(shown.known_on)
        return ChronologyPaper(
            child_name=first.name,
            known_as=first.known_as,
            fields=first.fields,
            rows=tuple(rows_of(of.lines)),
            withheld=first.withheld,
            printed=printed,
            history=first.history,
            concerns=tuple(self._concerns.page(one) for one in concerns if _was_amended(one)),
            entries=tuple(self._entries.page(one) for one in held if one.family in ENTRY_TYPES and _was_amended(one)),
            people=tuple(person_cells(row) for row in self._around(of.children[0])) if not shown.known_on else (),
            others=others,
            scope=of.sentences,
            older=older_words(shown),
            older_day=long_day(day) if day is not None else "",
            maps=tuple(self._maps(concerns)) if maps else (),
        )

    def _details(self, child: str, known: Known) -> ChildDetails:
        """What stands about one child, without what must not be disclosed; that is as it is today, also on an older view."""
        now = self._book.store.record(child)
        if now is None:
            raise NoSuchRecord("no such child in this record book")
        then, kept_back = known.folded(now), withheld_fields(now)
        if then is None:
            return ChildDetails(name_in(now))  # this book did not know the child yet; the paper is no other child's
        entry = child_entry(then)
        words = self._histories.words
        withheld = tuple(words.label("child", name) for name in WITHHELD if name in kept_back and name in then.fields)
        return ChildDetails(
            name=full_name(entry.given_names, entry.family_name),
            known_as=entry.known_as,
            fields=tuple(one for one in self._histories.fields(then, CHILD_ORDER) if one.name not in kept_back),
            withheld=withheld,
            history=tuple(without(row, withheld) for row in self._histories.rows(then)),
        )

    def _held(self, lines: Iterable[Line], known: Known) -> Iterator[Folded]:
        for record in dict.fromkeys(line.record for line in lines if not line.kept):
            folded = self._book.store.record(record)
            then = known.folded(folded) if folded is not None else None
            if then is not None and then.family in {"concern", *ENTRY_TYPES}:
                yield then

    def _around(self, child: str) -> tuple[RelationRow, ...]:
        return self._people.of_child(child)

    def _maps(self, concerns: Iterable[Folded]) -> Iterator[tuple[str, Drawn]]:
        for folded in concerns:
            page = self._concerns.page(folded)
            if page.entry.body_marks:
                title = tr("{title} (withdrawn)", title=page.title) if page.beside.withdrawn is not None else page.title
                yield title, Drawn(page.entry.body, page.entry.body_marks)


def chronologies_of(
    book: OpenBook,
    histories: Histories,
    chronologies: Chronologies,
    concerns: ConcernPages,
    entries: EntryPages,
    people: People,
) -> tuple[ChronologyPages, ChronologyPapers]:
    """The chronology for the screen, and for paper."""
    pages = ChronologyPages(book, chronologies, concerns, people)
    return pages, ChronologyPapers(book, histories, pages, concerns, entries, people)


def without(row: HistoryRow, withheld: Collection[str]) -> HistoryRow:
    """An amendment without the text, old or new, of what is not on the paper; that it was made stays."""
    changed = ((label, *(("", "") if label in withheld else texts)) for label, *texts in row.changed)
    return replace(row, changed=tuple((label, before, now) for label, before, now in changed))


def person_cells(row: RelationRow) -> tuple[str, str, str, str]:
    """Who somebody around a child is: name and post, what they are to the child, parental responsibility, and the household."""
    answers = {Answer.YES.value: tr("Yes"), Answer.NO.value: tr("No"), Answer.UNKNOWN.value: tr("Not known")}
    entry = row.entry
    post = row.person.post if row.person is not None else ""
    since, until = (event_words(day) for day in (entry.since, entry.until))
    span = [tr("since {day}", day=since)] if since else []
    span += [tr("until {day}", day=until)] if until else []
    home = answers.get(str(entry.lives_with), "")
    return (
        ", ".join(part for part in (row.name, post) if part),
        tr("{relation} (not so any more)", relation=row.relation) if row.ended else row.relation,
        answers.get(str(entry.parental_responsibility), ""),
        ", ".join(part for part in (home, *span) if part),
    )


def _was_amended(folded: Folded) -> bool:
    every = (*folded.statements, *(said for said, _ in folded.refused))
    return any(said.kind in BESIDE or (said.kind in KINDS and KINDS[said.kind].part is Part.AMENDS) for said in every)
