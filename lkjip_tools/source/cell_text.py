"""A cell of a workbook as text, as the same table in CSV would have it; or why that cannot be."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from lkjip_tools.dates import date_text
from lkjip_tools.schema.column import CODES, Column

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FIXED = re.compile(r"0\.(0+)%?")
_DIGITS = 15  # what a spreadsheet keeps of a number; more is noise of binary fractions
_NO_PERCENT = frozenset({"bilangan bulat", "rupiah", "tahun"})


class CellError(Exception):
    """A cell has no text that could stand for it.

    Attributes:
        found: What stands there.
        suggestion: What was probably meant.
    """

    def __init__(self, found: str, message: str, suggestion: str = "") -> None:
        self.found, self.suggestion = found, suggestion
        super().__init__(message)


def cell_text(cell: Any, formula: Any, column: Column) -> str:
    """Return a cell as text; an empty one is empty.

    Args:
        cell: The cell as the library gives it, with its value.
        formula: The same cell with its formula, or `None` where the workbook has none.
        column: The column it stands in.

    Raises:
        CellError: It holds an error, a formula that was never computed, or a value whose kind the
            spreadsheet has changed.
    """
    value = cell.value
    if cell.data_type == "e":
        raise CellError(str(value), f"{value}: rumusnya gagal; perbaiki rumus itu, atau ketik isi")
    match value:
        case None:
            if formula is not None and formula.data_type == "f" and cell.data_type == "n":
                raise CellError(
                    _formula(formula),
                    "rumus yang belum pernah dihitung; buka di Excel atau LibreOffice, lalu simpan",
                )
            return ""
        case str():
            return value
        case bool():
            raise CellError(str(value), f"nilai logika {value}; ketik isi yang dimaksud")
        case int() | float():
            return _number(value, cell.number_format or "", column)
        case dt.date():
            return _date(value, column)
        case _:
            raise CellError(
                str(value), f"waktu {value}, seharusnya {column.kind}; ketik sebagai teks"
            )


def is_percent(number_format: str) -> bool:
    """Say whether a number format shows a hundred times the number, with a percent sign.

    >>> is_percent("0.00%"), is_percent('0.00" %"'), is_percent("General")
    (True, False, False)
    """
    return "%" in _QUOTED.sub("", number_format)


def exact(number: float) -> Decimal:
    """Return the number that a person would read in the cell.

    >>> exact(85.1), exact(0.1 + 0.2), exact(1500000.0)
    (Decimal('85.1'), Decimal('0.3'), Decimal('1500000'))
    """
    if isinstance(number, int):
        return Decimal(number)
    return Decimal(f"{number:.{_DIGITS}g}")


def plain(number: Decimal, places: int = 0) -> str:
    """Write a number as the data have it, with no more zeros at its end than `places` ask for.

    >>> plain(Decimal("62.50")), plain(Decimal("62.5"), 2), plain(Decimal("62.125"), 2)
    ('62,5', '62,50', '62,125')
    """
    text = f"{number:f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0").ljust(places, "0")
    return f"{whole},{rest}" if rest else whole


def _number(value: float, number_format: str, column: Column) -> str:
    number, percent = exact(value), is_percent(number_format)
    if percent:
        number = number * 100
    # decimals that are shown, so that 62,50 stays 62,50
    fixed = _FIXED.fullmatch(number_format) if column.kind == "bilangan" else None
    text = plain(number, len(fixed[1]) if fixed else 0)
    if percent and column.kind in _NO_PERCENT:
        raise CellError(
            f"{text}%", f"{text}% berformat persen, seharusnya {column.kind}; ubah format selnya"
        )
    if column.kind == "tanggal":
        raise CellError(text, f"bilangan {text} tanpa format tanggal; beri selnya format tanggal")
    if column.kind in CODES or column.name in ("kode", "nip"):
        if "," in text or percent:
            raise CellError(
                text.replace(",", "."),
                "kode yang oleh lembar kerja dijadikan bilangan, sehingga nol di belakangnya "
                "hilang; ubah format sel menjadi Teks, lalu ketik ulang",
            )
        if len(text.lstrip("-")) > _DIGITS:
            raise CellError(text, "deret angka panjang yang angka belakangnya hilang; ubah format "
                            "sel menjadi Teks, lalu ketik ulang")  # fmt: skip
    return f"{text}%" if percent and column.kind == "teks" else text


def _date(value: dt.date, column: Column) -> str:
    day = value.date() if isinstance(value, dt.datetime) else value
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        raise CellError(str(value), f"{value} memuat jam; ketik tanggalnya saja", day.isoformat())
    if column.kind == "tanggal":
        return day.isoformat()
    if column.kind == "teks" and column.name.startswith("tanggal"):
        return date_text(day)
    raise CellError(
        day.isoformat(),
        f"oleh lembar kerja dijadikan tanggal {day.isoformat()}, seharusnya {column.kind}; "
        f"ubah format sel menjadi Teks, lalu ketik ulang",
    )


def _formula(cell: Any) -> str:
    text = getattr(cell.value, "text", cell.value)
    return str(text or "=")
