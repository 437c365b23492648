"""``python -m benchmarks``: every figure is a ratio to something plain measured in the same run; the exit code is 1 when a bar was not held."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks import (
    cold_start,
    corpus,
    corpus_figures,
    formats,
    hiding,
    keepassxc,
    large_book,
    peers,
    records,
    statements,
)
from benchmarks.timing import Measured, failed

TIMES = 15  # at least, for each median
RECORDS = 2000  # concerns of a book that is made for one run
WHEN_NAMED = frozenset({"corpus"})  # takes minutes the first time: a book of 100,000 concerns is made and kept


MEASURED: Mapping[str, Callable[[int, int], Sequence[Measured]]] = {
    "start": lambda times, _concerns: [cold_start.measure(times), *keepassxc.measure(times)],
    "hide": lambda _times, _concerns: [hiding.measured_apart()],
    "large": lambda times, _concerns: large_book.measure(times),
    "formats": lambda times, _concerns: formats.measure(times, megabytes=20),
    "peers": lambda times, _concerns: peers.measure(times),
    "records": lambda times, concerns: records.measure(times, concerns or RECORDS),
    "corpus": lambda times, concerns: corpus_figures.measure(times, concerns or corpus.CONCERNS),
    "statements": lambda times, _concerns: statements.measure(times),
}


def main(
    arguments: list[str] | None = None, measured: Mapping[str, Callable[[int, int], Sequence[Measured]]] = MEASURED
) -> int:
    """Run all of them, or those named; return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "only", nargs="*", help=f"which of {', '.join(measured)}; all but the corpus when none is named"
    )
    parser.add_argument("--times", type=int, default=TIMES, help="how often each is measured")
    parser.add_argument(
        "--concerns",
        type=int,
        default=0,
        help="how many concerns the record book has: 2,000, or 100,000 for the corpus",
    )
    chosen = parser.parse_args(arguments)
    results: list[Measured] = []
    for name, measure in measured.items():
        if name not in chosen.only if chosen.only else name in WHEN_NAMED:
            continue
        for result in measure(chosen.times, chosen.concerns):
            print(result, flush=True)
            results.append(result)
    return 1 if failed(results) else 0


if __name__ == "__main__":
    sys.exit(main())
