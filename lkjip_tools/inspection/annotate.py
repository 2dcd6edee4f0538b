"""What an inspection found, written as comments into a copy of the workbook.

The original is only read. Where an agency keeps CSV files, the copy is a workbook of its tables.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_tools.errors import OutputError
from lkjip_tools.inspection.problem import WEIGHTS, Problem
from lkjip_tools.inspection.show import cell_name
from lkjip_tools.place import Place
from lkjip_tools.root import data_files, relative, workbook_path
from lkjip_tools.source.csv_file import read_csv
from lkjip_tools.source.workbook import read_book

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FILLS = {"kesalahan": "FF9999", "material": "FFC7CE", "minor": "FFEB9C", "catatan": "DDEBF7"}
LIST = "Pemeriksaan"
HEAD = ("Tingkat", "Berkas", "Sel", "Kode", "Pesan", "Ditemukan", "Diharapkan")
WIDTHS = (12, 32, 24, 24, 90, 28, 28)
AUTHOR = "lkjip check"
LONGEST = 1500  # characters of a comment
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class _Table:
    """A CSV file in the copy: its sheet, and the row there of each of its lines."""

    sheet: Any
    rows: dict[int, int]

    def cell(self, place: Place) -> Any:
        names = [cell.value for cell in self.sheet[1]]
        at = names.index(place.column) + 1 if place.column in names else 1
        return self.sheet.cell(self.rows[place.row], at) if place.row in self.rows else None


@dataclass(frozen=True)
class _Copy:
    """The copy, and the CSV files in it by their names."""

    book: Any
    files: dict[str, _Table]

    def cell(self, place: Place) -> Any:
        """Return the cell of a place: of a row the first, of a sheet that of its corner."""
        if place.sheet and place.sheet in self.book.sheetnames:
            return _whole(self.book[place.sheet], f"{place.letter or 'A'}{place.row or 1}")
        return self.files[place.file].cell(place) if place.file in self.files else None


def annotated_copy(problems: Sequence[Problem], instansi: str, tahun: int, root: Path) -> bytes:
    """Return a workbook with the agency's tables, each problem a comment at its cells.

    Validations, formats and comments of an own workbook stay. A sheet lists every problem, also
    those that are about no cell.

    Raises:
        OutputError: The agency's workbook cannot be opened.
    """
    copy = _copy(instansi, tahun, root)
    for problem in sorted(problems, key=lambda each: WEIGHTS.index(each.tingkat), reverse=True):
        for place in problem.places:
            if cell := copy.cell(place):
                _mark(cell, problem)
    _write_list(copy, problems)
    content = io.BytesIO()
    copy.book.save(content)
    return content.getvalue()


def check_target(target: Path, instansi: str, tahun: int, root: Path) -> None:
    """Refuse to write over the agency's data, or over a copy that someone may have edited.

    Raises:
        OutputError: The file is there, or is no workbook.
    """
    if target.suffix.lower() != ".xlsx":
        raise OutputError(f"{target}: salinan adalah buku kerja; beri nama berakhiran .xlsx")
    if target.exists():
        own = target.resolve() in {path.resolve() for path in data_files(root, instansi, tahun)}
        what = "data instansi, yang tidak pernah ditimpa" if own else "sudah ada"
        raise OutputError(f"{target}: {what}; pilih nama lain untuk salinannya")


def _copy(instansi: str, tahun: int, root: Path) -> _Copy:
    from openpyxl import Workbook, load_workbook

    path = workbook_path(root, instansi, tahun)
    if path.is_file():
        if refused := read_book(path, relative(path, root)).refused:
            raise OutputError(f"buku kerja tidak dapat disalin: {refused}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that the library does not keep
            book = load_workbook(path)
    else:
        book = Workbook()
        book.remove(book.worksheets[0])
    copy = _Copy(book, {})
    for table in sorted(path.with_suffix("").glob("*.csv")):
        shown = relative(table, root)
        copy.files[shown] = _add_table(book, table, shown)
    return copy


def _add_table(book: Workbook, path: Path, shown: str) -> _Table:
    table = read_csv(path, shown)
    sheet = book.create_sheet(_free_name(book, path.stem))
    for row, cells in enumerate([table.header, *table.rows.values()], start=1):
        for column, text in enumerate(cells, start=1):
            _write(sheet.cell(row, column), text)
    sheet.freeze_panes = "A2"
    return _Table(sheet, {1: 1} | {line: row for row, line in enumerate(table.rows, start=2)})


def _free_name(book: Workbook, name: str) -> str:
    taken = {title.casefold() for title in book.sheetnames}
    names = (name[:28] + (f" {n}" if n else "") for n in range(len(taken) + 1))
    return next(free for free in names if free.casefold() not in taken)


def _whole(sheet: Worksheet, address: str) -> Any:
    """Return a cell, of merged ones the first: only that one can carry a comment."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[address]


def _mark(cell: Any, problem: Problem) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    text = f"[{problem.tingkat}] {problem.pesan}"
    before = f"\n\n{cell.comment.text}" if cell.comment else ""
    cell.comment = Comment(_clean(text + before)[:LONGEST], AUTHOR, height=160, width=360)
    color = FILLS[problem.tingkat]
    cell.fill = PatternFill("solid", start_color=color, end_color=color)


def _write_list(copy: _Copy, problems: Sequence[Problem]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = copy.book.create_sheet(_free_name(copy.book, LIST), 0)
    for column, (name, width) in enumerate(zip(HEAD, WIDTHS, strict=True), start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, problem in enumerate(problems, start=2):
        first = problem.places[0] if problem.places else Place("")
        for column, text in enumerate(_listed(problem, first), start=1):
            _write(sheet.cell(row, column), text)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        if cell := copy.cell(first):
            target = f"{quote_sheetname(cell.parent.title)}!{cell.coordinate}"
            link = Hyperlink(ref=sheet.cell(row, 3).coordinate, location=target)
            sheet.cell(row, 3).hyperlink = link
            sheet.cell(row, 3).style = "Hyperlink"
    sheet.freeze_panes = "A2"
    copy.book.active = 0


def _listed(problem: Problem, first: Place) -> Iterator[str]:
    yield from (problem.tingkat, first.file, cell_name(first), problem.kode)
    yield from (problem.pesan, problem.ditemukan, problem.diharapkan)


def _write(cell: Any, text: str) -> None:
    """Write a text as a text, whatever it begins with."""
    cell.value = _clean(text)
    cell.data_type = "s"


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)[:32767]
