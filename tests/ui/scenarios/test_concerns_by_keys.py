"""The concerns of scenario A and scenario B, and one at the desk, written by key events alone in the real window, over real books.

Each is written in both ways of the form. What was signed is what the scenario says, field by field, and both ways sign the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.entries import from_fields
from desktop.domain.involvement import spoken
from desktop.domain.people import PersonEntry
from desktop.domain.records import ConcernEntry
from desktop.domain.statements import Kind
from desktop.services.session import Session
from desktop.ui.page import Page
from tests.ui.scenarios.concern import said_of, write_concern
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.scenarios.signed import plain, statements
from tests.ui.scenarios.stories import ESME, KIAN, MAISIE, RHYS, RHYS_HIMSELF
from tests.ui.scenarios.ways import WAYS, Way
from tests.ui.shell import Shell
from tests.unit.services import people
from tests.unit.services.people import Area, utc

GARETH = PersonEntry(given_names="Gareth", family_name="Lowe", post="Coach")


@dataclass(frozen=True)
class Story:
    """``book`` is whose, ``child`` whom the writer looks for, ``before`` what is in the book already: the ids of who is linked."""

    book: str
    at: str
    entry: ConcernEntry
    child: str
    before: Callable[[Session], Mapping[str, str]]


def _family(school: Session) -> Mapping[str, str]:
    school.children.register(people.KIAN)
    return {"Maisie Pellow": school.children.register(MAISIE, duplicates_seen=True).child}


def _baby(health: Session) -> Mapping[str, str]:
    health.children.register(people.ESME)
    return {}


def _club(desk: Session) -> Mapping[str, str]:
    desk.children.register(RHYS_HIMSELF)
    return {"Gareth Lowe": desk.people.register(GARETH)[0]}


STORIES = {
    "A": Story("school", "2026-11-20T09:40", KIAN, "Kian Pellow", _family),
    "B": Story("health", "2026-12-23T15:30", ESME, "Esme Rook", _baby),
    "desk": Story("desk", "2026-11-20T09:40", RHYS, "Rhys Tanner", _club),
}


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Area]]:
    """Makes books that begin all the same."""
    monkeypatch.setattr(Page, "deaf_for", 20)
    made: list[Area] = []

    def make(name: str) -> Area:
        (tmp_path / name).mkdir()
        made.append(Area(tmp_path / name, utc("2026-11-20T09:40")))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize("name", STORIES)
def test_every_answer_is_given_by_keys_and_both_ways_sign_the_same(
    qapp: QApplication, area: Callable[[str], Area], name: str
) -> None:
    story, signed = STORIES[name], []
    for way in WAYS:
        books = area(way.__name__)
        books.at(utc(story.at))
        session: Session = getattr(books, story.book)
        linked = story.before(session)
        shell = Shell(qapp, session, desk=story.book == "desk")
        keys = Keyboard(shell)
        _write_and_sign(keys, way(keys), story)
        shell.close()
        (said,) = session.book.store.statements_of_kind(Kind.CONCERN_RECORDED)
        assert from_fields(ConcernEntry, said.fields) == _as_signed(story.entry, linked)
        signed.append(plain(statements(session)))
    assert all(each == signed[0] for each in signed)


def _write_and_sign(keys: Keyboard, way: Way, story: Story) -> None:
    keys.push("Record a concern")
    write_concern(keys, way, story.entry, story.child)
    way.check()
    read = keys.page_says().casefold()
    unsaid = [words for words in said_of(story.entry) if words.casefold() not in read]
    assert not unsaid, "every answer is read out before it is signed"
    keys.push("Sign and save")
    assert keys.heard().name == "Saved and signed", "what was signed is read first"
    assert "Saved and signed" in keys.page_says()


def _as_signed(entry: ConcernEntry, linked: Mapping[str, str]) -> ConcernEntry:
    """With the ids of those who are linked."""
    others = tuple(replace(other, child=linked[other.name]) for other in entry.others)
    harmed_by = tuple(replace(one, record=linked[one.name] if one.record else "") for one in entry.harmed_by)
    return spoken(replace(entry, others=others, harmed_by=harmed_by))
