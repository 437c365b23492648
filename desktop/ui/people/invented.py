"""Invented people around an invented child, for the samples."""

from __future__ import annotations

from desktop.ui.people.lines import AroundScreen, LikelyLine, LinkLine, OldLine, PersonLine, SameLine

FARROW = "Odette Farrow, 20 November 2026 at 09:41"
SAID = SameLine("s1", "c5", "The same person as Cian Pellow", f"Said by {FARROW}. Why: the birth certificate was seen.")
AROUND = AroundScreen(
    family=(
        PersonLine(
            "r1", "p1", False, "Jenna Pellow", "Mother",
            ("Has parental responsibility", "Lives with the child, since 14 March 2017", "01632 960155",
             "4 Sallow Row, ZY1 2AB (must not be disclosed)"), False,
        ),
        PersonLine("r2", "c2", True, "Maisie Pellow", "Half-brother or half-sister", ("Lives with the child",), False),
    ),
    earlier=(
        PersonLine(
            "r3", "p2", False, "Craig Dunmore", "Partner of a parent",
            ("No parental responsibility", "Lived with the child, 10 January 2025 to 1 October 2026"), True,
        ),
    ),
    professionals=(
        PersonLine(
            "r4", "p3", False, "Bronagh Tiller", "Health visitor",
            ("Since 9 October 2026", "Health visitor, Ashmere 0-19 service", "01632 960177"), False,
        ),
    ),
    household=(
        ("Jenna Pellow", "Mother", "14 March 2017", "Not ended"),
        ("Craig Dunmore", "Partner of a parent", "10 January 2025", "1 October 2026"),
    ),
    linked=(LinkLine("c3", "Lives in the same home: both live with Jenna Pellow", "Noah Dunmore"),),
    old=(OldLine("c1", 2, "R. Pellow, grandmother; parental responsibility: no"),),
    same=(SAID,),
    likely=(LikelyLine("c6", "Kien Pellow", "same date of birth and a name that sounds alike"),),
)  # fmt: skip
