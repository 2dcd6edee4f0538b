"""Columns: which heading stands over which numbers, and what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from lkjip_tools.audit.model import Column, Row, Table
from lkjip_tools.audit.words import is_row_of, measure_of, mentions, plain

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(r"(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d")
_NUMBER = re.compile(r"\(?(\d{1,2})\)?")
_FORMULA = re.compile(r"\(?(\d{1,2})\)?\s*=\s*(\S.*)")
_SUB = ("k", "rp", "%", "persen", "persentase")
WHOLE = ("pagu", "realisasi_rp", "sisa_rp", "jumlah", "triwulan_rp")
FRACTION = ("capaian", "serapan", "persen", "selisih", "efisiensi")
MONEY_FROM = Decimal(100_000)
_QUARTERS = ("i", "ii", "iii", "iv")


def name_columns(table: Table) -> None:
    """Give a table its columns, and read its ambiguous numbers the way each column wants."""
    width = max((len(row.cells) for row in [*table.head, *table.rows]), default=0)
    paths = _paths(table.head, width)
    table.columns = [_column(index, path) for index, path in enumerate(paths)]
    _shift(table)
    _money(table)
    _labels(table)
    for column in table.columns:
        _read(table.rows, column)


def _paths(head: list[Row], width: int) -> list[tuple[str, ...]]:
    """Headings above each column; a heading spreads over the blanks to its right."""
    levels = [[_text(row, index) for index in range(width)] for row in head]
    for n, level in enumerate(levels):
        below = levels[n + 1 :]
        for index in range(1, width):
            spreads = level[index - 1] and not _mark(level[index - 1])
            if not level[index] and spreads and any(lower[index] for lower in below):
                above = n > 0 and levels[n - 1][index] != levels[n - 1][index - 1]
                level[index] = "" if above else level[index - 1]
            elif not level[index] and _mark(level[index - 1]) and any(low[index] for low in below):
                level[index] = level[index - 1]  # a column number over its K and its Rp
    return [tuple(level[index] for level in levels if level[index]) for index in range(width)]


def _text(row: Row, index: int) -> str:
    cell = row.cell(index)
    return cell.text if cell else ""


def _mark(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _FORMULA.fullmatch(text))


def _column(index: int, path: tuple[str, ...]) -> Column:
    nomor = rumus = ""
    words = []
    for text in path:
        if found := _FORMULA.fullmatch(text):
            nomor, rumus = found[1], text
        elif found := _NUMBER.fullmatch(text):
            nomor = found[1]
        else:
            words.append(text)
    column = Column(index, tuple(words), nomor=nomor, rumus=rumus)
    column.ukuran = _measure(words)
    column.tahun = _year(words)
    return column


def _measure(words: list[str]) -> str:
    """Measure of a column, from its lowest heading that says one."""
    sub = plain(words[-1]) if words and plain(words[-1]).strip(". ") in _SUB else ""
    for text in reversed(words[:-1] if sub else words):
        if plain(text) in _QUARTERS:
            continue
        if ukuran := measure_of(YEAR.sub("", text)):
            return _qualified(ukuran, " ".join(words)) + ("_rp" if sub.startswith("rp") else "")
    return "persen" if sub in _SUB[2:] else ""


def _qualified(ukuran: str, text: str) -> str:
    if ukuran == "realisasi" and mentions("lalu", text):
        return "realisasi_lalu"
    if ukuran == "realisasi" and mentions("akumulasi", text):
        return "realisasi_kumulatif"
    if ukuran in ("target", "realisasi") and mentions("jangka_menengah", text):
        return f"{ukuran}_renstra"
    if ukuran == "capaian" and mentions("akumulasi", text):
        return "capaian_kumulatif"
    return ukuran


def _year(words: Iterable[str]) -> int:
    for text in reversed(list(words)):
        years = set(YEAR.findall(_PERIOD.sub("", text)))
        if len(years) == 1:
            return int(years.pop())
    return 0


def _shift(table: Table) -> None:
    """Move headings that a missing cell put one column off their numbers."""
    measured = [c.index for c in table.columns if c.path and (c.tahun or _is_measure(c.ukuran))]
    filled = _numeric(table)
    if not measured or len(measured) != len(filled) or measured == filled:
        return
    moves = {there - here for here, there in zip(measured, filled, strict=True)}
    if len(moves) != 1 or abs(move := moves.pop()) != 1:
        return
    heads = {index: table.columns[index] for index in measured}
    for index in measured:
        table.columns[index] = Column(index, ())
    for index, head in heads.items():
        if index + move < len(table.columns):
            head.index = index + move
            table.columns[index + move] = head


def _is_measure(ukuran: str) -> bool:
    return ukuran.partition("_")[0] in (
        "target",
        "realisasi",
        "capaian",
        "pagu",
        "serapan",
        "sisa",
        "persen",
        "jumlah",
        "selisih",
    )


def _numeric(table: Table) -> list[int]:
    """Columns that hold numbers in most data rows, item numbers aside."""
    rows = [row for row in table.rows if not special(row)]
    columns = []
    for column in table.columns:
        held = sum(1 for row in rows if (cell := row.cell(column.index)) and cell.number)
        if held * 2 > len(rows) and not _is_counter(rows, column.index):
            columns.append(column.index)
    return columns


def _is_counter(rows: list[Row], index: int) -> bool:
    values = [cell.number.value for row in rows if (cell := row.cell(index)) and cell.number]
    return index == 0 and values == [Decimal(n) for n in range(1, len(values) + 1)]


def special(row: Row) -> str:
    """Return `jumlah` for a row of totals, `rata_rata` for one of means, else nothing."""
    label = next((cell.text for cell in row.cells if cell.text and not cell.number), "")
    for kind in ("jumlah", "rata_rata"):
        if label and is_row_of(kind, label):
            return kind
    return ""


def _money(table: Table) -> None:
    """Tell money from other measures by size, where the heading does not say."""
    for column in table.columns:
        values = [
            max(reading.value for reading in cell.number.readings)
            for row in table.rows
            if (cell := row.cell(column.index)) and cell.number
        ]
        rupiah = any(
            cell.number.unit == "rupiah"
            for row in table.rows
            if (cell := row.cell(column.index)) and cell.number
        )
        large = sum(value >= MONEY_FROM for value in values)
        if rupiah or (values and large * 2 >= len(values)):
            column.ukuran = _as_money(column)
        elif (
            values
            and column.ukuran in ("pagu", "realisasi_rp", "sisa_rp", "serapan")
            and ("%" in column.judul and column.ukuran != "serapan" and max(values) < MONEY_FROM)
        ):
            column.ukuran = "persen"
        if column.ukuran in ("target_rp", "realisasi_rp_rp"):
            column.ukuran = {"target_rp": "pagu"}.get(column.ukuran, "realisasi_rp")
    if table.column("pagu") and table.column("realisasi_rp"):
        for column in table.column("capaian", "persen"):
            column.ukuran = "serapan"


def _as_money(column: Column) -> str:
    known = {
        "target": "pagu",
        "realisasi": "realisasi_rp",
        "": "rupiah",
        "jumlah": "pagu",
        "uraian": "rupiah",
        "serapan": "realisasi_rp",
    }
    if column.ukuran in known:
        return known[column.ukuran]
    if column.ukuran.endswith("_rp") or column.ukuran in ("pagu", "rupiah"):
        return column.ukuran
    return f"{column.ukuran}_rp"


def _labels(table: Table) -> None:
    """A column of words without a known heading, left of the numbers, names the rows."""
    if table.column("indikator", "uraian", "sasaran", "tahun"):
        blank = table.column("indikator", "uraian")
        if blank and not _words_in(table, blank[0].index):
            _adopt(table, blank[0])
        return
    for column in table.columns:
        if not column.ukuran and _words_in(table, column.index):
            column.ukuran = "uraian"
            return


def _adopt(table: Table, head: Column) -> None:
    """The names stand in the next column: the heading spans the item number too."""
    for column in table.columns[head.index + 1 : head.index + 2]:
        if (not column.ukuran or column.ukuran == head.ukuran) and _words_in(table, column.index):
            column.ukuran, head.ukuran = head.ukuran, "nomor"


def _words_in(table: Table, index: int) -> bool:
    rows = [row for row in table.rows if not special(row)]
    texts = [cell.text for row in rows if (cell := row.cell(index)) and cell.text]
    wordy = sum(1 for text in texts if sum(ch.isalpha() for ch in text) > 4)
    return bool(texts) and wordy * 2 > len(texts)


def _read(rows: list[Row], column: Column) -> None:
    cells = [cell for row in rows if (cell := row.cell(column.index)) and cell.number]
    whole = column.ukuran in WHOLE or column.ukuran.endswith("_rp") or column.ukuran == "rupiah"
    fraction = column.ukuran in FRACTION
    for cell in cells:
        if cell.number and cell.number.ambiguous:
            if whole:
                cell.number = cell.number.as_whole()
            elif fraction and cell.number.unit != "rupiah":
                cell.number = cell.number.as_fraction()
