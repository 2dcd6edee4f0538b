"""The rules as sheets: scales with their bounds, what rules fix, and how each text is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from lkjip_tools.explain import Entry, rule_notes
from lkjip_tools.explain.rules import RULE_SOURCE, find_rule, rule_names
from lkjip_tools.regulation import Checklist, Scale
from lkjip_tools.worksheet.formulas import DECIMALS
from lkjip_tools.worksheet.styles import Styles, set_up, write_row, write_text

SCALES, RULES = "Skala", "Aturan"
_SCALE_HEAD = ["Skala", "Golongan", "Sebutan", "Mulai dari", "Sampai", "Tanda bawah", "Terbaca"]
_SCALE_WIDTHS = [34.0, 24, 20, 12, 12, 12, 24]
_RULE_HEAD = [
    *("Aturan", "Nama", "Pilihan", "Sumber", "Alamat", "Verifikasi", "Bukti", "Cara membaca"),
    "Catatan",
]
_RULE_WIDTHS = [34.0, 30, 30, 40, 30, 18, 16, 70, 50]


@dataclass(frozen=True)
class ScaleCells:
    """Where the brackets of one scale are, from the highest; `low` and `high` may be blank."""

    scale: Scale | Checklist
    labels: tuple[str, ...]
    lows: tuple[str, ...]
    highs: tuple[str, ...]

    def classify(self, value: str) -> str:
        """Return the formula of a value's class: the first bracket that it reaches."""
        text = self.labels[-1]
        rows = list(zip(self.scale.brackets, self.labels, self.lows, strict=True))
        for bracket, label, low in reversed(rows[:-1]):
            sign = ">" if bracket.low and bracket.low.after else ">="
            text = f"IF(ROUND({value},{DECIMALS}){sign}{low},{label},{text})"
        return text

    def bound(self, label: str, which: str) -> str:
        """Return the formula of a class's `low` or `high` bound."""
        ends = self.lows if which == "low" else self.highs
        spans = (f"{cells[0]}:{cells[-1].partition('!')[2]}" for cells in (ends, self.labels))
        column, labels = spans
        return f"INDEX({column},MATCH({label},{labels},0))"


class RuleSheets:
    """The sheets *Skala* and *Aturan*, for the rules that figures follow.

    Args:
        workbook: Where they go.
        styles: The workbook's.
        entries: The figures.
        tahun: Year of the report.
        root: The project's folder.
    """

    def __init__(
        self, workbook: Workbook, styles: Styles, entries: Iterable[Entry], tahun: int, root: Path
    ) -> None:
        self._styles, self._tahun, self._root = styles, tahun, root
        self._sheet = workbook.add_worksheet(SCALES)
        self._row = 0
        self._scales: dict[str, ScaleCells] = {}
        self._fixed: dict[str, str] = {}
        told = list(entries)
        names = list(dict.fromkeys(name for entry in told for name in _rules_of(entry)))
        for name in names:
            rule, _ = find_rule(name, tahun, root)
            if isinstance(rule, Scale) or (isinstance(rule, Checklist) and rule.brackets):
                self._scales[name] = self._write_scale(rule)
        self._write_fixed([entry for entry in told if entry.source.startswith(RULE_SOURCE)])
        set_up(self._sheet, _SCALE_WIDTHS, 0, SCALES)
        self._write_rules(workbook, names)

    def scale(self, rule: str) -> ScaleCells:
        """Return where the scale is that a figure's rules name."""
        found = [self._scales[name] for name in rule_names(rule) if name in self._scales]
        if not found:
            raise ValueError(f"aturan '{rule}' tidak menyebut skala")
        return found[0]

    def fixed(self, id: str) -> str:
        """Return where a number, or a word, is that a rule fixes."""
        return self._fixed[id]

    def _write_scale(self, scale: Scale | Checklist) -> ScaleCells:
        if not self._row:
            write_row(self._sheet, 0, _SCALE_HEAD, self._styles.get("head"))
            self._row = 1
        first = self._row
        plain = self._styles.get("plain")
        for bracket in scale.brackets:
            texts = [scale.name, bracket.label, bracket.sebutan or bracket.kode]
            write_row(self._sheet, self._row, texts, plain)
            for column, bound in enumerate(scale.bounds(bracket.label), start=3):
                self._number(column, bound)
            low = bracket.low
            write_text(self._sheet, self._row, 5, (">" if low.after else "≥") if low else "", plain)
            write_text(self._sheet, self._row, 6, bracket.interval, plain)
            self._row += 1
        labels, lows, highs = (
            tuple(_cell(row, column) for row in range(first, self._row)) for column in (1, 3, 4)
        )
        return ScaleCells(scale, labels, lows, highs)

    def _write_fixed(self, entries: list[Entry]) -> None:
        self._row += 1
        head = ["Yang ditetapkan aturan", "Nilai", "Aturan"]
        write_row(self._sheet, self._row, head, self._styles.get("head"))
        for entry in entries:
            self._row += 1
            write_text(self._sheet, self._row, 0, entry.id, self._styles.get("plain"))
            value = entry.exact
            if isinstance(value, Decimal):
                self._number(1, value)
            else:
                write_text(self._sheet, self._row, 1, value or "", self._styles.get("plain"))
            rule = entry.source.removeprefix(RULE_SOURCE)
            write_text(self._sheet, self._row, 2, rule, self._styles.get("plain"))
            self._fixed[entry.id] = _cell(self._row, 1)

    def _write_rules(self, workbook: Workbook, names: list[str]) -> None:
        sheet, wrap = workbook.add_worksheet(RULES), self._styles.get("wrap")
        write_row(sheet, 0, _RULE_HEAD, self._styles.get("head"))
        notes = [note for name in names for note in rule_notes(name, self._tahun, self._root)]
        for row, note in enumerate(notes, start=1):
            write_row(sheet, row, list(note.to_json().values()), wrap)
        set_up(sheet, _RULE_WIDTHS, 0, RULES)
        if notes:
            sheet.autofilter(0, 0, len(notes), len(_RULE_HEAD) - 1)

    def _number(self, column: int, value: Decimal | None) -> None:
        if value is not None:
            self._sheet.write_number(self._row, column, float(value), self._styles.number(value))


def _rules_of(entry: Entry) -> list[str]:
    if entry.source.startswith(RULE_SOURCE):
        return rule_names(entry.source.removeprefix(RULE_SOURCE))
    return rule_names(entry.rule)


def _cell(row: int, column: int) -> str:
    return f"{SCALES}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"
