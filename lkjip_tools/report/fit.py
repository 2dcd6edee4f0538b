"""Column widths, type size and break opportunities, so that a table fits its page.

Words are measured with the font they are set in. A column is never narrower than its longest
number, and takes no room that a column whose text wraps could use; longer words may be hyphenated,
and codes may be broken after a dot, but only where the column has no room for them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from math import ceil
from typing import Any

from fontTools.ttLib import TTFont

from lkjip_tools.block_html import place_cells, table_sections
from lkjip_tools.report.cut import cut_table
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.syllable import syllables

# Points; the largest size at which the longest words fit is taken.
_SIZES = {"normal": (9.0, 8.5), "small": (8.0, 7.5, 7.0), "tiny": (6.5,)}
_INSETS = {"normal": 3.5, "small": 3.0, "tiny": 1.25}
_FILLED = {"normal": 1.0, "small": 1.0, "tiny": 0.9}
_LONGEST_TOKEN = 0.35
_HEAD_LINES = 2  # over how many lines a header may go before its column is widened for it
# Ems that a column of short texts keeps beyond the longest of them; lines part those of `tiny`.
_EASE = {"normal": 1.2, "small": 1.0, "tiny": 0.3}
# Of a page: up to this height they are not broken; a table above signatures stays with them.
_WHOLE_ROW, _SHORT_TABLE, _SIGNED_TABLE = 0.25, 0.3, 0.5
_LINE, _PADDING = 1.25, 7  # height of a line in ems, and points above and below a cell's text

_DIGIT = re.compile(r"\d")
_BREAK = re.compile(r"\s+|(?<=[-/])(?=[^\W\d_])|(?<=–)")
_JOINT = re.compile(r"(?<=[._/@,:;&+=-])(?=\w)")
_ZERO_WIDTH_SPACE = "\u200b"


# A cell, the column it starts in, and whether it is set in bold.
_Placed = tuple[Node, int, bool]


def fit_tables(block: Node, available: float, height: float) -> list[Node]:
    """Lay a table out as `fit_table` does, in two parts where it is too wide and may be cut."""
    whole = fit_table(block, available, height)
    if not block.get("cut") or whole["layout"]["fits"]:
        return [whole]
    return [fit_table(part, available, height) for part in cut_table(block)]


def fit_table(block: Node, available: float, height: float = 690) -> Node:
    """Lay a table out on a line of `available` points, on pages `height` points high.

    Returns:
        The block with `layout` (`size`, `inset`, `widths` in points; whether the longest words
        `fits`; whether it is so `short` that it stays on one page, and how many rows its `ending`
        has, which stay together), its rows as
        `sections` of `table_sections` in place of `body`, each of which says whether it stays
        `whole`, and break opportunities in the texts that would overflow their column.
    """
    size_name = block.get("size") or "normal"
    inset = _INSETS[size_name]
    sections = table_sections(block)
    rows = [*sections["body"], *sections["foot"]]
    head = [{"role": "head", "cells": [dict(cell) for cell in row]} for row in block["head"]]
    count = len(block["columns"])
    above, below = _placed(head, count), _placed(rows, count)
    size, minimum, fits = _choose_size(size_name, [*above, *below], count, inset, available)
    minimum = _widened(minimum, above, size, inset)
    wanted = [(ems + _EASE[size_name]) * size + 2 * inset for ems in _line_ems(above, below, count)]
    widths = _share([column["width"] for column in block["columns"]], minimum, wanted, available)
    for cell, column, bold in [*above, *below]:
        room = sum(widths[column : column + cell["colspan"]]) - 2 * inset
        cell["text"] = _with_breaks(cell["text"], room / size, bold)
    rooms = [(width - 2 * inset) / size for width in widths]
    heights = _heights([*head, *rows], [*above, *below], rooms, size)
    for row, tall in zip(rows, heights[len(head) :], strict=True):
        row["whole"] = tall <= _WHOLE_ROW * height
    most = _SIGNED_TABLE if block.get("leads") else _SHORT_TABLE
    short = sum(heights) <= most * height
    layout = {"size": size, "inset": inset, "widths": widths, "fits": fits, "short": short}
    layout["ending"] = 0 if short else _ending(rows, len(sections["foot"]))
    set_rows = {"layout": layout, "head": [row["cells"] for row in head], "sections": sections}
    return {key: value for key, value in block.items() if key != "body"} | set_rows


def _placed(rows: list[dict[str, Any]], count: int) -> list[_Placed]:
    starts = place_cells([row["cells"] for row in rows], count)
    return [
        (cell, column, row["role"] != "row" or cell["strong"])
        for row, columns in zip(rows, starts, strict=True)
        for cell, column in zip(row["cells"], columns, strict=True)
    ]


def _choose_size(
    name: str, placed: list[_Placed], count: int, inset: float, available: float
) -> tuple[float, list[float], bool]:
    words, numbers = _longest(placed, count)
    for size in _SIZES[name]:
        minimum = _minimum(words, size, inset, available)
        if sum(minimum) <= available * _FILLED[name]:
            return size, minimum, True
    if sum(minimum) > available:
        minimum = _minimum(numbers, size, inset, available)
    return size, minimum, False


def _longest(placed: list[_Placed], count: int) -> tuple[list[float], list[float]]:
    """Ems of the longest word of each column, and of the longest that has a digit."""
    words, numbers = [0.0] * count, [0.0] * count
    for cell, column, bold in placed:
        if cell["colspan"] == 1:
            lacking = _ems(cell.get("lacking", ""), bold) + cell["indent"]
            for word in filter(None, _BREAK.split(cell["text"])):
                ems = _ems(word, bold) + lacking
                words[column] = max(words[column], ems)
                if ems > numbers[column] and _DIGIT.search(word):
                    numbers[column] = ems
    return words, numbers


def _minimum(longest: list[float], size: float, inset: float, available: float) -> list[float]:
    most = available * _LONGEST_TOKEN
    return [min(ems * size * 1.01, most) + 2 * inset for ems in longest]


def _widened(minimum: list[float], head: list[_Placed], size: float, inset: float) -> list[float]:
    """Let columns hold the longest word of a header that spans them."""
    widths = list(minimum)
    for cell, column, bold in head:
        if cell["colspan"] > 1:
            longest = max((_ems(word, bold) for word in _BREAK.split(cell["text"])), default=0)
            covered = range(column, column + cell["colspan"])
            lacking = longest * size * 1.01 + 2 * inset - sum(widths[at] for at in covered)
            for at in covered:
                widths[at] += max(0, lacking / cell["colspan"])
    return widths


def _line_ems(head: list[_Placed], rows: list[_Placed], count: int) -> list[float]:
    """What each column needs for its longest text to stay on one line, its header on a few."""
    ems = [0.0] * count
    for given, lines in ((head, _HEAD_LINES), (rows, 1)):
        for cell, column, bold in given:
            if cell["colspan"] == 1:
                longest = max((_ems(line, bold) for line in cell["text"].split("\n")), default=0)
                whole = longest / lines + _ems(cell.get("lacking", ""), bold) + cell["indent"]
                ems[column] = max(ems[column], whole)
    return ems


def _share(
    weights: list[float], minimum: list[float], wanted: list[float], available: float
) -> list[float]:
    """Share the line by weight, as a browser does flexible boxes.

    A column gets its minimum first. If a text wraps for want of room, no column has more than it
    wants, as long as that fills the line.
    """
    if sum(minimum) >= available:
        return [round(width * available / sum(minimum), 3) for width in minimum]
    most = [max(pair) for pair in zip(minimum, wanted, strict=True)]
    fixed: dict[int, float] = {}
    while len(fixed) < len(weights):
        free = [column for column in range(len(weights)) if column not in fixed]
        unit = (available - sum(fixed.values())) / sum(weights[column] for column in free)
        if not fixed and all(weights[column] * unit >= most[column] for column in free):
            break
        clamped = {at: min(max(weights[at] * unit, minimum[at]), most[at]) for at in free}
        excess = sum(clamped[at] - weights[at] * unit for at in free)
        fixed |= {
            at: width
            for at, width in clamped.items()
            if abs(excess) < 0.001 or (width - weights[at] * unit) * excess > 0
        }
    rest = (available - sum(fixed.values())) / sum(weights)
    return [round(fixed.get(at, 0) + weight * rest, 3) for at, weight in enumerate(weights)]


def _heights(
    rows: list[Node], placed: list[_Placed], rooms: list[float], size: float
) -> list[float]:
    """How tall each row will be, about, in points; `rooms` are widths of texts in ems."""
    heights, cells = [], iter(placed)
    for row in rows:
        lines = 1.0
        for cell, column, _ in islice(cells, len(row["cells"])):
            # a number of thirty digits beside may leave a column nothing at all
            room = max(1.0, sum(rooms[column : column + cell["colspan"]]))
            needed = sum(
                max(1, ceil(_ems(line, cell["strong"]) * 1.05 / room))
                for line in cell["text"].split("\n")
            )
            lines = max(lines, needed / cell["rowspan"])
        heights.append(lines * size * _LINE + _PADDING)
    return heights


def _ending(rows: list[Node], totals: int) -> int:
    """Rows that go over to the next page together: the totals and one more, two at least."""
    ending = max(2, totals + 1)
    before = rows[:-ending]
    reaches = (
        at + cell["rowspan"] > len(before) for at, row in enumerate(before) for cell in row["cells"]
    )
    parted = any(reaches) or any(row["role"] == "group" for row in rows[-ending:])
    return 0 if parted or len(before) < 2 else ending


def _with_breaks(text: str, room: float, bold: bool) -> str:
    if _ems(text, bold) <= room:
        return text
    parts = re.split(f"({_BREAK.pattern})", text)
    return "".join(
        part if not part or part.isspace() or _ems(part, bold) <= room else _broken(part)
        for part in parts
    )


def _broken(word: str) -> str:
    if any(character.isdigit() for character in word):
        return _JOINT.sub(_ZERO_WIDTH_SPACE, word)
    return syllables(_JOINT.sub(_ZERO_WIDTH_SPACE, word))


@lru_cache(maxsize=65_536)  # the words of a report come again and again
def _ems(text: str, bold: bool) -> float:
    advances, units = _advances("Bold" if bold else "Regular")
    return sum(advances.get(ord(character), units) for character in text) / units


@cache
def _advances(style: str) -> tuple[dict[int, int], int]:
    with (files("lkjip_tools.report") / "fonts" / f"LKjIPSans-{style}.ttf").open("rb") as file:
        font = TTFont(file)
        widths = {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
        return widths, font["head"].unitsPerEm
