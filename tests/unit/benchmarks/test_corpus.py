"""The book to measure with is the same in every run, is kept between runs, and holds what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.corpus_figures import Figure


def test_a_book_is_made_once_with_as_many_concerns_as_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "LONGEST", 8)
    made = corpus.corpus(20, tmp_path)
    session = made.unlock()
    rows = session.children.search("", "-concerns")
    said = [session.children.entry(row.id) for row in rows]
    assert sum(row.concerns for row in rows) == 20
    assert rows[0].concerns in range(4, 10)
    assert session.book.store.views_differ(lambda _tick: None) is False
    session.lock()
    assert corpus.corpus(20, tmp_path) == made
    other = corpus.corpus(20, tmp_path / "again").unlock()
    assert sorted(map(repr, said)) == sorted(repr(other.children.entry(row.id)) for row in other.children.search(""))
    other.lock()


def test_a_book_that_was_not_finished_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "LONGEST", 8)
    left = tmp_path / f"corpus-{corpus.VERSION}-4" / "home"
    left.mkdir(parents=True)
    (left / "half").write_text("")
    session = corpus.corpus(4, tmp_path).unlock()
    assert not (left / "half").exists()
    session.lock()


def test_a_figure_is_held_from_the_right_side() -> None:
    assert Figure("search", 40, "ms", 50).held
    assert not Figure("rebuilt", 40, "statements/s", 50, least=True).held
