"""Cells of the evaluation form (E.81), each under one id wherever it is used."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_tools.formula import Figure, read_figure
from lkjip_tools.records import Row
from lkjip_tools.triwulan import TANDA, Triwulan

HALVES = ("k", "rp")
#: Columns 6 to 12: what each is in the table, without its half.
COLUMNS = ("target_renstra", "realisasi_lalu", "target", *TANDA)


def form_cell(row: Row, column: str, half: str, tahun: int) -> Figure:
    """Return one cell of the form.

    Args:
        row: A row of `evaluasi_renja`.
        column: One of `COLUMNS`.
        half: `k` or `rp`.
        tahun: Year of the report; a quarter's id ends in `2023-TW1`.
    """
    besaran, period, subject = column, str(tahun), row["uraian"] or row["kode"]
    if column.startswith("tw"):
        quarter = Triwulan(int(column.removeprefix("tw")))
        besaran, period = "triwulan", quarter.period(tahun)
        subject = f"{quarter.name} {subject}"
    unit = "rupiah" if half == "rp" else row["satuan"] or "tanpa satuan"
    name = "pagu_rp" if (column, half) == ("target", "rp") else f"{column}_{half}"
    return read_figure(f"evaluasi_{besaran}_{half}", row["kode"], period, row, name, subject, unit)


def form_cells(row: Row, tahun: int) -> Iterator[Figure]:
    """Yield every cell of a row that the agency fills in."""
    for column in COLUMNS:
        for half in HALVES:
            yield form_cell(row, column, half, tahun)


def form_quarters(row: Row, half: str, tahun: int) -> list[Figure]:
    """Return the four quarters of a row."""
    return [form_cell(row, tanda, half, tahun) for tanda in TANDA]
