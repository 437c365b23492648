"""The calendar file, read strictly by the rules of RFC 5545, written down here apart from the code that makes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clocks import Due
from desktop.services.calendar import Limit, calendar, limits
from desktop.services.pages.waiting import ClockRow

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 18, 50, tzinfo=UTC)
DECISION = Limit("Zq3u1vYd", "Decision on the referral", datetime(2026, 11, 24, 16, 55, tzinfo=LONDON), day_only=False)
CONFERENCE = Limit(
    "b8Kw0Q2e", "Child protection conference", datetime(2026, 12, 11, 23, 59, tzinfo=LONDON), day_only=True
)

_NAME = r"[A-Za-z0-9-]+"  # iana-token, x-name
_SAFE = r'[^\x00-\x08\x0a-\x1f\x7f";:,]*'  # SAFE-CHAR, 3.1
_QUOTED = r'"[^\x00-\x08\x0a-\x1f\x7f"]*"'
_PARAMETER = rf";{_NAME}=(?:{_QUOTED}|{_SAFE})(?:,(?:{_QUOTED}|{_SAFE}))*"
_LINE = re.compile(rf"({_NAME})((?:{_PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_TEXT = re.compile(r"(?:[^\\;,\x00-\x1f\x7f]|\\[\\;,Nn])*")  # 3.3.11
_UTC = re.compile(r"\d{8}T\d{6}Z")  # 3.3.5, form 2
ONCE = {"UID", "DTSTAMP", "DTSTART", "CLASS", "SUMMARY", "TRANSP", "DTEND", "DURATION"}  # 3.6.1: must not occur twice
TEXTS = {"UID", "SUMMARY", "PRODID", "VERSION"}


class NotValid(Exception):
    """The file breaks a rule of RFC 5545."""


def unfold(raw: bytes) -> list[str]:
    """The content lines; raises NotValid for a bare line end, a line over 75 octets or a torn character (3.1)."""
    if not raw.endswith(b"\r\n") or b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        raise NotValid("lines end in CRLF")
    physical = raw[:-2].split(b"\r\n")
    for line in physical:
        if len(line) > 75:
            raise NotValid("a line over 75 octets")
        line.decode()  # a fold inside a character would not decode
    lines: list[bytes] = []
    for line in physical:
        if line[:1] in {b" ", b"\t"}:
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


def parse(raw: bytes) -> list[dict[str, tuple[str, str]]]:
    """The events as name to (parameters, value); raises NotValid."""
    found: list[tuple[str, str, str]] = []
    for line in unfold(raw):
        match = _LINE.fullmatch(line)
        if match is None:
            raise NotValid(f"not a content line: {line!r}")
        found.append((match[1].upper(), match[2], match[3]))
    if found[0] != ("BEGIN", "", "VCALENDAR") or found[-1] != ("END", "", "VCALENDAR"):
        raise NotValid("one VCALENDAR")
    events: list[dict[str, tuple[str, str]]] = []
    event: dict[str, tuple[str, str]] | None = None
    head: dict[str, str] = {}
    for name, parameters, value in found[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT") and event is None:
            event = {}
        elif (name, value) == ("END", "VEVENT") and event is not None:
            _check(event)
            events.append(event)
            event = None
        elif name in {"BEGIN", "END"}:
            raise NotValid("components do not nest so")
        elif event is None:
            if events or name in head:
                raise NotValid("calendar properties stand once, before the components")
            head[name] = value
        elif name in ONCE and name in event:
            raise NotValid(f"{name} twice")
        else:
            if name in TEXTS and not _TEXT.fullmatch(value):
                raise NotValid(f"{name} is not escaped")
            event[name] = (parameters, value)
    if event is not None or head.get("VERSION") != "2.0" or not head.get("PRODID"):
        raise NotValid("VERSION and PRODID are required, and components end")
    uids = [one["UID"][1] for one in events]
    if len(set(uids)) != len(uids):
        raise NotValid("a UID is one event's")
    return events


def _check(event: dict[str, tuple[str, str]]) -> None:
    for name in ("UID", "DTSTAMP", "DTSTART"):
        if name not in event:
            raise NotValid(f"{name} is required")
    if not _UTC.fullmatch(event["DTSTAMP"][1]):
        raise NotValid("DTSTAMP is in UTC")
    if "DTEND" in event and "DURATION" in event:
        raise NotValid("either an end or a duration")
    start, end = event["DTSTART"], event.get("DTEND")
    if end is not None and end[0] != start[0]:
        raise NotValid("start and end are of one kind")
    for parameters, value in filter(None, (start, end)):
        if parameters == ";VALUE=DATE":
            datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC)
        elif parameters or not _UTC.fullmatch(value):
            raise NotValid("a time is in UTC")
    if end is not None and end[1] <= start[1]:
        raise NotValid("the end is after the start")


def test_time_limits_are_events_of_the_area_s_day_or_of_a_moment() -> None:
    events = parse(calendar([CONFERENCE, DECISION], NOW))
    assert [one["SUMMARY"][1] for one in events] == [
        "Guardbook: Decision on the referral",
        "Guardbook: Child protection conference",
    ]
    assert events[0]["DTSTART"] == ("", "20261124T165500Z")
    assert events[1]["DTSTART"] == (";VALUE=DATE", "20261211")
    assert events[1]["DTEND"] == (";VALUE=DATE", "20261212")


def test_the_same_limit_keeps_its_uid_when_it_moves() -> None:
    first = parse(calendar([DECISION], NOW))
    moved = Limit(DECISION.record, DECISION.words, DECISION.due + timedelta(days=1), day_only=False)
    again = parse(calendar([moved, CONFERENCE], NOW + timedelta(hours=1)))
    assert again[0]["UID"] == first[0]["UID"]
    assert again[1]["UID"] != first[0]["UID"]


def test_no_name_and_no_record_id_is_in_it() -> None:
    due = Due(at=DECISION.due, day_only=False, words="by Tuesday")
    row = ClockRow(
        "k1", "Kian Pellow", "Zq3u1vYd", "Decision due for Kian", due, "soon", label="Decision on the referral"
    )
    met = ClockRow("k2", "Esme Rook", "b8Kw0Q2e", "Done", due, "met", label="Assessment")
    raw = calendar(limits([row, met]), NOW).decode()
    assert len(parse(raw.encode())) == 1
    for word in ("Kian", "Pellow", "Esme", "Zq3u1vYd", "k1"):
        assert word not in raw


def test_an_empty_calendar_is_still_a_calendar() -> None:
    assert parse(calendar([], NOW)) == []


@given(
    st.lists(
        st.builds(
            Limit,
            record=st.text(min_size=1, max_size=24),
            words=st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=120),
            due=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, LONDON])),  # noqa: DTZ001 - hypothesis adds the zone
            day_only=st.booleans(),
        ),
        max_size=5,
        unique_by=lambda one: (one.record, one.words),
    )
)
def test_any_words_are_folded_and_escaped_by_the_rules(made: list[Limit]) -> None:
    events = parse(calendar(made, NOW))
    assert len(events) == len(made)


@pytest.mark.parametrize(
    "broken",
    [
        lambda raw: raw.replace(b"\r\n", b"\n"),
        lambda raw: raw.replace(b"UID:", b"X-UID:"),
        lambda raw: raw.replace(b"VERSION:2.0\r\n", b""),
        lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80),
        lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:a;b"),
        lambda raw: raw.replace(b"DTSTAMP:", b"DTSTAMP;TZID=London:").replace(b"Z\r\nDTSTART", b"\r\nDTSTART"),
        lambda raw: raw.replace(b"END:VEVENT\r\n", b""),
    ],
)
def test_the_parser_finds_what_breaks_the_rules(broken: Callable[[bytes], bytes]) -> None:
    raw = calendar([DECISION, CONFERENCE], NOW)
    with pytest.raises(NotValid):
        parse(broken(raw))


def test_the_day_is_the_area_s_own_also_in_summer() -> None:
    late = Limit("r", "Review", datetime(2027, 6, 10, 23, 59, tzinfo=LONDON), day_only=True)
    assert parse(calendar([late], NOW))[0]["DTSTART"][1] == f"{date(2027, 6, 10):%Y%m%d}"
