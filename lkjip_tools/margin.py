"""Findings in the margin of a draft: which place of the report each of them is about.

A finding names files and rows. The report knows the row behind each row of a table (`asal`), the
row behind each figure (`angka.jsonl`), and the file and line of each narrative. A finding about a
line of the agency's own document stands beside the narrative taken from that line; one of which
nothing is printed, beside its figure, else beside the row next to its own. What is tied to nothing
is in the list at the end only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Any

from lkjip_tools.shown import MIME_BLOCK

_PLACE = re.compile(
    r"(?P<file>[\w./-]+\.(?:csv|md|xlsx lembar [\w ]+?(?=$|;| baris \d| sel [A-Z])))"
    r"(?: baris (?P<row>\d+)| sel (?P<letter>[A-Z]+)(?P<at>\d+))?(?: kolom (?P<column>\w+))?"
    r"(?: \(naskah (?P<naskah>[^)]*)\))?"
)
_TO = " sampai dengan "
_NAKED = re.compile(r"L(\d+)(?:-L(\d+))?")
_FIGURE = re.compile(r"\]\(angka:([^)\s]+)\)")
_HEADING = re.compile(r"#{1,6} (.+)")
_LONG_NAME = 60
_NEAR = 1  # rows between the row of a finding and a printed one that may stand for it

Spans = Sequence[tuple[int, int]]
Finding = Mapping[str, str]


@dataclass(frozen=True)
class _Spot:
    """A place in the report: a row of a table, or a line of a narrative."""

    block: int
    line: int
    cell: int = 0


@dataclass
class _Index:
    """Where the report prints what; the first place of the least distance counts.

    Rows are known by file and number, and in each its columns, with `""` for any of them.
    """

    rows: dict[str, dict[int, dict[str, tuple[int, _Spot]]]] = field(default_factory=dict)
    figures: dict[str, _Spot] = field(default_factory=dict)
    narratives: dict[str, list[int]] = field(default_factory=dict)

    def add(self, origin: str, distance: int, spot: _Spot) -> None:
        """Note that a row of data is printed; 0 as it is, 1 computed with."""
        for file, row, named, _ in _places(origin):
            known = self.rows.setdefault(file, {}).setdefault(row, {}) if row else {}
            for column in ("", named):
                if column not in known or distance < known[column][0]:
                    known[column] = (distance, spot)

    def find(self, file: str, row: int, column: str = "") -> _Spot | None:
        """Return where a row is printed: at this column, unless another is printed more nearly."""
        known = self.rows.get(file, {}).get(row, {})
        found = [known[name] for name in (column, "") if name in known]
        return min(found, key=lambda item: item[0])[1] if found else None


def mark_findings(
    notebook: Any,
    figures: Iterable[Mapping[str, Any]],
    findings: Sequence[Finding],
    spans: Mapping[str, Spans],
) -> dict[int, list[str]]:
    """Mark in a merged notebook what each finding is about.

    Cells get `temuan`, the numbers of their findings from 1; a paragraph of a narrative gets a link
    `[T12](temuan:12)`. Only blocks that are marked are changed, each a copy of its own.

    Args:
        notebook: As `merge_chapters` returns it, captions numbered.
        figures: As `collect_figures` returns them.
        findings: Numbered by their order.
        spans: Lines of the agency's document that each narrative was taken from, by file.

    Returns:
        Where each finding is shown, in words: captions of tables, headings above narratives.
    """
    holders = list(_holders(notebook))
    blocks = [data[MIME_BLOCK] if at is None else data[MIME_BLOCK][at] for _, data, at in holders]
    index = _index(blocks, figures)
    marks: dict[int, dict[_Spot, list[int]]] = {}
    places: dict[int, list[str]] = {}
    for number, finding in enumerate(findings, start=1):
        for spot in _spots(finding, index, blocks, spans):
            marks.setdefault(spot.block, {}).setdefault(spot, []).append(number)
            name = _called(blocks[spot.block], spot.line, holders[spot.block][0])
            places.setdefault(number, []).append(name)
    for at, spots in marks.items():
        _, data, place = holders[at]
        marked = _marked(blocks[at], spots)
        if place is None:
            data[MIME_BLOCK] = marked
        else:
            data[MIME_BLOCK][place] = marked
    return {number: list(dict.fromkeys(names)) for number, names in places.items()}


def naskah_spans(root: Path, folder: Path) -> dict[str, Spans]:
    """Read the first line of every narrative: which lines of the document it was taken from."""
    spans = {}
    for path in sorted(folder.glob("narasi/*.md")):
        first = path.read_text("utf-8", errors="replace").lstrip("\ufeff").partition("\n")[0]
        if first.startswith("<!--"):
            spans[path.relative_to(root).as_posix()] = _lines_of(first)
    return spans


# ---- What the report prints ---------------------------------------------------------------------


def _holders(notebook: Any) -> Iterator[tuple[str, Any, int | None]]:
    """Every printed block: the heading above it, the output data it is in, and where in there."""
    heading = ""
    for cell in notebook.cells:
        if "laporan" not in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            heading = _last_heading(cell.source, heading)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            found = data.get(MIME_BLOCK, [])
            for at, block in enumerate(found if isinstance(found, list) else [found]):
                yield heading, data, at if isinstance(found, list) else None
                heading = _last_heading(block.get("markdown", ""), heading)


def _called(block: Any, line: int, heading: str) -> str:
    """What a place is called: the number of its table, else its heading, with the title."""
    if "markdown" in block:
        name = _last_heading("\n".join(block["markdown"].split("\n")[: line + 1]), heading)
    else:
        name = block.get("label") or f"{heading}: {block['title']}"
    return shorten(name, _LONG_NAME, placeholder=" …")


def _last_heading(markdown: str, before: str) -> str:
    found = [match[1] for line in markdown.splitlines() if (match := _HEADING.match(line))]
    return found[-1] if found else before


def _index(blocks: Sequence[Any], figures: Iterable[Mapping[str, Any]]) -> _Index:
    index = _Index()
    behind = {
        figure["id"]: [(figure["sumber"], 0), *((given["sumber"], 1) for given in figure["operan"])]
        for figure in figures
    }
    for at, block in enumerate(blocks):
        for line, row in enumerate(block.get("body", [])):
            index.add(row.get("asal", ""), 0, _Spot(at, line))
            for place, cell in enumerate(row["cells"]):
                spot = _Spot(at, line, place)
                index.add(cell.get("asal", ""), 0, spot)
                if cell["id"]:
                    index.figures.setdefault(cell["id"], spot)
                    for source, distance in behind.get(cell["id"], ()):
                        index.add(source, distance, spot)
        if block.get("berkas"):
            index.narratives.setdefault(block["berkas"], []).append(at)
    for at, block in enumerate(blocks):  # what a table prints, too, is shown there
        for line, text in enumerate(block.get("markdown", "").split("\n")):
            for id in _FIGURE.findall(text):
                index.figures.setdefault(id, _Spot(at, line))
    return index


# ---- What a finding is about --------------------------------------------------------------------


def _spots(
    finding: Finding, index: _Index, blocks: Sequence[Any], spans: Mapping[str, Spans]
) -> list[_Spot]:
    """The places of a finding, one in each block."""
    about = list(_places(finding["lokasi"]))
    found = [
        _of_row(file, row, column, index, blocks)
        or _of_naskah(naskah, finding, index, blocks, spans)
        for file, row, column, naskah in about
    ]
    if not any(found):
        found = [index.figures.get(finding["angka"])]
    if not any(found):
        found = [_near(file, row, index) for file, row, *_ in about]
    first = {spot.block: spot for spot in reversed(found) if spot}
    return list(first.values())[::-1]


def _of_row(file: str, row: int, column: str, index: _Index, blocks: Sequence[Any]) -> _Spot | None:
    for at in index.narratives.get(file, []):
        return _Spot(at, _text_line(blocks[at], row - blocks[at]["baris"] if row else 0))
    return index.find(file, row, column)


def _near(file: str, row: int, index: _Index) -> _Spot | None:
    near = [other for other in index.rows.get(file, {}) if abs(other - row) <= _NEAR]
    return index.find(file, min(near)) if near else None


def _of_naskah(
    lines: Spans,
    finding: Finding,
    index: _Index,
    blocks: Sequence[Any],
    spans: Mapping[str, Spans],
) -> _Spot | None:
    for file, numbers in index.narratives.items():
        if any(a <= end and start <= b for start, end in lines for a, b in spans.get(file, ())):
            at = numbers[0]
            text = blocks[at]["markdown"].split("\n")
            wanted = f"](angka:{finding['angka']})"
            line = next((n for n, words in enumerate(text) if wanted in words), 0)
            return _Spot(at, _text_line(blocks[at], line))
    return None


def _text_line(block: Any, wanted: int) -> int:
    """The line itself, or the next that is neither blank nor a heading; else the last such one."""
    lines = block["markdown"].split("\n")
    usable = [n for n, text in enumerate(lines) if text.strip() and not _HEADING.match(text)]
    return next((n for n in usable if n >= wanted), usable[-1] if usable else 0)


def _places(text: str) -> Iterator[tuple[str, int, str, Spans]]:
    """Files, rows (0 for none), columns and document lines that a text names; ranges row by row."""
    before: tuple[str, int, int] | None = None
    for match in _PLACE.finditer(text):
        file, row = match["file"], int(match["row"] or match["at"] or 0)
        if before and before[0] == file and text[before[2] : match.start()] == _TO:
            yield from ((file, between, "", ()) for between in range(before[1] + 1, row))
        column = match["column"] or match["letter"] or ""
        yield file, row, column, _lines_of(match["naskah"] or "")
        before = (file, row, match.end())


def _lines_of(text: str) -> Spans:
    return [(int(first), int(last or first)) for first, last in _NAKED.findall(text)]


# ---- Marks --------------------------------------------------------------------------------------


def _marked(block: Any, spots: Mapping[_Spot, Sequence[int]]) -> Any:
    if "markdown" in block:
        lines = block["markdown"].split("\n")
        for spot, numbers in spots.items():
            links = " ".join(f"[T{number}](temuan:{number})" for number in numbers)
            lines[spot.line] = f"{lines[spot.line].rstrip()} {links}"
        return {**block, "markdown": "\n".join(lines)}
    marked = deepcopy(block)
    for spot, numbers in spots.items():
        cell = marked["body"][spot.line]["cells"][spot.cell]
        cell["temuan"] = [*cell.get("temuan", []), *numbers]
    return marked
