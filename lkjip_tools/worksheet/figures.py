"""The sheet *Perhitungan*: every figure, its formula alive, beside what the report says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip_tools.besaran import BESARAN
from lkjip_tools.explain import Entry, Ledger
from lkjip_tools.explain.rules import RULE_SOURCE
from lkjip_tools.place import Place
from lkjip_tools.worksheet.data import DataSheets
from lkjip_tools.worksheet.formulas import spreadsheet_formula
from lkjip_tools.worksheet.names import cell_names
from lkjip_tools.worksheet.rules import RuleSheets, ScaleCells
from lkjip_tools.worksheet.styles import Styles, safe_text, set_up, write_row, write_text

SHEET, LISTS = "Perhitungan", "Daftar"
TOLERANCE = "toleransi"
SAME, DIFFERENT = "sama", "berbeda"
_HEAD = {
    "No": 6.0,
    "Besaran": 26,
    "Angka": 50,
    "Satuan": 10,
    "Nilai laporan": 18,
    "Dihitung kembali": 18,
    "Selisih": 12,
    "Hasil": 9,
    "Rumus": 38,
    "Aturan": 30,
    "Asal": 56,
    "Catatan": 36,
    "Nilai laporan, semua angka": 32,
    "Id": 38,
    "Nama sel": 38,
}
_AT = {name: column for column, name in enumerate(_HEAD)}
_NAMED = 4  # operands that the column Asal names; the formula beside it names them all


@dataclass(frozen=True)
class Columns:
    """Ranges of the sheet that the summary counts, as addresses."""

    besaran: str
    result: str


class FigureSheet:
    """The sheet of all figures, and the one of long lists.

    Args:
        workbook: Where they go.
        styles: The workbook's.
        ledger: The report's figures.
        data: Where the data are.
        rules: Where the rules are.
    """

    def __init__(
        self,
        workbook: Workbook,
        styles: Styles,
        ledger: Ledger,
        data: DataSheets,
        rules: RuleSheets,
    ) -> None:
        self._workbook, self._styles = workbook, styles
        self._data, self._rules = data, rules
        self._entries = sorted(ledger, key=_order)
        self._names = cell_names(entry.id for entry in self._entries)
        self._lists: Worksheet | None = None
        self._list_count = 0
        sheet = workbook.get_worksheet_by_name(SHEET)
        assert sheet is not None
        self._sheet = sheet
        self._write()

    @property
    def columns(self) -> Columns:
        """Where besaran and result of all figures are."""
        return Columns(self._column("Besaran"), self._column("Hasil"))

    def name(self, id: str) -> str:
        """Return the named cell of a figure."""
        return self._names[id]

    def scale(self, rule: str) -> ScaleCells:
        """Return where the brackets of a figure's scale are."""
        return self._rules.scale(rule)

    def span(self, owner: str, operand: str, ids: Sequence[str]) -> str:
        """Write a long list into a column of its own and return its range."""
        if self._lists is None:
            self._lists = self._workbook.add_worksheet(LISTS)
            self._lists.freeze_panes(2, 0)
        column = self._list_count
        self._list_count += 1
        self._lists.set_column(column, column, 24)
        write_text(self._lists, 0, column, owner, self._styles.get("head"))
        write_text(self._lists, 1, column, operand, self._styles.get("head"))
        for row, id in enumerate(ids, start=2):
            look = self._styles.get("plain")
            self._lists.write_formula(row, column, f"={self.name(id)}", look, "")
        name = xl_col_to_name(column)
        return f"{LISTS}!${name}$3:${name}${len(ids) + 2}"

    def _write(self) -> None:
        write_row(self._sheet, 0, list(_HEAD), self._styles.get("head"))
        for row, entry in enumerate(self._entries, start=1):
            self._figure(row, entry)
        last = len(self._entries)
        set_up(self._sheet, list(_HEAD.values()), 0, SHEET)
        self._sheet.freeze_panes(1, _AT["Satuan"])
        self._sheet.print_area(0, 0, last, _AT["Catatan"])
        self._sheet.autofilter(0, 0, last, len(_HEAD) - 1)
        marked = {"type": "cell", "criteria": "==", "value": f'"{DIFFERENT}"'}
        look = self._styles.get("bad")
        self._sheet.conditional_format(
            1, _AT["Hasil"], last, _AT["Hasil"], marked | {"format": look}
        )

    def _figure(self, row: int, entry: Entry) -> None:
        texts = {
            "Besaran": entry.besaran,
            "Angka": entry.label,
            "Id": entry.id,
            "Nama sel": self.name(entry.id),
            "Satuan": entry.unit,
            "Rumus": entry.formula,
            "Aturan": entry.rule,
            "Nilai laporan, semua angka": entry.value or "",
            "Catatan": entry.note,
        }
        self._sheet.write_number(row, _AT["No"], row, self._styles.get("plain"))
        for name, text in texts.items():
            write_text(self._sheet, row, _AT[name], text, self._styles.get("plain"))
        self._origin(row, entry)
        self._values(row, entry)

    def _values(self, row: int, entry: Entry) -> None:
        value = entry.exact
        reported, computed, difference = (
            xl_rowcol_to_cell(row, _AT[name])
            for name in ("Nilai laporan", "Dihitung kembali", "Selisih")
        )
        look, live = self._styles.get("plain"), self._styles.get("formula")
        if isinstance(value, Decimal):
            look, live = self._styles.number(value), self._styles.number(value, "formula")
            self._sheet.write_number(row, _AT["Nilai laporan"], float(value), look)
            compared = f"={computed}-{reported}"
        else:
            write_text(self._sheet, row, _AT["Nilai laporan"], value or "", look)
            compared = f'=IF(EXACT({computed},{reported}&""),0,1)'
        self._live(row, "Dihitung kembali", self._formula(row, entry), live)
        self._live(row, "Selisih", compared, self._styles.get("plain"))
        within = f"ABS({difference})<={TOLERANCE}*MAX(1,ABS(N({reported})))"
        result = f'=IF(ISERROR({difference}),"{DIFFERENT}",IF({within},"{SAME}","{DIFFERENT}"))'
        self._live(row, "Hasil", result, self._styles.get("centre"))

    def _formula(self, row: int, entry: Entry) -> str:
        """Return a figure's formula; name its cell, or the cell it was read from."""
        name = self.name(entry.id)
        source = self._source(entry)
        if source is None:
            cell = xl_rowcol_to_cell(row, _AT["Dihitung kembali"], row_abs=True, col_abs=True)
            self._workbook.define_name(name, f"={SHEET}!{cell}")
            return spreadsheet_formula(entry, self)
        self._workbook.define_name(name, f"={source}")
        return f"={name}" if entry.value is not None else f'=IF({name}="","",{name})'

    def _source(self, entry: Entry) -> str | None:
        if entry.source.startswith(RULE_SOURCE):
            return self._rules.fixed(entry.id)
        place = Place.parse(entry.source)
        return self._data.reference(place) if place else None

    def _origin(self, row: int, entry: Entry) -> None:
        """Write where a figure comes from; a cell of the data can be jumped to."""
        source = self._source(entry)
        text = entry.source or _named(entry)
        if source and "!" in source:
            look = self._styles.get("quiet")
            self._sheet.write_url(row, _AT["Asal"], f"internal:{source}", look, safe_text(text))
        else:
            write_text(self._sheet, row, _AT["Asal"], text, self._styles.get("quiet"))

    def _live(self, row: int, name: str, formula: str, look: object) -> None:
        # no cached result: who opens the workbook sees what was computed there, or nothing
        self._sheet.write_formula(row, _AT[name], formula, look, "")

    def _column(self, name: str) -> str:
        column = xl_col_to_name(_AT[name])
        return f"{SHEET}!${column}$2:${column}${len(self._entries) + 1}"


def _named(entry: Entry) -> str:
    ids = list(dict.fromkeys(operand.id for operand in entry.operands))
    more = f"; dan {len(ids) - _NAMED} lainnya" if len(ids) > _NAMED else ""
    return "; ".join(ids[:_NAMED]) + more


def _order(entry: Entry) -> int:
    names = list(BESARAN)
    name = entry.id.partition("/")[0]
    return names.index(name) if name in BESARAN else len(names)
