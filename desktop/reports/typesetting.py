"""Typst, wrapped once: a template that ships and inert data go in, the bytes of a PDF come out.

Rules this module keeps:

* case text is data (JSON in ``sys_inputs``), never markup: nothing in it can run, read a file or fetch a package;
* the root is an empty folder, package folders are that empty folder too, and only the fonts that ship are used;
* one file is PDF/UA-1 (people) and PDF/A-2a (archives); its date is a parameter, so the same data gives the same bytes;
* a letter that no shipped font has is printed as a box, and the caller is told which; it is never silently dropped;
* nothing of the document is ever written to a disk here, and no error carries its text.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import as_file
from typing import TYPE_CHECKING

import resources
from desktop.reports.errors import FontsMissing, PaperNotMade

if TYPE_CHECKING:  # seven megabytes that only whoever prints needs
    import typst

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
BOX = "□"
COMMON = ("reports/common.typ", "reports/body_map.typ")  # what every template begins with
_PROBE = b"""#set document(title: "probe")
#set text(font: ("Atkinson Hyperlegible Next", "Libertinus Serif", "DejaVu Sans Mono"), lang: "en")
#sys.inputs.letters.codepoints().join(" ")"""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff]")
# what Atkinson Hyperlegible Next and Libertinus Serif have between them, so that most papers need no probe
_SURE = re.compile("[\n\x20-\x7e\xa0-\u017f‐-―‘-„†-•…‰€™□]")


def typeset(template: str, paper: Mapping[str, object], printed_at: datetime) -> bytes:
    """A PDF of ``template`` (a name in resources/reports, set after COMMON) with ``paper`` as its data. Raises ReportError."""
    import typst  # noqa: PLC0415 - see the top

    source = b"".join(map(resources.read, (*COMMON, f"reports/{template}")))
    data = json.dumps(paper, ensure_ascii=False)
    with _compiler() as compiler:
        try:
            return _pdf(compiler, source, {"paper": data}, printed_at)
        except typst.TypstError:
            raise PaperNotMade(template) from None


def printable(texts: Iterable[str]) -> tuple[dict[int, str], int]:
    """(a table for ``str.translate`` that puts boxes for what cannot be printed, how many letters it replaces)."""
    texts = list(texts)
    found = {mark for text in texts for mark in text if not _SURE.fullmatch(mark)}
    bad = {mark for mark in found if _CONTROL.fullmatch(mark) or ord(mark) >= 0xF0000}
    bad |= _without_glyph(found - bad)
    count = sum(mark in bad for text in texts for mark in text)
    return {ord(mark): BOX for mark in bad}, count


def _without_glyph(marks: Collection[str]) -> set[str]:
    import typst  # noqa: PLC0415 - see the top

    left, bad = sorted(marks), set[str]()
    if not left:
        return bad
    with _compiler() as compiler:
        while left:
            try:
                _pdf(compiler, _PROBE, {"letters": "".join(left)}, datetime.fromtimestamp(0).astimezone())
            except typst.TypstError as error:
                named = re.findall(r'`"(.*?)"`', error.message)
                refused = [mark for mark in left if any(mark in text for text in named[:1])] or left
                bad.update(refused)
                left = [mark for mark in left if mark not in bad]
            else:
                break
    return bad


@contextmanager
def _compiler() -> Iterator[typst.Compiler]:
    import typst  # noqa: PLC0415 - see the top

    with as_file(resources.folder("fonts")) as folder, tempfile.TemporaryDirectory() as empty:
        if not any(folder.glob("*.ttf")):
            raise FontsMissing("fonts")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])
        yield typst.Compiler(
            root=empty,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
        )


def _pdf(compiler: typst.Compiler, source: bytes, inputs: dict[str, str], at: datetime) -> bytes:
    made = compiler.compile(
        source, format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=int(at.timestamp())
    )
    if not isinstance(made, bytes):
        raise PaperNotMade("pages")
    return made
