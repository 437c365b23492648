"""Letters: opened whole by those they are for, and refused with a reason whatever was done to them on the way."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle import sheets
from bundle.container import Parts, pack, unpack
from bundle.covers import Cover, sign_cover
from bundle.encoding import canonical_json
from bundle.envelopes import sign
from bundle.errors import (
    BundleError,
    CoverMismatch,
    DigestMismatch,
    Malformed,
    NotARecipient,
    ReceiptInvalid,
    SenderRevoked,
    SignatureInvalid,
    StatementInvalid,
    UnknownSender,
    UnknownVersion,
    WrongPartnership,
)
from bundle.keys import DeviceKeys
from bundle.letters import Letter, make_letter, open_letter
from bundle.sealing import seal, unseal
from tests.fakes.logs import sign_receipt
from tests.unit.bundle.odettes_letter import (
    ASHMERE,
    DIRECTORY,
    FIRST,
    IMANI,
    LETTER,
    LEWIS,
    ODETTE,
    RAW,
    RECEIPT,
    SECOND,
    STRANGER,
    TOKENS,
    open_sheet,
    over,
)
from tests.unit.bundle.partnership import NOW, contents_of, draws, letter_to, mailbox, statement


def test_a_letter_opens_for_each_recipient_with_its_statements_as_handed_on() -> None:
    for reader in (LEWIS, IMANI):
        opened = open_letter(RAW, keys=reader, directory=DIRECTORY, now=NOW)
        assert tuple(signed.token for signed in opened.statements) == TOKENS
        assert opened.statements[0].id == FIRST.id
        assert "seen" not in opened.statements[1].fields
        assert opened.statements[1].position is None
        assert opened.cover.sender == opened.sender.id == ODETTE.id
        assert opened.cover.purpose == "referral"
        assert opened.cover.numbers[reader.id] == (1, "")
        assert opened.waybill == LETTER.waybill
        assert opened.receipt is not None
        assert opened.receipt.received_at == NOW


def test_a_letter_by_hand_has_no_receipt_and_opens_too() -> None:
    assert open_letter(pack(LETTER), keys=LEWIS, directory=DIRECTORY, now=NOW).receipt is None
    parts = Parts(LETTER.waybill_envelope, LETTER.sealed)
    assert open_letter(parts, keys=LEWIS, directory=DIRECTORY, now=NOW).statements


def test_nothing_of_what_was_said_can_be_read_in_a_letter() -> None:
    for word in (b"Craig", b"charger", b"classroom", b"referral", b"6(1)(e)", b"child-1"):
        assert word not in RAW


def test_a_letter_is_padded_so_that_its_length_says_little() -> None:
    short = letter_to(DIRECTORY, ODETTE, (LEWIS, IMANI), TOKENS[:1])
    assert len(short.sealed) == len(LETTER.sealed)
    opened = io.BytesIO()
    unseal(io.BytesIO(LETTER.sealed), opened, [LEWIS.identity()])
    assert len(opened.getvalue()) == 32 * 1024


# step 0 to 2: form, partnership, sender


def test_another_partnerships_letter_is_refused() -> None:
    other = replace(DIRECTORY, partnership="0" * 64)
    with pytest.raises(WrongPartnership):
        open_letter(RAW, keys=LEWIS, directory=other, now=NOW)


def test_a_letter_from_an_unknown_sender_waits_for_a_newer_directory() -> None:
    letter = letter_to(DIRECTORY, STRANGER, (LEWIS,), (statement(STRANGER).token,))
    with pytest.raises(UnknownSender):
        open_letter(pack(letter), keys=LEWIS, directory=DIRECTORY, now=NOW)
    grown = ASHMERE.contents().admit(ASHMERE.entry(STRANGER, "Bronagh Tiller", "larkmere", "recorder"))
    directory = replace(DIRECTORY, devices={entry.id: entry for entry in grown.devices})
    assert open_letter(pack(letter), keys=LEWIS, directory=directory, now=NOW).sender.person == "Bronagh Tiller"


def test_a_withdrawn_sender_is_judged_at_the_hubs_time_when_there_is_a_receipt() -> None:
    withdrawn = ASHMERE.contents().revoke(ODETTE.id, at=NOW + timedelta(hours=1))
    directory = replace(DIRECTORY, devices={entry.id: entry for entry in withdrawn.devices})
    later = NOW + timedelta(days=1)
    assert open_letter(RAW, keys=LEWIS, directory=directory, now=later).sender.id == ODETTE.id
    with pytest.raises(SenderRevoked):
        open_letter(pack(LETTER), keys=LEWIS, directory=directory, now=later)
    late = sign_receipt(3, LETTER.waybill.digest, later, ASHMERE.hub)
    with pytest.raises(SenderRevoked):
        open_letter(pack(LETTER, late), keys=LEWIS, directory=directory, now=NOW)


# step 3 and 4: signature, receipt, digest


def test_a_receipt_for_another_letter_is_refused() -> None:
    other = sign_receipt(3, "ab" * 32, NOW, ASHMERE.hub)
    with pytest.raises(ReceiptInvalid):
        open_letter(pack(LETTER, other), keys=LEWIS, directory=DIRECTORY, now=NOW)


def test_a_swapped_sealed_part_is_refused() -> None:
    other = letter_to(DIRECTORY, ODETTE, (LEWIS, IMANI), TOKENS[:1])
    with pytest.raises(DigestMismatch):
        open_letter(Parts(LETTER.waybill_envelope, other.sealed), keys=LEWIS, directory=DIRECTORY, now=NOW)


def test_another_members_waybill_over_my_sealed_part_does_not_make_it_theirs() -> None:
    stolen = over(LETTER.sealed, IMANI, LETTER.waybill.bundle, LETTER.waybill.mailboxes)
    with pytest.raises(SignatureInvalid):
        open_letter(stolen, keys=LEWIS, directory=DIRECTORY, now=NOW)


# step 5: for whom


def test_a_letter_to_others_does_not_open() -> None:
    for reader in (ODETTE, STRANGER):
        with pytest.raises(NotARecipient):
            open_letter(RAW, keys=reader, directory=DIRECTORY, now=NOW)


def test_a_mailbox_without_a_stanza_does_not_open() -> None:
    sealed = io.BytesIO()
    seal(io.BytesIO(_sheet_of(LETTER, LEWIS)), sealed, [LEWIS.card().age], draws("seal"))
    raw = over(sealed.getvalue(), ODETTE, LETTER.waybill.bundle, LETTER.waybill.mailboxes)
    assert open_letter(raw, keys=LEWIS, directory=DIRECTORY, now=NOW).statements
    with pytest.raises(NotARecipient):
        open_letter(raw, keys=IMANI, directory=DIRECTORY, now=NOW)


def test_a_blind_copy_does_not_open() -> None:
    sealed = io.BytesIO()
    to_imani = letter_to(DIRECTORY, ODETTE, (IMANI,), TOKENS)
    sheet = _sheet_of(to_imani, IMANI)
    seal(io.BytesIO(sheet), sealed, [IMANI.card().age, LEWIS.card().age], draws("seal"))
    raw = over(sealed.getvalue(), ODETTE, to_imani.waybill.bundle, (IMANI.id,))
    assert open_letter(raw, keys=IMANI, directory=DIRECTORY, now=NOW).statements
    with pytest.raises(NotARecipient):
        open_letter(raw, keys=LEWIS, directory=DIRECTORY, now=NOW)


# step 6: the cover


def test_a_recipient_cannot_forward_a_letter_as_if_it_were_sent_to_somebody_else() -> None:
    to_lewis = letter_to(DIRECTORY, ODETTE, (LEWIS,), TOKENS)
    sealed = io.BytesIO()
    seal(io.BytesIO(_sheet_of(to_lewis, LEWIS)), sealed, [IMANI.card().age], draws("seal"))
    forwarded = over(sealed.getvalue(), LEWIS, to_lewis.waybill.bundle, (IMANI.id,))
    with pytest.raises(SignatureInvalid):
        open_letter(forwarded, keys=IMANI, directory=DIRECTORY, now=NOW)


@pytest.mark.parametrize(
    ("bundle", "mailboxes"),
    [("B" * 22, LETTER.waybill.mailboxes), (LETTER.waybill.bundle, (LEWIS.id,))],
    ids=["bundle", "recipients"],
)
def test_a_cover_that_names_something_else_than_the_waybill_is_refused(bundle: str, mailboxes: tuple[str, ...]) -> None:
    with pytest.raises(CoverMismatch):
        open_letter(over(LETTER.sealed, ODETTE, bundle, mailboxes), keys=LEWIS, directory=DIRECTORY, now=NOW)


def test_a_cover_with_one_of_its_two_signatures_is_refused() -> None:
    cover = open_letter(RAW, keys=LEWIS, directory=DIRECTORY, now=NOW).cover
    half = sign(cover.payload(), "application/vnd.guardbook.cover.v1+json", ODETTE, post_quantum=False)
    with pytest.raises(SignatureInvalid):
        open_sheet(sheets.fold_up(half, TOKENS))


def test_a_cover_of_a_newer_version_says_so() -> None:
    payload = canonical_json({"v": 2})
    cover = sign(payload, "application/vnd.guardbook.cover.v1+json", ODETTE, post_quantum=True)
    with pytest.raises(UnknownVersion):
        open_sheet(sheets.fold_up(cover, TOKENS))


@pytest.mark.parametrize(
    "change",
    [
        {"numbers": {LEWIS.id: (1, "")}},
        {"numbers": {LEWIS.id: (0, ""), IMANI.id: (1, "")}},
        {"numbers": {LEWIS.id: (2, ""), IMANI.id: (1, "")}},
        {"numbers": {LEWIS.id: (1, "ab" * 32), IMANI.id: (1, "")}},
        {"tokens": ()},
        {"tokens": (FIRST.token, FIRST.bare().token)},
        {"share": "child-1"},
        {"share_group": "x"},
        {"checkpoint": "x" * (16 * 1024 + 1)},
        {"audience": "Every body"},
        {"purpose": "x" * 600},
    ],
)
def test_a_cover_that_does_not_hold_is_never_made(change: dict[str, Any]) -> None:
    contents = replace(contents_of(DIRECTORY, TOKENS, (LEWIS, IMANI)), **change)
    with pytest.raises(Malformed):
        make_letter(contents, ODETTE, [mailbox(LEWIS), mailbox(IMANI)], written_at=NOW, random=draws("letter"))


def test_the_second_letter_to_a_recipient_names_the_first() -> None:
    contents = contents_of(
        DIRECTORY, TOKENS, (LEWIS, IMANI), numbers={LEWIS.id: (2, LETTER.waybill.digest), IMANI.id: (1, "")}
    )
    letter = make_letter(contents, ODETTE, [mailbox(LEWIS), mailbox(IMANI)], written_at=NOW, random=draws("2"))
    opened = open_letter(pack(letter), keys=LEWIS, directory=DIRECTORY, now=NOW)
    assert opened.cover.numbers[LEWIS.id] == (2, LETTER.waybill.digest)


# step 7: the statements


def test_a_field_left_out_by_somebody_else_than_the_sender_is_noticed() -> None:
    less = FIRST.without(("seen",)).token
    with pytest.raises(CoverMismatch):
        open_sheet(_sheet((less, TOKENS[1]), TOKENS))


@pytest.mark.parametrize("tokens", [TOKENS[:1], TOKENS[::-1], (*TOKENS, TOKENS[0])])
def test_a_statement_dropped_added_or_moved_is_noticed(tokens: tuple[str, ...]) -> None:
    with pytest.raises(CoverMismatch):
        open_sheet(_sheet(tokens, TOKENS))


def test_a_statement_by_a_device_nobody_admitted_waits_for_a_newer_directory() -> None:
    tokens = (statement(STRANGER).token,)
    with pytest.raises(UnknownSender):
        open_sheet(_sheet(tokens, tokens))


def test_a_statement_whose_signature_does_not_fit_is_refused() -> None:
    jwt, *rest = FIRST.token.split("~")
    head, payload, _ = jwt.split(".")
    other = SECOND.token.split("~")[0].split(".")[2]
    tokens = ("~".join([f"{head}.{payload}.{other}", *rest]),)
    with pytest.raises(StatementInvalid):
        open_sheet(_sheet(tokens, tokens))


@pytest.mark.parametrize("token", ["", "~", "a.b.c~", "not a statement"])
def test_what_is_no_statement_is_refused(token: str) -> None:
    with pytest.raises(StatementInvalid):
        open_sheet(_sheet((token,), (token,)))


def test_two_copies_of_one_statement_are_refused() -> None:
    tokens = (FIRST.token, FIRST.bare().token)
    with pytest.raises(StatementInvalid):
        open_sheet(_sheet(tokens, tokens))


def test_a_copy_that_hides_which_record_it_belongs_to_is_refused() -> None:
    """Without its first record id, somebody's words would be filed under the next one."""
    moved = (FIRST.without(about=FIRST.about[:1]).token,)
    with pytest.raises(StatementInvalid):
        open_sheet(_sheet(moved, moved))
    for fair in (FIRST.without(about=FIRST.about[1:]), FIRST.without(tuple(FIRST.fields), about=FIRST.about)):
        tokens = (fair.token,)
        assert open_sheet(_sheet(tokens, tokens)) == 1


def test_one_bad_statement_refuses_the_whole_letter() -> None:
    tokens = (*TOKENS, "a.b.c~")
    with pytest.raises(StatementInvalid):
        open_sheet(_sheet(tokens, tokens))


def test_another_members_statement_can_be_handed_on() -> None:
    tokens = (statement(IMANI, "from the desk").token,)
    assert open_sheet(_sheet(tokens, tokens)) == 1


# on the way


@settings(max_examples=50, derandomize=True, deadline=None)
@given(place=st.integers(0, len(RAW) * 8 - 1))
def test_one_flipped_bit_anywhere_in_a_letter_is_refused(place: int) -> None:
    flipped = bytearray(RAW)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        open_letter(bytes(flipped), keys=LEWIS, directory=DIRECTORY, now=NOW)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(data=st.data())
def test_one_flipped_bit_in_a_part_is_refused_even_when_the_container_is_made_anew(data: st.DataObject) -> None:
    parts = {"waybill": LETTER.waybill_envelope, "sealed": LETTER.sealed, "receipt": RECEIPT}
    name = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[name]) * 8 - 1))
    flipped = bytearray(parts[name])
    flipped[place // 8] ^= 1 << place % 8
    parts[name] = bytes(flipped)
    with pytest.raises(BundleError):
        open_letter(
            unpack(pack(Parts(parts["waybill"], parts["sealed"]), parts["receipt"])),
            keys=LEWIS,
            directory=DIRECTORY,
            now=NOW,
        )


@settings(max_examples=50, derandomize=True, deadline=None)
@given(place=st.integers(0, len(LETTER.sealed) * 8 - 1))
def test_one_flipped_bit_in_the_sealed_part_is_refused_even_if_its_sender_vouches_for_it(place: int) -> None:
    flipped = bytearray(LETTER.sealed)
    flipped[place // 8] ^= 1 << place % 8
    raw = over(bytes(flipped), ODETTE, LETTER.waybill.bundle, LETTER.waybill.mailboxes)
    for reader in (LEWIS, IMANI):
        with pytest.raises(BundleError):
            open_letter(raw, keys=reader, directory=DIRECTORY, now=NOW)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(end=st.integers(0, len(RAW) - 1))
def test_a_letter_cut_short_is_refused(end: int) -> None:
    with pytest.raises(BundleError):
        open_letter(RAW[:end], keys=LEWIS, directory=DIRECTORY, now=NOW)


def _sheet_of(letter: Letter, reader: DeviceKeys) -> bytes:
    opened = io.BytesIO()
    unseal(io.BytesIO(letter.sealed), opened, [reader.identity()])
    return opened.getvalue()


def _sheet(tokens: tuple[str, ...], named: tuple[str, ...]) -> bytes:
    """Make a sheet with ``tokens`` under a rightly signed cover that names ``named``."""
    cover = Cover(
        bundle="C" * 22,
        partnership=DIRECTORY.partnership,
        sender=ODETTE.id,
        recipients=(LEWIS.id,),
        purpose="referral",
        basis="",
        share="",
        audience="desk",
        numbers={LEWIS.id: (1, "")},
        statements=tuple(hashlib.sha256(token.encode()).hexdigest() for token in named),
    )
    return sheets.fold_up(sign_cover(cover, ODETTE), tokens)
