"""Rows of a table as plain dicts.

`DataFrame.iterrows` and `.iloc[0]` build a Series per row, and a Series of texts turns an empty
cell from `None` into NaN: blank would no longer be told from a value.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

Row = dict[str, Any]


def records(table: pd.DataFrame) -> list[Row]:
    """Return the rows in order, empty cells as `None`, numbers exact."""
    names = [str(name) for name in table.columns]
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
