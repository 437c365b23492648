"""The container: one form, which every unzip program reads and nothing can be smuggled into."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.container import MAX_CONTAINER, MIMETYPE, Parts, pack, unpack
from bundle.errors import BundleError, Malformed, TooLarge
from bundle.stored_zip import read_members, write_members

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
