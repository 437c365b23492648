"""Papers and copies: what is offered of what, where it goes, and what a code says."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.services.errors import NoSuchRecord
from desktop.services.pages.fields import Choice
from desktop.services.papers import FoundCopy
from desktop.ui.messages import Said
from desktop.ui.papers.presenter import CHILD, CONCERN, NONE, PapersPresenter, found_words, offered_name
from tests.fakes.tasks import FakeTasks


class Shown:
    def __init__(self) -> None:
        self.papers: tuple[Choice, ...] = ()
        self.checks = False
        self.saved = self.failed = self.copied = ""
        self.found: tuple[str, bool] = ("", False)

    def show_papers(self, papers: tuple[Choice, ...], caption: str, *, checks: bool) -> None:
        self.papers, self.checks = papers, checks
        assert "Kian" not in caption

    def show_busy(self, said: str) -> None: ...

    def show_saved(self, title: str, text: str) -> None:
        self.saved = f"{title} {text}"

    def show_found(self, kind: str, title: str, text: str, *, known: bool) -> None:
        self.found = (f"{kind}: {title} {text}", known)

    def show_failure(self, said: Said) -> None:
        self.failed = said.happened

    def copy(self, text: str) -> None:
        self.copied = text


class Papers:
    """Papers that say what was asked for."""

    def concern_pdf(self, concern_id: str, *, court: bool = False) -> bytes:
        if concern_id == "gone":
            raise NoSuchRecord("no such concern in this record book")
        return f"concern {concern_id} {court}".encode()

    def chronology_pdf(self, child_id: str, *, court: bool = False) -> bytes:
        return f"chronology {child_id} {court}".encode()

    def family_pdf(self, concern_id: str) -> bytes:
        return f"family {concern_id}".encode()

    def slip_pdf(self, concern_id: str) -> bytes:
        return f"slip {concern_id}".encode()

    def form_pdf(self) -> bytes:
        return b"form"

    def plain_copy(self, concern_id: str) -> str:
        return f"text of {concern_id}"

    def find(self, code: str) -> FoundCopy | None:
        return FoundCopy("c1", "concern", "today", "Odette Farrow", same_today=True) if code == "CODE" else None


def opened(record: str, about: str) -> tuple[PapersPresenter, Shown, list[tuple[str, str]]]:
    shown, led = Shown(), list[tuple[str, str]]()
    presenter = PapersPresenter(shown, Papers(), FakeTasks(), lambda family, found: led.append((family, found)))
    presenter.open(record, about)
    return presenter, shown, led


@pytest.mark.parametrize(
    ("about", "papers", "checks"),
    [
        (CONCERN, ["concern", "court", "family", "slip", "copy"], False),
        (CHILD, ["chronology", "chronology-court"], False),
        (NONE, ["form"], True),
    ],
)
def test_each_thing_has_its_own_papers(about: str, papers: list[str], checks: bool) -> None:
    _, shown, _ = opened("r1", about)
    assert [choice.code for choice in shown.papers] == papers
    assert shown.checks is checks


def test_each_paper_is_written_where_it_was_asked_for_and_for_its_owner_alone(tmp_path: Path) -> None:
    presenter, shown, _ = opened("c1", CONCERN)
    for paper, content in {
        "concern": b"concern c1 False",
        "court": b"concern c1 True",
        "family": b"family c1",
        "slip": b"slip c1",
        "chronology": b"chronology c1 False",
        "chronology-court": b"chronology c1 True",
        "form": b"form",
    }.items():
        place = tmp_path / f"{paper}.pdf"
        presenter.save(paper, place)
        assert place.read_bytes() == content
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert str(place) in shown.saved


def test_a_paper_that_cannot_be_made_says_so_and_leaves_no_file(tmp_path: Path) -> None:
    presenter, shown, _ = opened("gone", CONCERN)
    presenter.save("concern", tmp_path / "x.pdf")
    assert shown.failed
    assert not (tmp_path / "x.pdf").exists()


def test_a_copy_goes_to_the_clipboard_and_says_for_how_long() -> None:
    presenter, shown, _ = opened("c1", CONCERN)
    presenter.copy()
    assert shown.copied == "text of c1"
    assert "one minute" in shown.saved


def test_a_code_leads_to_its_record_and_an_unknown_one_nowhere() -> None:
    presenter, shown, led = opened("", NONE)
    presenter.look_up("CODE")
    assert shown.found[0].startswith("success: The record says the same today")
    presenter.open_found()
    assert led == [("concern", "c1")]
    presenter.look_up("other")
    assert shown.found[1] is False
    presenter.open_found()
    assert led == [("concern", "c1")]


def test_that_a_record_has_changed_since_is_said() -> None:
    kind, title, text = found_words(FoundCopy("c1", "child", "today", "Odette Farrow", same_today=False))
    assert (kind, title) == ("warning", "Something was added to the record since")
    assert "nothing of it was overwritten" in text


def test_a_files_name_says_nothing_about_anybody() -> None:
    assert offered_name("court", datetime(2026, 11, 20, 23, 30, tzinfo=UTC)) == "court-2026-11-20.pdf"
