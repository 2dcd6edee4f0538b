"""A merged notebook as one HTML file: no request, readable without script, on a phone, on paper."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from lkjip_tools.block_html import html_templates, place_cells
from lkjip_tools.errors import AssembleError
from lkjip_tools.report.document import Document, read_document
from lkjip_tools.report.explain import Explanations
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.pages import paper_size

_FACES = [
    (family, file, weight, style)
    for family in ("Serif", "Sans")
    for file, weight, style in (
        ("Regular", 400, "normal"),
        ("Italic", 400, "italic"),
        ("Bold", 700, "normal"),
        ("BoldItalic", 700, "italic"),
    )
] + [("Simbol", "Regular", 400, "normal")]

_BELOW = ("children", "items", "body", "cells")
_SEARCHED = 15  # rows that a reader still finds a line among
_WORD = re.compile(r"[^\W\d_]{3}")
_PROLOG = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_ROOT_SIZE = re.compile(r"(<svg\b[^>]*?)\s(?:width|height)=\"[^\"]*\"")
_ROOT_ID = re.compile(r"^(<svg\b[^>]*?)\sid=\"[^\"]*\"")
_ID = re.compile(r"\bid=\"([^\"]+)\"")
_REFERENCE = re.compile(r"(href=\"#|url\(#)([^\")]+)")
_STYLE = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL)
_SELECTOR = re.compile(r"([^{}]+)\{")
_OUTSIDE = re.compile(r"<script|<foreignObject|@import|(?:href|src)=\"(?!#|data:)", re.IGNORECASE)


class LkjipHTMLExporter(Exporter):
    """Sets a merged notebook as one self-contained HTML file."""

    output_mimetype = "text/html"
    export_from_notebook = "LKjIP HTML"

    @default("file_extension")
    def _default_file_extension(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook to HTML.

        Raises:
            AssembleError: The notebook holds something that cannot be set.
        """
        nb_copy, resources = super().from_notebook_node(nb, resources, **kw)
        return render_html(read_document(nb_copy)), resources


def render_html(document: Document) -> str:
    """Set a document."""
    explanations = Explanations(document)
    for node in [*document.front, *document.main]:
        _explain(node, explanations)
        if node["kind"] in ("table", "chart"):
            is_explained = node.get("explained", True)
            node["explained"] = explanations.of_block(node) if is_explained else []
        if node["kind"] == "table":
            node["searchable"] = len(node["body"]) > _SEARCHED
            _name_rows(node)
        if node["kind"] == "letterhead":
            node["logo"] = document.meta["logo"]
    return (
        _templates()
        .get_template("html.j2")
        .render(
            document=document,
            meta=document.meta,
            paper=paper_size(document),
            explanations=explanations,
            front=_chapters(document.front),
            main=_chapters(document.main),
        )
    )


def inline_svg(svg: str, prefix: str, alt: str) -> Markup:
    """Make a chart's SVG fit to stand in the page beside others.

    Its ids and styles are confined by `prefix`, since several charts use the same ones.

    Raises:
        AssembleError: It refers to something outside itself.
    """
    svg = _METADATA.sub("", _PROLOG.sub("", svg, count=1)).strip()
    if _OUTSIDE.search(svg):
        raise AssembleError(f"grafik {prefix} merujuk berkas di luar laporan")
    while _ROOT_SIZE.match(svg):
        svg = _ROOT_SIZE.sub(r"\1", svg, count=1)
    svg = _ROOT_ID.sub(r"\1", svg)
    svg = _ID.sub(rf'id="{prefix}-\1"', svg)
    svg = _REFERENCE.sub(rf"\1{prefix}-\2", svg)
    svg = _STYLE.sub(lambda style: _confined(style, prefix), svg)
    label = f'<svg id="{prefix}-svg" role="img" aria-label="{escape(alt)}"'
    return Markup(label + svg.removeprefix("<svg"))


def _confined(style: re.Match[str], prefix: str) -> str:
    rules = _SELECTOR.sub(lambda rule: f"#{prefix}-svg {rule[1].strip()}{{", style[2])
    return f"{style[1]}{rules}{style[3]}"


def _explain(whole: Node, explanations: Explanations) -> None:
    """Tell of every printed figure, in cells and in prose, where it is explained, and in a line."""
    waiting: list[Any] = [whole]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += filter(None, map(node.get, _BELOW))
            if node.get("id") and node.get("kind") in (None, "figure"):
                entry = explanations.get(node["id"])
                told = (entry.hint if entry else "", explanations.origin(node["id"]), node["id"])
                node["anchor"] = entry.anchor if entry else ""
                node["told"] = " · ".join(filter(None, told))


def _name_rows(table: Node) -> None:
    """Let the first column that tells the rows apart by words be their header."""
    rows = [row["cells"] for row in table["body"]]
    placed = place_cells(rows, len(table["columns"]))
    plain = [at for at, row in enumerate(table["body"]) if row["role"] == "row"]
    columns = Counter(
        start
        for at in plain
        for cell, start in zip(rows[at], placed[at], strict=True)
        if _WORD.search(cell["text"]) and not cell.get("id")
    )
    chosen = next((at for at in sorted(columns) if columns[at] * 2 > len(plain)), None)
    for at in plain:
        for cell, start in zip(rows[at], placed[at], strict=True):
            if start == chosen and len(table["columns"]) > 1 and cell["text"]:
                cell["header"] = "row"


def _chapters(nodes: list[Node]) -> list[dict[str, Any]]:
    chapters: list[dict[str, Any]] = []
    for node in nodes:
        opens = node["kind"] == "heading" and node["level"] == 1
        if opens or not chapters:
            chapters.append({"id": node["id"] if opens else None, "nodes": []})
        chapters[-1]["nodes"].append(node)
    return chapters


def prepare() -> None:
    """Compile the templates beforehand."""
    templates = _templates()
    for name in templates.list_templates(filter_func=lambda name: name.endswith("html.j2")):
        templates.get_template(name)


@cache
def _templates() -> jinja2.Environment:
    shared = html_templates()
    assert shared.loader
    own = jinja2.PackageLoader("lkjip_tools.report")
    environment = shared.overlay(loader=jinja2.ChoiceLoader([own, shared.loader]))
    script = _template("script.js")
    environment.globals |= {
        "inline_svg": inline_svg,
        "style": _style(),
        "draft_style": _template("draf.css"),
        "script": script,
        "policy": _policy(script),
    }
    return environment


def _policy(script: str) -> str:
    """What a browser may do with the page: run its one script, and ask nobody for anything."""
    digest = b64encode(sha256(script.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _style() -> Markup:
    faces = [
        f'@font-face{{font-family:"LKjIP {family}";font-weight:{weight};font-style:{style};'
        f'src:url({_data_url(f"LKjIP{family}-{file}.woff2")}) format("woff2")}}'
        for family, file, weight, style in _FACES
    ]
    return Markup("\n").join([*map(Markup, faces), _template("style.css")])


def _template(name: str) -> Markup:
    return Markup((files("lkjip_tools.report") / "templates" / name).read_text("utf-8"))


def _data_url(font: str) -> str:
    content = (files("lkjip_tools.report") / "fonts" / font).read_bytes()
    return f"data:font/woff2;base64,{b64encode(content).decode('ascii')}"
