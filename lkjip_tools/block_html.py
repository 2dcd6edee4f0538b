"""Blocks in HTML: the markup that JupyterLab's view and the HTML report share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import fsum
from typing import Any

import jinja2
from markupsafe import Markup, escape

from lkjip_tools.link import FIGURE_LINK
from lkjip_tools.markup import Templates, lines

_SPANS = ("colspan", "rowspan")
_NUMBER = re.compile(r"[-−(]?(?:Rp ?)?\d[\d.]*(?P<fraction>,\d+)?(?: ?%)?\)?")


def place_cells(rows: Sequence[Sequence[Mapping[str, Any]]], width: int) -> list[list[int]]:
    """The column every cell starts in, row by row, as HTML would place them.

    Raises:
        ValueError: A row leaves columns open, runs over, or a rowspan leaves the table.
    """
    covered = [0] * width
    placed = []
    plain, each_once = [(1, 1)] * width, list(range(width))
    for number, row in enumerate(rows, 1):
        spans = [(cell["colspan"], cell["rowspan"]) for cell in row]
        if spans == plain and max(covered, default=0) < 2:  # as most rows are
            covered = [1] * width
            placed.append(each_once)
            continue
        covered = [max(0, rows_left - 1) for rows_left in covered]
        starts = []
        for colspan, rowspan in spans:
            start = next((at for at in range(width) if not covered[at]), width)
            end = start + colspan
            if end > width or any(covered[start:end]):
                raise ValueError(f"row {number} has more cells than the {width} columns hold")
            covered[start:end] = [rowspan] * colspan
            starts.append(start)
        if not all(covered):
            raise ValueError(f"row {number} fills {width - covered.count(0)} of {width} columns")
        placed.append(starts)
    if any(rows_left > 1 for rows_left in covered):
        raise ValueError("a rowspan reaches below the last row")
    return placed


def table_sections(block: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """A table's rows, those that end it as totals apart, each cell ready to be set.

    Returns:
        `body` and `foot`: rows of `role` and `cells`. A cell has its own `align`, `lacking`, the
        decimals it lacks (`,00`) to line up its comma in a decimal column, and `scope` if it is
        the header of a row or of a group of rows.
    """
    rows = [
        {"role": row["role"], "cells": [_set_cell(cell, row["role"]) for cell in row["cells"]]}
        for row in block["body"]
    ]
    _align(rows, [column["align"] for column in block["columns"]])
    end = len(rows)
    while end and rows[end - 1]["role"] == "total":
        end -= 1
    return {"body": rows[:end], "foot": rows[end:]}


def readable(block: Mapping[str, Any]) -> dict[str, str]:
    """The forms of a block that JupyterLab shows, by MIME type."""
    plain = {"text/plain": plain_form(block)}
    match block["kind"]:
        case "prose":
            markdown = FIGURE_LINK.sub(_titled, block["markdown"]).replace("[](#", "[→](#")
            return {"text/markdown": markdown} | plain
        case "chart":
            return {"image/svg+xml": block["svg"]} | plain
        case _:
            return {"text/html": block_html(block)} | plain


def plain_form(block: Mapping[str, Any]) -> str:
    """A block where only text is shown."""
    match block["kind"]:
        case "prose":
            return str(block["markdown"])
        case "chart":
            return f"{block['title']}: {block['alt']}"
        case _:
            return block_text(block)


def _titled(link: re.Match[str]) -> str:
    return f'<span title="{escape(link[2])}">{link[1]}</span>'


def block_html(block: Mapping[str, Any]) -> str:
    """A block of any kind but prose and chart as an HTML fragment."""
    return html_templates().get_template("block_view.html.j2").render(block=block).strip()


def prepare() -> None:
    """Load the templates beforehand."""
    templates = html_templates()
    for name in templates.list_templates():
        templates.get_template(name)


@cache
def html_templates() -> jinja2.Environment:
    """The macros that JupyterLab's view and the HTML report share."""
    environment = Templates(
        loader=jinja2.PackageLoader("lkjip_tools"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["lines"] = lines
    environment.globals["table_sections"] = table_sections
    environment.globals["body_cell"] = body_cell
    environment.globals["fsum"] = fsum  # sum() adds floats in another way from Python 3.12 on
    return environment


def body_cell(cell: Mapping[str, Any], marks: str = "") -> Markup:
    """A cell of `table_sections` in HTML; a report has thousands, too many for a macro.

    Args:
        cell: In a document that explains, a number leads to its `anchor`, and `told` says how it
            came about. A `header` is one of a row.
        marks: Markup that stands behind its text.
    """
    scope, lacking = cell["scope"] or cell.get("header"), cell["lacking"]
    classes = cell["align"]
    if cell["strong"]:
        classes += " strong"
    if cell["indent"]:
        classes += f" indent-{cell['indent']}"
    if lacking:
        classes += f" lacking-{len(lacking.replace(',', ''))}"
    if "," in lacking:
        classes += " lacking-comma"
    name, scoped = ("th", f' scope="{scope}"') if scope else ("td", "")
    spans = "".join(f' {span}="{cell[span]}"' for span in _SPANS if cell[span] > 1)
    text = _figure(cell) if cell["id"] else lines(cell["text"])
    return Markup(f'<{name}{scoped} class="{classes}"{spans}>{text}{marks}</{name}>')


def block_text(block: Mapping[str, Any]) -> str:
    """A block in a line of plain text."""
    text = block.get("title") or block.get("text") or block["kind"]
    return text if isinstance(text, str) else " ".join(text)


def _set_cell(cell: Mapping[str, Any], role: str) -> dict[str, Any]:
    scope = {"group": "rowgroup", "total": "row"}.get(role) if cell["text"] else None
    is_number = _NUMBER.fullmatch(cell["text"])
    return {**cell, "scope": None if is_number else scope, "lacking": ""}


def _figure(cell: Mapping[str, Any]) -> str:
    id, value = escape(cell["id"]), cell["value"]
    about = f'data-angka="{id}" title="{escape(cell.get("told") or cell["id"])}"'
    text = lines(cell["text"])
    if value is None:
        shown = f"<span {about}>{text}</span>"
    else:
        shown = f'<data value="{escape(value)}" {about}>{text}</data>'
    if not cell.get("anchor"):
        return shown
    return f'<a class="angka" href="#{escape(cell["anchor"])}" tabindex="-1">{shown}</a>'


def _align(rows: list[dict[str, Any]], aligns: list[str]) -> None:
    decimals: dict[int, list[dict[str, Any]]] = {}
    cells = [row["cells"] for row in rows]
    for row, starts in zip(rows, place_cells(cells, len(aligns)), strict=True):
        for cell, start in zip(row["cells"], starts, strict=True):
            group = row["role"] == "group" and cell["colspan"] > 1
            cell["align"] = cell["align"] or ("left" if group else aligns[start])
            if cell["align"] == "decimal":
                decimals.setdefault(start, []).append(cell)
    for column in decimals.values():
        longest = max((_fraction(cell["text"]) or "" for cell in column), key=len)
        for cell in column:
            fraction = _fraction(cell["text"])
            cell["lacking"] = "" if fraction is None else longest[len(fraction) :]


def _fraction(text: str) -> str | None:
    if text == "-":
        return ""
    number = _NUMBER.fullmatch(text)
    return (number["fraction"] or "") if number else None
