"""The documented views: the same text for DuckDB and for PostgreSQL. `docs/views.md` lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A view over the store's tables."""

    name: str
    meaning: str
    sql: str
    new: tuple[tuple[str, str], ...] = ()  # columns that no table has, and what they mean


_CAPAIAN = """
SELECT instansi, tahun, kode, indikator, jenis, sasaran, satuan, polaritas,
       target_bawah, target, realisasi, capaian_persen, capaian_dibatasi_persen, predikat,
       rumus, aturan, catatan
FROM indikator
WHERE jenis <> 'tujuan'
"""
_CELAH = """
SELECT instansi, tahun, kode, indikator, jenis, sasaran, satuan, polaritas,
       target_bawah, target, realisasi, celah, capaian_persen, predikat,
       CASE WHEN capaian_persen IS NULL THEN 'tidak dihitung'
            WHEN capaian_persen >= 100 THEN 'tercapai'
            ELSE 'meleset' END AS keadaan,
       tahun_akhir, target_akhir_bawah, target_akhir, celah_akhir, kemajuan_renstra_persen,
       aturan, catatan
FROM indikator
WHERE jenis <> 'tujuan'
"""
_SERAPAN = """
SELECT instansi, tahun, kode, tingkat, uraian, sasaran,
       pagu_rp, realisasi_rp, sisa_rp, serapan_persen
FROM anggaran
"""
_TREN = """
SELECT deret.instansi, deret.kode, deret.tahun_nilai, deret.tahun AS tahun_laporan,
       MAX(CASE WHEN besaran = 'target_renstra' THEN nilai END) AS target_renstra,
       MAX(CASE WHEN besaran = 'target' THEN nilai END) AS target,
       MAX(CASE WHEN besaran = 'realisasi' THEN nilai END) AS realisasi,
       COALESCE(MAX(CASE WHEN besaran = 'capaian_persen' THEN nilai END),
                MAX(CASE WHEN besaran = 'capaian_lalu_persen' THEN nilai END)) AS capaian_persen,
       MAX(CASE WHEN besaran = 'target_akhir' THEN nilai END) AS target_akhir
FROM deret
GROUP BY deret.instansi, deret.kode, deret.tahun_nilai, deret.tahun
"""
_TRIWULAN = """
SELECT instansi, tahun, kode, tingkat, uraian, indikator, satuan, agregasi,
       target_k, tw1_k, tw2_k, tw3_k, tw4_k, realisasi_k,
       pagu_rp, tw1_rp, tw2_rp, tw3_rp, tw4_rp, realisasi_rp
FROM triwulan
"""
_KUADRAN = """
SELECT anggaran.instansi, anggaran.tahun, anggaran.kode, anggaran.uraian, anggaran.sasaran,
       sasaran.sasaran AS nama_sasaran, sasaran.capaian_rata_rata_persen,
       anggaran.pagu_rp, anggaran.realisasi_rp, anggaran.serapan_persen
FROM anggaran
LEFT JOIN sasaran ON sasaran.instansi = anggaran.instansi AND sasaran.tahun = anggaran.tahun
                 AND sasaran.kode = anggaran.sasaran
WHERE anggaran.tingkat = 'program'
"""
_PEMBANDING = """
SELECT LOWER(TRIM(indikator.indikator)) AS nama_seragam,
       indikator.instansi, indikator.tahun, instansi.nama, indikator.kode, indikator.indikator,
       indikator.satuan, indikator.polaritas, indikator.agregasi,
       CASE indikator.polaritas WHEN 'negatif' THEN instansi.rumus_negatif
                                WHEN 'rentang' THEN instansi.rumus_rentang
                                ELSE 'positif' END AS pilihan_rumus,
       indikator.target_bawah, indikator.target, indikator.realisasi, indikator.celah,
       indikator.capaian_persen, indikator.predikat, instansi.skala_predikat
FROM indikator
JOIN instansi ON instansi.instansi = indikator.instansi AND instansi.tahun = indikator.tahun
WHERE indikator.jenis <> 'tujuan'
"""
_BEDA = """
SELECT nama_seragam, tahun,
       COUNT(DISTINCT instansi) AS banyak_instansi,
       COUNT(DISTINCT pilihan_rumus) AS ragam_rumus,
       COUNT(DISTINCT satuan) AS ragam_satuan,
       COUNT(DISTINCT polaritas) AS ragam_polaritas,
       COUNT(DISTINCT agregasi) AS ragam_agregasi
FROM v_pembanding
GROUP BY nama_seragam, tahun
HAVING COUNT(DISTINCT instansi) > 1
   AND (COUNT(DISTINCT pilihan_rumus) > 1 OR COUNT(DISTINCT satuan) > 1
        OR COUNT(DISTINCT polaritas) > 1 OR COUNT(DISTINCT agregasi) > 1)
"""

VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("v_instansi", "Satu baris per laporan.", "SELECT * FROM instansi"),
        View("v_capaian", "Capaian setiap indikator yang diukur.", _CAPAIAN),
        View(
            "v_celah",
            "Celah setiap indikator: terhadap target tahun itu dan terhadap target akhir Renstra.",
            _CELAH,
            (("keadaan", "tercapai (100 persen atau lebih), meleset, atau tidak dihitung"),),
        ),
        View("v_serapan", "Pagu, realisasi, sisa, dan serapan.", _SERAPAN),
        View(
            "v_tren",
            "Satu baris per indikator, tahun, dan laporan yang mengatakannya.",
            _TREN,
            (
                ("tahun_laporan", "tahun laporan yang mengatakan"),
                ("target_renstra", "target Renstra untuk tahun itu"),
            ),
        ),
        View("v_triwulan", "Formulir evaluasi Renja per triwulan.", _TRIWULAN),
        View(
            "v_kuadran",
            "Satu baris per program: serapannya dan rata-rata capaian sasaran yang didukungnya.",
            _KUADRAN,
        ),
        View(
            "v_pembanding",
            "Setiap indikator di samping kebijakan instansinya, untuk dibandingkan.",
            _PEMBANDING,
            (
                ("nama_seragam", "nama indikator, huruf kecil"),
                ("pilihan_rumus", "rumus capaian yang berlaku menurut polaritas dan kebijakan"),
            ),
        ),
        View(
            "v_beda_cara",
            "Indikator senama yang diukur lebih dari satu cara: tidak boleh dirata-ratakan.",
            _BEDA,
            (
                ("nama_seragam", "nama indikator, huruf kecil"),
                ("banyak_instansi", "banyaknya instansi yang memakai nama itu"),
                ("ragam_rumus", "banyaknya rumus yang dipakai"),
                ("ragam_satuan", "banyaknya satuan yang dipakai"),
                ("ragam_polaritas", "banyaknya polaritas yang dipakai"),
                ("ragam_agregasi", "banyaknya cara agregasi yang dipakai"),
            ),
        ),
        View("v_angka", "Semua angka semua laporan.", "SELECT * FROM angka"),
    )
}  # PostgreSQL and DuckDB make them in this order: one may use those before it
