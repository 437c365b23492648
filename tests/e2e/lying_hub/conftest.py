from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bundle.waybills import parse_waybill
from hub.place import open_place
from hub.store import Store, ledger
from tests.e2e.faults.area import Area
from tests.fakes.lying_hub import LyingHub, serving


@pytest.fixture
def liar(area: Area) -> Iterator[LyingHub]:
    """A hostile hub in the place of the area's own, with its keys and its log, on its port."""
    place = open_place(area.home / "hub")
    session = area.unlock("school")
    directory, packed = session.book.directory, session.book.store.directory()
    assert directory is not None
    assert packed is not None
    lying = LyingHub(place.keys, directory, packed)
    with closing(Store(place.folder, place.database_key, now=0.0)) as store:
        for entry, _ in store.ask(lambda c: ledger.addressed_after(c, 0, 1000)):
            lying.take_over(
                parse_waybill(entry.waybill), entry.waybill, store.parts.read(entry.sealed_digest), entry.received_at
            )
    with serving(lying, area.hub.port):
        yield lying
