"""Column widths, type size and break opportunities, so that a table fits its page.

Words are measured with the font they are set in. A column is never narrower than its longest
number; longer words may be hyphenated, and codes may be broken after a dot, but only where the
column has no room for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from fontTools.ttLib import TTFont

from lkjip_tools.block_html import place_cells, table_sections
from lkjip_tools.report.markdown import Node

# Points; the largest size at which the longest words fit is taken.
_SIZES = {"normal": (9.0, 8.5), "small": (8.0, 7.5, 7.0), "tiny": (6.0, 5.75, 5.5, 5.25, 5.0)}
_INSETS = {"normal": 3.5, "small": 3.0, "tiny": 1.25}
_FILLED = {"normal": 1.0, "small": 1.0, "tiny": 0.9}
_LONGEST_TOKEN = 0.35

_BREAK = re.compile(r"\s+|(?<=[-/])(?=[^\W\d_])|(?<=–)")
_JOINT = re.compile(r"(?<=[._/@,:;&+=-])(?=\w)")
_SYLLABLE = re.compile(
    r"(?<=[aiueo])(?=(?:ng|ny|sy|kh|[b-df-hj-np-tv-z])[aiueo])"
    r"|(?<=[aiueo]ng)(?=[b-df-hj-np-tv-z][aiueo])"
    r"|(?<=[aiueo][b-df-hj-np-tv-z])(?!(?<=n)[gy]|(?<=s)y|(?<=k)h)(?=[b-df-hj-np-tv-z][aiueo])",
    re.IGNORECASE,
)
_ZERO_WIDTH_SPACE, _SOFT_HYPHEN = "\u200b", "\u00ad"


@dataclass(frozen=True)
class _Token:
    column: int
    ems: float
    is_number: bool


def fit_table(block: Node, available: float) -> Node:
    """Lay a table out on a line of `available` points.

    Returns:
        The block with `layout` (`size`, `inset`, `widths` in points), its rows as `sections` of
        `table_sections` in place of `body`, and break opportunities in the texts that would
        overflow their column.
    """
    size_name = block.get("size") or "normal"
    inset = _INSETS[size_name]
    sections = table_sections(block)
    rows = [*sections["body"], *sections["foot"]]
    head = [{"role": "head", "cells": [dict(cell) for cell in row]} for row in block["head"]]
    count = len(block["columns"])
    placed = [*_placed(head, count), *_placed(rows, count)]
    tokens = [token for cell, column, bold in placed for token in _tokens(cell, column, bold)]
    size, minimum = _choose_size(size_name, tokens, count, inset, available)
    widths = _share([column["width"] for column in block["columns"]], minimum, available)
    for cell, column, bold in placed:
        room = sum(widths[column : column + cell["colspan"]]) - 2 * inset
        cell["text"] = _with_breaks(cell["text"], room / size, bold)
    layout = {"size": size, "inset": inset, "widths": widths}
    set_rows = {"layout": layout, "head": [row["cells"] for row in head], "sections": sections}
    return {key: value for key, value in block.items() if key != "body"} | set_rows


def _placed(rows: list[dict[str, Any]], count: int) -> Iterator[tuple[Node, int, bool]]:
    starts = place_cells([row["cells"] for row in rows], count)
    for row, columns in zip(rows, starts, strict=True):
        for cell, column in zip(row["cells"], columns, strict=True):
            yield cell, column, row["role"] != "row" or cell["strong"]


def _tokens(cell: Node, column: int, bold: bool) -> Iterator[_Token]:
    if cell["colspan"] == 1:
        lacking = _ems(cell.get("lacking", ""), bold) + cell["indent"]
        for word in filter(None, _BREAK.split(cell["text"])):
            is_number = any(character.isdigit() for character in word)
            yield _Token(column, _ems(word, bold) + lacking, is_number)


def _choose_size(
    name: str, tokens: list[_Token], count: int, inset: float, available: float
) -> tuple[float, list[float]]:
    for size in _SIZES[name]:
        minimum = _minimum(tokens, count, size, inset, available)
        if sum(minimum) <= available * _FILLED[name]:
            return size, minimum
    if sum(minimum) > available:
        numbers = [token for token in tokens if token.is_number]
        minimum = _minimum(numbers, count, size, inset, available)
    return size, minimum


def _minimum(
    tokens: list[_Token], count: int, size: float, inset: float, available: float
) -> list[float]:
    widths = [2 * inset] * count
    for token in tokens:
        wanted = min(token.ems * size * 1.01, available * _LONGEST_TOKEN) + 2 * inset
        widths[token.column] = max(widths[token.column], wanted)
    return widths


def _share(weights: list[float], minimum: list[float], available: float) -> list[float]:
    """Share the line by weight, but give every column its minimum first."""
    if sum(minimum) >= available:
        return [round(width * available / sum(minimum), 3) for width in minimum]
    held: set[int] = set()
    while True:
        free = [column for column in range(len(weights)) if column not in held]
        rest = available - sum(minimum[column] for column in held)
        unit = rest / sum(weights[column] for column in free)
        short = {column for column in free if weights[column] * unit < minimum[column]}
        if not short:
            return [
                round(minimum[column] if column in held else weight * unit, 3)
                for column, weight in enumerate(weights)
            ]
        held |= short


def _with_breaks(text: str, room: float, bold: bool) -> str:
    parts = re.split(f"({_BREAK.pattern})", text)
    return "".join(
        part if not part or part.isspace() or _ems(part, bold) <= room else _broken(part)
        for part in parts
    )


def _broken(word: str) -> str:
    if any(character.isdigit() for character in word):
        return _JOINT.sub(_ZERO_WIDTH_SPACE, word)
    return _SYLLABLE.sub(_SOFT_HYPHEN, _JOINT.sub(_ZERO_WIDTH_SPACE, word))


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
