"""Kinds of findings about rows that repeat and numbers that can hardly be; see `kinds.KINDS`."""

from __future__ import annotations

from lkjip_tools.finding import Kind

KEWAJARAN: dict[str, Kind] = {
    "baris_kembar": Kind(
        "Baris kembar", "Dua baris satu tabel berkunci sama, atau sama seluruhnya.", "material"
    ),
    "kolom_tersalin": Kind(
        "Kolom tersalin",
        "Satu kolom sama dengan kolom lain pada semua baris yang terisi, sedikitnya tiga.",
        "minor",
    ),
    "tahun_tersalin": Kind(
        "Tahun tersalin",
        "Realisasi semua indikator, atau satu tahun riwayat, sama dengan tahun sebelumnya.",
        "minor",
    ),
    "riwayat_terputus": Kind("Riwayat terputus", "Riwayat melompati tahun.", "minor"),
    "angka_negatif": Kind(
        "Angka kurang dari nol",
        "Rupiah, cacahan, atau persen kurang dari nol; atau realisasi kurang dari nol padahal "
        "targetnya tidak.",
        "material",
    ),
    "ukuran_tidak_lazim": Kind(
        "Ukuran tidak lazim",
        "Target atau realisasi delapan kali lebih besar atau lebih kecil daripada nilai tengah "
        "semua angka indikator itu.",
        "minor",
    ),
    "tahun_di_luar": Kind(
        "Tahun di luar jangkauan",
        "Realisasi atau riwayat bertahun sesudah tahun laporan, atau tahun yang lebih dari lima "
        "tahun di luar Renstra.",
        "minor",
    ),
    "anggaran_belum_lengkap": Kind(
        "Anggaran belum lengkap",
        "Pagu atau realisasi sebuah program, atau kegiatan (minor), tidak ada pada dokumen dasar.",
        "material",
    ),
    "target_renstra_kosong": Kind(
        "Target Renstra kosong",
        "Indikator yang ada pada Renstra tidak punya target pada satu tahunnya atau lebih.",
        "minor",
    ),
    "tingkat_kode": Kind(
        "Tingkat dan kode", "Tingkat sebuah baris tidak sesuai dengan panjang kodenya.", "material"
    ),
    "evaluasi_tanpa_agregasi": Kind(
        "Evaluasi, agregasi kosong",
        "Triwulan kinerja terisi, tetapi cara menjadikannya setahun kosong.",
        "minor",
    ),
}
