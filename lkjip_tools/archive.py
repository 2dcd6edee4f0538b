"""Files from strangers, looked at before anything unpacks them: above all .ods, .xlsx, .docx.

A small file can hold gigabytes, and a few bytes of an .ods can ask its reader for billions of
cells: one that repeats itself. So every part is counted first, as a stream, by a parser that
builds nothing and follows nothing. What an .xlsx unfolds to is counted by `source/guard.py`.
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class Archive:
    """What a file carries beside its content.

    Attributes:
        macros: It has programs; nobody here runs them.
        external: It refers to other files; nobody here opens them.
    """

    macros: bool
    external: bool


class _RefusedPartError(ValueError):
    """A part that no honest file has; the message says why, in Indonesian."""


def read_head(path: Path, largest: int, error: type[InputError], advice: str) -> bytes:
    """Return the first eight bytes of a file that is there, not empty and not too large.

    Args:
        path: The file.
        largest: Bytes it may have.
        error: What to raise.
        advice: What to do about one that is larger.

    Raises:
        InputError: As `error`: it is none of these.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise error(f"{path}: bukan berkas; periksa namanya")
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as fault:
        raise error(f"{path}: tidak dapat dibuka ({fault.strerror})") from None
    if not size:
        raise error(f"{path.name}: berkas kosong; periksa hasil unduhannya")
    if size > largest:
        raise error(
            f"{path.name}: {size // 1024**2} MB, paling besar {largest // 1024**2} MB; {advice}"
        )
    return head


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
                if part.filename.lower().endswith(_MARKUP):
                    _check_part(archive, part)
    except _RefusedPartError as fault:
        raise error(f"{path.name}: {fault}") from None
    except _BROKEN as fault:
        raise error(
            f"{path.name}: rusak, atau bukan jenis berkas itu ({type(fault).__name__}); "
            f"simpan ulang"
        ) from None
    names = [part.filename.lower() for part in parts]
    return Archive(_any(names, _MACROS), _any(names, _EXTERNAL))


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    markup = sum(part.file_size for part in parts if part.filename.lower().endswith(_MARKUP))
    if len(parts) > MOST_PARTS or total > LARGEST_CONTENT or markup > LARGEST_XML:
        raise _RefusedPartError(
            f"isinya {total // 1024**2} MB dalam {len(parts)} bagian setelah dibuka, terlalu "
            f"besar; simpan ulang hanya yang diperlukan"
        )


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    counter = _Counter()
    with archive.open(part) as stream:
        while content := stream.read(_CHUNK):
            counter.feed(content)
    counter.feed(b"", last=True)


class _Counter:
    """Refuses entities, and counts the cells that an .ods makes its reader build."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._cells = self._row = self._column = 0
        self._repeat = 1

    def feed(self, content: bytes, *, last: bool = False) -> None:
        self._parser.Parse(content, last)

    def _doctype(self, *_: object) -> None:
        raise _RefusedPartError("memuat DOCTYPE (entitas XML), yang tidak dibaca; simpan ulang")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "table-row":
                self._row += self._repeat
                self._repeat = _times(attributes, "number-rows-repeated")
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._column += _times(attributes, "number-columns-repeated")
                if any(name.endswith((" value-type", " formula")) for name in attributes):
                    self._count(attributes)

    def _count(self, attributes: dict[str, str]) -> None:
        self._cells += _times(attributes, "number-columns-repeated") * self._repeat
        rows = self._row + self._repeat
        # a reader fills the rectangle from the first cell to the last
        if self._cells > MOST_CELLS or rows > MOST_ROWS or rows * self._column > 10 * MOST_CELLS:
            raise _RefusedPartError(
                f"lembarnya lebih dari {MOST_ROWS} baris atau {MOST_CELLS} sel (termasuk isian "
                f"berulang); hapus yang di luar data, lalu simpan"
            )


def _times(attributes: dict[str, str], name: str) -> int:
    value = next((text for key, text in attributes.items() if key.endswith(f" {name}")), "1")
    return int(value) if value.isdigit() and len(value) < 12 else 1


def _any(names: list[str], wanted: tuple[str, ...]) -> bool:
    return any(want in name for name in names for want in wanted)
