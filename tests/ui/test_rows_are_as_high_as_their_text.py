"""A tick or a radio button is as high as its text and hint at the width it got, however deep it stands in a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.share import samples
from desktop.ui.share.view import SharePage
from desktop.ui.widgets.options import Radio, Tick

LONG = "While Mia was changing she told a teacher, without being asked, that her uncle did it. " * 3


def _page() -> SharePage:
    seen, words, drawn, opinion = samples.BOXES[1].fields
    rows = tuple((name, f"{text}. {LONG}") for name, text in drawn.rows)
    said = replace(samples.BOXES[1], fields=(replace(seen, text=LONG), words, replace(drawn, rows=rows), opinion))
    page = SharePage()
    page.show_choices(replace(samples.SCREEN, boxes=(samples.BOXES[0], said, samples.BOXES[2])))
    page.choice.set_value("share")
    page.statements.boxes()[1].choose.click()
    return page


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [1280, 1000])
def test_no_line_of_a_row_is_cut(themed: QApplication, percent: int, width: int) -> None:
    theme.apply(themed, theme.Theme(theme.LIGHT, percent))
    page = _page()
    page.resize(width, 800)
    page.show()
    for _ in range(4):
        themed.processEvents()
    rows = [row for kind in (Tick, Radio) for row in page.findChildren(kind) if row.isVisible()]
    assert any(LONG.strip() in row.text() or LONG in row.hint for row in rows)
    for row in rows:
        assert row.height() == row.heightForWidth(row.width()), row.accessibleName()
