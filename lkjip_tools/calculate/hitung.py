"""Counts, each of which names the rows it counted and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lkjip_tools.formula import Figure, formula, read_figure
from lkjip_tools.records import Row


@formula("jumlah_iku")
def banyaknya(baris: list[str]) -> int:
    """How many rows there are."""
    return len(baris)


@formula("jumlah_iku_tercapai")
def banyaknya_tercapai(capaian: list[Decimal]) -> int:
    """How many reached one hundred percent."""
    return len([nilai for nilai in capaian if nilai >= 100])


@formula("jumlah_iku_berpredikat")
def banyaknya_berpredikat(predikat: list[str], golongan: str) -> int:
    """How many fell into one class."""
    return len([nilai for nilai in predikat if nilai == golongan])


def count(besaran: str, kode: str, tahun: int, rows: Sequence[Figure], subject: str = "") -> Figure:
    """Count rows, given as the figures that name them."""
    return banyaknya.figure(kode, tahun, subject, besaran=besaran, baris=rows)


def named_rows(besaran: str, rows: Iterable[Row], tahun: int, code: str, name: str) -> list[Figure]:
    """Return every row once: its code, the words that name it, and its place.

    Args:
        besaran: What is counted: `sasaran`, `program`.
        rows: Rows of a table.
        tahun: Year of the report.
        code: Column of the code, which tells the rows apart.
        name: Column of the words.
    """
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row[code], row)
    return [
        read_figure(besaran, kode, tahun, row, code, row[name] or kode)
        for kode, row in first.items()
    ]
