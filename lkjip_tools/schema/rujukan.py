"""Which columns hold codes of other tables."""

from __future__ import annotations

#: Table, column, and the table in which its values must stand.
REFERENCES = (
    ("sasaran", "tujuan", "tujuan"),
    ("program", "sasaran", "sasaran"),
    ("kebijakan", "sasaran", "sasaran"),
    ("pegawai_sasaran", "sasaran", "sasaran"),
    ("kinerja", "indikator", "indikator"),
    ("kinerja", "dokumen", "dokumen"),
    ("anggaran", "dokumen", "dokumen"),
    ("anggaran", "kode", "program"),
    ("evaluasi_catatan", "program", "program"),
    ("organisasi", "induk", "organisasi"),
    ("organisasi", "dokumen", "dokumen"),
    ("pk_tanda_tangan", "pk", "pk"),
    ("pk_sasaran", "pk", "pk"),
    ("pk_anggaran", "pk", "pk"),
)


def key_of(table: str) -> str:
    """Return the column by which other tables name a table's rows."""
    return "pk" if table == "pk" else "kode"
