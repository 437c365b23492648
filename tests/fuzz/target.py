"""A fuzz target.

Rules this module keeps:

* a target takes any bytes and either returns or raises an error of its package's closed tree; anything else is a bug;
* ``functions`` names the code of the parser, of which the corpus must reach every line and branch;
* where a signature stands before a parser, the target is the parser behind it: the fuzzer has no keys to forge with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.fuzz import mutants


@dataclass(frozen=True)
class Target:
    """``errors`` are the typed errors; ``bad`` yields systematic mutants; ``mutate`` makes one random mutant."""

    name: str
    run: Callable[[bytes], object]
    errors: type[Exception]
    good: Callable[[], list[bytes]]
    functions: tuple[str, ...]
    bad: Callable[[], Iterator[bytes]] = field(default=lambda: iter(()))
    mutate: Callable[[bytes, Random], bytes] | None = None


def json_target(
    name: str, run: Callable[[bytes], object], errors: type[Exception], good: Callable[[], list[bytes]], *functions: str
) -> Target:
    """A target whose input is one canonical JSON text."""

    def bad() -> Iterator[bytes]:
        for raw in good():
            yield from mutants.of_text(raw)
            yield from mutants.of_json(json.loads(raw))

    def mutate(raw: bytes, random: Random) -> bytes:
        try:
            return mutants.canonical(mutants.random_json(json.loads(raw), random))
        except ValueError:
            return random.choice(good())

    return Target(name, run, errors, good, functions, bad, mutate)
