"""A table of the report in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lkjip_tools.block import Table

WIDTH = 120  # of a line where there is no terminal


def print_table(table: Table) -> None:
    """Print a table's title, rows and notes; groups and totals stand out."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    block = table.block()
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    grid = Grid(title=block["title"], box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for head, column in zip(block["head"][-1], block["columns"], strict=True):
        right = column["align"] in ("right", "decimal")
        grid.add_column(head["text"], justify="right" if right else "left", overflow="fold")
    widths = [column["width"] for column in block["columns"]]
    widest = widths.index(max(widths))
    for row in block["body"]:
        style = "" if row["role"] == "row" else "bold"
        cells = [
            Text("  " * cell["indent"] + cell["text"], "bold" if cell["strong"] else style)
            for cell in row["cells"]
        ]
        # a group spans its row; here it stands where there is room
        grid.add_row(*[""] * widest if row["role"] == "group" else [], *cells)
    console.print(grid)
    for note in block["notes"]:
        console.print(note, markup=False)
