"""One large record book to measure with: seeded, invented, signed for real, made once and kept in the user's cache folder.

Rules this module keeps:

* the same number of concerns gives the same people, families and words in every run (keys and signatures apart);
* names are a mix as in a British town: English, Welsh, Scottish, Irish, Polish, South Asian, Arabic in its own script;
* words come by Zipf's law, so that there are common ones that stand in almost every record and rare ones;
* statements are put into the journal as the services write them, a few hundred in one transaction; what is kept beside
  the journal is made when the book is first opened;
* a book that was not finished is made again, never measured.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.books import CHEAP, PASSPHRASE, new_book
from desktop.books import LocalBooks
from desktop.domain.entries import to_fields
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.record_ids import mint
from desktop.domain.records import ChildEntry, ConcernEntry, Person, Quote, When
from desktop.domain.statements import Json, Kind, Unsigned
from desktop.services.session import Session
from desktop.services.times import local_text

VERSION = 1  # raise it with every change of what is made
CONCERNS = 100_000
EACH = 5  # concerns for a child, in the middle
BATCH = 400  # statements in one transaction
LONGEST = 2_000  # records about the child with the longest page
URGENT = 300  # one concern in so many asks for a call
RUNG, DECIDED = 0.95, 0.997  # urgent ones that somebody was told of; children about whom sharing is decided
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

GIVEN = (
    "Oliver", "Amelia", "George", "Isla", "Harry", "Poppy", "Archie", "Mabel", "Kian", "Esme", "Maisie", "Theo",
    "Ffion", "Siôn", "Anwen", "Gethin", "Llŷr", "Carys", "Iestyn", "Nia", "Ruari", "Eilidh", "Saoirse", "Tadhg",
    "Zofia", "Łukasz", "Małgorzata", "Paweł", "Wojciech", "Agnieszka", "Aarav", "Priya", "Harpreet", "Ayesha", "Idris",
    "Tobi", "Chidinma", "Kwame", "Wren", "أحمد", "فاطمة", "مُحَمَّد", "ليلى", "يوسف", "Mohammed", "Maryam",
)  # fmt: skip
FAMILY = (
    "Pellow", "Rook", "Dunmore", "Tiller", "Aske", "Quill", "Marl", "Tarn", "Fenn", "Holt", "Birk", "Sallow", "Thwaite",
    "Prosser", "Gwynne-Huws", "ap Rhys", "Llewelyn", "Cadwaladr", "McAllan", "O’Rourke", "Ní Bhroin", "Żukowska",
    "Wiśniewski", "Dąbrowski", "Kowal", "Chaudhry", "Sandhu", "Rahman", "Okonjo", "Mensah", "الحسن", "عبد الله", "Haddad",
)  # fmt: skip
COMMON = (
    "the", "and", "school", "said", "mother", "home", "marks", "left", "arm", "morning", "class", "again", "father",
    "late", "tired", "food", "told", "asked", "playground", "worried", "bruise", "sister", "clothes", "weekend", "quiet",
)  # fmt: skip
CATEGORIES = ("PHY", "EMO", "NEG", "SAB")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A finished book: its home, and what to look for in it."""

    home: Path
    concerns: int
    common: tuple[str, ...]
    rare: tuple[str, ...]
    prefixes: tuple[str, ...]
    names: tuple[str, ...]

    def unlock(self) -> Session:
        here = LocalBooks(self.home, kdf=CHEAP)
        return here.unlock(here.known()[0], PASSPHRASE)


def corpus(concerns: int = CONCERNS, cache: Path | None = None) -> Corpus:
    """The book with so many concerns, made when it is not there; takes minutes then. ``cache``: another folder to keep it in."""
    folder = (cache or cache_folder()) / f"corpus-{VERSION}-{concerns}"
    done = folder / "finished"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        session = new_book(folder / "home", CHEAP)
        _Maker(session, concerns).make()
        session.today.page()  # what is kept beside the journal
        session.lock()
        done.write_text("", encoding="utf-8")
    return _described(folder / "home", concerns)


def cache_folder() -> Path:
    """Where books to measure with are kept between runs; outside of the repository."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "guardbook-benchmarks"


def _described(home: Path, concerns: int) -> Corpus:
    words = vocabulary()
    tokens = [
        word for word in (*words, *(part for name in (*GIVEN, *FAMILY) for part in name.split())) if len(word) > 3
    ]
    dice = random.Random(40)
    prefixes = [word[: 2 + number % 2] for number, word in enumerate(dice.sample(tokens, 40))]
    names = [f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}" for _ in range(10)] + dice.sample(FAMILY, 10)
    return Corpus(home, concerns, words[:20], words[-20:], tuple(prefixes), tuple(names))


def vocabulary() -> tuple[str, ...]:
    """Words, the commonest first."""
    dice = random.Random(7)
    starts, middles, ends = (
        ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "br", "st", "tr"],
        ["a", "e", "i", "o", "u", "ai", "oo"],
        ["ck", "d", "g", "ll", "m", "nt", "p", "rk", "s", "t"],
    )
    made = dict.fromkeys(
        dice.choice(starts) + dice.choice(middles) + dice.choice(ends) + dice.choice(("", "er", "ing", "ed", "ow"))
        for _ in range(6000)
    )
    return (*COMMON, *(word for word in made if word not in COMMON))


class _Maker:
    def __init__(self, session: Session, concerns: int) -> None:
        self._book, self._concerns = session.book, concerns
        self._dice = random.Random(2026)
        self._words = vocabulary()
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def make(self) -> None:
        """Write the whole book."""
        said = self._statements()
        while batch := list(itertools.islice(said, BATCH)):
            with self._book.store.transaction() as writer:
                run = self._book.pen.take_up()
                writer.append([run.sign(one, self._book.now()) for one in batch])

    def _statements(self) -> Iterator[Unsigned]:
        yield from self._family((LONGEST,))
        left = self._concerns - LONGEST // 2
        while left > 0:
            sizes = [
                min(left, self._dice.randint(1, 2 * EACH - 1)) for _ in range(self._dice.choice((1, 1, 2, 2, 3, 4)))
            ]
            yield from self._family(sizes)
            left -= sum(sizes)

    def _family(self, sizes: Sequence[int]) -> Iterator[Unsigned]:
        dice, family = self._dice, self._dice.choice(FAMILY)
        home = f"{dice.randint(1, 180)} {self._word().title()} {dice.choice(('Row', 'Way', 'Street', 'Close'))}"
        postcode = f"ZY{dice.randint(1, 99)} {dice.randint(1, 9)}{dice.choice('ABDE')}{dice.choice('FGHJ')}"
        adult = self._id() if dice.random() < 0.3 else ""
        if adult:
            parent = PersonEntry(given_names=dice.choice(GIVEN), family_name=family, address=home, postcode=postcode)
            yield self._said(Kind.PERSON_REGISTERED, (adult,), to_fields(parent), self._moment())
        for size in sizes:
            child, began = self._id(), self._moment()
            entry = ChildEntry(
                given_names=f"{dice.choice(GIVEN)} {dice.choice(GIVEN)}" if dice.random() < 0.4 else dice.choice(GIVEN),
                family_name=family,
                born=f"{dice.randint(2009, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                address=home,
                postcode=postcode,
            )
            yield self._said(Kind.CHILD_REGISTERED, (child,), to_fields(entry), began)
            if adult:
                related = RelationshipEntry(relation="mother", parental_responsibility="yes", lives_with="yes")
                yield self._said(Kind.RELATIONSHIP_RECORDED, (self._id(), child, adult), to_fields(related), began)
            yield from self._records(child, began, size)

    def _records(self, child: str, began: datetime, size: int) -> Iterator[Unsigned]:
        voices = size // 2 if size == LONGEST else 0
        named = []
        for number in range(size - voices):
            at = began + (NOW - began) * (number / size)
            concern, entry = self._id(), self._concern(at)
            named.append(concern)
            yield self._said(Kind.CONCERN_RECORDED, (concern, child), to_fields(entry), at)
            if entry.level == "4" and self._dice.random() < RUNG:
                call: dict[str, Json] = {
                    "at": local_text(at),
                    "number": "01632 960101",
                    "person": "L. Aske",
                    "who": "O. Farrow",
                }
                yield self._said(Kind.CALL_LOGGED, (concern, child), call, at)
        for number in range(voices):
            at = began + (NOW - began) * (number / size)
            seen: dict[str, Json] = {"happened": {"at": local_text(at), "precision": "exact"}, "shown": self._text(20)}
            yield self._said("voice.recorded", (self._id(), child), {**seen, "feels_safe": "5"}, at)
        if self._dice.random() < DECIDED:
            no: dict[str, Json] = {"share": False, "reasons": self._text(12), "no_call_why": "told by telephone"}
            for start in range(0, len(named), 50):
                yield self._said(Kind.SHARING_DECIDED, (self._id(), child, *named[start : start + 50]), no, NOW)

    def _concern(self, at: datetime) -> ConcernEntry:
        dice = self._dice
        urgent = dice.randrange(URGENT) == 0
        return ConcernEntry(
            happened=When(local_text(at)),
            place=self._word(),
            witness=Person(f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}", "teaching assistant"),
            informant=Person("R. Quill", "teaching assistant"),
            seen=self._text(dice.randint(15, 60)),
            words=(Quote(self._text(8), "the child"),) if dice.random() < 0.5 else (),
            category=dice.choice(CATEGORIES),
            level="4" if urgent else dice.choice("123"),
            level_why=self._text(5),
            safe_now="no" if urgent else "yes",
            done=self._text(15),
            parents_told="yes",
            accused_works_with_children="no",
        )

    def _said(self, kind: str, about: tuple[str, ...], fields: dict[str, Json], at: datetime) -> Unsigned:
        return Unsigned(kind, about, fields, at, self._book.guidance.edition)

    def _text(self, words: int) -> str:
        return " ".join(self._dice.choices(self._words, cum_weights=self._weights, k=words)).capitalize() + "."

    def _word(self) -> str:
        return self._dice.choice(self._words)

    def _moment(self) -> datetime:
        return NOW - timedelta(days=self._dice.randint(1, 2200), minutes=self._dice.randint(0, 1439))

    def _id(self) -> str:
        return mint(self._dice.randbytes, self._book.device)
