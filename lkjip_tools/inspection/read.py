"""Read an agency's year, compute and check it as the report does, and collect what is wrong.

What cannot be read hides nothing of what can: checks that need an unreadable table are left out,
all others run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lkjip_tools.check import Inputs, read_inputs
from lkjip_tools.commands.ledger import Ledger, compute_ledger
from lkjip_tools.dates import year_end
from lkjip_tools.errors import Fault, FigureError, InputError, TableError
from lkjip_tools.finding import FindingList
from lkjip_tools.inspection.problem import (
    UNREADABLE,
    WEIGHTS,
    Problem,
    of_fault,
    of_finding,
    of_note,
)
from lkjip_tools.inspection.unread import unread_files
from lkjip_tools.load import read_narasi
from lkjip_tools.muatan import TULISAN, narasi_name
from lkjip_tools.place import Place
from lkjip_tools.policy import ITEMS
from lkjip_tools.prose import narrate, owed
from lkjip_tools.records import records
from lkjip_tools.regulation import RequiredItem, load_rule
from lkjip_tools.response import ResponseList, answer
from lkjip_tools.root import data_folder, relative, workbook_path
from lkjip_tools.source import RawTable, read_raw
from lkjip_tools.source.workbook import all_notes, read_book
from lkjip_tools.validate import check_kunci
from lkjip_tools.validate.kembar import KEYS

REFERENCE = "narasi_rujukan"


@dataclass(frozen=True)
class Inspection:
    """What is wrong with an agency's year.

    Attributes:
        problems: What cannot be read first; then by file, sheet and cell.
        unreadable: Tables that could not be read: what depends on them was not checked.
        tables: How many tables were read.
        figures: How many figures were computed.
    """

    problems: tuple[Problem, ...]
    unreadable: tuple[str, ...]
    tables: int
    figures: int

    def to_json(self, instansi: str, tahun: int) -> dict[str, Any]:
        """Return everything as `lkjip check --json` writes it."""
        return {
            "instansi": instansi,
            "tahun": tahun,
            "jumlah": {name: self.count(name) for name in WEIGHTS},
            "tidak_terbaca": list(self.unreadable),
            "masalah": [problem.to_json() for problem in self.problems],
        }

    def count(self, tingkat: str) -> int:
        """Return how many problems have this weight."""
        return sum(problem.tingkat == tingkat for problem in self.problems)


def inspect(instansi: str, tahun: int, root: Path) -> Inspection:
    """Read everything, and collect every fault and finding.

    Args:
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.

    Raises:
        InputError: There is no such agency, or it has no data of that year.
    """
    inputs = read_inputs(instansi, tahun, root)
    problems = [of_fault(fault) for fault in dict.fromkeys(inputs.faults)]
    problems += [of_note(note) for note in _notes(instansi, tahun, root)]
    problems += unread_files(inputs, instansi, tahun, root)
    ledger = _compute(inputs, tahun, root, problems)
    if ledger:
        found = ledger.findings + _narrated(inputs, ledger, instansi, tahun, root)
        told = inputs.tables.get("tanggapan")
        responses = ResponseList(told).to_json() if told is not None else []
        problems += map(of_finding, answer(found.to_json(), responses))
    locate = _locator(instansi, tahun, root)
    problems = sorted((problem.located(locate) for problem in problems), key=_order)
    count = len(ledger.figures) if ledger else 0
    return Inspection(tuple(problems), tuple(sorted(inputs.unreadable)), len(inputs.tables), count)


def _compute(inputs: Inputs, tahun: int, root: Path, problems: list[Problem]) -> Ledger | None:
    """Compute and check what was read; nothing without the agency's params.

    A table whose rows repeat so that two of them give one figure is as one that cannot be read.
    """
    if inputs.params is None:
        return None
    try:
        return compute_ledger(inputs.tables, inputs.params, tahun, root, inputs.pembanding)
    except InputError as fault:  # a policy that does not go with these data
        problems += [of_fault(Fault(Place("params"), line)) for line in str(fault).splitlines()]
        return None
    except FigureError as fault:
        twice = {name: check_kunci(inputs.tables, name) for name in inputs.tables}
        repeated = {name: found for name, found in twice.items() if found and name in KEYS}
        if not repeated:
            problems.append(Problem("kesalahan", UNREADABLE, (), "", f"{fault}."))
            return None
    for name, found in repeated.items():
        del inputs.tables[name]
        problems += [
            replace(of_finding(each), tingkat="kesalahan") for each in answer(found.to_json(), [])
        ]
    return _compute(inputs, tahun, root, problems)


def _narrated(inputs: Inputs, ledger: Ledger, instansi: str, tahun: int, root: Path) -> FindingList:
    """Find what is wrong in the narrative, and the items that the law demands and nobody wrote.

    A reference that leads nowhere is one only where every table was read.
    """
    style = ledger.params.kebijakan.gaya_rupiah
    texts = [
        narrate(read_narasi(name, instansi, tahun, root), ledger.figures, style, wanted)
        for name, wanted in _sections(inputs, instansi, tahun, root)
    ]
    return FindingList(
        found
        for text in texts
        for found in text.findings
        if found.kode != REFERENCE or not inputs.unreadable
    )


def _sections(inputs: Inputs, instansi: str, tahun: int, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the narratives that are there, and those that must be, with what is owed in them."""
    items = load_rule(ITEMS, year_end(tahun)).choices("butir")
    known = {
        narasi_name(aim["kode"], butir): owed(item, aim)
        for aim in (records(inputs.tables["sasaran"]) if "sasaran" in inputs.tables else ())
        for butir in TULISAN
        if isinstance(item := items[butir], RequiredItem)
    }
    written = (path.stem for path in (data_folder(root, instansi, tahun) / "narasi").glob("*.md"))
    for name in sorted({*known, *written}):
        yield name, known.get(name, "")


def _notes(instansi: str, tahun: int, root: Path) -> list[Fault]:
    """Return what a person may have overlooked in the workbook."""
    path = workbook_path(root, instansi, tahun)
    return list(all_notes(read_book(path, relative(path, root)))) if path.is_file() else []


def _locator(instansi: str, tahun: int, root: Path) -> Callable[[Place], Place]:
    """Return what gives a place in a sheet the letter of its column."""

    @cache
    def table(name: str) -> RawTable | None:
        try:
            return read_raw(name, instansi, tahun, root)
        except TableError:
            return None

    def locate(place: Place) -> Place:
        if not place.sheet or not place.column or place.letter:
            return place
        found = table(place.table)
        return found.place(place.row, place.column, place.lines) if found else place

    return locate


def _order(problem: Problem) -> tuple[bool, str, str, int, str, int, str]:
    """Order by file, sheet and cell; what cannot be read comes first."""
    first = problem.places[0] if problem.places else Place("")
    readable, weight = problem.tingkat != "kesalahan", WEIGHTS.index(problem.tingkat)
    cell = (first.file, first.sheet, first.row, first.column)
    return readable, *cell, weight, problem.kode
