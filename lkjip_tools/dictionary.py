"""The data dictionary and the list of besaran, as Markdown.

`pytest --refresh` writes them to `docs/`; a test compares them with the code.
"""

from __future__ import annotations

from collections.abc import Iterable

from lkjip_tools.besaran import BESARAN
from lkjip_tools.schema import TABLES, NomenklaturRow, Row
from lkjip_tools.schema.column import Column, columns_of

_DICTIONARY = """\
# Kamus data

<!-- Ditulis dari lkjip_tools/schema/ oleh `pytest --refresh`; jangan disunting di sini. -->

Satu tabel satu berkas, `data/<instansi>/<tahun>/<tabel>.csv`, dipisah koma, UTF-8, berbaris judul;
atau satu lembar buku kerja `data/<instansi>/<tahun>.xlsx` ([workbook.md](workbook.md)). Jenis di
bawah ini sebagaimana ditulis pada CSV.
Urutan kolom bebas; kolom yang tidak wajib boleh tidak ada; kolom yang tidak dikenal ditolak.

| Jenis | Ditulis |
|---|---|
| teks | apa adanya; sel berkoma diapit tanda kutip |
| bilangan | `89,34` atau `1.234,5`; `1.234` ditolak karena bermakna ganda |
| bilangan bulat | `1.234` atau `1234` |
| rupiah | `6.426.345.746`, tanpa Rp dan tanpa sen |
| tahun | empat angka |
| daftar nomor | `2`, atau `1; 3` |
| tanggal | `2024-02-05` |
| kode, kode akun | `8.01.01.2.01`, `5.1.02` |

Sel kosong berarti *tidak diketahui*, bukan nol. Nihil ditulis `-` atau `0`. Semua tabel harus ada,
kecuali yang disebut boleh tidak ada.
"""

_NOMENKLATUR = """\
## Daftar di luar data instansi

`params/nomenklatur/<nama>.csv`, satu bagi semua instansi sebuah daerah, disebut params dengan
`nomenklatur: <nama>`; boleh tidak ada. Ditulis seperti tabel lain. Sub kegiatan boleh berakhiran
dua atau empat angka, dan baris `X.XX.…` berlaku bagi setiap bidang urusan.
"""

_BESARAN = """\
# Besaran

<!-- Ditulis dari lkjip_tools/besaran.py oleh `pytest --refresh`; jangan disunting di sini. -->

Setiap angka laporan bernama `<besaran>/<kode>/<tahun>`, misalnya `capaian_persen/IKU-1/2023` atau
`serapan_persen/instansi/2023`. Satuan `indikator` berarti satuan indikator itu sendiri.
"""


def data_dictionary() -> str:
    """Return `docs/data-dictionary.md`."""
    sections = [_DICTIONARY, *(_section(name, model) for name, model in TABLES.items())]
    return "\n".join([*sections, _NOMENKLATUR, _section("nomenklatur", NomenklaturRow, level=3)])


def besaran_list() -> str:
    """Return `docs/besaran.md`."""
    rows = (
        (f"`{name}`", item.label, item.unit or "indikator", item.meaning)
        for name, item in BESARAN.items()
    )
    return _BESARAN + "\n" + _table(("Besaran", "Label", "Satuan", "Arti"), rows)


def _section(name: str, model: type[Row], level: int = 2) -> str:
    rows = (
        (f"`{column.name}`", _kind(column), "ya" if column.required else "", column.help)
        for column in columns_of(model).values()
    )
    head = f"{'#' * level} {name}\n\n{model.__doc__}\n\n"
    return head + _table(("Kolom", "Jenis", "Wajib", "Arti"), rows)


def _kind(column: Column) -> str:
    """Say what a cell may hold, in the words of the first table."""
    return " / ".join(f"`{value}`" for value in column.choices) or column.kind


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
