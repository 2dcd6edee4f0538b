"""Tables of people and things, of the appendices, and of what the printed report claims."""

from __future__ import annotations

from typing import Literal

from lkjip_tools.schema.cell import (
    Angka,
    Bulat,
    DaftarNomor,
    Row,
    Rupiah,
    Tahun,
    Tanggal,
    opsional,
    wajib,
)


class PegawaiRow(Row):
    """Pegawai menurut pendidikan."""

    no: str = wajib("nomor urut")
    pendidikan: str = wajib("jenjang pendidikan, tiap jenjang sekali")
    jumlah: Bulat | None = opsional("banyaknya pegawai; tidak ada ditulis -")
    porsi_tercatat: Angka | None = opsional("persen sebagaimana tercetak")


class PegawaiSasaranRow(Row):
    """Pegawai yang menangani satu sasaran."""

    sasaran: str = wajib("kode sasaran")
    bidang: str = wajib("bidang atau sekretariat")
    jabatan: str = wajib("nama jabatan")
    jumlah: Bulat | None = opsional("banyaknya pegawai pada jabatan itu")


class AsetRow(Row):
    """Sarana dan prasarana."""

    no: str = wajib("nomor urut")
    nama_barang: str = wajib("nama barang")
    jumlah: Bulat | None = opsional("banyaknya")
    kondisi: Literal["Baik", "Kurang Baik", "Rusak", "Rusak Ringan", "Rusak Berat"] = wajib(
        "keadaan barang"
    )
    tahun_pengadaan: Tahun | None = opsional("tahun pengadaan")
    keterangan: str | None = opsional("keterangan")


class PkRow(Row):
    """Pernyataan perjanjian kinerja seorang pejabat."""

    pk: str = wajib("kode perjanjian, misalnya PK-01")
    tahun: Tahun = wajib("tahun perjanjian")
    pihak_pertama_nama: str = wajib("nama penerima amanah")
    pihak_pertama_jabatan: str = wajib("jabatannya")
    pihak_pertama_pangkat: str | None = opsional("pangkat dan golongannya")
    pihak_pertama_nip: str | None = opsional("NIP sebagaimana tercetak")
    pihak_kedua_nama: str = wajib("nama atasan pemberi amanah")
    pihak_kedua_jabatan: str = wajib("jabatannya")
    pihak_kedua_pangkat: str | None = opsional("pangkat dan golongannya")
    pihak_kedua_nip: str | None = opsional("NIP sebagaimana tercetak")
    tempat: str | None = opsional("tempat penandatanganan")
    tanggal: str | None = opsional("tanggal sebagaimana tercetak")


class PkTandaTanganRow(Row):
    """Blok tanda tangan perjanjian kinerja, sebagaimana tercetak."""

    pk: str = wajib("kode perjanjian")
    lembar: Literal["pernyataan", "lampiran"] = wajib("lembar tempat tanda tangan")
    pihak: Literal["pertama", "kedua"] = wajib("pihak yang menandatangani")
    jabatan: str = wajib("jabatan")
    nama: str = wajib("nama")
    pangkat: str | None = opsional("pangkat dan golongan")
    nip: str | None = opsional("NIP sebagaimana tercetak")
    tempat: str | None = opsional("tempat penandatanganan")
    tanggal: str | None = opsional("tanggal sebagaimana tercetak")


class PkSasaranRow(Row):
    """Sasaran, indikator, dan target pada perjanjian kinerja."""

    pk: str = wajib("kode perjanjian")
    tahun: Tahun = wajib("tahun perjanjian")
    no: str = wajib("nomor sebagaimana tercetak")
    sasaran: str = wajib("kalimat sasaran sebagaimana tercetak")
    indikator: str = wajib("nama indikator sebagaimana tercetak")
    target: str | None = opsional("target sebagaimana tercetak, dengan satuannya")


class PkAnggaranRow(Row):
    """Anggaran pada perjanjian kinerja."""

    pk: str = wajib("kode perjanjian")
    no: str | None = opsional("nomor sebagaimana tercetak")
    tingkat: Literal["program", "kegiatan", "sub_kegiatan"] = wajib("tingkat baris")
    uraian: str | None = opsional("nama program, kegiatan, atau sub kegiatan")
    anggaran_rp: Rupiah | None = opsional("anggaran")
    jenis: Literal["rincian", "total"] = wajib("baris rincian atau baris jumlah")
    tercetak: str | None = opsional("angka sebagaimana tercetak, bila tidak terbaca sebagai angka")


class PrestasiRow(Row):
    """Prestasi yang diraih."""

    no: str = wajib("nomor urut")
    uraian: str = wajib("prestasi atau penghargaan")
    predikat: str | None = opsional("peringkat atau predikat")


class PiagamRow(Row):
    """Piagam penghargaan."""

    no: str = wajib("nomor urut")
    pemberi: str = wajib("pemberi piagam")
    penerima: str = wajib("penerima piagam")
    peringkat: str = wajib("peringkat")
    bidang: str = wajib("bidang")
    rangka: str = wajib("dalam rangka apa")
    tempat: str | None = opsional("tempat")
    tanggal: str | None = opsional("tanggal sebagaimana tercetak")
    penanda_tangan: str | None = opsional("nama penanda tangan")
    jabatan: str | None = opsional("jabatan penanda tangan")


class SopRow(Row):
    """Kepala SOP: satu keterangan satu baris."""

    sop: str = wajib("kode SOP, misalnya SOP-1")
    bagian: str = wajib("bagian kepala, misalnya nomor, dasar_hukum, pelaksana")
    no: str | None = opsional("nomor butir dalam bagian itu")
    isi: str | None = opsional("isinya; kosong: belum ditulis instansi")


class SopLangkahRow(Row):
    """Langkah SOP."""

    sop: str = wajib("kode SOP")
    no: str = wajib("nomor langkah")
    uraian: str = wajib("kegiatan")
    pelaksana: DaftarNomor | None = opsional(
        "nomor pelaksana langkah ini, menurut butir pelaksana pada kepala SOP"
    )
    bentuk: Literal["mulai", "proses", "keputusan", "selesai"] | None = opsional(
        "bentuk tanda alurnya"
    )
    bila_tidak: str | None = opsional("nomor langkah berikutnya bila keputusannya tidak")
    kelengkapan: str | None = opsional("kelengkapan")
    waktu: str | None = opsional("waktu")
    output: str | None = opsional("keluaran")
    keterangan: str | None = opsional("keterangan")


class TimRow(Row):
    """Susunan tim penyusun."""

    no: str | None = opsional("nomor urut dalam kedudukan")
    kedudukan: str = wajib("kedudukan dalam tim, misalnya Ketua")
    jabatan: str = wajib("jabatan dalam instansi")


class TimTugasRow(Row):
    """Tugas tim penyusun."""

    no: str = wajib("nomor urut")
    kedudukan: str = wajib("kedudukan dalam tim")
    huruf: str | None = opsional("huruf butir")
    tugas: str = wajib("tugas")


class KlaimRow(Row):
    """Angka yang tercetak pada laporan terbitan dan dapat diperiksa."""

    kode: str = wajib("kode klaim, misalnya K-001")
    jenis: Literal["angka", "teks"] = wajib("angka dibandingkan dengan hitungan; teks disunting")
    lokasi: str = wajib("letaknya pada laporan, misalnya Bab III.A, alinea 2")
    kutipan: str = wajib("kutipan sebagaimana tercetak")
    id: str | None = opsional("angka yang seharusnya: `<besaran>/<kode>/<tahun>`, lihat besaran.md")
    nilai_tercatat: Angka | None = opsional("bilangan sebagaimana tercetak")
    satuan: str | None = opsional("satuan sebagaimana tercetak")
    alasan: str | None = opsional("mengapa klaim ini salah; dicetak pada temuannya")
    tingkat: Literal["material", "minor"] | None = opsional(
        "bobot temuannya, bila lebih berat daripada yang lazim"
    )


class TanggapanRow(Row):
    """Tanggapan instansi atas temuan; boleh tidak ada."""

    kode: str = wajib("kode temuan, disalin dari temuan.csv")
    lokasi: str = wajib("lokasi temuan, disalin dari temuan.csv")
    tanggapan: str = wajib("penjelasan instansi, dicetak bersama temuannya")
    penanggung_jawab: str = wajib("pejabat yang menjawab")
    tanggal: Tanggal = wajib("tanggal tanggapan")
