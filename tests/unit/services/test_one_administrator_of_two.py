"""What one of two administrators can do alone, and what the other one is told before signing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from bundle.directory import (
    Contacts,
    Desk,
    DeviceEntry,
    DirectoryContents,
    Organisation,
    Proposal,
    Signers,
    look_at_proposal,
    pack_directory,
    sign_next,
    sign_root,
    unpack_directory,
)
from bundle.errors import DirectoryInvalid, Malformed
from bundle.keys import DeviceKeys
from desktop.domain.records import Role
from desktop.services.directory_changes import CONTACT_WORDS, HUB_WORDS, told
from desktop.services.errors import ProposalUntold
from desktop.services.witnessing import Witnessing
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


@pytest.fixture
def two(area: Area) -> Area:
    """The desk and the school look after the partnership together."""
    signed = area.school.countersigning.countersign(
        area.desk.countersigning.share_administration(area.school.device).content
    )
    for session in (area.desk, area.health):
        session.membership.adopt_directory(signed.content)
    return area


def held(area: Area) -> dict[str, bytes]:
    return unpack_directory(area.school.membership.directory_file())


def proposed(area: Area, contents: DirectoryContents, **signing: Any) -> bytes:
    files = sign_next(held(area), contents, area.keys["school"], now=area.clock.now(), **signing)
    return pack_directory(files, proposal=True)


def home(area: Area, name: str) -> str:
    return area.desk.book.joined().device(getattr(area, name).device).organisation


def test_who_then_signs_for_a_desks_people_is_told_and_one_alone_is_refused(two: Area) -> None:
    mine = [two.keys["school"].card().signing]
    contents = two.school.book.joined().contents
    with pytest.raises(DirectoryInvalid):
        two.desk.countersigning.read(proposed(two, contents, delegates={home(two, "desk"): (mine, 1)}))
    both = [*mine, two.keys["health"].card().signing]
    (said,) = two.desk.countersigning.read(proposed(two, contents, delegates={home(two, "desk"): (both, 2)})).changes
    assert said == (
        "The people of Ashmere MASH, and what role each has, are then signed for by 2 of: "
        "Bronagh Tiller / Ashmere 0-19 service, Odette Farrow / Larkmere Primary."
    )
    (said,) = two.desk.countersigning.read(proposed(two, contents, delegates={home(two, "health"): (mine, 1)})).changes
    assert said.startswith(
        "The people of Ashmere 0-19 service, and what role each has, are then signed for by 1 of: Odette"
    )


def test_a_key_of_nobody_signs_nothing(two: Area) -> None:
    contents = two.school.book.joined().contents
    nobody = DeviceKeys.generate(two.random)
    given = {home(two, "health"): ([nobody.card().signing], 1)}
    both = [two.keys["school"], nobody]
    content = pack_directory(sign_next(held(two), contents, both, now=two.clock.now(), delegates=given), proposal=True)
    for look in (two.desk.countersigning.read, two.desk.countersigning.countersign):
        with pytest.raises(ProposalUntold):
            look(content)
    rooted = sign_root(
        held(two),
        [two.keys[name].card() for name in ("school", "desk")] + [nobody.card()],
        [two.keys["school"]],
        online=two.school.book.joined().hub.online,
        now=two.clock.now(),
        threshold=2,
    )
    with pytest.raises(ProposalUntold):
        two.desk.countersigning.read(
            pack_directory(sign_next(rooted, contents, two.keys["school"], now=two.clock.now()), proposal=True)
        )


def test_one_alone_gives_nobody_the_desks_role_where_no_desk_is(two: Area) -> None:
    with pytest.raises(DirectoryInvalid):
        two.school.membership.set_role(two.health.device, "desk", "Screening")
    assert two.school.book.joined().device(two.health.device).role == Role.LEAD


def test_one_alone_takes_a_computer_out_and_cannot_take_back_what_it_said(two: Area) -> None:
    child = two.health.children.register(KIAN).child
    concern = two.health.concerns.record(child, KIANS_ARM).concern
    two.health.sharing.decide(two.share_all(two.health, child))
    two.post.exchange(two.health, two.desk)
    before = two.desk.book.store.record(concern)
    assert before is not None
    two.at(two.clock.time + timedelta(hours=1))
    two.school.membership.withdraw(two.health.device, compromised=True)
    entry = two.school.book.joined().device(two.health.device)
    assert entry.revoked_from is not None  # at once
    assert entry.compromised_from is None
    waiting = two.school.countersigning.waiting()
    assert waiting is not None
    two.desk.membership.adopt_directory(two.school.membership.directory_file())
    after = two.desk.book.store.record(concern)
    assert after is not None
    assert after.fields == before.fields
    seen = two.desk.countersigning.read(waiting.content)
    assert any("Nothing that came from it after" in one for one in seen.changes)
    signed = two.desk.countersigning.countersign(waiting.content)
    assert not signed.proposal
    assert two.desk.book.joined().device(two.health.device).compromised_from is not None


def test_by_files_alone_nobody_is_taken_out_from_long_ago(two: Area) -> None:
    contents = two.school.book.joined().contents
    for days, taken in ((15, False), (13, True)):
        since = two.clock.now() - timedelta(days=days)
        files = sign_next(
            held(two), contents.revoke(two.health.device, at=since), two.keys["school"], now=two.clock.now()
        )
        if taken:
            two.desk.membership.adopt_directory(pack_directory(files))
            assert two.desk.book.joined().device(two.health.device).withdrawn
        else:
            with pytest.raises(DirectoryInvalid):
                two.desk.membership.adopt_directory(pack_directory(files))


def test_a_key_was_safe_before_its_computer_was_admitted(two: Area) -> None:
    contents = two.school.book.joined().contents
    with pytest.raises(Malformed):
        contents.revoke(two.health.device, at=utc("1970-01-02T00:00"), compromised=True, index=1)


def test_who_knows_the_log_signs_no_unsafe_key_without_its_place_in_it(
    two: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = two.school.book.joined().contents
    content = proposed(two, contents.revoke(two.health.device, at=two.clock.now(), compromised=True))
    two.desk.countersigning.read(content)
    monkeypatch.setattr(Witnessing, "log_size", lambda _self: 7)
    with pytest.raises(ProposalUntold):
        two.desk.countersigning.read(content)
    placed = proposed(two, contents.revoke(two.health.device, at=two.clock.now(), compromised=True, index=7))
    assert any("before number 7 of" in one for one in two.desk.countersigning.read(placed).changes)


# every part of every row has words


def seen(area: Area, after: DirectoryContents) -> Proposal:
    directory = area.desk.book.joined()
    files = held(area)
    return replace(look_at_proposal(files, trusted=files), contents=after, version=directory.version + 1)


@pytest.mark.parametrize("name", [one.name for one in fields(Contacts)])
def test_a_telephone_number_that_changes_is_told_with_the_new_one(two: Area, name: str) -> None:
    contents = two.desk.book.joined().contents
    first = contents.organisations[0]
    other = replace(first, contacts=replace(first.contacts, **{name: "01632 960199"}))
    (said,) = told(
        two.desk.book.joined(), seen(two, replace(contents, organisations=(other, *contents.organisations[1:])))
    )
    assert "01632 960199" in said
    assert set(CONTACT_WORDS) == {one.name for one in fields(Contacts)}


ROWS: list[tuple[str, Callable[[DirectoryContents], DirectoryContents], str]] = [
    ("name", lambda c: replace(c, name="Elsewhere"), "Elsewhere"),
    ("kind", lambda c: first(c, kind="club"), "another kind: club"),
    ("organisation", lambda c: first(c, name="Otters"), "is called Otters"),
    ("desk name", lambda c: replace(c, desks=(replace(c.desks[0], name="The team"),)), "is called The team"),
    ("hours", lambda c: replace(c, desks=(replace(c.desks[0], hours="all day"),)), "all day"),
    ("hub", lambda c: replace(c, hub=replace(c.hub, address="https://elsewhere.example")), "https://elsewhere.example"),
    ("desk", lambda c: replace(c, desks=(*c.desks, Desk("x" * 22, "Night", c.desks[0].organisation, "all"))), "Night"),
    ("no recovery", lambda c: c, "Nothing changes but the date"),
]


def first(contents: DirectoryContents, **changes: Any) -> DirectoryContents:
    organisations = (replace(contents.organisations[0], **changes), *contents.organisations[1:])
    return replace(contents, organisations=organisations)


@pytest.mark.parametrize(("change", "words"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_difference_has_its_words(
    two: Area, change: Callable[[DirectoryContents], DirectoryContents], words: str
) -> None:
    directory = two.desk.book.joined()
    assert any(words in one for one in told(directory, seen(two, change(directory.contents))))
    assert set(HUB_WORDS) | {"partnership"} >= {one.name for one in fields(directory.hub)}


def test_what_a_newcomer_was_and_is_is_told(two: Area) -> None:
    directory, at = two.desk.book.joined(), two.clock.now()
    entry = DeviceEntry(DeviceKeys.generate(two.random).card(), "Amir", "lead", "", home(two, "health"), at)
    entry = entry.with_role("recorder", "", at).withdraw(at, compromised=False)
    said = told(directory, seen(two, directory.contents.admit(entry)))
    assert said[0].startswith("Amir of Ashmere 0-19 service joins:")
    assert any("records concerns" in one for one in said)
    assert any("leaves" in one for one in said)


def test_an_organisation_that_joins_is_told_with_how_to_reach_it(two: Area) -> None:
    contents = two.desk.book.joined().contents
    otters = Organisation("o", "Otters", "club", Contacts(in_hours_number="01632 960177"))
    joined = replace(contents, organisations=(*contents.organisations, otters))
    said = two.desk.countersigning.read(proposed(two, joined)).changes
    assert said[0] == "Otters joins the partnership."
    assert "01632 960177" in said[1]
    with pytest.raises(ProposalUntold):
        told(two.desk.book.joined(), seen(two, joined))


def test_a_difference_without_words_is_refused(two: Area) -> None:
    directory = two.desk.book.joined()
    contents = directory.contents
    for one in (
        replace(contents, devices=(replace(contents.devices[0], person="Another"), *contents.devices[1:])),
        replace(contents, desks=(replace(contents.desks[0], organisation=home(two, "health")),), devices=(), epochs=()),
        replace(contents, hub=replace(contents.hub, partnership="f" * 64)),
        replace(contents, devices=contents.devices[1:]),
        replace(contents, organisations=tuple(reversed(contents.organisations)), desks=(), devices=(), epochs=()),
    ):
        with pytest.raises(ProposalUntold):
            told(directory, seen(two, one))
    same = seen(two, contents)
    elsewhere = replace(same.after, snapshot=Signers(frozenset({two.school.device}), 1))
    with pytest.raises(ProposalUntold):
        told(directory, replace(same, after=elsewhere))
    chosen = replace(same.after, root=Signers(frozenset({two.school.device}), 1))
    (said,) = told(directory, replace(same, after=chosen))
    assert "chosen by 1 of: Odette Farrow / Larkmere Primary" in said
