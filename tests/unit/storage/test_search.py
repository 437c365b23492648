"""The words by which a record is found, however long what somebody pasted is."""

from __future__ import annotations

import time

import pytest

from desktop.domain.folding import FieldValue, Folded, FoldedField
from desktop.storage.search import text_of

QUICK = 1.0  # seconds of processor time; looked at twice, each letter of such a word would take minutes


def concern(seen: str) -> Folded:
    return Folded("c1", "concern", {"seen": FoldedField("settled", (FieldValue(seen, "s1", "d1"),))}, (), ())


@pytest.mark.parametrize("word", ["a" * 200_000, "-" + "a" * 200_000, "ł" + "a" * 200_000, "a'" * 100_000])
def test_a_word_without_an_end_is_looked_at_once(word: str) -> None:
    began = time.process_time()
    assert word in text_of(concern(f"She said {word} and left"))
    assert time.process_time() - began < QUICK


def test_joined_words_are_found_as_one_and_foreign_letters_without_their_marks() -> None:
    text = text_of(concern("Anne-Marie O'Neill and Łukasz were there")).split()
    assert {"AnneMarie", "ONeill", "lukasz", "Łukasz"} <= set(text)
