"""What a workbook may be before a library opens it: its size, its parts, what they would unfold to.

A file of a few kilobytes can name a range of 17 billion cells, which the library would fill one by
one; so everything is measured on the packed parts first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from lkjip_tools.number import format_number

MOST_BYTES, MOST_UNPACKED = 20_000_000, 64_000_000
MOST_PARTS, MOST_CELLS, MOST_ELEMENTS, MOST_SPANNED = 2_000, 500_000, 4_000_000, 100_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook with a password
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_SPAN = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink|comment)\s[^>]*?\bref\s*=\s*[\"']([^\"']{1,40})[\"']"
)
_ENDS = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: A formula without a result; an empty text is one, and has a type of its own.
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c(?:\s(?![^>]*\bt=[\"']str)[^>]*)?>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</"
)


class RefusedError(Exception):
    """The file is not opened; the message says why, and what to do, in Indonesian."""


def check_workbook(path: Path) -> bool:
    """Refuse a file that is no workbook, or would need more memory than any agency's table.

    Returns:
        Whether any of its cells holds a formula that was never computed.

    Raises:
        RefusedError: It is not opened.
        OSError: It cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise RefusedError(_too_much("berkas", size, MOST_BYTES, "byte"))
    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise RefusedError(
                "berkas .xls lama, atau bersandi; buka, hapus sandinya, simpan sebagai .xlsx"
            )
    try:
        with zipfile.ZipFile(path) as package:
            return _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as fault:
        raise RefusedError(
            f"bukan buku kerja Excel, atau rusak ({fault}); simpan ulang sebagai .xlsx"
        ) from None


def _check_parts(package: zipfile.ZipFile) -> bool:
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise RefusedError(_too_much("isinya", len(parts), MOST_PARTS, "bagian"))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise RefusedError(_too_much("isinya setelah dibuka", unpacked, MOST_UNPACKED, "byte"))
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("bersandi; hapus sandinya, lalu simpan ulang")
    cells = elements = spanned = 0
    uncomputed = False
    for part in parts:
        if not _is_markup(package, part):
            continue
        content = package.read(part)  # no more than its declared size, and checked
        if b"\0" in content[:64] or _DECLARED.search(content):
            raise RefusedError(
                f"bagian {part.filename} memuat deklarasi yang tidak dipakai buku kerja; "
                f"salin isinya ke buku kerja baru"
            )
        cells += len(_CELL.findall(content))
        elements += content.count(b"<")
        spanned += sum(_spans(content))
        uncomputed = uncomputed or bool(_UNCOMPUTED.search(content))
        for what, count, most in (
            ("sel", cells, MOST_CELLS),
            ("unsur", elements, MOST_ELEMENTS),
            ("sel gabungan atau bertaut", spanned, MOST_SPANNED),
        ):
            if count > most:
                raise RefusedError(_too_much("isinya", count, most, what))
    return uncomputed


def _is_markup(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Say whether a part is read as XML; its name may say something else."""
    if part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return True
    with package.open(part) as file:
        head = file.read(64)
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _spans(content: bytes) -> Iterator[int]:
    """Yield how many cells each range names that the library would walk through."""
    for span in _SPAN.finditer(content):
        if ends := _ENDS.fullmatch(span[1]):
            left, top, right, bottom = ends.groups()
            wide = abs(_column(right) - _column(left)) + 1
            yield wide * (abs(int(bottom) - int(top)) + 1)
        elif b":" in span[1]:
            yield LAST_ROW * LAST_COLUMN  # whole rows or columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_much(what: str, count: int, most: int, unit: str) -> str:
    given, allowed = (format_number(Decimal(n), 0) for n in (count, most))
    return (
        f"terlalu besar: {what} {given} {unit}, paling banyak {allowed}; "
        f"hapus lembar dan baris yang bukan data"
    )
