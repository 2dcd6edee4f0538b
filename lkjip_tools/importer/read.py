"""Read an export: .xlsx, .xls, .ods, .csv. Nothing in it is run, followed or fetched."""

from __future__ import annotations

import csv
import io
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from lkjip_tools.archive import MOST_CELLS, MOST_ROWS, check_archive, read_head
from lkjip_tools.errors import ImportFileError
from lkjip_tools.importer.grid import Cell, Sheet, Workbook
from lkjip_tools.source.cell_text import exact, is_percent
from lkjip_tools.source.guard import RefusedError, check_workbook

LARGEST_FILE = 40 * 1024**2
MOST_COLUMNS = 300
KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_ERRORS_UNSEEN = (
    "sel galat (#REF!, #DIV/0!) dalam {suffix} terbaca kosong; bila ragu, simpan sebagai .xlsx"
)
_NOT_COMPUTED = "berisi rumus tanpa hasil; buka dengan Excel, lalu simpan"
_DATE = "berisi tanggal {value}; bila maksudnya angka, ubah format selnya menjadi angka"


def read_workbook(path: Path) -> Workbook:
    """Read an export of any kind we know.

    Raises:
        ImportFileError: It cannot be read; the message says why and what to do.
    """
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise ImportFileError(
            f"{path.name}: jenis berkas tidak dikenal; yang dapat diimpor: {', '.join(KINDS)}"
        )
    head = read_head(path, LARGEST_FILE, ImportFileError, "ekspor satu instansi saja")
    zipped = head.startswith(b"PK")
    if zipped != (suffix in (".xlsx", ".xlsm", ".ods")) or (
        head.startswith(b"\xd0\xcf\x11\xe0") != (suffix == ".xls")
    ):
        raise ImportFileError(
            f"{path.name}: isinya bukan {suffix}; buka dengan Excel atau LibreOffice dan simpan "
            f"ulang (berkas .xls dari aplikasi daring kerap berisi halaman web)"
        )
    if suffix == ".csv":
        return _read_csv(path)
    notes = _parts(path) if zipped else ()
    book = _read_xlsx(path) if suffix in (".xlsx", ".xlsm") else _read_calamine(path)
    return Workbook(book.sheets, (*notes, *book.notes))


def _parts(path: Path) -> tuple[str, ...]:
    archive = check_archive(path, ImportFileError)
    notes = []
    if archive.macros:
        notes.append("berkas memuat makro; makronya tidak dijalankan")
    if archive.external:
        notes.append("berkas merujuk berkas lain; rujukan itu tidak diikuti")
    return tuple(notes)


def _read_xlsx(path: Path) -> Workbook:
    import openpyxl

    try:
        check_workbook(path)
        shown = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(path, keep_links=False)
    except RefusedError as fault:
        raise ImportFileError(f"{path.name}: {fault}") from None
    except Exception as fault:  # what a parser raises on a broken file is anybody's guess
        raise _broken(path, fault) from None
    sheets, notes = [], []
    for table in shown.worksheets:
        if table.sheet_state != "visible":
            notes.append(f"lembar tersembunyi '{table.title}' tidak dibaca")
            continue
        if table.max_row * min(table.max_column, MOST_COLUMNS) > MOST_CELLS:
            raise _too_large(path, table.title)
        sheet = Sheet(
            table.title,
            merged=[(m.min_row, m.min_col, m.max_row, m.max_col) for m in table.merged_cells],
            hidden={row for row, size in table.row_dimensions.items() if size.hidden},
        )
        computed = formulas[table.title]
        for row in table.iter_rows(max_col=MOST_COLUMNS):
            for cell in row:
                value = cell.value
                if value is None and computed.cell(cell.row, cell.column).data_type == "f":
                    sheet.put(cell.row, cell.column, Cell(fault=_NOT_COMPUTED))
                elif value is not None:
                    sheet.put(
                        cell.row, cell.column, _cell(value, cell.number_format, cell.data_type)
                    )
        sheets.append(sheet)
    return Workbook(tuple(sheets), tuple(notes))


def _read_calamine(path: Path) -> Workbook:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets, notes = [], [_ERRORS_UNSEEN.format(suffix=path.suffix.lower())]
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            if about.visible != SheetVisibleEnum.Visible:
                notes.append(f"lembar tersembunyi '{about.name}' tidak dibaca")
                continue
            table = book.get_sheet_by_name(about.name)
            if table.total_height * table.total_width > MOST_CELLS:
                raise _too_large(path, about.name)
            ranges = table.merged_cell_ranges or []
            merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges]
            sheet = Sheet(about.name, merged=merged)
            for at, row in enumerate(table.to_python(skip_empty_area=False), start=1):
                for column, value in enumerate(row[:MOST_COLUMNS], start=1):
                    sheet.put(at, column, _cell(value))
            sheets.append(sheet)
    except (ImportFileError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a panic in the reader is no Exception
        raise _broken(path, fault) from None
    return Workbook(tuple(sheets), tuple(notes))


def _read_csv(path: Path) -> Workbook:
    text, notes = _text(path)
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    sheet = Sheet(path.stem)
    # a quote that is not closed may swallow the rest of a file: strict, and a limit on a field
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if reader.line_num > MOST_ROWS:
                raise _too_large(path, path.name)
            for column, value in enumerate(cells[:MOST_COLUMNS], start=1):
                sheet.put(reader.line_num, column, Cell.of_text(value))
    except csv.Error as fault:
        raise ImportFileError(
            f"{path.name} baris {reader.line_num}: CSV tidak dapat dibaca ({fault}); "
            f"periksa tanda kutip pada baris itu"
        ) from None
    return Workbook((sheet,), notes)


def _text(path: Path) -> tuple[str, tuple[str, ...]]:
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), ("berkas berkode UTF-16; dibaca demikian",)
        except UnicodeDecodeError:
            raise ImportFileError(
                f"{path.name}: UTF-16 rusak; simpan ulang sebagai UTF-8"
            ) from None
    if b"\x00" in content:
        raise ImportFileError(f"{path.name}: bukan teks; simpan ulang sebagai CSV UTF-8")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = "berkas bukan UTF-8; dibaca sebagai Windows-1252, periksa huruf khususnya"
        return content.decode("cp1252", errors="replace"), (note,)


def _cell(value: Any, number_format: str = "", data_type: str = "") -> Cell:
    """Turn what a reader gives into a cell."""
    if data_type == "e":
        return Cell(str(value), fault=f"berisi galat {value}; perbaiki rumusnya")
    match value:
        case bool():
            return Cell("BENAR" if value else "SALAH")
        case int() | float():
            number = exact(value)
            if set(number_format) == {"0"} and isinstance(value, int):  # a code shown as 01
                return Cell(str(value).zfill(len(number_format)))
            return Cell.of_number(number * 100 if is_percent(number_format) else number)
        case date() | time() | timedelta():
            return Cell(str(value), fault=_DATE.format(value=value))
        case _:
            return Cell.of_text(str(value))


def _broken(path: Path, fault: BaseException) -> ImportFileError:
    locked = "password" in str(fault).lower() or "encrypt" in str(fault).lower()
    reason = "terkunci sandi" if locked else f"rusak ({type(fault).__name__})"
    return ImportFileError(
        f"{path.name}: {reason}; buka dengan Excel atau LibreOffice dan simpan ulang"
    )


def _too_large(path: Path, sheet: str) -> ImportFileError:
    return ImportFileError(
        f"{path.name}, lembar '{sheet}': lebih dari {MOST_CELLS} sel; hapus baris dan kolom kosong "
        f"di luar data, lalu simpan"
    )
