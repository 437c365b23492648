"""The container: one form, which every unzip program reads and nothing can be smuggled into."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.container import MAX_CONTAINER, MIMETYPE, Parts, pack, take_apart, unpack, write
from bundle.errors import BundleError, DigestMismatch, Malformed, TooLarge
from bundle.stored_zip import read_members, write_archive, write_members
from bundle.waybills import MAX_ATTACHMENT, AttachmentRow, Waybill
from tests.unit.bundle.partnership import NOW

PARTS = Parts(b'{"waybill": 1}', bytes(range(256)) * 40, b'{"receipt": 1}')
RAW = pack(PARTS, PARTS.receipt)


def test_a_container_gives_back_its_parts() -> None:
    assert unpack(RAW) == PARTS
    assert unpack(pack(PARTS)) == Parts(PARTS.waybill_envelope, PARTS.sealed)


def test_the_same_parts_are_the_same_bytes() -> None:
    assert pack(PARTS, PARTS.receipt) == RAW


def test_the_media_type_stands_where_file_programs_look_for_it() -> None:
    assert RAW[30:38] == b"mimetype"
    assert RAW[38 : 38 + len(MIMETYPE)] == MIMETYPE


def test_another_zip_reader_finds_the_same_members_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(RAW)) as archive:
        assert archive.namelist() == ["mimetype", "waybill.dsse", "sealed.age", "receipt"]
        assert archive.testzip() is None
        assert archive.read("sealed.age") == PARTS.sealed
        assert all(member.compress_type == zipfile.ZIP_STORED for member in archive.infolist())


def _archive(*members: tuple[str, bytes]) -> bytes:
    return write_members(members)


def test_a_duplicated_member_is_refused() -> None:
    with pytest.raises(Malformed):
        unpack(_archive(("mimetype", MIMETYPE), ("waybill.dsse", b"a"), ("sealed.age", b"b"), ("sealed.age", b"c")))


@pytest.mark.parametrize(
    "members",
    [
        [("mimetype", MIMETYPE), ("waybill.dsse", b"a")],
        [("waybill.dsse", b"a"), ("mimetype", MIMETYPE), ("sealed.age", b"b")],
        [("mimetype", MIMETYPE), ("sealed.age", b"b"), ("waybill.dsse", b"a")],
        [("mimetype", b"application/zip"), ("waybill.dsse", b"a"), ("sealed.age", b"b")],
        [("mimetype", MIMETYPE), ("waybill.dsse", b"a"), ("sealed.age", b"b"), ("../../receipt", b"c")],
        [("mimetype", MIMETYPE), ("waybill.dsse", b"a"), ("sealed.age", b"b"), ("RECEIPT", b"c")],
        [("mimetype", MIMETYPE), ("waybill.dsse", b"a"), ("sealed.age", b"b"), ("", b"c")],
        [],
    ],
)
def test_a_member_missing_out_of_order_or_of_another_name_is_refused(members: list[tuple[str, bytes]]) -> None:
    with pytest.raises(Malformed):
        unpack(_archive(*members))


@pytest.mark.parametrize("raw", [b"", b"PK", RAW + b"\0", b"\0" + RAW, RAW[:-1], RAW + RAW])
def test_anything_before_after_or_missing_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        unpack(raw)


def test_what_another_program_zipped_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("waybill.dsse", b"a")
        archive.writestr("sealed.age", bytes(10_000_000))
    with pytest.raises(Malformed):
        unpack(written.getvalue())


def test_a_member_that_claims_to_be_huge_is_refused_before_it_is_read() -> None:
    place = RAW.index(b"waybill.dsse") + len("waybill.dsse") + 4
    huge = (2**63).to_bytes(8, "little")
    with pytest.raises(TooLarge):
        unpack(RAW[:place] + huge + huge + RAW[place + 16 :])


def test_a_container_too_long_is_refused_before_it_is_read() -> None:
    class Long(bytes):
        def __len__(self) -> int:
            return MAX_CONTAINER + 1

    with pytest.raises(TooLarge):
        unpack(Long(RAW))


def test_too_many_members_are_refused() -> None:
    names = {str(number): 1 for number in range(300)}
    with pytest.raises(TooLarge):
        read_members(write_members([(name, b"x") for name in names]), names)


def test_a_damaged_member_with_a_right_looking_directory_is_refused() -> None:
    damaged = bytearray(RAW)
    damaged[RAW.index(PARTS.sealed)] ^= 1
    assert zlib.crc32(damaged) != zlib.crc32(RAW)
    with pytest.raises(Malformed):
        unpack(bytes(damaged))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(place=st.integers(0, len(RAW) * 8 - 1))
def test_one_flipped_bit_in_a_container_is_refused(place: int) -> None:
    flipped = bytearray(RAW)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        unpack(bytes(flipped))


def test_every_flipped_bit_of_the_headers_is_refused() -> None:
    small = pack(Parts(b"a", b"b"))
    for place in range(len(small) * 8):
        flipped = bytearray(small)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(BundleError):
            unpack(bytes(flipped))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(end=st.integers(0, len(RAW) - 1))
def test_a_container_cut_short_anywhere_is_refused(end: int) -> None:
    with pytest.raises(BundleError):
        unpack(RAW[:end])


@settings(max_examples=50, derandomize=True, deadline=None)
@given(tail=st.binary(max_size=120))
def test_noise_behind_a_header_is_refused_and_never_a_crash(tail: bytes) -> None:
    with pytest.raises(BundleError):
        unpack(b"PK\x03\x04" + tail)


# attachments

PHOTOGRAPH, LEAFLET = bytes(3_000_000), b"leaflet"
IDS = {hashlib.sha256(content).hexdigest(): content for content in (PHOTOGRAPH, LEAFLET)}


def _with_attachments(**changed: bytes) -> io.BytesIO:
    sink = io.BytesIO()
    write(sink, PARTS, PARTS.receipt, [(name, io.BytesIO(changed.get(name, raw))) for name, raw in IDS.items()])
    return sink


def _waybill(*rows: AttachmentRow) -> Waybill:
    return Waybill("ab" * 32, "A" * 22, "s" * 43, ("m" * 43,), "cd" * 32, 40_000, NOW, tuple(sorted(rows)))


def test_attachments_stand_behind_the_letter_by_id_and_are_copied_out_whole() -> None:
    opened = take_apart(_with_attachments())
    assert opened.parts == PARTS
    assert [row.id for row in opened.rows] == sorted(IDS)
    for name, content in IDS.items():
        sink = io.BytesIO()
        opened.copy(name, sink)
        assert sink.getvalue() == content
    with zipfile.ZipFile(_with_attachments()) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[4:] == [f"attachments/{name}" for name in sorted(IDS)]


def test_a_container_without_a_receipt_carries_attachments_too() -> None:
    sink = io.BytesIO()
    write(sink, PARTS, None, [(next(iter(IDS)), io.BytesIO(PHOTOGRAPH))])
    opened = take_apart(sink)
    assert opened.parts.receipt is None
    assert len(opened.rows) == 1


def test_an_attachment_that_is_not_what_its_name_says_is_refused() -> None:
    name = hashlib.sha256(LEAFLET).hexdigest()
    with pytest.raises(DigestMismatch):
        take_apart(_with_attachments(**{name: b"leaflex"})).copy(name, io.BytesIO())
    with pytest.raises(Malformed):
        take_apart(_with_attachments()).copy("ab" * 32, io.BytesIO())


def test_a_container_brings_what_its_waybill_names_or_no_attachment_at_all() -> None:
    rows = tuple(AttachmentRow(name, len(content)) for name, content in IDS.items())
    opened = take_apart(_with_attachments())
    opened.check_against(_waybill(*rows))
    take_apart(io.BytesIO(RAW)).check_against(_waybill(*rows))
    for others in (rows[:1], (*rows, AttachmentRow("ab" * 32, 1)), (rows[0], AttachmentRow(rows[1].id, 1)), ()):
        with pytest.raises(Malformed):
            opened.check_against(_waybill(*others))


def test_a_letter_held_in_memory_brings_no_attachments() -> None:
    with pytest.raises(Malformed):
        unpack(_with_attachments().getvalue())


@pytest.mark.parametrize(
    "names",
    [
        ["mimetype", "waybill.dsse", "attachments/" + "0" * 64, "sealed.age"],
        ["mimetype", "waybill.dsse", "sealed.age", "attachments/" + "1" * 64, "attachments/" + "0" * 64],
        ["mimetype", "waybill.dsse", "sealed.age", "attachments/" + "0" * 64, "receipt"],
        ["mimetype", "waybill.dsse", "sealed.age", "attachments/../" + "0" * 61],
        ["mimetype", "waybill.dsse", "sealed.age", "attachments/" + "A" * 64],
        ["mimetype", "waybill.dsse", "sealed.age", "attachments/"],
        ["mimetype", "waybill.dsse", "sealed.age", "/attachments/" + "0" * 64],
    ],
)
def test_attachments_out_of_order_or_with_a_path_in_their_name_are_refused(names: list[str]) -> None:
    with pytest.raises(Malformed):
        take_apart(io.BytesIO(_archive(*((name, MIMETYPE if name == "mimetype" else b"x") for name in names))))


def test_a_member_over_its_bound_or_too_many_are_refused_before_they_are_read() -> None:
    members = [("mimetype", MIMETYPE), ("waybill.dsse", b"a"), ("sealed.age", b"b")]
    many = [(f"attachments/{number:064x}", b"x") for number in range(66)]
    with pytest.raises(TooLarge):
        take_apart(io.BytesIO(_archive(*members, *many)))
    raw = _archive(*members, *many[:1])
    place = raw.index(many[0][0].encode()) + 64 + 12 + 4
    huge = (MAX_ATTACHMENT + 1).to_bytes(8, "little")
    with pytest.raises(TooLarge):
        take_apart(io.BytesIO(raw[:place] + huge + huge + raw[place + 16 :]))


def test_a_first_member_that_would_need_zip64_is_never_written() -> None:
    class Endless(io.BytesIO):
        left = 4100

        def read(self, size: int | None = -1) -> bytes:
            self.left -= 1
            return Piece(size or 0) if self.left > 0 else b""

    class Piece(bytes):
        """A piece that says that it is a mebibyte and holds nothing."""

    class Counting(io.BytesIO):
        def write(self, piece: Any) -> int:
            return 1 << 20 if isinstance(piece, Piece) else super().write(piece)

    with pytest.raises(TooLarge):
        write_archive(Counting(), [("mimetype", Endless())])


@settings(max_examples=60, derandomize=True, deadline=None)
@given(data=st.data())
def test_any_changed_dropped_or_repeated_byte_of_a_container_with_attachments_is_refused(data: st.DataObject) -> None:
    sink = io.BytesIO()
    write(sink, PARTS, PARTS.receipt, [(hashlib.sha256(LEAFLET).hexdigest(), io.BytesIO(LEAFLET))])
    raw = sink.getvalue()
    place = data.draw(st.integers(0, len(raw) - 1))
    change = data.draw(st.sampled_from(["change", "drop", "repeat", "cut"]))
    changed = {
        "change": raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 255))]) + raw[place + 1 :],
        "drop": raw[:place] + raw[place + 1 :],
        "repeat": raw[:place] + raw[place : place + 1] + raw[place:],
        "cut": raw[:place],
    }[change]
    with pytest.raises(BundleError):
        take_apart(io.BytesIO(changed)).copy(hashlib.sha256(LEAFLET).hexdigest(), io.BytesIO())
