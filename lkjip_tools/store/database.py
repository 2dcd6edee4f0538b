"""The embedded database over the reports of a project: in memory, brought in step when asked.

It reads the Parquet files of each finished report once and again only when they were replaced, so
there is nothing to lock and nothing to rebuild: another process may write reports meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_tools.errors import InputError
from lkjip_tools.store.rows import Rows
from lkjip_tools.store.tables import TABLES
from lkjip_tools.store.views import VIEWS
from lkjip_tools.store.write import columns_of, insert

if TYPE_CHECKING:
    import duckdb

    Connection = duckdb.DuckDBPyConnection

Key = tuple[str, int]
_YEAR = re.compile(r"\d{4}")
_LAZY = "angka"  # a hundred times the rest, and few ask for it
_FIRST = "instansi"  # the file that says whether a folder holds a report with tables
_AT_ONCE = 500  # files that one statement reads


@dataclass
class Store:
    """The tables and views over the reports below a folder.

    Attributes:
        outputs: The folder, `outputs/`.
        seen: What each report's file was when it was read: size, time, inode; a report that was
            computed from data instead has a text.
    """

    outputs: Path
    seen: dict[Key, object] = field(default_factory=dict)
    connection: Connection = field(init=False)
    _lazy: dict[Key, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()
        for table in TABLES.values():
            self.connection.execute(f"CREATE TABLE {table.name} ({columns_of(table)})")
        for view in VIEWS.values():
            self.connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")

    def refresh(self) -> None:
        """Read the reports that are new or were replaced, and forget those that are gone."""
        found = dict(reports(self.outputs))
        kept = {key for key, mark in self.seen.items() if isinstance(mark, str)}
        self._forget([key for key in self.seen if key not in found and key not in kept])
        fresh = [key for key, mark in found.items() if self.seen.get(key) != mark]
        self._forget(key for key in fresh if key in self.seen)
        for table in TABLES:
            if table != _LAZY:
                self._read(table, fresh)
        self.seen |= {key: found[key] for key in fresh}

    def read_all_figures(self) -> None:
        """Read table `angka` too, of the reports it was not read of."""
        wanted = [key for key, mark in self.seen.items() if self._lazy.get(key) != mark]
        self._read(_LAZY, [key for key in wanted if not isinstance(self.seen[key], str)])
        self._lazy |= {key: self.seen[key] for key in wanted}

    def put(self, key: Key, rows: Rows, mark: str) -> None:
        """Take an agency's year from rows instead of from a report, until `mark` is another."""
        self._forget([key])
        for name, table in TABLES.items():
            insert(self.connection, name, table, rows[name])
        self.seen[key] = self._lazy[key] = mark

    def query(
        self, sql: str, values: Sequence[Any] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns and the rows; numbers are exact."""
        result = self.connection.execute(sql, values)
        return [column[0] for column in result.description or ()], result.fetchall()

    def _read(self, table: str, keys: Sequence[Key]) -> None:
        file = TABLES[table].file
        paths = [str(self.outputs / instansi / str(tahun) / file) for instansi, tahun in keys]
        for start in range(0, len(paths), _AT_ONCE):
            statement = f"INSERT INTO {table} SELECT * FROM read_parquet(?)"
            with readable():
                self.connection.execute(statement, [paths[start : start + _AT_ONCE]])

    def _forget(self, keys: Iterable[Key]) -> None:
        gone = list(keys)
        if not gone:
            return
        names = [f"{instansi}/{tahun}" for instansi, tahun in gone]
        for table in TABLES:
            self.connection.execute(
                f"DELETE FROM {table} WHERE instansi || '/' || tahun IN (SELECT unnest(?))", [names]
            )
        for key in gone:
            self.seen.pop(key, None)
            self._lazy.pop(key, None)


@contextmanager
def readable() -> Iterator[None]:
    """Say of a file that cannot be read which one it is and what to do.

    Raises:
        InputError: A report's table is damaged, or of another version.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as fault:
        raise InputError(
            f"tabel sebuah laporan tidak seperti yang ditulis lkjip: {str(fault).strip()}; "
            f"buat ulang laporan itu: lkjip report"
        ) from None


def reports(outputs: Path) -> Iterator[tuple[Key, object]]:
    """Yield the finished reports that have tables, with what their file is; no drafts, no parts."""
    folders = sorted(outputs.glob("*/*")) if outputs.is_dir() else []
    for folder in folders:
        if _YEAR.fullmatch(folder.name) and not folder.parent.name.startswith("."):
            try:
                stat = (folder / TABLES[_FIRST].file).stat()
            except OSError:
                continue
            mark = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            yield (folder.parent.name, int(folder.name)), mark
