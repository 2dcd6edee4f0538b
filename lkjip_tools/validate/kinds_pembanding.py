"""Kinds of findings about national codes and about what last year's data say; part of `KINDS`."""

from __future__ import annotations

from lkjip_tools.finding import Kind

PEMBANDING: dict[str, Kind] = {
    "akun_tidak_dikenal": Kind(
        "Akun tidak dikenal",
        "Akun belanja sampai tingkat jenis tidak ada pada bagan akun nasional, atau bernama akun "
        "lain.",
        "minor",
    ),
    "urusan_tidak_dikenal": Kind(
        "Urusan tidak dikenal",
        "Urusan atau bidang urusan pada sebuah kode tidak ada pada daftar nasional.",
        "minor",
    ),
    "kode_di_luar_nomenklatur": Kind(
        "Kode di luar nomenklatur",
        "Kode program, kegiatan, atau sub kegiatan tidak ada pada daftar yang disebut params.",
        "minor",
    ),
    "nama_nomenklatur": Kind(
        "Nama menurut nomenklatur",
        "Program, kegiatan, atau sub kegiatan bernama lain pada daftar yang disebut params.",
        "catatan",
    ),
    "tahun_lalu_berbeda": Kind(
        "Berbeda dari data tahun lalu",
        "Data tahun lalu instansi ini menyebut angka lain untuk hal dan tahun yang sama.",
        "minor",
    ),
    "tahun_lalu_tidak_terbaca": Kind(
        "Data tahun lalu tidak terbaca",
        "Data tahun lalu ada, tetapi tidak dapat dibaca, sehingga tidak dibandingkan.",
        "catatan",
    ),
    "riwayat_tidak_wajar": Kind(
        "Riwayat tidak wajar",
        "Kinerja atau keuangan seluruh instansi pada sebuah tahun di luar batas yang lazim.",
        "catatan",
    ),
}
