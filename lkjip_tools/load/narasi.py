"""The agency's own words: one Markdown file per section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lkjip_tools.root import data_folder, find_root, relative

_COMMENT = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)
_NAME = re.compile(r"[\w-][\w.-]*")


@dataclass(frozen=True)
class Narasi:
    """One section's text.

    Attributes:
        path: The file, from the project's folder.
        text: Markdown, figure references unresolved; `None` when the file does not exist, or
            cannot be used: see `fault`.
        first_line: Line of the file on which `text` begins.
        fault: Why a file that is there was not read, in Indonesian.
    """

    path: str
    text: str | None
    first_line: int = 1
    fault: str = ""


def read_narasi(name: str, instansi: str, tahun: int, root: Path | None = None) -> Narasi:
    """Read `narasi/<name>.md`; a missing or unusable file is a gap to be shown, not an error.

    Nothing outside the agency's data folder is read, whatever the name says or a link leads to.
    """
    root = root or find_root()
    folder = data_folder(root, instansi, tahun)
    shown = f"{relative(folder, root)}/narasi/{name}.md"
    if not _NAME.fullmatch(name):
        fault = "Nama berkasnya hanya boleh memuat huruf, angka, '.', '-', '_'; perbaiki kodenya."
        return Narasi(shown, None, fault=fault)
    try:
        return _read(folder / "narasi" / f"{name}.md", folder, shown)
    except OSError as error:
        return Narasi(shown, None, fault=f"Berkas tidak dapat dibuka: {error.strerror}.")


def _read(path: Path, folder: Path, shown: str) -> Narasi:
    if not path.is_file():
        return Narasi(shown, None)
    if not path.resolve().is_relative_to(folder.resolve()):
        fault = "Berkas ini tautan ke luar folder data; ganti dengan berkas biasa."
        return Narasi(shown, None, fault=fault)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = f"Berkas bukan teks UTF-8 (baris {line}); simpan ulang sebagai UTF-8."
        return Narasi(shown, None, fault=fault)
    comment = _COMMENT.match(text)
    start = comment.end() if comment else 0
    return Narasi(shown, text[start:].rstrip(), text.count("\n", 0, start) + 1)
