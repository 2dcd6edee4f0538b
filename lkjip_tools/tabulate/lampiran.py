"""Annexes: performance agreements, action plan, awards, and the team."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.block import Block, Cell, Column, Table, gap, pairs, prose, signature, signer
from lkjip_tools.records import Row, records
from lkjip_tools.tabulate.cells import blank, data_cell
from lkjip_tools.triwulan import TANDA, Triwulan

TICK = "✓"
_LEVELS = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub Kegiatan"}


def pk_parties(row: Row) -> tuple[Block, Block]:
    """First and second party of one agreement, as name and office."""
    return tuple(  # type: ignore[return-value]
        pairs([("Nama", row[f"{party}_nama"]), ("Jabatan", row[f"{party}_jabatan"])])
        for party in ("pihak_pertama", "pihak_kedua")
    )


def pk_signatures(signatures: pd.DataFrame, pk: str, sheet: str) -> Block:
    """The two signature blocks of one sheet: second party left, first party right."""
    rows = signatures[(signatures["pk"] == pk) & (signatures["lembar"] == sheet)]
    by_party = {row["pihak"]: row for row in records(rows)}
    if set(by_party) != {"pertama", "kedua"}:
        return gap(f"Tanda tangan {pk} pada lembar {sheet} belum lengkap.")
    blocks = {party: _signer(row, f"Pihak {party.title()},") for party, row in by_party.items()}
    place = by_party["pertama"]
    blocks["pertama"]["place_date"] = f"{blank(place['tempat'])}, {blank(place['tanggal'])}"
    return signature(blocks["pertama"], blocks["kedua"])


def _signer(row: Row, party: str) -> dict[str, object]:
    return dict(
        signer(
            role=[party, row["jabatan"]],
            name=row["nama"],
            rank=blank(row["pangkat"]),
            nip=blank(row["nip"]),
        )
    )


def table_pk_sasaran(pk_sasaran: pd.DataFrame, pk: str, title: str) -> Table:
    """What one official promises: sasaran, indicator, target."""
    table = Table(
        f"{pk}-sasaran",
        title,
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Sasaran", "left", 5),
            Column("Indikator Kinerja", "left", 5),
            Column("Target", "center", 2, "angka"),
        ],
        numbered=False,
    )
    for place, row in enumerate(records(pk_sasaran[pk_sasaran["pk"] == pk]), start=1):
        target = data_cell(row, "target", "pk_target", f"{pk}-{place}", row["tahun"])
        words = (row["no"].rstrip("."), row["sasaran"], row["indikator"])
        table.row(*words, target, asal=row["source"])
    return table


def table_pk_anggaran(pk_anggaran: pd.DataFrame, pk: str, title: str, tahun: int) -> Table:
    """The budget of one official's promise, totals as the document prints them."""
    rows = pk_anggaran[pk_anggaran["pk"] == pk]
    level = next((_LEVELS[tingkat] for tingkat in rows["tingkat"]), "Uraian")
    table = Table(
        f"{pk}-anggaran",
        title,
        [
            Column("No", "center", 0.6, "nomor"),
            Column(level, "left", 9),
            Column("Anggaran (Rp)", "decimal", 3),
        ],
        numbered=False,
    )
    for place, row in enumerate(records(rows), start=1):
        amount = data_cell(row, "anggaran_rp", "pk_anggaran_rp", f"{pk}-{place}", tahun)
        if row["jenis"] == "total":
            table.total("", "Jumlah (sebagaimana tercetak)", amount, asal=row["source"])
        else:
            number = blank(row["no"]).rstrip(".")
            table.row(number, blank(row["uraian"]), amount, asal=row["source"])
    return table


def table_rencana_aksi(rencana_aksi: pd.DataFrame, nama: str, tahun: int) -> Table:
    """Action plan with its ticks by quarter; its title names the year it is of."""
    years = sorted({str(year) for year in rencana_aksi["tahun"] if year})
    table = Table(
        "rencana-aksi",
        " ".join(["Rencana Aksi Pencapaian Sasaran", nama, *(["Tahun", *years] if years else [])]),
        [
            Column("No", "center", 0.7, "nomor"),
            Column("Sasaran / Program / Kegiatan / Sub Kegiatan", "left", 6),
            Column("Indikator Kinerja", "left", 5.5),
            Column("Target", "center", 1.8, "angka"),
            *(Column(quarter.name, "center", 0.6) for quarter in Triwulan),
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
            [quarter.name for quarter in Triwulan],
        ],
        numbered=False,
        orientation="landscape",
        size="small",
    )
    indents = {"sasaran": 0, "program": 0, "kegiatan": 1, "sub_kegiatan": 2}
    for place, row in enumerate(records(rencana_aksi), start=1):
        strong = row["tingkat"] in ("sasaran", "program")
        table.row(
            Cell(blank(row["no"]), strong=strong),
            Cell(row["uraian"], strong=strong, indent=indents[row["tingkat"]]),
            blank(row["indikator"]),
            data_cell(row, "target", "rencana_aksi_target", place, tahun),
            *(TICK if row[tanda] else "" for tanda in TANDA),
            blank(row["rencana_aksi"]),
            asal=row["source"],
        )
    return table


def table_prestasi(prestasi: pd.DataFrame, tahun: int) -> Table:
    """Awards as listed."""
    columns = [
        Column("No", "center", 0.6, "nomor"),
        Column("Uraian", "left", 9),
        Column("Predikat", "center", 2, "angka"),
    ]
    table = Table("prestasi", "Daftar Prestasi", columns, numbered=False)
    for place, row in enumerate(records(prestasi), start=1):
        rank = data_cell(row, "predikat", "prestasi_predikat", place, tahun)
        table.row(row["no"].rstrip("."), row["uraian"], rank, asal=row["source"])
    return table


def table_piagam(piagam: pd.DataFrame) -> Table:
    """Certificates, one per row, as they are worded."""
    table = Table(
        "piagam",
        "Piagam Penghargaan",
        [
            Column("No", "center", 0.6, "nomor"),
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


def award_blocks(prestasi: pd.DataFrame, piagam: pd.DataFrame, tahun: int) -> list[Block]:
    """Awards and certificates; to have none is no hole."""
    if prestasi.empty and piagam.empty:
        return [prose("Tidak ada penghargaan yang tercatat.")]
    tables = (table_prestasi(prestasi, tahun), table_piagam(piagam))
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
