"""Annexes: performance agreements, action plan, awards, procedures, and the team."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.block import Block, Cell, Column, Table, gap, pairs, signature, signer, subtitle
from lkjip_tools.number import format_number
from lkjip_tools.records import Row, records
from lkjip_tools.tabulate.cells import blank

TICK = "✓"
_LEVELS = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub Kegiatan"}
_SOP = {
    "nomor": "Nomor SOP",
    "tanggal_pembuatan": "Tanggal pembuatan",
    "tanggal_revisi": "Tanggal revisi",
    "tanggal_efektif": "Tanggal efektif",
    "disahkan_oleh": "Disahkan oleh",
    "nama_penanda_tangan": "Nama",
    "nip": "NIP",
    "nama": "Nama SOP",
    "dasar_hukum": "Dasar hukum",
    "kompetensi": "Kompetensi pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan dan perlengkapan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan dan pendataan",
    "pelaksana": "Pelaksana",
    "mutu_baku": "Mutu baku",
}


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
        return gap(f"tanda tangan {pk} pada lembar {sheet} belum lengkap")
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
            Column("No", "center", 0.6),
            Column("Sasaran", "left", 5),
            Column("Indikator Kinerja", "left", 5),
            Column("Target", "center", 2),
        ],
        numbered=False,
    )
    for row in records(pk_sasaran[pk_sasaran["pk"] == pk]):
        target = blank(row["target"])
        table.row(
            row["no"].rstrip("."), row["sasaran"], row["indikator"], target, asal=row["source"]
        )
    return table


def table_pk_anggaran(pk_anggaran: pd.DataFrame, pk: str, title: str) -> Table:
    """The budget of one official's promise, totals as the document prints them."""
    rows = pk_anggaran[pk_anggaran["pk"] == pk]
    level = next((_LEVELS[tingkat] for tingkat in rows["tingkat"]), "Uraian")
    table = Table(
        f"{pk}-anggaran",
        title,
        [
            Column("No", "center", 0.6),
            Column(level, "left", 9),
            Column("Anggaran (Rp)", "decimal", 3),
        ],
        numbered=False,
    )
    for row in records(rows):
        amount = "" if row["anggaran_rp"] is None else format_number(row["anggaran_rp"])
        if row["jenis"] == "total":
            table.total("", "Jumlah (sebagaimana tercetak)", amount, asal=row["source"])
        else:
            number = blank(row["no"]).rstrip(".")
            table.row(number, blank(row["uraian"]), amount, asal=row["source"])
    return table


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
            asal=row["source"],
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
        number = row["no"].rstrip(".")
        table.row(number, row["uraian"], blank(row["predikat"]), asal=row["source"])
    return table


def table_piagam(piagam: pd.DataFrame) -> Table:
    """Certificates, one per row."""
    labels = ("Peringkat", "Bidang", "Rangka", "Tempat dan tanggal", "Penanda tangan")
    widths = (2, 5, 4, 3, 4)
    columns = [Column(label, "left", width) for label, width in zip(labels, widths, strict=True)]
    table = Table("piagam", "Piagam Penghargaan", columns, numbered=False, size="small")
    for row in records(piagam):
        table.row(
            row["peringkat"].title().replace("Iii", "III").replace("Ii", "II"),
            row["bidang"],
            row["rangka"],
            f"{blank(row['tempat'])}, {blank(row['tanggal'])}",
            f"{blank(row['jabatan'])}\n{blank(row['penanda_tangan'])}",
            asal=row["source"],
        )
    return table


def sop_blocks(sop: pd.DataFrame, langkah: pd.DataFrame, kode: str) -> list[Block]:
    """One procedure: its head as pairs, its steps as a table."""
    rows = sop[sop["sop"] == kode]
    facts = []
    for part, label in _SOP.items():
        items = [blank(text) for text in rows["isi"][rows["bagian"] == part] if text is not None]
        if len(items) > 1:
            items = [f"{place}. {text}" for place, text in enumerate(items, start=1)]
        if part in set(rows["bagian"]):
            facts.append((label, "\n".join(items) or "belum diisi"))
    name = next(iter(rows["isi"][rows["bagian"] == "nama"]), kode)
    table = Table(
        f"{kode}-langkah",
        f"Prosedur {name}",
        [
            Column("No", "center", 0.6),
            Column("Uraian Prosedur", "left", 6),
            Column("Kelengkapan", "left", 3),
            Column("Waktu", "center", 1.6),
            Column("Output", "left", 3),
        ],
        numbered=False,
        size="small",
    )
    for row in records(langkah[langkah["sop"] == kode]):
        table.row(
            row["no"],
            row["uraian"],
            blank(row["kelengkapan"]),
            blank(row["waktu"]),
            blank(row["output"]),
        )
    return [subtitle(f"SOP {name}"), pairs(facts), table.block()]


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
