"""Finding children and records in a real book."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.books import LocalBooks
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
    assert found.kept == ("Odette Farrow, Larkmere Primary",)


def test_only_offered_lock_times_are_kept(session: Session) -> None:
    assert session.preferring.read() == Preferences()
    session.preferring.change(Preferences(resting=10, writing=5, notify=False))
    assert session.preferring.read() == Preferences(resting=10, writing=10, notify=False)
    assert sensible({"resting": 100_000, "writing": "never"}) == Preferences()
