"""Record books to measure with: invented people, real parts, and a cheap passphrase cost where the cost is not what is measured."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from demo.partnership import build
from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry, ConcernEntry, OrganisationKind, Person, Profile, When
from desktop.places import books
from desktop.services.session import Session
from desktop.vault.passphrases import KdfCost

CHEAP = KdfCost(64, 1, 1)
PASSPHRASE = "three plain words"  # noqa: S105 - of invented books
GIVEN = ("Kian", "Esme", "Maisie", "Ffion", "Ruari", "Zofia", "Idris", "Wren", "Tobi", "Anwen", "Piers", "Saoirse")
FAMILY = ("Pellow", "Rook", "Dunmore", "Tiller", "Aske", "Quill", "Prosser", "Marl", "Tarn", "Fenn", "Holt", "Birk")


def new_book(home: Path, kdf: KdfCost) -> Session:
    """A record book below ``home``, open."""
    here = LocalBooks(home, kdf=kdf)
    profile = Profile("Odette Farrow", "Safeguarding lead", "Larkmere Primary", OrganisationKind.SCHOOL)
    return here.create(None, profile, PASSPHRASE, here.new_kit())


def new_joined_book(home: Path, work: Path, concerns: int) -> str:
    """The book of a school in a partnership (the demo's, made below ``work``) with so many concerns, alone below ``home``; its passphrase."""
    made = build(work, kdf=CHEAP)
    try:
        fill(made["school"], concerns)
        folder = made.places["school"].folder
    finally:
        made.close()
    books(home).mkdir(parents=True)
    shutil.move(folder, books(home) / folder.name)
    return made.cast.passphrase


def concern(number: int) -> ConcernEntry:
    """A concern of ordinary length."""
    return ConcernEntry(
        happened=When("2026-11-20T09:05"),
        place="classroom",
        witness=Person("R. Quill", "teaching assistant", "saw"),
        informant=Person("R. Quill", "teaching assistant"),
        seen=f"Two round marks and one straight red line on the left arm, number {number}. " * 3,
        category="PHY",
        level="2",
        level_why="marks and what was said",
        safe_now="yes",
        done="Spoke with the class teacher and looked at the last term's notes",
        parents_told="yes",
        accused_works_with_children="no",
    )


def fill(session: Session, concerns: int, each: int = 10) -> list[str]:
    """Write ``concerns`` concerns, ``each`` for a child; return the children's ids."""
    dice = random.Random(2026)
    children: list[str] = []
    for number in range(concerns):
        if number % each == 0:
            entry = ChildEntry(
                given_names=f"{dice.choice(GIVEN)} {dice.choice(GIVEN)}",
                family_name=f"{dice.choice(FAMILY)}-{dice.choice(FAMILY)}",
                born=f"{dice.randint(2010, 2022)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            )
            children.append(session.children.register(entry, duplicates_seen=True).child)
        session.concerns.record(children[-1], concern(number))
    return children
