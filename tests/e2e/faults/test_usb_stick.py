"""By USB stick both ways, with the hub's own command at the other end and no network at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.sync.errors import HubAway
from tests.e2e.faults.area import Area, assert_whole, letters

ROOT = Path(__file__).resolve().parents[3]


def take_in(area: Area, stick: Path) -> str:
    """The hub's operator takes a stick in and writes out what waits."""
    command = [sys.executable, "-m", "hub", "--folder", str(area.hub.folder), "take-in", str(stick), "--hand-out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "Kian" not in done.stdout + done.stderr
    return done.stdout


def test_a_referral_goes_and_its_answer_comes_back_by_stick_alone(area: Area, tmp_path: Path) -> None:
    school, desk = area.unlock("school"), area.unlock("desk")
    child, shared = area.refer(school)
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()

    assert school.courier.to_folder(there) == 2
    assert school.children.page(child).shares[0].state == "copied to carry by hand, not yet delivered"
    assert "2 new" in take_in(area, there)
    took = desk.courier.from_folder(there)
    assert (took.fetched, took.set_aside, took.problems) == (1, 0, ())
    (row,) = desk.desk.enquiries()
    assert (row.id, row.marks) == (shared, ())
    page = desk.desk.open(shared)
    desk.desk.decide(shared, page.outcomes[0].code, "Strategy discussion on Monday.", "We ring by 14:00")

    desk.courier.to_folder(back)
    assert "new" in take_in(area, back)
    took = school.courier.from_folder(back)
    assert (took.set_aside, took.problems) == (0, ())
    answered = school.children.page(child).shares[0]
    assert page.outcomes[0].label in answered.outcome
    assert answered.outcome_reasons == "Strategy discussion on Monday."
    assert school.letters.freshness().waiting == 1, "the answer is no receipt"
    school.courier.from_folder(there)  # the stick comes home with the receipts
    assert letters(school)[0].delivered_at == row.received_at
    assert school.letters.freshness().waiting == 0
    assert school.letters.outbox()[0].state == "answered"

    desk.courier.from_folder(back)  # and the other one home to the desk
    assert desk.letters.freshness().waiting == 0

    before = [list(session.book.store.all_tokens()) for session in (school, desk)]
    for stick in (there, back, there):  # everything again, in any order: nothing more happens
        for session in (desk, school):
            assert session.courier.from_folder(stick).fetched == 0
        assert "0 new" in take_in(area, stick)
    assert [list(session.book.store.all_tokens()) for session in (school, desk)] == before
    for session in (school, desk):
        assert session.letters.set_aside() == ()
        assert_whole(session)
    with pytest.raises(HubAway):  # there was no network all the while
        school.courier.exchange()
    names = [path.name for stick in (there, back) for path in stick.rglob("*")]
    assert not any(word in name for name in names for word in ("Kian", "Pellow", "Larkmere", "Ashmere"))
