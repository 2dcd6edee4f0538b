"""What a spreadsheet lets a person type in a column: drop-downs, patterns, formats, help."""

from __future__ import annotations

from typing import Any

from lkjip_tools.dates import FIRST_YEAR, LAST_YEAR
from lkjip_tools.schema.column import Column, Kind

_TITLE_LENGTH, _MESSAGE_LENGTH = 32, 255  # what a spreadsheet shows of an input message
_LARGEST = 10**15  # more digits than a spreadsheet keeps
#: Units often met; others may be typed.
SATUAN = ("persen", "nilai", "indeks", "predikat", "kasus", "orang", "dokumen", "kegiatan", "unit")
_FORMATS: dict[Kind, str] = {
    "rupiah": "[$-421]#,##0",
    "bilangan bulat": "[$-421]#,##0",
    "bilangan": "General",
    "tahun": "0",
    "tanggal": "yyyy-mm-dd",
}
_TEXT = "@"  # what is typed stays as typed: 8.10 is no number, 1-2 no date
_WIDTHS: dict[Kind, float] = {
    "rupiah": 20, "bilangan bulat": 14, "bilangan": 14, "tahun": 9, "tanggal": 13, "kode": 20,
    "kode akun": 20, "daftar nomor": 14, "pilihan": 16,
}  # fmt: skip
_LONG, _SHORT = 44, 20
_SHORT_TEXTS = frozenset(
    {"kode", "no", "tujuan", "satuan", "induk", "pk", "dokumen", "sumber", "huruf", "id", "sop"}
)


def number_format(column: Column) -> str:
    """Return the number format of a column's cells."""
    return _FORMATS.get(column.kind, _TEXT)


def width(column: Column, *, is_code: bool) -> float:
    """Return a column's width, in characters; `is_code`: it refers to another table."""
    if column.kind == "teks":
        short = is_code or column.name in _SHORT_TEXTS or column.name.endswith("predikat")
        return _SHORT if short else _LONG
    return _WIDTHS[column.kind]


def help_text(column: Column) -> str:
    """Return the help beside a column: what it means, what may stand there, whether it must."""
    need = "Wajib. " if column.required else ""
    choices = f" Pilihan: {', '.join(column.choices)}." if column.choices else ""
    kind = "" if column.choices or column.kind == "teks" else f" ({column.kind})"
    return f"{need}{column.help[:1].upper()}{column.help[1:]}{kind}.{choices}"


def validation(column: Column, first: str, codes: str | None) -> dict[str, Any]:
    """Return how a column is checked while typing, and the help that shows beside the cell.

    Args:
        column: The column.
        first: The address of its first cell.
        codes: The range of the codes it refers to, or `None`.
    """
    message = help_text(column)
    if len(message) > _MESSAGE_LENGTH:
        message = message[: _MESSAGE_LENGTH - 1] + "…"
    return _criteria(column, first, codes) | {
        "input_title": column.heading[:_TITLE_LENGTH],
        "input_message": message,
        "error_title": column.heading[:_TITLE_LENGTH],
    }


def _criteria(column: Column, first: str, codes: str | None) -> dict[str, Any]:
    if codes:
        return _listed(codes, "Kode itu belum ada pada lembarnya.", "warning")
    match column.kind:
        case "pilihan":
            return _listed(list(column.choices), "Pilih dari daftar.", "stop")
        case "rupiah" | "bilangan bulat":
            asked = "Ketik bilangan bulat, tanpa Rp."
            return _between("integer", -_LARGEST, _LARGEST, asked, "warning")
        case "bilangan":
            return _between("decimal", -_LARGEST, _LARGEST, "Ketik bilangan.", "warning")
        case "tahun":
            return _between("integer", FIRST_YEAR, LAST_YEAR, "Ketik tahun, empat angka.", "stop")
        case "tanggal":
            return {
                "validate": "custom",
                "value": f"=ISNUMBER({first})",
                "error_message": "Ketik tanggal, misalnya 2025-02-10.",
            }
        case "kode":
            return _pattern(_nomenklatur(first), "Kode seperti 8.01.01 atau 8.01.01.2.01.0001.")
        case "kode akun":
            return _pattern(_akun(first), "Kode akun seperti 5.1.02.")
        case _ if column.name == "satuan":
            return _listed(list(SATUAN), "Satuan lain boleh.", "information")
        case _:
            return {"validate": "any"}


def _listed(source: list[str] | str, message: str, level: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_message": message, "error_type": level}


def _between(kind: str, low: int, high: int, message: str, level: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_message": message,
        "error_type": level,
    }


def _pattern(formula: str, message: str) -> dict[str, Any]:
    return {"validate": "custom", "value": formula, "error_message": message}


def _nomenklatur(cell: str) -> str:
    """Check length, dots and digits, as far as a spreadsheet without patterns can."""
    lengths = ",".join(f"LEN({cell})={n}" for n in (1, 4, 7, 12, 15, 17))
    digits = f'SUBSTITUTE(SUBSTITUTE({cell},".",""),"X","0")'
    dot = f'OR(LEN({cell})=1,MID({cell},2,1)=".")'
    return f"=AND(ISTEXT({cell}),OR({lengths}),{dot},ISNUMBER(VALUE({digits})))"


def _akun(cell: str) -> str:
    digits = f'SUBSTITUTE({cell},".","")'
    dot = f'OR(LEN({cell})=1,MID({cell},2,1)=".")'
    return f'=AND(ISTEXT({cell}),LEFT({cell},1)="5",{dot},ISNUMBER(VALUE({digits})))'
