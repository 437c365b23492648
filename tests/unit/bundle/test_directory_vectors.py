"""The kept directories of version 1 are still read, still made, and the example on the page is theirs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import resources
from bundle.directory import partnership_of, unpack_directory, verify_directory
from bundle.enrolment import Invitation, check_request, six_words
from bundle.errors import SenderRevoked
from tests.vectors import make_directory
from tests.vectors.make_directory import AMIR, DESK, FOLDER, NOW, ODETTE

EXAMPLE = json.loads((FOLDER / "example.json").read_text(encoding="utf-8"))
PAGE = Path("docs/spec/directory-v1.md")


@pytest.mark.parametrize(
    "name", ["first.guarddirectory", "second.guarddirectory", "invitation.json", "request.dsse", "example.json"]
)
def test_the_command_makes_the_kept_files_again(tmp_path: Path, name: str) -> None:
    make_directory.main([str(tmp_path)])
    assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_kept_directories_verify_one_after_the_other() -> None:
    first = unpack_directory((FOLDER / "first.guarddirectory").read_bytes())
    second = unpack_directory((FOLDER / "second.guarddirectory").read_bytes())
    assert partnership_of(first) == EXAMPLE["partnership"]
    verify_directory(first, trusted=EXAMPLE["partnership"], now=NOW)
    directory = verify_directory(second, trusted=first, now=NOW)
    assert directory.device(AMIR.id).person == "Amir Haddon"
    assert directory.sender(ODETTE.id, NOW, 6).person == "Odette Farrow"
    with pytest.raises(SenderRevoked):
        directory.sender(ODETTE.id, NOW, 7)
    epoch = directory.epoch(DESK)
    assert epoch is not None
    assert epoch.number == 1


def test_the_kept_request_answers_the_kept_invitation() -> None:
    invitation = Invitation.from_bytes((FOLDER / "invitation.json").read_bytes())
    request = check_request((FOLDER / "request.dsse").read_bytes(), invitation, now=NOW)
    assert request.card == AMIR.card()
    assert six_words(request.card, invitation.partnership, invitation.token, resources.words()) == EXAMPLE["six_words"]


def test_the_page_shows_the_example() -> None:
    page = re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))
    for name in ("partnership", "invitation_id", "proof", "six_words", "token", "hub_seed", "desk_key_seed", "desk"):
        assert EXAMPLE[name] in page, name
    for text in (*EXAMPLE["first"].values(), *EXAMPLE["devices"].values()):
        assert text in page
