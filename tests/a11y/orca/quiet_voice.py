"""A voice for Orca that writes down what it is given to say, one JSON string a line, into the file that SPOKEN names.

Rules this module keeps: nothing is heard and no sound system is needed; ``<SPOKEN>.rest`` counts up whenever Orca has nothing left to
do, so that whoever listens knows when it has said all. Orca loads this from its own folder of settings, on the system's Python.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gi.repository import GLib
from orca import event_manager, speechserver

BEAT = 40  # milliseconds between two looks


class SpeechServer(speechserver.SpeechServer):
    """As ``orca.speechserver.SpeechServer``; what is not here does nothing."""

    _one: SpeechServer | None = None

    @staticmethod
    def getFactoryName() -> str:
        return "Quiet voice"

    @staticmethod
    def getSpeechServers() -> list[SpeechServer]:
        return [SpeechServer.getSpeechServer()]

    @staticmethod
    def getSpeechServer(_info: list[str] | None = None) -> SpeechServer:
        if SpeechServer._one is None:
            SpeechServer._one = SpeechServer()
        return SpeechServer._one

    @staticmethod
    def shutdownActiveServers() -> None:
        SpeechServer._one = None

    def __init__(self) -> None:
        super().__init__()
        place = Path(os.environ["SPOKEN"])
        self._file = place.open("a", encoding="utf-8")
        self._rest = place.with_name(place.name + ".rest")
        self._beats = 0
        GLib.timeout_add(BEAT, self._beat, priority=GLib.PRIORITY_LOW)

    def getInfo(self) -> list[str]:
        return ["Quiet voice", "quiet"]

    def getVoiceFamilies(self) -> list[dict[str, str]]:
        return []

    def isSpeaking(self) -> bool:
        return False

    def speak(self, text: str | None = None, acss: Any = None, interrupt: bool = True) -> None:
        self._write(text)

    def speakCharacter(self, character: str, acss: Any = None) -> None:
        self._write(character)

    def speakKeyEvent(self, event: Any, acss: Any = None) -> None:
        """Which key was pressed is not what the page says."""

    def sayAll(self, utterances: Iterable[tuple[Any, Any]], _progress: Any) -> None:
        for context, _acss in utterances:
            self._write(context.utterance)

    def _write(self, text: str | None) -> None:
        if text:
            self._file.write(json.dumps(text, ensure_ascii=False) + "\n")
            self._file.flush()

    def _beat(self) -> bool:
        """Low priority: it comes when nothing that was sent to Orca waits to be read; then its own queue must be empty too."""
        if event_manager.getManager()._eventQueue.empty():
            self._beats += 1
            half = self._rest.with_suffix(".half")
            half.write_text(str(self._beats), encoding="utf-8")
            half.replace(self._rest)  # never read half-written
        return True
