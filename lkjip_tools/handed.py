"""Tables as a notebook hands them to the assembler: the words that no figure carries.

A figure says what a number is; what an indicator is called, which way it points and what it
belongs to stands in the tables. Numbers are left out: they travel as figures, with their origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkjip_tools.records import records

MIME_TABLES = "application/vnd.lkjip.tables+json"
#: What is handed on, table by table: codes, names and closed values.
WORDS: dict[str, tuple[str, ...]] = {
    "sasaran": ("kode", "sasaran"),
    "indikator": ("kode", "jenis", "induk", "indikator", "satuan", "polaritas", "agregasi"),
    "program": ("kode", "tingkat", "uraian", "sasaran"),
    "evaluasi_renja": ("kode", "tingkat", "uraian", "indikator", "satuan", "agregasi"),
}
Words = dict[str, list[dict[str, str | None]]]


class TableList:
    """The words of an agency's tables, which hand themselves over when a cell shows them."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self.words: Words = {
            name: [{column: row[column] for column in columns} for row in records(tables[name])]
            for name, columns in WORDS.items()
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text = ", ".join(f"{name}: {len(rows)} baris" for name, rows in self.words.items())
        told = [{"tabel": name, "baris": rows} for name, rows in self.words.items()]
        return {"text/plain": text, MIME_TABLES: told}
