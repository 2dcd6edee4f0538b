"""Kinds of findings about numbers that can hardly be and rows that repeat; see `kinds.KINDS`."""

from __future__ import annotations

from lkjip_tools.finding import Kind

KEWAJARAN: dict[str, Kind] = {
    "capaian_tidak_wajar": Kind("Capaian di atas 200", "Capaian melebihi 200 persen.", "catatan"),
    "target_negatif": Kind(
        "Target kurang dari nol",
        "Target kurang dari nol: rumus capaian tidak berlaku dan capaian tidak dihitung.",
        "material",
    ),
    "target_di_atas_100": Kind(
        "Target di atas 100 persen", "Target berunit persen melebihi 100.", "minor"
    ),
    "target_mundur": Kind(
        "Target di bawah realisasi lalu",
        "Target lebih rendah daripada realisasi tahun sebelumnya.",
        "catatan",
    ),
    "realisasi_sama_target": Kind(
        "Realisasi sama dengan target",
        "Realisasi tepat sama dengan target pada semua indikator.",
        "catatan",
    ),
    "target_nol": Kind(
        "Target nol",
        "Target nol pada indikator yang makin tinggi makin baik: capaian tidak dapat dihitung.",
        "minor",
    ),
    "rentang_salah": Kind(
        "Rentang target",
        "Indikator berpolaritas rentang tanpa batas bawah pada dokumen dasar, atau batas bawahnya "
        "di atas batas atas.",
        "material",
    ),
    "belanja_belum_lengkap": Kind(
        "Belanja belum lengkap",
        "Akun yang tidak dirinci lagi tanpa pagu atau realisasi.",
        "minor",
    ),
    "evaluasi_belum_lengkap": Kind(
        "Evaluasi belum lengkap",
        "Triwulan terisi, tetapi target, pagu, atau triwulan lain baris itu kosong.",
        "minor",
    ),
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
    "riwayat_terputus": Kind(
        "Riwayat terputus",
        "Riwayat melompati tahun, atau kinerja atau keuangan sebuah tahun kosong.",
        "minor",
    ),
    "angka_negatif": Kind(
        "Angka kurang dari nol",
        "Rupiah, cacahan, atau persen kurang dari nol; atau realisasi kurang dari nol padahal "
        "targetnya tidak.",
        "material",
    ),
    "ukuran_tidak_lazim": Kind(
        "Ukuran tidak lazim",
        "Target atau realisasi delapan kali lebih besar atau lebih kecil daripada nilai tengah "
        "semua angka indikator itu, atau bertanda lain.",
        "minor",
    ),
    "format_persen": Kind(
        "Format persen",
        "Sel lembar kerja berformat persen, sehingga dibaca seratus kali angkanya, padahal "
        "satuannya bukan persen.",
        "minor",
    ),
    "tahun_di_luar": Kind(
        "Tahun di luar jangkauan",
        "Realisasi atau riwayat bertahun sesudah tahun laporan; dokumen Renstra bertahun di luar "
        "masanya, dokumen lain lebih dari lima tahun di luarnya.",
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
    "predikat_tak_dikenal": Kind(
        "Predikat tidak dikenal",
        "Target atau realisasi berupa predikat yang tidak ada pada skalanya.",
        "material",
    ),
    "evaluasi_tanpa_agregasi": Kind(
        "Evaluasi, agregasi kosong",
        "Triwulan kinerja terisi, tetapi cara menjadikannya setahun kosong.",
        "minor",
    ),
}
