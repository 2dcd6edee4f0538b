"""The tables of the store: a Parquet file each, in the folder of every report."""

from __future__ import annotations

from dataclasses import dataclass

from lkjip_tools.triwulan import Triwulan

TEXT, WHOLE, EXACT = "VARCHAR", "INTEGER", "DECIMAL(38,18)"


@dataclass(frozen=True)
class Column:
    """One column: its type as DuckDB and PostgreSQL both write it, and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Stored:
    """One table; its first two columns are always `instansi` and `tahun`."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of its file in the folder of a report."""
        return f"{self.name}.parquet"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def _table(name: str, meaning: str, *columns: tuple[str, str, str]) -> Stored:
    key = (("instansi", TEXT, "kode instansi"), ("tahun", WHOLE, "tahun laporan"))
    return Stored(name, meaning, tuple(Column(*each) for each in (*key, *columns)))


_INSTANSI = _table(
    "instansi",
    "Satu baris per laporan: siapa instansinya, kebijakan apa yang dipakainya, dan ringkasannya.",
    ("nama", TEXT, "nama instansi"),
    ("pemerintah", TEXT, "pemerintah daerah"),
    ("renstra_awal", WHOLE, "tahun pertama Renstra"),
    ("renstra_akhir", WHOLE, "tahun terakhir Renstra"),
    ("capaian_rata_rata_persen", EXACT, "rata-rata capaian menurut kebijakan instansi"),
    ("capaian_rata_rata_dibatasi_persen", EXACT, "rata-rata dengan batas pembanding"),
    ("predikat", TEXT, "predikat rata-rata menurut skala instansi"),
    ("jumlah_iku", WHOLE, "banyaknya IKU"),
    ("jumlah_iku_tercapai", WHOLE, "banyaknya IKU dengan capaian 100 persen atau lebih"),
    ("pagu_rp", EXACT, "pagu instansi"),
    ("realisasi_rp", EXACT, "realisasi anggaran instansi"),
    ("serapan_persen", EXACT, "serapan instansi"),
    ("rata_rata_capaian", TEXT, "kebijakan: cara merata-ratakan"),
    ("rumus_negatif", TEXT, "kebijakan: rumus capaian polaritas negatif"),
    ("rumus_rentang", TEXT, "kebijakan: rumus capaian polaritas rentang"),
    ("batas_capaian", TEXT, "kebijakan: batas capaian"),
    ("skala_predikat", TEXT, "kebijakan: skala predikat"),
)
_INDIKATOR = _table(
    "indikator",
    "Satu baris per indikator: apa yang diukur, target, realisasi, dan yang dihitung darinya.",
    ("kode", TEXT, "kode indikator"),
    ("indikator", TEXT, "nama indikator"),
    ("jenis", TEXT, "iku, pendukung, atau tujuan (tidak diukur capaiannya)"),
    ("sasaran", TEXT, "kode sasaran atau tujuan"),
    ("nama_sasaran", TEXT, "kalimat sasaran"),
    ("satuan", TEXT, "satuan target dan realisasi"),
    ("polaritas", TEXT, "positif, negatif, atau rentang"),
    ("agregasi", TEXT, "cara triwulan menjadi setahun"),
    ("target_bawah", EXACT, "batas bawah target, untuk polaritas rentang"),
    ("target", EXACT, "target; batas atas untuk polaritas rentang"),
    ("realisasi", EXACT, "realisasi; kosong berarti belum dilaporkan"),
    ("realisasi_lalu", EXACT, "realisasi tahun lalu menurut laporan ini"),
    ("capaian_persen", EXACT, "capaian, tidak dibatasi"),
    ("capaian_dibatasi_persen", EXACT, "capaian dengan batas pembanding"),
    ("celah", EXACT, "realisasi dikurangi target, dalam satuan indikator"),
    ("predikat", TEXT, "predikat menurut skala instansi"),
    ("tahun_akhir", WHOLE, "tahun terakhir Renstra"),
    ("target_akhir_bawah", EXACT, "batas bawah target akhir Renstra, untuk polaritas rentang"),
    ("target_akhir", EXACT, "target akhir Renstra"),
    ("celah_akhir", EXACT, "realisasi dikurangi target akhir Renstra"),
    ("kemajuan_renstra_persen", EXACT, "capaian terhadap target akhir Renstra"),
    ("rumus", TEXT, "rumus capaian sebagaimana dijalankan"),
    ("aturan", TEXT, "aturan/pilihan yang memberi rumus itu"),
    ("catatan", TEXT, "mengapa kosong, atau yang perlu diketahui pembaca"),
)
_SASARAN = _table(
    "sasaran",
    "Satu baris per sasaran.",
    ("kode", TEXT, "kode sasaran"),
    ("sasaran", TEXT, "kalimat sasaran"),
    ("capaian_rata_rata_persen", EXACT, "rata-rata capaian indikatornya"),
)
_ANGGARAN = _table(
    "anggaran",
    "Satu baris per instansi, program, atau kegiatan: uangnya.",
    ("kode", TEXT, "kode program atau kegiatan; `instansi` untuk semuanya"),
    ("tingkat", TEXT, "instansi, program, atau kegiatan"),
    ("uraian", TEXT, "nama menurut nomenklatur"),
    ("sasaran", TEXT, "kode sasaran yang didukung program"),
    ("pagu_rp", EXACT, "pagu"),
    ("realisasi_rp", EXACT, "realisasi anggaran"),
    ("sisa_rp", EXACT, "pagu dikurangi realisasi"),
    ("serapan_persen", EXACT, "realisasi terhadap pagu"),
)
_TRIWULAN = _table(
    "triwulan",
    "Satu baris per baris formulir evaluasi Renja: target setahun dan realisasi tiap triwulan.",
    ("kode", TEXT, "kode program, kegiatan, atau sub kegiatan"),
    ("tingkat", TEXT, "program, kegiatan, atau sub_kegiatan"),
    ("uraian", TEXT, "nama menurut formulir"),
    ("indikator", TEXT, "indikator baris itu"),
    ("satuan", TEXT, "satuan kinerjanya"),
    ("agregasi", TEXT, "cara triwulan menjadi setahun; kosong: tidak dihitung"),
    ("target_k", EXACT, "target kinerja setahun"),
    *((q.column("k"), EXACT, f"kinerja triwulan {q}; kosong: belum diisi") for q in Triwulan),
    ("realisasi_k", EXACT, "realisasi kinerja setahun menurut agregasinya"),
    ("pagu_rp", EXACT, "pagu setahun"),
    *((q.column("rp"), EXACT, f"realisasi anggaran triwulan {q}") for q in Triwulan),
    ("realisasi_rp", EXACT, "realisasi anggaran setahun"),
)  # fmt: skip
_DERET = _table(
    "deret",
    "Satu baris per indikator, besaran, dan tahun: apa kata laporan ini tentang tahun itu.",
    ("kode", TEXT, "kode indikator"),
    ("besaran", TEXT, "target, target_renstra, target_akhir, realisasi, capaian_persen, …"),
    ("tahun_nilai", WHOLE, "tahun yang dikatakan"),
    ("nilai", EXACT, "nilainya"),
    ("catatan", TEXT, "dokumen asalnya, atau mengapa kosong"),
)
_ANGKA = _table(
    "angka",
    "Semua angka laporan, seperti `angka.jsonl`, tanpa operannya.",
    ("id", TEXT, "besaran/kode/tahun"),
    ("besaran", TEXT, "lihat docs/besaran.md"),
    ("kode", TEXT, "bagian tengah id"),
    ("periode", TEXT, "bagian akhir id: tahun, rentang tahun, atau triwulan"),
    ("label", TEXT, "apa ini"),
    ("nilai", TEXT, "nilai lengkap sebagai teks: bilangan tanpa pembulatan, atau predikat"),
    ("bilangan", EXACT, "nilai sebagai bilangan, 18 desimal; kosong bila predikat"),
    ("satuan", TEXT, "satuan"),
    ("rumus", TEXT, "rumus; kosong bila angka itu dibaca"),
    ("sumber", TEXT, "berkas, baris, dan kolom asal angka yang dibaca"),
    ("aturan", TEXT, "aturan/pilihan"),
    ("catatan", TEXT, "mengapa kosong, atau yang perlu diketahui pembaca"),
    ("bab", TEXT, "bab yang pertama menunjukkannya"),
)

TABLES: dict[str, Stored] = {
    table.name: table
    for table in (_INSTANSI, _INDIKATOR, _SASARAN, _ANGGARAN, _TRIWULAN, _DERET, _ANGKA)
}
FILES = tuple(table.file for table in TABLES.values())
