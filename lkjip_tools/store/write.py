"""The Parquet files of one report. The same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_tools.store.rows import Rows
from lkjip_tools.store.tables import EXACT, TABLES, Stored

if TYPE_CHECKING:
    import duckdb


def prepare() -> None:
    """Import the database beforehand; it starts no thread before it is connected to."""
    import duckdb  # noqa: F401


def write_parquet(rows: Rows, folder: Path) -> list[Path]:
    """Write a file for every table, the empty ones too; return where they are."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:  # more would choose the order
        return [write_table(connection, TABLES[name], rows[name], folder) for name in rows]


def write_table(
    connection: duckdb.DuckDBPyConnection, table: Stored, rows: Sequence[Any], folder: Path
) -> Path:
    """Write one table of one report."""
    target = folder / table.file
    connection.execute(f"CREATE OR REPLACE TEMP TABLE baris ({columns_of(table)})")
    insert(connection, "baris", table, rows)
    # no parameters here: COPY takes none; a quote in a path is doubled
    place = str(target).replace("'", "''")
    connection.execute(f"COPY baris TO '{place}' (FORMAT parquet, COMPRESSION zstd)")
    return target


def same_rows(one: Path, other: Path) -> bool:
    """Say whether two files hold the same table; one that cannot be read holds none."""
    import duckdb

    with duckdb.connect() as connection:
        try:
            read = [connection.read_parquet(str(path)) for path in (one, other)]
            return read[0].columns == read[1].columns and read[0].fetchall() == read[1].fetchall()
        except duckdb.Error:
            return False


def columns_of(table: Stored) -> str:
    """Return the columns of a table as a statement that makes it has them."""
    return ", ".join(f"{column.name} {column.kind}" for column in table.columns)


def insert(
    connection: duckdb.DuckDBPyConnection, name: str, table: Stored, rows: Sequence[Any]
) -> None:
    """Put rows into a table, column by column: a statement for each row takes many times as long.

    Numbers go as text: DuckDB would take the scale of the first one for all.
    """
    if not rows:
        return
    columns = [
        [None if value is None else str(value) for value in values]
        if column.kind == EXACT
        else list(values)
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
    ]
    kinds = ["VARCHAR" if column.kind == EXACT else column.kind for column in table.columns]
    given = ", ".join(
        f"unnest(?::{kind}[])::{column.kind}"
        for kind, column in zip(kinds, table.columns, strict=True)
    )
    connection.execute(f"INSERT INTO {name} SELECT {given}", columns)
