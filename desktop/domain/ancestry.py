"""Who came before whom, by ``after``: reachability over a record's statements, in about linear time.

Rules this module keeps:

* a statement comes before another when a path of ``after`` leads from the other to it; clocks decide nothing;
* each statement is walked once for every few thousand ids that are asked about, however many paths lead to it: a member
  who names everything in everything must not hold a book up;
* ids are digests, so a cycle cannot be made; statements on one, or beyond it, are held to have nothing before them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from desktop.domain.statements import Statement

BLOCK = 4096  # ids asked about at once: each is a bit


class Ancestry:
    def __init__(self, known: Mapping[str, Statement]) -> None:
        self._known = known
        self.order = _ancestors_first(known)

    def behind(
        self, holders: Mapping[str, Sequence[str]], unseen: Collection[str] = ()
    ) -> tuple[dict[str, set[str]], set[str]]:
        """For each named group of ids those that come before another of the same group, and the names of the groups
        from which not all of ``unseen`` (ids that may not have come) is reached.
        """
        asked = {one for group in holders.values() if len(group) > 1 for one in group} | set(unseen)
        targets = sorted(asked)
        before: dict[str, set[str]] = {name: set() for name in holders}
        beside: set[str] = set()
        for start in range(0, len(targets), BLOCK):
            bits = {one: 1 << place for place, one in enumerate(targets[start : start + BLOCK])}
            reached = self._reached(bits)
            hidden = _union(bits.get(one, 0) for one in unseen)
            for name, group in holders.items():
                found = _union(reached.get(one, 0) for one in group)
                if hidden & ~found:
                    beside.add(name)
                if len(group) > 1:
                    before[name].update(one for one in group if bits.get(one, 0) & found)
        return before, beside

    def _reached(self, bits: Mapping[str, int]) -> dict[str, int]:
        """The bits of those ids from which a path leads to each statement."""
        reached: dict[str, int] = {}
        for one in self.order:
            found = 0
            for parent in self._known[one].after:
                found |= reached.get(parent, 0) | bits.get(parent, 0)
            if found:
                reached[one] = found
        return reached


def _ancestors_first(known: Mapping[str, Statement]) -> list[str]:
    """The ids, each after all that it names; without those on a cycle or beyond one."""
    waiting: dict[str, int] = {}
    named_by: dict[str, list[str]] = {}
    ready: list[str] = []
    for one, statement in known.items():
        parents = {parent for parent in statement.after if parent in known}
        for parent in parents:
            named_by.setdefault(parent, []).append(one)
        if parents:
            waiting[one] = len(parents)
        else:
            ready.append(one)
    for one in ready:  # grows while it is read
        for child in named_by.get(one, ()):
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    return ready


def _union(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
