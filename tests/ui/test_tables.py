"""A table sorts as people do, is one stop of the keyboard, and cuts no text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from desktop.ui.tab_order import stops
from desktop.ui.widgets.table import Row, Sorts, Table
from tests.ui.recording import activate, written


def test_a_table_sorts_in_python_and_keeps_the_chosen_row(qtbot: QtBot) -> None:
    table = Table("Children", ("Name", "Concerns"))
    qtbot.addWidget(table)
    table.set_rows([Row("a", ("Esme", "10"), ("esme", 10)), Row("b", ("Kian", "9"), ("kian", 9))])
    table.choose("a")
    table._sort_by(1)
    assert [table.item(n, 0).text() for n in range(2)] == ["Kian", "Esme"]
    assert table.current_key() == "a"
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["a"]


def test_headings_are_one_stop_of_the_keyboard_and_say_the_order(qtbot: QtBot) -> None:
    table = Table("Children found", ("Name", "Born"))
    qtbot.addWidget(table)
    table.set_rows([Row("a", ("Bo", "2016")), Row("b", ("Ada", "2017"))])
    table.show()
    activate(qtbot, table)
    table.headings.setFocus()
    assert table.headings.accessibleName() == "Children found: sort by Name"
    qtbot.keyClick(table.headings, Qt.Key.Key_Return)
    assert written(table, 0, 0) == "Ada"
    assert table.headings.accessibleName() == "Children found: sort by Name (sorted by Name, upwards)"
    qtbot.keyClick(table.headings, Qt.Key.Key_Right)
    qtbot.keyClick(table.headings, Qt.Key.Key_Space)
    qtbot.keyClick(table.headings, Qt.Key.Key_Space)
    assert written(table, 0, 1) == "2017"
    assert "sorted by Born, downwards" in table.headings.accessibleName()
    assert stops(table) == [table.headings, table]


def test_a_long_table_asks_for_its_order_instead_of_sorting(qtbot: QtBot) -> None:
    table = Table("Children found", ("Name", "Born"), sorts=Sorts.ASKED)
    qtbot.addWidget(table)
    table.set_rows([Row("a", ("Bo", "2016")), Row("b", ("Ada", "2017"))])
    asked: list[tuple[int, bool]] = []
    table.sort_asked.connect(lambda column, down: asked.append((column, down)))
    table.headings.sectionClicked.emit(0)
    table.headings.sectionClicked.emit(0)
    assert asked == [(0, False), (0, True)]
    assert written(table, 0, 0) == "Bo"
    assert table.waiting
    table.set_rows([Row("b", ("Ada", "2017")), Row("a", ("Bo", "2016"))])
    assert not table.waiting


def test_the_text_of_a_cell_is_never_cut(qtbot: QtBot) -> None:
    long = "Two round purple-yellow marks on the left upper arm, and one straight red line behind the left ear. " * 6
    table = Table("Chronology", ("Happened", "What"), widths=(1, 2))
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.set_rows([Row("a", ("20 Nov 2026", long)), Row("b", ("21 Nov 2026", "Short"))])
    needed = QFontMetrics(table.font()).boundingRect(
        QRect(0, 0, table.columnWidth(1) - 26, 9999), int(Qt.TextFlag.TextWordWrap), long
    )
    assert table.rowHeight(0) >= needed.height()
    assert table.rowHeight(1) < needed.height()


def test_where_columns_would_be_too_narrow_each_row_stands_as_labelled_lines(qtbot: QtBot) -> None:
    table = Table("Enquiries", ("Received", "Significance"))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows([Row("a", ("20 Nov 2026", "Level 4"))])
    assert not table.isColumnHidden(1)
    table.resize(240, 300)
    first = table.item(0, 0)
    assert first is not None
    assert first.text() == "Received: 20 Nov 2026\nSignificance: Level 4"
    assert table.isColumnHidden(1)
    table.resize(600, 300)
    assert first.text() == "20 Nov 2026"
    assert not table.isColumnHidden(1)


def test_rows_of_a_long_table_all_get_their_height(qtbot: QtBot) -> None:
    table = Table("Chronology", ("When", "What"))
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    table.set_rows([Row(str(n), ("20 Nov 2026", "Words that take more than one line here " * 3)) for n in range(100)])
    qtbot.waitUntil(lambda: table.rowHeight(99) == table.rowHeight(0))
