"""Tables of what completes the forms: offices, signatures, files to attach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lkjip_tools.schema.cell import Row, opsional, wajib

Formulir = Literal["rencana_aksi", "evaluasi_renja", "sk_tim", "sk_tim_susunan", "sk_tim_tugas"]
Letak = Literal["kiri", "kanan"]
Bagian = Literal[
    "organisasi",
    "instrumen",
    "pk",
    "rencana_aksi",
    "evaluasi_renja",
    "prestasi",
    "sop",
    "sk",
    "dokumentasi",
]


@dataclass(frozen=True)
class Form:
    """What is signed, and what a signature below it must say.

    Attributes:
        label: What it is called in a sentence.
        sides: Where parties sign: one alone signs on the right.
        parts: Columns that must be filled.
    """

    label: str
    sides: tuple[Letak, ...] = ("kanan",)
    parts: tuple[str, ...] = ("tempat", "tanggal", "jabatan", "nama", "nip")


FORMS: dict[str, Form] = {
    "rencana_aksi": Form("rencana aksi"),
    "evaluasi_renja": Form("formulir evaluasi hasil Renja", ("kiri", "kanan")),
    "sk_tim": Form("keputusan tentang tim penyusun"),
    # an annex of a decree has the decree's place and date above it
    "sk_tim_susunan": Form("susunan keanggotaan tim", parts=("jabatan", "nama", "nip")),
    "sk_tim_tugas": Form("uraian tugas tim", parts=("jabatan", "nama", "nip")),
}
PART_NAMES = {"nip": "NIP"}


class OrganisasiRow(Row):
    """Susunan organisasi: tiap jabatan dan atasan langsungnya."""

    kode: str = wajib("kode jabatan, misalnya O-1")
    induk: str | None = opsional("kode atasan langsung; kosong hanya untuk pimpinan")
    jabatan: str = wajib("nama jabatan, atau nama kelompok jabatan")
    nama: str | None = opsional("nama pejabat, bila bagan memuatnya")
    jenis: Literal["struktural", "fungsional", "kelompok"] = wajib("jenis jabatan")
    dokumen: str | None = opsional("kode dokumen yang memuatnya, lihat tabel dokumen")


class TandaTanganRow(Row):
    """Tanda tangan di bawah formulir; perjanjian kinerja punya tabel sendiri."""

    formulir: Formulir = wajib("formulir yang ditandatangani")
    letak: Letak = wajib("letak tanda tangan; satu pihak saja menandatangani di kanan")
    kedudukan: str | None = opsional("sebagai apa, misalnya Disusun atau Dievaluasi")
    jabatan: str | None = opsional("jabatan")
    nama: str | None = opsional("nama")
    pangkat: str | None = opsional("pangkat dan golongan")
    nip: str | None = opsional("NIP sebagaimana tercetak")
    tempat: str | None = opsional("tempat penandatanganan")
    tanggal: str | None = opsional("tanggal sebagaimana tercetak")


class LampiranBerkasRow(Row):
    """Berkas yang dilampirkan: pindaian, gambar layar, dokumentasi."""

    kode: str = wajib("kode lampiran, misalnya B-1")
    bagian: Bagian = wajib("bagian laporan tempat berkas itu ditampilkan")
    judul: str = wajib("judul gambar")
    berkas: str | None = opsional(
        "nama berkas png, jpg, atau pdf di folder lampiran/; kosong: tidak dilampirkan"
    )
    alt: str | None = opsional("isi gambar dalam kata-kata, bagi pembaca yang tidak melihatnya")
    keterangan: str | None = opsional("keterangan di bawah gambar, misalnya sumbernya")


def missing_parts(row: dict[str, Any]) -> list[str]:
    """Return what a row of `tanda_tangan` lacks, in words."""
    parts = FORMS[row["formulir"]].parts
    return [PART_NAMES.get(part, part) for part in parts if not row[part]]
