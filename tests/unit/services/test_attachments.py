"""Attachments of records: durable before anything names them, shared by choice, read only when they are whole."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest

from bundle.encoding import b64u
from bundle.errors import DigestMismatch, Malformed
from bundle.waybills import parse_waybill
from desktop.domain.statements import Kind
from desktop.services.attachments import attached
from desktop.services.errors import AttachmentNotHere, NoSuchRecord
from desktop.services.session import Session
from desktop.storage.attachments import SealedFiles
from desktop.storage.store import Store
from tests.unit.services.people import KIAN, KIANS_ARM, Area, waiting

PHOTOGRAPH = Random(1).randbytes(200_000)


def attach(session: Session, content: bytes = PHOTOGRAPH) -> tuple[str, str, str]:
    """(child, concern, attachment) of a new record with a photograph."""
    child = session.children.register(KIAN).child
    concern = session.concerns.record(child, KIANS_ARM).concern
    added = session.attachments.add(concern, child, "left arm.jpeg", "image/jpeg", io.BytesIO(content))
    return child, concern, added.attachment


def carry(sender: Session, reader: Session, piece: int = 70_000) -> None:
    for row in reader.mailroom.attachments_to_come():
        source = sender.mailroom.sealed_attachment(row.id)
        assert source is not None
        with source:
            source.seek(reader.mailroom.attachment_coming(row.id))
            while part := source.read(piece):
                reader.mailroom.take_piece(row, reader.mailroom.attachment_coming(row.id), part)


def test_an_attached_file_is_read_back_in_ranges_and_lies_sealed(area: Area, tmp_path: Path) -> None:
    _, concern, attachment = attach(area.school)
    (line,) = area.school.attachments.of(concern)
    assert (line.id, line.name, line.type, line.size, line.here) == (
        attachment, "left arm.jpeg", "image/jpeg", len(PHOTOGRAPH), True,
    )  # fmt: skip
    with area.school.attachments.open(concern, attachment) as reader:
        assert reader.read(0, len(PHOTOGRAPH)) == PHOTOGRAPH
        assert reader.read(100_000, 50) == PHOTOGRAPH[100_000:100_050]
    kept = [path for path in area.folder.rglob("*") if path.is_file() and path.name == attachment]
    assert len(kept) == 1
    assert PHOTOGRAPH[:64] not in kept[0].read_bytes()
    assert not [path for path in area.folder.rglob("*") if "arm" in path.name]
    assert area.school.attachments.adrift() == ()


def test_what_opens_an_attachment_is_never_shown(area: Area) -> None:
    child, concern, _ = attach(area.school)
    said = area.school.book.store.statements_of_kind(Kind.ATTACHMENT_ADDED)[0]
    secret = b64u(attached(said)[0].key)
    preview = area.school.sharing.preview(area.share_all(area.school, child))
    assert any("left arm.jpeg" in text for _, _, text in preview.leaves)
    assert secret not in repr(preview)
    assert secret not in repr(area.school.children.page(child))
    assert secret not in repr(area.school.concerns.page(concern))


def test_a_file_goes_with_the_statement_that_is_chosen_and_reaches_the_desk(area: Area) -> None:
    child, concern, attachment = attach(area.school)
    area.school.sharing.decide(area.share_all(area.school, child))
    rows = [parse_waybill(letter.waybill).attachments for letter in waiting(area.school)]
    assert all([row.id for row in named] == [attachment] for named in rows)
    area.post.exchange(area.school, area.desk)
    assert not area.desk.attachments.of(concern)[0].here
    with pytest.raises(AttachmentNotHere), area.desk.attachments.open(concern, attachment):
        pass
    carry(area.school, area.desk)
    assert area.desk.mailroom.attachments_to_come() == ()
    with area.desk.attachments.open(concern, attachment) as reader:
        assert reader.read(0, len(PHOTOGRAPH)) == PHOTOGRAPH


def test_a_file_stays_here_when_its_statement_is_not_chosen(area: Area) -> None:
    child, _, _ = attach(area.school)
    said = {one.id for one in area.school.book.store.statements_of_kind(Kind.ATTACHMENT_ADDED)}
    entry = area.share_all(area.school, child)
    others = tuple(one for one in entry.statements if one not in said)
    area.school.sharing.decide(area.share_all(area.school, child, statements=others))
    assert all(parse_waybill(letter.waybill).attachments == () for letter in waiting(area.school))


def test_pieces_that_are_not_the_attachment_are_thrown_away_and_it_may_come_again(area: Area) -> None:
    child, concern, attachment = attach(area.school)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    (row,) = area.desk.mailroom.attachments_to_come()
    with pytest.raises(DigestMismatch):
        area.desk.mailroom.take_piece(row, 0, bytes(row.size))
    assert area.desk.mailroom.attachment_coming(attachment) == 0
    carry(area.school, area.desk)
    assert area.desk.attachments.of(concern)[0].here


def test_a_file_that_was_spoiled_on_this_drive_is_never_opened(area: Area) -> None:
    _, concern, attachment = attach(area.school)
    (path,) = [path for path in area.folder.rglob("*") if path.name == attachment]
    spoiled = bytearray(path.read_bytes())
    spoiled[-100] ^= 1
    path.write_bytes(spoiled)
    with pytest.raises(DigestMismatch), area.school.attachments.open(concern, attachment):
        pass


def test_what_no_record_has_is_not_attached_or_opened(area: Area) -> None:
    with pytest.raises(NoSuchRecord):
        area.school.attachments.add("x", "y", "a.txt", "text/plain", io.BytesIO(b""))
    child, concern, _ = attach(area.school)
    with pytest.raises(NoSuchRecord), area.school.attachments.open(concern, "ab" * 32):
        pass
    with pytest.raises(Malformed):
        area.school.attachments.add(concern, child, "../a", "text/plain", io.BytesIO(b"x"))
    assert area.school.attachments.adrift() == ()


def test_a_computer_that_stops_before_the_statement_leaves_a_file_that_is_found_again(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern

    def stop() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(area.school.book, "writing", stop)
        with pytest.raises(KeyboardInterrupt):
            area.school.attachments.add(concern, child, "a.txt", "text/plain", io.BytesIO(b"x"))
    assert len(area.school.attachments.adrift()) == 1
    assert area.school.attachments.of(concern) == ()


def test_the_log_index_of_the_letter_is_kept_beside_each_statement(area: Area) -> None:
    child, _, _ = attach(area.school)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    store = area.desk.book.store
    assert isinstance(store, Store)
    indexes = {row[0] for row in store.database.rows("SELECT log_index FROM statement WHERE source <> 'own'")}
    assert indexes
    assert None not in indexes


# the folder


def test_half_of_a_file_stays_apart_and_what_was_not_sealed_to_the_end_is_swept(tmp_path: Path) -> None:
    files = SealedFiles(tmp_path)
    name = "ab" * 32
    assert (files.ids(), files.size(name), files.open(name), files.coming(name)) == ((), None, None, 0)
    assert files.add(name, 0, b"half", 8) is False
    assert files.coming(name) == 4
    for offset, piece in ((0, b"x"), (4, b"too long")):
        with pytest.raises(ValueError, match="piece"):
            files.add(name, offset, piece, 8)
    with files.new() as file:
        file.write(b"words that nobody kept")
    (tmp_path / "attachments" / "0.new").write_bytes(b"left by an earlier run")
    assert SealedFiles(tmp_path).coming(name) == 4
    assert sorted(path.name for path in (tmp_path / "attachments").iterdir()) == [f"{name}.coming"]
    files.erase(name)
    files.erase(name)
    assert not list((tmp_path / "attachments").iterdir())
    with pytest.raises(ValueError, match="hex"):
        files.size("../vault.db")
