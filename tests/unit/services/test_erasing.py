"""What retention erased is nowhere in the files afterwards, and neither a later letter nor an old backup brings it back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bundle.encoding import unb64u
from bundle.statements import parse, verify
from desktop.domain.records import Quote, Role
from desktop.domain.statements import Json, Kind
from desktop.services.attachments import Attachments
from desktop.services.erasing import UNFINISHED
from desktop.services.errors import HeldByLaw, NoSuchRecord, NotALead, NothingToErase, ReasonNeeded
from desktop.services.session import Session
from desktop.services.stored import LetterState, StoredDraft
from desktop.storage.attachments import SealedFiles
from desktop.storage.store import Store
from tests.unit.services.pages import decrypted
from tests.unit.services.people import DESK, HEALTH, KEY, KIAN, KIANS_ARM, LARKMERE, Area, open_book, utc

WORDS = ("Quibbleworth", "flumdrum")
CONCERN = replace(
    KIANS_ARM, place="the Quibbleworth room", seen="A flumdrum mark", words=(Quote("He flumdrumed me", "Kian"),)
)


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


def begun(session: Session) -> tuple[str, str]:
    """A child and a concern about him."""
    child = session.children.register(replace(KIAN, setting="Thornby")).child
    return child, session.concerns.record(child, CONCERN).concern


def storage(session: Session) -> Store:
    store = session.book.store
    assert isinstance(store, Store)
    return store


def left_in(session: Session) -> set[str]:
    """The words that some decrypted page, its log, or a token in it still holds, as written or in base64url."""
    database = storage(session).database
    raw = decrypted(database.path, bytes(KEY)).lower()
    tokens = [token for _, token in session.book.store.all_tokens()]
    said = " ".join(unb64u(text).decode() for token in tokens for text in token.split("~")[1:] if text).lower()
    tables = [name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = repr([database.rows(f"SELECT * FROM {table}") for table in tables]).lower()  # noqa: S608 - the database's own names
    return {word for word in WORDS if word.lower().encode() in raw or word.lower() in said or word.lower() in rows}


def test_the_words_are_there_before(area: Area) -> None:
    begun(area.school)
    assert left_in(area.school) == set(WORDS)


def test_erased_words_are_nowhere_in_the_files(area: Area) -> None:
    child, concern = begun(area.school)
    database = storage(area.school).database
    beside = database.path.with_name(f"{database.path.name}.before-0006")
    shutil.copy(database.path, beside)
    with area.school.book.writing() as sheet:
        draft = StoredDraft("d1", "concern", child, {"seen": "flumdrum again"}, sheet.now)
        sheet.add(sheet.writer.put_draft(draft))
    area.school.sharing.decide(area.share_all(area.school, child))
    ids = [said.id for said in area.school.book.store.statements_about(concern)]
    changes = area.school.erasing.erase(concern, "kept for 25 years", "retention schedule, line 4")
    assert concern in changes.records
    assert left_in(area.school) == set()
    assert not beside.exists()
    assert area.school.children.search("flumdrum") == ()
    wal = database.path.with_name(database.path.name + "-wal")
    assert left_in(area.school) == set()
    assert not wal.exists() or wal.stat().st_size < 200_000
    card = area.keys["school"].card()
    for named in ids:
        token = area.school.book.store.token(named)
        assert token is not None
        shell = parse(token)
        verify(shell, card)
        assert (shell.id, shell.fields) == (named, {})
        assert shell.position
    assert area.school.keeping.verify().problems == ()
    kept = area.school.book.store.record(child)
    assert kept is not None
    assert kept.fields["given_names"].value == "Kian"
    assert not storage(area.school).views_differ()


def test_single_fields_go_and_the_rest_stays_settled(area: Area) -> None:
    _, concern = begun(area.school)
    said = area.school.book.store.statements_about(concern)[0]
    area.school.erasing.erase_fields({said.id: ["seen", "words", "place"]}, "subject's request")
    assert left_in(area.school) == set()
    folded = area.school.book.store.record(concern)
    assert folded is not None
    assert {name: field.state for name, field in folded.fields.items()} == dict.fromkeys(
        set(said.fields) - {"seen", "words", "place"}, "settled"
    )
    assert next(one for one in folded.statements if one.id == said.id).left_out == 3


def test_what_is_erased_whole_is_gone_and_not_incomplete(area: Area) -> None:
    child, concern = begun(area.school)
    first = area.school.book.store.statements_about(concern)[0]
    area.school.concerns.amend(concern, {"category": "EMO"}, "said more")
    area.school.erasing.erase_fields({first.id: list(first.fields)}, "retention")
    folded = area.school.book.store.record(concern)
    assert folded is not None
    assert {name: field.state for name, field in folded.fields.items()} == {"category": "settled"}
    assert child


def test_a_child_goes_with_everything_about_the_child(area: Area) -> None:
    child, concern = begun(area.school)
    looked = area.school.erasing.look(child)
    assert {child, concern} <= set(looked.records)
    assert looked.statements >= 2
    area.school.erasing.erase(child, "25 years")
    assert left_in(area.school) == set()
    assert "Pellow" not in repr(decrypted(storage(area.school).database.path, bytes(KEY)))
    assert area.school.children.search() == ()


def test_a_later_letter_does_not_bring_the_words_back(area: Area) -> None:
    child, concern = begun(area.school)
    area.school.sharing.decide(area.share_all(area.school, child))
    sent = area.post.send(area.school)
    assert sent
    area.school.erasing.erase(concern, "kept for 25 years")
    for container in [container for _, container in area.post.post]:
        area.school.mailroom.take_in(container, "letter")
    area.post.exchange(area.school, area.desk)
    assert left_in(area.school) == set()
    assert left_in(area.desk) == set(WORDS)  # it binds the own organisation alone


def test_letters_that_carry_the_words_and_have_not_left_do_not_leave(area: Area) -> None:
    child, concern = begun(area.school)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.school.erasing.erase(concern, "kept for 25 years")
    store = storage(area.school)
    stopped = store.outgoing(LetterState.SET_ASIDE)
    assert {letter.reason for letter in stopped} == {"Erased"}
    assert all(not letter.sealed for letter in stopped)
    area.post.exchange(area.school, area.desk)
    assert left_in(area.desk) == set()


def test_a_restored_backup_loses_the_words_once_its_own_tombstone_is_back(area: Area, tmp_path: Path) -> None:
    _, concern = begun(area.school)
    store = storage(area.school)
    store.checkpoint()
    backup = tmp_path / "backup.db"
    shutil.copy(store.database.path, backup)
    area.school.erasing.erase(concern, "kept for 25 years")
    area.post.send(area.school)
    restored = open_book(backup, area.keys["school"], area.clocks["school"], area.random)
    assert left_in(restored) == set(WORDS)
    area.post.fetch(restored)
    assert left_in(restored) == set()
    assert restored.book.store.views_differ(lambda _: None) is False
    restored.lock()


def test_a_hold_stops_an_erasure_until_it_is_lifted(area: Area) -> None:
    child, concern = begun(area.school)
    area.school.erasing.hold(child, "an inquiry asks for it")
    for refused in (lambda: area.school.erasing.erase(concern, "r"), lambda: area.school.erasing.erase(child, "r")):
        with pytest.raises(HeldByLaw):
            refused()
    assert [one.kind for one in area.school.erasing.look(concern).holds] == []
    assert left_in(area.school) == set(WORDS)
    area.school.erasing.lift(child, "the inquiry ended")
    area.school.erasing.erase(child, "25 years")
    assert left_in(area.school) == set()


def test_a_tombstone_that_meets_a_hold_waits_for_its_end(area: Area) -> None:
    child, concern = begun(area.school)
    area.school.erasing.hold(child, "an inquiry asks for it")
    said = area.school.book.store.statements_about(concern)[0]
    with area.school.book.writing() as sheet:  # a colleague's device that knew of no hold
        rows = {"statements": [{"statement": said.id}], "reason": "25 years"}
        sheet.say(Kind.RECORD_ERASED, (concern, child), rows, must=True)
    assert left_in(area.school) == set(WORDS)
    area.school.erasing.lift(child, "the inquiry ended")
    assert left_in(area.school) == set()


def test_an_erasure_needs_a_reason_a_record_and_a_choice(area: Area) -> None:
    child, concern = begun(area.school)
    erasing = area.school.erasing
    with pytest.raises(ReasonNeeded):
        erasing.erase(concern, " ")
    with pytest.raises(ReasonNeeded):
        erasing.hold(child, "")
    with pytest.raises(ReasonNeeded):
        erasing.lift(child, "")
    for missing in (
        lambda: erasing.erase("A" * 22, "r"),
        lambda: erasing.hold("A" * 22, "r"),
        lambda: erasing.lift(child, "r"),
    ):
        with pytest.raises(NoSuchRecord):
            missing()
    with pytest.raises(NoSuchRecord):
        erasing.erase_fields({"0" * 64: ["seen"]}, "r")
    with pytest.raises(NothingToErase):
        erasing.erase_fields({}, "r")
    assert left_in(area.school) == set(WORDS)


def test_a_recorder_does_not_erase(tmp_path: Path) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    _, concern = begun(area.school)
    organisations = [(profile.organisation, profile.organisation_kind) for profile in (DESK, LARKMERE, HEALTH)]
    area.desk.membership.found(area.post.card.to_bytes(), organisations)
    area.admit(area.school, Role.RECORDER)
    area.school.membership.adopt_directory(area.desk.membership.directory_file())
    with pytest.raises(NotALead):
        area.school.erasing.erase(concern, "kept for 25 years")
    with area.school.book.writing() as sheet:  # and saying it all the same erases nothing
        said = area.school.book.store.statements_about(concern)[0]
        rows = {"statements": [{"statement": said.id}], "reason": "r"}
        sheet.say(Kind.RECORD_ERASED, said.about, rows, must=True)
    assert left_in(area.school) == set(WORDS)
    folded = area.school.book.store.record(concern)
    assert folded is not None
    assert "only a lead" in folded.refused[0][1]
    area.close()


def test_the_sealed_files_of_erased_attachments_go_too_and_an_erasure_broken_off_is_finished_at_opening(
    tmp_path: Path,
) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"))
    files = SealedFiles(tmp_path / "school")
    (tmp_path / "school").mkdir()
    area.school.book.sealed_files = files
    child, concern = begun(area.school)
    added = Attachments(area.school.book, files).add(
        concern, child, "flumdrum.txt", "text/plain", BytesIO(b"Quibbleworth")
    )
    assert files.ids() == (added.attachment,)
    area.school.book.sealed_files = None  # as if the power went before the files were removed
    area.school.erasing.erase(concern, "kept for 25 years")
    area.school.book.sealed_files = files
    with area.school.book.writing() as sheet:
        sheet.writer.put_setting(UNFINISHED, [added.attachment])
    area.school.erasing.finish()
    assert files.ids() == ()
    assert area.school.book.store.setting(UNFINISHED) is None
    assert left_in(area.school) == set()
    area.close()


def test_the_sealed_files_that_a_tombstone_from_a_letter_names_go_when_it_is_taken_in(
    area: Area, tmp_path: Path
) -> None:
    files = SealedFiles(tmp_path / "desk files")
    (tmp_path / "desk files").mkdir()
    child, concern = begun(area.desk)
    area.desk.book.sealed_files = files
    added = Attachments(area.desk.book, files).add(
        concern, child, "flumdrum.txt", "text/plain", BytesIO(b"Quibbleworth")
    )
    with area.desk.book.writing() as sheet:  # as taking a colleague's tombstone in leaves it
        rows: list[Json] = [{"statement": added.statement}]
        sheet.say(Kind.RECORD_ERASED, (concern, child), {"statements": rows, "reason": "retention"}, must=True)
    assert files.ids() == (added.attachment,)
    theirs, _ = begun(area.school)
    area.school.sharing.decide(area.share_all(area.school, theirs))
    area.post.exchange(area.school, area.desk)
    assert files.ids() == ()
    assert area.desk.book.store.setting(UNFINISHED) is None
