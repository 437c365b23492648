"""The words of the interface in the person's language: the one home of translation.

Rules this module keeps:

* English stands in the code, as a literal at the call (``tr("Decision due {when}", when=…)``), and is the key; a constant of a
  module is marked where it is written (``mark("Yes")``) and translated where it is used (``tr(YES)``);
* a text with a number says ``%n`` and how its plural differs: ``tr("%n letter(s) is/are waiting", n=3)``; every language's plural
  forms, English too, stand in its catalogue, in the order of Qt Linguist;
* what fills the braces is never translated here: names, words of a child, dates and the guidance edition's own words;
* a catalogue is a Qt Linguist file (``.ts``), read as it is: docs/adr/0013; a context is a page's package ("concern"), and a
  text that its own context lacks is looked for in all others;
* pure Python and quick to import: presenters, reports and the first paint use it. The language is set once, at the start;
  texts made before that are English.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

FOLDER = Path(__file__).resolve().parents[1] / "resources/translations"
SOURCE, PSEUDO = "en", "pseudo"
_PLURAL = re.compile(r"\((\w{1,3})\)|\b(\w+)/(\w+)\b")  # "letter(s)", "child(ren)", "is/are"


class Language(Protocol):
    """What turns an English text into the person's; ``n`` is the number that decides the form, None without one."""

    def find(self, context: str, text: str, n: int | None) -> str | None: ...


class Catalogue(NamedTuple):
    """The texts of one language: context and English to the translated forms, and English alone to the same."""

    code: str
    exact: Mapping[tuple[str, str], tuple[str, ...]]
    anywhere: Mapping[str, tuple[str, ...]]

    def find(self, context: str, text: str, n: int | None) -> str | None:
        forms = self.exact.get((context, text)) or self.anywhere.get(text)
        if not forms:
            return None
        at = 0 if n is None else plural_form(self.code, n)
        return forms[min(at, len(forms) - 1)] or None


_KEPT = re.compile(r"(\{\w*(?:[.!:][^}]*)?\}|%n)")
_ACCENTS = str.maketrans("aeiouyAEIOUYcnszCNSZdgw", "áéíóúýÁÉÍÓÚÝçñšžÇÑŠŽđğŵ")


class Pseudo(NamedTuple):
    """A language that nobody speaks: accented, bracketed and 40 % longer, so that a test sees what was never translated."""

    longer: float = 0.4

    def find(self, _context: str, text: str, n: int | None) -> str | None:
        """Return "[Ópéñ]" for "Open"; what fills braces is left alone."""
        if not text.strip():
            return None
        said = text if n is None else english_form(text, n)
        parts = (part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(said))
        more = max(0, round(len(said) * self.longer) - 2)
        return f"[{''.join(parts)}{' ~~~~~' * (more // 6)}{'~' * (more % 6)}]"


class _Installed:
    """The language of this process. One holder, because a text is asked for everywhere and the language is one."""

    language: Language | None = None


def install(language: Language | None) -> None:
    """Speak this language from now on; None is English."""
    _Installed.language = language


def named(code: str) -> Language | None:
    """Return the language of a code such as "cy"; "pseudo" is the one made for the tests, "en" needs none."""
    if code == PSEUDO:
        return Pseudo()
    return None if code == SOURCE else read(code)


def tr(text: str, /, n: int | None = None, **values: object) -> str:
    """Return ``text`` in the person's language, with ``%n`` and the named braces filled in."""
    found = None
    if _Installed.language is not None:
        found = _Installed.language.find(_context(sys._getframe(1).f_globals.get("__name__", "")), text, n)  # noqa: SLF001 - documented, and the cheapest way to know who asks
    if found is None and n is not None:
        found = _english().find("", text, n) or english_form(text, n)
    said = text if found is None else found
    if n is not None:
        said = said.replace("%n", str(n))
    return said.format(**values) if values else said


def mark(text: str) -> str:
    """Mark a constant for the extraction; it is translated where it is used."""
    return text


def english_form(text: str, n: int) -> str:
    """Return "%n letter is here" or "%n letters are here" for "%n letter(s) is/are here", the number still to be filled in."""
    return _PLURAL.sub(r"\2" if n == 1 else r"\1\3", text)


def _context(module: str) -> str:
    """Return the page's package of a module: "concern" for desktop.ui.concern.view, "reports" for desktop.reports.kit."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["desktop", "ui"] and len(parts) > 2 else parts[min(1, len(parts) - 1)]


def _form_polish(n: int) -> int:
    few = n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
    return 0 if n == 1 else 1 if few else 2


def _form_welsh(n: int) -> int:
    return {0: 0, 1: 1, 6: 3}.get(n, 2 if 2 <= n <= 5 else 4)


def _form_english(n: int) -> int:
    return int(n != 1)


_FORMS: Mapping[str, Callable[[int], int]] = {"pl": _form_polish, "cy": _form_welsh}


def plural_form(code: str, n: int) -> int:
    """Return which of a language's forms a number takes, as Qt Linguist orders them; one and many where nothing is said."""
    return _FORMS.get(code[:2], _form_english)(n)


def read(code: str, folder: Path = FOLDER) -> Catalogue:
    """Read ``guardbook_<code>.ts``; texts that are not finished are left out. A missing file is an empty catalogue."""
    import xml.etree.ElementTree as ET  # noqa: PLC0415 - our own shipped file, and not needed for the first paint

    path = folder / f"guardbook_{code}.ts"
    exact: dict[tuple[str, str], tuple[str, ...]] = {}
    anywhere: dict[str, tuple[str, ...]] = {}
    if not path.exists():
        return Catalogue(code, exact, anywhere)
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own shipped file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                continue
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
            text = message.findtext("source") or ""
            if any(forms):
                exact[name, text] = forms
                anywhere.setdefault(text, forms)
    return Catalogue(code, exact, anywhere)


@cache
def _english() -> Catalogue:
    """Return the English plural forms; read when the first number is said."""
    return read(SOURCE)
