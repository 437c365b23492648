"""Children are found by what a person may type, and nothing typed is a query language."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.storage.store import Store
from tests.unit.storage.put_away import ARM, EAR, KIAN, kian, put
from tests.unit.storage.saying import BEGAN, Speaker, entry, record_id


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "kian",
        "KÍAN",
        "opel",
        "O'Pellow",
        "o'pel",
        "pellow",
        "999 000 1235",
        "9990001235",
        "ZY12AB",
        "zy1 2ab",
        "sallow row",
        "2017-03-14",
        "kian purple",
        "-",
        "purp kían",
    ],
)
def test_a_child_is_found_by_what_a_person_may_type(store: Store, typed: str) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker), entry(speaker.say("concern.recorded", (ARM, KIAN), {"seen": "purple marks"})))
    found = store.children(typed)
    assert [hit.child for hit in found] == [KIAN]
    assert (found[0].concerns, found[0].last_entry) == (1, BEGAN + timedelta(minutes=2))


@pytest.mark.parametrize(
    "typed", ["maisie", "kian maisie", '"', 'x" OR "kian', "NOT", "text:zebra", "*", "kian)", "\x00x"]
)
def test_nothing_typed_is_a_query_language(store: Store, typed: str) -> None:
    put(store, kian(Speaker("school")))
    hits = store.children(typed)
    assert [hit.child for hit in hits] == ([KIAN] if typed in {'"', "*", "kian)"} else [])


def test_children_are_sorted_by_name_without_regard_to_accents_and_limited(store: Store) -> None:
    speaker = Speaker("school")
    names = ["Zara Ash", "Éowyn Birch", "Eve Birch", "ada birch", "Bo Ålder"]
    for name in names:
        given, family = name.split()
        put(
            store,
            entry(speaker.say("child.registered", (record_id(name),), {"given_names": given, "family_name": family})),
        )
    assert [hit.given_names for hit in store.children()] == ["Bo", "Zara", "ada", "Éowyn", "Eve"]
    assert len(store.children(limit=2)) == 2


@pytest.mark.parametrize("order", ["name", "born", "address", "concerns", "last"])
def test_children_are_ordered_either_way_and_blanks_stand_last(store: Store, order: str) -> None:
    speaker = Speaker("school")
    for name, born, address in (
        ("Ada", "2017-03-14", "9 Larch Way"),
        ("Bo", "", ""),
        ("Cai", "2016-01-02", "4 Sallow Row"),
    ):
        fields = {"given_names": name, "family_name": "Ash", "born": born, "address": address}
        put(store, entry(speaker.say("child.registered", (record_id(name),), fields)))
    up = [hit.given_names for hit in store.children(order=order)]
    down = [hit.given_names for hit in store.children(order=f"-{order}")]
    if order in {"born", "address"}:
        assert up == ["Cai", "Ada", "Bo"]
        assert down == ["Ada", "Cai", "Bo"]
    elif order == "name":
        assert up == list(reversed(down)) == ["Ada", "Bo", "Cai"]
    else:
        assert sorted(up) == sorted(down) == ["Ada", "Bo", "Cai"]


def test_a_record_kept_from_someone_is_not_found_by_its_words(store: Store) -> None:
    speaker = Speaker("school")
    put(store, kian(speaker))
    open_one = speaker.say("concern.recorded", (ARM, KIAN), {"seen": "purple marks"})
    walled = {"seen": "zebra crossing", "kept_from": ["C. Dunmore"], "kept_from_why": "accused zebra"}
    put(store, entry(open_one), entry(speaker.say("concern.recorded", (EAR, KIAN), walled)))
    assert [hit.child for hit in store.children("purple")] == [KIAN]
    assert store.children("zebra") == ()
    assert len(store.records_of_child(KIAN, "concern")) == 2
    put(store, entry(speaker.say("concern.amended", (ARM, KIAN), {"kept_from": ["C. Dunmore"]}, [open_one])))
    assert store.children("purple") == ()


def test_an_amendment_changes_what_is_found(store: Store) -> None:
    speaker = Speaker("school")
    first = speaker.say("child.registered", (KIAN,), {"given_names": "Kian", "family_name": "Pellow"})
    put(store, entry(first))
    put(store, entry(speaker.say("child.amended", (KIAN,), {"family_name": "Dunmore"}, [first])))
    assert store.children("pellow") == ()
    assert [hit.family_name for hit in store.children("dunm")] == ["Dunmore"]
