"""The tables we accept: one row model per table. This module is the data dictionary.

`docs/data-dictionary.md` is written from it. Cell types read Indonesian numbers exactly and refuse
what could be read in two ways; an empty cell is `None`, never zero.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lkjip_tools.number import to_decimal


def _number(text: Any) -> Decimal:
    return to_decimal(text)


def _whole(text: Any) -> Decimal:
    return to_decimal(text, whole=True)


Angka = Annotated[Decimal, BeforeValidator(_number)]
Bulat = Annotated[Decimal, BeforeValidator(_whole)]
Rupiah = Annotated[Decimal, BeforeValidator(_whole), Field(description="rupiah, tanpa Rp")]
Tahun = Annotated[int, Field(ge=1945, le=2200)]
Tingkat = Literal["urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan"]
Polaritas = Literal["positif", "negatif", "rentang"]
Agregasi = Literal["jumlah", "akhir", "rata_rata", "maks", "min"]
Dokumen = Annotated[str, Field(description="kode dokumen, lihat dokumen.csv")]
KODE_PROGRAM = r"^[0-9X](\.(\d{2}|XX)(\.\d{2}(\.[12]\.\d{2}(\.(\d{2}|\d{4}))?)?)?)?$"
KodeProgram = Annotated[str, Field(pattern=KODE_PROGRAM)]


class Row(BaseModel):
    """What every table has: unknown columns are refused, `sumber` may name the document's lines."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    sumber: str | None = Field(None, description="baris naskah asal, misalnya L446 atau L446-L447")


class DokumenRow(Row):
    """Dokumen yang angkanya dipakai atau dibandingkan."""

    kode: str
    nama: str
    tahun: Tahun | None = None


class TujuanRow(Row):
    """Tujuan Renstra."""

    kode: str
    tujuan: str


class SasaranRow(Row):
    """Sasaran strategis."""

    kode: str
    tujuan: str = Field(description="kode tujuan")
    sasaran: str


class IndikatorRow(Row):
    """Indikator: apa yang diukur, ke arah mana, dan bagaimana triwulan dijumlahkan."""

    kode: str
    jenis: Literal["iku", "pendukung", "tujuan"]
    induk: str = Field(description="kode sasaran (iku, pendukung) atau tujuan")
    indikator: str
    satuan: str
    polaritas: Polaritas
    agregasi: Agregasi
    formulasi: str | None = Field(None, description="rumus indikator menurut dokumen IKU")
    definisi: str | None = Field(None, description="definisi operasional")
    sumber_data: str | None = None
    penanggung_jawab: str | None = None
    standar_nasional: str | None = None
    alasan_tanpa_standar: str | None = None


class KinerjaRow(Row):
    """Target dan realisasi satu indikator menurut satu dokumen dan tahun."""

    dokumen: Dokumen
    indikator: str = Field(description="kode indikator")
    tahun: Tahun
    nama_tercatat: str | None = Field(None, description="nama indikator pada dokumen itu")
    target: Angka | None = None
    target_bawah: Angka | None = Field(None, description="batas bawah, untuk polaritas rentang")
    target_predikat: str | None = Field(None, description="target berupa predikat, misalnya B")
    realisasi: Angka | None = None
    realisasi_predikat: str | None = None
    capaian_tercatat: Angka | None = Field(None, description="capaian persen sebagaimana tercetak")


class KebijakanRow(Row):
    """Arah kebijakan dan program tiap sasaran."""

    sasaran: str
    sasaran_tercatat: str
    arah_kebijakan: str
    program: str


class ProgramRow(Row):
    """Nomenklatur: program dan kegiatan, dan sasaran yang didukung program."""

    kode: KodeProgram
    tingkat: Tingkat
    uraian: str
    sasaran: str | None = Field(None, description="kode sasaran, wajib pada program")


class AnggaranRow(Row):
    """Pagu dan realisasi program atau kegiatan menurut satu dokumen."""

    dokumen: Dokumen
    kode: str = Field(description="kode program/kegiatan, atau `total`")
    uraian: str
    pagu_rp: Rupiah | None = None
    realisasi_rp: Rupiah | None = None
    serapan_tercatat: Angka | None = Field(None, description="persen sebagaimana tercetak")


class BelanjaRow(Row):
    """Belanja menurut akun."""

    kode: Annotated[str, Field(pattern=r"^5(\.\d(\.\d{2}(\.\d{2}){0,2}(\.\d{3,5})?)?)?$")]
    uraian: str
    pagu_rp: Rupiah | None = None
    realisasi_rp: Rupiah | None = None
    capaian_tercatat: Angka | None = None


class RiwayatRow(Row):
    """Kinerja dan keuangan tahun-tahun yang lalu."""

    tahun: Tahun
    kinerja_persen: Angka | None = None
    keuangan_persen: Angka | None = None


class PegawaiRow(Row):
    """Pegawai menurut pendidikan."""

    no: str
    pendidikan: str
    jumlah: Bulat | None = None
    porsi_tercatat: Angka | None = None


class PegawaiSasaranRow(Row):
    """Pegawai yang menangani satu sasaran."""

    sasaran: str
    bidang: str
    jabatan: str
    jumlah: Bulat | None = None


class AsetRow(Row):
    """Sarana dan prasarana."""

    no: str
    nama_barang: str
    jumlah: Bulat | None = None
    kondisi: Literal["Baik", "Kurang Baik", "Rusak", "Rusak Ringan", "Rusak Berat"]
    tahun_pengadaan: Tahun | None = None
    keterangan: str | None = None


class PermasalahanRow(Row):
    """Pokok masalah, masalah, akar masalah."""

    pokok_masalah: str
    masalah: str
    akar_masalah: str


class MisiRow(Row):
    """Misi dan tujuan kepala daerah yang dirujuk Renstra."""

    misi: str
    tujuan: str


class EvaluasiRenjaRow(Row):
    """Formulir evaluasi hasil Renja (E.81): satu baris urusan, program, kegiatan, sub kegiatan."""

    no: str | None = None
    sasaran_tercatat: str | None = None
    kode: KodeProgram
    tingkat: Tingkat
    uraian: str | None = None
    indikator: str | None = None
    satuan: str | None = None
    target_renstra_k: Angka | None = None
    target_renstra_rp: Rupiah | None = None
    realisasi_lalu_k: Angka | None = None
    realisasi_lalu_rp: Rupiah | None = None
    target_k: Angka | None = None
    pagu_rp: Rupiah | None = None
    tw1_k: Angka | None = None
    tw1_rp: Rupiah | None = None
    tw2_k: Angka | None = None
    tw2_rp: Rupiah | None = None
    tw3_k: Angka | None = None
    tw3_rp: Rupiah | None = None
    tw4_k: Angka | None = None
    tw4_rp: Rupiah | None = None
    realisasi_tercatat_k: Angka | None = None
    realisasi_tercatat_rp: Rupiah | None = None
    kumulatif_tercatat_k: Angka | None = None
    kumulatif_tercatat_rp: Rupiah | None = None
    tingkat_tercatat_k: Angka | None = None
    tingkat_tercatat_rp: Angka | None = None
    agregasi: Agregasi | None = None


class EvaluasiTotalRow(Row):
    """Baris bawah formulir evaluasi, sebagaimana tercetak."""

    baris: str
    kolom: str
    nilai_tercatat: Angka | None = None
    teks_tercatat: str | None = None


class EvaluasiCatatanRow(Row):
    """Faktor dan tindak lanjut di bawah tiap program pada formulir evaluasi."""

    program: KodeProgram
    jenis: Literal[
        "faktor_pendorong", "faktor_penghambat", "tindak_lanjut_triwulan", "tindak_lanjut_renja"
    ]
    isi: str | None = None


class RencanaAksiRow(Row):
    """Rencana aksi: tanda pada triwulan pelaksanaan."""

    no: str | None = None
    tingkat: Literal["sasaran", "program", "kegiatan", "sub_kegiatan"]
    uraian: str
    indikator: str | None = None
    target: str | None = None
    tw1: Literal["x"] | None = None
    tw2: Literal["x"] | None = None
    tw3: Literal["x"] | None = None
    tw4: Literal["x"] | None = None
    rencana_aksi: str | None = None


class PkRow(Row):
    """Pernyataan perjanjian kinerja seorang pejabat."""

    pk: str
    tahun: Tahun
    pihak_pertama_nama: str
    pihak_pertama_jabatan: str
    pihak_pertama_pangkat: str | None = None
    pihak_pertama_nip: str | None = None
    pihak_kedua_nama: str
    pihak_kedua_jabatan: str
    pihak_kedua_pangkat: str | None = None
    pihak_kedua_nip: str | None = None
    tempat: str | None = None
    tanggal: str | None = None


class PkTandaTanganRow(Row):
    """Blok tanda tangan perjanjian kinerja, sebagaimana tercetak."""

    pk: str
    lembar: Literal["pernyataan", "lampiran"]
    pihak: Literal["pertama", "kedua"]
    jabatan: str
    nama: str
    pangkat: str | None = None
    nip: str | None = None
    tempat: str | None = None
    tanggal: str | None = None


class PkSasaranRow(Row):
    """Sasaran, indikator, dan target pada perjanjian kinerja."""

    pk: str
    tahun: Tahun
    no: str
    sasaran: str
    indikator: str
    target: str | None = None


class PkAnggaranRow(Row):
    """Anggaran pada perjanjian kinerja."""

    pk: str
    no: str | None = None
    tingkat: Literal["program", "kegiatan", "sub_kegiatan"]
    uraian: str | None = None
    anggaran_rp: Rupiah | None = None
    jenis: Literal["rincian", "total"]
    tercetak: str | None = None


class PrestasiRow(Row):
    """Prestasi yang diraih."""

    no: str
    uraian: str
    predikat: str | None = None


class PiagamRow(Row):
    """Piagam penghargaan."""

    no: str
    pemberi: str
    penerima: str
    peringkat: str
    bidang: str
    rangka: str
    tempat: str | None = None
    tanggal: str | None = None
    penanda_tangan: str | None = None
    jabatan: str | None = None


class SopRow(Row):
    """Kepala SOP: satu keterangan satu baris."""

    sop: str
    bagian: str
    no: str | None = None
    isi: str | None = None


class SopLangkahRow(Row):
    """Langkah SOP."""

    sop: str
    no: str
    uraian: str
    kelengkapan: str | None = None
    waktu: str | None = None
    output: str | None = None
    keterangan: str | None = None


class TimRow(Row):
    """Susunan tim penyusun."""

    no: str | None = None
    kedudukan: str
    jabatan: str


class TimTugasRow(Row):
    """Tugas tim penyusun."""

    no: str
    kedudukan: str
    huruf: str | None = None
    tugas: str


class KlaimRow(Row):
    """Angka yang tercetak pada laporan terbitan dan dapat diperiksa."""

    kode: str
    jenis: Literal["angka", "teks"]
    lokasi: str
    kutipan: str
    id: str | None = None
    nilai_tercatat: Angka | None = None
    satuan: str | None = None


TABLES: dict[str, type[Row]] = {
    "dokumen": DokumenRow,
    "tujuan": TujuanRow,
    "sasaran": SasaranRow,
    "indikator": IndikatorRow,
    "kinerja": KinerjaRow,
    "kebijakan": KebijakanRow,
    "program": ProgramRow,
    "anggaran": AnggaranRow,
    "belanja": BelanjaRow,
    "riwayat": RiwayatRow,
    "pegawai": PegawaiRow,
    "pegawai_sasaran": PegawaiSasaranRow,
    "aset": AsetRow,
    "permasalahan": PermasalahanRow,
    "misi": MisiRow,
    "evaluasi_renja": EvaluasiRenjaRow,
    "evaluasi_total": EvaluasiTotalRow,
    "evaluasi_catatan": EvaluasiCatatanRow,
    "rencana_aksi": RencanaAksiRow,
    "pk": PkRow,
    "pk_tanda_tangan": PkTandaTanganRow,
    "pk_sasaran": PkSasaranRow,
    "pk_anggaran": PkAnggaranRow,
    "prestasi": PrestasiRow,
    "piagam": PiagamRow,
    "sop": SopRow,
    "sop_langkah": SopLangkahRow,
    "tim": TimRow,
    "tim_tugas": TimTugasRow,
    "klaim": KlaimRow,
}


def number_columns(table: str) -> list[str]:
    """Return the columns of a table that hold exact numbers."""
    fields = TABLES[table].model_fields
    return [name for name, field in fields.items() if "Decimal" in str(field.annotation)]
