"""A partnership, a hub, and a way to call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys
from desktop.sync.hub_client import HubClient
from desktop.sync.hub_line import HubTimes
from tests.fakes.area import Area, HandClock, seeded
from tests.fakes.hubs import RunningHub, hub_card, running_hub

ClientFor = Callable[[DeviceKeys], HubClient]


@pytest.fixture
def hub_keys() -> HubKeys:
    return HubKeys.generate(seeded(5))


@pytest.fixture
def area(hub_keys: HubKeys) -> Area:
    return Area(hub_card(hub_keys))


@pytest.fixture
def clock(area: Area) -> HandClock:
    return area.clock


@pytest.fixture
def empty_hub(tmp_path: Path, hub_keys: HubKeys, clock: HandClock) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", hub_keys, clock) as hub:
        yield hub


@pytest.fixture
def hub(empty_hub: RunningHub, area: Area) -> RunningHub:
    area.packed = empty_hub.membership.adopt(area.packed).packed
    return empty_hub


@pytest.fixture
def client_for(empty_hub: RunningHub, clock: HandClock) -> Iterator[ClientFor]:
    made: list[HubClient] = []

    def make(keys: DeviceKeys) -> HubClient:
        client = HubClient(
            url=empty_hub.url,
            certificate="",
            keys=keys,
            clock=clock,
            random=seeded(len(made) + 100),
            times=HubTimes(connect=5, quiet=10, whole=30),
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
