"""What an area's own edition changes, in words, before it is taken.

Rules this module keeps: everything that reads differently afterwards is named, with what it was; the area's words for the desk and the
officer are told once, not at every text that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.clocks import Clock, Limit, limit_words
from desktop.domain.conditions import counts
from desktop.domain.dates import day_words
from desktop.domain.guidance import Guidance
from desktop.domain.guidance_parts import Contact, FurtherType, Level, Retention
from desktop.domain.local_edition import worded
from desktop.domain.rules import Rule
from desktop.language import mark, tr

WORDS = {"desk": mark("What the desk is called"), "officer": mark("What the designated officer is called")}


@dataclass(frozen=True, slots=True)
class Difference:
    """``before`` is "" for what is new."""

    what: str
    before: str
    after: str


def differences(base: Guidance, local: Guidance) -> tuple[Difference, ...]:
    """In the order of what matters: whom to reach, time limits, prompts, levels, then the rest."""
    return tuple(one for one in _all(base, local) if one.before != one.after)


def _all(base: Guidance, local: Guidance) -> Iterator[Difference]:
    for name, what in WORDS.items():
        yield Difference(tr(what), base.words[name], local.words[name])
    usual = worded(base, local.words)
    for contact in local.contacts:
        yield Difference(contact.label, "", _contact(contact))
    clocks = {clock.id: clock for clock in usual.clocks}
    for clock in local.clocks:
        yield Difference(clock.label, _clock(clocks[clock.id]), _clock(clock))
    rules = {rule.id: rule for rule in usual.rules}
    for rule in local.rules:
        yield _rule(rules.get(rule.id), rule)
    yield Difference(
        tr("Threshold document"),
        _pair(usual.threshold.title, usual.threshold.version),
        _pair(local.threshold.title, local.threshold.version),
    )
    for level, was in zip(local.levels, usual.levels, strict=True):
        yield Difference(tr("Level of need {code}", code=level.code), _level(was), _level(level))
    for kind, before in zip(local.further, usual.further, strict=True):
        yield Difference(kind.label, _further(before), _further(kind))
    for kept, earlier in zip(local.retention, usual.retention, strict=True):
        yield Difference(tr("How long it is kept: {label}", label=kept.label), _retention(earlier), _retention(kept))
    for term in local.terms.groups[len(usual.terms.groups) :]:
        yield Difference(tr("Words that a search takes for one another"), "", ", ".join(term.words))
    more = ", ".join(day_words(day) for day in sorted(local.holidays - usual.holidays))
    yield Difference(tr("More bank holidays"), "", more)
    yield Difference(
        tr("Bank holidays are known until"), day_words(usual.holidays_until), day_words(local.holidays_until)
    )
    yield Difference(tr("Working hours"), _hours(usual), _hours(local))
    yield Difference(tr("Who sees the census's codes"), _users(usual), _users(local))
    yield Difference(tr("Notice"), usual.notice, local.notice)


def _contact(contact: Contact) -> str:
    return _pair(contact.name, contact.number, contact.mail, contact.hours)


def _clock(clock: Clock) -> str:
    said = tr(" or ").join(_limit(limit) for limit in clock.limits)
    return _pair(said, clock.note, "" if clock.enabled else tr("switched off"))


def _limit(limit: Limit) -> str:
    bare = limit_words(Limit(limit.amount, limit.unit))
    return bare if limit.label in {"", bare} else f"{bare} ({limit.label})"


def _rule(before: Rule | None, after: Rule) -> Difference:
    """Only the parts of a prompt that are not the same."""
    what = tr("Prompt: {title}", title=after.title)
    old, new = _rule_parts(before), _rule_parts(after)
    return Difference(
        what, _pair(*(one for one in old if one not in new)), _pair(*(one for one in new if one not in old))
    )


def _rule_parts(rule: Rule | None) -> tuple[str, ...]:
    if rule is None:
        return ()
    counted = [tr("{count} within {days} days", count=one.at_least, days=one.within_days) for one in counts(rule.when)]
    return rule.title, rule.text, *counted, "" if rule.enabled else tr("switched off")


def _level(level: Level) -> str:
    return _pair(level.shown, level.hint)


def _further(kind: FurtherType) -> str:
    return _pair(kind.notes, kind.route_text)


def _retention(kept: Retention) -> str:
    return _pair(tr("%n year(s)", n=kept.years) if kept.years else "", kept.until, kept.note)


def _hours(edition: Guidance) -> str:
    return f"{edition.calendar.opens:%H:%M}-{edition.calendar.closes:%H:%M}"


def _users(edition: Guidance) -> str:
    kinds, roles = edition.code_users
    labels = [edition.organisation_kind_label(kind) for kind in sorted(kinds)] + [
        edition.role_label(role) for role in sorted(roles)
    ]
    return ", ".join(labels)


def _pair(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
