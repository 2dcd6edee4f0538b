"""The data dictionary and the list of besaran, as Markdown.

`pytest --refresh` writes them to `docs/`; a test compares them with the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lkjip_tools.besaran import BESARAN
from lkjip_tools.schema import TABLES, Row
from lkjip_tools.schema.cell import (
    Angka,
    Bulat,
    DaftarNomor,
    KodeAkun,
    KodeProgram,
    Tahun,
    Tanggal,
)

_WORDS = {
    Angka: "bilangan",
    Bulat: "bilangan bulat",
    Tahun: "tahun",
    Tanggal: "tanggal",
    KodeProgram: "kode",
    KodeAkun: "kode akun",
    DaftarNomor: "daftar nomor",
    str: "teks",
}

_DICTIONARY = """\
# Kamus data

<!-- Ditulis dari lkjip_tools/schema/ oleh `pytest --refresh`; jangan disunting di sini. -->

Satu tabel satu berkas: `data/<instansi>/<tahun>/<tabel>.csv`, dipisah koma, UTF-8, berbaris judul.
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

_BESARAN = """\
# Besaran

<!-- Ditulis dari lkjip_tools/besaran.py oleh `pytest --refresh`; jangan disunting di sini. -->

Setiap angka laporan bernama `<besaran>/<kode>/<tahun>`, misalnya `capaian_persen/IKU-1/2023` atau
`serapan_persen/instansi/2023`. Satuan `indikator` berarti satuan indikator itu sendiri.
"""


def data_dictionary() -> str:
    """Return `docs/data-dictionary.md`."""
    sections = [_DICTIONARY, *(_section(name, model) for name, model in TABLES.items())]
    return "\n".join(sections)


def besaran_list() -> str:
    """Return `docs/besaran.md`."""
    rows = (
        (f"`{name}`", item.label, item.unit or "indikator", item.meaning)
        for name, item in BESARAN.items()
    )
    return _BESARAN + "\n" + _table(("Besaran", "Label", "Satuan", "Arti"), rows)


def _section(name: str, model: type[Row]) -> str:
    own = {column: field for column, field in model.model_fields.items() if column != "sumber"}
    fields = own | {"sumber": model.model_fields["sumber"]}
    declared = get_type_hints(model, include_extras=True)
    rows = (
        (
            f"`{column}`",
            _kind(column, declared[column]),
            "ya" if field.is_required() else "",
            field.description or "",
        )
        for column, field in fields.items()
    )
    head = f"## {name}\n\n{model.__doc__}\n\n"
    return head + _table(("Kolom", "Jenis", "Wajib", "Arti"), rows)


def _kind(column: str, declared: Any) -> str:
    """Say what a cell may hold, in the words of the first table."""
    types = [kind for kind in get_args(declared) if kind is not NoneType]
    kind = types[0] if NoneType in get_args(declared) else declared
    if get_origin(kind) is Literal:
        return " / ".join(f"`{value}`" for value in get_args(kind))
    word = _WORDS[kind]
    return "rupiah" if word == "bilangan bulat" and column.endswith("_rp") else word


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
