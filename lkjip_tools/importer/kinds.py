"""Kinds of findings about an export. `docs/findings.md` prints this table too."""

from __future__ import annotations

from lkjip_tools.finding import Finding, Kind

KINDS: dict[str, Kind] = {
    "impor_jumlah": Kind(
        "Jumlah pada ekspor",
        "Baris jumlah pada berkas impor tidak sama dengan jumlah barisnya.",
        "material",
    ),
    "impor_induk": Kind(
        "Induk pada ekspor",
        "Angka program, kegiatan, atau akun induk tidak sama dengan jumlah rinciannya.",
        "material",
    ),
    "impor_baris": Kind(
        "Baris tak dikenal",
        "Baris berkas impor memuat angka, tetapi tidak masuk tabel mana pun.",
        "material",
    ),
    "impor_tersembunyi": Kind(
        "Baris tersembunyi", "Baris yang disembunyikan lembar kerja ikut diimpor.", "catatan"
    ),
}


def finding(kode: str, lokasi: str, pesan: str, tercatat: str = "", hitung: str = "") -> Finding:
    """Return a finding of a known kind, at its usual weight."""
    return Finding(kode, KINDS[kode].tingkat, lokasi, pesan, tercatat, hitung)
