"""A body map's marks in words: the same for the table beside the picture, the answers to check, a chronology and paper.

Rules this module keeps: a blank says nothing and is never said as "no"; a struck mark is said with its reason; what
nobody knows a name for stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from desktop.domain.body_marks import BODIES, FEATURES, KINDS, SEEN, TOLD, BodyMark, standing
from desktop.domain.body_places import REGIONS, VIEWS
from desktop.domain.dates import long_day, moment_words
from desktop.language import mark, tr

_ANSWERED: Mapping[str, tuple[str, str, str]] = {
    "broken_skin": (mark("skin broken"), mark("skin not broken"), mark("not known if the skin is broken")),
    "swelling": (mark("swollen"), mark("not swollen"), mark("not known if it is swollen")),
    "scab": (mark("scab"), mark("no scab"), mark("not known if there is a scab")),
    "blister": (mark("blister"), mark("no blister"), mark("not known if there is a blister")),
    "bleeding": (mark("bleeding"), mark("not bleeding"), mark("not known if it bleeds")),
    "dirt": (mark("grit or dirt in it"), mark("clean"), mark("not known if it is clean")),
    "heat": (mark("feels hot"), mark("does not feel hot"), mark("not known if it feels hot")),
    "pain": (mark("hurts"), mark("does not hurt"), mark("not known if it hurts")),
    "movement_limited": (
        mark("hard to move"),
        mark("moves as usual"),
        mark("not known if it is hard to move"),
    ),
}
assert _ANSWERED.keys() == FEATURES.keys()
_WAYS = ("yes", "no", "unknown")


def body_name(code: str) -> str:
    """Return "A baby" for "baby"."""
    return tr(BODIES[code]) if code in BODIES else code


def place_name(name: str) -> str:
    """A region's name in the person's language."""
    return tr(name) if name in REGIONS else name


def view_name(name: str) -> str:
    """A view's name in the person's language."""
    return tr(name) if name in VIEWS else name


def kind_name(code: str) -> str:
    """Return "Bruise" for "bruise"; "" for a blank."""
    return tr(KINDS[code]) if code in KINDS else code


def where(one: BodyMark) -> str:
    """Return "Left cheek, near the ear (face)", and "Left upper arm, front" with no second "front"."""
    place = place_name(one.region) or tr("place not said")
    place = place[:1].upper() + place[1:]
    site = f": {one.site}" if one.site else ""
    said = one.region == one.view or one.region.endswith(f", {one.view}")  # the region says from where it is seen
    view = f" ({view_name(one.view)})" if one.view and not said else ""
    return f"{place}{view}{site}"


def looks(one: BodyMark) -> str:
    """Return "Bruise, 2 by 1 cm, round, purple; skin not broken, swollen"."""
    first = ", ".join(part for part in (kind_name(one.kind), _size(one.size), one.shape, one.colour) if part)
    return "; ".join(part for part in (first, features(one)) if part)


def features(one: BodyMark) -> str:
    """The yes and no answers, joined; "" when none was asked."""
    said = []
    for name, words in _ANSWERED.items():
        answer = getattr(one, name)
        if answer in _WAYS:
            said.append(tr(words[_WAYS.index(answer)]))
    return ", ".join(said)


def source(one: BodyMark) -> str:
    """Return "Seen by R. Quill on 20 November 2026 at 09:05"."""
    how = {SEEN: tr("Seen"), TOLD: tr("Told")}.get(one.seen_or_told, "")
    who = tr("by {who}", who=one.by) if one.by else ""
    on = tr("on {when}", when=_moment(one.seen_at)) if one.seen_at else ""
    text = " ".join(part for part in (how, who, on) if part)
    return text[:1].upper() + text[1:]


def said(one: BodyMark) -> str:
    """What the child or carer said about it, and who."""
    if not one.said:
        return ""
    return f"“{one.said}”" + (f" ({one.said_by})" if one.said_by else "")


def struck_words(one: BodyMark) -> str:
    """Why it was struck through; "" while it stands."""
    return tr("Struck through: {reason}", reason=one.struck) if one.struck else ""


def in_words(one: BodyMark) -> str:
    """A mark on one line."""
    parts = [part.rstrip(".") for part in (where(one), looks(one), said(one), source(one), struck_words(one)) if part]
    return tr("Mark {number}: {what}", number=one.number, what=". ".join(parts))


def in_short(marks: Iterable[BodyMark]) -> str:
    """The marks that stand, in a phrase: "left cheek (bruise, 2 cm); right ear (cut)"; "" when there is none."""
    told = []
    for one in standing(marks):
        what = ", ".join(part for part in (kind_name(one.kind).lower(), _size(one.size)) if part)
        told.append(f"{place_name(one.region)} ({what})" if what else place_name(one.region))
    return "; ".join(told)


def all_marks(marks: str, drawn: Iterable[BodyMark]) -> str:
    """What was written about marks, and what was drawn, as one text; "" when neither."""
    short = in_short(drawn)
    return "\n".join(part for part in (marks, tr("On the body map: {marks}", marks=short) if short else "") if part)


def _size(size: str) -> str:
    """A bare number is in centimetres, as the form says."""
    bare = not any(letter.isalpha() for letter in size.replace("by", "").replace("x", ""))
    return tr("{size} cm", size=size) if size and bare else size


def _moment(text: str) -> str:
    try:
        return moment_words(datetime.fromisoformat(text)) if "T" in text else long_day(date.fromisoformat(text))
    except ValueError:
        return text
