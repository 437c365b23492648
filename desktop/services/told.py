"""What was shared without a letter, in words: "Decided to share: told Ashmere MASH by telephone on …"."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.dates import event_words
from desktop.domain.told_how import told_how
from desktop.language import tr


def told_words(fields: Mapping[str, object]) -> str:
    """Like "told Lewis Aske, Ashmere MASH by telephone, 20 November 2026 at 09:30"."""
    return tr(
        "told {whom} {how}, {when}",
        whom=fields.get("told_whom") or "",
        how=told_how(str(fields.get("told_how") or "")),
        when=event_words(str(fields.get("told_at") or "")),
    )


def shared_without_letter(fields: Mapping[str, object]) -> str:
    """The line of a chronology."""
    return tr("Decided to share: {told}", told=told_words(fields))
