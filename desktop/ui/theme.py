"""Colours, sizes and the style sheet.

Rules this module keeps:

* every pair of colours used for text has a contrast of at least 4.5:1, for edges and marks 3:1 (WCAG 2.2; a test computes it);
* sizes are points times the person's text size (100 to 200 %), targets are 32 px or more;
* nothing moves: Qt's own effects are off, and no part of ours has any, so reduced motion is how it always is;
* red means danger to a child now, and never stands without words;
* yellow shows where the keyboard is, in every palette.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.language import mark

RESOURCES = Path(__file__).resolve().parents[2] / "resources"  # importlib.resources costs 25 ms before the first paint
FAMILY = "Atkinson Hyperlegible Next"
BASE_POINTS = 11.5
TEXT_SIZES = (100, 125, 150, 175, 200)


STILL = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip
"""Nothing moves or fades, for anybody: so there is no motion to reduce, whatever the system asks for."""


class Colours(NamedTuple):
    """One palette; each value is ``#rrggbb``."""

    name: str
    title: str
    page: str
    panel: str  # quiet areas: navigation, cards
    field: str  # where one types
    ink: str
    muted: str
    rule: str  # decorative lines
    edge: str  # edges of controls: 3:1 against page, panel and field
    bar: str
    bar_ink: str
    primary: str
    primary_ink: str
    primary_over: str
    quiet: str  # secondary buttons
    quiet_ink: str
    quiet_over: str
    link: str
    focus: str
    focus_ink: str
    field_focus: str
    focus_edge: str
    danger: str
    danger_ink: str
    danger_over: str
    danger_panel: str
    danger_text: str
    warning: str
    warning_panel: str
    success: str
    success_panel: str
    info: str
    info_panel: str
    chosen: str  # background of the current row


LIGHT = Colours(
    name="light",
    title=mark("Light"),
    page="#ffffff",
    panel="#f2f5f5",
    field="#ffffff",
    ink="#182326",
    muted="#47575d",
    rule="#d3dbdd",
    edge="#5b6b71",
    bar="#0f4250",
    bar_ink="#ffffff",
    primary="#0b6358",
    primary_ink="#ffffff",
    primary_over="#084a42",
    quiet="#e3eaeb",
    quiet_ink="#182326",
    quiet_over="#d0dbdd",
    link="#0b559f",
    focus="#ffd633",
    focus_ink="#161b1d",
    field_focus="#fff9db",
    focus_edge="#161b1d",
    danger="#a81f17",
    danger_ink="#ffffff",
    danger_over="#82150f",
    danger_panel="#fdeeec",
    danger_text="#8f1911",
    warning="#7a4a00",
    warning_panel="#fff5dc",
    success="#0c6137",
    success_panel="#e8f5ed",
    info="#0f4f64",
    info_panel="#e8f3f7",
    chosen="#dcebe9",
)
DARK = Colours(
    name="dark",
    title=mark("Dark"),
    page="#141a1c",
    panel="#1c2427",
    field="#10161a",
    ink="#edf2f3",
    muted="#b4c2c7",
    rule="#37454a",
    edge="#8fa1a8",
    bar="#0a2c36",
    bar_ink="#f2f7f8",
    primary="#63cdb9",
    primary_ink="#05211c",
    primary_over="#8be0d0",
    quiet="#2f3c41",
    quiet_ink="#edf2f3",
    quiet_over="#3d4d53",
    link="#93ccff",
    focus="#ffd633",
    focus_ink="#161b1d",
    field_focus="#2b2812",
    focus_edge="#ffd633",
    danger="#ff9b91",
    danger_ink="#2b0603",
    danger_over="#ffbab3",
    danger_panel="#3a1613",
    danger_text="#ffc9c3",
    warning="#ffd08a",
    warning_panel="#33270f",
    success="#8fdcb0",
    success_panel="#12301f",
    info="#9fd8ea",
    info_panel="#12303a",
    chosen="#24403f",
)
CONTRAST = Colours(
    name="contrast",
    title=mark("High contrast"),
    page="#000000",
    panel="#000000",
    field="#000000",
    ink="#ffffff",
    muted="#ffffff",
    rule="#ffffff",
    edge="#ffffff",
    bar="#000000",
    bar_ink="#ffffff",
    primary="#7ff3ff",
    primary_ink="#000000",
    primary_over="#c9faff",
    quiet="#000000",
    quiet_ink="#ffffff",
    quiet_over="#333333",
    link="#7fd4ff",
    focus="#ffff00",
    focus_ink="#000000",
    field_focus="#1f1f00",
    focus_edge="#ffff00",
    danger="#ffb3ab",
    danger_ink="#000000",
    danger_over="#ffd9d5",
    danger_panel="#000000",
    danger_text="#ffb3ab",
    warning="#ffe08a",
    warning_panel="#000000",
    success="#a6f7c4",
    success_panel="#000000",
    info="#b0ecff",
    info_panel="#000000",
    chosen="#003d3d",
)
PALETTES = {colours.name: colours for colours in (LIGHT, DARK, CONTRAST)}

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "page"),
    ("ink", "panel"),
    ("ink", "field"),
    ("ink", "field_focus"),
    ("ink", "chosen"),
    ("muted", "page"),
    ("muted", "panel"),
    ("muted", "field"),
    ("muted", "chosen"),
    ("bar_ink", "bar"),
    ("primary_ink", "primary"),
    ("primary_ink", "primary_over"),
    ("primary", "page"),
    ("primary", "panel"),
    ("quiet_ink", "quiet"),
    ("quiet_ink", "quiet_over"),
    ("link", "page"),
    ("link", "panel"),
    ("focus_ink", "focus"),
    ("danger_ink", "danger"),
    ("danger_ink", "danger_over"),
    ("danger_text", "page"),
    ("danger_text", "panel"),
    ("danger_text", "danger_panel"),
    ("ink", "danger_panel"),
    ("warning", "warning_panel"),
    ("warning", "page"),
    ("warning", "panel"),
    ("ink", "warning_panel"),
    ("success", "success_panel"),
    ("success", "page"),
    ("ink", "success_panel"),
    ("info", "info_panel"),
    ("info", "page"),
    ("ink", "info_panel"),
    ("link", "info_panel"),
    ("link", "warning_panel"),
    ("link", "danger_panel"),
    ("link", "success_panel"),
)
EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("edge", "page"),
    ("edge", "panel"),
    ("edge", "field"),
    ("focus_edge", "page"),
    ("focus_edge", "panel"),
    ("focus_edge", "field_focus"),
    ("danger", "page"),
    ("primary", "chosen"),
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


class Theme(NamedTuple):
    """A palette and a text size in per cent (100 to 200)."""

    colours: Colours = LIGHT
    percent: int = 100

    def points(self, times: float = 1.0) -> float:
        return round(BASE_POINTS * times * self.percent / 100, 2)

    def style_sheet(self) -> str:
        """The application's style sheet, colours and sizes filled in."""
        template = Template((RESOURCES / "styles/guardbook.qss").read_text("utf-8"))
        values = self.colours._asdict()
        scale = self.percent / 100
        sizes = {
            "small": self.points(0.88), "body": self.points(), "lead": self.points(1.12), "sub": self.points(1.2),
            "heading": self.points(1.45), "title": self.points(2.05), "code": self.points(1.35),
            "number": self.points(1.9),
        }  # fmt: skip
        return template.substitute(
            values,
            **{f"pt_{name}": f"{size}pt" for name, size in sizes.items()},
            target=f"{max(32, round(34 * min(scale, 1.5)))}px",
            nav_width=f"{round(200 * (0.35 + 0.65 * scale))}px",
        )

    def palette(self) -> QPalette:
        """Qt's palette; ``Midlight`` is the focus colour, ``Shadow`` its ink, ``Dark`` its edge, ``Light`` is muted ink."""
        c = self.colours
        palette = QPalette(QColor(c.page))
        role = QPalette.ColorRole
        for where, colour in (
            (role.Window, c.page), (role.WindowText, c.ink), (role.Base, c.field), (role.AlternateBase, c.panel),
            (role.Text, c.ink), (role.Button, c.quiet), (role.ButtonText, c.quiet_ink), (role.Highlight, c.primary),
            (role.HighlightedText, c.primary_ink), (role.Link, c.link), (role.LinkVisited, c.link),
            (role.PlaceholderText, c.muted), (role.ToolTipBase, c.panel), (role.ToolTipText, c.ink),
            (role.BrightText, c.danger_text), (role.Mid, c.edge), (role.Midlight, c.focus), (role.Shadow, c.focus_ink),
            (role.Dark, c.focus_edge), (role.Light, c.muted), (role.Accent, c.primary),
        ):  # fmt: skip
            palette.setColor(where, QColor(colour))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.muted))
        return palette


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; without them the system's font is used."""
    for font in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFontFromData(font.read_bytes())


def text_size(percent: int, step: int) -> int:
    """The size one ``step`` larger (1) or smaller (-1) than ``percent``, or the usual one (0); it stays within ``TEXT_SIZES``."""
    at = TEXT_SIZES.index(percent) if percent in TEXT_SIZES else 0
    return TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at + step))] if step else TEXT_SIZES[0]


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application this theme; may be called again while it runs."""
    sheet = theme.style_sheet()
    if app.styleSheet() == sheet:
        return
    font = QFont(FAMILY)
    font.setPointSizeF(theme.points())
    app.setFont(font)
    for effect in STILL:
        app.setEffectEnabled(effect, False)
    app.setPalette(theme.palette())
    app.setStyleSheet(sheet)
