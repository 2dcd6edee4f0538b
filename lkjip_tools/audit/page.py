"""The report's own text as a page, each finding where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from lkjip_tools.audit.audit import Audit, kinds
from lkjip_tools.audit.check import Check
from lkjip_tools.audit.model import Block, Cell, Heading, Paragraph, Row, Table

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass
class Shown:
    """One finding with its number and the label of its kind."""

    id: str
    check: Check
    label: str
    anjuran: str


@dataclass
class View:
    """One block of the page."""

    kind: str
    line: int
    html: Markup = field(default_factory=Markup)
    head: list[list[str]] = field(default_factory=list)
    rows: list[tuple[int, list[Markup]]] = field(default_factory=list)
    findings: list[Shown] = field(default_factory=list)


def page(audit: Audit) -> str:
    """Build the page: one file, without script and without any request."""
    shown = [
        Shown(f"T{n:03d}", c, str(kinds()[c.jenis]["label"]), str(kinds()[c.jenis]["anjuran"]))
        for n, c in enumerate(audit.findings, start=1)
    ]
    return (
        _environment()
        .get_template("halaman.html.j2")
        .render(
            audit=audit,
            findings=shown,
            views=list(_views(audit.report.document.blocks, shown)),
            verdicts=sorted(audit.verdicts.items()),
            counts=audit.counts,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def _views(blocks: list[Block], shown: list[Shown]) -> Iterator[View]:
    by_line: dict[int, list[Shown]] = defaultdict(list)
    for item in shown:
        by_line[item.check.place.line].append(item)
    for block in blocks:
        if isinstance(block, Table):
            yield _table(block, by_line)
        elif isinstance(block, Paragraph):
            found = [
                item
                for place in dict.fromkeys(p.line for p in block.places)
                for item in by_line.pop(place, [])
            ]
            yield View("p", block.place.line, _marked(block, found), findings=found)
        elif isinstance(block, Heading):
            found = by_line.pop(block.place.line, [])
            yield View("h", block.place.line, escape(block.text), findings=found)
    rest = [item for items in by_line.values() for item in items]
    if rest:
        yield View("p", 0, Markup("Temuan tanpa tempat yang tepat"), findings=rest)


def _marked(block: Paragraph, found: list[Shown]) -> Markup:
    """The text of a paragraph with the accused numbers marked."""
    spots = []
    for item in found:
        check = item.check
        for offset in range(len(block.text)):
            if block.at(offset) == check.place and block.text.startswith(check.tercetak, offset):
                spots.append((offset, offset + len(check.tercetak), item))
                break
    html, last = Markup(""), 0
    for start, end, item in sorted(spots, key=lambda spot: spot[0]):
        if start >= last:
            html += escape(block.text[last:start]) + _mark(block.text[start:end], item)
            last = end
    return html + escape(block.text[last:])


def _mark(text: str, item: Shown) -> Markup:
    return Markup('<a class="m {}" href="#{}">{}</a>').format(item.check.tingkat, item.id, text)


def _table(table: Table, by_line: dict[int, list[Shown]]) -> View:
    view = View("t", table.place.line)
    view.head = [[cell.text for cell in row.cells] for row in table.head]
    for row in [*table.head, *table.rows]:
        found = by_line.pop(row.place.line, [])
        view.findings += found
        if row in table.rows:
            view.rows.append((row.place.line, _cells(row, found)))
    return view


def _cells(row: Row, found: list[Shown]) -> list[Markup]:
    rest = list(found)
    cells = []
    for cell in row.cells:
        item = next((i for i in rest if _is_at(i, cell)), None)
        if item:
            rest.remove(item)
        cells.append(_mark(cell.text, item) if item else escape(cell.text))
    return cells


def _is_at(item: Shown, cell: Cell) -> bool:
    place = item.check.place
    return place in (cell.place, cell.number.place if cell.number else None)
