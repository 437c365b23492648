"""A real hub on a real socket, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bundle.hub_cards import HubCard, HubKeys
from hub.app import create_app
from hub.clock import Clock
from hub.limits import Limits
from hub.membership import Membership
from hub.server import address_of, listen, make_server, run
from hub.store import Store

DATABASE_KEY = b"k" * 32


class RunningHub:
    """A hub that listens on ``url``."""

    def __init__(self, folder: Path, keys: HubKeys, clock: Clock, limits: Limits) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.store = Store(folder, DATABASE_KEY, now=clock.now().timestamp())
        self.membership = Membership(self.store, keys, clock)
        self._bound = listen("127.0.0.1", 0, encrypted=False)
        self.url = address_of(self._bound, "127.0.0.1", encrypted=False)
        self.port = int(self.url.rsplit(":", 1)[1])
        self._server = make_server(create_app(self.store, keys, clock, limits), limits)
        self._thread = threading.Thread(target=run, args=(self._server, self._bound), daemon=True)
        self._thread.start()

    def connections(self) -> int:
        """How many connections are open."""
        return len(self._server.server_state.connections)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive()
        self._bound.close()
        self.store.close()


@contextmanager
def running_hub(folder: Path, keys: HubKeys, clock: Clock, limits: Limits | None = None) -> Iterator[RunningHub]:
    """Run a hub until the block ends."""
    hub = RunningHub(folder, keys, clock, limits or Limits())
    try:
        yield hub
    finally:
        hub.stop()


def hub_card(keys: HubKeys) -> HubCard:
    return keys.card("Ashmere MASH", "http://127.0.0.1:8470")
