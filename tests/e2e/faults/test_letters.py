"""Letters that come damaged, twice, in the wrong order, from or for the wrong people: taken in whole or set aside whole, and said."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.directory import pack_directory, sign_next, unpack_directory
from desktop.domain.records import OrganisationKind, Profile
from desktop.services.outgoing import Envelope, queue, receivers
from desktop.services.session import Session
from desktop.sync.errors import DeviceNotAdmitted
from desktop.ui.messages import BUG, say_name
from tests.e2e.faults.area import Area, assert_whole, by_hand, contents, letters, said, share
from tests.e2e.world import copy_book


def stick_of(session: Session, folder: Path, *, directory: bool = True) -> Path:
    """Everything that waits, copied to a stick."""
    folder.mkdir(exist_ok=True)
    session.courier.to_folder(folder)
    if not directory:
        shutil.rmtree(folder / "directory")
    return folder


def statements(session: Session) -> list[str]:
    return [one for one, _ in session.book.store.all_tokens()]


def flipped(content: bytes, place: int) -> bytes:
    """The same with one bit of one byte changed."""
    return content[:place] + bytes([content[place] ^ (1 << place % 8)]) + content[place + 1 :]


def own_words_for(reason: str) -> None:
    assert say_name(reason) != BUG, reason


def test_a_letter_with_one_bit_flipped_anywhere_is_set_aside_and_the_whole_one_is_taken_in(
    area: Area, tmp_path: Path
) -> None:
    school, desk = area.unlock("school"), area.unlock("desk")
    _, shared = area.refer(school)
    stick = stick_of(school, tmp_path / "stick", directory=False)
    (letter,) = letters(school)
    for other in letters(school, "own"):
        (stick / f"{other.bundle}.guardbundle").unlink()
    path = stick / f"{letter.bundle}.guardbundle"
    whole, before, reasons = path.read_bytes(), statements(desk), set()
    broken = [flipped(whole, place) for place in (*range(0, 2600, 53), *range(2600, len(whole), 1999), len(whole) - 1)]
    # and as if the file had been packed again around the damage
    broken += [
        pack(Parts(flipped(letter.waybill, place), letter.sealed)) for place in range(0, len(letter.waybill), 41)
    ]
    inside = (0, 100, len(letter.sealed) // 2, len(letter.sealed) - 1)
    broken += [pack(Parts(letter.waybill, flipped(letter.sealed, place))) for place in inside]
    signature = letter.waybill.index(b'"sig":"') + 20
    broken.append(pack(Parts(flipped(letter.waybill, signature), letter.sealed)))
    for number, content in enumerate(broken):
        path.write_bytes(content)
        assert desk.courier.from_folder(stick).fetched == 0, number
        assert statements(desk) == before
        reasons |= {row.reason for row in desk.letters.set_aside()}
    for reason in reasons:
        own_words_for(reason)
    assert {"Malformed", "DigestMismatch", "SignatureInvalid"} <= reasons
    assert len({say_name(reason) for reason in reasons}) == len(reasons)
    assert any("set aside" in warning for warning in desk.today.page().warnings)
    assert desk.desk.enquiries() == ()
    path.write_bytes(whole)
    assert desk.courier.from_folder(stick).fetched == 1
    assert desk.letters.set_aside() == (), "no damaged copy is left to worry about"
    assert desk.today.page().warnings == ()
    assert [row.id for row in desk.desk.enquiries()] == [shared]
    assert desk.desk.open(shared).concerns
    assert_whole(desk)


def test_a_part_damaged_at_the_hub_is_not_handed_out_and_comes_once_it_is_whole(area: Area) -> None:
    school, desk = area.unlock("school"), area.unlock("desk")
    _, shared = area.refer(school)
    area.start_hub()
    school.courier.exchange()
    (letter,) = letters(school)
    part = next(path for path in area.hub.folder.rglob("*") if path.is_file() and path.read_bytes() == letter.sealed)
    part.write_bytes(letter.sealed[:-1] + bytes([letter.sealed[-1] ^ 1]))
    before = statements(desk)
    exchanged = desk.courier.exchange()
    assert exchanged.fetched == 0
    for problem in exchanged.problems:
        own_words_for(problem)
    assert exchanged.problems or exchanged.set_aside, "it is told"
    assert statements(desk) == before
    part.write_bytes(letter.sealed)
    assert desk.courier.exchange().fetched == 1
    assert [row.id for row in desk.desk.enquiries()] == [shared]
    assert desk.letters.set_aside() == ()
    assert_whole(desk)


def test_the_same_letter_by_stick_by_hub_and_by_stick_again_is_there_once(area: Area, tmp_path: Path) -> None:
    school, desk = area.unlock("school"), area.unlock("desk")
    _, shared = area.refer(school)
    stick = stick_of(school, tmp_path / "stick")
    assert desk.courier.from_folder(stick).fetched == 1
    once = statements(desk)
    assert desk.desk.enquiries()[0].marks == ("not yet receipted",)
    area.start_hub()
    for _ in range(2):
        school.courier.exchange()
        assert desk.courier.exchange().fetched == 0
        assert desk.courier.from_folder(stick).fetched == 0
    assert statements(desk) == once
    (row,) = desk.desk.enquiries()
    assert (row.id, row.marks) == (shared, ())
    assert row.received_at == letters(school)[0].delivered_at, "the hub's time is known now"
    assert desk.letters.set_aside() == ()
    assert len(desk.letters.inbox()) == 1
    assert_whole(desk)


def test_an_amendments_letter_that_comes_before_the_concerns_reads_the_same_in_the_end(
    area: Area, tmp_path: Path
) -> None:
    orderly = copy_book(area.place("desk"), area.home / "books" / "orderly")
    school, desk, other = area.unlock("school"), area.unlock("desk"), area.unlock_at(orderly)
    child, concern = area.write(school)
    first_share = share(school, child)
    first = stick_of(school, tmp_path / "first")
    school.concerns.amend(concern, {"marks": "3 cm, red", "opinion": "Not a fall."}, "Measured again", "R. Quill")
    amendment = school.sharing.choices(child).statements[-1]
    assert amendment.kind == "concern.amended"
    second_share = share(school, child, statements=(amendment.id,))
    second = tmp_path / "second"
    second.mkdir()
    (second / "amendment.guardbundle").write_bytes(by_hand(letters(school)[-1]))

    assert desk.courier.from_folder(second).fetched == 1
    assert [row.id for row in desk.desk.enquiries()] == [second_share]
    early = desk.desk.open(second_share)
    assert any("fields left out" in mark for mark in early.row.marks), "what has not come yet is counted"
    (page,) = early.concerns
    assert {field.name: field.state for field in page.fields} == {"marks": "settled", "opinion": "settled"}
    assert [(row.kind, row.accepted) for row in page.history] == [
        ("concern.recorded", True),
        ("concern.amended", True),
    ]
    assert_whole(desk)
    assert desk.courier.from_folder(first).fetched == 1
    for stick in (first, second):
        assert other.courier.from_folder(stick).fetched == 1

    pages = [session.concerns.page(concern) for session in (desk, other)]
    assert pages[0].fields == pages[1].fields
    marks = next(field for field in pages[0].fields if field.name == "marks")
    assert (marks.state, marks.sides[0].text) == ("settled", "3 cm, red")
    last = pages[0].history[-1]
    assert (last.as_told_by, last.accepted) == ("R. Quill", True)
    assert any("4 cm" in before for _, before, _ in last.changed)
    for session in (desk, other):
        assert {row.id for row in session.desk.enquiries()} == {first_share, second_share}
        assert session.children.search("Pellow")[0].id == child
        assert session.letters.set_aside() == ()
        assert_whole(session)


def test_a_letter_for_somebody_else_is_said_cannot_be_read_and_stays_on_the_stick(area: Area, tmp_path: Path) -> None:
    school, club = area.unlock("school"), area.unlock("club")
    child, _ = area.refer(school)
    before = contents(club)
    stick = stick_of(school, tmp_path / "stick")
    took = club.courier.from_folder(stick)
    assert (took.fetched, took.set_aside, took.problems) == (0, 0, ("NotARecipient",))
    assert "locked for somebody else" in say_name("NotARecipient").happened
    assert contents(club) == before, "nothing of it is kept, and the stick carries it on"
    assert club.mailroom.take_in(by_hand(letters(school)[0]), "pushed in").set_aside == "NotARecipient"
    assert club.children.search("") == ()
    share(school, child, to=club.profile.organisation)
    (stick := tmp_path / "right").mkdir()
    school.courier.to_folder(stick)
    assert club.courier.from_folder(stick).fetched == 1
    assert [row.id for row in club.children.search("Pellow")] == [child]
    assert_whole(club)


def newcomer(area: Area, office: Session) -> Session:
    """A second person at the school, admitted by files; only they and the office have the new directory."""
    profile = Profile(
        "Amir Haddon", "Deputy head", "Larkmere Primary", OrganisationKind.SCHOOL, office.profile.contacts
    )
    books = area.books()
    amir = area.keep(books.create(None, profile, area.passphrase, books.new_kit()))
    organisation = next(one for one, name, _ in office.membership.organisations() if name == profile.organisation)
    request = amir.membership.accept_invitation(office.membership.invite(organisation, "recorder", profile.name))
    assert office.membership.read_request(request.content).words == request.words
    amir.membership.adopt_directory(office.membership.admit(request.content))
    return amir


def test_an_unknown_senders_letter_waits_for_a_newer_directory_and_is_then_taken_in(area: Area, tmp_path: Path) -> None:
    office, desk = area.unlock("office"), area.unlock("desk")
    amir = newcomer(area, office)
    _, shared = area.refer(amir)
    before = statements(desk)
    took = desk.courier.from_folder(stick_of(amir, tmp_path / "stick", directory=False))
    assert took.fetched == 0
    assert [row.reason for row in desk.letters.set_aside()] == ["UnknownSender"]
    assert "does not list" in say_name("UnknownSender").happened
    assert statements(desk) == before
    desk.membership.adopt_directory(office.membership.directory_file())
    assert [row.id for row in desk.desk.enquiries()] == [shared]
    assert desk.letters.set_aside() == ()
    assert desk.desk.open(shared).row.sender == "Amir Haddon"
    assert_whole(desk)


def revoke(office: Session, device: str, at: datetime) -> None:
    """The administrator withdraws a device from then on."""
    directory = office.book.directory
    assert directory is not None
    contents_ = directory.contents.revoke(device, at=at)
    held = unpack_directory(office.membership.directory_file())
    packed = pack_directory(sign_next(held, contents_, office.mailroom.keys, now=datetime.now(UTC)))
    office.membership.adopt_directory(packed)


def test_a_revoked_sender_is_refused_by_hub_and_desk_and_what_was_sent_before_still_opens(
    area: Area, tmp_path: Path
) -> None:
    office, desk, health = area.unlock("office"), area.unlock("desk"), area.unlock("health")
    _, earlier = area.refer(health, "esme")
    now = datetime.now(UTC)
    area.hub.start(now - timedelta(seconds=60))
    health.courier.exchange()
    revoke(office, health.device, now - timedelta(seconds=10))
    area.start_hub()
    office.courier.exchange()
    child = health.children.register(area.child("kian")).child
    health.concerns.record(child, area.concern("kian"))
    share(health, child)
    before = contents(health)
    with pytest.raises(DeviceNotAdmitted) as caught:
        health.courier.exchange()
    assert "no longer, admitted" in said(caught.value).happened
    assert contents(health) == before
    assert health.letters.freshness().waiting == 1
    desk.courier.exchange()
    assert [row.id for row in desk.desk.enquiries()] == [earlier], "the hub's receipt is from before"
    had = statements(desk)
    took = desk.courier.from_folder(stick_of(health, tmp_path / "stick"))
    assert took.fetched == 0
    assert "SenderRevoked" in {row.reason for row in desk.letters.set_aside()}
    assert "no longer trusts" in say_name("SenderRevoked").happened
    assert statements(desk) == had
    for session in (desk, health, office):
        assert_whole(session)
    health.concerns.save_draft(None, child, area.concern("kian"))


def test_what_the_author_may_not_say_is_shown_with_its_reason_and_moves_nothing(area: Area, tmp_path: Path) -> None:
    school, health, desk = area.unlock("school"), area.unlock("health"), area.unlock("desk")
    child, concern = area.write(school)
    share(school, child)
    share(school, child, to=health.profile.organisation)
    stick = stick_of(school, tmp_path / "stick")
    assert desk.courier.from_folder(stick).fetched == 1
    assert health.courier.from_folder(stick).fetched == 1
    desk.desk.open(desk.desk.enquiries()[0].id)
    before, entry = desk.concerns.page(concern), desk.children.entry(child)

    recorded = before.history[0].statement
    with health.book.writing() as sheet:  # the screens offer no such thing: another program might
        bad = sheet.say("concern.amended", (concern, child), {"level": "1", "reason": "It was nothing"}, (recorded,))
        organisation = desk.book.me
        assert organisation is not None
        to = receivers(health.book, health.book.joined(), organisation.organisation)
        queue(health.book, sheet, Envelope(concern, "desk", "Ashmere MASH"), to, [sheet.tokens[bad.id]])
    (late := tmp_path / "late").mkdir()
    health.courier.to_folder(late)
    assert desk.courier.from_folder(late).fetched == 1

    page = desk.concerns.page(concern)
    row = next(one for one in page.history if one.statement == bad.id)
    assert not row.accepted
    assert "only the organisation that wrote this record" in row.not_accepted_why
    assert (row.who, row.organisation) == ("Bronagh Tiller", "Ashmere 0-19 Service")
    assert row.received_at >= row.written_at
    assert page.fields == before.fields
    assert page.entry == before.entry
    assert desk.children.entry(child) == entry
    assert [one.statement for one in page.history if one.accepted] == [one.statement for one in before.history]
    assert_whole(desk)
    school.concerns.amend(concern, {"level": "3"}, "After talking with the head")  # the next action works
    again = school.sharing.choices(child).statements[-1].id
    share(school, child, statements=(again,))
    (last := tmp_path / "last").mkdir()
    school.courier.to_folder(last)
    desk.courier.from_folder(last)
    level = next(field for field in desk.concerns.page(concern).fields if field.name == "level")
    assert level.state == "settled"
    assert "3" in level.sides[0].text
    assert_whole(desk)
