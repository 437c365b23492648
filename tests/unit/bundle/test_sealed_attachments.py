"""Attachments: sealed once, named by their ciphertext, and never given out before they are what the statement says."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle import attachments
from bundle.attachments import Attachment, AttachmentReader, open_attachment, seal_attachment
from bundle.errors import BundleError, DigestMismatch, Malformed, NotARecipient, PayloadDamaged, TooLarge
from bundle.sealing import CHUNK_BYTES, seal
from bundle.waybills import AttachmentRow

CONTENT = Random(3).randbytes(3 * CHUNK_BYTES + 100)


def _sealed(content: bytes = CONTENT, name: str = "left arm.jpeg") -> tuple[bytes, Attachment, AttachmentRow]:
    sink = io.BytesIO()
    made, row = seal_attachment(
        io.BytesIO(content), sink, name=name, media_type="image/jpeg", random=Random(len(content)).randbytes
    )
    return sink.getvalue(), made, row


SEALED, MADE, ROW = _sealed()


def test_an_attachment_is_named_by_its_ciphertext_and_described_by_its_content() -> None:
    assert MADE.id == ROW.id == hashlib.sha256(SEALED).hexdigest()
    assert ROW.size == len(SEALED)
    assert MADE.size == len(CONTENT)
    assert MADE.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert Attachment.from_json(MADE.to_json()) == MADE


def test_nothing_of_name_or_key_shows_where_it_could_be_logged() -> None:
    assert "left arm" not in repr(MADE)
    assert str(MADE.key) not in repr(MADE)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 20 * CHUNK_BYTES])
def test_content_of_every_awkward_size_comes_back_whole_and_in_ranges(size: int) -> None:
    content = Random(size).randbytes(size)
    sealed, made, _ = _sealed(content)
    sink = io.BytesIO()
    open_attachment(io.BytesIO(sealed), sink, made)
    assert sink.getvalue() == content
    reader = AttachmentReader(io.BytesIO(sealed), made)
    for start in (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, size - 1, size, size + 5):
        for length in (0, 1, CHUNK_BYTES, size + 1):
            if start >= 0:
                assert reader.read(start, length) == content[start : start + length]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(start=st.integers(0, len(CONTENT) + 9), length=st.integers(0, len(CONTENT)))
def test_any_range_is_the_contents(start: int, length: int) -> None:
    assert AttachmentReader(io.BytesIO(SEALED), MADE).read(start, length) == CONTENT[start : start + length]


def test_a_range_before_the_beginning_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="range"):
        AttachmentReader(io.BytesIO(SEALED), MADE).read(-1, 5)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(data=st.data())
def test_any_changed_dropped_or_repeated_byte_is_refused_whole_and_in_ranges(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(SEALED) - 1))
    change = data.draw(st.sampled_from(["change", "drop", "repeat", "cut"]))
    damaged = {
        "change": SEALED[:place] + bytes([SEALED[place] ^ data.draw(st.integers(1, 255))]) + SEALED[place + 1 :],
        "drop": SEALED[:place] + SEALED[place + 1 :],
        "repeat": SEALED[:place] + SEALED[place : place + 1] + SEALED[place:],
        "cut": SEALED[:place],
    }[change]
    with pytest.raises(BundleError):
        open_attachment(io.BytesIO(damaged), io.BytesIO(), MADE)
    with pytest.raises(DigestMismatch):
        AttachmentReader(io.BytesIO(damaged), MADE)


def test_another_file_sealed_by_somebody_who_has_the_identity_does_not_pass() -> None:
    forged = io.BytesIO()
    seal(io.BytesIO(b"another photograph"), forged, [MADE.identity.recipient], Random(5).randbytes)
    for check in (lambda raw: open_attachment(raw, io.BytesIO(), MADE), lambda raw: AttachmentReader(raw, MADE)):
        forged.seek(0)
        with pytest.raises(DigestMismatch):
            check(forged)


def test_a_statement_that_lies_about_the_content_is_noticed() -> None:
    for lie in (replace(MADE, size=MADE.size - 1), replace(MADE, sha256="ab" * 32)):
        with pytest.raises(DigestMismatch):
            open_attachment(io.BytesIO(SEALED), io.BytesIO(), lie)
    with pytest.raises(DigestMismatch):
        AttachmentReader(io.BytesIO(SEALED), replace(MADE, size=MADE.size - 1))
    with pytest.raises(NotARecipient):
        open_attachment(io.BytesIO(SEALED), io.BytesIO(), replace(MADE, key=bytes(32)))


def test_a_file_that_changes_after_it_was_checked_is_still_authenticated_chunk_by_chunk() -> None:
    changing = bytearray(SEALED)
    source = io.BytesIO(changing)
    reader = AttachmentReader(source, MADE)
    source.seek(len(SEALED) - 50)
    source.write(b"\0\0\0\0")
    assert reader.read(0, 10) == CONTENT[:10]
    with pytest.raises(PayloadDamaged):
        reader.read(len(CONTENT) - 10, 10)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"},
        {"id": 1},
        {"sha256": ""},
        {"key": "AAAA"},
        {"key": 1},
        {"name": ""},
        {"name": "../../etc/passwd"},
        {"name": "a\\b"},
        {"name": "a\nb"},
        {"name": "."},
        {"name": " a"},
        {"name": "gpj.\u202eexe"},
        {"name": "x" * 256},
        {"name": 1},
        {"type": "image"},
        {"type": "text/html; charset=utf-8"},
        {"type": 1},
        {"size": -1},
        {"size": True},
        {"size": 2**40},
        {"more": 1},
    ],
)
def test_a_row_that_says_more_less_or_other_than_the_format_is_malformed(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        Attachment.from_json(MADE.to_json() | change)


def test_what_is_no_row_is_malformed() -> None:
    values: tuple[object, ...] = (None, [], "x", {})
    for value in values:
        with pytest.raises(Malformed):
            Attachment.from_json(value)


def test_an_attachment_too_long_to_send_is_refused_while_it_is_read() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return bytes(size or 0)

    limit = attachments.MAX_CONTENT
    assert limit < 2 * 1024**3
    source = attachments._Counted(Endless())
    source.size = limit - 10
    with pytest.raises(TooLarge):
        source.read(11)
