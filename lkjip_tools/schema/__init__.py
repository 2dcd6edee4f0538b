"""The tables we accept: one row model per table. This package is the data dictionary.

`docs/data-dictionary.md` is written from it, by `pytest --refresh`.
"""

from __future__ import annotations

from typing import get_args

from lkjip_tools.schema import anggaran, formulir, kinerja, lampiran
from lkjip_tools.schema.anggaran import NomenklaturRow
from lkjip_tools.schema.cell import Bulat, Row

__all__ = ["OPTIONAL", "TABLES", "NomenklaturRow", "Row", "number_columns", "whole_columns"]

TABLES: dict[str, type[Row]] = {
    "dokumen": kinerja.DokumenRow,
    "tujuan": kinerja.TujuanRow,
    "sasaran": kinerja.SasaranRow,
    "indikator": kinerja.IndikatorRow,
    "kinerja": kinerja.KinerjaRow,
    "kebijakan": kinerja.KebijakanRow,
    "program": anggaran.ProgramRow,
    "anggaran": anggaran.AnggaranRow,
    "belanja": anggaran.BelanjaRow,
    "riwayat": kinerja.RiwayatRow,
    "organisasi": formulir.OrganisasiRow,
    "pegawai": lampiran.PegawaiRow,
    "pegawai_sasaran": lampiran.PegawaiSasaranRow,
    "aset": lampiran.AsetRow,
    "permasalahan": kinerja.PermasalahanRow,
    "misi": kinerja.MisiRow,
    "evaluasi_renja": anggaran.EvaluasiRenjaRow,
    "evaluasi_total": anggaran.EvaluasiTotalRow,
    "evaluasi_catatan": anggaran.EvaluasiCatatanRow,
    "rencana_aksi": anggaran.RencanaAksiRow,
    "tanda_tangan": formulir.TandaTanganRow,
    "pk": lampiran.PkRow,
    "pk_tanda_tangan": lampiran.PkTandaTanganRow,
    "pk_sasaran": lampiran.PkSasaranRow,
    "pk_anggaran": lampiran.PkAnggaranRow,
    "prestasi": lampiran.PrestasiRow,
    "piagam": lampiran.PiagamRow,
    "sop": lampiran.SopRow,
    "sop_langkah": lampiran.SopLangkahRow,
    "tim": lampiran.TimRow,
    "tim_tugas": lampiran.TimTugasRow,
    "lampiran_berkas": formulir.LampiranBerkasRow,
    "klaim": lampiran.KlaimRow,
    "tanggapan": lampiran.TanggapanRow,
}
OPTIONAL = frozenset({"tanggapan"})  # a missing file is an empty table


def number_columns(table: str) -> list[str]:
    """Return the columns of a table that hold exact numbers."""
    fields = TABLES[table].model_fields
    return [name for name, field in fields.items() if "Decimal" in str(field.annotation)]


def whole_columns(table: str) -> list[str]:
    """Return the columns of a table that hold money or counts: a lone dot is a thousands mark."""
    fields = TABLES[table].model_fields
    whole = repr(Bulat)
    return [
        name
        for name, field in fields.items()
        if whole in (repr(field.annotation), *map(repr, get_args(field.annotation)))
    ]
