"""Papers and copies: what is on them, that each is recorded, and the code of a court copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.records import Quote
from desktop.domain.statements import Kind
from desktop.services.errors import NoSuchRecord, PrintingUnavailable
from desktop.services.papers import PaperMakers, code_of, code_over, spaced
from desktop.services.session import Session
from tests.unit.services.people import KIAN, KIANS_ARM, Area, Locks, utc


def kian(area: Area, **changes: Any) -> str:
    child = area.school.children.register(KIAN).child
    entry = replace(KIANS_ARM, **changes)
    return area.school.concerns.record(child, entry).concern


def copies(session: Session) -> list[dict[str, object]]:
    return [dict(said.fields) for said in session.book.store.statements_of_kind(Kind.RECORD_EXPORTED)]


def test_a_concern_is_printed_whole_with_its_amendments_and_that_it_was_is_recorded(area: Area) -> None:
    concern = kian(area)
    area.school.concerns.amend(concern, {"place": "cloakroom"}, "Remembered wrongly", "R. Quill")
    paper = area.school.papers.concern_pdf(concern).decode()
    for part in ("Craig got me with the charger", "cloakroom", "classroom", "Remembered wrongly", "Kian Pellow"):
        assert part in paper
    assert copies(area.school) == [{"paper": "concern"}]


def test_a_court_copy_has_a_code_that_finds_it_again_and_tells_that_the_record_has_changed(area: Area) -> None:
    concern = kian(area)
    area.school.papers.concern_pdf(concern, court=True)
    (copy,) = copies(area.school)
    code = str(copy["code"])
    found = area.school.papers.find(spaced(code).lower())
    assert found is not None
    assert (found.record, found.same_today, found.by) == (concern, True, "Odette Farrow")
    area.school.concerns.page(concern)  # reading it and printing it again change nothing
    area.school.papers.concern_pdf(concern, court=True)
    assert [one["code"] for one in copies(area.school)] == [code, code]
    area.school.concerns.amend(concern, {"place": "cloakroom"}, "Remembered wrongly")
    found = area.school.papers.find(code)
    assert found is not None
    assert not found.same_today
    assert area.school.papers.find("0000 0000 0000 0000 0000") is None
    assert area.school.papers.find("nonsense") is None


def test_a_code_is_the_same_for_the_same_statements_in_any_order_and_forgives_what_is_misread() -> None:
    code = code_over(["b", "a"])
    assert code == code_over(["a", "b", "a"]) != code_over(["a"])
    assert len(code) == 20
    misread = spaced(code).replace("0", "o").replace("1", "l")
    assert code_of(misread) == code
    assert code_of(code[:-1]) == ""


def test_a_familys_copy_leaves_out_what_others_said_and_their_old_words_too(area: Area) -> None:
    concern = kian(area, reported=(Quote("I heard shouting", "neighbour"),))
    area.school.concerns.amend(concern, {"opinion": "Frightened of going home"}, "I think so")
    paper = area.school.papers.family_pdf(concern).decode()
    assert "Craig got me with the charger" in paper
    for part in ("I heard shouting", "Frightened of going home"):
        assert part not in paper
    assert copies(area.school) == [{"paper": "family"}]


def test_the_slip_says_what_was_done_and_nothing_of_the_child(area: Area) -> None:
    concern = kian(area)
    child = area.school.children.search()[0].id
    area.school.sharing.decide(area.share_all(area.school, child))
    slip = area.school.papers.slip_pdf(concern).decode()
    assert "Odette Farrow" in slip
    assert "It was decided whether to share it with another agency" in slip
    for part in ("Kian", "Pellow", "Craig", "arm", "Physical"):
        assert part not in slip


def test_each_empty_form_has_a_number_of_its_own_that_is_recorded(area: Area) -> None:
    area.school.papers.form_pdf()
    area.school.papers.form_pdf()
    first, second = copies(area.school)
    assert first["number"] != second["number"]
    assert len(str(first["number"])) == 8


def test_a_copy_for_another_record_system_is_plain_text_with_every_side_and_amendment(area: Area) -> None:
    concern = kian(area)
    area.school.concerns.amend(concern, {"place": "cloakroom"}, "Remembered wrongly")
    text = area.school.papers.plain_copy(concern)
    assert text.startswith("Physical abuse, 20 November 2026 at 09:05. About Kian Pellow.")
    assert "cloakroom" in text
    assert "Why: Remembered wrongly" in text
    assert copies(area.school) == [{"paper": "copy"}]


def test_what_is_not_there_is_refused_and_nothing_is_recorded(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    for make in (area.school.papers.concern_pdf, area.school.papers.slip_pdf, area.school.papers.plain_copy):
        with pytest.raises(NoSuchRecord):
            make(child)
    assert copies(area.school) == []


def test_without_a_way_to_make_papers_each_says_so(area: Area) -> None:
    concern = kian(area)
    book = area.school.book
    locks = Locks(book.store)
    bare = Session(book.store, book.keys, area.clocks["school"], area.random, book.guidance, locks)
    for make in (bare.papers.concern_pdf, bare.papers.slip_pdf, bare.papers.family_pdf):
        with pytest.raises(PrintingUnavailable):
            make(concern)
    with pytest.raises(PrintingUnavailable):
        bare.papers.form_pdf()
    assert copies(area.school) == []


def test_the_time_of_printing_is_the_books_clock(area: Area) -> None:
    concern = kian(area)
    area.at(utc("2026-11-23T11:00"))
    assert "2026, 11, 23, 11, 0" in area.school.papers.concern_pdf(concern).decode()


def test_a_paper_copy_is_recorded_first_and_leaves_out_what_must_not_be_disclosed(area: Area) -> None:
    child = area.school.children.register(replace(KIAN, address_withheld=True)).child
    area.school.concerns.record(child, KIANS_ARM)
    paper = area.school.papers.chronology_pdf(child).decode()
    assert "charger" in paper
    assert "Sallow" not in paper
    assert "withheld=('Address', 'Postcode', 'School, nursery or club')" in paper
    assert len(area.school.book.store.statements_of_kind(Kind.RECORD_EXPORTED)) == 1
    assert "made a paper copy" in [row.what for row in area.school.children.page(child).openings]
    with pytest.raises(NoSuchRecord):
        area.school.papers.chronology_pdf("nobody")


def test_a_walled_record_is_named_on_paper_and_not_told(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, replace(KIANS_ARM, kept_from=("the deputy head",)))
    paper = area.school.papers.chronology_pdf(child).decode()
    assert "charger" not in paper
    assert "must not see" in paper


def test_the_export_is_recorded_even_when_the_printing_fails(area: Area) -> None:
    child = area.school.children.register(KIAN).child

    def out_of_paper(_: object) -> bytes:
        raise OSError("no paper")

    makers = PaperMakers(out_of_paper, out_of_paper, out_of_paper, out_of_paper, out_of_paper)
    book = area.school.book
    broken = Session(
        book.store, book.keys, area.clocks["school"], area.random, book.guidance, Locks(book.store), makers=makers
    )
    with pytest.raises(OSError, match="no paper"):
        broken.papers.chronology_pdf(child)
    assert len(area.school.book.store.statements_of_kind(Kind.RECORD_EXPORTED)) == 1
