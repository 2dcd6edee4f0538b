"""Zip files from strangers, looked at before anything unpacks them: workbooks and Word files.

A small file can hold gigabytes, and a few bytes of XML can ask a reader for billions of cells: a
merged range or a link over a whole sheet, a cell that repeats itself. So every part is counted
first, as a stream, by a parser that builds nothing and follows nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from lkjip_tools.errors import InputError

LARGEST_CONTENT = 300 * 1024**2
LARGEST_XML = 80 * 1024**2
MOST_PARTS = 5_000
MOST_ROWS, MOST_CELLS = 100_000, 1_000_000
_CHUNK = 1 << 16
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_EXTERNAL = ("xl/externallinks/",)
_MARKUP = (".xml", ".rels")
_BROKEN = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    zlib.error,
    expat.ExpatError,
)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


@dataclass(frozen=True)
class Archive:
    """What a file carries beside its content.

    Attributes:
        macros: It has programs; nobody here runs them.
        external: It refers to other files; nobody here opens them.
    """

    macros: bool
    external: bool


class _TooMuchError(ValueError):
    """A part that no honest file has; the message says what, in Indonesian."""


def check_archive(path: Path, error: type[InputError]) -> Archive:
    """Look at every part of a zipped document without keeping one.

    Raises:
        InputError: As `error`: damaged, locked, larger inside than any honest file, or with
            entities of its own, which could read other files.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise error(f"{path.name}: terkunci sandi; simpan salinannya tanpa sandi")
            _check_sizes(parts)
            for part in parts:
                _check_part(archive, part)
    except _TooMuchError as fault:
        raise error(f"{path.name}: {fault}") from None
    except _BROKEN as fault:
        raise _broken(path, fault, error) from None
    names = [part.filename.lower() for part in parts]
    return Archive(_any(names, _MACROS), _any(names, _EXTERNAL))


def _broken(path: Path, fault: Exception, error: type[InputError]) -> InputError:
    return error(
        f"{path.name}: rusak, atau bukan jenis berkas itu ({type(fault).__name__}); simpan ulang"
    )


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    markup = sum(part.file_size for part in parts if _is_markup(part))
    if len(parts) > MOST_PARTS or total > LARGEST_CONTENT or markup > LARGEST_XML:
        raise _TooMuchError(
            f"isinya {total // 1024**2} MB dalam {len(parts)} bagian setelah dibuka, terlalu "
            f"besar; simpan ulang hanya lembar yang diperlukan"
        )


def _is_markup(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith(_MARKUP)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Count what a part asks for; a part that is no XML is nobody's sheet."""
    counter = _Counter()
    with archive.open(part) as stream:
        head = stream.read(_CHUNK)
        if not _is_markup(part) and not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(
            b"<"
        ):
            return
        while head:
            counter.feed(head)
            head = stream.read(_CHUNK)
    counter.feed(b"", last=True)


class _Counter:
    """Counts the cells that a part of a workbook makes its reader build."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._cells = self._row = self._repeat = self._column = 0

    def feed(self, content: bytes, *, last: bool = False) -> None:
        self._parser.Parse(content, last)

    def _doctype(self, *_: object) -> None:
        raise _TooMuchError("memuat DOCTYPE (entitas XML), yang tidak dibaca; simpan ulang")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        near = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        match tag.rpartition(" ")[2]:
            case "mergeCell" | "hyperlink" if near.get("ref"):
                self._count(_area(near["ref"]))
            case "c":
                self._count(1)
                self._place(near.get("r", ""))
            case "row":
                self._place(f"A{near['r']}" if near.get("r", "").isdigit() else "")
            case "table-row":
                self._row += self._repeat
                self._repeat, self._column = _times(near, "number-rows-repeated"), 0
            case "table-cell" | "covered-table-cell":
                self._repeated(near)

    def _repeated(self, near: dict[str, str]) -> None:
        """A cell of an .ods: one that holds something, as often as it repeats itself."""
        times = _times(near, "number-columns-repeated")
        self._column += times
        if "value-type" in near or "formula" in near:
            self._count(times * self._repeat)
            self._count_rows(self._row + self._repeat)
            self._count(
                _times(near, "number-rows-spanned") * _times(near, "number-columns-spanned")
            )
            if self._column > MOST_ROWS:
                raise self._giant()

    def _place(self, name: str) -> None:
        found = _RANGE.fullmatch(name)
        if found:
            self._count_rows(int(found[2]))

    def _count_rows(self, rows: int) -> None:
        if rows > MOST_ROWS:
            raise self._giant()

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise self._giant()

    @staticmethod
    def _giant() -> _TooMuchError:
        return _TooMuchError(
            f"lembarnya lebih dari {MOST_ROWS} baris atau {MOST_CELLS} sel (termasuk sel gabungan, "
            f"tautan, dan isian berulang); hapus yang di luar data, lalu simpan"
        )


def _times(near: dict[str, str], name: str) -> int:
    value = near.get(name, "1")
    return int(value) if value.isdigit() and len(value) < 12 else 1


def _area(reference: str) -> int:
    found = _RANGE.fullmatch(reference)
    if not found or not found[3]:
        return 1
    columns = abs(_column(found[3]) - _column(found[1])) + 1
    return columns * (abs(int(found[4]) - int(found[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _any(names: list[str], wanted: tuple[str, ...]) -> bool:
    return any(want in name for name in names for want in wanted)
