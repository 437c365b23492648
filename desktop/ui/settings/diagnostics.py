"""Facts for whoever looks after the computer: shown first, then saved exactly so. No Qt.

Rules this module keeps: nothing is gathered that is not shown; nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from desktop.services.diagnostics import text
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs

Parts = Mapping[str, Mapping[str, str]]


class View(Protocol):
    def show_text(self, text: str) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...


class DiagnosticsPresenter:
    """``gather`` runs on the worker and gives the parts by their headings."""

    def __init__(self, view: View, gather: Callable[[], Parts], tasks: Runs) -> None:
        self._view, self._gather, self._tasks = view, gather, tasks
        self._shown = ""

    def read(self) -> None:
        self._tasks.run(lambda: text(self._gather()), self._show, self._fail)

    def save(self, file: str) -> None:
        """Write what is shown; ``file`` "" means that the person changed their mind."""
        if not file or not self._shown:
            return
        shown, path = self._shown, Path(file)
        self._tasks.run(lambda: write_private(path, shown.encode()), lambda _none: self._saved(path), self._fail)

    def _show(self, said: str) -> None:
        self._shown = said
        self._view.show_text(said)

    def _saved(self, path: Path) -> None:
        title = tr("Saved: {name} in {folder}", name=path.name, folder=path.parent)
        self._view.show_notice("success", title, tr("It holds what you see here, and nothing else."))

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(say(error))
