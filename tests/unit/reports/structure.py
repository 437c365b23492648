"""A PDF as assistive technology reads it: its structure tree with the text of every node, and the order of its pages' content.

Rules this module keeps: read with pikepdf from the file itself, by nothing that made it; text is decoded by each font's own table.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAIRS = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_BLOCKS = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


@dataclass
class Node:
    """``role`` is that of the standard namespace; ``text`` what stands in the node itself, before and between its children."""

    role: str
    alt: str = ""
    scope: str = ""
    span: int = 1
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def whole(self) -> str:
        """Everything in it, in its order: text is a child of its own (role "")."""
        return self.text + "".join(child.whole() for child in self.children)

    def all(self, *roles: str) -> Iterator[Node]:
        """Every node below with one of these roles, in reading order."""
        for child in self.children:
            if child.role in roles:
                yield child
            yield from child.all(*roles)


@dataclass
class Tagged:
    root: Node
    catalogue: dict[str, Any]
    title: str
    metadata: str
    shown: str  # the text of the pages in the order of their content, without what is marked as decoration

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = self.root.all("H1", "H2", "H3", "H4", "H5", "H6")
        return [(int(node.role[1]), " ".join(node.whole().split())) for node in found]


def tagged(pdf: bytes) -> Tagged:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts: dict[tuple[tuple[int, int], int], str] = {}
        shown = ""
        for page in opened.pages:
            marked, order = _marked(page)
            texts |= {(page.objgen, number): text for number, text in marked.items()}
            shown += order
        roles = {str(key): str(value) for key, value in opened.Root.StructTreeRoot.get("/RoleMap", {}).items()}
        root = Node("Root")
        _below(opened.Root.StructTreeRoot.get("/K"), root, texts, None, roles)
        preferences = opened.Root.get("/ViewerPreferences", {})
        return Tagged(
            root=root,
            catalogue={
                "lang": str(opened.Root.get("/Lang", "")),
                "marked": bool(opened.Root.MarkInfo.get("/Marked", False)),
                "shows_title": bool(preferences.get("/DisplayDocTitle", False)),
            },
            title=str(opened.docinfo.get("/Title", "")),
            metadata=opened.Root.Metadata.read_bytes().decode(),
            shown=shown,
        )


def pdftotext(pdf: bytes) -> str | None:
    """What poppler's pdftotext reads in the order of the content; None where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    done = subprocess.run([program, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def _below(
    kids: Any, parent: Node, texts: dict[tuple[tuple[int, int], int], str], page: Any, roles: dict[str, str]
) -> None:
    if kids is None:
        return
    if isinstance(kids, int):
        parent.children.append(Node("", text=texts.get((page.objgen, int(kids)), "")))
    elif isinstance(kids, pikepdf.Array):
        for one in kids:
            _below(one, parent, texts, page, roles)
    elif kids.get("/Type") == "/MCR":
        at = kids.get("/Pg", page)
        parent.children.append(Node("", text=texts.get((at.objgen, int(kids.MCID)), "")))
    elif kids.get("/S") is not None:
        role = str(kids.S)
        scope, span = _attributes(kids.get("/A"))
        made = Node(roles.get(role, role).lstrip("/"), str(kids.get("/Alt", "")), scope, span)
        parent.children.append(made)
        _below(kids.get("/K"), made, texts, kids.get("/Pg", page), roles)


def _attributes(held: Any) -> tuple[str, int]:
    rows = [held] if isinstance(held, pikepdf.Dictionary) else list(held) if isinstance(held, pikepdf.Array) else []
    tables = [row for row in rows if isinstance(row, pikepdf.Dictionary) and row.get("/O") == "/Table"]
    scope = next((str(row.Scope).lstrip("/") for row in tables if "/Scope" in row), "")
    span = next((int(row.ColSpan) for row in tables if "/ColSpan" in row), 1)
    return scope, span


def _marked(page: Any) -> tuple[dict[int, str], str]:
    """The text of each marked part of a page, and all of it in its order, without decoration."""
    fonts = {str(name): _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    inside: list[int | None] = []
    letters: dict[int, str] = {}
    order: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            held = operands[1]
            number = held.get("/MCID") if isinstance(held, pikepdf.Dictionary) else None
            inside.append(
                None if str(operands[0]) == "/Artifact" else (int(number) if number is not None else _same(inside))
            )
        elif name == "BMC":
            inside.append(None if str(operands[0]) == "/Artifact" else _same(inside))
        elif name == "EMC":
            inside.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"} and inside and inside[-1] is not None:
            parts = operands[0] if name == "TJ" else [operands[0]]
            text = "".join(_decoded(bytes(part), letters) for part in parts if isinstance(part, pikepdf.String))
            found[inside[-1]] = found.get(inside[-1], "") + text
            order.append(text)
    return found, "".join(order)


def _same(inside: list[int | None]) -> int | None:
    return inside[-1] if inside else None


def _decoded(raw: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(raw[at : at + 2], "big"), "?") for at in range(0, len(raw), 2))


def _letters(font: Any) -> dict[int, str]:
    """What each code of a font stands for, by its own table."""
    made: dict[int, str] = {}
    for kind, block in _BLOCKS.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        if kind == "bfchar":
            made |= {int(code, 16): _text(letters) for code, letters in _PAIRS.findall(block)}
            continue
        for first, last, start, several in _RANGES.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if start:
                made |= {code: chr(int(start, 16) + place) for place, code in enumerate(codes)}
            else:
                made |= dict(zip(codes, map(_text, re.findall(r"<([0-9A-Fa-f]+)>", several)), strict=False))
    return made


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
