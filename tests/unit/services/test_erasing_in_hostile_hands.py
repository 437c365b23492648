"""Erasing takes what it names, all of it and nothing else, whoever tries to bend it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bundle.container import pack
from bundle.errors import DigestMismatch
from bundle.letters import LetterContents, MailboxKey, make_letter
from bundle.statements import SignedStatement, StatementPayload, issue
from bundle.waybills import AttachmentRow
from desktop.domain.extracts import Cut
from desktop.domain.statements import Json, Kind
from desktop.services.errors import HeldByLaw
from desktop.services.stored import StoredDraft
from tests.unit.services import hostile
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


def said(
    area: Area,
    who: str,
    kind: str,
    about: Sequence[str],
    fields: dict[str, Json],
    *,
    after: Sequence[str] = (),
    seq: int = 900,
) -> SignedStatement:
    payload = StatementPayload(
        kind, tuple(about), fields, tuple(after), int(area.clock.now().timestamp()), "england-2026",
        kind in {Kind.RECORD_ERASED, Kind.HOLD_LIFTED}, ("elsewhere", seq, None),
    )  # fmt: skip
    return issue(payload, area.keys[who], area.random)


def test_nobody_elses_word_lifts_a_hold(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.erasing.hold(child, "public inquiry")
    [hold] = area.school.book.store.statements_of_kind(Kind.HOLD_PLACED)
    lifted = said(area, "health", Kind.HOLD_LIFTED, (child,), {"reason": "x"}, after=(hold.id,))
    area.school.mailroom.take_in(hostile.sent(area, "health", [lifted.token], to="school"), "letter")
    with pytest.raises(HeldByLaw):
        area.school.erasing.erase(child, "25 years")
    assert area.school.erasing.look(child).holds == (hold,)
    area.school.erasing.lift(child, "the inquiry ended")
    area.school.erasing.erase(child, "25 years")


def test_a_file_that_another_record_names_stays(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.attachments.add(concern, child, "arm.jpg", "image/jpeg", io.BytesIO(b"photo" * 1000))
    [added] = area.school.book.store.statements_of_kind(Kind.ATTACHMENT_ADDED)
    area.school.erasing.hold(concern, "public inquiry")
    theirs = said(area, "health", "concern.recorded", ("theirs", "their-child"), {"seen": "x"})
    row = said(area, "health", Kind.ATTACHMENT_ADDED, ("theirs", "their-child"), dict(added.fields), seq=901)
    area.school.mailroom.take_in(hostile.sent(area, "health", [theirs.token, row.token], to="school"), "letter")
    area.school.erasing.erase("theirs", "not needed")
    assert area.school.attachments.of(concern)[0].here


def test_an_answer_that_has_not_left_does_not_leave_with_what_was_erased(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    area.desk.desk.open(share)
    area.post.send(area.desk)
    area.desk.desk.decide(share, "referral-nfa", "Quibbleworth reasons")
    decided = area.desk.book.store.statements_of_kind(Kind.ENQUIRY_DECIDED)[0]
    area.desk.erasing.erase_fields({decided.id: ["reasons"]}, "written about the wrong child")
    area.post.exchange(area.desk, area.school)
    reached = area.school.book.store.statement(decided.id)
    assert reached is None or "reasons" not in reached.fields


def test_an_extract_of_an_erased_field_goes_with_it(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, replace(KIANS_ARM, seen="Quibbleworth flumdrum zzz")).concern
    original = next(one for one in area.school.book.store.statements_about(concern) if one.kind == "concern.recorded")
    made, _ = area.school.extracts.make(original.id, "seen", [Cut(13, 21, "third party")])
    area.school.erasing.erase_fields({original.id: ["seen"]}, "subject's request")
    left = area.school.book.store.statement(made.statement)
    assert left is not None
    assert "extract" not in left.fields


def test_a_record_with_a_short_name_takes_nobodys_drafts(area: Area) -> None:
    store = area.school.book.store
    with area.school.book.writing() as sheet:
        for _ in range(20):
            sheet.add(
                sheet.writer.put_draft(StoredDraft(area.school.book.new_id(), "concern", "", {"seen": "x"}, sheet.now))
            )
        sheet.add(sheet.writer.put_draft(StoredDraft("form:share:e", "form", "", {"why": "x"}, sheet.now)))
    with area.school.book.writing() as sheet:
        sheet.say(Kind.RECORD_ERASED, ("e",), {"statements": [], "reason": "r"}, must=True)
    assert len(store.drafts()) == 20


def test_a_wrong_size_from_somebody_else_keeps_no_attachment_away(area: Area) -> None:
    name, reader = "ab" * 32, area.desk.book.keys.card()

    def letter(who: str, size: int, seq: int) -> bytes:
        token = said(area, who, "concern.recorded", (f"record-{seq}", "c"), {"seen": "x"}, seq=seq).token
        contents = LetterContents(
            partnership=area.desk.book.joined().partnership, purpose="p", basis="b", share="", audience="desk",
            numbers={reader.id: (1, "")}, tokens=(token,), attachments=(AttachmentRow(name, size),),
        )  # fmt: skip
        box = [MailboxKey(reader.id, reader.age)]
        return pack(make_letter(contents, area.keys[who], box, written_at=area.clock.now(), random=area.random))

    area.desk.mailroom.take_in(letter("health", 4000, 1), "letter")
    area.desk.mailroom.take_in(letter("school", 5000, 2), "letter")
    assert area.desk.mailroom.attachments_to_come() == (AttachmentRow(name, 4000),)
    with pytest.raises(DigestMismatch):
        area.desk.mailroom.take_piece(area.desk.mailroom.attachments_to_come()[0], 0, b"x" * 4000)
    assert area.desk.mailroom.attachments_to_come() == (AttachmentRow(name, 5000),)
