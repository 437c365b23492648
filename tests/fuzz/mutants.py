"""Bad versions of good inputs: systematic ones for every run, random ones for the fuzzer.

Rules this module keeps:

* a mutant keeps the outer form (JSON stays canonical JSON, a digest is computed anew, a frame is compressed again), so
  that it gets past the first check and reaches the ones behind it;
* the systematic mutants of one seed are the same in every run.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, TypeAlias

Json: TypeAlias = Any
Write: TypeAlias = Callable[[Json], bytes]
Path: TypeAlias = tuple[str | int, ...]

ODD: tuple[Json, ...] = (
    None, True, False, 0, 1, -1, 2, 2**53 - 1, 2**53, 1.5, "", "a", "é", "\x00", " ", "-", "0" * 64, "f" * 64, "A" * 22, "A" * 43,
    "x" * 600, "x" * 70_000, [], [None], [1, 2], ["a", "a"], ["b", "a"], {}, {"a": 1}, {"...": "A" * 43}, {"_sd": []}, [[]], [{}],
)  # fmt: skip

SMALL = tuple(odd for odd in ODD if not isinstance(odd, str) or len(odd) < 1000)


def canonical(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def paths(value: Json, before: Path = ()) -> Iterator[Path]:
    """Every place in a JSON value, the whole value first."""
    yield before
    if isinstance(value, dict):
        for name in sorted(value):
            yield from paths(value[name], (*before, name))
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from paths(value[number], (*before, number))


def replaced(value: Json, path: Path, new: Json) -> Json:
    if not path:
        return new
    whole = copy.deepcopy(value)
    place = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = new
    return whole


def without(value: Json, path: Path) -> Json:
    whole = copy.deepcopy(value)
    place = whole
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return whole


def of_json(value: Json, write: Write = canonical) -> Iterator[bytes]:
    """Each member dropped, added, doubled, and replaced by each odd value."""
    for path in paths(value):
        for odd in ODD:
            yield write(replaced(value, path, odd))
        if path:
            yield write(without(value, path))
        part = value
        for step in path:
            part = part[step]
        if isinstance(part, dict):
            yield write(replaced(value, path, {**part, "surplus": 1}))
        elif isinstance(part, list):
            yield write(replaced(value, path, [*part, *part]))
            yield write(replaced(value, path, part * 700))
            yield write(replaced(value, path, part[::-1]))
        elif isinstance(part, str):
            for text in (part + "a", part[:-1], part.upper(), part.swapcase(), part + "=", part + "\n"):
                yield write(replaced(value, path, text))
        elif isinstance(part, int):
            for number in (part + 1, -part, float(part)):
                yield write(replaced(value, path, number))


def of_text(raw: bytes) -> Iterator[bytes]:
    """Form faults of any JSON text: spaces, an escape, a double member, a number too many, not UTF-8, nesting."""
    yield from (
        b"",
        b"{",
        raw + b" ",
        b" " + raw,
        raw.replace(b":", b": ", 1),
        raw + raw,
        b"\xff" + raw,
        b"[" * 200 + b"]" * 200,
    )
    yield from (
        b"null",
        b"NaN",
        b'{"v":NaN}',
        b'{"v":1e999}',
        b'{"v":-0}',
        b'{"v":123456789012345678901}',
        b'{"v":1,"v":1}',
        b'{"v":"\\ud800"}',
    )
    yield from of_bytes(raw)


def of_bytes(raw: bytes) -> Iterator[bytes]:
    """Cut, lengthened, and one byte changed at some hundred places."""
    for cut in sorted({0, 1, 2, len(raw) // 2, max(len(raw) - 1, 0)}):
        yield raw[:cut]
    yield raw + b"\x00"
    yield raw + b"\n"
    step = max(1, len(raw) // 150)
    for place in range(0, len(raw), step):
        yield raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        yield raw[:place] + b"\xff" + raw[place + 1 :]
        yield raw[:place] + raw[place + 1 :]


def random_json(value: Json, random: Random) -> Json:
    """One to three random changes of a JSON value."""
    for _ in range(random.randint(1, 3)):
        path = random.choice(list(paths(value)))
        action = random.randrange(4)
        if action == 0 and path:
            value = without(value, path)
        elif action == 1:
            other = value
            for step in random.choice(list(paths(value))):
                other = other[step]
            value = replaced(value, path, copy.deepcopy(other)) if len(canonical(value)) < 100_000 else value
        else:
            value = replaced(value, path, random.choice(SMALL))
    return value
