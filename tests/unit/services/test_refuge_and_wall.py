"""Two promises on which a life may hang, each kept through everything that the record can do.

A refuge address that must not be disclosed is in no letter to anybody else, on no paper and in no file; an allegation that somebody
must not see cannot be decrypted with the keys of the person it is about, nor with those of a relative who works there too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bundle.container import Parts, pack
from bundle.errors import NotARecipient
from bundle.keys import DeviceKeys
from bundle.letters import open_letter
from bundle.statements import parse
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import Attended, InvolvedChild, Role
from desktop.domain.statements import Kind
from desktop.reports.makers import MAKERS
from desktop.services.errors import KeptFromThem
from desktop.services.session import Session
from tests.unit.coverage.filled import text_of_pdf
from tests.unit.services.people import ESME, KIAN, KIANS_ARM, LARKMERE, Area, HandClock, Locks, open_book, utc, waiting

START = utc("2026-11-20T09:30")
SECRETS = (
    "Larchwood",
    "ZX9 9ZZ",
    "Thornby",
    "Old Mill",
    "Fen Surgery",
    "Wicket House",
    "Nightkeeper",
    "Sallow Row",
    "ZY1 2AB",
)
"""The refuge and everything that leads there, and the home that was fled from, which is old text of the same fields."""

REFUGE = {
    "address": "1 Larchwood Way", "postcode": "ZX9 9ZZ", "address_withheld": True, "setting": "Thornby Infants",
    "schools": (Attended("Old Mill Nursery"),), "gp": "Fen Surgery", "placement": "Wicket House, a refuge",
    "safeguards": "Nightkeeper on the door",
}  # fmt: skip


class School(Area):
    """A school whose deputy is accused, with a relative of hers among the staff, and an assistant who writes it down."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, START)
        self.letters: list[bytes] = []
        self.accused = self._colleague("Mirren Voss", "Deputy safeguarding lead", Role.LEAD)
        self.relative = self._colleague("Tamsin Voss", "Teacher", Role.RECORDER)
        self.assistant = self._colleague("Perran Quill", "Teaching assistant", Role.RECORDER)
        for session in self.staff():
            session.membership.adopt_directory(self.desk.membership.directory_file())

    def _colleague(self, name: str, title: str, role: Role) -> Session:
        clock = self.clocks[name] = HandClock(START)
        self.keys[name] = DeviceKeys.generate(self.random)
        path, profile = self.folder / f"{name}.db", replace(LARKMERE, name=name, role_title=title)
        session = open_book(path, self.keys[name], clock, self.random, profile)
        self.admit(session, role)
        return session

    def staff(self) -> tuple[Session, ...]:
        return (self.school, self.accused, self.relative, self.assistant)

    def exchange(self) -> list[bytes]:
        """Everything that is sent is delivered to whom it is for; gives every letter back as it stands on the hub."""
        sessions = (*self.staff(), self.desk, self.health)
        for _ in range(3):
            self.letters = [
                *self.letters,
                *(pack(Parts(one.waybill, one.sealed, None)) for s in sessions for one in waiting(s)),
            ]
            self.post.exchange(*sessions)
        return self.letters


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path)
    yield made
    made.close()
    for session in (made.accused, made.relative, made.assistant):
        session.lock()


def everything_in(session: Session) -> str:
    """Every statement that a book holds, as it was signed."""
    return "\n".join(repr(dict(parse(token).fields)) for _, token in session.book.store.all_tokens())


def test_a_refuge_address_is_in_no_letter_to_others_on_no_paper_and_in_no_file(school: School, tmp_path: Path) -> None:
    book = school.school.book
    writer = Session(
        book.store, book.keys, school.clocks["school"], school.random, book.guidance, Locks(book.store), makers=MAKERS
    )
    child = writer.children.register(KIAN).child
    writer.children.amend(child, REFUGE, "They have fled")
    adult = writer.people.add(
        child,
        PersonEntry("Jenna", "Pellow", address="1 Larchwood Way", address_withheld=True),
        RelationshipEntry("mother"),
    )
    concern = writer.concerns.record(child, KIANS_ARM).concern
    voice = writer.entries.record(child, "voice", {"wishes": "To sleep through", "seen": "yes"}).record
    share = writer.sharing.decide(school.share_all(writer, child)).share
    writer.colleagues.tell(concern, ["Perran Quill"])
    school.exchange()
    for reader in (school.desk, school.health, school.assistant, school.accused, school.relative):
        held = everything_in(reader)
        for secret in SECRETS:
            assert secret not in held, reader.profile.name
    assert "Pellow" in everything_in(school.desk), "the letter itself arrived"
    papers = writer.papers
    printed = [
        papers.chronology_pdf(child), papers.chronology_pdf(child, court=True), papers.concern_pdf(concern),
        papers.concern_pdf(concern, court=True), papers.family_pdf(concern), papers.slip_pdf(concern), papers.entry_pdf(voice),
        papers.decision_pdf(share), papers.person_pdf(adult.person), papers.form_pdf(),
    ]  # fmt: skip
    told = "\n".join((*map(text_of_pdf, printed), papers.plain_copy(concern), repr(writer.diagnostics.facts())))
    for secret in SECRETS:
        assert secret not in told
    raw = b"".join((*printed, *school.letters, *(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())))
    for secret in SECRETS:
        assert secret.encode() not in raw


def test_a_walled_allegation_opens_with_no_key_of_the_subject_or_of_a_relative(school: School) -> None:
    writer = school.assistant
    child = writer.children.register(KIAN).child
    other = writer.children.register(ESME).child
    walled = replace(
        KIANS_ARM, accused_works_with_children="yes", kept_from=("Mirren Voss", "her sister Ms Voss"), seen="Zanzibar",
        others=(InvolvedChild(other, role="witness", note="Zanzibar too"),),
    )  # fmt: skip
    concern = writer.concerns.record(child, walled).concern
    with pytest.raises(KeptFromThem):
        writer.colleagues.tell(concern, ["Tamsin Voss"])
    writer.colleagues.tell(concern, ["Odette Farrow"], "Please ring me")
    writer.concerns.amend(concern, {"place": "Zanzibar hall"}, "Zanzibar")
    writer.withdrawing.disagree(concern, "Jenna Pellow", "mother", "Zanzibar")
    writer.sharing.decide(school.share_all(writer, child, reasons="Zanzibar"))
    found = writer.finding.find("Zanzibar")
    assert (found.children, found.records, found.people) == ((), (), ()), "not even its writer finds it by its words"
    letters = school.exchange()
    directory = school.desk.book.directory
    assert directory is not None
    assert letters
    readable = dict.fromkeys(("Mirren Voss", "Tamsin Voss", "school"), 0)
    for letter in letters:
        for name in readable:
            try:
                opened = open_letter(letter, keys=school.keys[name], directory=directory, now=START)
            except NotARecipient:
                continue
            about_children = [one for one in opened.statements if one.kind != Kind.DEVICE_ADMITTED]
            readable[name] += bool(about_children)
    assert readable.pop("school"), "whom it was told opens it"
    assert readable == {"Mirren Voss": 0, "Tamsin Voss": 0}
    for session in (school.accused, school.relative):
        assert session.book.store.record(concern) is None
        assert session.children.search() == ()
        assert session.finding.find("Zanzibar").records == ()
        assert session.today.page().told == ()
    assert school.school.concerns.page(concern).entry.seen == "Zanzibar"
    (whom, *_more) = school.school.finding.find("Pellow").kept
    assert whom.startswith("Perran Quill, "), "whoever reads it is told whom to ask"
