"""A member who sends what nobody can open fills no record book, and makes nobody else's letters slow."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from bundle.container import Parts, pack
from bundle.waybills import make_waybill
from desktop.services.set_aside import GAVE_WAY, WAITS, SetAside, look_at
from desktop.services.stored import IncomingLetter, LetterState
from tests.unit.services.hostile import letter, said, sent
from tests.unit.services.people import Area


def junk(area: Area, number: int, size: int = 1000, who: str = "health") -> bytes:
    """A letter that its sender signed, with a sealed part that opens for nobody."""
    sealed = bytes([number % 256]) * size
    made = letter(area, who, [said(area, area.keys[who], (f"r{number}", "c"), {"seen": "x"}, seq=number).token])
    waybill = replace(made.waybill, sealed_digest=hashlib.sha256(sealed).hexdigest(), sealed_size=size)
    return pack(Parts(make_waybill(waybill, area.keys[who]), sealed, None))


def kept(area: Area, who: str = "health") -> list[tuple[bool, str]]:
    """(its bytes are here, reason) of each letter of a sender that did not open, oldest first."""
    return [(bool(size), reason) for _, size, reason in area.desk.book.store.set_aside_of(area.keys[who].id)]


def inbox(area: Area) -> list[str]:
    return [one.bundle for one in area.desk.book.store.incoming() if one.state is not LetterState.SET_ASIDE]


def test_the_oldest_that_did_not_open_give_way_and_say_so(area: Area) -> None:
    aside = SetAside(area.desk.book, most_of_one=3)
    for number in range(1, 6):
        aside.keep(look_at(junk(area, number)), "HeaderDamaged")
    assert kept(area) == [(False, GAVE_WAY)] * 2 + [(True, "HeaderDamaged")] * 3
    shown = [row.reason for row in area.desk.letters.set_aside()]
    assert sorted(shown) == sorted([GAVE_WAY] * 2 + ["HeaderDamaged"] * 3)


def test_so_many_bytes_of_one_sender_are_kept_and_the_newest_always(area: Area) -> None:
    aside = SetAside(area.desk.book, most_bytes_of_one=20_000)
    for number, size in ((1, 1000), (2, 1000), (3, 60_000)):
        aside.keep(look_at(junk(area, number, size)), "HeaderDamaged")
    assert kept(area) == [(False, GAVE_WAY)] * 2 + [(True, "HeaderDamaged")]
    aside.keep(look_at(junk(area, 4, who="school")), "HeaderDamaged")
    assert kept(area, "school") == [(True, "HeaderDamaged")]
    assert kept(area)[2] == (True, "HeaderDamaged"), "each sender has a bound of their own"


def test_a_letter_that_waits_for_a_key_gives_way_last(area: Area) -> None:
    aside = SetAside(area.desk.book, most_of_one=2)
    aside.keep(look_at(junk(area, 1)), WAITS)
    for number in (2, 3):
        aside.keep(look_at(junk(area, number)), "HeaderDamaged")
    assert kept(area) == [(True, WAITS), (False, GAVE_WAY), (True, "HeaderDamaged")]


def test_what_only_names_a_member_pushes_nothing_out(area: Area) -> None:
    aside = SetAside(area.desk.book, most_of_one=1)
    aside.keep(look_at(junk(area, 1)), "HeaderDamaged")
    made = letter(area, "health", [said(area, area.keys["health"], ("r9", "c"), {"seen": "x"}, seq=9).token])
    forged = pack(Parts(made.waybill_envelope, b"other bytes", None))
    aside.keep(look_at(forged), "DigestMismatch")
    assert kept(area) == [(True, "HeaderDamaged"), (False, "DigestMismatch")]


def test_what_opened_never_gives_way_and_a_letter_that_gave_way_ends_when_it_opens(area: Area) -> None:
    opened = sent(area, "health", [said(area, area.keys["health"], ("r0", "c"), {"seen": "x"}).token])
    waits = sent(area, "health", [said(area, area.keys["health"], ("r7", "c"), {"seen": "x"}, seq=7).token])
    assert area.desk.mailroom.take_in(opened, "letter").set_aside == ""
    aside = SetAside(area.desk.book, most_of_one=1)
    aside.keep(look_at(waits), "HeaderDamaged")
    aside.keep(look_at(junk(area, 2)), "HeaderDamaged")
    assert kept(area) == [(False, GAVE_WAY), (True, "HeaderDamaged")]
    assert len(inbox(area)) == 1
    assert area.desk.mailroom.take_in(waits, "letter").set_aside == ""
    assert kept(area) == [(True, "HeaderDamaged")]
    assert len(inbox(area)) == 2


def test_an_honest_letter_is_compared_with_its_own_senders_alone(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    store, looked = area.desk.book.store, []
    for number in range(1, 6):
        area.desk.mailroom.take_in(junk(area, number), "letter")
    assert len(kept(area)) == 5
    read = store.incoming_letter

    def look(name: str) -> IncomingLetter | None:
        looked.append(name)
        return read(name)

    monkeypatch.setattr(store, "incoming_letter", look)
    honest = sent(area, "school", [said(area, area.keys["school"], ("h1", "c"), {"seen": "x"}).token])
    assert area.desk.mailroom.take_in(honest, "letter").set_aside == ""
    junk_names = {name for name, _, _ in store.set_aside_of(area.keys["health"].id)}
    assert junk_names.isdisjoint(looked)
