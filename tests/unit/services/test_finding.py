"""Finding children and records in a real book."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.books import LocalBooks
from desktop.domain.people import PersonEntry
from desktop.domain.records import ChildEntry, ConcernEntry, OrganisationKind, Person, Profile, When
from desktop.services.preference_values import Preferences, sensible
from desktop.services.session import Session
from desktop.vault.passphrases import KdfCost

PROFILE = Profile("Odette Farrow", "Lead", "Larkmere Primary", OrganisationKind.SCHOOL)


def _concern(accused: str = "no", kept_from: tuple[str, ...] = ()) -> ConcernEntry:
    return ConcernEntry(
        happened=When("2026-11-20T09:05"),
        informant=Person("R. Quill", "teaching assistant"),
        seen="Two round marks on the left arm",
        category="PHY",
        safe_now="yes",
        done="Kept him in school",
        accused_works_with_children=accused,
        kept_from=kept_from,
    )


@pytest.fixture
def session(tmp_path: Path) -> Session:
    books = LocalBooks(tmp_path, kdf=KdfCost(64, 1, 1))
    return books.create(None, PROFILE, "larch gate winter", books.new_kit())


def test_a_child_and_its_records_are_found_by_name_and_by_words(session: Session) -> None:
    child = session.children.register(ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14")).child
    concern = session.concerns.record(child, _concern()).concern
    found = session.finding.find("round marks")
    assert [one.id for one in found.records] == [concern]
    assert found.records[0].child_name == "Kian Pellow"
    assert "marks" not in found.records[0].title
    assert [row.id for row in session.finding.find("kian").children] == [child]
    assert session.finding.find("  ") == session.finding.find("nobody")


def test_a_record_kept_from_some_people_says_only_that_it_exists_and_whom_to_ask(session: Session) -> None:
    child = session.children.register(ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14")).child
    session.concerns.record(child, _concern("yes", ("the coach",)))
    assert session.finding.find("round marks").records == ()
    found = session.finding.find("pellow")
    assert found.records == ()
    assert found.kept == ("",), "nobody is told to ask themselves"


def test_older_and_newer_words_find_each_other_with_what_else_was_typed(session: Session) -> None:
    kian = session.children.register(ChildEntry(given_names="Kian", family_name="Pellow")).child
    esme = session.children.register(ChildEntry(given_names="Esme", family_name="Rook")).child
    for child in (kian, esme):
        session.concerns.record(child, replace(_concern(), done="Asked when the early help assessment is due"))
    session.concerns.record(esme, replace(_concern(), done="Asked about early bus times and help"))
    assert len(session.finding.find("CAF").records) == 2
    assert [row.name for row in session.finding.find("caf rook").children] == ["Esme Rook"]
    assert [row.name for row in session.children.search("common assessment framework pellow")] == ["Kian Pellow"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz", "lukasz"),
        ("Lukasz", "ŁUK"),
        ("Siôn", "sion"),
        ("Sion", "siôn"),
        ("Søren", "soren"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه"),
    ],
)
def test_accents_and_letters_of_other_alphabets_do_not_matter(session: Session, written: str, typed: str) -> None:
    child = session.children.register(ChildEntry(given_names=written, family_name="Pellow")).child
    assert [row.id for row in session.finding.find(typed).children] == [child]


def test_adults_are_found_by_name_and_post(session: Session) -> None:
    person, _ = session.people.register(PersonEntry(given_names="Jenna", family_name="Quill", post="Health visitor"))
    assert [one.id for one in session.finding.find("jenna").people] == [person]
    assert [one.id for one in session.finding.find("health visitor quill").people] == [person]


def test_only_offered_lock_times_are_kept(session: Session) -> None:
    assert session.preferring.read() == Preferences()
    session.preferring.change(Preferences(resting=10, writing=5, notify=False))
    assert session.preferring.read() == Preferences(resting=10, writing=10, notify=False)
    assert sensible({"resting": 100_000, "writing": "never"}) == Preferences()
