"""A photograph of the note that a concern was entered from: sealed with the concern, as restricted as it, and told on paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pypdf
import pytest

from desktop.domain.records import ConcernEntry
from desktop.domain.statements import Kind
from desktop.reports.concern import concern_pdf
from desktop.services.attachments import attached
from desktop.services.errors import (
    AttachmentNotHere,
    Incomplete,
    KeptFromThem,
    NoPhotographHere,
    NoSuchRecord,
    PhotographDamaged,
    PhotographTooLarge,
)
from desktop.services.note_photos import MOST_BYTES
from desktop.services.session import Session
from tests.unit.services.people import KIAN, KIANS_ARM, Area
from tests.unit.services.test_colleagues import School

JPEG = b"\xff\xd8\xff\xe0" + Random(7).randbytes(90_000)
SHOWS = "Two pages in blue ink, signed at the end"
FROM_NOTES = KIANS_ARM
NOT_FROM_NOTES = replace(KIANS_ARM, from_notes=False, notes_made="", notes_kept="", notes_read_back="")


def entered(session: Session, entry: ConcernEntry = FROM_NOTES) -> tuple[str, str]:
    """(child, concern)."""
    child = session.children.register(KIAN).child
    return child, session.concerns.record(child, entry).concern


def test_it_is_kept_shown_again_and_said_with_who_kept_it(area: Area) -> None:
    _, concern = entered(area.school)
    assert area.school.note_photos.page(concern).offered
    kept = area.school.note_photos.keep(concern, JPEG, f" {SHOWS} ")
    assert concern in kept.changes.records
    (photo,) = area.school.note_photos.page(concern).photos
    assert (photo.id, photo.shows, photo.who, photo.at, photo.here) == (
        kept.photo, SHOWS, area.school.profile.name, area.school.now(), True,
    )  # fmt: skip
    assert area.school.note_photos.read(concern, photo.id) == JPEG
    assert area.school.concerns.page(concern).photos == (photo,)


def test_no_byte_of_it_lies_readable_and_its_name_names_nobody(area: Area) -> None:
    _, concern = entered(area.school)
    area.school.note_photos.keep(concern, JPEG, SHOWS)
    area.school.note_photos.keep(concern, JPEG[::-1], SHOWS)
    files = [path for path in area.folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        for piece in (JPEG[:24], JPEG[40_000:40_024], JPEG[-24:], JPEG[::-1][:24], SHOWS.encode()):
            assert piece not in content, path.name
    names = [line.name for line in area.school.attachments.of(concern)]
    assert names == ["photograph of the note 1.jpg", "photograph of the note 2.jpg"]


def test_a_concern_that_was_not_entered_from_notes_takes_none(area: Area) -> None:
    _, concern = entered(area.school, NOT_FROM_NOTES)
    assert not area.school.note_photos.page(concern).offered
    with pytest.raises(NoPhotographHere):
        area.school.note_photos.keep(concern, JPEG, SHOWS)
    assert area.school.attachments.of(concern) == ()


def test_a_withdrawn_or_walled_concern_takes_none_and_one_that_stands_there_stays(area: Area) -> None:
    _, concern = entered(area.school)
    photo = area.school.note_photos.keep(concern, JPEG, SHOWS).photo
    area.school.withdrawing.withdraw(concern, "Written about the wrong child")
    assert not area.school.note_photos.page(concern).offered
    assert area.school.note_photos.read(concern, photo) == JPEG
    _, walled = entered(area.health, replace(FROM_NOTES, kept_from=("Somebody Else",), kept_from_why="Named in it"))
    with pytest.raises(NoPhotographHere):
        area.health.note_photos.keep(walled, JPEG, SHOWS)


def test_what_it_shows_has_to_be_said_and_too_much_is_refused(area: Area) -> None:
    _, concern = entered(area.school)
    with pytest.raises(Incomplete):
        area.school.note_photos.keep(concern, JPEG, "  ")
    with pytest.raises(PhotographTooLarge):
        area.school.note_photos.keep(concern, bytes(MOST_BYTES + 1), SHOWS)
    assert area.school.attachments.adrift() == ()


def test_a_damaged_or_exchanged_file_is_not_shown_and_a_missing_one_is_told(area: Area) -> None:
    _, concern = entered(area.school)
    photo = area.school.note_photos.keep(concern, JPEG, SHOWS).photo
    (file,) = [path for path in area.folder.rglob("*") if path.name == photo]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(PhotographDamaged):
        area.school.note_photos.read(concern, photo)
    file.unlink()
    assert not area.school.note_photos.page(concern).photos[0].here
    with pytest.raises(AttachmentNotHere):
        area.school.note_photos.read(concern, photo)
    with pytest.raises(NoSuchRecord):
        area.school.note_photos.read(concern, "0" * 64)


def test_a_copy_is_signed_as_an_export_before_it_leaves(area: Area) -> None:
    child, concern = entered(area.school)
    photo = area.school.note_photos.keep(concern, JPEG, SHOWS).photo
    assert area.school.note_photos.copy(concern, photo) == JPEG
    (said,) = area.school.book.store.statements_of_kind(Kind.RECORD_EXPORTED)
    assert said.about == (concern, child)
    assert dict(said.fields) == {"paper": "note-photograph"}


def test_paper_says_that_it_is_kept_and_a_family_is_not_told_what_it_shows(area: Area) -> None:
    school = area.school
    school.papers._makers = replace(school.papers._ready(), concern=concern_pdf)
    _, concern = entered(school)
    school.note_photos.keep(concern, JPEG, SHOWS)
    own, family = (words(make(concern)) for make in (school.papers.concern_pdf, school.papers.family_pdf))
    for text in (own, family):
        assert "Photographofthenote" in text
        assert "Keptwiththisrecordby" in text
    shows = "".join(SHOWS.split())
    assert shows in own
    assert shows not in family


def test_it_goes_with_a_letter_by_choice_and_only_to_whom_it_is_sealed(area: Area) -> None:
    child, concern = entered(area.school)
    photo = area.school.note_photos.keep(concern, JPEG, SHOWS).photo
    offered = area.share_all(area.school, child)
    area.school.sharing.decide(offered)
    area.post.exchange(area.school, area.desk)
    (line,) = area.desk.note_photos.page(concern).photos
    assert (line.id, line.shows, line.here) == (photo, SHOWS, False)
    assert not area.desk.note_photos.page(concern).offered
    said = area.school.book.store.statements_of_kind(Kind.ATTACHMENT_ADDED)[0]
    assert attached(said)[0].id == photo
    assert "key" not in repr(line)


def words(pdf: bytes) -> str:
    """What stands in a PDF, without spaces."""
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())


def test_who_was_told_of_the_concern_gets_it_and_nobody_else_does(tmp_path: Path) -> None:
    school = School(tmp_path)
    _, concern = entered(school.school)
    school.school.colleagues.tell(concern, ["Perran Quill"])
    photo = school.school.note_photos.keep(concern, JPEG, SHOWS).photo
    school.post.exchange(*school.everyone())
    (line,) = school.assistant.note_photos.page(concern).photos
    assert (line.id, line.shows, line.who) == (photo, SHOWS, "Odette Farrow")
    assert school.deputy.book.store.statements_about(concern) == ()


def test_one_that_was_kept_before_a_wall_went_up_stays_behind_it(tmp_path: Path) -> None:
    school = School(tmp_path)
    _, concern = entered(school.school)
    school.school.note_photos.keep(concern, JPEG, SHOWS)
    school.school.concerns.amend(
        concern, {"kept_from": ("Mirren Voss",), "kept_from_why": "It is about her"}, "Learned"
    )
    assert not school.school.note_photos.page(concern).offered
    with pytest.raises(KeptFromThem):
        school.school.colleagues.tell(concern, ["Mirren Voss"])
    school.post.exchange(*school.everyone())
    assert school.deputy.book.store.statements_about(concern) == ()
