"""Annexes: action plan, awards, and the team."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.block import Block, Cell, Column, Table, prose
from lkjip_tools.records import records
from lkjip_tools.tabulate.cells import blank

TICK = "✓"


def table_rencana_aksi(rencana_aksi: pd.DataFrame, title: str) -> Table:
    """Action plan with its ticks by quarter."""
    table = Table(
        "rencana-aksi",
        title,
        [
            Column("No", "center", 0.7),
            Column("Sasaran / Program / Kegiatan / Sub Kegiatan", "left", 6),
            Column("Indikator Kinerja", "left", 5.5),
            Column("Target", "center", 1.8),
            *(Column(name, "center", 0.6) for name in ("I", "II", "III", "IV")),
            Column("Rencana Aksi", "left", 5.5),
        ],
        head=[
            [
                Cell("No", rowspan=2),
                Cell("Sasaran / Program / Kegiatan / Sub Kegiatan", rowspan=2),
                Cell("Indikator Kinerja", rowspan=2),
                Cell("Target", rowspan=2),
                Cell("Triwulan", colspan=4),
                Cell("Rencana Aksi", rowspan=2),
            ],
            ["I", "II", "III", "IV"],
        ],
        numbered=False,
        orientation="landscape",
        size="small",
    )
    indents = {"sasaran": 0, "program": 0, "kegiatan": 1, "sub_kegiatan": 2}
    for row in records(rencana_aksi):
        strong = row["tingkat"] in ("sasaran", "program")
        table.row(
            Cell(blank(row["no"]), strong=strong),
            Cell(row["uraian"], strong=strong, indent=indents[row["tingkat"]]),
            blank(row["indikator"]),
            blank(row["target"]),
            *(TICK if row[f"tw{n}"] else "" for n in range(1, 5)),
            blank(row["rencana_aksi"]),
        )
    return table


def table_prestasi(prestasi: pd.DataFrame) -> Table:
    """Awards as listed."""
    columns = [
        Column("No", "center", 0.6),
        Column("Uraian", "left", 9),
        Column("Predikat", "center", 2),
    ]
    table = Table("prestasi", "Daftar Prestasi", columns, numbered=False)
    for row in records(prestasi):
        table.row(row["no"].rstrip("."), row["uraian"], blank(row["predikat"]))
    return table


def table_piagam(piagam: pd.DataFrame) -> Table:
    """Certificates, one per row, as they are worded."""
    table = Table(
        "piagam",
        "Piagam Penghargaan",
        [
            Column("No", "center", 0.6),
            Column("Pemberi", "left", 2.6),
            Column("Penerima", "left", 2.4),
            Column("Peringkat", "left", 2),
            Column("Bidang", "left", 4),
            Column("Dalam rangka", "left", 3.4),
            Column("Tempat dan tanggal", "left", 2.6),
            Column("Penanda tangan", "left", 3),
        ],
        numbered=False,
        size="small",
    )
    for row in records(piagam):
        table.row(
            row["no"].rstrip("."),
            row["pemberi"],
            row["penerima"],
            row["peringkat"],
            row["bidang"],
            row["rangka"],
            ", ".join(filter(None, (row["tempat"], row["tanggal"]))),
            "\n".join(filter(None, (row["jabatan"], row["penanda_tangan"]))),
        )
    return table


def award_blocks(prestasi: pd.DataFrame, piagam: pd.DataFrame) -> list[Block]:
    """Awards and certificates; to have none is no hole."""
    if prestasi.empty and piagam.empty:
        return [prose("Tidak ada penghargaan yang tercatat.")]
    tables = (table_prestasi(prestasi), table_piagam(piagam))
    return [table.block() for table in tables if table.body]


def table_tim(tim: pd.DataFrame, title: str) -> Table:
    """Members of the team."""
    table = Table(
        "tim", title, [Column("Kedudukan", "left", 3), Column("Jabatan", "left", 9)], numbered=False
    )
    for row in records(tim):
        number = f"{row['no'].rstrip('.')}. " if row["no"] else ""
        table.row(row["kedudukan"], f"{number}{row['jabatan']}")
    return table


def table_tim_tugas(tim_tugas: pd.DataFrame, title: str) -> Table:
    """What each of them does."""
    table = Table(
        "tim-tugas",
        title,
        [Column("Kedudukan", "left", 3), Column("Tugas", "left", 9)],
        numbered=False,
    )
    for row in records(tim_tugas):
        letter = f"{row['huruf']}. " if row["huruf"] else ""
        table.row(row["kedudukan"], f"{letter}{row['tugas']}")
    return table
