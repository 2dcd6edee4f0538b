"""Tables of a PDF page: fully ruled ones, and those with rules under each row only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lkjip_tools.audit.lines import rejoined

Box = tuple[float, float, float, float]
Words = Sequence[dict[str, Any]]
_RULES = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_FEW, _NEAR, _THIN = 3, 3.0, 1.5


def tables_of(page: Any, words: Words) -> list[tuple[Box, list[list[str]]]]:
    """Return the tables of a page with their boxes; cells are plain text."""
    if len(page.lines) + len(page.rects) + len(page.curves) <= _FEW:
        return []
    found = [t for t in page.find_tables(_RULES) if max(len(row.cells) for row in t.rows) > 1]
    out: list[tuple[Box, list[list[str]]]] = []
    rules = _rules(page)
    for n, table in enumerate(found):
        limit = min(
            (t.bbox[1] for t in found[n + 1 :] if t.bbox[1] > table.bbox[3]), default=page.height
        )
        rows = _ruled_rows(table, words)
        below, bottom = _rows_below(table, rules, words, limit)
        if len(rows) + len(below) > 1:
            box = (table.bbox[0], table.bbox[1], table.bbox[2], bottom)
            out.append((box, rows + below))
    return out


def _ruled_rows(table: Any, words: Words) -> list[list[str]]:
    """The cells inside rules; one that is spanned by its neighbour is empty."""
    left, top, right, bottom = table.bbox
    mine = [w for w in words if w["x0"] < right and w["x1"] > left and top <= _middle(w) <= bottom]
    rows = []
    for row in table.rows:
        inside = [w for w in mine if row.bbox[1] <= _middle(w) < row.bbox[3]]
        rows.append(
            [_between(inside, cell[0], cell[2], cell) if cell else "" for cell in row.cells]
        )
    return rows


def _middle(word: dict[str, Any]) -> float:
    return float(word["top"] + word["bottom"]) / 2


def cell_text(text: str | None) -> str:
    """A cell's lines in one; a word cut at a hyphen and a number cut anywhere are joined."""
    lines = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text or "").split("\n")
    return re.sub(r"\s+", " ", rejoined(lines)).strip()


def _rules(page: Any) -> list[tuple[float, float, float]]:
    """Horizontal rules: left, right, height on the page."""
    thin = [r for r in page.rects if r["height"] < _THIN]
    level = [r for r in page.lines if abs(r["top"] - r["bottom"]) < _THIN]
    return sorted((r["x0"], r["x1"], r["top"]) for r in (*thin, *level))


def _rows_below(
    table: Any, rules: Sequence[tuple[float, float, float]], words: Words, limit: float
) -> tuple[list[list[str]], float]:
    """Rows under a ruled header whose own columns are set apart by blank space."""
    left, _, right, bottom = table.bbox
    heights = sorted(
        {
            round(y, 1)
            for x0, x1, y in rules
            if abs(x0 - left) < _NEAR and abs(x1 - right) < _NEAR and bottom - 1 < y < limit
        }
    )
    heights = [y for y in heights if y > bottom + 1]
    if not heights:
        return [], bottom
    edges = sorted(
        {round(x) for row in table.rows for cell in row.cells if cell for x in (cell[0], cell[2])}
    )
    rows = []
    for top, low in pairwise([bottom, *heights]):
        inside = [w for w in words if top <= _middle(w) < low]
        rows.append([_between(inside, a, b) for a, b in pairwise(edges)])
    return rows, heights[-1]


def _between(words: Words, left: float, right: float, cell: Box | None = None) -> str:
    mine = [
        w
        for w in words
        if left <= (w["x0"] + w["x1"]) / 2 < right
        and (cell is None or cell[1] <= _middle(w) < cell[3])
    ]
    mine.sort(key=lambda w: (round(w["top"]), w["x0"]))
    lines: list[str] = []
    top = None
    for word in mine:
        if top is not None and abs(word["top"] - top) < _NEAR:
            lines[-1] += f" {word['text']}"
        else:
            lines.append(word["text"])
        top = word["top"]
    return cell_text("\n".join(lines))
