"""What a person does all day, in a process that may be killed: record, amend, share, send.

``python -m tests.e2e.power.workload HOME FOLDER CONFIRMED SEED COUNT [not-durable]``: after each use case returned, one JSON line is appended to CONFIRMED, which is
what the screen would have called saved. Passphrase on standard input, as it must not stand in the arguments.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from contextlib import suppress
from pathlib import Path

from desktop.domain.records import ChildEntry, ConcernEntry, Person, Quote, SharingEntry, When
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.services.stored import OutgoingLetter
from desktop.sync.errors import SyncError
from tests.e2e.world import unlock

READY = "ready"


def main(home: str, folder: str, confirmed: str, seed: str, count: str, fault: str = "") -> None:
    session = unlock(Path(home), BookPlace(Path(folder), ""), sys.stdin.readline().rstrip("\n"))
    if fault == "not-durable":
        session.book.store.database._wanted = {}
        session.book.store.database.run("PRAGMA synchronous=OFF")
    handle = os.open(confirmed, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(handle, b"")
    print(READY, flush=True)
    Day(session, random.Random(int(seed)), handle).live(int(count))
    session.lock()


class Day:
    def __init__(self, session: Session, chance: random.Random, confirmed: int) -> None:
        self.session, self.chance, self.confirmed = session, chance, confirmed
        self.children: list[str] = [row.id for row in session.children.search("")]
        self.concerns: list[tuple[str, str]] = []

    def confirm(self, **said: object) -> None:
        os.write(self.confirmed, json.dumps(said).encode() + b"\n")

    def live(self, count: int) -> None:
        if not self.children:
            self.add_child()
        self.record()
        for _ in range(count):
            self.chance.choices([self.add_child, self.record, self.amend, self.share, self.send], [1, 4, 3, 2, 2])[0]()

    def word(self) -> str:
        return "".join(self.chance.choices("bdfgklmnprstvz", k=9)).title()

    def add_child(self) -> None:
        entry = ChildEntry(given_names=self.word(), family_name=self.word(), sex="F")
        self.children.append(self.session.children.register(entry, duplicates_seen=True).child)
        self.confirm(child=self.children[-1], name=entry.family_name)

    def record(self) -> None:
        child = self.chance.choice(self.children)
        entry = ConcernEntry(
            happened=When("2026-11-20T09:05"),
            witness=Person("Odette Farrow", "Designated safeguarding lead", "saw"),
            seen=" ".join(self.word() for _ in range(40)),
            words=(Quote(self.word()),),
            category="NEG",
            level="2",
            level_why="One need.",
            safe_now="yes",
            done="Spoke with the child.",
            parents_told="yes",
        )
        made = self.session.concerns.record(child, entry)
        self.concerns.append((made.concern, child))
        self.confirm(statement=made.statement, concern=made.concern, seen=entry.seen)

    def amend(self) -> None:
        concern, _ = self.chance.choice(self.concerns)
        text = self.word()
        self.session.concerns.amend(concern, {"opinion": text}, "Thought about it again")
        self.confirm(concern=concern, opinion=text)

    def share(self) -> None:
        _, child = self.chance.choice(self.concerns)
        choices = self.session.sharing.choices(child)
        desk = next(one for one in choices.recipients if one.kind == "hub")
        decided = self.session.sharing.decide(
            SharingEntry(
                share=True,
                child=child,
                statements=tuple(one.id for one in choices.statements),
                recipient=desk.id,
                purpose=choices.purposes[0].code,
                basis=choices.suggested_basis,
                reasons="To keep the child safe.",
                family_told="yes",
            )
        )
        letters = {one.bundle: digest(one) for one in self.session.book.store.outgoing_of_share(decided.share)}
        self.confirm(statement=decided.statement, share=decided.share, letters=letters)

    def send(self) -> None:
        with suppress(SyncError):
            self.session.courier.exchange()
            self.confirm(exchanged=True)


def digest(letter: OutgoingLetter) -> str:
    """What must be sent, byte for byte."""
    return hashlib.sha256(letter.waybill + letter.sealed).hexdigest()


if __name__ == "__main__":
    main(*sys.argv[1:])
