"""Lampiran IV: procedures, their heads and the flow of their steps."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lkjip_tools.block import (
    Block,
    Cell,
    CellLike,
    Column,
    Orientation,
    Table,
    gap,
    pairs,
    subtitle,
)
from lkjip_tools.records import Row, records
from lkjip_tools.schema.sop import numbers, performers, without_mark
from lkjip_tools.tabulate.cells import blank, data_cell, or_gap

MARKS = {"mulai": "○", "proses": "□", "keputusan": "◇", "selesai": "●"}
_LEGEND = ", ".join(f"{mark} {shape}" for shape, mark in MARKS.items())
_NOBODY = {"": "Pelaksana belum ditulis"}
_QUALITY = ("Kelengkapan", "Waktu", "Output")
_WIDE = 3  # performers that a portrait page has room for
_HEAD = {
    "unit": "Unit kerja",
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
}
_UNNUMBERED = {"unit"}


def all_sop(sop: pd.DataFrame, langkah: pd.DataFrame, tahun: int) -> list[Block]:
    """Every procedure in turn; to have none is a visible hole."""
    codes = dict.fromkeys([*sop["sop"], *langkah["sop"]])
    blocks = [block for kode in codes for block in sop_blocks(sop, langkah, kode, tahun)]
    return blocks or [gap("Standar operasional prosedur belum ada.")]


def sop_blocks(sop: pd.DataFrame, langkah: pd.DataFrame, kode: str, tahun: int) -> list[Block]:
    """One procedure: its head as pairs, its steps as a table with a column for each performer."""
    head = records(sop[sop["sop"] == kode])
    steps = records(langkah[langkah["sop"] == kode])
    who = performers(head, kode)
    name = next((row["isi"] for row in head if row["bagian"] == "nama" and row["isi"]), kode)
    bare = without_mark(steps, who)
    table = Table(
        f"{kode}-langkah",
        f"Prosedur {name}",
        _columns(who or _NOBODY),
        head=_head(who or _NOBODY, _quality(head)),
        numbered=False,
        size="small",
        grid=True,
        orientation=_orientation(who),
        notes=[] if len(bare) == len(steps) else [f"{_LEGEND}."],
    )
    for place, row in enumerate(steps, start=1):
        table.row(
            row["no"],
            row["uraian"],
            *(_mark(row, number) for number in who or _NOBODY),
            blank(row["kelengkapan"]),
            data_cell(row, "waktu", "sop_waktu", f"{kode}-{place}", tahun),
            blank(row["output"]),
            blank(row["keterangan"]),
        )
    return [subtitle(f"SOP {name}"), pairs(_facts(head)), or_gap(table), *_open(table, bare, steps)]


def _orientation(who: Mapping[str, str]) -> Orientation:
    return "landscape" if len(who) > _WIDE else "portrait"


def _columns(who: Mapping[str, str]) -> list[Column]:
    narrow = len(who) > _WIDE
    return [
        Column("No", "center", 0.6, "nomor"),
        Column("Uraian Prosedur", "left", 5),
        *(Column(name, "center", 1.5 if narrow else 1.4) for name in who.values()),
        Column("Kelengkapan", "left", 2.4),
        Column("Waktu", "center", 1.4, "angka"),
        Column("Output", "left", 2.6),
        Column("Ket.", "left", 0.9),
    ]


def _head(who: Mapping[str, str], quality: list[str]) -> list[list[CellLike]]:
    first: list[CellLike] = [
        Cell("No", rowspan=2),
        Cell("Uraian Prosedur", rowspan=2),
        Cell("Pelaksana", colspan=len(who)),
        Cell("Mutu Baku", colspan=len(quality)),
        Cell("Ket.", rowspan=2),
    ]
    return [first, [*who.values(), *quality]]


def _quality(head: list[Row]) -> list[str]:
    """The procedure's own names of the three columns, if it has three."""
    own = [row["isi"] for row in head if row["bagian"] == "mutu_baku" and row["isi"]]
    return own if len(own) == len(_QUALITY) else list(_QUALITY)


def _mark(row: Row, number: str) -> str:
    if not row["bentuk"] or number not in numbers(row):
        return ""
    mark = MARKS[row["bentuk"]]
    return f"{mark}\ntidak → {row['bila_tidak']}" if row["bila_tidak"] else mark


def _facts(head: list[Row]) -> list[tuple[str, str]]:
    facts = []
    for part, label in _HEAD.items():
        rows = [row for row in head if row["bagian"] == part]
        items = [row["isi"] for row in rows if row["isi"]]
        if len(items) > 1 and part not in _UNNUMBERED:
            items = [f"{place}. {text}" for place, text in enumerate(items, start=1)]
        if rows:
            facts.append((label, "\n".join(items) or "belum diisi"))
    return facts


def _open(table: Table, bare: list[Row], steps: list[Row]) -> list[Block]:
    """What a reader is told about steps without a mark, on the pages of the table."""
    if not bare:
        return []
    which = "semua langkah"
    if len(bare) < len(steps):
        which = f"langkah {', '.join(row['no'] for row in bare)}"
    note = gap(f"Tanda alur {which} belum ada.")
    return [Block(note | {"orientation": table.orientation})]
