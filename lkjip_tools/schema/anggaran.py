"""Tables of programmes and money, and of the evaluation form E.81."""

from __future__ import annotations

from typing import Literal

from lkjip_tools.schema.cell import (
    Agregasi,
    Angka,
    KodeAkun,
    KodeProgram,
    Row,
    Rupiah,
    Tahun,
    Tanda,
    Tingkat,
    opsional,
    wajib,
)

ABOVE_PROGRAM = ("urusan", "bidang_urusan")  # on form E.81 they have money and no indicator


class ProgramRow(Row):
    """Nomenklatur: program dan kegiatan, dan sasaran yang didukung program."""

    kode: KodeProgram = wajib("kode program atau kegiatan, misalnya 8.01.01 atau 8.01.01.2.01")
    tingkat: Tingkat = wajib("tingkat menurut panjang kode")
    uraian: str = wajib("nama menurut nomenklatur")
    sasaran: str | None = opsional("kode sasaran, wajib pada program")


class NomenklaturRow(Row):
    """Daftar nomenklatur yang berlaku di daerah: urusan sampai dengan sub kegiatan."""

    kode: KodeProgram = wajib("kode urusan, bidang urusan, program, kegiatan, atau sub kegiatan")
    uraian: str = wajib("nama menurut keputusan yang berlaku")


class AnggaranRow(Row):
    """Pagu dan realisasi program atau kegiatan menurut satu dokumen."""

    dokumen: str = wajib("kode dokumen, lihat tabel dokumen")
    kode: str = wajib("kode program/kegiatan, atau `total`")
    uraian: str = wajib("nama sebagaimana tercetak")
    pagu_rp: Rupiah | None = opsional("pagu")
    realisasi_rp: Rupiah | None = opsional("realisasi anggaran")
    serapan_tercatat: Angka | None = opsional("serapan persen sebagaimana tercetak")


class BelanjaRow(Row):
    """Belanja menurut akun."""

    kode: KodeAkun = wajib("kode akun, misalnya 5.1.02")
    uraian: str = wajib("nama akun")
    pagu_rp: Rupiah | None = opsional("pagu; induk dihitung dari rinciannya, bukan dari sel ini")
    realisasi_rp: Rupiah | None = opsional("realisasi; induk dihitung dari rinciannya")
    capaian_tercatat: Angka | None = opsional("persen sebagaimana tercetak")


class EvaluasiRenjaRow(Row):
    """Formulir evaluasi hasil Renja (E.81): satu baris urusan, program, kegiatan, sub kegiatan."""

    no: str | None = opsional("kolom 1")
    sasaran_tercatat: str | None = opsional("kolom 2, sebagaimana tercetak")
    kode: KodeProgram = wajib("kolom 3")
    tingkat: Tingkat = wajib("tingkat menurut panjang kode")
    uraian: str | None = opsional("kolom 4, nama program, kegiatan, sub kegiatan")
    indikator: str | None = opsional("kolom 5, indikator program atau kegiatan")
    satuan: str | None = opsional("satuan kolom K")
    target_renstra_k: Angka | None = opsional("kolom 6 K, target Renstra pada akhir periode")
    target_renstra_rp: Rupiah | None = opsional("kolom 6 Rp")
    realisasi_lalu_k: Angka | None = opsional("kolom 7 K, realisasi sampai dengan tahun lalu")
    realisasi_lalu_rp: Rupiah | None = opsional("kolom 7 Rp")
    target_k: Angka | None = opsional("kolom 8 K, target Renja tahun ini")
    pagu_rp: Rupiah | None = opsional("kolom 8 Rp, pagu tahun ini")
    tw1_k: Angka | None = opsional("kolom 9 K, realisasi triwulan I; kosong berarti belum diisi")
    tw1_rp: Rupiah | None = opsional("kolom 9 Rp")
    tw2_k: Angka | None = opsional("kolom 10 K, realisasi triwulan II")
    tw2_rp: Rupiah | None = opsional("kolom 10 Rp")
    tw3_k: Angka | None = opsional("kolom 11 K, realisasi triwulan III")
    tw3_rp: Rupiah | None = opsional("kolom 11 Rp")
    tw4_k: Angka | None = opsional("kolom 12 K, realisasi triwulan IV")
    tw4_rp: Rupiah | None = opsional("kolom 12 Rp")
    realisasi_tercatat_k: Angka | None = opsional("kolom 13 K sebagaimana tercetak")
    realisasi_tercatat_rp: Rupiah | None = opsional("kolom 13 Rp sebagaimana tercetak")
    kumulatif_tercatat_k: Angka | None = opsional("kolom 14 K sebagaimana tercetak")
    kumulatif_tercatat_rp: Rupiah | None = opsional("kolom 14 Rp sebagaimana tercetak")
    tingkat_tercatat_k: Angka | None = opsional("kolom 15 K sebagaimana tercetak, persen")
    tingkat_tercatat_rp: Angka | None = opsional("kolom 15 Rp sebagaimana tercetak, persen")
    agregasi: Agregasi | None = opsional("cara triwulan K menjadi setahun; kosong: tidak dihitung")


class EvaluasiTotalRow(Row):
    """Baris bawah formulir evaluasi, sebagaimana tercetak."""

    baris: str = wajib("jumlah, rata_rata_capaian, atau predikat")
    kolom: str = wajib("kolom formulir, misalnya realisasi_k")
    nilai_tercatat: Angka | None = opsional("bilangan sebagaimana tercetak")
    teks_tercatat: str | None = opsional("teks sebagaimana tercetak, misalnya Sangat Tinggi")


class EvaluasiCatatanRow(Row):
    """Faktor dan tindak lanjut di bawah tiap program pada formulir evaluasi."""

    program: KodeProgram = wajib("kode program")
    jenis: Literal[
        "faktor_pendorong", "faktor_penghambat", "tindak_lanjut_triwulan", "tindak_lanjut_renja"
    ] = wajib("bagian kaki formulir")
    isi: str | None = opsional("isinya; kosong: belum ditulis instansi")


class RencanaAksiRow(Row):
    """Rencana aksi: tanda pada triwulan pelaksanaan."""

    tahun: Tahun | None = opsional("tahun rencana aksi")
    no: str | None = opsional("nomor sebagaimana tercetak")
    tingkat: Literal["sasaran", "program", "kegiatan", "sub_kegiatan"] = wajib("tingkat baris")
    uraian: str = wajib("sasaran, program, kegiatan, atau sub kegiatan")
    indikator: str | None = opsional("indikator")
    target: str | None = opsional("target sebagaimana tercetak, dengan satuannya")
    tw1: Tanda | None = opsional("x bila dilaksanakan pada triwulan I")
    tw2: Tanda | None = opsional("x bila dilaksanakan pada triwulan II")
    tw3: Tanda | None = opsional("x bila dilaksanakan pada triwulan III")
    tw4: Tanda | None = opsional("x bila dilaksanakan pada triwulan IV")
    rencana_aksi: str | None = opsional("uraian rencana aksi")
