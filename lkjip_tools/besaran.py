"""Besaran: every quantity that a figure id may begin with. One label, one unit, one meaning.

An id is `<besaran>/<kode>/<tahun>`. `docs/besaran.md` prints this table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Besaran:
    """A quantity.

    Attributes:
        label: As printed, in Indonesian.
        unit: `persen`, `poin`, `rupiah`, `orang`, `buah`, `predikat`, `teks`; empty: the
            indicator's own.
        meaning: What it says, and of what.
    """

    label: str
    unit: str
    meaning: str


_PERSEN, _POIN, _RUPIAH = "persen", "poin", "rupiah"

BESARAN: dict[str, Besaran] = {
    # dibaca dari data
    "target": Besaran("Target", "", "target indikator menurut dokumen dasar"),
    "target_bawah": Besaran("Batas bawah target", "", "batas bawah target berpolaritas rentang"),
    "realisasi": Besaran("Realisasi", "", "realisasi indikator menurut dokumen dasar"),
    "target_renstra": Besaran("Target Renstra", "", "target indikator menurut Renstra, per tahun"),
    "target_akhir": Besaran("Target akhir Renstra", "", "target indikator pada akhir periode"),
    "target_akhir_bawah": Besaran(
        "Batas bawah target akhir", "", "batas bawah target akhir berpolaritas rentang"
    ),
    "kondisi_awal": Besaran("Kondisi awal", "", "keadaan indikator sebelum periode Renstra"),
    "predikat_tercatat": Besaran(
        "Predikat tercatat", "predikat", "target atau realisasi yang ditulis sebagai predikat"
    ),
    "capaian_lalu_persen": Besaran(
        "Capaian tahun lalu", _PERSEN, "capaian tahun lalu sebagaimana tercatat pada dokumen"
    ),
    "pagu_rp": Besaran("Pagu", _RUPIAH, "anggaran program, kegiatan, akun, atau jumlahnya"),
    "realisasi_rp": Besaran("Realisasi anggaran", _RUPIAH, "belanja yang terealisasi"),
    "kinerja_persen": Besaran("Realisasi kinerja", _PERSEN, "riwayat kinerja satu tahun"),
    "keuangan_persen": Besaran("Realisasi keuangan", _PERSEN, "riwayat keuangan satu tahun"),
    "tujuan": Besaran("Tujuan", "teks", "satu tujuan Renstra, sebagaimana dihitung banyaknya"),
    "sasaran": Besaran("Sasaran", "teks", "satu sasaran, sebagaimana dihitung banyaknya"),
    "iku": Besaran(
        "Indikator", "teks", "satu indikator kinerja utama, sebagaimana dihitung banyaknya"
    ),
    "indikator_diukur": Besaran("Indikator", "teks", "satu indikator yang diukur capaiannya"),
    "program": Besaran("Program", "teks", "satu program, sebagaimana dihitung banyaknya"),
    "kegiatan": Besaran("Kegiatan", "teks", "satu kegiatan, sebagaimana dihitung banyaknya"),
    # dibaca dari aturan
    "batas_persen": Besaran("Batas capaian", _PERSEN, "batas atas menurut aturan yang dipilih"),
    "batas_pengganti_persen": Besaran(
        "Pengganti di atas batas", _PERSEN, "nilai yang menggantikan capaian di atas batas"
    ),
    "ketetapan_persen": Besaran(
        "Ketetapan aturan", _PERSEN, "hasil yang ditetapkan aturan bila rumus tidak dapat dipakai"
    ),
    "golongan": Besaran("Golongan", "predikat", "satu golongan skala predikat"),
    # kinerja
    "capaian_persen": Besaran("Capaian", _PERSEN, "realisasi terhadap target menurut polaritas"),
    "capaian_dibatasi_persen": Besaran(
        "Capaian dibatasi", _PERSEN, "capaian yang dibatasi pada batas pembanding"
    ),
    "capaian_rata_rata_persen": Besaran(
        "Rata-rata capaian", _PERSEN, "rata-rata capaian sasaran, instansi, atau riwayat tahun"
    ),
    "capaian_rata_rata_dibatasi_persen": Besaran(
        "Rata-rata capaian dibatasi", _PERSEN, "rata-rata dari capaian yang dibatasi"
    ),
    "predikat_capaian": Besaran("Predikat", "predikat", "predikat capaian pada skala yang dipilih"),
    "predikat_akip": Besaran("Predikat AKIP", "predikat", "predikat dari nilai evaluasi AKIP"),
    "celah": Besaran("Celah terhadap target", "", "lebih (+) atau kurang (−) dari target"),
    "celah_akhir": Besaran(
        "Celah terhadap target akhir", "", "lebih (+) atau kurang (−) dari target akhir Renstra"
    ),
    "perubahan_realisasi": Besaran(
        "Perubahan realisasi", "", "realisasi tahun ini dikurangi tahun lalu, dalam satuannya"
    ),
    "perubahan_realisasi_persen": Besaran(
        "Pertumbuhan realisasi", _PERSEN, "perubahan realisasi terhadap realisasi tahun lalu"
    ),
    "perubahan_capaian_poin": Besaran(
        "Perubahan capaian", _POIN, "capaian tahun ini dikurangi capaian tahun lalu"
    ),
    "kemajuan_renstra_persen": Besaran(
        "Tingkat kemajuan", _PERSEN, "realisasi tahun ini terhadap target akhir Renstra"
    ),
    "sensitivitas_rata_rata_persen": Besaran(
        "Rata-rata capaian menurut kebijakan lain",
        _PERSEN,
        "rata-rata capaian instansi bila satu kebijakan, atau semuanya, dipilih lain",
    ),
    "sensitivitas_selisih_poin": Besaran(
        "Selisih dari kebijakan yang dinyatakan",
        _POIN,
        "rata-rata menurut kebijakan lain dikurangi rata-rata yang dinyatakan",
    ),
    "sensitivitas_predikat": Besaran(
        "Predikat menurut kebijakan lain", "predikat", "predikat dari rata-rata itu"
    ),
    "jumlah_tujuan": Besaran("Jumlah tujuan", "buah", "banyaknya tujuan Renstra"),
    "jumlah_sasaran": Besaran("Jumlah sasaran", "buah", "banyaknya sasaran strategis"),
    "jumlah_iku": Besaran("Jumlah IKU", "buah", "banyaknya indikator kinerja utama"),
    "jumlah_iku_tercapai": Besaran(
        "Jumlah IKU tercapai", "buah", "banyaknya IKU dengan capaian 100 persen atau lebih"
    ),
    "jumlah_iku_berpredikat": Besaran(
        "Jumlah IKU berpredikat", "buah", "banyaknya IKU dengan satu predikat"
    ),
    "cakupan_jumlah": Besaran(
        "Jumlah indikator yang memuat", "buah", "banyaknya indikator yang memuat satu butir muatan"
    ),
    "cakupan_persen": Besaran(
        "Cakupan", _PERSEN, "indikator yang memuat satu butir muatan terhadap semua indikator"
    ),
    "cakupan_huruf": Besaran(
        "Nilai cakupan", "predikat", "huruf a sampai e dari cakupan satu butir muatan"
    ),
    # anggaran
    "jumlah_program": Besaran("Jumlah program", "buah", "banyaknya program"),
    "jumlah_kegiatan": Besaran("Jumlah kegiatan", "buah", "banyaknya kegiatan"),
    "serapan_persen": Besaran("Serapan", _PERSEN, "realisasi anggaran terhadap pagu"),
    "serapan_sd_triwulan_persen": Besaran(
        "Serapan sampai dengan triwulan", _PERSEN, "realisasi s.d. triwulan terhadap pagu instansi"
    ),
    "kinerja_sd_triwulan_persen": Besaran(
        "Kinerja sampai dengan triwulan", _PERSEN, "realisasi s.d. triwulan terhadap target setahun"
    ),
    "sisa_rp": Besaran("Sisa anggaran", _RUPIAH, "pagu dikurangi realisasi anggaran"),
    "sisa_persen": Besaran("Sisa terhadap pagu sendiri", _PERSEN, "sisa terhadap pagunya"),
    "porsi_pagu_persen": Besaran("Porsi pagu", _PERSEN, "pagu terhadap pagu instansi"),
    "porsi_realisasi_persen": Besaran(
        "Porsi realisasi", _PERSEN, "realisasi program terhadap pagu instansi"
    ),
    "porsi_sisa_persen": Besaran("Porsi sisa", _PERSEN, "sisa program terhadap pagu instansi"),
    "efisiensi_persen": Besaran("Efisiensi", _PERSEN, "efisiensi menurut kebijakan yang dipilih"),
    # evaluasi hasil Renja (formulir E.81)
    "evaluasi_target_renstra_k": Besaran("Target akhir Renstra (K)", "", "kolom 6, kinerja"),
    "evaluasi_target_renstra_rp": Besaran(
        "Target akhir Renstra (Rp)", _RUPIAH, "kolom 6, anggaran"
    ),
    "evaluasi_realisasi_lalu_k": Besaran("Realisasi s.d. tahun lalu (K)", "", "kolom 7, kinerja"),
    "evaluasi_realisasi_lalu_rp": Besaran(
        "Realisasi s.d. tahun lalu (Rp)", _RUPIAH, "kolom 7, anggaran"
    ),
    "evaluasi_target_k": Besaran("Target Renja (K)", "", "kolom 8, kinerja"),
    "evaluasi_target_rp": Besaran("Target Renja (Rp)", _RUPIAH, "kolom 8, anggaran"),
    "evaluasi_triwulan_k": Besaran(
        "Realisasi triwulan (K)", "", "kolom 9 sampai 12, kinerja; tahun ditulis 2023-TW1"
    ),
    "evaluasi_triwulan_rp": Besaran(
        "Realisasi triwulan (Rp)", _RUPIAH, "kolom 9 sampai 12, anggaran"
    ),
    "evaluasi_realisasi_k": Besaran("Realisasi Renja (K)", "", "kolom 13, kinerja"),
    "evaluasi_realisasi_rp": Besaran("Realisasi Renja (Rp)", _RUPIAH, "kolom 13, anggaran"),
    "evaluasi_kumulatif_k": Besaran(
        "Realisasi Renstra s.d. tahun ini (K)", "", "kolom 14, kinerja"
    ),
    "evaluasi_kumulatif_rp": Besaran(
        "Realisasi Renstra s.d. tahun ini (Rp)", _RUPIAH, "kolom 14, anggaran"
    ),
    "evaluasi_tingkat_k_persen": Besaran(
        "Tingkat capaian Renstra (K)", _PERSEN, "kolom 15, kinerja"
    ),
    "evaluasi_tingkat_rp_persen": Besaran(
        "Tingkat capaian Renstra (Rp)", _PERSEN, "kolom 15, anggaran"
    ),
    "evaluasi_tahunan_k_persen": Besaran(
        "Capaian Renja tahunan (K)", _PERSEN, "kolom 13 terhadap target tahunan, kinerja"
    ),
    "evaluasi_tahunan_rp_persen": Besaran(
        "Capaian Renja tahunan (Rp)", _PERSEN, "kolom 13 terhadap pagu tahunan, anggaran"
    ),
    "evaluasi_rata_rata_tahunan_k_persen": Besaran(
        "Rata-rata capaian kolom 13 (K)",
        _PERSEN,
        "baris rata-rata formulir, menurut cara hitungnya",
    ),
    "evaluasi_rata_rata_tahunan_rp_persen": Besaran(
        "Rata-rata capaian kolom 13 (Rp)",
        _PERSEN,
        "baris rata-rata formulir, menurut cara hitungnya",
    ),
    "evaluasi_rata_rata_tingkat_k_persen": Besaran(
        "Rata-rata capaian kolom 15 (K)",
        _PERSEN,
        "baris rata-rata formulir, menurut cara hitungnya",
    ),
    "evaluasi_rata_rata_tingkat_rp_persen": Besaran(
        "Rata-rata capaian kolom 15 (Rp)",
        _PERSEN,
        "baris rata-rata formulir, menurut cara hitungnya",
    ),
    "evaluasi_predikat": Besaran(
        "Predikat kinerja", "predikat", "predikat baris rata-rata formulir"
    ),
    # pegawai dan riwayat
    "pegawai_jumlah": Besaran("Jumlah pegawai", "orang", "banyaknya pegawai"),
    "pegawai_porsi_persen": Besaran(
        "Porsi pegawai", _PERSEN, "pegawai satu kelompok terhadap semua"
    ),
    "pegawai_jabatan_jumlah": Besaran(
        "Pegawai", "orang", "banyaknya pegawai pada satu jabatan yang menangani satu sasaran"
    ),
    "pegawai_sasaran_jumlah": Besaran(
        "Pegawai pendukung sasaran", "orang", "banyaknya pegawai yang menangani satu sasaran"
    ),
    "keuangan_rata_rata_persen": Besaran(
        "Rata-rata realisasi keuangan", _PERSEN, "rata-rata riwayat keuangan"
    ),
    "perubahan_kinerja_poin": Besaran(
        "Perubahan kinerja", _POIN, "realisasi kinerja tahun ini dikurangi tahun lalu, riwayat"
    ),
    "perubahan_keuangan_poin": Besaran(
        "Perubahan keuangan", _POIN, "realisasi keuangan tahun ini dikurangi tahun lalu, riwayat"
    ),
    # sarana dan lampiran, sebagaimana tercetak
    "aset_jumlah": Besaran("Jumlah barang", "buah", "banyaknya satu baris daftar sarana"),
    "pk_target": Besaran("Target PK", "teks", "target pada satu baris perjanjian kinerja"),
    "pk_anggaran_rp": Besaran(
        "Anggaran PK", _RUPIAH, "anggaran pada satu baris perjanjian kinerja, atau jumlah tercetak"
    ),
    "rencana_aksi_target": Besaran("Target rencana aksi", "teks", "target pada satu baris"),
    "sop_waktu": Besaran("Waktu SOP", "teks", "waktu satu langkah prosedur"),
    "prestasi_predikat": Besaran("Predikat prestasi", "teks", "peringkat satu penghargaan"),
    "standar_nasional": Besaran("Standar nasional", "teks", "standar pembanding satu indikator"),
}
