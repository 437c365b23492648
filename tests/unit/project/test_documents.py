"""The documents hold together: every link leads somewhere, and the pictures are those that the command makes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from demo.shown import MOST_BYTES, SHOWN, keep_shown

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = ("http://", "https://", "mailto:")
NOT_OURS = {".venv", ".git", ".pytest_cache", "node_modules", "build", "dist"}
PICTURES = ROOT / "docs" / "pictures"


def documents() -> list[Path]:
    found = (path for path in ROOT.rglob("*.md") if not NOT_OURS & set(path.relative_to(ROOT).parts))
    return sorted(found)


def prose(document: Path) -> str:
    """The text without its blocks and spans of code, in which brackets are no links."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "`", text)


def links(document: Path) -> list[str]:
    return [target for target in re.findall(r"\]\(<?([^)\s>]+)", prose(document)) if not target.startswith(ELSEWHERE)]


def anchors(document: Path) -> set[str]:
    """The names that a heading gets on the usual hosts: small letters, no punctuation, hyphens for spaces."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        again = sum(one == name or one.startswith(f"{name}-") for one in found)
        found.add(name if name not in found else f"{name}-{again}")
    return found


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    for target in links(document):
        path, _, anchor = unquote(target).partition("#")
        leads_to = (document.parent / path).resolve() if path else document
        assert leads_to.exists(), target
        assert leads_to.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(leads_to), target


def shown_in_documents() -> set[Path]:
    """Every picture that a document puts on its page."""
    return {
        (document.parent / target).resolve()
        for document in documents()
        for target in re.findall(r"!\[[^\]]*\]\(([^)\s]+)", prose(document))
        if not target.startswith(ELSEWHERE)
    }


def test_the_documents_show_the_pictures_that_the_command_makes_and_no_others() -> None:
    made = {PICTURES / f"{name}.png" for name in SHOWN}
    assert shown_in_documents() == made
    assert set(PICTURES.iterdir()) == made


def test_every_picture_says_in_words_what_it_shows() -> None:
    for document in documents():
        for words in re.findall(r"!\[([^\]]*)\]\(", prose(document)):
            assert len(words) > 20, document


def test_a_kept_picture_is_light_enough_for_a_page() -> None:
    assert all(path.stat().st_size <= MOST_BYTES for path in PICTURES.iterdir())


def test_the_folder_is_filled_with_what_was_drawn_and_nothing_else(tmp_path: Path) -> None:
    drawn, folder = tmp_path / "drawn", tmp_path / "pictures"
    for picture in SHOWN.values():
        (drawn / picture).parent.mkdir(parents=True, exist_ok=True)
        (drawn / f"{picture}.png").write_bytes(picture.encode())
    folder.mkdir()
    (folder / "old.png").write_bytes(b"of another year")
    keep_shown(drawn, folder)
    assert {path.stem: path.read_bytes().decode() for path in folder.iterdir()} == SHOWN


def test_a_picture_that_was_not_drawn_or_is_too_heavy_leaves_the_old_ones(tmp_path: Path) -> None:
    drawn, folder = tmp_path / "drawn", tmp_path / "pictures"
    folder.mkdir()
    (folder / "old.png").write_bytes(b"of another year")
    with pytest.raises(FileNotFoundError):
        keep_shown(drawn, folder)
    for picture in SHOWN.values():
        (drawn / picture).parent.mkdir(parents=True, exist_ok=True)
        (drawn / f"{picture}.png").write_bytes(bytes(MOST_BYTES + 1))
    with pytest.raises(ValueError, match="too heavy"):
        keep_shown(drawn, folder)
    assert [path.name for path in folder.iterdir()] == ["old.png"]


def test_the_list_of_decisions_has_every_decision_in_its_order() -> None:
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\)", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [name for _, name in listed] == sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert all(name.startswith(f"{number}-") for number, name in listed)


def test_every_verb_is_told_to_those_who_work_here() -> None:
    verbs = set(re.findall(r"^([a-z][a-z0-9]*):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = set(re.findall(r"`make ([a-z][a-z0-9]*)", (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert verbs <= told
