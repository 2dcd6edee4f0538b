"""Tables that are kept in a database, as params declare them under `sumber_tabel`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from lkjip_tools.errors import nearest
from lkjip_tools.schema import TABLES
from lkjip_tools.yaml_file import SourceFile

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


def may_be_declared(text: bytes) -> bool:
    """Say whether params could declare such tables, without reading them."""
    return b"sumber_tabel" in text


class SumberTabel(BaseModel):
    """A table in a database: `tabel` with `urut`, or `kueri`.

    `url_dari` names the environment variable that holds the address, so that no password stands
    in a file. A query may ask for `:instansi` and `:tahun`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    url_dari: str
    tabel: str | None = None
    urut: tuple[str, ...] = ()
    kueri: str | None = None


def origin_faults(origins: Mapping[str, SumberTabel], source: SourceFile) -> Iterator[str]:
    """Yield what is wrong: a table in a database is one that we know, in one place and order."""
    for name, origin in origins.items():
        path = ("sumber_tabel", name)
        if name not in TABLES:
            where = source.place(path, key=True)
            yield f"{where}, {name}: tabel tidak dikenal{nearest(name, list(TABLES))}"
        if not _VARIABLE.fullmatch(origin.url_dari):
            yield (
                f"{source.place((*path, 'url_dari'))}, url_dari: bukan nama variabel lingkungan; "
                f"tulis namanya, misalnya LKJIP_URL, bukan alamatnya"
            )
        if (origin.tabel is None) == (origin.kueri is None) or (origin.tabel and not origin.urut):
            yield f"{source.place(path)}, {name}: tulis tabel dan urut, atau kueri saja"
