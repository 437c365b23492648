"""Every record book with the same statements and members says the same, in whatever order they came."""

from __future__ import annotations

import contextlib
import functools
import itertools
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services.stored import JournalEntry
from desktop.storage.connection import connect
from desktop.storage.rebuilding import FOLDED_BY
from desktop.storage.store import Store
from desktop.storage.views import CHUNK
from tests.unit.storage.saying import Speaker, entry, record_id

KEY = bytearray(range(1, 33))
COUNT = 22  # entries of everything()
KIAN, ARM, EAR, SHARE, CALL = (record_id(name) for name in ("Kian", "arm", "ear", "share", "enquiry"))


@functools.cache
def everything() -> tuple[list[JournalEntry], list[tuple[str, str, str, str]]]:
    """Disputes, walls, bare ancestors, copies with fields left out, strangers, a fork, an unknown kind."""
    lead, helper, desk, stranger = Speaker("lead"), Speaker("helper"), Speaker("desk"), Speaker("stranger")
    child = lead.say("child.registered", (KIAN,), {"given_names": "Kian", "family_name": "Pellow"})
    one = lead.say("child.amended", (KIAN,), {"family_name": "Dunmore", "reason": "married"}, [child])
    two = helper.say("child.amended", (KIAN,), {"family_name": "Quill", "postcode": "ZY1 2AB"}, [child])
    arm = lead.say(
        "concern.recorded", (ARM, KIAN), {"seen": "4 cm", "opinion": "worried", "categories": ["EMO", "PHY"]}
    )
    mended = lead.say("concern.amended", (ARM, KIAN), {"seen": "3 cm", "reason": "measured"}, [arm])
    again = helper.say("concern.amended", (ARM, KIAN), {"opinion": "very worried"}, [mended])
    walled = helper.say("concern.recorded", (EAR, KIAN), {"seen": "zebra", "kept_from": ["C. Dunmore"]})
    share = lead.say("sharing.decided", (SHARE, KIAN, ARM), {"share": True, "reasons": "risk"}, [arm, mended])
    opened = desk.say("referral.opened", (SHARE, KIAN), {"person": "Lewis Aske"}, [share])
    decided = desk.say("enquiry.decided", (SHARE, KIAN), {"outcome": "assess", "reasons": "risk"}, [share])
    phoned = desk.say("enquiry.opened", (CALL,), {"caller": "Bronagh Tiller", "said": "a mark"})
    joined = desk.say("enquiry.joined", (SHARE, CALL), {"reason": "same baby"})
    fork = helper.say("call.logged", (ARM, KIAN), {"person": "Lewis Aske"}, seq=1)
    odd = stranger.say("child.amended", (KIAN,), {"given_names": "Nobody"}, [child])
    later = desk.say("plan.drawn_up", (KIAN,), {"plan": "a kind this version does not know"})
    before = Speaker("the same person before a restore")  # an own device that no directory names
    moved = before.say("child.amended", (KIAN,), {"setting": "Larkmere Primary"}, [child])
    older = before.say("call.logged", (EAR, KIAN), {"person": "Lewis Aske"})
    full = [
        child,
        one,
        two,
        arm,
        mended,
        again,
        walled,
        share,
        opened,
        decided,
        phoned,
        joined,
        fork,
        odd,
        later,
        older,
    ]
    partial = [arm.bare(), arm.without({"opinion"}, position=True), mended.bare(), child.without(position=True)]
    partial += [walled.without(about={EAR}), moved]
    own = {lead.device, helper.device, before.device}
    entries = [entry(said, "own" if said.device in own else "bundle-1") for said in full]
    entries += [entry(said, "bundle-2") for said in partial]
    members = [
        (lead.device, "Odette Farrow", "larkmere", "lead"),
        (helper.device, "R. Quill", "larkmere", "recorder"),
        (desk.device, "Lewis Aske", "ashmere", "desk"),
    ]
    return entries, members


def digest_after(order: list[int], cuts: list[int], members_after: int) -> tuple[str, str]:
    """Views' digest after appending in this order, cut into transactions, and again after a rebuild."""
    entries, members = everything()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(connect(Path(folder) / "vault.db", KEY, create=True))
        assert len(entries) == COUNT
        edges = sorted({0, len(order), members_after, *cuts})
        for begin, end in itertools.pairwise(edges):
            with store.transaction() as writer:
                if begin == members_after:
                    writer.set_membership(members)
                writer.append([entries[number] for number in order[begin:end]])
        if members_after == len(order):
            with store.transaction() as writer:
                writer.set_membership(members)
        appended = store.views_digest()
        assert store.problems() == ()
        store.rebuild_views()
        rebuilt = store.views_digest()
        store.close()
        return appended, rebuilt


@functools.cache
def plain() -> str:
    """The digest when everything comes at once, in the order it was said."""
    appended, rebuilt = digest_after(list(range(COUNT)), [], 0)
    assert appended == rebuilt
    return appended


@given(
    order=st.permutations(range(COUNT)),
    cuts=st.lists(st.integers(0, COUNT), max_size=8),
    members_after=st.integers(0, COUNT),
)
@settings(max_examples=30, derandomize=True, deadline=None)
def test_any_order_of_arrival_gives_the_same_views_byte_for_byte(
    order: list[int], cuts: list[int], members_after: int
) -> None:
    assert digest_after(order, cuts, members_after) == (plain(), plain())


def test_views_that_another_version_wrote_are_folded_again_when_the_book_opens(tmp_path: Path) -> None:
    lead = Speaker("lead")
    store = Store(connect(tmp_path / "vault.db", KEY, create=True))
    with store.transaction() as writer:
        writer.append([entry(lead.say("child.registered", (KIAN,), {"given_names": "Kian", "family_name": "Pellow"}))])
        writer.put_setting("folded_by", 0)
    whole = store.views_digest()
    with store.database.transaction():
        store.database.run('UPDATE record SET folded = \'{"of": "another time"}\'')
    store.close()
    again = Store(connect(tmp_path / "vault.db", KEY))
    assert again.views_digest() == whole
    assert again.record(KIAN) is not None
    again.close()


def test_a_rebuilding_that_is_killed_goes_on_where_it_was_when_the_book_opens_next(tmp_path: Path) -> None:
    lead, path = Speaker("lead"), tmp_path / "vault.db"
    store = Store(connect(path, KEY, create=True))
    child = lead.say("child.registered", (KIAN,), {"given_names": "Kian", "family_name": "Pellow"})
    said = [lead.say("concern.recorded", (record_id(f"c{n}"), KIAN), {"seen": f"mark {n}"}) for n in range(2 * CHUNK)]
    with store.transaction() as writer:
        writer.append([entry(one) for one in (child, *said)])
    whole = store.views_digest()
    with store.transaction() as writer:
        writer.put_setting(FOLDED_BY, 0)
    store.close()
    steps: list[int] = []
    for before_step in (1, 2, 4, 2, 1, 1, 99):  # each run from where the one before was killed
        database = connect(path, KEY)
        plain, begun = database.transaction, itertools.count()

        def killed() -> AbstractContextManager[None]:
            if next(begun) == before_step:  # noqa: B023 - called within this turn of the loop only
                raise KeyboardInterrupt
            return plain()  # noqa: B023 - the same

        database.transaction = killed  # type: ignore[method-assign,assignment]  # a kill between two transactions
        with contextlib.suppress(KeyboardInterrupt):
            Store(database)
        steps.append(next(begun) - 1)
        database.close()
    again = Store(connect(path, KEY))
    assert steps[:6] == [1, 2, 4, 2, 1, 1], "many small transactions"
    assert (again.views_digest(), again.problems()) == (whole, ())
    assert len(again.children("mark 7")) == 1
    again.close()
