"""What a type of record beside concerns is: its questions, what makes it meaningful, and how it is told in one line.

Rules this module keeps:

* a type is data: its kinds (``<family>.recorded``, ``<family>.amended``), their shapes, its form, its page, its line in the
  chronology and its words in the search index all follow from it, and no type has code of its own;
* every field is optional save those of ``needed``: of each group one is enough; a blank means *not asked*;
* a choice is kept by its code, and a code of a later version is shown as it is, never refused; only a score has its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.records import Precision
from desktop.domain.shapes import DAY, ROW, TEXT, TEXTS, Shape, one_of, row_of, rows_of
from desktop.language import mark

WHEN = row_of(at=TEXT, precision=one_of(*Precision), note=TEXT)
QUOTES = rows_of(words=TEXT, by=TEXT, language=TEXT, translation=TEXT, interpreter=TEXT)
SCORES = tuple(str(number) for number in range(11))  # 0 to 10
HAPPENED = "happened"  # when it happened, in every type
REVIEW = "review_on"
THRESHOLD = "threshold"  # the area's threshold document
LONG = 7  # questions; a form with more has its answers checked before it is signed


class Asks(StrEnum):
    """How a field is asked, which also says how it is kept."""

    LINE = "line"
    TEXT = "text"
    NAMES = "names"  # one on each line
    DAY = "day"
    WHEN = "when"
    MOMENT = "moment"  # kept like a WHEN; how sure one is of it is not asked
    ANSWER = "answer"  # yes, no, "I do not know"
    CHOICE = "choice"
    LEVEL = "level"  # a level of need of the edition
    SCORE = "score"  # 0 to 10
    QUOTES = "quotes"  # exact words, each with whose they are


_SHAPES: Mapping[Asks, Shape] = {
    Asks.NAMES: TEXTS,
    Asks.DAY: DAY,
    Asks.WHEN: WHEN,
    Asks.MOMENT: WHEN,
    Asks.SCORE: one_of(*SCORES),
    Asks.QUOTES: QUOTES,
}
TOLD_WITH_LABEL = frozenset({Asks.ANSWER, Asks.CHOICE, Asks.LEVEL, Asks.SCORE, Asks.DAY, Asks.LINE})


@dataclass(frozen=True, slots=True)
class EntryField:
    """``label`` is what the record calls it, ``question`` how the form asks. ``least`` is how many characters an answer needs."""

    name: str
    label: str
    question: str
    asks: Asks = Asks.TEXT
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # (code, words)
    least: int = 0
    area: str = ""  # what of the area's own edition stands beside the question: THRESHOLD

    @property
    def shape(self) -> Shape:
        return _SHAPES.get(self.asks, TEXT)


@dataclass(frozen=True, slots=True)
class Needed:
    """``fields`` of which at least one is answered; ``message`` says so."""

    fields: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class EntryClock:
    """A clock of the edition that runs from the day in ``begins`` until ``ends`` is answered."""

    clock: str
    begins: str
    ends: str


_KEPT = (
    EntryField(
        "kept_from",
        mark("Who must not see this"),
        mark("Who must not see this?"),
        Asks.NAMES,
        mark("One name on each line. Leave it blank when there is nobody."),
    ),
    EntryField("kept_from_why", mark("Why they must not see it"), mark("Why must they not see it?"), Asks.LINE),
)


@dataclass(frozen=True, slots=True)
class EntryType:
    """``line`` is what the menu says of it. ``told`` are the fields of its one line in the chronology, ``significance`` and
    ``action`` those of its other columns. ``closing`` are asked only when it is marked as done. ``private``: it is
    between two people, and goes into no letter and onto no paper unasked.
    """

    family: str
    title: str
    line: str
    when: str  # how it is asked when it happened
    fields: tuple[EntryField, ...]
    needed: tuple[Needed, ...]
    told: tuple[str, ...]
    significance: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    owner: str = ""  # the field with who will do it
    due: str = ""  # the field with the day by which it is to be done
    closing: tuple[EntryField, ...] = ()
    clock: EntryClock | None = None
    private: bool = False
    planned: bool = False  # its moment is one that people agree on: how sure one is of it is not asked

    @property
    def recorded(self) -> str:
        """The kind that begins such a record."""
        return f"{self.family}.recorded"

    @property
    def amended(self) -> str:
        return f"{self.family}.amended"

    @property
    def asked(self) -> tuple[EntryField, ...]:
        """The questions of the form, in their order."""
        asks = Asks.MOMENT if self.planned else Asks.WHEN
        return (EntryField(HAPPENED, mark("When it happened"), self.when, asks), *self.fields, *_KEPT)

    @property
    def every(self) -> tuple[EntryField, ...]:
        """Every field, in the order of its page."""
        return (*self.asked, *self.closing)

    @property
    def order(self) -> tuple[str, ...]:
        return (*(field.name for field in self.every), "typed_by")

    @property
    def long(self) -> bool:
        """Whether the answers are looked through before they are signed."""
        return len(self.fields) > LONG

    @property
    def closes(self) -> bool:
        """Whether it is open until somebody says what became of it."""
        return bool(self.closing)

    def field(self, name: str) -> EntryField | None:
        return next((field for field in self.every if field.name == name), None)

    def shapes(self) -> dict[str, Shape]:
        """The shapes of its founding kind's fields."""
        return {field.name: field.shape for field in self.every} | {"typed_by": ROW}
