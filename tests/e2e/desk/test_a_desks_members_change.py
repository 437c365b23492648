"""A desk's members come and go, through a real hub: who joins later opens today's referral, who left opens nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.errors import NotARecipient
from bundle.letters import open_letter
from bundle.waybills import parse_waybill
from demo.partnership import Partnership, exchange
from desktop.domain.records import Profile, Role, SharingEntry
from desktop.services.desk_keys import desk_identities
from desktop.services.session import Session
from desktop.services.stored import LetterState
from desktop.sync.errors import DeviceNotAdmitted
from tests.e2e.world import copy_of

TOM = "Tom Adeyemi"


@pytest.fixture
def area(template: Partnership, tmp_path: Path) -> Iterator[Partnership]:
    made = copy_of(template, tmp_path / "area")
    for key, place in made.places.items():
        made.sessions[key] = made.books.unlock(place, made.cast.passphrase)
    made.hub.start(made.clock.now())
    yield made
    made.close()


def share(area: Partnership, child: str) -> str:
    """The school refers a child to the desk; returns the bundle that holds the referral."""
    school = area["school"]
    registered = school.children.register(area.cast.children[child]).child
    choices = school.sharing.choices(registered)
    entry = SharingEntry(
        share=True,
        child=registered,
        statements=tuple(one.id for one in choices.statements),
        reasons="He may be hurt again",
        recipient=choices.recipients[0].id,
        purpose="refer",
        basis=choices.suggested_basis,
        family_told="no",
        family_told_why="it may put him at risk",
    )
    return school.sharing.decide(entry).letters[0]


def join_desk(area: Partnership) -> Session:
    """A new colleague: invited, six words compared, admitted by one administrator and countersigned by the other."""
    office, second = area["office"], area["desk"]
    like = second.profile
    profile = Profile(TOM, "Social worker", like.organisation, like.organisation_kind, like.contacts)
    area.books.new_kit()
    tom = area.books.create(None, profile, area.cast.passphrase, area.books.new_kit())
    area.sessions["tom"] = tom
    home = next(one for one, name, _ in office.membership.organisations() if name == profile.organisation)
    request = tom.membership.accept_invitation(office.membership.invite(home, Role.DESK.value, TOM))
    assert office.membership.read_request(request.content).words == request.words
    assert len(request.words.split()) == 6
    publish(area, office.membership.admit(request.content))
    return tom


def publish(area: Partnership, proposal: bytes) -> None:
    """The second administrator countersigns what the first proposed; everyone at the desk fetches it."""
    second = area["desk"]
    signed = second.countersigning.countersign(proposal)
    assert not signed.proposal
    exchange(area, "desk", "office")


def shut_out(area: Partnership) -> bool:
    """The leaver fetches, with the keys and the letters that he has: nothing comes."""
    with pytest.raises(DeviceNotAdmitted):
        area["tom"].courier.exchange()
    return area["tom"].desk.enquiries() == ()


def test_a_colleague_who_joins_later_opens_todays_referral_once_a_member_lets_them(area: Partnership) -> None:
    share(area, "kian")
    exchange(area, "school", "desk", "office")
    assert len(area["desk"].desk.enquiries()) == 1
    tom = join_desk(area)
    exchange(area, "tom")
    exchange(area, "tom")
    assert tom.membership.standing().joined
    assert tom.desk.enquiries() == ()
    kept = tom.book.store.incoming(LetterState.SET_ASIDE)
    assert {one.reason for one in kept} == {"DeskKeyNotHere"}
    (waiting,) = area["office"].desk_keys.waiting()
    assert (waiting.person, waiting.device) == (TOM, tom.device)
    area["office"].desk_keys.grant(tom.device)
    assert area["office"].desk_keys.waiting() == ()
    exchange(area, "office", "tom")
    assert len(tom.desk.enquiries()) == 1
    assert tom.desk.enquiries()[0].id == area["desk"].desk.enquiries()[0].id
    assert tom.book.store.incoming(LetterState.SET_ASIDE) == ()


def test_a_leaver_can_neither_fetch_nor_open_what_is_written_afterwards(area: Partnership) -> None:
    tom = join_desk(area)
    exchange(area, "tom")
    area["office"].desk_keys.grant(tom.device)
    exchange(area, "office", "tom", "school")
    stale = share(area, "rhys")  # the school has not heard yet that Tom leaves: sealed to the key he has
    publish(area, area["office"].membership.withdraw(tom.device))
    assert shut_out(area)
    exchange(area, "school")
    assert shut_out(area), "the hub has a letter to the key that he has, and does not hand it to him"
    assert area["school"].book.store.outgoing_letter(stale) is not None
    later = area["school"].book.store.outgoing_letter(share(area, "kian"))
    assert later is not None
    directory = area["school"].book.joined()
    (desk,) = directory.desks
    epoch = directory.epoch(desk.id)
    assert epoch is not None
    assert epoch.number == 2
    assert tom.device not in parse_waybill(later.waybill).mailboxes
    identities, boxes = desk_identities(tom.book, tom.book.joined())
    with pytest.raises(NotARecipient):
        open_letter(
            pack(Parts(later.waybill, later.sealed, None)),
            keys=tom.book.keys,
            directory=directory,
            now=area.clock.now(),
            identities=identities,
            mailboxes=boxes,
        )
    exchange(area, "school", "office")
    assert len(area["office"].desk.enquiries()) == 2
    assert area["office"].desk_keys.waiting()[0].person == area["desk"].profile.name  # who stays is let in by choice
    area["office"].desk_keys.grant(area["desk"].device)
    exchange(area, "office", "desk")
    assert len(area["desk"].desk.enquiries()) == 2
