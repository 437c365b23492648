"""A member of the partnership means ill: genuine letters that would stop, drop or hide what others sent."""

from __future__ import annotations

import pytest

from bundle.container import Parts, pack, unpack
from desktop.domain.acceptance import MISSHAPEN
from desktop.domain.statements import Changes, Json
from desktop.services.incoming import TakenIn
from desktop.services.set_aside import SetAside, look_at
from desktop.services.stored import LetterState
from tests.unit.services.hostile import Forge, damaged, forge, letter, receipt, said, sent
from tests.unit.services.people import Area


def take(area: Area, container: bytes) -> TakenIn:
    return area.desk.mailroom.take_in(container, "letter")


def one_name_twice(area: Area) -> tuple[str, str]:
    forged = forge(area, "school", ("rec1", "child1"), [("seen", "no marks"), ("seen", "many marks")])
    first, second = (forged.copy(but={out}) for out in ("many marks", "no marks"))
    return first, second


def one_record_twice(area: Area) -> tuple[str, str]:
    forged = forge(area, "school", ("rec2", "rec2", "child1"), [("seen", "no marks")])
    first, again, child, field = forged.disclosures[:4]
    whole, bare = (Forge(forged.jwt, shown) for shown in ((first, child, field), (again, child)))
    return whole.copy(), bare.copy()


def too_much_together(area: Area) -> tuple[str, str]:
    forged = forge(area, "school", ("rec3",), [(f"x{number}", "v") for number in range(600)])
    names = [f"x{number}" for number in range(600)]
    return forged.copy(but=names[:300]), forged.copy(but=names[300:])


@pytest.mark.parametrize("halves", [one_name_twice, one_record_twice, too_much_together])
def test_two_halves_of_a_statement_that_do_not_go_together_stop_nothing_and_mark_their_author(
    area: Area, halves: object
) -> None:
    assert callable(halves)
    store = area.desk.book.store
    first, second = halves(area)
    beside = said(area, area.keys["school"], ("rec9", "child9"), {"seen": "a mark"}, seq=9)
    assert take(area, sent(area, "school", [first])).set_aside == ""
    taken = take(area, sent(area, "school", [second, beside.token]))
    assert (taken.fresh, taken.set_aside) == (True, "")
    tokens = [token for _, token in store.all_tokens()]
    assert first in tokens
    assert second not in tokens
    assert store.statement(beside.id) is not None
    assert store.forked_devices() == {area.school.device}
    store.rebuild_views()
    assert store.forked_devices() == {area.school.device}
    assert area.desk.keeping.verify().problems == ()


def mark(area: Area, who: str, record: str, seq: int = 1) -> str:
    """One harmless statement."""
    return said(area, area.keys[who], (record, "child9"), {"seen": "a mark"}, seq=seq).token


def holds(area: Area, token: str) -> bool:
    return token in [held for _, held in area.desk.book.store.all_tokens()]


def test_a_letter_is_taken_in_though_another_member_used_its_bundle_id_before(area: Area) -> None:
    token = mark(area, "health", "rec1")
    genuine = letter(area, "health", [token])
    bundle = genuine.waybill.bundle
    squatter = take(area, pack(letter(area, "school", [mark(area, "school", "rec2")], bundle=bundle)))
    assert (squatter.bundle, squatter.fresh) == (bundle, True)
    taken = take(area, pack(genuine))
    assert (taken.bundle, taken.fresh, taken.set_aside) == (f"{bundle}-{genuine.waybill.digest[:32]}", True, "")
    assert holds(area, token)
    assert len(area.desk.letters.inbox()) == 2
    assert not take(area, pack(genuine, receipt(area, genuine))).fresh
    assert area.desk.book.store.incoming_letter(taken.bundle).hub_received_at == area.clock.time
    assert area.desk.letters.letter(taken.bundle).who == "Bronagh Tiller, Ashmere 0-19 service"


def test_a_letter_that_does_not_open_is_set_aside_though_another_has_its_bundle_id(area: Area) -> None:
    first = letter(area, "school", [mark(area, "school", "rec1")])
    take(area, pack(first))
    second = letter(area, "health", [mark(area, "health", "rec2")], bundle=first.waybill.bundle)
    taken = take(area, damaged(second))
    assert (taken.fresh, taken.set_aside) == (True, "DigestMismatch")
    assert [row.bundle for row in area.desk.letters.set_aside()] == [taken.bundle]
    assert not take(area, damaged(first)).set_aside


def test_a_forged_copy_does_not_push_out_the_letter_that_was_set_aside(area: Area) -> None:
    genuine = letter(area, "health", [mark(area, "health", "rec1")])
    first = damaged(genuine)
    second = damaged(genuine, 2)
    names = [take(area, container).bundle for container in (first, second, first, second)]
    assert names[:2] == names[2:]
    kept = [area.desk.book.store.incoming_letter(name) for name in names[:2]]
    assert [one.container for one in kept if one] == [first, second]
    assert take(area, pack(genuine)).bundle == names[0] == genuine.waybill.bundle
    assert area.desk.letters.set_aside() == ()


def test_a_receipt_of_another_letter_keeps_no_letter_from_being_fetched(area: Area) -> None:
    token = mark(area, "health", "rec1")
    genuine, other = letter(area, "health", [token]), letter(area, "school", [mark(area, "school", "rec2")])
    bundle = genuine.waybill.bundle
    forged = letter(area, "school", [mark(area, "school", "rec3", 2)], bundle=bundle)
    assert take(area, pack(forged, receipt(area, other))).set_aside == "ReceiptInvalid"
    (row,) = area.desk.book.store.incoming(LetterState.SET_ASIDE)
    assert row.hub_received_at is None
    assert not area.desk.mailroom.known(bundle)
    fetched = pack(genuine, receipt(area, genuine))
    assert take(area, fetched).set_aside == ""
    assert holds(area, token)


def test_a_letter_that_was_set_aside_is_fetched_again_whatever_its_receipt(area: Area) -> None:
    genuine = letter(area, "health", [mark(area, "health", "rec1")])
    stamp = receipt(area, genuine)
    assert take(area, pack(Parts(genuine.waybill_envelope, b"?", None), stamp)).set_aside == "DigestMismatch"
    assert not area.desk.mailroom.known(genuine.waybill.bundle)
    take(area, pack(genuine, stamp))
    assert area.desk.mailroom.known(genuine.waybill.bundle)


def test_what_no_member_signed_is_kept_up_to_a_bound(area: Area) -> None:
    aside, store = SetAside(area.desk.book, most_bytes=3000), area.desk.book.store
    names = [aside.keep(look_at(bytes([number]) * 1000), "Malformed")[0] for number in range(5)]
    assert store.incoming_bytes() == 3000
    assert len(area.desk.letters.set_aside()) == 5
    assert aside.keep(look_at(bytes([4]) * 1000), "Malformed") == (names[4], False, Changes())
    members = sent(area, "school", [mark(area, "school", "rec1")])
    aside.keep(look_at(members), "UnknownSender")
    assert store.incoming_bytes() == 3000 + len(members)
    assert unpack(store.incoming_letter(look_at(members).waybill.bundle).container)
    assert len(area.desk.mailroom.retry_set_aside()) == 4


def test_a_damaged_copy_ends_when_the_whole_letter_comes(area: Area) -> None:
    genuine = letter(area, "health", [mark(area, "health", "rec1")])
    whole = pack(genuine)
    middle = len(whole) // 2
    cut, unreadable = whole[:middle], whole[:60] + bytes(300) + whole[360:]
    for container in (cut, unreadable, b"nonsense"):
        assert take(area, container).set_aside == "Malformed"
    assert len(area.desk.letters.set_aside()) == 3
    take(area, whole)
    store = area.desk.book.store
    assert [row.who for row in area.desk.letters.set_aside()] == ["a sender who cannot be read"]
    assert (
        len(store.incoming(LetterState.SUPERSEDED)) == 1
    )  # the other one has its waybill, so the whole one replaced it
    assert store.incoming_bytes() == len(b"nonsense")
    assert len(area.desk.letters.inbox()) == 1
    for container in (cut, unreadable):
        assert not take(area, container).fresh
    assert len(area.desk.letters.set_aside()) == 1


def test_odd_cells_in_a_row_are_not_accepted_and_every_page_opens(area: Area) -> None:
    keys = area.keys["school"]
    fields: dict[str, Json] = {
        "happened": {"at": "9999-12-31T23:59"},
        "words": [{"words": "x"}, {"by": 3}],
        "kept_from": ["\x00", "a" * 1000],
    }
    child = said(area, keys, ("child1",), {"given_names": "Kian", "family_name": "Pellow"}, kind="child.registered")
    odd = said(area, keys, ("rec1", "child1"), fields, seq=2)
    people = {"people": [{"name": {}}]}
    amended = said(area, keys, ("child1",), people, kind="child.amended", after=(child.id,), seq=3)
    assert take(area, sent(area, "school", [child.token, odd.token, amended.token])).set_aside == ""
    page = area.desk.children.page("child1")
    assert page.name == "Kian Pellow"
    assert area.desk.papers.chronology_pdf("child1")
    for record, statement in (("rec1", odd.id), ("child1", amended.id)):
        folded = area.desk.book.store.record(record)
        assert folded is not None
        assert [(one.id, why) for one, why in folded.refused] == [(statement, MISSHAPEN.reason)]


def test_a_letter_whose_statements_name_each_other_without_end_is_set_aside(area: Area) -> None:
    keys, named = area.keys["school"], tuple(f"{number:064x}" for number in range(1000))
    dense = [said(area, keys, ("rec1",), {"seen": "x"}, after=named, seq=number + 1).token for number in range(51)]
    assert take(area, sent(area, "school", dense)).set_aside == "TooLarge"
    assert take(area, sent(area, "school", dense[:50])).set_aside == ""
