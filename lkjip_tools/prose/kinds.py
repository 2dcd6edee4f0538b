"""Kinds of findings about the narrative. `docs/findings.md` prints this table too."""

from __future__ import annotations

from lkjip_tools.finding import Finding, Kind, Tingkat

KINDS: dict[str, Kind] = {
    "narasi_kosong": Kind("Narasi kosong", "Bagian naskah belum ditulis instansi.", "minor"),
    "narasi_wajib_kosong": Kind(
        "Butir wajib kosong",
        "Butir yang wajib ditulis instansi menurut PermenPANRB 53/2014 belum ditulis.",
        "material",
    ),
    "narasi_berkas": Kind(
        "Berkas narasi",
        "Berkas narasi tidak dapat dibaca, atau berada di luar folder data.",
        "material",
    ),
    "narasi_rujukan": Kind(
        "Rujukan narasi",
        "Rujukan menunjuk angka yang tidak dihitung, atau tidak tertutup.",
        "material",
    ),
    "narasi_format": Kind(
        "Format rujukan", "Format rujukan tidak dikenal, atau bukan untuk angka itu.", "material"
    ),
    "narasi_tautan_angka": Kind(
        "Tautan angka",
        "Tautan ke angka hitungan diketik tangan; dicetak sebagai teks biasa.",
        "material",
    ),
    "narasi_angka_diketik": Kind(
        "Angka diketik",
        "Persen, rupiah, atau pecahan diketik pada narasi, bukan dirujuk.",
        "minor",
    ),
    "narasi_keberhasilan": Kind(
        "Pernyataan keberhasilan",
        "Kalimat menyatakan target tercapai, padahal capaian yang dirujuknya di bawah 100 persen.",
        "material",
    ),
    "narasi_markah": Kind(
        "Markah narasi",
        "HTML, gambar, tautan, tabel, atau tanda lain yang tidak dicetak; tampil sebagai teks.",
        "minor",
    ),
}


def finding(
    kode: str, lokasi: str, pesan: str, tercatat: str = "", tingkat: Tingkat | None = None
) -> Finding:
    """Return a finding of a known kind, at its usual weight unless another is given."""
    return Finding(kode, tingkat or KINDS[kode].tingkat, lokasi, pesan, tercatat)
