"""What was typed of organisations, one a line with its kind: "school: Larkmere Primary School"."""

from __future__ import annotations

from desktop.domain.records import OrganisationKind
from desktop.services.pages.fields import Missing
from desktop.ui.language import tr

KIND_WORDS = {"team": "hub"}  # what the screen calls the safeguarding team's kind


def organisations_of(typed: str) -> tuple[list[tuple[str, OrganisationKind]], list[Missing]]:
    """Read "school: Larkmere Primary School", one a line."""
    rows: list[tuple[str, OrganisationKind]] = []
    problems: list[Missing] = []
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        kind, _colon, name = line.partition(":")
        try:
            rows.append((name.strip(), OrganisationKind(KIND_WORDS.get(kind.strip().lower(), kind.strip().lower()))))
        except ValueError:
            rows.append(("", OrganisationKind.SCHOOL))
        if not rows[-1][0]:
            rows.pop()
            problems.append(
                Missing(
                    "organisations",
                    tr(
                        "Line {number}: write the kind, a colon and the name, like school: Larkmere Primary",
                        number=number,
                    ),
                )
            )
    return rows, problems[:1]
