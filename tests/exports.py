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
        percent = f"{realisasi * 100 / (pagu or 1):.2f}".replace(".", ",")
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


QUARTERS = ["I", "II", "III", "IV"]


def _row(*parts: list[Any]) -> list[Any]:
    """A row, written in parts."""
    return [cell for part in parts for cell in part]


#: no, sasaran, kode, uraian, indikator, and K and Rp of the twenty columns of figures
E81: list[list[Any]] = [
    _row(
        [None, None, "8", "UNSUR PEMERINTAHAN UMUM", None],
        [None, "900.000.000", None, "0", None, "300.000.000"],
        [None, "50.000.000", None, "100.000.000", None, "50.000.000", None, "90.000.000"],
        [None, "290.000.000", None, "290.000.000", None, "32,22"],
    ),
    _row(
        [
            "1",
            "Meningkatnya ketertiban",
            "8.01.02",
            "PROGRAM PENGUATAN IDEOLOGI",
            "Indeks toleransi",
        ],
        ["80 indeks", "900.000.000", "70", "0", "75 indeks", "300.000.000"],
        ["0", "50.000.000", "0", "100.000.000", "0", "50.000.000", "74,5", "90.000.000"],
        ["74,5", "290.000.000", "74,5", "290.000.000", "93,13", "32,22"],
    ),
    _row(
        [None, None, "8.01.02.2.01", "Perumusan Kebijakan Teknis", "Jumlah dokumen kebijakan"],
        ["10 Dokumen", "900.000.000", "-", "0", "4 Dokumen", "300.000.000"],
        ["1", "50.000.000", "1", "100.000.000", "1", "50.000.000", None, "90.000.000"],
        ["3", "290.000.000", "3", "290.000.000", "30", "32,22"],
    ),
]
E81_LAST: list[list[Any]] = [
    _row(
        ["JUMLAH", None, None, None, None, None, "900.000.000", None, "0", None, "300.000.000"],
        [None, "50.000.000", None, "100.000.000", None, "50.000.000", None, "90.000.000"],
        [None, "290.000.000", None, "290.000.000", None, "32,22"],
    ),
    ["Rata-rata capaian kinerja (%)", *[None] * 18, "99,33", "96,67", None, None, "93,13", "32,22"],
    _row(
        ["Predikat kinerja", *[None] * 18, "Sangat Tinggi", "Sangat Tinggi", None, None],
        ["Sangat Tinggi", "Sangat Rendah"],
    ),
    ["Faktor pendorong keberhasilan kinerja: dukungan pemerintah daerah"],
]
E81_HEADS = [
    "Target Renstra Perangkat Daerah pada Tahun 2026 (akhir periode Renstra Perangkat Daerah)",
    "Realisasi Capaian Kinerja Renstra sampai dengan Renja Tahun Lalu (2023)",
    "Target Kinerja dan Anggaran Renja Tahun Berjalan (2024) yang dievaluasi",
]
E81_TAILS = [
    "Realisasi Capaian Kinerja dan Anggaran Renja yang dievaluasi (2024)",
    "Realisasi Kinerja dan Anggaran Renstra s/d Tahun 2024",
    "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s/d Tahun 2024 (%)",
]


def e81_rows() -> list[list[Any]]:
    """Form E.81 as rows: a heading of three levels, its column numbers, and the bottom rows."""
    first: list[Any] = ["No", "Sasaran", "Kode", "Urusan/Bidang Urusan dan Program/Kegiatan"]
    first += ["Indikator Kinerja Program (outcome)/Kegiatan (output)"]
    first += [it for head in E81_HEADS for it in (head, None)]
    first += ["Realisasi Kinerja Pada Triwulan", *[None] * 7]
    first += [it for head in E81_TAILS for it in (head, None)]
    second = [*[None] * 11, *[it for quarter in QUARTERS for it in (quarter, None)], *[None] * 6]
    third = [*[None] * 5, *["K", "Rp"] * 10]
    numbers = ["1", "2", "3", "4", "5", *[it for at in range(6, 16) for it in (str(at), None)]]
    title: list[list[Any]] = [["EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH"], []]
    return [*title, first, second, third, numbers, *E81, *E81_LAST]


def write_e81(path: Path) -> Path:
    """Form E.81 with its headings merged."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = "E.81"
    for row in e81_rows():
        table.append(row)
    for column in "ABCDE":
        table.merge_cells(f"{column}3:{column}5")
    for first, last, row in (("F", "G", 3), ("H", "I", 3), ("J", "K", 3), ("L", "S", 3)):
        table.merge_cells(f"{first}{row}:{last}{row + (first != 'L')}")
    for first, last in (("L", "M"), ("N", "O"), ("P", "Q"), ("R", "S")):
        table.merge_cells(f"{first}4:{last}4")
    for first, last in (("T", "U"), ("V", "W"), ("X", "Y")):
        table.merge_cells(f"{first}3:{last}4")
    book.save(path)
    return path


#: sasaran, indikator, satuan, polaritas, target, realisasi, capaian
ESAKIP: list[list[Any]] = [
    ["Meningkatnya ketertiban umum", "Indeks toleransi", "indeks", "Naik", 75, 74.5, "99,33"],
    [None, "Angka konflik sosial", "kasus", "Turun", "4 kasus", "3", "125"],
    ["Meningkatnya akuntabilitas", "Nilai SAKIP", "predikat", "Positif", "BB", "B", None],
]


def write_esakip(path: Path) -> Path:
    """An indicator sheet: a sasaran is merged over its indicators, one number is a number."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    heads = ["Sasaran Strategis", "Indikator Kinerja", "Satuan", "Tren", "Tahun 2024", None, None]
    for row in (["Pengukuran Kinerja"], heads, [*[None] * 4, "Target", "Realisasi", "Capaian (%)"]):
        table.append(row)
    for row in ESAKIP:
        table.append(row)
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2", "A4:A5"):
        table.merge_cells(area)
    book.save(path)
    return path
