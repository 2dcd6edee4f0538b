"""Files that look like an agency's data and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lkjip_tools.check import Inputs
from lkjip_tools.errors import nearest
from lkjip_tools.inspection.problem import Problem
from lkjip_tools.load import read_narasi
from lkjip_tools.place import Place
from lkjip_tools.root import data_folder, relative
from lkjip_tools.schema import TABLES
from lkjip_tools.source.csv_file import stray_files
from lkjip_tools.template.narasi import section_names

UNREAD = "tidak_dibaca"
_WANTS = ("sasaran", "program")  # tables whose codes are in the names of sections


def unread_files(inputs: Inputs, instansi: str, tahun: int, root: Path) -> Iterator[Problem]:
    """Yield tables and sections of the narrative under a name that nobody looks for.

    A file that `inputs` has as a fault is not told again, and a section without a word is nothing
    lost. Where a table is missing whose codes are in the names of sections, none is judged.
    """
    told = {fault.place.file for fault in inputs.faults}
    for path in stray_files(instansi, tahun, root):
        if (shown := relative(path, root)) not in told:
            yield _unread(shown, nearest(path.stem, list(TABLES)), "bukan nama tabel")
    if not all(name in inputs.tables for name in _WANTS):
        return
    programs = inputs.tables["program"]
    tops = programs.loc[programs["tingkat"] == "program", "kode"]
    known = section_names(inputs.tables["sasaran"]["kode"], tops)
    for path in sorted((data_folder(root, instansi, tahun) / "narasi").glob("*.md")):
        if path.stem not in known and read_narasi(path.stem, instansi, tahun, root).text:
            hint = nearest(path.stem, known)
            yield _unread(relative(path, root), hint, "tidak satu bab pun membacanya")


def _unread(shown: str, hint: str, why: str) -> Problem:
    todo = hint or f": {why}."
    pesan = f"Berkas ini tidak dibaca{todo} Ganti namanya, atau pindahkan."
    return Problem("minor", UNREAD, (Place(shown),), shown, pesan)
