"""What one exchange did, in words. No Qt.

Rules this module keeps: no number is said, because silent copies are not in any list; what went wrong and was left for later is
told, and so is a wrong clock, because times depend on it.
"""

from __future__ import annotations

from desktop.services.pages.letters import Exchange
from desktop.ui.language import tr
from desktop.ui.messages import say_name

CLOCK_WORTH_SAYING = 120  # seconds


def copied(count: int) -> str:
    """Say how many letters were copied to a folder."""
    if not count:
        return tr(
            "No letter was waiting, so no letter was copied. In a partnership, the signed list of who is in it lies in the folder now; "
            "it says nothing about any child."
        )
    return tr(
        "What waited is copied, sealed. Only the people it is for can open it. Hand the stick to the area’s safeguarding team."
    )


def stopped(count: int) -> str:
    """Say that copying was stopped, after ``count`` letters."""
    if not count:
        return tr("Stopped. Nothing was copied; everything still waits here.")
    return tr("Stopped. What was copied until then is whole and can be handed over; the rest still waits here.")


def exchanged(result: Exchange) -> str:
    """Say what one exchange did; what went wrong and was left for later is told, and a wrong clock: times depend on it."""
    parts = (
        [tr("What waited here was delivered.")] if result.sent else []
    )  # no number: silent copies are not in the list
    parts += [tr("What waited there was fetched.")] if result.fetched else []
    if not result.sent and not result.fetched:
        parts = [tr("Nothing was waiting, here or there.")]
    if result.set_aside:
        parts.append(tr("{letters} set aside: see below why.", letters=_letters(result.set_aside)))
    if abs(result.skew_seconds) >= CLOCK_WORTH_SAYING:
        minutes = round(abs(result.skew_seconds) / 60)
        side = "slow" if result.skew_seconds > 0 else "fast"
        parts.append(
            tr(
                "This computer’s clock is about {minutes} minutes {side}. Both times are kept; please set it.",
                minutes=minutes,
                side=side,
            )
        )
    for problem in result.problems:
        said = say_name(problem)
        parts.append(f"{said.happened} {said.next}")
    return " ".join(dict.fromkeys(parts))


def _letters(count: int) -> str:
    return tr("%n letter(s)", n=count)
