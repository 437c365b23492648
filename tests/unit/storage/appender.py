"""A child process that appends without end and prints each statement's id once it is durable.

    python -m tests.unit.storage.appender <database> <pen's seed>

Rules this module keeps: a line is printed after ``transaction()`` ended, never before.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from bundle.keys import DeviceKeys
from desktop.domain.statements import Unsigned
from desktop.services.signing import Pen
from desktop.storage.connection import connect
from desktop.storage.store import Store
from tests.unit.storage.saying import record_id

KEY = bytearray(range(1, 33))


def main() -> None:
    path, seed = Path(sys.argv[1]), sys.argv[2]
    keys = DeviceKeys(*(f"{seed}{number}".encode().ljust(32, b".") for number in range(3)))
    store = Store(connect(path, KEY, create=not path.exists()))
    pen = Pen(store, keys, os.urandom)
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        now = datetime.now(UTC)
        about = (record_id(f"{os.getpid()} {number}"), record_id("child"))
        with store.transaction() as writer:
            said = pen.take_up().sign(
                Unsigned("concern.recorded", about, {"seen": f"paper boat {number} " * 40}, now, "england-2026"), now
            )
            writer.append([said])
            writer.put_setting("last", said.statement.id)
        print(said.statement.id, flush=True)


if __name__ == "__main__":
    main()
