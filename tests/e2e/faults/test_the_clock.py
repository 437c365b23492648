"""A computer whose clock is an hour fast: nobody can know it offline; at the first contact it is said, and both times stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop.domain.dates import local
from tests.e2e.faults.area import Area, Watch, assert_whole

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def test_an_hour_fast_is_flagged_at_the_first_contact_and_both_times_are_kept_and_shown(area: Area) -> None:
    watch = Watch(HOUR)
    health, desk = area.unlock("health", watch=watch), area.unlock("desk")
    before = datetime.now(UTC)
    child, shared = area.refer(health, "esme")
    written = health.children.page(child).concerns[0].history[0].written_at
    assert abs(written - before - HOUR) < MINUTE, "the computer says an hour more, and nothing here knows better"
    assert not any("clock" in warning for warning in health.today.page().warnings)

    area.start_hub()
    exchanged = health.courier.exchange()
    assert abs(exchanged.skew_seconds + 3600) < 60
    assert exchanged.sent == 2
    (flagged,) = [warning for warning in health.today.page().warnings if "clock" in warning]
    assert "60 minutes ahead of Ashmere MASH" in flagged
    assert "both times are kept" in flagged
    assert health.children.page(child).concerns[0].history[0].written_at == written

    desk.courier.exchange()
    times = {label: (at, whose) for label, at, whose in desk.desk.open(shared).times}
    at, whose = times["Written"]
    assert at == written
    assert whose.startswith("Bronagh Tiller's computer")
    received, whose = times["Received"]
    assert whose == "Ashmere MASH's computer"
    assert abs(received - before) < MINUTE
    assert times["Written"][0] - received > HOUR - MINUTE
    (row,) = desk.desk.enquiries()
    assert row.received_at == received, "the clock for the decision runs from the hub's time, not from the fast one"
    assert local(row.due.at) > local(received)
    assert not any("clock" in warning for warning in desk.today.page().warnings)

    watch.fast = timedelta(0)
    health.courier.exchange()
    assert not any("clock" in warning for warning in health.today.page().warnings)
    for session in (health, desk):
        assert_whole(session)
