"""Guardbook is used through the accessibility interface alone, with Orca; the work is done by ``drive.py`` on the system's Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.a11y import drive, speech

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = "/usr/bin/python3"


@pytest.mark.a11y
def test_a_concern_is_recorded_read_and_shared_by_ear() -> None:
    if drive.missing():
        pytest.skip(f"needs programs that are not here: {', '.join(drive.missing())}")
    done = subprocess.run(
        [SYSTEM, "-m", "tests.a11y.drive"], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "Orca said what is kept" in done.stdout


@pytest.mark.a11y
def test_a_window_without_names_is_refused() -> None:
    """The same looking, at a small window whose only field has no name: it is not found, and the refusal says what is there."""
    if drive.missing():
        pytest.skip(f"needs programs that are not here: {', '.join(drive.missing())}")
    done = subprocess.run(
        [SYSTEM, "-m", "tests.a11y.drive", "--planted"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    assert "no password text 'Passphrase'; there is: ''" in done.stdout


def test_what_differs_from_day_to_day_is_not_compared() -> None:
    said = "Kian, born 14 March 2017, written 20 Nov 2026, 09:05, on Friday; 1f9926ad9a8e3995 in version 0.1.0, Level 4"
    assert (
        speech.plain(said)
        == "Kian, born ‹date›, written ‹date›, ‹time›, on ‹weekday›; ‹id› in version ‹version›, Level 4"
    )


def test_another_word_of_orca_is_shown_as_a_difference_and_can_be_kept(tmp_path: Path) -> None:
    speech.keep("unlock", ["> go to 'Passphrase'", "  Passphrase password text."], tmp_path)
    assert speech.compare("unlock", ["> go to 'Passphrase'", "  Passphrase password text."], tmp_path) == ""
    difference = speech.compare("unlock", ["> go to 'Passphrase'", "  password text."], tmp_path)
    assert "-  Passphrase password text." in difference
    assert "+  password text." in difference
    speech.keep("unlock", ["> go to 'Passphrase'", "  password text."], tmp_path)
    assert speech.compare("unlock", ["> go to 'Passphrase'", "  password text."], tmp_path) == ""


def test_a_journey_without_a_kept_transcript_fails(tmp_path: Path) -> None:
    assert "+  Today" in speech.compare("unlock", ["  Today"], tmp_path)


def test_this_python_is_not_the_one_that_listens() -> None:
    assert sys.executable != SYSTEM
