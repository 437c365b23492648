"""A hub that lies about its log, with the real keys: two members who correspond catch it, and nothing of theirs is lost.

Each lie has its own test. What "caught" means is the same in all (``caught``): the exchange is refused with its reason,
an alarm stands on Today, letters wait with the same bytes, a stick still carries them, and both of the hub's signed words
are kept, so that anybody with its public keys can judge them again.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bundle.checkpoints import open_checkpoint
from bundle.errors import HistoryChanged
from bundle.witness import check_growth
from desktop.services.session import Session
from desktop.services.stored import LetterState
from desktop.services.witnessing import ALARM
from desktop.sync.errors import HubHistoryChanged
from tests.e2e.faults.area import Area, assert_whole, contents, letters, said, share
from tests.fakes.lying_hub import LyingHub


def evidence(session: Session) -> Mapping[str, object]:
    """What is kept of the contradiction: one statement, whatever came after it."""
    statements = session.book.store.statements_of_kind("hub.disputed")
    assert len(statements) == 1
    return statements[0].fields


def caught(session: Session, *reasons: str) -> None:
    """The next exchange is refused, loses nothing, and tells why; so is the one after it."""
    for _ in range(2):
        with pytest.raises(HubHistoryChanged) as refused:
            session.courier.exchange()
        assert refused.value.reason in reasons
        assert "letter service" in said(refused.value).happened
    stands(session, *reasons)


def stands(session: Session, *reasons: str) -> None:
    assert session.book.witnessing.disputed() in reasons
    assert any(ALARM[0] in warning for warning in session.today.page().warnings)
    assert evidence(session)["why"] in reasons
    assert_whole(session)


def goes_by_stick(session: Session, reader: Session, stick: Path) -> int:
    """Letters still go by stick, and are read."""
    stick.mkdir(exist_ok=True)
    assert session.courier.to_folder(stick) > 0
    return reader.courier.from_folder(stick).fetched


def again(area: Area, session: Session) -> str:
    """Record something more about the child and share it; give the share's id."""
    child = session.book.store.children()[0].child
    session.concerns.record(child, area.concern())
    return share(session, child)


def correspond(area: Area, liar: LyingHub) -> tuple[Session, Session]:
    """The school refers a child, the desk has the letter; the hub was honest until now."""
    school, desk = area.opened[0], area.unlock("desk")
    area.refer(school)
    school.courier.exchange()
    desk.courier.exchange()
    assert desk.desk.enquiries()
    assert school.book.witnessing.log_size() == desk.book.witnessing.log_size() == len(liar.view.log.leaves)
    return school, desk


def test_an_honest_hub_is_believed_however_its_log_grows(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    for _ in range(3):
        again(area, school)
        school.courier.exchange()
        desk.courier.exchange()
    for session in (school, desk):
        assert session.book.witnessing.disputed() == ""
        assert session.book.witnessing.wanted() == (len(liar.view.log.leaves),)
        assert_whole(session)


def test_a_hub_that_drops_a_letter_is_refused(area: Area, liar: LyingHub, tmp_path: Path) -> None:
    school, desk = correspond(area, liar)
    shared = again(area, school)
    before = contents(school)
    posted = liar.posted
    liar.drop(len(liar.view.log.leaves) - 1)
    with pytest.raises(HubHistoryChanged):
        school.courier.exchange()
    assert liar.posted == posted  # nothing was sent to it
    assert contents(school)[2] == before[2]  # every letter, byte for byte
    caught(school, "shorter")
    caught(desk, "shorter")
    assert goes_by_stick(school, desk, tmp_path / "stick")
    assert shared in [row.id for row in desk.desk.enquiries()]


def test_a_hub_that_drops_a_letter_and_grows_again_is_refused(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    liar.drop(len(liar.view.log.leaves) - 1)
    for _ in range(3):
        liar.log_nothing(liar.view)
    caught(school, "rewritten")
    caught(desk, "rewritten")


def test_a_hub_that_forgets_a_receipt_we_hold_is_refused(area: Area, liar: LyingHub) -> None:
    school, _ = correspond(area, liar)
    known = len(liar.view.log.leaves)
    again(area, school)
    again(area, school)
    school.courier.exchange()
    assert {one.state for one in school.book.store.outgoing()} == {LetterState.DELIVERED}
    while len(liar.view.log.leaves) > known:
        liar.drop(known)
    caught(school, "shorter")


def test_a_hub_that_reorders_its_log_is_refused(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    liar.reorder(0, len(liar.view.log.leaves) - 1)
    caught(school, "forked")
    caught(desk, "forked")
    assert evidence(school)["seen"] != evidence(school)["shown"]


def test_a_hub_that_rewrites_when_a_letter_came_is_refused(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    liar.rewrite(len(liar.view.log.leaves) - 1, earlier=timedelta(days=3))
    again(area, school)
    liar.log_nothing(liar.view)
    caught(school, "rewritten")
    caught(desk, "rewritten")


def test_a_hub_that_back_dates_a_letter_is_refused_although_its_tree_holds(area: Area, liar: LyingHub) -> None:
    school, _ = correspond(area, liar)
    shared = again(area, school)
    liar.view.slow = timedelta(days=2)
    waiting = {one.bundle for one in school.book.store.outgoing() if one.state is LetterState.SEALED}
    with pytest.raises(HubHistoryChanged):
        school.courier.exchange()
    caught(school, "back-dated")
    still = {one.bundle for one in school.book.store.outgoing() if one.state is LetterState.SEALED}
    assert still == waiting  # a receipt with a time that cannot be is no receipt
    assert evidence(school)["receipt"]
    assert school.book.store.statements_about(shared)


def test_a_back_dated_letter_is_caught_by_its_reader_too(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    shared = again(area, school)
    liar.view.slow = timedelta(days=2)
    with pytest.raises(HubHistoryChanged):
        school.courier.exchange()
    with pytest.raises(HubHistoryChanged):
        desk.courier.exchange()
    caught(desk, "back-dated")
    assert shared not in [
        row.id for row in desk.desk.enquiries()
    ]  # its sender was nobody at that time: it is set aside
    assert [row.reason for row in desk.letters.set_aside()] == ["SenderRevoked"]


def test_a_hub_that_shows_two_histories_is_caught_by_two_who_correspond(
    area: Area, liar: LyingHub, tmp_path: Path
) -> None:
    school, desk = correspond(area, liar)
    liar.fork(desk.device)
    again(area, school)
    school.courier.exchange()
    desk.courier.exchange()  # each story holds by itself
    assert school.book.witnessing.disputed() == desk.book.witnessing.disputed() == ""
    shared = again(area, school)  # this one's cover says what the school saw
    school.courier.exchange()
    with pytest.raises(HubHistoryChanged):
        desk.courier.exchange()
    caught(desk, "forked", "rewritten")
    assert shared in [row.id for row in desk.desk.enquiries()]  # it came all the same
    row = next(row for row in desk.desk.enquiries() if row.id == shared)
    desk.desk.open(row.id)
    assert goes_back(desk, school, tmp_path / "stick")
    with pytest.raises(HubHistoryChanged):
        school.courier.exchange()
    caught(school, "forked", "rewritten", "shorter")


def goes_back(desk: Session, school: Session, stick: Path) -> bool:
    """The desk shares something with the school by stick; its cover says what the desk saw."""
    stick.mkdir(exist_ok=True)
    waiting = [one for one in desk.book.store.outgoing() if one.state is LetterState.SEALED]
    assert waiting
    assert desk.courier.to_folder(stick) > 0
    school.courier.from_folder(stick)
    return True


def test_a_hub_that_withholds_a_letter_shows_by_the_number_that_is_missing(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    again(area, school)
    for one in letters(school)[-1:]:
        liar.view.withheld.add(one.bundle)
    school.courier.exchange()
    again(area, school)
    school.courier.exchange()
    desk.courier.exchange()
    warnings = [warning for warning in desk.today.page().warnings if "has not come" in warning]
    assert len(warnings) == 1
    assert "Larkmere" in warnings[0]
    liar.view.withheld.clear()


def test_a_hub_that_shows_an_old_log_to_one_member_is_caught_by_the_others_cover(area: Area, liar: LyingHub) -> None:
    school, desk = correspond(area, liar)
    held = liar.fork_nothing(desk.device)
    again(area, school)
    school.courier.exchange()
    held.shown = len(liar.view.log.leaves) - 2
    again(area, school)
    school.courier.exchange()
    with pytest.raises(HubHistoryChanged):
        desk.courier.exchange()
    caught(desk, "shorter")


def test_the_evidence_convinces_somebody_who_has_only_the_hubs_card(area: Area, liar: LyingHub) -> None:
    school, _ = correspond(area, liar)
    liar.drop(0)
    for _ in range(4):
        liar.log_nothing(liar.view)
    caught(school, "rewritten")
    kept = evidence(school)
    directory = school.book.directory
    assert directory is not None
    seen, shown = (open_checkpoint(str(kept[name]).encode(), directory.hub.log) for name in ("seen", "shown"))
    proof = kept["proof"]
    assert isinstance(proof, list | tuple)
    with pytest.raises(HistoryChanged):
        check_growth(seen, shown, [base64.b64decode(str(one)) for one in proof])
