"""Lampiran III: the evaluation form (E.81), recomputed in its own layout."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.number import format_number
from lkjip_tools.records import Row, records
from lkjip_tools.schema.anggaran import ABOVE_PROGRAM
from lkjip_tools.tabulate.cells import cell, plain_cell
from lkjip_tools.triwulan import Triwulan

_HALVES = ("k", "rp")
_CUT = (2, 10)  # where paper is too narrow: what was planned, then what was done
_CATATAN = {
    "faktor_pendorong": "Faktor pendorong keberhasilan kinerja",
    "faktor_penghambat": "Faktor penghambat pencapaian kinerja",
    "tindak_lanjut_triwulan": "Tindak lanjut yang diperlukan dalam triwulan berikutnya",
    "tindak_lanjut_renja": "Tindak lanjut yang diperlukan dalam Renja berikutnya",
}


def table_evaluasi(
    evaluasi: pd.DataFrame, catatan: pd.DataFrame, angka: FigureList, renstra: str, tahun: int
) -> Table:
    """The form: columns 6 to 12 as reported, 13 to 15 and the bottom rows computed.

    Args:
        evaluasi: Table `evaluasi_renja`.
        catatan: Table `evaluasi_catatan`: the remarks below each programme.
        angka: As `figures_evaluasi` returns it.
        renstra: Period of the Renstra, `2022–2026`.
        tahun: Year of the report.
    """
    table = Table(
        "evaluasi-renja",
        f"Evaluasi Hasil Renja Perangkat Daerah, Triwulan IV Tahun {tahun}",
        _columns(),
        head=_head(renstra, tahun),
        numbered=False,
        orientation="landscape",
        size="tiny",
        cut=_CUT,
        notes=[
            "Kolom 13 sampai 15 dan baris bawah dihitung kembali; penomoran kolom mengikuti "
            "formulir yang memuat kolom Kode.",
        ],
    )
    if evaluasi.empty:
        return table
    for row in records(evaluasi[evaluasi["tingkat"].isin(ABOVE_PROGRAM)]):
        table.row(*_cells(row, angka, tahun))
    programmes = evaluasi["kode"][evaluasi["tingkat"] == "program"]
    for number, program in enumerate(programmes, start=1):
        mine = records(evaluasi[evaluasi["kode"].str.startswith(program)])
        table.group(f"{number}. {mine[0]['sasaran_tercatat'] or 'sasaran belum diisi'}")
        for row in mine:
            table.row(*_cells(row, angka, tahun), asal=row["source"])
        _remarks(table, catatan, program)
    return _bottom(table, angka, tahun)


def _columns() -> list[Column]:
    halves = [Column("K", "decimal", 1.15), Column("Rp", "decimal", 2.75)]
    percents = [Column("K", "decimal", 1.3), Column("Rp", "decimal", 1.3)]
    return [
        Column("Kode", "left", 2.6, "kode"),
        Column("Uraian", "left", 4.2),
        Column("Indikator", "left", 4),
        Column("Satuan", "left", 1.7),
        *halves * 9,
        *percents,
        Column("Ket", "left", 0.8),
    ]


def _head(renstra: str, tahun: int) -> list[list[str | Cell]]:
    titles = [
        f"Target Renstra {renstra} (akhir periode)",
        f"Realisasi Renstra s.d. Renja {tahun - 1}",
        f"Target Renja {tahun}",
        *(f"Realisasi TW {quarter.name}" for quarter in Triwulan),
        f"Realisasi Renja {tahun}",
        f"Realisasi Renstra s.d. {tahun}",
        f"Tingkat capaian Renstra s.d. {tahun} (%)",
    ]
    numbers = [*map(str, range(6, 14)), "14 = 7 + 13", "15 = 14/6 × 100"]
    left = ("Kode", "Program / Kegiatan / Sub Kegiatan", "Indikator Kinerja", "Satuan")
    return [
        [*(Cell(text, rowspan=2) for text in left), *(Cell(t, colspan=2) for t in titles), "Ket"],
        [*(Cell(text, colspan=2) for text in numbers), "16"],
        ["3", "4", "5", "", *("K", "Rp") * 10, ""],
    ]


def _cells(row: Row, angka: FigureList, tahun: int) -> list[str | Cell]:
    strong = row["tingkat"] in (*ABOVE_PROGRAM, "program")
    cells: list[str | Cell] = [
        Cell(row["kode"], strong=strong),
        Cell(row["uraian"] or "", strong=strong),
        row["indikator"] or "",
        row["satuan"] or "",
    ]
    for name, period in _read(tahun):
        for half in _HALVES:
            cells.append(plain_cell(angka.at(f"evaluasi_{name}_{half}", row["kode"], period)))
    for name in ("realisasi", "kumulatif", "tingkat"):
        for half in _HALVES:
            suffix = "_persen" if name == "tingkat" else ""
            if half == "k" and row["tingkat"] in ABOVE_PROGRAM:
                cells.append("")
                continue
            figure = angka.at(f"evaluasi_{name}_{half}{suffix}", row["kode"], tahun)
            text = None
            if name != "tingkat" and isinstance(figure.value, Decimal):
                text = format_number(figure.value)
            cells.append(cell(figure, text=text))
    return [*cells, ""]


def _read(tahun: int) -> list[tuple[str, object]]:
    """Return columns 6 to 12: what the agency fills in, and the period of each."""
    before = [(name, tahun) for name in ("target_renstra", "realisasi_lalu", "target")]
    return [*before, *(("triwulan", quarter.period(tahun)) for quarter in Triwulan)]


def _remarks(table: Table, catatan: pd.DataFrame, program: str) -> None:
    """Add the programme's remarks; what the agency left blank is shown as blank."""
    rows = records(catatan[catatan["program"] == program])
    texts = []
    for kind, label in _CATATAN.items():
        said = [row["isi"] for row in rows if row["jenis"] == kind and row["isi"]]
        texts.append(f"{label}: {'; '.join(said) or 'belum diisi'}")
    whole = Cell("\n".join(texts), colspan=len(table.columns), align="left")
    table.row(whole, asal="; ".join(row["source"] for row in rows))


def _bottom(table: Table, angka: FigureList, tahun: int) -> Table:
    columns = [*_read(tahun), ("realisasi", tahun), ("kumulatif", tahun)]
    sums: list[str | Cell] = []
    for name, period in columns:
        sums += ["", cell(angka.at(f"evaluasi_{name}_rp", "instansi", period))]
    table.total(Cell("Jumlah", colspan=4, align="left"), *sums, "", "", "")
    means = {
        (kind, half): angka.at(f"evaluasi_rata_rata_{kind}_{half}_persen", "instansi", tahun)
        for kind in ("tahunan", "tingkat")
        for half in _HALVES
    }
    table.total(
        Cell("Rata-rata capaian kinerja (%)", colspan=18, align="left"),
        *(cell(means["tahunan", half]) for half in _HALVES),
        "",
        "",
        *(cell(means["tingkat", half]) for half in _HALVES),
        "",
    )
    classes = {
        (kind, half): angka.at("evaluasi_predikat", f"{kind}-{half}", tahun)
        for kind in ("tahunan", "tingkat")
        for half in _HALVES
    }
    table.total(
        Cell("Predikat kinerja", colspan=18, align="left"),
        *(cell(classes["tahunan", half]) for half in _HALVES),
        "",
        "",
        *(cell(classes["tingkat", half]) for half in _HALVES),
        "",
    )
    return table
