"""The store's tables and views in PostgreSQL, for a province's server.

Each report has a fingerprint there; one whose files are the same is not sent again. What changed
goes by COPY, all in one transaction: a reader sees the old state or the new one. Reports that are
not here are left alone, for several offices may send to one server.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_tools.errors import InputError, ServerError
from lkjip_tools.store.database import Key, read_files, reports
from lkjip_tools.store.tables import FILES, TABLES, Stored
from lkjip_tools.store.views import VIEWS
from lkjip_tools.store.write import columns_of

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql as psql

    Cursor = psycopg.Cursor[Any]

SCHEMA = "lkjip"
_LOCK = 0x6C6B6A6970  # "lkjip": two loads wait for each other
_ROWS, _REPORTS = 5000, 200  # read from Parquet at a time
_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)|(?<=password=)[^&\s]+", re.IGNORECASE)


@dataclass(frozen=True)
class Pushed:
    """What a load did: the reports that were sent, and how many were there already."""

    sent: tuple[Key, ...]
    unchanged: int


def push(outputs: Path, url: str, *, schema: str = SCHEMA, rebuild: bool = False) -> Pushed:
    """Bring a PostgreSQL server in step with the finished reports.

    Args:
        outputs: The folder of the reports.
        url: `postgresql://user@host/database`; SQLAlchemy's `postgresql+psycopg://` too.
        schema: Where tables and views go; made if it is not there.
        rebuild: Drop tables that another version of lkjip made there, and all they hold.

    Raises:
        InputError: No such address, or psycopg is not installed.
        ServerError: The server cannot be reached, refuses, or holds tables of another form.
    """
    driver = _driver()
    address = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    if not address.startswith("postgresql://"):
        raise InputError(f"alamat '{_shown(url)}' seharusnya postgresql://pengguna@host/basisdata")
    try:
        with driver.connect(address) as connection, connection.cursor() as cursor:
            _prepare(cursor, schema, rebuild)
            return _send(cursor, outputs)
    except driver.Error as fault:
        reason = str(fault).strip().replace(address, _shown(address))
        raise ServerError(f"{_shown(url)}: {reason}") from None


def fingerprint(folder: Path) -> str:
    """Return the digest of a report's tables."""
    digest = hashlib.sha256()
    for path in (folder / file for file in FILES):
        content = path.read_bytes() if path.exists() else b""  # an older lkjip had fewer tables
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def form() -> str:
    """Return the digest of how tables and views are made."""
    made = [(table.name, columns_of(table)) for table in TABLES.values()]
    made += [(view.name, view.sql) for view in VIEWS.values()]
    return hashlib.sha256(repr(made).encode()).hexdigest()


def _driver() -> Any:
    try:
        import psycopg
    except ImportError:
        raise InputError("psycopg belum terpasang; jalankan: pip install 'lkjip[sql]'") from None
    return psycopg


def _shown(url: str) -> str:
    return _PASSWORD.sub("…", url)


def _named(text: str, *names: str) -> psql.Composed:
    from psycopg import sql

    return sql.SQL(text).format(*map(sql.Identifier, names))


def _prepare(cursor: Cursor, schema: str, rebuild: bool) -> None:
    """Make schema, tables and views where they are not; refuse those of another form."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    cursor.execute(_named("CREATE SCHEMA IF NOT EXISTS {}", schema))
    cursor.execute(_named("SET LOCAL search_path TO {}", schema))
    cursor.execute("CREATE TABLE IF NOT EXISTS bentuk (sidik TEXT NOT NULL)")
    found = cursor.execute("SELECT sidik FROM bentuk").fetchone()
    if found and found[0] == form():
        return
    if found and not rebuild:
        raise ServerError(
            f"skema {schema} dibuat oleh versi lkjip yang lain; isinya dihapus dan dimuat ulang "
            f"dengan --bangun-ulang"
        )
    for view in reversed(VIEWS.values()):
        cursor.execute(_named("DROP VIEW IF EXISTS {}", view.name))
    for name in ("muatan", *TABLES):
        cursor.execute(_named("DROP TABLE IF EXISTS {}", name))
    cursor.execute(
        "CREATE TABLE muatan (instansi TEXT NOT NULL, tahun INTEGER NOT NULL, "
        "sidik TEXT NOT NULL, PRIMARY KEY (instansi, tahun))"
    )
    for table in TABLES.values():
        # the text of both is ours, no word in it comes from anyone else
        cursor.execute(f"CREATE TABLE {table.name} ({columns_of(table)})".encode())
        cursor.execute(_named("CREATE INDEX ON {} (instansi, tahun)", table.name))
    for view in VIEWS.values():
        cursor.execute(f"CREATE VIEW {view.name} AS {view.sql}".encode())
    cursor.execute("DELETE FROM bentuk")
    cursor.execute("INSERT INTO bentuk VALUES (%s)", [form()])


def _send(cursor: Cursor, outputs: Path) -> Pushed:
    here = {key: fingerprint(outputs / key[0] / str(key[1])) for key, _ in reports(outputs)}
    there = {
        (instansi, tahun): mark
        for instansi, tahun, mark in cursor.execute("SELECT instansi, tahun, sidik FROM muatan")
    }
    changed = [key for key, mark in here.items() if there.get(key) != mark]
    old = [key for key in changed if key in there]
    for name in ("muatan", *TABLES):
        for key in old:
            cursor.execute(_named("DELETE FROM {} WHERE instansi = %s AND tahun = %s", name), key)
    for table in TABLES.values():
        names = ", ".join(table.names)
        with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN".encode()) as copy:
            for row in _rows(outputs, table, changed):
                copy.write_row(row)
    marks = [(*key, here[key]) for key in changed]
    cursor.executemany("INSERT INTO muatan VALUES (%s, %s, %s)", marks)
    return Pushed(tuple(changed), len(here) - len(changed))


def _rows(outputs: Path, table: Stored, keys: Sequence[Key]) -> Iterator[tuple[Any, ...]]:
    import duckdb

    with duckdb.connect() as connection:
        for start in range(0, len(keys), _REPORTS):
            some = keys[start : start + _REPORTS]
            paths = [outputs / instansi / str(tahun) / table.file for instansi, tahun in some]
            connection.execute(f"CREATE OR REPLACE TABLE {table.name} ({columns_of(table)})")
            read_files(connection, table, paths)
            result = connection.execute(f"SELECT * FROM {table.name}")
            while rows := result.fetchmany(_ROWS):
                yield from rows
