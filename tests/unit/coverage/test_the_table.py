"""The table of fields says what is there, whole, and is what the page in docs says."""

from __future__ import annotations

from tests.unit.coverage.leaves import leaves
from tests.unit.coverage.nouns import BESIDE, FIELDS, SEEDS, SIGNED
from tests.unit.coverage.table import PAGE, fields_of, page


def test_every_word_of_the_facts_has_its_field() -> None:
    words = [(row, word, path) for row, words in FIELDS.items() for word, paths in words.items() for path in paths]
    words += [("part 1", number, path) for number, (_, paths) in SEEDS.items() for path in paths]
    assert [one for one in words if one[2] != SIGNED and not fields_of(one[2])] == []


def test_every_field_answers_a_word_of_the_facts() -> None:
    """A field that stands under no word was forgotten in the table, or is asked for nothing."""
    named = {
        leaf.path for words in FIELDS.values() for paths in words.values() for path in paths for leaf in fields_of(path)
    }
    named |= {leaf.path for family in BESIDE for leaf in fields_of(f"{family}.*")}
    inside = {"kept_from", "kept_from_why"}  # of every type, asked for by the walls
    links = {
        "concern.others.child",
        "concern.others.name",
        "concern.others.note",
        "concern.harmed_by.record",
        "share.without_letter",
    }
    left = {leaf.path for leaf in leaves() if leaf.name not in inside and leaf.name != "happened"} - named - links
    assert left == set()


def test_the_page_in_docs_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.unit.coverage.table"
