"""Exports as other applications print them, made up: no agency, no person is real.

The layouts are our reading of what is in use; none was compared with a real export.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl

SUB = "8.01.02.2.01.0001"
#: kode, uraian, anggaran, realisasi
LRA: list[tuple[str, str, int, int]] = [
    ("8.01.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH", 1_500_000_000, 1_400_250_500),
    ("8.01.01.2.01", "Perencanaan, Penganggaran, dan Evaluasi Kinerja", 500_000_000, 450_250_500),
    ("8.01.01.2.01.0001", "Penyusunan Dokumen Perencanaan", 500_000_000, 450_250_500),
    ("5", "BELANJA DAERAH", 500_000_000, 450_250_500),
    ("5.1", "BELANJA OPERASI", 500_000_000, 450_250_500),
    ("5.1.02", "Belanja Barang dan Jasa", 500_000_000, 450_250_500),
    ("5.1.02.01.01.0024", "Belanja Alat Tulis Kantor", 500_000_000, 450_250_500),
    ("8.01.01.2.02", "Administrasi Keuangan Perangkat Daerah", 1_000_000_000, 950_000_000),
    ("8.01.01.2.02.0001", "Penyediaan Gaji dan Tunjangan ASN", 1_000_000_000, 950_000_000),
    ("5", "BELANJA DAERAH", 1_000_000_000, 950_000_000),
    ("5.1", "BELANJA OPERASI", 1_000_000_000, 950_000_000),
    ("5.1.01", "Belanja Pegawai", 1_000_000_000, 950_000_000),
    ("8.01.02", "PROGRAM PENGUATAN IDEOLOGI PANCASILA", 250_000_000, 0),
    ("8.01.02.2.01", "Perumusan Kebijakan Teknis Bidang Ideologi", 250_000_000, 0),
    (SUB, "Pelaksanaan Koordinasi di Bidang Ideologi", 250_000_000, 0),
    ("5", "BELANJA DAERAH", 250_000_000, 0),
    ("5.1", "BELANJA OPERASI", 250_000_000, 0),
    ("5.1.02", "Belanja Barang dan Jasa", 250_000_000, 0),
]
TOTAL = (1_750_000_000, 1_400_250_500)
CODES = 6  # columns that a code is split over


def money(value: int) -> str:
    """An amount as it is printed."""
    return f"{value:,}".replace(",", ".") + ",00"


def lra_rows(rows: list[tuple[str, str, int, int]] | None = None) -> list[list[Any]]:
    """The printed pages of a budget realisation, as rows of texts."""
    page: list[list[Any]] = [
        ["PEMERINTAH KABUPATEN CONTOH"],
        ["LAPORAN REALISASI ANGGARAN TAHUN 2024"],
        [],
    ]
    head = ["Kode Rekening", *[None] * (CODES - 1), "Uraian", "Anggaran", "Realisasi", "%"]
    numbers = ["1", *[None] * (CODES - 1), "2", "3", "4", "5 = 4/3"]
    for at, (kode, uraian, pagu, realisasi) in enumerate(LRA if rows is None else rows):
        if at % 7 == 0:
            page += [head, numbers] if not at else [["Halaman 1 dari 3"], [], head, numbers]
        parts = kode.split(".")
        percent = f"{realisasi * 100 / pagu:.2f}".replace(".", ",")
        split = [*parts[: CODES - 1], ".".join(parts[CODES - 1 :]) or None]
        split += [None] * (CODES - len(split))
        page.append([*split, uraian, money(pagu), f"\u00a0{money(realisasi)}", percent])
        if kode == "8.01.01.2.02.0001":
            page.append([*[None] * CODES, "yang melekat pada gaji", None, None, None])
    page.append(["JUMLAH", *[None] * CODES, money(TOTAL[0]), money(TOTAL[1]), "80,01"])
    page.append(["Dicetak dari aplikasi, 2 Januari 2025"])
    return page


def write_xlsx(path: Path, rows: list[list[Any]], sheet: str = "LRA", heads: str = "Kode") -> Path:
    """Write rows, headings merged over the columns that they stand above."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = sheet
    for row in rows:
        table.append(row)
    for at, row in enumerate(rows, start=1):
        if row and str(row[0]).startswith(heads):
            table.merge_cells(start_row=at, end_row=at, start_column=1, end_column=CODES)
        if row and str(row[0]).startswith(("PEMERINTAH", "LAPORAN", "JUMLAH")):
            table.merge_cells(start_row=at, end_row=at, start_column=1, end_column=CODES + 1)
    book.save(path)
    return path


def csv_text(rows: list[list[Any]], delimiter: str = ",") -> str:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
