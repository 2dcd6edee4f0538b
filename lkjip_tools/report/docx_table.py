"""A fitted table as Word wants it: every grid position named, widths in twentieths of a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from lkjip_tools.block_html import place_cells
from lkjip_tools.report.markdown import Node

_TWIPS = 20
_DIGIT, _COMMA = 0.556, 0.278  # widths in Arial, in ems
_ALIGN = {"decimal": "right"}


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
