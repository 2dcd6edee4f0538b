"""Tables in a database: `sumber_tabel` in params says which, an environment variable says where.

The connection reads only, and is closed again at once. Numbers are exact: a column of binary
fractions is refused, because nobody could say what was meant.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from lkjip_tools.errors import Fault, InputError, TableError
from lkjip_tools.params import read_params
from lkjip_tools.place import Place
from lkjip_tools.source.cell_text import plain
from lkjip_tools.source.table import RawTable
from lkjip_tools.sumber_tabel import SumberTabel, may_be_declared

FOLDER, SUFFIX = "basisdata", ".sql"
MOST_ROWS, SECONDS = 100_000, 60
_READS = re.compile(r"\s*(?:select|with)\b", re.IGNORECASE)
_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)
_INSTALL = "paket basis data belum terpasang; jalankan: pip install 'lkjip[sql]'"


def sql_table(name: str, instansi: str, tahun: int, root: Path) -> RawTable | None:
    """Return a table that params say is in a database; `None` for any other.

    Raises:
        TableError: The database cannot be reached or asked; no message holds its password.
    """
    path = root / "params" / f"{instansi}.yml"
    if not path.is_file():
        return None
    origin = _declared(instansi, root).get(name)
    if origin is None:
        return None
    place = Place(f"{FOLDER}/{instansi}/{tahun}/{name}{SUFFIX}", 1)
    return _Reader(origin, place, {"instansi": instansi, "tahun": tahun}).read()


def _declared(instansi: str, root: Path) -> dict[str, SumberTabel]:
    """Return the tables in databases; params that are wrong are told by whoever reads them."""
    text = (root / "params" / f"{instansi}.yml").read_bytes()
    if not may_be_declared(text):
        return {}
    try:
        return read_params(instansi, root).sumber_tabel
    except InputError:
        return {}


class _Reader:
    """Reads one table.

    Args:
        origin: Where it is.
        place: What its rows are called.
        known: What a query may ask for: `:instansi`, `:tahun`.
    """

    def __init__(self, origin: SumberTabel, place: Place, known: dict[str, Any]) -> None:
        self._origin, self._place, self._known = origin, place, known

    def read(self) -> RawTable:
        try:
            import sqlalchemy
        except ImportError:
            raise self._fault(_INSTALL) from None
        address = os.environ.get(self._origin.url_dari, "")
        if not address:
            raise self._fault(
                f"variabel lingkungan {self._origin.url_dari} kosong; isi dengan alamat basis "
                f"data, misalnya postgresql+psycopg://pengguna@server/nama"
            )
        try:
            url = sqlalchemy.make_url(address)
            engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        except (sqlalchemy.exc.SQLAlchemyError, ImportError, ValueError) as fault:
            raise self._fault(
                f"alamat pada {self._origin.url_dari} tidak dapat dipakai "
                f"({type(fault).__name__}); periksa bentuknya dan paket penggeraknya"
            ) from None
        secrets = [text for text in (url.password, address) if text]
        try:
            with engine.connect() as connection:
                return self._rows(connection, sqlalchemy)
        except sqlalchemy.exc.SQLAlchemyError as fault:
            raise self._fault(_told(fault, secrets)) from None
        finally:
            engine.dispose()

    def _rows(self, connection: Any, sqlalchemy: Any) -> RawTable:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(postgresql_readonly=True)
            connection.execute(sqlalchemy.text(f"set local statement_timeout = '{SECONDS}s'"))
        elif connection.dialect.name == "sqlite":
            connection.execute(sqlalchemy.text("pragma query_only = on"))
        result = connection.execute(*self._statement(connection, sqlalchemy))
        header = [str(name) for name in tuple(result.keys())]
        found = result.fetchmany(MOST_ROWS + 1)
        connection.rollback()
        if len(found) > MOST_ROWS:
            raise self._fault(f"lebih dari {MOST_ROWS} baris; batasi kuerinya")
        rows, faults = dict[int, list[str]](), list[Fault]()
        for row, values in enumerate(found, start=2):
            rows[row] = []
            for column, value in zip(header, values, strict=True):
                text, message = _text(value)
                rows[row].append(text)
                if message:
                    place = Place(self._place.file, row, column)
                    faults.append(Fault(place, message, str(value)[:80]))
        return RawTable(self._place, header, rows, tuple(faults))

    def _statement(self, connection: Any, sqlalchemy: Any) -> tuple[Any, ...]:
        origin = self._origin
        if origin.kueri is not None:
            if not _READS.match(origin.kueri) or not _ORDERED.search(origin.kueri):
                raise self._fault(
                    "kueri harus dimulai SELECT atau WITH dan memuat ORDER BY, agar urutan "
                    "barisnya tetap"
                )
            known = {name: v for name, v in self._known.items() if f":{name}" in origin.kueri}
            return sqlalchemy.text(origin.kueri), known
        schema, _, name = (origin.tabel or "").rpartition(".")
        table = sqlalchemy.Table(
            name, sqlalchemy.MetaData(), schema=schema or None, autoload_with=connection
        )
        if unknown := [column for column in origin.urut if column not in table.columns]:
            raise self._fault(f"kolom urut {', '.join(unknown)} tidak ada pada tabel itu")
        return (sqlalchemy.select(table).order_by(*(table.columns[it] for it in origin.urut)),)

    def _fault(self, message: str) -> TableError:
        return TableError([Fault(Place(self._place.file), message)])


def _text(value: Any) -> tuple[str, str]:
    """Return a value as the same table in CSV would have it, and what is wrong with it."""
    match value:
        case None:
            return "", ""
        case bool():
            return "", f"nilai logika {value}; pakai teks atau bilangan"
        case int() | Decimal():
            number = Decimal(value)
            return (plain(number), "") if number.is_finite() else ("", f"{value} bukan bilangan")
        case float():
            return "", "pecahan biner (FLOAT, REAL); ubah jenis kolomnya menjadi NUMERIC"
        case datetime() if value.time() != time():
            return "", f"{value} memuat jam; ubah jenis kolomnya menjadi DATE"
        case date():
            return value.isoformat()[:10], ""
        case str():
            return value, ""
        case _:
            return "", f"jenis {type(value).__name__} tidak dikenal; pakai teks atau NUMERIC"


def _told(fault: Exception, secrets: list[str]) -> str:
    """Say what a database said, in its first line, without what nobody may read."""
    said = str(getattr(fault, "orig", None) or fault).strip().partition("\n")[0]
    for secret in secrets:
        said = said.replace(secret, "***")
    return f"basis data tidak dapat dibaca ({type(fault).__name__}: {said[:200]})"
