"""One open record book, with every verb a screen can ask for.

Rules this module keeps:

* joined here, once, from parts that were given: no service looks anything up for itself;
* every call runs on the one database worker thread;
* after ``lock()`` nothing here works again, and the keys are wiped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bundle.keys import DeviceKeys
from desktop.domain.guidance import Guidance
from desktop.domain.records import Profile
from desktop.domain.statements import Changes
from desktop.domain.working_days import WorkingDays
from desktop.services.book import OpenBook
from desktop.services.children import Children
from desktop.services.concerns import Concerns
from desktop.services.desk import Desk
from desktop.services.keeping import Export, Keeper, Keeping
from desktop.services.letters import Letters
from desktop.services.mailroom import Courier, Mailroom
from desktop.services.membership import Membership
from desktop.services.pages import ChronologyPaper
from desktop.services.ports import Clock, Random, Store
from desktop.services.ringing import Ringing
from desktop.services.sharing import Sharing
from desktop.services.today import Today


def begin_book(
    store: Store, keys: DeviceKeys, clock: Clock, random: Random, guidance: Guidance, profile: Profile
) -> Changes:
    """Write a new book's first statement (device.started) and its profile, in one transaction. Call once."""
    raise NotImplementedError


class Session:
    """The API of the screens. ``make_courier`` gets the mailroom; ``render_chronology`` makes a PDF."""

    def __init__(
        self,
        store: Store,
        keys: DeviceKeys,
        clock: Clock,
        random: Random,
        guidance: Guidance,
        keeper: Keeper,
        make_courier: Callable[[Mailroom], Courier] | None = None,
        render_chronology: Callable[[ChronologyPaper], bytes] | None = None,
    ) -> None:
        self.book = OpenBook(store, keys, clock, random, guidance)
        self.children = Children(self.book)
        self.concerns = Concerns(self.book)
        self.sharing = Sharing(self.book)
        self.letters = Letters(self.book)
        self.ringing = Ringing(self.book)
        self.desk = Desk(self.book)
        self.membership = Membership(self.book)
        self.mailroom = Mailroom(self.book)
        self.today = Today(self.book, self.ringing, self.concerns, self.letters, self.desk)
        self.keeping = Keeping(self.book, keeper)
        self.export = Export(self.book, self.children, render_chronology)
        self._keeper = keeper
        self._courier = make_courier(self.mailroom) if make_courier else None

    @property
    def courier(self) -> Courier:
        """Raises TransferUnavailable when the book was opened without one."""
        raise NotImplementedError

    @property
    def profile(self) -> Profile:
        raise NotImplementedError

    @property
    def device(self) -> str:
        """This device's id (thumbprint of its signing key)."""
        raise NotImplementedError

    @property
    def guidance(self) -> Guidance:
        raise NotImplementedError

    @property
    def calendar(self) -> WorkingDays:
        raise NotImplementedError

    def now(self) -> datetime:
        """Aware, UTC."""
        raise NotImplementedError

    def change_profile(self, profile: Profile) -> Changes:
        """Keep changed contacts or title; the name and organisation of what was signed before stay as they were."""
        raise NotImplementedError

    def lock(self) -> None:
        """Close everything and wipe the keys; quiet when done already."""
        raise NotImplementedError
