"""The demo partnership that a person opens from the welcome page: its books, a first concern at the school, and its hub while the app runs.

Rules this module keeps: light to import (the application's start does it); everything heavy is loaded by ``make`` and ``serve``, which run on a worker.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from demo.hub import HubProcess
    from desktop.vault.passphrases import KdfCost

EARLIER = timedelta(hours=1)  # its clock goes on by a second with each look: so nothing is written later than now


class LivingDemo:
    """What ``desktop/app.py`` asks of a demo (its ``Demo``). ``kdf`` is what a passphrase costs; the books' own when None."""

    def __init__(self, kdf: KdfCost | None = None) -> None:
        self._kdf = kdf
        self.passphrase: str = json.loads(resources.read("demo/partnership.json"))["passphrase"]
        self._hub: HubProcess | None = None

    def make(self, home: Path, tick: Callable[[int, int], None]) -> None:
        """Six record books in one partnership, with one child and one concern at the school, nothing shared yet."""
        from demo.partnership import build

        made = build(home, kdf=self._kdf, at=datetime.now(UTC) - EARLIER, tick=tick)
        try:
            school, cast = made["school"], made.cast
            kian = school.children.register(cast.children["kian"]).child
            school.concerns.record(kian, cast.concerns["kian"])
            made["health"].children.register(cast.children["esme"])
        finally:
            made.close()

    def serve(self, home: Path) -> None:
        """Start the demo's hub at the address its people know."""
        from demo.hub import HubProcess

        if self._hub is None:
            self._hub = HubProcess.again(home / "hub")
            self._hub.start(datetime.now(UTC))

    def stop(self) -> None:
        if self._hub is not None:
            self._hub.stop()
            self._hub = None
