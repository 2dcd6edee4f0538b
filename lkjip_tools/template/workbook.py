"""The workbook of an agency and year: a sheet for each table, with help, checks and an example."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip_tools.errors import OutputError
from lkjip_tools.number import NIHIL, to_decimal
from lkjip_tools.params import Params
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.column import NUMBERS, Column, columns_of, sheet_title
from lkjip_tools.schema.contoh import example
from lkjip_tools.schema.rujukan import REFERENCES, key_of
from lkjip_tools.source.cell_text import exact
from lkjip_tools.source.sheet import EXAMPLE, MARK
from lkjip_tools.template.display import Display, displays
from lkjip_tools.template.typing import help_text, number_format, validation, width

Rows = Mapping[str, Sequence[Mapping[str, str]]]
HEAD, FIRST = 2, 4  # rows from 0: headings; the first row of data, below the example
_CHECKED, _SHOWN = 1000, 200  # rows that are checked while typing, and that show results
_NOTHING = " "  # the result until a spreadsheet computes it; an empty one would not count as one
_PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_LOOK = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_GUIDE, _GUIDE_WIDTH = "Petunjuk", 85
_GUIDE_LINES = (
    "Satu lembar satu tabel. Isilah mulai dari bawah baris contoh; urutan kolom dan baris bebas.",
    "Untuk laporan pertama cukup: Dokumen (sudah terisi), Tujuan, Sasaran, Indikator, Kinerja, "
    "Program, Anggaran. Lembar lain menyusul; yang kosong tercetak sebagai 'belum diisi'.",
    "Judul bertanda * wajib diisi pada setiap baris. Kolom lain boleh kosong, yang berarti: tidak "
    "diketahui. Nol ditulis 0; kosong bukan nol.",
    f"Baris yang kolom {MARK}-nya berisi '{EXAMPLE}' tidak dibaca; boleh dihapus, jangan diisi.",
    "Kolom yang judulnya diawali 'Tampilan' menghitung sambil Anda mengetik dan tidak pernah "
    "dibaca; laporan menghitung semuanya kembali.",
    "Angka diketik sebagai angka (85,5), bukan sebagai teks dengan titik ribuan. Sel berformat "
    "persen dibaca sebagai persen: 85% adalah 85.",
    "Kode diketik pada sel berformat Teks, seperti sudah diatur di sini, supaya 8.10 tidak menjadi "
    "8,1.",
    "Lembar yang belum Anda perlukan biarkan kosong, jangan dihapus. Lembar sendiri boleh "
    "ditambah; lembar yang namanya bukan nama tabel tidak dibaca.",
    "Tabel boleh juga ditulis sebagai CSV di folder tahun ini, tetapi satu tabel di satu tempat.",
)


def write_workbook(target: Path, params: Params, tahun: int, rows: Rows) -> Path:
    """Write a workbook, whole or not at all; the same data give the same bytes.

    Args:
        target: Where it goes; must not exist.
        params: The agency.
        tahun: Year of the report.
        rows: What stands in the tables: text by column, as a CSV file has it.

    Raises:
        OutputError: The file is there already, or cannot be written.
    """
    if target.exists():
        raise OutputError(f"{target}: sudah ada dan tidak ditimpa; pindahkan dahulu berkas itu")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workbook = Workbook(str(unfinished), _PLAIN)
        _Writer(workbook, params, tahun).write(rows)
        workbook.close()
        os.link(unfinished, target)  # unlike a renaming, it never replaces
    except FileExistsError:
        raise OutputError(f"{target}: sudah ada dan tidak ditimpa") from None
    except (OSError, FileCreateError) as fault:
        raise OutputError(f"{target}: buku kerja tidak dapat ditulis ({fault})") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target


@dataclass
class _Writer:
    workbook: Workbook
    params: Params
    tahun: int
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def look(self, **looks: Any) -> Format:
        """Return a cell format; equal ones are one."""
        key = tuple(sorted(looks.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(_LOOK | looks)
        return self.formats[key]

    def write(self, rows: Rows) -> None:
        self.workbook.set_properties(
            {
                "title": f"Data LKjIP {self.tahun} {self.params.nama}",
                "author": self.params.nama,
                # no clock: the last day of the year the report is about
                "created": datetime(self.tahun, 12, 31),  # noqa: DTZ001 - the format has no zone
            }
        )
        self._guide()
        shown = displays(self.params, self.tahun, self._span)
        for name in TABLES:
            sheet = self.workbook.add_worksheet(sheet_title(name))
            _Sheet(self, sheet, name, shown.get(name)).write(rows.get(name, ()))

    def span(self, table: str, column: str) -> str:
        """Return the range of a table's column."""
        return self._span(table, column)

    def _span(self, table: str, column: str) -> str:
        at = xl_col_to_name(1 + list(columns_of(TABLES[table])).index(column))
        return f"'{sheet_title(table)}'!${at}${FIRST + 1}:${at}${FIRST + _CHECKED}"

    def _guide(self) -> None:
        sheet = self.workbook.add_worksheet(_GUIDE)
        sheet.set_column(0, 0, 22, self.look())
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(1, 1, _GUIDE_WIDTH + 15, self.look(text_wrap=True))
        sheet.write_string(0, 0, f"Data LKjIP {self.tahun}", self.look(bold=True, font_size=14))
        sheet.write_string(1, 0, self.params.nama, self.look(bold=True))
        row = 3
        for number, line in enumerate(_GUIDE_LINES, start=1):
            sheet.write_string(row, 0, f"{number}.", self.look(align="right"))
            sheet.write_string(row, 1, line, self.look(text_wrap=True))
            sheet.set_row(row, 14 * (1 + len(line) // _GUIDE_WIDTH))
            row += 1
        row += 1
        sheet.write_string(row, 0, "Lembar", self.look(bold=True, bottom=1))
        sheet.write_string(row, 1, "Isinya", self.look(bold=True, bottom=1))
        link = self.look(font_color="#1F3A5F", underline=1)
        for name, model in TABLES.items():
            row += 1
            title = sheet_title(name)
            sheet.write_url(row, 0, f"internal:'{title}'!B{FIRST + 1}", link, title)
            sheet.write_string(row, 1, model.__doc__ or "", self.look(text_wrap=True))


@dataclass
class _Sheet:
    book: _Writer
    sheet: Worksheet
    name: str
    display: Display | None

    @property
    def columns(self) -> list[Column]:
        return list(columns_of(TABLES[self.name]).values())

    def write(self, rows: Sequence[Mapping[str, str]]) -> None:
        look = self.book.look
        model = TABLES[self.name]
        self.sheet.set_column(0, 0, 8, look(locked=False, font_color="#8A6D00"))
        self.sheet.write_string(0, 0, f"{sheet_title(self.name)}. {model.__doc__}",
                                look(bold=True, font_size=12))  # fmt: skip
        self.sheet.set_row(1, 66)
        self.sheet.set_row(HEAD, 30)
        heading = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1}
        self.sheet.write_string(HEAD, 0, MARK, look(**heading))
        self.sheet.write_string(HEAD + 1, 0, EXAMPLE, look(italic=True, bg_color="#FFF7D6"))
        small = look(text_wrap=True, font_size=8, font_color="#555555")
        for at, column in enumerate(self.columns, start=1):
            self.sheet.set_column(
                at, at, width(column, is_code=bool(self._target(column))), self._cell_look(column)
            )
            self.sheet.write_string(1, at, help_text(column), small)
            star = " *" if column.required else ""
            self.sheet.write_string(HEAD, at, f"{column.heading}{star}",
                                    look(text_wrap=True, **heading))  # fmt: skip
            self._validate(at, column)
        self._row(HEAD + 1, example(self.name), italic=True, bg_color="#FFF7D6")
        for row, cells in enumerate(rows, start=FIRST):
            self._row(row, cells)
        self._show(len(rows), heading)
        self.sheet.freeze_panes(HEAD + 1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEAD)

    def _cell_look(self, column: Column, **looks: Any) -> Format:
        own = {"num_format": number_format(column), "text_wrap": column.kind == "teks"}
        return self.book.look(**{**own, "locked": False, **looks})

    def _row(self, row: int, cells: Mapping[str, str], **looks: Any) -> None:
        for at, column in enumerate(self.columns, start=1):
            text = cells.get(column.name, "").strip()
            fixed = text.partition(",")[2] if column.kind == "bilangan" else ""
            if fixed.endswith("0"):  # zeros that a number alone would not keep
                look = self._cell_look(column, **{**looks, "num_format": f"0.{'0' * len(fixed)}"})
            else:
                look = self._cell_look(column, **looks)
            write_cell(self.sheet, row, at, text, column, look)

    def _target(self, column: Column) -> str | None:
        """Return the table whose codes a column holds."""
        here = (self.name, column.name)
        return next((to for table, own, to in REFERENCES if (table, own) == here), None)

    def _validate(self, at: int, column: Column) -> None:
        target = self._target(column)
        codes = f"={self.book.span(target, key_of(target))}" if target else None
        rule = validation(column, xl_rowcol_to_cell(FIRST, at), codes)
        self.sheet.data_validation(FIRST, at, FIRST + _CHECKED - 1, at, rule)

    def _show(self, count: int, heading: Mapping[str, Any]) -> None:
        if self.display is None:
            return
        look, at = self.book.look, len(self.columns) + 1
        self.sheet.set_column(at, at, 48)
        small = look(text_wrap=True, font_size=8, font_color="#555555")
        self.sheet.write_string(1, at, self.display.help, small)
        grey = {**heading, "bg_color": "#6B7280"}
        self.sheet.write_string(HEAD, at, self.display.heading, look(text_wrap=True, **grey))
        shown = look(num_format="[$-421]#,##0.00", bg_color="#EEEEEE", font_color="#444444")
        for row in range(FIRST, FIRST + max(_SHOWN, count)):
            formula = self.display.formula(partial(self._address, row))
            self.sheet.write_formula(row, at, formula, shown, _NOTHING)
        # no password: it keeps from typing over a formula, not from anything else
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True,
                                "delete_rows": True, "sort": True, "autofilter": True})  # fmt: skip

    def _address(self, row: int, name: str) -> str:
        at = 1 + [column.name for column in self.columns].index(name)
        return str(xl_rowcol_to_cell(row, at, col_abs=True))


def write_cell(
    sheet: Worksheet, row: int, at: int, text: str, column: Column, look: Format
) -> None:
    """Write a cell so that it is read back as the same value.

    Raises:
        OutputError: The text is longer than a cell can hold.
    """
    if not text:
        return
    number = _number(text, column)
    if number is not None:
        sheet.write_number(row, at, float(number), look)
    elif column.kind == "tanggal":
        sheet.write_datetime(row, at, date.fromisoformat(text), look)
    elif sheet.write_string(row, at, text, look) < 0:
        raise OutputError(
            f"kolom {column.name}: teks {len(text)} huruf lebih panjang daripada isi satu sel; "
            f"pindahkan ke narasi"
        )


def _number(text: str, column: Column) -> Decimal | None:
    """Return what can be a number in a spreadsheet without losing a digit."""
    if column.kind == "tahun":
        return Decimal(text)
    if column.kind not in NUMBERS or text == NIHIL:
        return None
    number = to_decimal(text, whole=column.kind != "bilangan")
    return number if exact(float(number)) == number else None
