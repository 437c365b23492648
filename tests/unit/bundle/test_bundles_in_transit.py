"""Whatever is done to a bundle on its way is refused, with the error that names the step; and its length tells little."""

from __future__ import annotations

import hashlib
import io
import struct
from random import Random

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bundle import sheets
from bundle.attachments import open_attachment, seal_attachment
from bundle.container import MIMETYPE, Parts, take_apart, write
from bundle.covers import MAX_STATEMENTS, ChainHead, Cover, sign_cover
from bundle.errors import (
    BundleError,
    CoverMismatch,
    DigestMismatch,
    HeaderDamaged,
    Malformed,
    NotARecipient,
    PayloadDamaged,
    SignatureInvalid,
    TooLarge,
    UnknownAlgorithm,
    UnknownSender,
    UnknownVersion,
    WrongPartnership,
)
from bundle.letters import NOT_RECEIPTED, LetterContents, make_letter, open_letter
from bundle.sealing import MAX_STANZAS, Identity, padme, seal, unseal
from bundle.statements import SignedStatement, StatementPayload, issue
from bundle.stored_zip import read_index, read_member, write_members
from bundle.waybills import AttachmentRow, Waybill, make_waybill
from tests.numbers import property_of
from tests.unit.bundle.partnership import NOW, Partnership, contents_of, draws, letter_to, mailbox, statement

ASHMERE = Partnership()
ODETTE, LEWIS, IMANI = ASHMERE.odette, ASHMERE.lewis, ASHMERE.imani
DIRECTORY = ASHMERE.directory()
FIRST = statement(ODETTE)
LONG = statement(ODETTE, Random(1).randbytes(90_000).hex(), 2)  # so that the sealed part has chunks
TOKENS = (FIRST.token, LONG.token, statement(IMANI, "from the desk", 3).token)

_SINK = io.BytesIO()
MADE, ROW = seal_attachment(
    io.BytesIO(bytes(200_000)), _SINK, name="scan.pdf", media_type="application/pdf", random=Random(2).randbytes
)
ATTACHED = _SINK.getvalue()
LETTER = make_letter(
    contents_of(DIRECTORY, TOKENS, (LEWIS, IMANI), attachments=(ROW,)),
    ODETTE,
    [mailbox(LEWIS), mailbox(IMANI)],
    written_at=NOW,
    random=draws("letter"),
)
_SINK = io.BytesIO()
write(_SINK, LETTER, None, [(ROW.id, io.BytesIO(ATTACHED))])
RAW = _SINK.getvalue()
MEMBERS = [(member.name, read_member(_SINK, member)) for member in take_apart(_SINK).attachments]
PIECES = [
    ("mimetype", MIMETYPE),
    ("waybill.dsse", LETTER.waybill_envelope),
    ("sealed.age", LETTER.sealed),
    (f"attachments/{ROW.id}", ATTACHED),
]
OF_A_WAYBILL = (
    Malformed,
    SignatureInvalid,
    UnknownVersion,
    UnknownAlgorithm,
    UnknownSender,
    WrongPartnership,
    TooLarge,
)
OF_A_SEAL = (HeaderDamaged, PayloadDamaged, NotARecipient, UnknownVersion, UnknownAlgorithm, TooLarge, Malformed)


def opened_whole(raw: bytes) -> int:
    """Open a container with all it brings, as a reader does; how many statements came out."""
    opened = take_apart(io.BytesIO(raw))
    letter = open_letter(opened.parts, keys=LEWIS, directory=DIRECTORY, now=NOW)
    opened.check_against(letter.waybill)
    for row in letter.waybill.attachments:
        sealed = io.BytesIO()
        opened.copy(row.id, sealed)
        sealed.seek(0)
        open_attachment(sealed, io.BytesIO(), MADE)
    assert letter.judged == NOT_RECEIPTED
    return len(letter.statements)


def changed(raw: bytes, data: st.DataObject, unit: int = 1) -> bytes:
    """``raw`` with one unit of its bytes changed, dropped, repeated, swapped with another, or everything behind it cut."""
    count = -(-len(raw) // unit)
    pieces = [raw[place * unit : (place + 1) * unit] for place in range(count)]
    place = data.draw(st.integers(0, count - 1))
    match data.draw(st.sampled_from(["change", "drop", "repeat", "swap", "cut"])):
        case "change":
            at = data.draw(st.integers(0, len(pieces[place]) - 1))
            turned = bytes([pieces[place][at] ^ data.draw(st.integers(1, 255))])
            pieces[place] = pieces[place][:at] + turned + pieces[place][at + 1 :]
        case "drop":
            del pieces[place]
        case "repeat":
            pieces.insert(place, pieces[place])
        case "swap":
            other = data.draw(st.integers(0, count - 1))
            pieces[place], pieces[other] = pieces[other], pieces[place]
        case _:
            del pieces[place:]
    return b"".join(pieces)


def test_the_whole_bundle_opens_when_nobody_touched_it() -> None:
    assert opened_whole(RAW) == len(TOKENS)
    assert write_members(PIECES) == RAW
    assert [name for name, _ in MEMBERS] == [f"attachments/{ROW.id}"]
    assert len(LETTER.sealed) > 2 * 65536


@property_of
@given(data=st.data())
def test_any_byte_of_a_bundle_changed_dropped_repeated_or_swapped_is_refused(data: st.DataObject) -> None:
    raw = changed(RAW, data)
    if raw != RAW:
        with pytest.raises(BundleError):
            opened_whole(raw)


@property_of
@given(data=st.data())
def test_any_part_changed_in_a_container_made_anew_is_refused_with_its_own_error(data: st.DataObject) -> None:
    which = data.draw(st.integers(1, 3))
    name, content = PIECES[which]
    other = changed(content, data)
    if other == content:
        return
    refused = {1: OF_A_WAYBILL, 2: (DigestMismatch, Malformed), 3: (DigestMismatch, Malformed)}[which]
    with pytest.raises(refused):
        opened_whole(write_members([*PIECES[:which], (name, other), *PIECES[which + 1 :]]))


@property_of
@given(data=st.data())
def test_any_member_dropped_repeated_or_swapped_is_refused(data: st.DataObject) -> None:
    order = data.draw(st.lists(st.integers(0, 3), min_size=0, max_size=5))
    if order in (
        [0, 1, 2, 3],
        [0, 1, 2],
    ):  # without its attachments it is a letter all the same: they come from the hub
        return
    with pytest.raises(Malformed):
        opened_whole(write_members([PIECES[place] for place in order]))


@property_of
@given(data=st.data())
def test_any_chunk_of_the_sealed_part_is_noticed_even_when_the_sender_vouches_for_it(data: st.DataObject) -> None:
    start = LETTER.sealed.index(b"\n", LETTER.sealed.index(b"\n---") + 1) + 1 + 16
    sealed = LETTER.sealed[:start] + changed(LETTER.sealed[start:], data, unit=65536 + 16)
    if sealed == LETTER.sealed:
        return
    with pytest.raises(PayloadDamaged):
        open_letter(_vouched(sealed), keys=LEWIS, directory=DIRECTORY, now=NOW)


@property_of
@given(data=st.data())
def test_any_change_of_the_header_is_noticed_even_when_the_sender_vouches_for_it(data: st.DataObject) -> None:
    start = LETTER.sealed.index(b"\n", LETTER.sealed.index(b"\n---") + 1) + 1
    sealed = changed(LETTER.sealed[:start], data) + LETTER.sealed[start:]
    if sealed == LETTER.sealed:
        return
    with pytest.raises(OF_A_SEAL):
        open_letter(_vouched(sealed), keys=LEWIS, directory=DIRECTORY, now=NOW)


@pytest.mark.parametrize("order", [(0,), (1,), (1, 0), (0, 1, 1), (0, 0, 1)])
def test_a_recipient_dropped_swapped_or_repeated_in_the_header_is_noticed(order: tuple[int, ...]) -> None:
    head, *rest = LETTER.sealed.split(b"-> mlkem768x25519 ")
    last, mac = rest[1].split(b"---", 1)
    stanzas = [b"-> mlkem768x25519 " + stanza for stanza in (rest[0], last)]
    sealed = head + b"".join(stanzas[place] for place in order) + b"---" + mac
    with pytest.raises((HeaderDamaged, NotARecipient)):
        open_letter(_vouched(sealed), keys=LEWIS, directory=DIRECTORY, now=NOW)


@property_of
@given(data=st.data())
def test_statements_dropped_repeated_or_swapped_under_their_cover_are_noticed(data: st.DataObject) -> None:
    order = data.draw(st.lists(st.integers(0, len(TOKENS) - 1), max_size=5))
    if order == list(range(len(TOKENS))):
        return
    with pytest.raises(CoverMismatch):
        _open_under(_cover(TOKENS), tuple(TOKENS[place] for place in order))


@property_of
@given(data=st.data())
def test_a_disclosure_left_out_by_the_sender_verifies_and_by_anybody_else_is_refused(data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(sorted(FIRST.fields)), min_size=1, unique=True))
    less = FIRST.without(tuple(fields), position=data.draw(st.booleans())).token
    assert _open_under(_cover((less,)), (less,)) == 1
    with pytest.raises(CoverMismatch):
        _open_under(_cover((FIRST.token,)), (less,))
    with pytest.raises(CoverMismatch):
        _open_under(_cover((less,)), (FIRST.token,))


# a length tells little


def _written(keys: object, kind: str, fields: dict[str, object], seq: int) -> SignedStatement:
    assert keys is ODETTE
    payload = StatementPayload(
        kind=kind,
        about=(f"record-{seq}", "child-1"),
        fields=fields,
        after=(),
        issued_at=int(NOW.timestamp()),
        edition="england-2026",
        must=False,
        position=("epoch-1", seq, None if seq == 1 else "0" * 64),
    )
    return issue(payload, ODETTE, draws(f"{kind} {seq}"))


_WORDS = "He said that it happened at home, and that nobody was to know. " * 6
_CHILD: dict[str, object] = {
    "given_names": "Kian",
    "family_name": "Pellow",
    "born": "2017-05-04",
    "address": "14 Sallow Court",
}
_CONCERN: dict[str, object] = {
    "seen": _WORDS,
    "words": [{"words": _WORDS, "by": "the child"}],
    "done": _WORDS,
    "category": "PHY",
}
_DECIDED: dict[str, object] = {
    "share": True,
    "recipient": "mash",
    "purpose": "refer",
    "basis": "6(1)(e)",
    "reasons": _WORDS,
}
_ANSWER: dict[str, object] = {
    "outcome": "strategy",
    "reasons": _WORDS,
    "next_contact": "2026-11-27",
    "decided_by": "Lewis Aske",
}
KINDS_OF_LETTER: dict[str, tuple[str, list[tuple[str, dict[str, object]]]]] = {
    "a referral": (
        "desk",
        [("child.registered", _CHILD), ("concern.recorded", _CONCERN), ("sharing.decided", _DECIDED)],
    ),
    "a long referral": ("desk", [("child.registered", _CHILD), *[("concern.recorded", _CONCERN)] * 4]),
    "the own copy": ("own", [("child.registered", _CHILD), *[("concern.recorded", _CONCERN)] * 3]),
    "an answer": ("answer", [("enquiry.decided", _ANSWER)]),
    "an opening": ("answer", [("referral.opened", {"person": "Lewis Aske", "role": "desk"})]),
    "keys of a desk": ("keys", [("desk.granted", {"keys": ["k" * 43]})]),
    "a telephone call": ("desk", [("call.logged", {"at": "2026-11-20T11:00", "advice": _WORDS})]),
    "a file": ("desk", [("attachment.added", {"attachments": [MADE.to_json()]})]),
}


def test_letters_of_every_audience_and_kind_to_as_many_readers_have_one_length() -> None:
    lengths = {}
    for name, (audience, said) in KINDS_OF_LETTER.items():
        tokens = tuple(_written(ODETTE, kind, fields, seq).token for seq, (kind, fields) in enumerate(said, 1))
        contents = LetterContents(
            partnership=DIRECTORY.partnership,
            purpose="refer",
            basis="6(1)(e)",
            share="ab" * 32,
            audience=audience,
            numbers={keys.id: (2, "cd" * 32) for keys in (LEWIS, IMANI)},
            tokens=tokens,
            head=ChainHead("epoch-1", 9, "ab" * 32),
            share_group="S" * 22,
            checkpoint="log.example\n7\n" + "x" * 4_000,
        )
        letter = make_letter(contents, ODETTE, [mailbox(LEWIS), mailbox(IMANI)], written_at=NOW, random=draws(name))
        lengths[name] = (len(letter.sealed), len(letter.waybill_envelope))
    assert len(set(lengths.values())) == 1, lengths


@pytest.mark.parametrize("size", [33_000, 40_000, 100_000, 1_000_000, 30_000_000])
def test_a_longer_letter_shares_its_length_with_every_letter_within_some_per_cent(size: int) -> None:
    assert padme(size) - size <= size * 0.12
    classes = {padme(near) for near in range(size, size + size // 100, max(1, size // 5_000))}
    assert len(classes) <= 2


# bounds


def test_a_letter_with_too_much_in_it_is_neither_made_nor_opened() -> None:
    with pytest.raises(TooLarge):
        sheets.fold_up(b"{}", ("a",) * (MAX_STATEMENTS + 1))
    lines = b"{}\n" + b"x\n" * (MAX_STATEMENTS + 1)
    frame = zstandard.ZstdCompressor(write_checksum=True).compress(lines)
    room = max(32 * 1024, padme(len(frame) + 8)) - len(frame) - 8
    with pytest.raises(TooLarge):
        sheets.unfold(struct.pack("<LL", 0x184D2A50, room) + bytes(room) + frame)


def test_a_file_for_too_many_is_not_sealed() -> None:
    many = [Identity(number.to_bytes(32, "big")).recipient for number in range(MAX_STANZAS + 1)]
    with pytest.raises(TooLarge):
        seal(io.BytesIO(b""), io.BytesIO(), many, draws("many"))


def test_the_members_of_a_bundle_are_bounded_by_name() -> None:
    index = read_index(io.BytesIO(RAW), {name: len(content) for name, content in PIECES})
    assert [member.name for member in index] == [name for name, _ in PIECES]
    with pytest.raises(TooLarge):
        read_index(io.BytesIO(RAW), {name: len(content) - 1 for name, content in PIECES})


def _vouched(sealed: bytes) -> Parts:
    """Put a rightly signed waybill of Odette over any sealed part."""
    waybill = Waybill(
        partnership=DIRECTORY.partnership,
        bundle=LETTER.waybill.bundle,
        sender=ODETTE.id,
        mailboxes=LETTER.waybill.mailboxes,
        sealed_digest=hashlib.sha256(sealed).hexdigest(),
        sealed_size=len(sealed),
        written_at=NOW,
        attachments=(AttachmentRow(ROW.id, ROW.size),),
    )
    return Parts(make_waybill(waybill, ODETTE), sealed)


def _cover(tokens: tuple[str, ...]) -> bytes:
    cover = Cover(
        bundle=LETTER.waybill.bundle,
        partnership=DIRECTORY.partnership,
        sender=ODETTE.id,
        recipients=LETTER.waybill.mailboxes,
        purpose="referral",
        basis="",
        share="",
        audience="desk",
        numbers=dict.fromkeys(LETTER.waybill.mailboxes, (1, "")),
        statements=tuple(hashlib.sha256(token.encode()).hexdigest() for token in tokens),
    )
    return sign_cover(cover, ODETTE)


def _open_under(cover: bytes, tokens: tuple[str, ...]) -> int:
    sealed = io.BytesIO()
    seal(io.BytesIO(sheets.fold_up(cover, tokens)), sealed, [LEWIS.identity().recipient], draws("seal"))
    return len(open_letter(_vouched(sealed.getvalue()), keys=LEWIS, directory=DIRECTORY, now=NOW).statements)


def test_the_letter_made_here_is_the_one_the_other_tests_make() -> None:
    other = letter_to(DIRECTORY, ODETTE, (LEWIS, IMANI), TOKENS)
    assert other.waybill.bundle == LETTER.waybill.bundle
    opened = io.BytesIO()
    unseal(io.BytesIO(other.sealed), opened, [IMANI.identity()])
    assert len(opened.getvalue()) == padme(len(opened.getvalue()))
