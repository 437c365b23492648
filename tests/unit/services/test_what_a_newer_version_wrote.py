"""What a newer Guardbook wrote is kept and handed on unharmed; what must be understood closes the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bundle.statements import StatementPayload, issue, parse, verify
from desktop.services.session import Session
from desktop.services.signing import to_domain
from desktop.services.stored import JournalEntry
from tests.unit.services.people import KIAN, Area, utc


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


def newer(
    area: Area, session: Session, kind: str, about: tuple[str, ...], fields: dict[str, object], *, must: bool = False
) -> str:
    """A newer Guardbook on the school's device says something; its token."""
    at = int(area.clock.time.timestamp())
    payload = StatementPayload(kind, about, fields, (), at, "england-2029", must, ("N", 1 + at % 97 + len(kind), None))
    signed = issue(payload, area.keys["school"], area.random)
    with session.book.writing() as sheet:
        sheet.add(sheet.writer.append([JournalEntry(to_domain(signed), signed.token, sheet.now)]))
    return signed.token


def test_unknown_fields_and_kinds_go_through_a_share_unharmed(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    record = area.school.book.new_id()
    said = {"seen": "a mark", "weather": {"rain": 3}, "voices": [{"pitch": 7}, "plain"]}
    concern = newer(area, area.school, "concern.recorded", (record, child), dict(said))
    plan = newer(area, area.school, "child.plan_drawn_up", (child,), {"steps": ["one", "two"]})
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    there = area.desk.book.store.token(parse(concern).id)
    assert there == parse(concern).without(position=True).token
    verify(parse(there), area.keys["school"].card())
    folded = area.desk.book.store.record(record)
    assert folded is not None
    assert folded.fields["weather"].value == {"rain": 3}
    assert folded.fields["voices"].value == [{"pitch": 7}, "plain"]
    here = area.school.book.store.record(child)
    assert here is not None
    assert parse(plan).id in {one.id for one in here.statements}
    assert not here.closed
    assert area.school.book.store.token(parse(plan).id) == plan


def test_an_unknown_kind_that_must_be_understood_closes_the_record(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    newer(area, area.school, "child.sealed_by_court", (child,), {"until": "2030"}, must=True)
    folded = area.school.book.store.record(child)
    assert folded is not None
    assert folded.closed
