"""A fitted table as Word wants it: every grid position named, widths in twentieths of a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from lkjip_tools.block_html import place_cells
from lkjip_tools.report.docx_pandoc import words
from lkjip_tools.report.markdown import Node

_TWIPS = 20
_DIGIT, _COMMA = 0.556, 0.278  # widths in Arial, in ems
_ALIGN = {"decimal": "right"}
_STRONG, _FINE = (5, "1B3A57"), (2, "CCD3DA")  # lines: eighths of a point, colour


def word_table(block: Node) -> dict[str, Any]:
    """Say of a block from `fit_table` what the template needs.

    Returns:
        `style`, `size` (half points), `inset`, `widths`, and `rows` of `role`, `keep` (with the
        next row), `whole` (not split over pages), `last` (of the head) and `cells`. A cell says
        its `width`, `span`, `merge` (`restart` or `continue` of a rowspan) and how it is set.
    """
    layout = block["layout"]
    size = int(layout["size"] * 2)
    widths = _rounded(layout["widths"])
    head = [{"role": "head", "cells": cells} for cells in block["head"]]
    body = [*block["sections"]["body"], *block["sections"]["foot"]]
    short = layout["short"]
    rows = [*_rows(head, widths, size, True), *_rows(body, widths, size, short)]
    rows[len(head) - 1]["last"] = True
    for row in rows[-2:-1]:
        row["keep"] = True  # no last row alone on a page
    rows[-1]["keep"] = bool(notes_of(block)) or block.get("leads", False)
    return {
        "style": "TabelLKjIPRapat"
        if block.get("size") == "tiny" or block.get("grid")
        else "TabelLKjIP",
        "size": size,
        "inset": round(layout["inset"] * _TWIPS),
        "widths": widths,
        "rows": rows,
    }


def cell_markup(cell: Mapping[str, Any], row: Mapping[str, Any], size: int) -> Markup:
    """A cell of `word_table` as Word markup; a report has thousands, too many for a macro."""
    role, marks = row["role"], cell["marks"]
    begun = "".join(f'<w:commentRangeStart w:id="{mark["comment"]}"/>' for mark in marks)
    ended = "".join(
        f'<w:commentRangeEnd w:id="{mark["comment"]}"/>'
        f'<w:r><w:commentReference w:id="{mark["comment"]}"/></w:r>'
        for mark in marks
    )
    is_bold = cell["strong"] or role != "row"
    run = '<w:rStyle w:val="KepalaTabel"/>' if role == "head" else "<w:b/>" if is_bold else ""
    return Markup(
        f'<w:tc><w:tcPr><w:tcW w:w="{cell["width"]}" w:type="dxa"/>{_frame(cell, row)}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Tabel{size}"/>{_setting(cell, row)}</w:pPr>'
        f"{begun}{words(cell['text'], run)}{ended}</w:p></w:tc>"
    )


def _frame(cell: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Spans, lines and ground of a cell, in the order of the schema."""
    role, markup = row["role"], ""
    if cell["span"] > 1:
        markup += f'<w:gridSpan w:val="{cell["span"]}"/>'
    if cell["merge"]:
        markup += f'<w:vMerge w:val="{cell["merge"]}"/>'
    if role == "head":
        markup += _border("bottom", *(_STRONG if row["last"] or cell["merge"] else _FINE))
    elif role == "total":
        markup += _border("top", *_STRONG)
    if role in ("head", "group"):
        markup += '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/>'
    if role == "head":
        markup += '<w:vAlign w:val="bottom"/>'
    return markup


def _border(side: str, size: int, color: str) -> str:
    line = f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
    return f"<w:tcBorders>{line}</w:tcBorders>"


def _setting(cell: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """How the paragraph of a cell is set, in the order of the schema."""
    markup = "<w:keepNext/>" if row["keep"] else ""
    if cell["left"] or cell["right"]:
        markup += f'<w:ind w:left="{cell["left"]}" w:right="{cell["right"]}"/>'
    align = "center" if row["role"] == "head" else cell["align"]
    return markup if align == "left" else f'{markup}<w:jc w:val="{align}"/>'


def notes_of(block: Node) -> list[str]:
    """What stands below a table: its notes and its source."""
    return [note for note in [*block["notes"], block["source"]] if note]


def _rows(
    rows: Sequence[Node], widths: list[int], size: int, keep: bool
) -> Iterator[dict[str, Any]]:
    for row, cells in zip(rows, _spread([row["cells"] for row in rows], len(widths)), strict=True):
        yield {
            "role": row["role"],
            "keep": keep or row["role"] == "group",
            "whole": row.get("whole", True),
            "last": False,
            "cells": [_cell(cell, at, merge, widths, size) for at, cell, merge in cells],
        }


def _spread(rows: Sequence[Sequence[Node]], count: int) -> Iterator[list[tuple[int, Node, str]]]:
    """The cells of each row with their columns, those that a rowspan covers among them."""
    covering: dict[int, tuple[Node, int]] = {}
    for cells, starts in zip(rows, place_cells(rows, count), strict=True):
        line = {at: (cell, "continue") for at, (cell, _) in covering.items()}
        covering = {at: (cell, left - 1) for at, (cell, left) in covering.items() if left > 1}
        for cell, at in zip(cells, starts, strict=True):
            line[at] = (cell, "restart" if cell["rowspan"] > 1 else "")
            if cell["rowspan"] > 1:
                covering[at] = (cell, cell["rowspan"] - 1)
        yield [(at, *line[at]) for at in sorted(line)]


def _cell(cell: Node, at: int, merge: str, widths: list[int], size: int) -> dict[str, Any]:
    em = size / 2 * _TWIPS
    lacking = cell.get("lacking", "")
    commas = lacking.count(",")
    return {
        "text": "" if merge == "continue" else cell["text"],
        "width": sum(widths[at : at + cell["colspan"]]),
        "span": cell["colspan"],
        "merge": merge,
        "align": _ALIGN.get(cell["align"], cell["align"]),
        "strong": cell["strong"],
        "left": round(cell["indent"] * em),
        "marks": [] if merge == "continue" else cell.get("marks", []),
        "right": round((commas * _COMMA + (len(lacking) - commas) * _DIGIT) * em),
    }


def _rounded(widths: Sequence[float]) -> list[int]:
    edges = [round(sum(widths[:count]) * _TWIPS) for count in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]
