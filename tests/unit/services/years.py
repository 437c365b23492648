"""Years of records about one child, written in one transaction: what a page of a long record is tested with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.domain.entries import to_fields
from desktop.domain.statements import Json, Kind
from desktop.services.session import Session
from desktop.services.times import local_text
from tests.unit.services.people import KIANS_ARM

BEGAN = datetime(2024, 9, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Years:
    """Record ids, in the order in which they were written."""

    concerns: tuple[str, ...]
    voices: tuple[str, ...]


def years_about(session: Session, child: str, concerns: int = 45, voices: int = 60) -> Years:
    """Write so many concerns and so many records of the child's voice, a day apart; every third concern a week late."""
    written, heard = [], []
    with session.book.writing() as sheet:
        for number in range(concerns):
            sheet.now = BEGAN + timedelta(days=number)
            happened = sheet.now - timedelta(days=7 if number % 3 == 2 else 0)
            entry = to_fields(KIANS_ARM) | {
                "happened": {"at": local_text(happened), "precision": "exact"},
                "level": "2",
            }
            entry["seen"] = f"Day {number}: no coat"
            written.append(session.book.new_id())
            sheet.say(Kind.CONCERN_RECORDED, (written[-1], child), entry)
        for number in range(voices):
            sheet.now = BEGAN + timedelta(days=number, hours=3)
            said: dict[str, Json] = {"shown": f"Day {number}: he was quiet", "feels_safe": str(number % 11)}
            said["happened"] = {"at": local_text(sheet.now), "precision": "exact"}
            heard.append(session.book.new_id())
            sheet.say("voice.recorded", (heard[-1], child), said)
    return Years(tuple(written), tuple(heard))


def action_for(session: Session, child: str, due: str, at: datetime = BEGAN) -> str:
    """Somebody is to do something by ``due`` (ISO): written ``at``."""
    with session.book.writing() as sheet:
        sheet.now = at
        record = session.book.new_id()
        fields: dict[str, Json] = {"what": "Ring the school nurse", "owner": "O. Farrow", "due": due}
        sheet.say("action.recorded", (record, child), fields)
    return record
