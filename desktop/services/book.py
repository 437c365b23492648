"""One open record book as the use cases see it: its store, its pen, its clock, its guidance, its partnership.

Rules this module keeps:

* everything written goes through ``write()``: one transaction, then the listeners hear what changed;
* the directory is verified when it is adopted and when the book opens, and is never trusted from a setting;
* nothing here is global: a book is passed to each service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bundle.directory import DeviceEntry, Directory
from bundle.keys import DeviceKeys
from desktop.domain.guidance import Guidance
from desktop.domain.records import Profile
from desktop.domain.statements import Changes, Unsigned
from desktop.domain.working_days import WorkingDays
from desktop.services.ports import Clock, Random, Store


class OpenBook:
    """What the services of one session have in common."""

    def __init__(self, store: Store, keys: DeviceKeys, clock: Clock, random: Random, guidance: Guidance) -> None:
        raise NotImplementedError
