"""Lampiran III: the evaluation form (E.81), recomputed in its own layout."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.number import format_number
from lkjip_tools.records import Row, records
from lkjip_tools.tabulate.cells import cell

_HALVES = ("k", "rp")
_READ = ("target_renstra", "realisasi_lalu", "target", "tw1", "tw2", "tw3", "tw4")
_SUMMED = ("target_renstra_rp", "realisasi_lalu_rp", "pagu_rp", *(f"tw{n}_rp" for n in range(1, 5)))
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
        notes=[
            "Kolom 13 sampai 15 dan baris bawah dihitung kembali; penomoran kolom mengikuti "
            "formulir yang memuat kolom Kode.",
        ],
    )
    programmes = evaluasi["kode"][evaluasi["tingkat"] == "program"]
    for number, program in enumerate(programmes, start=1):
        mine = records(evaluasi[evaluasi["kode"].str.startswith(program)])
        table.group(f"{number}. {mine[0]['sasaran_tercatat'] or 'sasaran belum diisi'}")
        for row in mine:
            table.row(*_cells(row, angka, tahun), asal=row["source"])
        _remarks(table, catatan, program)
    return _bottom(table, evaluasi, angka, tahun)


def _columns() -> list[Column]:
    halves = [Column("K", "decimal", 1.15), Column("Rp", "decimal", 2.75)]
    percents = [Column("K", "decimal", 1.3), Column("Rp", "decimal", 1.3)]
    return [
        Column("Kode", "left", 2.6),
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
        *(f"Realisasi TW {name}" for name in ("I", "II", "III", "IV")),
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
    strong = row["tingkat"] == "program"
    cells: list[str | Cell] = [
        Cell(row["kode"], strong=strong),
        Cell(row["uraian"] or "", strong=strong),
        row["indikator"] or "",
        row["satuan"] or "",
    ]
    for name in _READ:
        for half in _HALVES:
            column = "pagu_rp" if (name, half) == ("target", "rp") else f"{name}_{half}"
            value = row[column]
            cells.append("" if value is None else format_number(value))
    for name in ("realisasi", "kumulatif", "tingkat"):
        for half in _HALVES:
            suffix = "_persen" if name == "tingkat" else ""
            figure = angka.at(f"evaluasi_{name}_{half}{suffix}", row["kode"], tahun)
            text = None
            if name != "tingkat" and isinstance(figure.value, Decimal):
                text = format_number(figure.value)
            cells.append(cell(figure, text=text))
    return [*cells, ""]


def _remarks(table: Table, catatan: pd.DataFrame, program: str) -> None:
    """Add the programme's remarks; what the agency left blank is shown as blank."""
    rows = catatan[catatan["program"] == program]
    texts = [f"{_CATATAN[row['jenis']]}: {row['isi'] or 'belum diisi'}" for row in records(rows)]
    if texts:
        whole = Cell("\n".join(texts), colspan=len(table.columns), align="left")
        table.row(whole, asal="; ".join(rows["source"]))


def _bottom(table: Table, evaluasi: pd.DataFrame, angka: FigureList, tahun: int) -> Table:
    top = evaluasi[evaluasi["tingkat"] == "program"]
    sums: list[str | Cell] = []
    for column in _SUMMED:
        known = [value for value in top[column] if value is not None]
        sums += ["", format_number(sum(known, Decimal(0)))]
    for name in ("realisasi", "kumulatif"):
        figures = [angka.at(f"evaluasi_{name}_rp", kode, tahun) for kode in top["kode"]]
        known = [figure.value for figure in figures if isinstance(figure.value, Decimal)]
        sums += ["", format_number(sum(known, Decimal(0)))]
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
