"""Kinds of findings about what a report still lacks; part of `kinds.KINDS`."""

from __future__ import annotations

from lkjip_tools.finding import Kind

KELENGKAPAN: dict[str, Kind] = {
    "sasaran_tanpa_program": Kind(
        "Sasaran tanpa program", "Tidak satu program pun mendukung sasaran.", "minor"
    ),
    "sasaran_tanpa_pegawai": Kind(
        "Sasaran tanpa pegawai", "Pegawai yang menangani sasaran tidak disebut.", "minor"
    ),
    "evaluasi_program_kurang": Kind(
        "Evaluasi, program kurang",
        "Formulir evaluasi terisi, tetapi tidak memuat semua program: serapan per triwulan tidak "
        "dihitung.",
        "material",
    ),
    "capaian_lalu_kosong": Kind(
        "Capaian tahun lalu kosong",
        "Target dan realisasi tahun lalu tertulis, tetapi capaiannya tidak: tidak dihitung ulang.",
        "minor",
    ),
    "tabel_kosong": Kind(
        "Tabel kosong",
        "Tabel pokok tidak berisi (dokumen, tujuan, sasaran, indikator, kinerja, program, "
        "anggaran), atau tabel lain yang dicetak laporan (minor).",
        "material",
    ),
    "organisasi_susunan": Kind(
        "Susunan organisasi",
        "Susunan organisasi tidak berpimpinan satu, melingkar, atau kodenya berulang.",
        "minor",
    ),
    "tanda_tangan_formulir": Kind(
        "Tanda tangan",
        "Tanda tangan pada formulir tidak ada, berulang, atau belum lengkap.",
        "minor",
    ),
    "sop_alur_kosong": Kind("Alur SOP", "Langkah SOP tanpa tanda alur.", "minor"),
    "lampiran_tidak_ada": Kind(
        "Lampiran", "Berkas yang disebut pada daftar lampiran tidak dilampirkan.", "minor"
    ),
    "lampiran_tanpa_alt": Kind(
        "Teks alternatif", "Gambar yang dilampirkan tanpa teks alternatif.", "minor"
    ),
    "rencana_aksi_tahun": Kind(
        "Tahun rencana aksi", "Rencana aksi yang dilampirkan bukan tahun laporan.", "minor"
    ),
    "pk_tidak_lengkap": Kind(
        "Isi PK", "Perjanjian Kinerja tanpa tabel sasaran, anggaran, atau tanda tangan.", "minor"
    ),
}
