"""Document nodes to pandoc blocks: prose as pandoc's own, the rest as Word markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

import jinja2
from markupsafe import Markup

from lkjip_tools.markup import Templates
from lkjip_tools.report.document import Document
from lkjip_tools.report.docx_pandoc import (
    heading_block,
    picture_block,
    prose_blocks,
    raw_block,
    words,
)
from lkjip_tools.report.docx_table import cell_markup, notes_of, word_table
from lkjip_tools.report.markdown import Node, plain_text

_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_TWIP = 635
_HEADER_DISTANCE = {"portrait": (14, 12), "landscape": (10, 9)}  # mm from the paper's edge
_PROSE = {"paragraph", "list", "quote", "code"}
_TOC_DEPTH = 3
_LABEL = re.compile(r"(\w+) ((?:\w+\.)?)(\d+)(\w*)")  # Tabel 3.2a: word, chapter, number, part
ANNEXES, _ANNEXES_ID = "Lampiran", 1  # bookmark around all annexes
_LETTER, _COLON = 128, 240  # twips of a letter and of a colon with its space
_LOGO_COLUMN = 1134  # twips on both sides of a letterhead with a logo


class Writer:
    """Writes the nodes of a document, and remembers what refers across it."""

    def __init__(self, document: Document, nodes: list[Node]) -> None:
        """Give every heading and caption the bookmark that the lists at the front point to.

        Args:
            document: What is set.
            nodes: All its nodes in order, those of the lists at the front among them.
        """
        self._document = document
        self._headings = [node for node in nodes if node["kind"] == "heading"]
        named = [node["id"] for node in nodes if "id" in node]
        # Word's own tables of contents use names of this form.
        self._marks = {
            name: {"id": number, "name": f"_Toc{number}", "label": f"_Ref{number}"}
            for number, name in enumerate(named, 200000000)
        }
        self._counted: dict[str, tuple[str, int]] = {}
        self._labels = {node["id"]: node["label"] for node in nodes if node.get("label")}
        self._refer(nodes)

    def sheet(self, sheet: Node, paper: dict[str, Any]) -> Iterator[Node]:
        """A section: its nodes, then its page size and numbering."""
        page = _page(sheet, paper)
        for node in sheet["nodes"]:
            yield from self._blocks(node, page)
        yield _raw({"kind": "sheet"} | page)

    def end(self) -> list[Node]:
        """What ends the document, before its last section is described."""
        closed = raw_block(f'<w:bookmarkEnd w:id="{_ANNEXES_ID}"/>')
        return [closed] if self._document.annexes else []

    def _blocks(self, node: Node, page: Node) -> Iterator[Node]:
        line = page["width"] - page["left"] - page["right"]
        match node["kind"]:
            case kind if kind in _PROSE:
                yield from prose_blocks(node)
            case "heading":
                yield self._heading(node)
            case "table":
                word = {"word": word_table(node), "below": notes_of(node)}
                yield _raw(node | word | self._caption(node))
            case "chart" | "scan":
                yield picture_block(picture_name(node), node["alt"], node["width_mm"])
                yield _raw({"source": ""} | node | {"kind": "caption"} | self._caption(node))
            case "listing":
                yield _raw(node | {"entries": self._listed(node["of"])})
            case "pairs":
                yield _raw(node | {"widths": _pair_widths(node["rows"], line)})
            case "statement":
                yield _raw(node | {"widths": _pair_widths(node["pairs"], line)})
            case "letterhead":
                widths = [_LOGO_COLUMN, line - 2 * _LOGO_COLUMN, _LOGO_COLUMN]
                yield _raw(node | {"logo": self._document.meta["logo"], "widths": widths})
            case "signature":
                left = line // 2 if node["left"] else line // 3
                yield _raw(node | {"widths": [left, line - left]})
            case _:
                yield _raw(node | {"page_height": page["height"] * _EMU_PER_TWIP})

    def _heading(self, node: Node) -> Node:
        mark = self._marks[node["id"]]
        before = f'<w:bookmarkStart w:id="{mark["id"]}" w:name="{mark["name"]}"/>'
        if self._document.annexes and node["id"] == self._document.annexes[0]["id"]:
            before = f'<w:bookmarkStart w:id="{_ANNEXES_ID}" w:name="{ANNEXES}"/>{before}'
        if node["kicker"]:
            before += str(words(node["kicker"] + "\n", '<w:rStyle w:val="NomorBab"/>'))
        return heading_block(node, before, f'<w:bookmarkEnd w:id="{mark["id"]}"/>')

    def _caption(self, node: Node) -> Node:
        """The label as a field that counts, told to jump where the report's numbers do."""
        label = _LABEL.fullmatch(node["label"])
        if not label or node.get("continued"):
            return {"mark": self._marks[node["id"]], "sequence": None}
        word, chapter, number, part = label.groups()
        before, count = self._counted.get(word, (chapter, 0))
        self._counted[word] = (chapter, int(number))
        steps = {count: r"\c", count + 1: r"\n"} if chapter == before else {}
        how = steps.get(int(number), rf"\r {number}")
        code = rf" SEQ {word} {how} \* ARABIC "
        sequence = {"word": f"{word} {chapter}", "number": number, "part": part, "code": code}
        return {"mark": self._marks[node["id"]], "sequence": sequence}

    def _refer(self, nodes: Any) -> None:
        """Tell every reference in prose the bookmark it leads to, and whether it says a label."""
        if isinstance(nodes, list):
            for node in nodes:
                self._refer(node)
        elif isinstance(nodes, dict):
            if nodes.get("kind") == "reference":
                words = plain_text(nodes["children"])
                nodes["mark"] = self._marks[nodes["target"]]
                nodes["repeats"] = words == self._labels.get(nodes["target"])
            for key in ("children", "items"):
                self._refer(nodes.get(key))

    def _listed(self, of: str) -> list[Node]:
        if of == "headings":
            return [
                self._entry(node, f"TOC{node['level']}", f"{node['kicker']} {node['text']}")
                for node in self._headings
                if node["level"] <= _TOC_DEPTH
            ]
        style = "TOC1" if of == "annexes" else "TableofFigures"
        return [
            self._entry(entry, style, f"{entry['label']}  {entry['title']}")
            for entry in getattr(self._document, of)
        ]

    def _entry(self, node: Node, style: str, text: str) -> Node:
        return {"style": style, "text": text.strip(), "mark": self._marks[node["id"]]}


def picture_name(node: Node) -> str:
    """The file that a chart or a scan becomes."""
    kind = node["mime"].removeprefix("image/") if node["kind"] == "scan" else "png"
    return f"{node['id']}.{kind}"


def _page(sheet: Node, paper: dict[str, Any]) -> Node:
    """The section with its lengths in twips."""
    orientation = sheet["orientation"]
    width, height = paper["width"], paper["height"]
    if orientation == "landscape":
        width, height = height, width
    header, footer = _HEADER_DISTANCE[orientation]
    lengths = {"width": width, "height": height, "header": header, "footer": footer}
    lengths |= paper["margins"][orientation]
    return sheet | {name: round(length * _TWIPS_PER_MM) for name, length in lengths.items()}


def _pair_widths(rows: list[list[str]], line: int) -> list[int]:
    longest = max((len(name) for name, _ in rows), default=0)
    name = min((longest + 2) * _LETTER, line * 2 // 5)
    return [name, _COLON, line - name - _COLON]


def _raw(node: Node) -> Node:
    return raw_block(str(_block()(node)))


def prepare() -> None:
    """Compile the template beforehand."""
    _block()


@cache
def _block() -> Callable[[Node], Markup]:
    """The macro that writes a block: the template is run once, not for each."""
    loader = jinja2.PackageLoader("lkjip_tools.report")
    environment = Templates(loader=loader, autoescape=True)
    environment.globals |= {"words": words, "cell": cell_markup}
    macros: Any = environment.get_template("docx.xml.j2").module
    return cast(Callable[[Node], Markup], macros.block)
