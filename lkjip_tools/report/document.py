"""A merged notebook as a neutral document: what HTML and PDF both set.

Every node has a `kind`: those of the block contract, and those of `markdown.py` in place of
`prose`. Headings, tables, charts and scans have an `id`, unique in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any

from nbformat import NotebookNode

from lkjip_tools.dates import MONTHS
from lkjip_tools.errors import AssembleError
from lkjip_tools.figure_lines import MIME_FIGURES, read_figures
from lkjip_tools.heading import opening_of, slug
from lkjip_tools.report.draft import attach_notes
from lkjip_tools.report.markdown import Node, parse_markdown, plain_text
from lkjip_tools.shown import (
    MIME_BLOCK,
    MIME_BLOCK_TEXT,
    MIME_FINDINGS,
    blocks_in,
    shown_bundles,
    shown_forms,
)

_TAG = "laporan"
_TOC_DEPTH = 3
_ABBREVIATION = re.compile(r"\(([^)]+)\)\s*$")
_DATE = re.compile(r"(\d{1,2}) (\w+) (\d{4})")
_MONTHS = [month.lower() for month in MONTHS]
_DRAWN = re.compile(r'\bdata-angka="([^"]*)"')
_OWN_FORMS = {MIME_BLOCK, MIME_BLOCK_TEXT, MIME_FIGURES, MIME_FINDINGS}


@dataclass
class Document:
    """A report, ready to be set.

    Attributes:
        notebook: What it was read from.
        meta: `nb.metadata.lkjip`, with every key of the contract present; `judul` may be empty,
            and then there is no cover, as for a `bagian` of a report.
        front: Nodes of the `depan` chapters.
        main: Nodes of the chapters and annexes.
        toc: Headings down to the third level: `id`, `level`, `kicker`, `text`.
        tables: Numbered tables: `id`, `label`, `title`.
        charts: The same of charts and numbered scans.
        annexes: Headings of the annexes: `id`, `label`, `title`.
    """

    notebook: NotebookNode
    meta: dict[str, Any]
    front: list[Node] = field(default_factory=list)
    main: list[Node] = field(default_factory=list)
    toc: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)
    annexes: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def shown(self) -> dict[str, dict[str, Any]]:
        """Every figure that was shown, as `Figure.to_json` tells it, by id."""
        texts = shown_forms([self.notebook], MIME_FIGURES)
        return {figure["id"]: figure for figure in read_figures(texts)}

    @cached_property
    def values(self) -> dict[str, str]:
        """Unrounded value of every figure that is known by its id."""
        return _values(self.notebook, self.shown.values())

    @property
    def title(self) -> str:
        """What the document is called: its title and year, or its first heading."""
        draft = "Draf " if self.meta.get("draf") else ""
        if self.meta["judul"]:
            return f"{draft}{self.meta['judul']} Tahun {self.meta['tahun']}"
        return draft + (self.toc[0]["text"] if self.toc else "Laporan")

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month and day it was signed; the last day of its year if that is not said."""
        signed = _DATE.search(self.meta.get("tempat_tanggal", ""))
        if signed and signed[2].lower() in _MONTHS:
            return int(signed[3]), _MONTHS.index(signed[2].lower()) + 1, int(signed[1])
        return int(self.meta["tahun"] or 2000), 12, 31


def read_document(nb: NotebookNode) -> Document:
    """Read a merged notebook, or a single executed chapter.

    A notebook without any `laporan` tag is read whole.

    Raises:
        AssembleError: A cell of the report shows something that is no block.
    """
    document = Document(nb, _meta(nb))
    ids: set[str] = set()
    targets: dict[str, Node] = {}
    level = 0
    for node, is_front in _nodes(nb):
        if node["kind"] == "heading":  # accessible PDF allows no step from level 1 to level 3
            level = node["level"] = min(node["level"], level + 1)
        _register(document, node, ids)
        for key in node.get("keys", []):
            targets.setdefault(key, node)
        (document.front if is_front else document.main).append(node)
    _resolve([document.front, document.main], targets)
    attach_notes([*document.front, *document.main], document.meta)
    return document


def figure_ids(node: Node) -> list[str]:
    """Ids of the figures that a table prints or a chart draws, in the order of the page."""
    if node["kind"] == "chart":
        return [unescape(id) for id in _DRAWN.findall(node["svg"])]
    return [cell["id"] for row in node["body"] for cell in row["cells"] if cell["id"]]


def _nodes(nb: NotebookNode) -> Iterator[tuple[Node, bool]]:
    tagged = any(_TAG in cell.metadata.get("tags", []) for cell in nb.cells)
    for position, cell in enumerate(nb.cells, 1):
        if tagged and _TAG not in cell.metadata.get("tags", []):
            continue
        about = cell.metadata.get("lkjip", {})
        for node in _cell_nodes(cell, tagged, f"{about.get('bab', 'notebook')} sel {position}"):
            yield node, about.get("bagian") == "depan"


def _cell_nodes(cell: NotebookNode, strict: bool, place: str) -> Iterator[Node]:
    if cell.cell_type == "markdown":
        yield from _prose(cell.source, place)
    elif cell.cell_type == "code":
        for output in cell.outputs:
            for block in _output_blocks(output, strict, place):
                if block["kind"] == "prose":
                    yield from _prose(block["markdown"], place)
                else:
                    yield _own(block)


def _own(block: Node) -> Node:
    """A block that can be written into; a notebook is read by several exporters."""
    if "body" not in block:
        return dict(block)
    rows = [row | {"cells": [dict(cell) for cell in row["cells"]]} for row in block["body"]]
    return block | {"body": rows}


def _prose(text: str, place: str) -> list[Node]:
    try:
        return parse_markdown(text)
    except AssembleError as error:
        raise AssembleError(f"{place}: {error}") from error


def _output_blocks(output: NotebookNode, strict: bool, place: str) -> list[Node]:
    data = output.get("data", {})
    if found := blocks_in(data):
        return found
    if output.output_type == "error":
        raise AssembleError(f"{place} gagal: {output.ename}: {output.evalue}")
    if strict and not _OWN_FORMS & set(data):
        shown = output.get("text") or data.get("text/plain") or output.output_type
        raise AssembleError(
            f"{place} menampilkan sesuatu yang bukan blok laporan: {str(shown).strip()[:80]!r}; "
            "tampilkan tabel, grafik atau prosa, atau beri sel itu tanda 'evaluator'"
        )
    return []


def _register(document: Document, node: Node, ids: set[str]) -> None:
    match node["kind"]:
        case "heading":
            _register_heading(document, node, ids)
        case "table" | "chart" | "scan" as kind:
            node["id"] = _unique(slug(node["key"]), ids)
            node["keys"] = [slug(node["key"])]
            node.setdefault("label", "")
            node["called"] = node["label"] or node["title"]
            if node["label"]:
                entry = {key: node[key] for key in ("id", "label", "title")}
                (document.tables if kind == "table" else document.charts).append(entry)


def _register_heading(document: Document, node: Node, ids: set[str]) -> None:
    text = plain_text(node["children"])
    first = node["children"][0] if node["children"] else {"kind": "break"}
    written = first["text"] if first["kind"] == "text" and node["level"] == 1 else ""
    opening = opening_of(written)
    if opening:
        first["text"] = opening.title
    node["id"] = _unique(slug(text), ids)
    node["keys"] = [slug(text), *([slug(opening.label)] if opening else [])]
    node["kicker"] = opening.kicker if opening else ""
    node["text"] = plain_text(node["children"])
    node["called"] = opening.label if opening else node["text"]
    if node["level"] <= _TOC_DEPTH:
        document.toc.append({key: node[key] for key in ("id", "level", "kicker", "text")})
    if opening and opening.is_annex:
        document.annexes.append({"id": node["id"], "label": opening.label, "title": node["text"]})


def _resolve(nodes: Any, targets: dict[str, Node]) -> None:
    """Point references at ids; one that leaves this document keeps its words alone."""
    if isinstance(nodes, list):
        for node in nodes:
            _resolve(node, targets)
    elif isinstance(nodes, dict):
        if nodes.get("kind") == "link" and nodes["url"].startswith("#"):
            target = targets.get(nodes["url"][1:], {})
            words = plain_text(nodes["children"]) or target.get("called") or nodes["url"][1:]
            if target:
                text = [{"kind": "text", "text": words}]
                nodes |= {"kind": "reference", "target": target["id"], "children": text}
            else:
                nodes |= {"kind": "text", "text": words}
        for key in ("children", "items"):
            _resolve(nodes.get(key), targets)


def _values(nb: NotebookNode, figures: Iterable[dict[str, Any]]) -> dict[str, str]:
    values = {
        known["id"]: known["nilai"]
        for figure in figures
        for known in [figure, *figure.get("operan", [])]
        if known["nilai"] is not None
    }
    for data in shown_bundles([nb]):
        for block in blocks_in(data):
            values |= _table_values(block)
    return values


def _table_values(block: Node) -> dict[str, str]:
    cells = (cell for row in block.get("body", []) for cell in row["cells"])
    return {cell["id"]: cell["value"] for cell in cells if cell["id"] and cell["value"]}


def _meta(nb: NotebookNode) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "judul": "",
        "tahun": "",
        "instansi": "",
        "pemerintah": "",
        "alamat": [],
    }
    meta: dict[str, Any] = (
        empty
        | {"kertas": "a4", "logo": None, "belum_final": ""}
        | dict(nb.metadata.get("lkjip", {}))
    )
    abbreviation = _ABBREVIATION.search(meta["judul"])
    short = abbreviation[1] if abbreviation else meta["judul"]
    called = f"{short} Tahun {meta['tahun']}" if short else ""
    if meta.get("bagian"):  # some chapters have no cover and no lists
        return meta | {"judul": "", "judul_singkat": f"{called}, bagian {meta['bagian']}"}
    return meta | {"judul_singkat": called}


def _unique(wanted: str, taken: set[str]) -> str:
    number, candidate = 1, wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    taken.add(candidate)
    return candidate
