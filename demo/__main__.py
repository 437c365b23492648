"""Plays the demo partnership end to end and leaves pictures: ``python -m demo --output demo-output``.

Exit code 0 when every step held, 1 when one did not. ``--plant`` puts a fault in on purpose, to see that the
play notices: then scenario A alone is played, which must.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from demo import story_a, story_b
from demo.partnership import Partnership, build
from demo.shown import keep_shown
from demo.stage import Stage
from desktop.vault.passphrases import FLOOR
from desktop.vault.process import harden


def main(arguments: list[str] | None = None) -> int:
    """Play; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m demo", description="The demo partnership, from a concern to its answer."
    )
    parser.add_argument("--output", type=Path, default=Path("demo-output"), help="where the pictures and the PDF go")
    parser.add_argument(
        "--plant", choices=["lost-letter", "wrong-holiday"], help="put a fault in on purpose, and play scenario A alone"
    )
    parser.add_argument("--no-pictures", action="store_true", help="play only")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="also keep those that the documents show, here")
    chosen = parser.parse_args(arguments)
    chosen.no_pictures |= chosen.plant is not None
    if chosen.no_pictures and chosen.pictures:
        parser.error("--pictures needs what --no-pictures leaves out")
    harden()
    home = Path(tempfile.mkdtemp(prefix="guardbook-demo-"))
    stage = Stage(lambda line: print(line, flush=True))
    print("The demo partnership: everyone and every place in it is invented.\n", flush=True)
    try:
        made = build(home, kdf=FLOOR)
        try:
            plant(made, chosen.plant)
            if chosen.plant:
                story_a.play(made, stage)
            else:
                play(made, stage, None if chosen.no_pictures else chosen.output)
        finally:
            made.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if stage.failed:
        print(f"\n{len(stage.failed)} of {stage.played} steps DID NOT HOLD: {', '.join(stage.failed)}")
        return 1
    print(f"\nAll {stage.played} steps held.")
    if chosen.pictures:
        keep_shown(chosen.output, chosen.pictures)
        print(f"The documents' pictures: {chosen.pictures.resolve()}")
    if not chosen.no_pictures:
        print(f"Pictures of each screen and the chronology as PDF: {chosen.output.resolve()}")
    return 0


def play(made: Partnership, stage: Stage, output: Path | None) -> None:
    """The club's Saturday, scenario A, scenario B, then the pictures."""
    from demo.pictures import Gallery  # noqa: PLC0415 - the windows are loaded only when they are drawn

    gallery = Gallery(output) if output is not None else None
    kian = story_a.play(made, stage)
    rhys = story_b.play_club(made, stage)
    if gallery is not None:
        gallery.draw_urgent(made, stage, rhys)
    esme = story_b.play(made, stage)
    if gallery is not None:
        gallery.draw(made, stage, kian, esme)


def plant(made: Partnership, fault: str | None) -> None:
    """A fault that the play must notice."""
    if fault == "lost-letter":
        shutil.rmtree(made.hub.folder / "sealed")
        (made.hub.folder / "sealed").symlink_to(os.devnull)
    elif fault == "wrong-holiday":
        for session in made.sessions.values():
            known = session.book.guidance
            session.book.guidance = replace(known, calendar=replace(known.calendar, holidays=frozenset()))


if __name__ == "__main__":
    sys.exit(main())
