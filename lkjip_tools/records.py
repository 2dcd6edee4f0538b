"""Rows of a table as plain dicts, and what a table knows of itself besides them.

`DataFrame.iterrows` and `.iloc[0]` build a Series per row, and a Series of texts turns an empty
cell from `None` into NaN: blank would no longer be told from a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

Row = dict[str, Any]
Grouped = dict[tuple[Any, ...], list[Row]]
_ABOUT = "lkjip"  # in `DataFrame.attrs`


@dataclass(frozen=True)
class _About:
    """What a table knows of itself; pandas copies it at every selection."""

    place: str
    percents: frozenset[str]

    def __deepcopy__(self, _: object) -> _About:
        return self


def records(table: pd.DataFrame) -> list[Row]:
    """Return the rows in order, empty cells as `None`, numbers exact."""
    names = [str(name) for name in table.columns]
    # all at once: picking each column would build a Series, and that is what takes the time
    lines = table.to_numpy(dtype=object).tolist()
    return [dict(zip(names, line, strict=True)) for line in lines]


def grouped(table: pd.DataFrame, *columns: str) -> Grouped:
    """Return the rows by what they have in some columns, each group in the table's order.

    Asking a table again and again which rows belong to a code reads all of it each time.
    """
    found: Grouped = {}
    for row in records(table):
        found.setdefault(tuple(row[column] for column in columns), []).append(row)
    return found


def describe(table: pd.DataFrame, place: str, percents: Iterable[str] = ()) -> pd.DataFrame:
    """Return a table that knows where it was read, and which cells were in a percent format.

    Args:
        table: The table.
        place: Its file, or its sheet.
        percents: Places of cells that were read as a hundred times their number.
    """
    table.attrs[_ABOUT] = _About(place, frozenset(percents))
    return table


def place_of(table: pd.DataFrame, name: str) -> str:
    """Return where a table is, for a message: its file or sheet, `<name>.csv` if nobody read it."""
    about: _About | None = table.attrs.get(_ABOUT)
    return about.place if about else f"{name}.csv"


def percent_cells(table: pd.DataFrame) -> frozenset[str]:
    """Return the places of cells that were in a percent format."""
    about: _About | None = table.attrs.get(_ABOUT)
    return about.percents if about else frozenset()
