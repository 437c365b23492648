"""One fuzzing campaign: ``python -m tests.fuzz.campaign NAME --runs N [--keep FOLDER]``.

Coverage-guided by atheris (libFuzzer). Every input must end within a second and within the bound on memory, in a return or
in a typed error; the process ends with a code other than 0 at the first input that does not, and leaves that input in the folder.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path
from random import Random

import atheris

SECONDS = 1
MEMORY_MIB = (
    1024  # of the whole process, its instruments and corpus included; an input's own bound is in test_corpus.py
)
OF_RECIPIENTS = {"recipient", "age file"}  # elsewhere the loops of Bech32 would take most of the time under instruments
LEAST = 4 * 1024  # bytes; the systematic mutants go beyond all bounds of size, random ones need not


def main() -> None:
    """Run until ``--runs`` inputs have been tried."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("name")
    asked.add_argument("--runs", type=int, default=10_000)
    asked.add_argument("--keep", type=Path, help="where inputs that reach new branches are kept")
    given = asked.parse_args()
    beside = [] if given.name in OF_RECIPIENTS else ["bundle.recipients"]
    with atheris.instrument_imports(include=["bundle", "desktop.vault"], exclude=beside):
        from tests.fuzz.targets import target_named  # noqa: PLC0415 - imported under the instruments

        target = target_named(given.name)

    def try_one(raw: bytes) -> None:
        with contextlib.suppress(target.errors):
            target.run(raw)

    def mutate(raw: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if target.mutate is None or random.random() < 0.4:
            return bytes(atheris.Mutate(raw, most))
        return target.mutate(raw, random)[:most]

    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for number, raw in enumerate(target.good()):
            (seeds / f"good-{number}").write_bytes(raw)
        kept = given.keep or Path(folder) / "kept"
        kept.mkdir(exist_ok=True, parents=True)
        longest = max(LEAST, *(len(raw) * 5 // 4 for raw in target.good()))
        limits = [f"-runs={given.runs}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEMORY_MIB}", f"-max_len={longest}"]
        os.chdir(kept)
        arguments = [
            sys.argv[0],
            *limits,
            "-seed=1",
            "-print_final_stats=1",
            "-artifact_prefix=./",
            str(kept),
            str(seeds),
        ]
        atheris.Setup(arguments, try_one, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
