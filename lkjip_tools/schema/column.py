"""The columns of a table, as a person meets them: heading, kind, choices, help."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lkjip_tools.schema.cell import (
    Angka,
    Bulat,
    DaftarNomor,
    KodeAkun,
    KodeProgram,
    Row,
    Tahun,
    Tanggal,
)
from lkjip_tools.triwulan import TANDA

Kind = Literal[
    "teks", "bilangan", "bilangan bulat", "rupiah", "tahun", "tanggal", "kode", "kode akun",
    "daftar nomor", "pilihan",
]  # fmt: skip
NUMBERS: frozenset[Kind] = frozenset({"bilangan", "bilangan bulat", "rupiah"})
CODES: frozenset[Kind] = frozenset({"kode", "kode akun"})
_KINDS: dict[Any, Kind] = {
    Angka: "bilangan",
    Bulat: "bilangan bulat",
    Tahun: "tahun",
    Tanggal: "tanggal",
    KodeProgram: "kode",
    KodeAkun: "kode akun",
    DaftarNomor: "daftar nomor",
    str: "teks",
}
_SPELT = {"nip": "NIP", "pk": "PK", "sop": "SOP", "id": "ID"}
_SPELT |= {tanda: tanda.upper() for tanda in TANDA}
_UNITS = {"rp": "(Rp)", "k": "(K)", "persen": "(%)"}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: As in a CSV file's header.
        kind: What a cell may hold.
        choices: The closed values, for the kind `pilihan`.
        required: Whether every row must have it.
        help: What it means, in Indonesian.
    """

    name: str
    kind: Kind
    choices: tuple[str, ...]
    required: bool
    help: str

    @property
    def heading(self) -> str:
        """What it is called on a sheet."""
        return _spelt(self.name)


@cache
def columns_of(model: type[Row]) -> dict[str, Column]:
    """Return the columns of a row model by name, `sumber` at the end."""
    declared = get_type_hints(model, include_extras=True)
    own = {name: field for name, field in model.model_fields.items() if name != "sumber"}
    return {
        name: _column(name, declared[name], field.is_required(), field.description or "")
        for name, field in (own | {"sumber": model.model_fields["sumber"]}).items()
    }


def sheet_title(table: str) -> str:
    """Return the name of a table's sheet; `place.column_name` leads back to the table.

    >>> sheet_title("pk_tanda_tangan")
    'PK tanda tangan'
    """
    return _spelt(table)


def _column(name: str, declared: Any, required: bool, help: str) -> Column:
    types = [kind for kind in get_args(declared) if kind is not NoneType]
    kind = types[0] if NoneType in get_args(declared) else declared
    if get_origin(kind) is Literal:
        return Column(name, "pilihan", get_args(kind), required, help)
    word = _KINDS[kind]
    if word == "bilangan bulat" and name.endswith("_rp"):
        word = "rupiah"
    return Column(name, word, (), required, help)


def _spelt(name: str) -> str:
    first, *rest = name.split("_")
    words = [_SPELT.get(first, first.capitalize())]
    for word in rest:
        unit = _UNITS.get(word) if word == rest[-1] else None
        words.append(unit or _SPELT.get(word, word))
    return " ".join(words)
