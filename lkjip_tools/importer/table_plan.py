"""What an import would do to one table: rows added, changed, removed; the file as it will be."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from lkjip_tools.importer.build import Built, with_sources
from lkjip_tools.importer.mapping import Tabel
from lkjip_tools.root import table_path
from lkjip_tools.schema import TABLES
from lkjip_tools.source.original import Record, TakenTable, digest

Row = dict[str, str]


@dataclass(frozen=True)
class Change:
    """A row that the import would change or remove.

    Attributes:
        key: What the row is known by.
        column: The column; empty where the whole row goes.
        before: What stands there.
        after: What would stand there.
    """

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class TablePlan:
    """What happens to one table.

    Attributes:
        name: The table.
        path: Its file.
        rows: All rows that the file will have.
        fresh: Those that come from the export.
        text: The file as it will be.
        new, changed: Rows that are added, and rows that are changed.
        changes: What is lost of what stands there now.
        edited: What stands there is not what an import wrote: it was typed, or edited since.
        taken: For the record.
    """

    name: str
    path: Path
    rows: list[Row]
    fresh: list[Row]
    text: str
    new: int
    changed: int
    changes: list[Change]
    edited: bool
    taken: TakenTable

    @property
    def refused(self) -> bool:
        """Whether somebody's work would be lost."""
        return self.edited and bool(self.changes)


def plan_table(
    name: str,
    table: Tabel,
    built: list[Built],
    present: list[Row],
    records: list[Record],
    root: Path,
    instansi: str,
    tahun: int,
) -> TablePlan:
    """Say what happens to a table.

    Args:
        name: The table.
        table: What the mapping says of it.
        built: Its rows as the export gives them.
        present: Its rows as they are.
        records: What earlier imports wrote.
        root: The project's folder.
        instansi: Code of the agency.
        tahun: Year of the report.
    """
    scope = fixed_key(table, tahun)
    mine = [row for row in present if all(row.get(c) == text for c, text in scope.items())]
    others = [row for row in present if row not in mine]
    by_key = {_key(row, table): row for row in mine}
    columns = [*dict.fromkeys(column for row in built for column in row.cells)]
    # what the export does not say is kept: a sasaran that a person gave to a programme
    fresh = [by_key.get(_key(row.cells, table), {}) | row.cells for row in built]
    keys = {_key(row, table) for row in fresh}
    changes = [
        Change(" ".join(_key(old, table)), column, old.get(column, ""), row[column])
        for row in fresh
        if (old := by_key.get(_key(row, table)))
        for column in columns
        if column != "sumber" and old.get(column, "") != row[column]
    ]
    gone = [row for key, row in by_key.items() if key not in keys]
    if table.sekali:  # one row among the agency's own, which stays as it is if it is there
        others, gone = [row for row in present if _key(row, table) not in keys], []
        fresh, changes = [by_key.get(_key(row, table), row) for row in fresh], []
    changed = len({change.key for change in changes})
    changes += [Change(" ".join(_key(row, table)), "", _joined(row), "") for row in gone]
    rows = [*others, *fresh]
    written = digest(_csv(name, fresh).encode())
    stood = digest(_csv(name, mine).encode())
    known = {record.tabel[name].sha256 for record in records if name in record.tabel}
    return TablePlan(
        name,
        table_path(name, instansi, tahun, root),
        rows,
        fresh,
        _csv(name, rows),
        sum(key not in by_key for key in keys),
        changed,
        changes,
        bool(mine) and stood not in known,
        TakenTable(written, with_sources(built)),
    )


def fixed_key(table: Tabel, tahun: int) -> Row:
    """Return the columns of its key that a mapping gives one text for all rows."""
    return {
        column: str(tahun) if about.tahun else about.tetap or ""
        for column, about in table.kolom.items()
        if column in table.kunci and (about.tahun or about.tetap is not None)
    }


def _key(row: Row, table: Tabel) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in table.kunci)


def _joined(row: Row) -> str:
    return ", ".join(text for column, text in row.items() if text and column != "sumber")


def _csv(name: str, rows: list[Row]) -> str:
    """Return rows as our tables are written, with the columns that are filled or required."""
    fields = TABLES[name].model_fields
    columns = [
        column
        for column, about in fields.items()
        if about.is_required() or column == "sumber" or any(row.get(column) for row in rows)
    ]
    columns = [*(column for column in columns if column != "sumber"), "sumber"]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
