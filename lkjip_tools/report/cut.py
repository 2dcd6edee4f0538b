"""A table too wide for its page as two, one after the other, that share its first columns."""

from __future__ import annotations

from lkjip_tools.block_html import place_cells
from lkjip_tools.report.markdown import Node

_LATER = "lanjutan"  # ends the id of the second part

# A cell and the column it starts in.
_Placed = tuple[Node, int]


def cut_table(block: Node) -> tuple[Node, Node]:
    """Cut a table as its `cut` says: with `[2, 10]`, before column 10, counted from 0.

    The second part repeats the first 2 columns. What reaches across the cut, such as a remark over
    the whole line, is said in the second part, where the table ends; a row with nothing else is not
    in the first. Notes and source stand below the second, which is `continued`: no list names it
    again. Marks of a draft stand once.
    """
    repeated, cut = block["cut"]
    count = len(block["columns"])
    head = _placed(block["head"], count)
    rows = list(
        zip(block["body"], _placed([row["cells"] for row in block["body"]], count), strict=True)
    )
    joined = any(cell["rowspan"] > 1 for _, cells in rows for cell, _ in cells)
    shared = [joined or row["role"] == "group" or _is_shared(cells, cut) for row, cells in rows]
    begins, ends = [*range(cut)], [*range(repeated), *range(cut, count)]
    first = block | {
        "title": f"{block['title']} (1/2)",
        "columns": [block["columns"][at] for at in begins],
        "head": [_kept(cells, begins) for cells in head],
        "body": [
            row | {"cells": _kept(cells, begins)}
            for (row, cells), is_shared in zip(rows, shared, strict=True)
            if is_shared
        ],
        "notes": [],
        "source": "",
        "leads": False,
    }
    second = block | {
        "id": f"{block['id']}-{_LATER}",
        "title": f"{block['title']} (2/2)",
        "columns": [block["columns"][at] for at in ends],
        "head": [_kept(cells, ends) for cells in head],
        "body": [
            row | {"cells": _kept(cells, ends, marked_from=cut if is_shared else 0)}
            for (row, cells), is_shared in zip(rows, shared, strict=True)
        ],
        "continued": True,
    }
    return first, second


def _placed(rows: list[list[Node]], count: int) -> list[list[_Placed]]:
    return [
        list(zip(cells, starts, strict=True))
        for cells, starts in zip(rows, place_cells(rows, count), strict=True)
    ]


def _is_shared(cells: list[_Placed], cut: int) -> bool:
    """Whether a row says something before the cut, or nothing at all across it."""
    told = [(start, start + cell["colspan"]) for cell, start in cells if cell["text"]]
    across = any(start < cut < end for start, end in told)
    return any(end <= cut for _, end in told) or not across


def _kept(cells: list[_Placed], columns: list[int], marked_from: int = 0) -> list[Node]:
    """The cells of a row that stand in some columns, each as wide as it is there."""
    kept = []
    for cell, start in cells:
        width = sum(start <= at < start + cell["colspan"] for at in columns)
        if width:
            copy = cell | {"colspan": width}
            if start < marked_from:
                copy.pop("marks", None)
            kept.append(copy)
    return kept
