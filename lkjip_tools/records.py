"""Rows of a table as plain dicts, and what a table knows of itself besides them.

`DataFrame.iterrows` and `.iloc[0]` build a Series per row, and a Series of texts turns an empty
cell from `None` into NaN: blank would no longer be told from a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

Row = dict[str, Any]
_PLACE, _PERCENTS = "tempat", "persen"  # in `DataFrame.attrs`


def records(table: pd.DataFrame) -> list[Row]:
    """Return the rows in order, empty cells as `None`, numbers exact."""
    names = [str(name) for name in table.columns]
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def describe(table: pd.DataFrame, place: str, percents: Iterable[str] = ()) -> pd.DataFrame:
    """Return a table that knows where it was read, and which cells were in a percent format.

    Args:
        table: The table.
        place: Its file, or its sheet.
        percents: Places of cells that were read as a hundred times their number.
    """
    table.attrs |= {_PLACE: place, _PERCENTS: frozenset(percents)}
    return table


def place_of(table: pd.DataFrame, name: str) -> str:
    """Return where a table is, for a message: its file or sheet, `<name>.csv` if nobody read it."""
    return str(table.attrs.get(_PLACE, f"{name}.csv"))


def percent_cells(table: pd.DataFrame) -> frozenset[str]:
    """Return the places of cells that were in a percent format."""
    found: frozenset[str] = table.attrs.get(_PERCENTS, frozenset())
    return found
