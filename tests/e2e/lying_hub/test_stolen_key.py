"""A stolen key, also with the hub's help: it dates nothing before its theft, and nothing is sealed to it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.errors import NotARecipient
from bundle.keys import DeviceKeys
from bundle.letters import Letter, LetterContents, MailboxKey, make_letter
from bundle.sealing import unseal
from bundle.statements import StatementPayload, issue
from desktop.services.desk_keys import desk_identities
from desktop.services.session import Session
from desktop.services.stored import OutgoingLetter
from tests.e2e.faults.area import Area, assert_whole, letters
from tests.e2e.lying_hub.test_lies import again, correspond
from tests.fakes.area import seeded
from tests.fakes.lying_hub import LyingHub

WORDS = "No marks were seen after all."


@dataclass
class Theft:
    """The school's computer is gone, and the office has said so; the desk has the directory that says it."""

    area: Area
    school: Session
    desk: Session
    stolen: DeviceKeys
    concern: str

    def token(self) -> str:
        """What the thief writes, with a date from before the theft: the concern was nothing."""
        founding = next(
            one for one in self.desk.book.store.statements_about(self.concern) if one.kind == "concern.recorded"
        )
        written = int((founding.written_at + timedelta(seconds=5)).timestamp())
        fields = {"seen": WORDS, "reason": "I was mistaken."}
        payload = StatementPayload(
            "concern.amended",
            (self.concern,),
            fields,
            (founding.id,),
            written,
            founding.edition,
            False,
            ("thief", 1, None),
        )
        return issue(payload, self.stolen, seeded(3)).token

    def letter(self, sender: DeviceKeys, token: str) -> Letter:
        """A letter to the desk's computer with that statement in it."""
        directory = self.desk.book.joined()
        reader = directory.device(self.desk.device).card
        contents = LetterContents(
            partnership=directory.partnership,
            purpose="refer",
            basis="x",
            share="",
            audience="desk",
            numbers={reader.id: (90, "ab" * 32)},
            tokens=(token,),
        )
        mailboxes = [MailboxKey(reader.id, reader.age)]
        return make_letter(contents, sender, mailboxes, written_at=self.desk.now(), random=seeded(4))

    def seen(self) -> object:
        folded = self.desk.book.store.record(self.concern)
        assert folded is not None
        assert folded.fields["seen"].state == "settled"
        return folded.fields["seen"].value

    def refused(self) -> list[str]:
        folded = self.desk.book.store.record(self.concern)
        assert folded is not None
        return [str(said.fields.get("seen", "")) for said, _ in folded.refused]


@pytest.fixture
def theft(area: Area, liar: LyingHub, tmp_path: Path) -> Theft:
    school, desk = correspond(area, liar)
    office = area.unlock("office")
    office.courier.exchange()
    concern = next(one.about[0] for one in desk.book.store.statements_of_kind("concern.recorded"))
    office.membership.withdraw(school.device, compromised=True)
    stick = tmp_path / "directory"
    stick.mkdir()
    office.courier.to_folder(stick)
    desk.courier.from_folder(stick)
    assert desk.book.joined().device(school.device).revoked_from is not None  # at once; the rest takes both
    proposed = office.countersigning.waiting()
    assert proposed is not None
    assert not desk.countersigning.countersign(proposed.content).proposal
    entry = desk.book.joined().device(school.device)
    assert entry.compromised_from is not None
    assert entry.compromised_from.index == office.book.witnessing.log_size() > 0
    return Theft(area, school, desk, school.mailroom.keys, concern)


def by_hand(desk: Session, letter: Letter, stick: Path) -> None:
    stick.mkdir(exist_ok=True)
    name = f"{letter.waybill.bundle}.guardbundle"
    (stick / name).write_bytes(pack(Parts(letter.waybill_envelope, letter.sealed)))
    desk.courier.from_folder(stick)


def test_by_stick_a_stolen_key_says_nothing_more(theft: Theft, tmp_path: Path) -> None:
    before = theft.seen()
    by_hand(theft.desk, theft.letter(theft.stolen, theft.token()), tmp_path / "stick")
    assert [row.reason for row in theft.desk.letters.set_aside()] == ["SenderRevoked"]
    assert theft.seen() == before != WORDS
    assert_whole(theft.desk)


def test_with_the_hubs_help_a_stolen_key_dates_nothing_before_its_theft(theft: Theft, liar: LyingHub) -> None:
    """The hub logs it although the key is withdrawn, and the letter carries a receipt that holds."""
    before = theft.seen()
    letter = theft.letter(theft.stolen, theft.token())
    liar.take_over(letter.waybill, letter.waybill_envelope, letter.sealed, int(liar.now().timestamp()))
    theft.desk.courier.exchange()
    assert [row.reason for row in theft.desk.letters.set_aside()] == ["SenderRevoked"]
    assert theft.seen() == before != WORDS
    assert_whole(theft.desk)


def test_in_a_colleagues_letter_a_stolen_keys_statement_is_kept_and_moves_nothing(
    theft: Theft, liar: LyingHub, tmp_path: Path
) -> None:
    """A member hands it on in good faith: the letter is genuine, the statement is not accepted, whatever its date."""
    before = theft.seen()
    colleague = theft.area.unlock("health").mailroom.keys
    by_hand(theft.desk, theft.letter(colleague, theft.token()), tmp_path / "stick")
    assert theft.seen() == before
    assert theft.refused() == [WORDS]
    letter = theft.letter(colleague, theft.token())
    liar.take_over(letter.waybill, letter.waybill_envelope, letter.sealed, int(liar.now().timestamp()))
    theft.desk.courier.exchange()
    assert theft.seen() == before
    assert theft.refused() == [WORDS]
    assert theft.desk.letters.set_aside() == ()
    assert_whole(theft.desk)


def test_what_the_key_signed_and_logged_before_its_theft_stays_readable(theft: Theft) -> None:
    assert theft.desk.desk.enquiries()
    assert theft.seen() != WORDS
    assert theft.refused() == []


def withdraw(office: Session, second: Session, device: str) -> None:
    """Withdraw an administrator's device, which takes both administrators."""
    proposed = office.membership.withdraw(device)
    assert office.countersigning.waiting() is not None
    office.membership.adopt_directory(second.countersigning.countersign(proposed).content)


def opens(reader: Session, letter: OutgoingLetter) -> bool:
    """Whether everything that this book's keys can open opens the letter, whoever it is addressed to."""
    identities = [reader.mailroom.keys.identity(), *desk_identities(reader.book, reader.book.joined())[0]]
    try:
        unseal(BytesIO(letter.sealed), BytesIO(), identities)
    except NotARecipient:
        return False
    return True


def test_a_withdrawn_device_is_never_sealed_to_again(area: Area, liar: LyingHub, tmp_path: Path) -> None:
    school, desk = correspond(area, liar)
    before = {one.bundle for one in school.book.store.outgoing()}
    assert any(opens(desk, one) for one in letters(school))
    office = area.unlock("office")
    office.courier.exchange()
    withdraw(office, desk, desk.device)
    stick = tmp_path / "directory"
    stick.mkdir()
    office.courier.to_folder(stick)
    school.courier.from_folder(stick)
    assert school.book.joined().device(desk.device).withdrawn
    again(area, school)
    fresh = [one for one in school.book.store.outgoing() if one.bundle not in before]
    assert letters(school)[-1] in fresh
    for one in fresh:
        assert desk.device not in one.recipients
        assert not opens(desk, one)
        assert opens(school, one) or opens(office, one)
