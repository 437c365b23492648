"""The words by which a record is found, however long what somebody pasted is."""

from __future__ import annotations

import time

import pytest

from desktop.domain.folding import FieldValue, Folded, FoldedField
from desktop.storage.search import queries, text_of

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


def test_a_day_is_found_as_people_write_days() -> None:
    (short,) = queries("4/3/2017")
    assert '"2017-03-04" *' in short
    (long,) = queries("4 March 2017")
    assert '"2017-03-04" *' in long
    assert queries("4 Mar 2017") != queries("4 Mars 2017")
    assert len(queries("march 2017 visit")) == 3, "a month alone is two words"
    assert len(queries("4 ma 2017")) == 3


def test_a_code_of_a_record_stands_in_its_words_as_one_word() -> None:
    folded = Folded("r1", "concern", {"category": FoldedField("settled", (FieldValue("NEG", "s1", "d1"),))}, (), ())
    assert "ʘccategoriesneg" in text_of(folded).split()
