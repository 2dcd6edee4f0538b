"""Cells of an export to cells of our tables: codes, exact numbers, texts that are only texts."""

from __future__ import annotations

import re
from decimal import Decimal

from lkjip_tools.errors import NumberFormatError
from lkjip_tools.importer.grid import Cell, plain
from lkjip_tools.importer.mapping import Kolom
from lkjip_tools.number import to_decimal
from lkjip_tools.value import full_text

_FORMULA = re.compile(r"[=+@\t\r]|-(?=.*[|(!])")
_BULLET = re.compile(r"[-–•*]\s+(?=\w)")
_LEADING_CODE = re.compile(r"([0-9X]+(?:\.[0-9X]+)*)\.?(?:\s+|$)")
_ENGLISH = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class ValueFaultError(ValueError):
    """A cell cannot be used; the message says why and what to do, in Indonesian."""


def number_text(cell: Cell, column: Kolom, *, whole: bool, grouped: bool = True) -> str:
    """Return a number of the export as our tables write it; blank stays blank.

    Raises:
        ValueFaultError: No number, one that could be two, or decimals of a rupiah.
    """
    if cell.fault:
        raise ValueFaultError(cell.fault)
    if cell.number is not None:
        value = cell.number
    else:
        text = _undressed(split_unit(cell.text)[0] if column.bersatuan else cell.text)
        if not text:
            return ""
        try:
            value = _english(text) if column.angka == "inggris" else to_decimal(text, whole=whole)
        except NumberFormatError as fault:
            raise ValueFaultError(str(fault)) from None
    if whole and value != value.to_integral_value():
        raise ValueFaultError(
            f"'{cell.text}' harus bilangan bulat: rupiah utuh; bulatkan di berkas asal bila bersen"
        )
    text = full_text(value).replace("−", "-")
    # in a column that may have decimals, 900.000 would be read in two ways
    return text if whole and grouped else text.replace(".", "")


def words(cell: Cell) -> str:
    """Return a text of the export.

    Raises:
        ValueFaultError: A spreadsheet would run it as a formula, or the cell holds an error.
    """
    if cell.fault:
        raise ValueFaultError(cell.fault)
    text = _BULLET.sub("", cell.text, count=1) if _BULLET.match(cell.text) else cell.text
    if _FORMULA.match(text) and not _is_number(text):
        raise ValueFaultError(
            f"'{text[:40]}' akan dijalankan lembar kerja sebagai rumus; hapus tanda di depannya"
        )
    return text


def code(cells: list[Cell], column: Kolom) -> str:
    """Join the parts of a code, each padded to its width."""
    parts: list[str] = []
    for cell in cells:
        text = cell.text.replace(",", ".") if cell.number is not None else cell.text
        parts += [part for part in text.replace(" ", "").split(".") if part]
    widths = (*column.lebar, *(0 for _ in parts))
    return ".".join(
        part.zfill(width) if part.isdigit() else part
        for part, width in zip(parts, widths, strict=False)
    )


def split_code(text: str) -> tuple[str, str]:
    """Part a text that begins with a code into code and name.

    >>> split_code("5.1.02 Belanja Barang")
    ('5.1.02', 'Belanja Barang')
    """
    found = _LEADING_CODE.match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text)


def split_unit(text: str) -> tuple[str, str]:
    """Part a number from the unit behind it.

    >>> split_unit("12 Dokumen"), split_unit("80%")
    (('12', 'Dokumen'), ('80', '%'))
    """
    found = re.fullmatch(r"([-−(]?[0-9][0-9.,]*\)?)\s*(%|[^\W\d].*)?", text)
    return (found[1], found[2] or "") if found else (text, "")


def has_digit(text: str) -> bool:
    """Say whether a text holds a number."""
    return any(sign.isdigit() for sign in text)


def below(kode: str, parent: str) -> bool:
    """Say whether a code is that of a descendant."""
    return kode.startswith(f"{parent}.")


def _undressed(text: str) -> str:
    """Take off what is printed around a number: Rp, %, brackets of a negative one."""
    text = plain(text)
    text = re.sub(r"^Rp\.?\s*", "", text, flags=re.IGNORECASE).removesuffix("%").strip()
    text = re.sub(r",-$", "", text)
    found = re.fullmatch(r"\(\s*(?:Rp\.?\s*)?([0-9.,]+)\s*%?\)", text, re.IGNORECASE)
    return f"-{found[1]}" if found else text


def _english(text: str) -> Decimal:
    text = text.replace("−", "-")
    if text == "-":
        return Decimal(0)
    if not _ENGLISH.fullmatch(text):
        raise NumberFormatError(f"'{text}' bukan bilangan berformat Inggris, seperti 1,234,567.89")
    return Decimal(text.replace(",", ""))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-][0-9.,]+", text) is not None
