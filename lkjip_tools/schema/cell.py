"""What a cell may hold, and what every row has.

Cell types read Indonesian numbers exactly and refuse what could be read in two ways; an empty cell
is `None`, never zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lkjip_tools.dates import FIRST_YEAR, LAST_YEAR
from lkjip_tools.number import to_decimal


def _number(text: Any) -> Decimal:
    return to_decimal(text)


def _whole(text: Any) -> Decimal:
    return to_decimal(text, whole=True)


def _listed(text: Any) -> str:
    """Numbers of a list, `1; 3`, each once."""
    numbers = [part.strip() for part in str(text).split(";")]
    if not all(number.isdigit() for number in numbers):
        raise ValueError(f"'{text}' bukan daftar nomor; pisahkan dengan titik koma, misalnya 1; 3")
    return "; ".join(dict.fromkeys(numbers))


KODE_PROGRAM = r"^[0-9X](\.(\d{2}|XX)(\.\d{2}(\.[12]\.\d{2}(\.(\d{2}|\d{4}))?)?)?)?$"
#: 1.1.2.2.2.4 until 2025, 1.1.2.2.2.3 under Permendagri 90/2019, 1.1.2.2.3.5 from 900.1-861/2026.
KODE_AKUN = r"^5(\.\d(\.\d{2}(\.\d{2}(\.\d{2,3}(\.\d{3,5})?)?)?)?)?$"

Angka = Annotated[Decimal, BeforeValidator(_number)]
Bulat = Annotated[Decimal, BeforeValidator(_whole)]
Rupiah = Annotated[Decimal, BeforeValidator(_whole)]
DaftarNomor = Annotated[str, BeforeValidator(_listed)]
Tanggal = date  # 2024-02-05
Tahun = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
KodeProgram = Annotated[str, Field(pattern=KODE_PROGRAM)]
KodeAkun = Annotated[str, Field(pattern=KODE_AKUN)]
Tanda = Literal["x"]
Tingkat = Literal["urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan"]
_BY_PARTS: dict[int, Tingkat] = {
    1: "urusan", 2: "bidang_urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan",
}  # fmt: skip
Polaritas = Literal["positif", "negatif", "rentang"]
Agregasi = Literal["jumlah", "akhir", "rata_rata", "maks", "min"]


def tingkat_of(kode: str) -> str:
    """Return the level of a programme code by its parts, or nothing: no level has four.

    >>> tingkat_of("8.01.01.2.01")
    'kegiatan'
    """
    return _BY_PARTS.get(len(kode.split(".")), "")


def wajib(help: str) -> Any:
    """A column that must be there, and filled."""
    return Field(description=help)


def opsional(help: str) -> Any:
    """A column that may be left out, or empty: not known."""
    return Field(None, description=help)


class Row(BaseModel):
    """What every table has: unknown columns are refused, `sumber` may name the document's lines."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    sumber: str | None = opsional("baris naskah asal, misalnya L446 atau L446-L447")
