"""About which concern was the call? No Qt.

Rules this module keeps: what still waits for a call comes first, and nothing is chosen for anybody; a call stands in a concern's record, so
one about nothing that is recorded is written down as a concern first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.services.pages.waiting import Alert
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class Ringing(Protocol):
    def alerts(self) -> tuple[Alert, ...]: ...


class View(Protocol):
    def show_waiting(self, alerts: Sequence[Alert]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class WhichCallPresenter:
    def __init__(self, view: View, ringing: Ringing, tasks: Runs) -> None:
        self._view, self._ringing, self._tasks = view, ringing, tasks

    def read(self) -> None:
        """What is signed and still waits for a call."""
        self._tasks.run(self._ringing.alerts, self._show, lambda error: self._view.show_failure(say(error)))

    def _show(self, alerts: Sequence[Alert]) -> None:
        self._view.show_waiting([alert for alert in alerts if not alert.draft])
