"""The demo's hub: the real one, in a process of its own, at the day of the story.

Run as ``python -m demo.hub FOLDER PORT START`` it is the child; ``HubProcess`` is what the player holds.
The only thing that differs from ``guardbook-hub serve`` is the clock, which begins at START (ISO 8601) and runs on from there.
"""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from hub.app import create_app
from hub.limits import Limits
from hub.place import make_place, open_place
from hub.server import listen, make_server, run
from hub.store import Store

HOST = "127.0.0.1"
WORDS = "listening"
PATIENCE = 30  # seconds


class StoryClock:
    """Begins at a moment of the story and runs on with real time."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)


class HubProcess:
    """A hub folder and, while it runs, the process that serves it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._process: subprocess.Popen[str] | None = None

    @classmethod
    def new(cls, folder: Path, name: str) -> HubProcess:
        """Make a hub's folder, reachable at a port that is free now."""
        port = free_port()
        make_place(folder, name=name, address=f"http://{HOST}:{port}", certificate="", random=secrets.token_bytes)
        return cls(folder, port)

    @classmethod
    def again(cls, folder: Path) -> HubProcess:
        """The hub of a folder that was made before."""
        return cls(folder, int(open_place(folder).card.address.rpartition(":")[2]))

    @property
    def card(self) -> bytes:
        """What an administrator is given."""
        return (self.folder / "hub-card.json").read_bytes()

    def start(self, at: datetime) -> None:
        """Serve from now on, with the story's time; returns when it listens."""
        self.stop()
        command = [sys.executable, "-m", "demo.hub", str(self.folder), str(self.port), at.astimezone(UTC).isoformat()]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if WORDS not in said:
            raise RuntimeError("the hub did not start")

    def stop(self) -> None:
        """End the process, if it runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def main(folder: str, port: str, start: str) -> None:
    """The child: serve one folder until terminated."""
    place, clock, limits = open_place(Path(folder)), StoryClock(datetime.fromisoformat(start)), Limits()
    with (
        closing(listen(HOST, int(port), encrypted=False)) as bound,
        closing(Store(Path(folder), place.database_key, now=clock.now().timestamp())) as store,
    ):
        server = make_server(create_app(store, place.keys, clock, limits), limits)
        threading.Thread(target=end_with_parent, args=(server,), daemon=True).start()
        run(server, bound, lambda: print(WORDS, flush=True))


def end_with_parent(server: uvicorn.Server) -> None:
    """The parent holds our standard input: when it ends, however it ends, so do we."""
    sys.stdin.read()
    server.should_exit = True


if __name__ == "__main__":
    main(*sys.argv[1:])
