"""Tables of Bab III.A and B: spending by programme, kegiatan, and account."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.records import records
from lkjip_tools.tabulate.cells import RECOMPUTED, cell, notes

_AMOUNTS = ("pagu_rp", "realisasi_rp", "serapan_persen", "sisa_rp")


def table_realisasi(program: pd.DataFrame, angka: FigureList, sasaran: str, tahun: int) -> Table:
    """Budget and spending of the programme that serves one sasaran, with its kegiatan."""
    tops = program[(program["tingkat"] == "program") & (program["sasaran"] == sasaran)]
    table = Table(
        f"realisasi-{sasaran}",
        f"Realisasi Anggaran Program Pendukung Sasaran {sasaran.removeprefix('S-')} Tahun {tahun}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Program/Kegiatan", "left", 6),
            Column("Anggaran (Rp)", "decimal", 2.6),
            Column("Realisasi (Rp)", "decimal", 2.6),
            Column("Serapan (%)", "decimal", 1.6),
            Column("Sisa (Rp)", "decimal", 2.2),
        ],
        size="small",
        source=RECOMPUTED,
    )
    for top in records(tops):
        table.row(
            "",
            Cell(top["uraian"], strong=True),
            *(cell(angka.at(name, top["kode"], tahun), strong=True) for name in _AMOUNTS),
        )
        below = program[program["kode"].str.startswith(f"{top['kode']}.")]
        for place, row in enumerate(records(below), start=1):
            table.row(
                str(place),
                row["uraian"],
                *(cell(angka.at(name, row["kode"], tahun)) for name in _AMOUNTS),
            )
    return table


def table_serapan(program: pd.DataFrame, angka: FigureList, tahun: int) -> Table:
    """All programmes: budget, spending, and what is left."""
    table = Table(
        "serapan",
        f"Realisasi Anggaran Menurut Program Tahun {tahun}",
        [
            Column("Kode", "left", 1.4, "kode"),
            Column("Program", "left", 5),
            Column("Pagu (Rp)", "decimal", 2.7),
            Column("Realisasi (Rp)", "decimal", 2.7),
            Column("Serapan (%)", "decimal", 1.6),
            Column("Sisa (Rp)", "decimal", 2.4),
        ],
        size="small",
        source=RECOMPUTED,
    )
    _programmes(table, program, angka, _AMOUNTS, tahun)
    return table.total(
        "", "Jumlah", *(cell(angka.at(name, "instansi", tahun)) for name in _AMOUNTS)
    )


def table_efisiensi(program: pd.DataFrame, angka: FigureList, tahun: int) -> Table:
    """All programmes: shares of the whole, and efficiency where it may be stated."""
    tops = program["kode"][program["tingkat"] == "program"]
    measured = [angka.at("efisiensi_persen", kode, tahun) for kode in tops]
    unit = next((figure.unit for figure in measured), "persen").replace("persen", "%")
    table = Table(
        "efisiensi",
        f"Porsi dan Efisiensi Anggaran Menurut Program Tahun {tahun}",
        [
            Column("Kode", "left", 1.4, "kode"),
            Column("Program", "left", 5),
            Column("Porsi pagu (%)", "decimal", 1.7),
            Column("Porsi realisasi (%)", "decimal", 1.9),
            Column("Porsi sisa (%)", "decimal", 1.6),
            Column("Sisa terhadap pagu program (%)", "decimal", 2.4),
            Column(f"Efisiensi ({unit})", "decimal", 1.8),
        ],
        size="small",
        source=RECOMPUTED,
    )
    columns = (
        "porsi_pagu_persen",
        "porsi_realisasi_persen",
        "porsi_sisa_persen",
        "sisa_persen",
        "efisiensi_persen",
    )
    _programmes(table, program, angka, columns, tahun)
    table.notes = ["Porsi dihitung terhadap pagu seluruh instansi.", *notes(measured)]
    return table


def _programmes(
    table: Table, program: pd.DataFrame, angka: FigureList, columns: tuple[str, ...], tahun: int
) -> None:
    for row in records(program[program["tingkat"] == "program"]):
        cells = [cell(angka.at(name, row["kode"], tahun)) for name in columns]
        table.row(row["kode"], row["uraian"], *cells)


def table_belanja(belanja: pd.DataFrame, angka: FigureList, tahun: int) -> Table:
    """Spending by account; a parent prints the sum of its children."""
    table = Table(
        "belanja",
        f"Anggaran dan Realisasi Belanja Tahun {tahun}",
        [
            Column("Kode", "left", 1.3, "kode"),
            Column("Uraian", "left", 5),
            Column("Anggaran Belanja (Rp)", "decimal", 2.8),
            Column("Realisasi Belanja (Rp)", "decimal", 2.8),
            Column("Serapan (%)", "decimal", 1.6),
            Column("Sisa (Rp)", "decimal", 2.4),
        ],
        size="small",
        notes=["Induk akun adalah jumlah akun di bawahnya, dihitung kembali."],
    )
    for row in records(belanja):
        kode, level = row["kode"], str(row["kode"]).count(".")
        strong = level < 2
        table.row(
            Cell(kode, strong=strong),
            Cell(row["uraian"], strong=strong, indent=level),
            *(_amount(angka, name, kode, tahun, strong=strong) for name in _AMOUNTS),
        )
    return table


def _amount(angka: FigureList, name: str, kode: str, tahun: int, *, strong: bool) -> Cell:
    """An account without a budget prints a dash, not a reason."""
    figure = angka.at(name, f"belanja-{kode}", tahun)
    pagu = angka.at("pagu_rp", f"belanja-{kode}", tahun)
    return cell(figure, strong=strong, text="–" if pagu.value == 0 else None)
