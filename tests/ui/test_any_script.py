"""Names in any script are typed, shown, searched and printed as they are."""

from __future__ import annotations

import io

import pypdf
import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import ChildEntry
from desktop.reports.chronology import chronology_pdf
from desktop.reports.typesetting import BOX, printable
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion
from tests.ui.recording import written
from tests.unit.reports.papers import paper, row
from tests.unit.services.people import Area

NAMES = {
    "Arabic": ("مريم", "الحسيني"),
    "Polish": ("Łukasz", "Źdźbło"),
    "Welsh": ("Siân", "Ŵyn-Ŷnys"),
    "Chinese": ("小明", "陈"),
    "emoji": ("Robin 🦊", "Ash"),
}
SCRIPTS = pytest.mark.parametrize(("given", "family"), NAMES.values(), ids=NAMES)


@SCRIPTS
def test_it_is_typed(qtbot: QtBot, given: str, family: str) -> None:
    """As an input method gives it; pressing such keys one by one aborts the process (measured)."""
    for question, box in (
        (short := TextQuestion("name", "Name"), short.line),
        (long := LongTextQuestion("seen", "Seen"), long.text),
    ):
        qtbot.addWidget(question)
        question.show()
        typed = QInputMethodEvent()
        typed.setCommitString(f"{given} {family}")
        QApplication.sendEvent(box, typed)
        assert question.value() == f"{given} {family}"


@SCRIPTS
def test_it_is_shown(qtbot: QtBot, given: str, family: str) -> None:
    label, table = Text(f"{given} {family}"), Table("Children", ("Name",))
    qtbot.addWidget(label)
    qtbot.addWidget(table)
    table.set_rows([Row("a", (f"{given} {family}",))])
    for part in (label, table):
        part.show()
        assert not part.grab().isNull()
    assert label.text() == written(table, 0, 0) == f"{given} {family}"


@SCRIPTS
def test_it_is_searched(area: Area, given: str, family: str) -> None:
    entry = ChildEntry(given_names=given, family_name=family)
    area.school.children.register(entry, duplicates_seen=True)
    area.school.children.register(ChildEntry(given_names="Kian", family_name="Pellow"), duplicates_seen=True)
    first = given.partition(" ")[0]
    for typed in (first, family, f"{family} {first}"):
        assert [found.name for found in area.school.children.search(typed)] == [f"{given} {family}"], typed


@SCRIPTS
def test_it_is_printed(given: str, family: str) -> None:
    """In its own letters where a shipped font has them, else as boxes that the paper counts: never dropped in silence."""
    name = f"{given} {family}"
    pages = pypdf.PdfReader(io.BytesIO(chronology_pdf(paper(rows=(row(name),))))).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    without_a_font = printable([name])[1]
    assert (BOX in words) == bool(without_a_font)
    assert ("that this program has no font for" in words) == bool(without_a_font)
    if name.isascii() or given in {"Łukasz", "Siân"}:
        assert name in words
