"""A document as pages: paper, margins, runs of pages that lie the same way, fitted tables.

PDF and Word are both set from this.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from lkjip_tools.errors import AssembleError
from lkjip_tools.report.document import Document
from lkjip_tools.report.fit import fit_tables
from lkjip_tools.report.markdown import Node, plain_text

_POINTS_PER_MM = 72 / 25.4
_PAPERS = {"a4": (210, 297), "f4": (215, 330)}  # mm; f4 is what offices call folio
_MARGINS = {
    "portrait": {"top": 27, "bottom": 25, "left": 30, "right": 22},
    "landscape": {"top": 22, "bottom": 18, "left": 14, "right": 14},
}
_COARSEST = 96  # pixels to the inch of a small picture
_CAPTION_MM = 32  # below a scan that fills a page: its title, perhaps of three lines
_FEW_LETTERS = 200  # about two lines
# What leads over to a landscape table stands on the table's own page.
_LEADING = {"heading", "subtitle", "pairs"}
_HELD = {"signature", "gap"}  # stand on a page with what is before them


def page_data(document: Document) -> dict[str, Any]:
    """Say in JSON terms all that setting the pages takes.

    Raises:
        AssembleError: Its paper is not a known one.
    """
    width, height = paper_size(document)
    return frame(document) | {
        "front": _runs(document.front, width, height),
        "main": _runs(document.main, width, height),
        "lists": lists(document) if document.meta["judul"] else [],
        "captions": {
            entry["id"]: entry | {"of": of}
            for of in ("tables", "charts", "annexes")
            for entry in getattr(document, of)
        },
        "annexes": document.annexes,
        "headings": {
            node["id"]: node
            for node in [*document.front, *document.main]
            if node["kind"] == "heading"
        },
    }


def frame(document: Document) -> dict[str, Any]:
    """What the pages are like, whatever stands on them.

    Raises:
        AssembleError: Its paper is not a known one.
    """
    width, height = paper_size(document)
    return {
        "meta": document.meta,
        "paper": {"width": width, "height": height, "margins": _MARGINS},
        "title": document.title,
        "date": document.date,
    }


def turned(document: Document) -> Iterator[tuple[Node, str]]:
    """Every node, and how the page lies that it will stand on: `portrait` or `landscape`."""
    for nodes in (document.front, document.main):
        yield from zip(nodes, _orientations(nodes), strict=True)


def paper_size(document: Document) -> tuple[int, int]:
    """Width and height of an upright page, in millimetres.

    Raises:
        AssembleError: Its paper is not a known one.
    """
    paper = str(document.meta["kertas"]).lower()
    if paper not in _PAPERS:
        raise AssembleError(f"kertas '{paper}' tidak dikenal; yang dikenal: {', '.join(_PAPERS)}")
    return _PAPERS[paper]


def lists(document: Document) -> list[dict[str, str]]:
    """The lists between front matter and chapters: `of` what, under which `title`."""
    wanted = [
        ("headings", "Daftar Isi", document.toc),
        ("tables", "Daftar Tabel", document.tables),
        ("charts", "Daftar Gambar", document.charts),
        ("annexes", "Daftar Lampiran", document.annexes),
    ]
    return [{"of": of, "title": title} for of, title, entries in wanted if entries]


def _runs(nodes: list[Node], width: int, height: int) -> list[dict[str, Any]]:
    """Group nodes into runs of pages: a chapter opens a new one, and so does a page turned.

    A node that `leads` stays with the next one: no signature and no gap stands alone on a page.
    """
    runs: list[dict[str, Any]] = []
    nodes = list(_without_breaks_before_gaps(nodes))
    following = [*nodes, {"kind": ""}][1:]
    for node, after, orientation in zip(nodes, following, _orientations(nodes), strict=True):
        if _opens_chapter(node) or not runs or runs[-1]["orientation"] != orientation:
            runs.append({"orientation": orientation, "blocks": []})
        block = node | {"leads": after["kind"] in _HELD or _announces(node, after)}
        runs[-1]["blocks"] += _fit(block, *_room(orientation, width, height))
    return [run for run in runs if any(node["kind"] != "pagebreak" for node in run["blocks"])]


def _without_breaks_before_gaps(nodes: list[Node]) -> Iterator[Node]:
    """Leave out a page break that would put nothing but gaps on the new page."""
    filled = False
    kept = list[Node]()
    for node in reversed(nodes):
        if node["kind"] != "pagebreak" or filled:
            kept.append(node)
        filled = False if _opens_page(node) else filled or node["kind"] != "gap"
    yield from reversed(kept)


def _opens_chapter(node: Node) -> bool:
    return bool(node["kind"] == "heading" and node["level"] == 1)


def _opens_page(node: Node) -> bool:
    return node["kind"] == "pagebreak" or _opens_chapter(node)


def _announces(node: Node, after: Node) -> bool:
    """Whether a node is a line or two that end in a colon, above the list they announce."""
    if (node["kind"], after["kind"]) != ("paragraph", "list"):
        return False
    text = plain_text(node["children"]).rstrip()
    return text.endswith(":") and len(text) <= _FEW_LETTERS


def _fit(node: Node, line: float, page: float) -> list[Node]:
    if node["kind"] == "table":
        return fit_tables(node, line, page)
    if node["kind"] == "scan":
        return [node | {"width_mm": _scan_width(node, line, page)}]
    if node["kind"] == "chart":
        return [node | {"width_mm": min(node["width_mm"], line / _POINTS_PER_MM)}]
    return [node]


def _scan_width(node: Node, line: float, page: float) -> float:
    """Millimetres: as wide as the line and as tall as the page allow, but never coarse."""
    room = (page / _POINTS_PER_MM - _CAPTION_MM) * node["width_px"] / node["height_px"]
    sharp = node["width_px"] / _COARSEST * 25.4
    return float(min(line / _POINTS_PER_MM, room, sharp))


def widest_line() -> float:
    """Millimetres between the margins of the widest page of any paper."""
    rooms = (_room(turn, *paper) for turn in _MARGINS for paper in _PAPERS.values())
    return max(line for line, _ in rooms) / _POINTS_PER_MM


def _room(orientation: str, width: int, height: int) -> tuple[float, float]:
    """Width and height between the margins, in points."""
    margins = _MARGINS[orientation]
    if orientation == "landscape":
        width, height = height, width
    line = width - margins["left"] - margins["right"]
    page = height - margins["top"] - margins["bottom"]
    return line * _POINTS_PER_MM, page * _POINTS_PER_MM


def _orientations(nodes: list[Node]) -> list[str]:
    orientations: list[str] = []
    groups = [list(group) for _, group in groupby(nodes, lambda node: node["kind"] == "gap")]
    edge: Node = {"kind": "pagebreak"}
    after, following = edge, "portrait"
    while groups:
        group = groups.pop()
        if group[0]["kind"] == "gap":
            before = groups[-1][-1] if groups else edge
            following = _turn_of_gaps(group, before, after, following)
            orientations += [following] * len(group)
        else:
            for node in reversed(group):
                leads = node["kind"] in _LEADING
                following = node.get("orientation") or (following if leads else "portrait")
                orientations.append(following)
        after = group[0]
    return orientations[::-1]


def _turn_of_gaps(gaps: list[Node], before: Node, after: Node, following: str) -> str:
    """How gaps lie: with what stands after them, or else before them, on a page they share."""
    wanted = [gap.get("orientation") or "portrait" for gap in gaps]
    if not _opens_page(after) and following in wanted:
        return following
    if before["kind"] in _LEADING or _opens_page(before):
        return str(wanted[0])
    return str(before.get("orientation") or "portrait")
