"""Whatever happened, and in whatever order and letters it came: record books with the same statements and directory say the same.

Among the histories: forks, forged ids that nobody made, late directories, strangers, partial copies, unknown kinds, tombstones, keys reported as stolen,
leavers, colleagues who hand on a leaver's words, people who moved to another role, records that only their own device may begin.

Left out is the one thing whose outcome depends on the order (docs/spec/kinds-v1.md, "Erasing"): a hold that comes after the tombstone that it would have stopped.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bundle.statements import SignedStatement
from desktop.domain.acceptance import Moved, Withdrawal
from desktop.domain.record_ids import mint
from desktop.services.stored import JournalEntry
from desktop.storage.connection import connect
from desktop.storage.store import Store
from tests.numbers import property_of
from tests.unit.storage.saying import BEGAN, Speaker, entry, record_id

KEY = bytearray(range(1, 33))
KIAN, ARM, EAR = (record_id(name) for name in ("Kian", "arm", "ear"))
STOLEN_AT, LEFT_AT, MOVED_AT = 5, 4, 6
DAYS = [timedelta(days=number) for number in range(-1, 2)]


@dataclass(frozen=True)
class History:
    """Letters of statements, and who is known in the end."""

    entries: tuple[JournalEntry, ...]
    members: tuple[tuple[str, str, str, str], ...]
    stolen: str
    left: str
    moved: str


@st.composite
def histories(draw: st.DrawFn) -> History:
    lead, colleague, desk, stranger, robbed, leaver, mover = (
        Speaker(name) for name in ("lead", "recorder", "desk", "stranger", "robbed", "leaver", "mover")
    )
    speakers = (lead, colleague, desk, stranger, robbed, leaver, mover)
    own_id = mint(bytes, draw(st.sampled_from((lead, leaver, robbed))).device)
    said: list[SignedStatement] = []
    said.append(lead.say("child.registered", (KIAN,), {"given_names": "Kian", "family_name": "Pellow"}))
    said.append(
        draw(st.sampled_from((lead, robbed))).say("concern.recorded", (ARM, KIAN), {"seen": "4 cm", "place": "hall"})
    )
    for _ in range(draw(st.integers(1, 7))):
        author = draw(st.sampled_from(speakers))
        after = draw(st.lists(st.sampled_from(said), max_size=3, unique_by=lambda one: one.id))
        kind = draw(
            st.sampled_from(
                ["concern.amended"] * 4
                + ["concern.recorded", "child.amended", "call.logged", "plan.made", "record.erased", "enquiry.decided"]
                + ["concern.recorded", "child.registered"]
            )
        )
        about = (KIAN,) if kind == "child.amended" else (draw(st.sampled_from((ARM, ARM, EAR, own_id))), KIAN)
        fields = draw(st.dictionaries(st.sampled_from(["seen", "place"]), st.sampled_from(["x", "y"]), max_size=2))
        if kind == "record.erased":
            rows = [{"statement": one.id} | draw(st.sampled_from(({}, {"fields": ["seen"]}))) for one in after]
            author = draw(st.sampled_from((lead, colleague, stranger, desk)))  # whom no arrival lets erase later
            said.append(author.say(kind, about, {"statements": rows, "reason": "retention"}))
            continue
        seq = draw(st.sampled_from((None, None, None, author.seq or None)))  # a place taken twice: a fork
        said.append(author.say(kind, about, fields, after, seq=seq))
    entries = []
    for number, one in enumerate(said):
        own = one.device == lead.device  # what an erasure took does not come back, so nobody erases before being known
        arrivals = [None] if own else draw(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=2))
        for index in arrivals:
            copy = (
                one
                if own
                else one.without(draw(st.sets(st.sampled_from(["seen", "place"]))), position=draw(st.booleans()))
            )
            source = "own" if own else f"bundle-{number}-{index}"
            sender = "" if own else draw(st.sampled_from(speakers)).device
            at = draw(st.sampled_from(DAYS))
            arrived = replace(entry(copy, source), log_index=index, received_at=BEGAN, handed_by=sender)
            entries.append(replace(arrived, there_by=BEGAN + at))
    members = (
        (lead.device, "Odette Farrow", "larkmere", "lead"),
        (colleague.device, "R. Quill", "larkmere", "recorder"),
        (desk.device, "Lewis Aske", "ashmere", "desk"),
        (robbed.device, "Bronagh Tiller", "health", "lead"),
        (leaver.device, "Ines Vale", draw(st.sampled_from(("larkmere", "health"))), "recorder"),
        (mover.device, "Tom Ledger", "ashmere", draw(st.sampled_from(("desk", "recorder")))),
    )
    return History(tuple(entries), members, robbed.device, leaver.device, mover.device)


@cache
def empty_book() -> bytes:
    """A record book with nothing in it, to be copied: that is quicker than making one for each example."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vault.db"
        Store(connect(file, KEY, create=True)).close()
        return file.read_bytes()


def book_after(history: History, order: Sequence[int], shuffler: random.Random) -> tuple[str, str]:
    """The views' digest when the letters come in this order, some together, and the directory somewhere among them;
    and again when everything is folded anew.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vault.db"
        file.write_bytes(empty_book())
        store = Store(connect(file, KEY))
        directory_at = shuffler.randint(0, len(order))
        waiting: list[JournalEntry] = []
        for place in range(len(order) + 1):
            if place == directory_at:
                theft = {history.stolen: Withdrawal(BEGAN, STOLEN_AT)}
                left = {history.left: Withdrawal(BEGAN, LEFT_AT)}
                moved = {history.moved: (Moved("desk", Withdrawal(BEGAN, MOVED_AT)),)}
                with store.transaction() as writer:
                    writer.set_membership(history.members, left, theft, moved, {"ashmere"})
            if place < len(order):
                waiting.append(history.entries[order[place]])
            if place == len(order) or shuffler.random() < 0.6:
                with store.transaction() as writer:
                    writer.append(waiting)
                waiting = []
        arrived = store.views_digest()
        assert store.problems() == ()
        store.rebuild_views()
        rebuilt = store.views_digest()
        store.close()
        return arrived, rebuilt


@property_of
@given(histories(), st.randoms(use_true_random=False))
def test_books_with_the_same_statements_and_directory_say_the_same(history: History, shuffler: random.Random) -> None:
    order = list(range(len(history.entries)))
    plain = book_after(history, order, random.Random(0))
    shuffler.shuffle(order)
    assert {*plain, *book_after(history, order, shuffler)} == {plain[0]}
