"""Tables of Bab I: staff, assets, problems; and staff per sasaran in Bab III."""

from __future__ import annotations

from itertools import takewhile

import pandas as pd

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.records import records
from lkjip_tools.tabulate.cells import blank, cell, data_cell, plain_cell

NIHIL = "–"


def table_pegawai(pegawai: pd.DataFrame, angka: FigureList, nama: str, tahun: int) -> Table:
    """Staff by level of education, with shares."""
    table = Table(
        "pegawai",
        f"Susunan Kepegawaian {nama} Tahun {tahun}",
        [
            Column("No", "center", 1, "nomor"),
            Column("Pendidikan", "left", 6),
            Column("Jumlah (orang)", "decimal", 2.5),
            Column("Porsi (%)", "decimal", 2.5),
        ],
    )
    for row in records(pegawai):
        kode = str(row["pendidikan"]).lower().replace(" ", "-")
        count = angka.at("pegawai_jumlah", kode, tahun)
        share = angka.at("pegawai_porsi_persen", kode, tahun)
        none = count.value == 0
        table.row(
            row["no"],
            row["pendidikan"],
            cell(count, text=NIHIL if none else None),
            cell(share, text=NIHIL if none else None),
        )
    names = ("pegawai_jumlah", "pegawai_porsi_persen")
    return table.total("", "Jumlah", *(cell(angka.at(name, "instansi", tahun)) for name in names))


def table_aset(aset: pd.DataFrame, nama: str, tahun: int) -> Table:
    """Facilities, as the agency listed them."""
    table = Table(
        "aset",
        f"Rekapitulasi Sarana dan Prasarana {nama}",
        [
            Column("No", "center", 1, "nomor"),
            Column("Nama Barang", "left", 7),
            Column("Jumlah", "decimal", 1.6),
            Column("Kondisi", "center", 2),
            Column("Tahun Pengadaan", "center", 2.2, "tahun"),
            Column("Keterangan", "left", 2.2),
        ],
    )
    for place, row in enumerate(records(aset), start=1):
        table.row(
            row["no"],
            row["nama_barang"],
            data_cell(row, "jumlah", "aset_jumlah", place, tahun),
            row["kondisi"],
            blank(row["tahun_pengadaan"]),
            blank(row["keterangan"]),
        )
    return table


def table_permasalahan(permasalahan: pd.DataFrame) -> Table:
    """Problems and their roots; equal cells are joined."""
    table = Table(
        "permasalahan",
        "Pokok Masalah, Masalah, dan Akar Masalah",
        [Column("Pokok Masalah"), Column("Masalah"), Column("Akar Masalah")],
    )
    return joined(table, permasalahan[["pokok_masalah", "masalah", "akar_masalah"]])


def table_misi(misi: pd.DataFrame) -> Table:
    """The mission and goals of the head of region that the Renstra follows."""
    table = Table("misi", "Misi dan Tujuan RPJMD", [Column("Misi"), Column("Tujuan")])
    return joined(table, misi[["misi", "tujuan"]])


def table_pegawai_sasaran(
    pegawai_sasaran: pd.DataFrame, angka: FigureList, sasaran: str, tahun: int
) -> Table:
    """Who works for one sasaran."""
    rows = pegawai_sasaran[pegawai_sasaran["sasaran"] == sasaran]
    table = Table(
        f"sdm-{sasaran}",
        f"Pegawai yang Menangani Sasaran {sasaran.removeprefix('S-')}",
        [
            Column("No", "center", 1, "nomor"),
            Column("Jabatan", "left", 8),
            Column("Orang", "decimal", 2),
        ],
    )
    if rows.empty:
        return table
    for place, row in enumerate(records(rows), start=1):
        count = angka.at("pegawai_jabatan_jumlah", f"{sasaran}-{place}", tahun)
        table.row(str(place), row["jabatan"], plain_cell(count), asal=row["source"])
    whole = angka.at("pegawai_sasaran_jumlah", sasaran, tahun)
    return table.total("", "Jumlah", cell(whole))


def joined(table: Table, texts: pd.DataFrame) -> Table:
    """Fill a table, joining cells that repeat from the row above, from the left."""
    lines = [[blank(value) for value in row.values()] for row in records(texts)]
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else []
        same, last = 0, len(line) - 1
        while same < last and above[: same + 1] == line[: same + 1]:
            same += 1
        cells = [
            Cell(line[at], rowspan=_run(lines, place, at + 1)) for at in range(same, len(line))
        ]
        table.row(*cells[:-1], line[-1])
    return table


def _run(lines: list[list[str]], start: int, width: int) -> int:
    """Count the lines from `start` on that agree in their first `width` cells."""
    head = lines[start][:width]
    return sum(1 for _ in takewhile(lambda line: line[:width] == head, lines[start:]))
