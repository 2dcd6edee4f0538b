"""The embedded database over the reports of a project: in memory, brought in step when asked.

It reads the Parquet files of each finished report once and again only when they were replaced, so
there is nothing to lock and nothing to rebuild: another process may write reports meanwhile.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any

from lkjip_tools.errors import InputError
from lkjip_tools.store.rows import Rows
from lkjip_tools.store.tables import TABLES, Stored
from lkjip_tools.store.views import VIEWS
from lkjip_tools.store.write import columns_of, insert

if TYPE_CHECKING:
    import duckdb

    Connection = duckdb.DuckDBPyConnection

Key = tuple[str, int]
Mark = tuple[int, int, int] | str  # size, time and inode of a report's file; else where it is from
_YEAR = re.compile(r"\d{4}")
_LAZY = "angka"  # a hundred times the rest, and few ask for it
USUAL = frozenset(TABLES) - {_LAZY}
_FIRST = "instansi"  # the file that says whether a folder holds a report with tables
_AT_ONCE = 500  # files that one statement reads
_SETTLED = 100_000_000  # nanoseconds: a folder that young may change again within the same tick


@dataclass
class Store:
    """The tables and views over the reports below a folder.

    Attributes:
        outputs: The folder, `outputs/`.
        tables: Those that are read; `angka` only when it is asked for.
        seen: What each report's file was when it was read; a year that was computed from data
            instead has a text.
    """

    outputs: Path
    tables: Collection[str] = USUAL
    seen: dict[Key, Mark] = field(default_factory=dict)
    connection: Connection = field(init=False)
    _lazy: dict[Key, Mark] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()
        for table in TABLES.values():
            self.connection.execute(f"CREATE TABLE {table.name} ({columns_of(table)})")
        for view in VIEWS.values():
            self.connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")

    def refresh(self) -> None:
        """Read the reports that are new or were replaced, and forget those that are gone.

        A report is put in place as a whole folder, which changes the time of its agency's folder:
        an agency whose folder is as it was is not looked into.
        """
        times = dict(_agencies(self.outputs))
        changed = {name for name, time in times.items() if self._times.get(name) != time}
        changed |= self._times.keys() - times.keys()
        if not changed:
            return
        found = {key: mark for name in changed for key, mark in reports(self.outputs, name)}
        mine = {key: mark for key, mark in self.seen.items() if key[0] in changed}
        fresh = [key for key, mark in found.items() if mine.get(key) != mark]
        gone = [key for key, mark in mine.items() if key not in found and _is_report(mark)]
        self._forget([*gone, *(key for key in fresh if key in mine)])
        for table in self.tables:
            self._read(table, fresh)
        self.seen |= {key: found[key] for key in fresh}
        settled = time_ns() - _SETTLED
        self._times = {name: time for name, time in times.items() if time < settled}

    def read_all_figures(self) -> None:
        """Read table `angka` too, of the reports it was not read of."""
        wanted = [key for key, mark in self.seen.items() if self._lazy.get(key) != mark]
        self._read(_LAZY, [key for key in wanted if _is_report(self.seen[key])])
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
        result = self.connection.cursor().execute(sql, values)  # a page asks from several threads
        return [column[0] for column in result.description or ()], result.fetchall()

    def _read(self, table: str, keys: Sequence[Key]) -> None:
        file = TABLES[table].file
        paths = [self.outputs / instansi / str(tahun) / file for instansi, tahun in keys]
        for start in range(0, len(paths), _AT_ONCE):
            read_files(self.connection, TABLES[table], paths[start : start + _AT_ONCE])

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


def read_files(connection: Connection, table: Stored, paths: Sequence[Path]) -> None:
    """Read files of one table into it.

    Reports of an older lkjip may lack a column, which stays blank, or the whole file.

    Raises:
        InputError: A file is damaged; the message names it.
    """
    import duckdb

    insert, names = f"INSERT INTO {table.name}", ", ".join(table.names)
    if not paths:
        return
    try:
        connection.execute(f"{insert} SELECT {names} FROM read_parquet(?)", [[*map(str, paths)]])
        return
    except duckdb.Error:
        there = [str(path) for path in paths if path.exists()]
    known = ", ".join(f"'{name}'" for name in table.names)
    try:
        if there:
            connection.execute(
                f"{insert} BY NAME SELECT COLUMNS(lambda name: name IN ({known})) "
                f"FROM read_parquet(?, union_by_name = true)",
                [there],
            )
    except duckdb.Error as fault:
        raise InputError(
            f"tabel sebuah laporan tidak seperti yang ditulis lkjip: {str(fault).splitlines()[0]}; "
            f"buat ulang laporan itu: lkjip report"
        ) from None


def reports(outputs: Path, instansi: str | None = None) -> Iterator[tuple[Key, Mark]]:
    """Yield the finished reports that have tables, with what their file is; no drafts, no parts.

    Args:
        outputs: The folder of all reports.
        instansi: Of one agency; of all when not given.
    """
    names = [name for name, _ in _agencies(outputs)] if instansi is None else [instansi]
    for name in names:
        folder = outputs / name
        for place in sorted(folder.iterdir() if folder.is_dir() else []):
            if not _YEAR.fullmatch(place.name):
                continue
            try:
                stat = (place / TABLES[_FIRST].file).stat()
            except OSError:
                continue
            yield (name, int(place.name)), (stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _agencies(outputs: Path) -> Iterator[tuple[str, int]]:
    """Yield the agencies that have reports, with the time of their folder."""
    if not outputs.is_dir():
        return
    with os.scandir(outputs) as entries:
        for entry in sorted(entries, key=lambda it: it.name):
            if not entry.name.startswith(".") and entry.is_dir():
                yield entry.name, entry.stat().st_mtime_ns


def _is_report(mark: Mark) -> bool:
    return not isinstance(mark, str)
