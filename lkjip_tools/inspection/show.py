"""What an inspection found, for the terminal: by file, sheet and cell."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from lkjip_tools.inspection.problem import WEIGHTS, Problem
from lkjip_tools.place import Place

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from lkjip_tools.inspection.read import Inspection

STYLES = {"kesalahan": "bold red", "material": "red", "minor": "yellow", "catatan": "cyan"}
SHOWN = 3  # further places of one problem


def print_inspection(found: Inspection, console: Console) -> None:
    """Print every problem below its file and sheet, and how many there are."""
    from rich.text import Text

    for (first, title), problems in groupby(found.problems, _group):
        style = "bold red" if first == 0 else "bold"
        console.print(Text(f"\n{title}", style))
        for problem in problems:
            _print_problem(problem, console)
    if found.unreadable:
        listed = ", ".join(found.unreadable)
        console.print(
            f"\nBelum diperiksa, karena tabelnya tidak terbaca: yang menyangkut {listed}.",
            soft_wrap=True,
        )
    counted = ", ".join(f"{found.count(name)} {name}" for name in WEIGHTS)
    console.print(f"\n{found.tables} tabel, {found.figures} angka: {counted}.", soft_wrap=True)


def cell_name(place: Place) -> str:
    """Return what a cell is called within its file: `Kinerja!F12`, `baris 5 kolom kode`."""
    if place.address:
        return place.address
    row = f"baris {place.row}" if place.row else "berkas"
    return f"{row} kolom {place.column}" if place.column else row


def _group(problem: Problem) -> tuple[int, str]:
    """Faults come first; below them all else, by file."""
    unreadable = problem.tingkat == "kesalahan"
    file = problem.places[0].file if problem.places else ""
    return 0 if unreadable else 1, f"{'Tidak terbaca: ' if unreadable else ''}{file or 'Umum'}"


def _print_problem(problem: Problem, console: Console) -> None:
    from rich.text import Text

    first, *others = problem.places or (Place(""),)
    head = Text(cell_name(first), "bold").append(f"  {problem.tingkat}", STYLES[problem.tingkat])
    _print(console, head.append(f" {problem.kode}", "dim"), 2)
    _print(console, Text(problem.pesan), 4)
    if problem.tingkat == "kesalahan" and problem.diharapkan:
        written = f"{problem.ditemukan or '(kosong)'} → {problem.diharapkan}"
        _print(console, Text(written, "green"), 4)
    if others:
        names = [_other(place, first) for place in others[:SHOWN]]
        more = f", dan {len(others) - SHOWN} lagi" if len(others) > SHOWN else ""
        _print(console, Text(f"juga {', '.join(names)}{more}", "dim"), 4)
    if problem.tanggapan:
        _print(console, Text(f"tanggapan: {problem.tanggapan}", "dim"), 4)


def _print(console: Console, text: Text, indent: int) -> None:
    """Print a text, wrapped below itself on a terminal, in one line elsewhere."""
    from rich.padding import Padding

    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        console.print(" " * indent, text, sep="", soft_wrap=True)


def _other(place: Place, first: Place) -> str:
    name = cell_name(place)
    return name if place.file == first.file else f"{place.file.rpartition('/')[2]} {name}"
