"""The list of people as a record book lives with it: its age, new computers, and changes that need two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bundle.container import Parts
from bundle.directory import Organisation, pack_directory, sign_next, unpack_directory
from bundle.encoding import b64u
from bundle.errors import DirectoryInvalid, SenderRevoked
from bundle.keys import DeviceKeys
from desktop.domain.records import Role
from desktop.domain.statements import Kind
from desktop.services.desk_keys import kept_keys
from desktop.services.errors import (
    Incomplete,
    NotADesk,
    NotAnAdministrator,
    NothingToGrant,
    NotJoined,
    ProposalNotNeeded,
)
from desktop.services.outgoing import KEYS, Envelope, box, queue
from desktop.services.proving import answer
from desktop.services.session import Session
from tests.unit.services.people import DESK, KIAN, Area, open_book, utc


def another(area: Area, name: str, role: Role, like: Session, person: str) -> Session:
    """Another person's book, of the organisation of ``like``, invited and admitted."""
    keys = DeviceKeys.generate(area.random)
    area.keys[name], area.clocks[name] = keys, type(area.clock)(area.clock.time)
    profile = type(DESK)(
        person, "Social worker", like.profile.organisation, like.profile.organisation_kind, like.profile.contacts
    )
    made = open_book(area.folder / f"{name}.db", keys, area.clocks[name], area.random, profile)
    area.admit(made, role)
    made.membership.adopt_directory(area.desk.membership.directory_file())
    return made


@pytest.mark.parametrize(("days", "asks"), [(13, False), (14, True), (400, True)])
def test_sealing_asks_why_when_the_list_ran_out_two_weeks_ago(area: Area, days: int, *, asks: bool) -> None:
    child = area.school.children.register(KIAN).child
    directory = area.school.book.directory
    assert directory is not None
    area.at(directory.expires + timedelta(days=days))
    entry = area.share_all(area.school, child)
    assert area.school.sharing.choices(child).list_old is asks
    assert [one.field for one in area.school.sharing.check(entry)] == (["list_old_why"] if asks else [])
    if asks:
        with pytest.raises(Incomplete):
            area.school.sharing.decide(entry)
        assert area.school.sharing.check(area.share_all(area.school, child, share=False, reasons="no")) == ()
    said = area.school.sharing.decide(area.share_all(area.school, child, list_old_why="He is at risk tonight"))
    decided = area.school.book.store.statement(said.statement)
    assert decided is not None
    assert decided.fields["list_old_why"] == "He is at risk tonight"


def test_a_new_computer_is_announced_before_the_first_letter_is_sealed_to_it(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    entry = area.share_all(area.school, child)
    assert not any("New computer" in one for one in area.school.sharing.preview(entry).warnings)
    tom = another(area, "tom", Role.DESK, area.desk, "Tom Adeyemi")
    area.school.membership.adopt_directory(area.desk.membership.directory_file())
    (told,) = [one for one in area.school.sharing.preview(entry).warnings if "New computer" in one]
    assert told.startswith("New computer at Ashmere MASH: Tom Adeyemi, since ")
    area.school.sharing.decide(entry)
    assert not any("New computer" in one for one in area.school.sharing.preview(entry).warnings)
    tom.lock()


def test_a_proposal_is_told_in_words_and_countersigned_by_the_other(area: Area) -> None:
    lead = area.school
    with pytest.raises(NotAnAdministrator):
        lead.countersigning.share_administration(area.desk.device)
    assert [person for _, person in area.desk.countersigning.others()] == ["Bronagh Tiller", "Odette Farrow"]
    assert lead.countersigning.others() == ()
    proposed = area.desk.countersigning.share_administration(lead.device)
    assert proposed.proposal
    assert area.desk.membership.standing().proposal
    mine = area.desk.countersigning.waiting()
    assert mine is not None
    assert mine.mine
    with pytest.raises(NotAnAdministrator):
        area.desk.countersigning.countersign(proposed.content)
    with pytest.raises(NotAnAdministrator):
        area.health.countersigning.countersign(proposed.content)
    seen = lead.countersigning.read(proposed.content)
    assert seen.changes == (
        "Odette Farrow looks after the partnership from now on.",
        "A change of the partnership then needs 2 of the people who look after it.",
    )
    assert (seen.mine, seen.missing) == (False, 1)
    signed = lead.countersigning.countersign(proposed.content)
    assert not signed.proposal
    area.desk.membership.adopt_directory(signed.content)
    assert area.desk.countersigning.waiting() is None
    assert area.desk.membership.standing().needed == 2
    assert area.desk.countersigning.others() == ()
    with pytest.raises(ProposalNotNeeded):
        lead.countersigning.read(proposed.content)


def test_every_change_of_a_proposal_is_told(area: Area) -> None:
    area.desk.membership.adopt_directory(
        area.school.countersigning.countersign(
            area.desk.countersigning.share_administration(area.school.device).content
        ).content
    )
    desk = area.desk

    def told(content: bytes) -> tuple[str, ...]:
        return area.school.countersigning.read(content).changes

    newcomer = area.random
    keys = DeviceKeys.generate(newcomer)
    tom = open_book(area.folder / "tom.db", keys, area.clocks["desk"], area.random, DESK)
    proposal = area.admit(tom, Role.DESK)
    assert told(proposal) == (
        (
            "Lewis Aske of Ashmere MASH joins: works in the safeguarding team and reads every referral "
            "(Screening social worker)."
        ),
    )
    directory = desk.book.joined()
    held = unpack_directory(desk.membership.directory_file())
    contents = directory.contents
    renamed = type(contents)(
        name="Elsewhere",
        organisations=(
            *(replace(one, name=f"{one.name} 2") for one in contents.organisations),
            Organisation("club", "Otters", "club"),
        ),
        devices=contents.devices,
        hub=type(contents.hub).from_json(contents.hub.to_json() | {"name": "Another name"}),
        desks=contents.desks,
        epochs=contents.epochs,
    )
    signed = sign_next(held, renamed, area.keys["desk"], now=area.clock.time)
    said = told(pack_directory(signed, proposal=True))
    assert "Otters joins the partnership." in said
    assert "Ashmere MASH is called Ashmere MASH 2 from now on." in said
    assert any(one.startswith("The service that carries letters changes (its name).") for one in said)
    assert "The partnership is called Elsewhere from now on." in said
    same = sign_next(held, contents, area.keys["desk"], now=area.clock.time)
    assert told(pack_directory(same, proposal=True)) == (
        "Nothing changes but the date up to which the list of people holds.",
    )
    moved = sign_next(
        held,
        contents.set_role(desk.device, "lead", "Manager", since=area.clock.time),
        area.keys["desk"],
        now=area.clock.time,
    )
    ended = "A key of Ashmere MASH is used no more: letters are sealed to it until 20 November 2026 at 09:40."
    assert told(pack_directory(moved, proposal=True)) == (
        "Lewis Aske of Ashmere MASH gets another role from Fri 20 Nov 2026: leads on safeguarding (Manager).",
        ended,
    )
    for compromised, words in (
        (
            False,
            (
                "Lewis Aske of Ashmere MASH leaves: this computer of theirs counts no more from 20 November 2026 at 09:40.",
            ),
        ),
        (
            True,
            (
                (
                    "A computer of Lewis Aske of Ashmere MASH may be in other hands. Nothing that came from it after "
                    "20 November 2026 at 09:40 is believed any more, in anybody's record book."
                ),
                "The place in the area's log is not known, so only that time counts.",
            ),
        ),
    ):
        gone = contents.revoke(desk.device, at=area.clock.time, compromised=compromised)
        content = pack_directory(sign_next(held, gone, area.keys["desk"], now=area.clock.time), proposal=True)
        assert told(content) == (*words, ended)
    tom.lock()


def test_a_leaver_ends_the_desks_key_and_who_stays_proposes_the_next(area: Area) -> None:
    tom = another(area, "tom", Role.DESK, area.desk, "Tom Adeyemi")
    (waiting,) = area.desk.desk_keys.waiting()
    assert waiting.person == "Tom Adeyemi"
    with pytest.raises(NothingToGrant):
        tom.desk_keys.grant(area.desk.device)
    with pytest.raises(NotADesk):
        area.school.desk_keys.grant(tom.device)
    with pytest.raises(NotADesk):
        area.school.desk_keys.propose()
    assert area.school.desk_keys.waiting() == ()
    area.desk.desk_keys.grant(tom.device)
    area.post.exchange(area.desk, tom)
    assert tom.desk_keys.waiting() == ()
    area.desk.membership.set_role(area.desk.device, Role.ADMINISTRATOR.value, "Manager")
    for session in (tom, area.school):
        session.membership.adopt_directory(area.desk.membership.directory_file())
    directory = tom.book.joined()
    assert directory.epoch(directory.desks[0].id) is None
    assert [one.name for one in tom.desk_keys.needing_a_key()] == ["Ashmere MASH"]
    child = area.school.children.register(KIAN).child
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, tom)
    assert len(tom.desk.enquiries()) == 1, "nothing urgent waits for the next key"
    with pytest.raises(NothingToGrant):
        area.desk.membership.list_desk_keys()
    tom.desk_keys.propose()
    tom.desk_keys.propose()
    area.post.exchange(tom, area.desk)
    assert area.desk.desk_keys.asked() == ("Ashmere MASH",)
    tom.membership.adopt_directory(area.desk.membership.list_desk_keys())
    directory = tom.book.joined()
    epoch = directory.epoch(directory.desks[0].id)
    assert epoch is not None
    assert (epoch.number, tom.desk_keys.held(epoch.recipient)) == (2, True)
    assert tom.desk_keys.needing_a_key() == ()
    assert area.desk.desk_keys.asked() == ()
    tom.lock()


def test_a_letter_that_hands_over_a_desk_s_keys_is_written_out_without_them(area: Area) -> None:
    tom = another(area, "tom", Role.DESK, area.desk, "Tom Adeyemi")
    area.desk.desk_keys.grant(tom.device)
    letter = [one for one in area.desk.book.store.outgoing() if one.audience == KEYS][-1]
    read = tom.reading_out.letter(Parts(letter.waybill, letter.sealed, None))
    (granted,) = [said for said in read.statements if said.kind == Kind.DESK_GRANTED]
    desk = area.desk.book.joined().desks[0].id
    assert {field.value for field in granted.fields} == {desk, tom.device}
    epoch = area.desk.book.joined().epoch(desk)
    assert epoch is not None
    assert b64u(kept_keys(area.desk.book)[epoch.recipient]) not in str(read)
    assert epoch.recipient not in str(read)
    tom.lock()


def test_a_desk_key_that_the_directory_does_not_list_is_not_taken(area: Area) -> None:
    tom = another(area, "tom", Role.DESK, area.desk, "Tom Adeyemi")
    with area.desk.book.writing() as sheet:
        for keys in ([{"recipient": "age1pq1x", "seed": "AA"}], [{"recipient": 1}], ["x"], []):
            said = sheet.say(
                Kind.DESK_GRANTED,
                (area.desk.book.joined().desks[0].id,),
                {"desk": "elsewhere", "device": tom.device, "keys": keys},
            )
            with tom.book.writing() as other:
                assert not tom.desk_keys.take(other, said)
    tom.lock()


def test_who_is_withdrawn_counts_no_more_and_is_still_listed(area: Area) -> None:
    assert area.school.membership.people() == ()
    assert [said for _, said in area.desk.membership.people()] == [
        "Bronagh Tiller, Ashmere 0-19 service",
        "Odette Farrow, Larkmere Primary",
    ]
    area.desk.membership.withdraw(area.school.device, compromised=True)
    directory = area.desk.book.joined()
    with pytest.raises(SenderRevoked):
        directory.sender(area.school.device, area.clock.time)
    assert directory.device(area.school.device).compromised_from is not None
    with pytest.raises(DirectoryInvalid):
        area.desk.membership.withdraw("nobody")
    with pytest.raises(NotAnAdministrator):
        area.health.membership.withdraw(area.desk.device)


def test_a_book_without_a_partnership_has_nothing_to_countersign(tmp_path: Path) -> None:
    apart = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    assert apart.school.countersigning.waiting() is None
    assert apart.school.countersigning.others() == ()
    assert apart.school.desk_keys.asked() == ()
    assert apart.school.desk_keys.waiting() == ()
    with pytest.raises(NotJoined):
        apart.school.countersigning.administered()
    apart.close()


def test_a_new_device_proves_its_reading_key_by_naming_what_was_sealed_to_it(area: Area) -> None:
    assert area.desk.membership.standing().unproved == ("Bronagh Tiller", "Odette Farrow")
    area.post.exchange(area.desk, area.school)
    area.post.exchange(area.school, area.desk)
    assert area.desk.membership.standing().unproved == ("Bronagh Tiller",)
    (asked,) = area.school.book.store.statements_of_kind(Kind.DEVICE_ADMITTED)
    (answered,) = area.school.book.store.statements_of_kind(Kind.DEVICE_CONFIRMED)
    assert answered.after == (asked.id,)
    with area.school.book.writing() as sheet:
        answer(sheet, asked)
    assert len(area.school.book.store.statements_of_kind(Kind.DEVICE_CONFIRMED)) == 1, "answered once"


def test_an_answer_that_names_another_statement_or_comes_from_another_device_proves_nothing(area: Area) -> None:
    asked = next(
        said
        for said in area.desk.book.store.statements_of_kind(Kind.DEVICE_ADMITTED)
        if said.fields["device"] == area.school.device
    )
    for session, after in ((area.health, (asked.id,)), (area.school, ("0" * 64,))):
        with session.book.writing() as sheet:
            said = sheet.say(Kind.DEVICE_CONFIRMED, (area.school.device,), {"device": area.school.device}, after)
            to = Envelope(area.school.device, KEYS, "Ashmere MASH")
            entry = session.book.joined().device(area.desk.device)
            queue(session.book, sheet, to, [box(entry)], [sheet.tokens[said.id]])
    area.post.send(area.health)
    area.post.send(area.school)
    area.post.fetch(area.desk)
    assert "Odette Farrow" in area.desk.membership.standing().unproved


def test_another_computer_in_ones_own_name_is_an_alarm_for_two_weeks(area: Area) -> None:
    area.at(area.clock.time + timedelta(days=1))
    twin = another(area, "twin", Role.LEAD, area.school, "Odette Farrow")
    area.school.membership.adopt_directory(area.desk.membership.directory_file())
    (said,) = area.school.membership.standing().alarms
    assert said.startswith("Another computer is listed in your name since ")
    assert twin.membership.standing().alarms == ()
    area.at(area.clock.time + timedelta(days=14))
    assert area.school.membership.standing().alarms == ()
    twin.lock()


def test_who_comes_to_a_desk_reads_the_desks_mailbox_from_its_beginning(area: Area) -> None:
    tom = another(area, "tom", Role.LEAD, area.desk, "Tom Adeyemi")
    child = area.school.children.register(KIAN).child
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    tom.mailroom.advance(len(area.post.post))
    area.desk.membership.set_role(tom.device, Role.DESK.value, "Social worker")
    tom.membership.adopt_directory(area.desk.membership.directory_file())
    assert tom.mailroom.cursor() == 0
    assert tom.mailroom.mailboxes() == (tom.device, area.desk.book.joined().desks[0].id)
    area.desk.desk_keys.grant(tom.device)
    area.post.exchange(area.desk, tom)
    assert len(tom.desk.enquiries()) == 1
    entry = tom.book.joined().device(tom.device)
    assert [held.role for held in entry.roles] == ["lead", "desk"]
