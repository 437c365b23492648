"""Brings the Qt Linguist files in ``resources/translations`` up to date with the texts in the code (docs/adr/0013).

    python packaging/translations.py            # English: texts with a number, whose plural forms English needs
    python packaging/translations.py cy pl      # and whole files for translators, made or brought up to date

Rules this program keeps: what a translator wrote is never lost (a text that the code no longer has is kept as "vanished"); the
files open in Qt Linguist; a text is found where it is written as a literal, in ``tr("…")``, ``mark("…")`` or the list of Qt's own
words; standard library only.
"""

from __future__ import annotations

import ast
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources/translations"
SOURCES = ("desktop",)
SOURCE = "en"
NUMBER = "%n"
FORMS = {"cy": 5, "pl": 3}  # plural forms of a language; two where nothing is said


class Text(NamedTuple):
    """A text of the interface: its context (a page's package), its English, and the file and line where it stands."""

    context: str
    english: str
    file: str
    line: int

    @property
    def plural(self) -> bool:
        return NUMBER in self.english


def texts(root: Path = ROOT) -> tuple[Text, ...]:
    """Every marked text below ``root``, once for each context, in the order of files and lines."""
    found: dict[tuple[str, str], Text] = {}
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            for text in _in_file(path, root):
                found.setdefault((text.context, text.english), text)
    return tuple(found.values())


def _in_file(path: Path, root: Path) -> Iterator[Text]:
    name = path.relative_to(root).as_posix()
    parts = path.relative_to(root).with_suffix("").parts
    context = parts[2] if parts[:2] == ("desktop", "ui") and len(parts) > 2 else parts[min(1, len(parts) - 1)]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"tr", "mark"}:
            for literal in _literals(node.args[0]) if node.args else ():
                yield Text(context, str(literal.value), name, literal.lineno)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "QT_WORDS":
            for key, words in ast.literal_eval(node.value).items() if node.value else ():
                yield from (Text(key, word, name, node.lineno) for word in words)


def _literals(argument: ast.expr) -> Iterator[ast.Constant]:
    """Return the literal, or both of ``"…" if … else "…"``; a name or a look-up has been marked elsewhere."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)


def unfindable(root: Path = ROOT) -> tuple[str, ...]:
    """Where ``tr`` is given a text put together at run time, as file:line: no translator would ever see it."""
    return tuple(
        f"{path.relative_to(root).as_posix()}:{node.lineno}"
        for folder in SOURCES
        for path in sorted((root / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"tr", "mark"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    )


def placeholders(text: str) -> frozenset[str]:
    """The names in braces, and the number."""
    named = {name for _text, name, _format, _how in Formatter().parse(text) if name is not None}
    return frozenset(named | ({NUMBER} if NUMBER in text else set()))


def update(code: str, found: Sequence[Text], folder: Path = FOLDER) -> bytes:
    """Return the new content of a language's file; English has only the texts with a number."""
    old = _translations(folder / f"guardbook_{code}.ts")
    wanted = [text for text in found if code != SOURCE or text.plural]
    root = ET.Element("TS", version="2.1", language=code, sourcelanguage=SOURCE)
    for context in sorted({text.context for text in wanted} | {key[0] for key in old}):
        box = ET.SubElement(root, "context")
        ET.SubElement(box, "name").text = context
        here = [text for text in wanted if text.context == context]
        for text in here:
            _message(box, text.english, old.get((context, text.english)), code, (text.file, text.line))
        known = {text.english for text in here}
        for (where, english), forms in old.items():
            if where == context and english not in known and any(forms):
                _message(box, english, forms, code, None)
        if not len(box.findall("message")):
            root.remove(box)
    ET.indent(root, " " * 4)
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(root, "utf-8") + b"\n"


def _message(
    box: ET.Element, english: str, forms: Sequence[str] | None, code: str, place: tuple[str, int] | None
) -> None:
    message = ET.SubElement(box, "message", {"numerus": "yes"} if NUMBER in english else {})
    if place is not None:
        ET.SubElement(message, "location", filename=f"../../{place[0]}")
    ET.SubElement(message, "source").text = english
    forms = forms or (_english_forms(english) if code == SOURCE else ())
    translation = ET.SubElement(message, "translation")
    if place is None:
        translation.set("type", "vanished")
    elif not any(forms):
        translation.set("type", "unfinished")
    if NUMBER in english:
        for at in range(FORMS.get(code[:2], 2)):
            ET.SubElement(translation, "numerusform").text = forms[at] if at < len(forms) else ""
    elif forms:
        translation.text = forms[0]


def _english_forms(english: str) -> tuple[str, str]:
    sys.path.insert(0, str(ROOT))
    from desktop.language import english_form  # noqa: PLC0415 - the project may not be installed

    return english_form(english, 1), english_form(english, 2)


def _translations(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    if not path.exists():
        return {}
    kept: dict[tuple[str, str], tuple[str, ...]] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                continue
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
            kept[context.findtext("name") or "", message.findtext("source") or ""] = forms
    return kept


def main(codes: Sequence[str]) -> int:
    found = texts()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for code in (SOURCE, *codes):
        path = FOLDER / f"guardbook_{code}.ts"
        path.write_bytes(update(code, found))
        print(f"{path.relative_to(ROOT)}: {sum(1 for t in found if code != SOURCE or t.plural)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
