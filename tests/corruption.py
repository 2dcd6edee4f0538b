"""Corrupt a good agency as people and programs do, and say what `lkjip check` made of it.

A corruption is drawn by a seed: the kind, the table, the cell. It is done to text, and written as
CSV or as a workbook; a few kinds exist in one of them only.
"""

import copy
import random
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from good_agency import CODE, TAHUN, Cells, Tables, columns, last_year, write_table
from openpyxl import load_workbook

from lkjip_tools.check import read_inputs
from lkjip_tools.commands.ledger import compute_ledger
from lkjip_tools.errors import FigureError
from lkjip_tools.inspection import Problem, inspect
from lkjip_tools.params import read_params
from lkjip_tools.schema import TABLES, number_columns
from lkjip_tools.schema.column import columns_of, sheet_title
from lkjip_tools.schema.rujukan import REFERENCES
from lkjip_tools.template.workbook import FIRST, write_workbook

# tables that figures come from, and a few that they do not
WEIGHTED = [
    *["kinerja"] * 6, *["anggaran"] * 4, *["evaluasi_renja"] * 5, *["belanja"] * 2,
    *["indikator"] * 3, *["program"] * 2, "sasaran", "dokumen", "riwayat", "pegawai",
    "pegawai_sasaran", "pk_anggaran", "pk_sasaran", "pk", "kebijakan", "aset",
]  # fmt: skip
CLOSED = {
    "indikator": ["jenis", "polaritas", "agregasi"],
    "program": ["tingkat"],
    "evaluasi_renja": ["tingkat", "agregasi"],
    "pk_anggaran": ["tingkat", "jenis"],
    "aset": ["kondisi"],
}


@dataclass
class Corrupted:
    """One corruption.

    Attributes:
        kind: What was done.
        table: To which table.
        cells: Where it would be right to be sent: rows of the table from 0, -1 for its heading,
            and the column; no column stands for any of the row, no row for any of the column.
        tables: The tables with the corruption in them.
        headers: Headings other than the usual, by table.
        raw: What to do to the file that was written.
    """

    kind: str
    table: str
    cells: list[tuple[int | None, str]]
    tables: Tables
    headers: dict[str, list[str]] = field(default_factory=dict)
    raw: Any = None


def draw(seed: int, good: Tables, medium: str) -> Corrupted:
    """Draw a corruption by lot; the same seed gives the same."""
    lot = random.Random(f"kerusakan/{seed}")
    kinds = sorted({**BOTH, **(CSV if medium == "csv" else XLSX)}.items())
    kind, function = kinds[seed // 2 % len(kinds)]
    for _ in range(200):
        table = lot.choice(WEIGHTED)
        found = function(lot, copy.deepcopy(good), table)
        if found:
            return found if found.kind else Corrupted(kind, *found)
    raise AssertionError(f"nothing to corrupt by {kind}")


def _numbers(tables: Tables, table: str) -> list[tuple[int, str]]:
    names = number_columns(table)
    return [
        (at, name)
        for at, row in enumerate(tables[table])
        for name in names
        if row.get(name, "") not in ("", "0", "-")
    ]


def _texts(tables: Tables, table: str, required: bool) -> list[tuple[int, str]]:
    fields = TABLES[table].model_fields
    return [
        (at, name)
        for at, row in enumerate(tables[table])
        for name, it in fields.items()
        if it.is_required() == required and row.get(name)
    ]


def _change(kind, tables, table, cell, text, **more):
    at, name = cell
    if tables[table][at][name] == text:
        return None
    tables[table][at][name] = text
    return Corrupted(kind, table, [cell], tables, **more)


def _number(kind, change):
    """A kind that writes one number otherwise."""

    def corrupt(lot, tables, table):
        cells = _numbers(tables, table)
        if not cells:
            return None
        at, name = lot.choice(cells)
        return _change(kind, tables, table, (at, name), change(lot, tables[table][at][name]))

    return corrupt


def _letters(lot, text):
    at = lot.randrange(len(text))
    return text[:at] + lot.choice("oOlIxkB") + text[at:]


def _scaled(lot, text):
    number = float(text.replace(".", "").replace(",", ".")) * lot.choice([0.01, 100])
    return f"{number:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _increased(lot, text):
    number = float(text.replace(".", "").replace(",", "."))
    more = number * lot.choice([0.9, 1.1, 1.01]) + (1 if number < 20 else 0)
    return f"{more:.0f}" if number == int(number) else f"{more:.2f}".replace(".", ",")


def swap_in_row(lot, tables, table):
    """Two numbers of one row change places."""
    rows = {}
    for at, name in _numbers(tables, table):
        rows.setdefault(at, []).append(name)
    wide = [at for at, names in rows.items() if len({tables[table][at][n] for n in names}) > 1]
    if not wide:
        return None
    at = lot.choice(wide)
    row = tables[table][at]
    one, other = lot.sample(rows[at], 2)
    if row[one] == row[other]:
        return None
    row[one], row[other] = row[other], row[one]
    return Corrupted("sel_tertukar", table, [(at, one), (at, other)], tables)


def swap_in_column(lot, tables, table):
    """Two numbers of one column change places."""
    cells = _numbers(tables, table)
    if not cells:
        return None
    at, name = lot.choice(cells)
    others = [row for row, column in cells if column == name
              and tables[table][row][name] != tables[table][at][name]]  # fmt: skip
    if not others:
        return None
    other = lot.choice(others)
    rows = tables[table]
    rows[at][name], rows[other][name] = rows[other][name], rows[at][name]
    return Corrupted("baris_tertukar", table, [(at, name), (other, name)], tables)


def blank_required(lot, tables, table):
    """A cell that must be filled is empty."""
    cell = lot.choice(_texts(tables, table, required=True))
    return _change("wajib_kosong", tables, table, cell, "")


def blank_number(lot, tables, table):
    """A number is gone."""
    cells = _numbers(tables, table)
    return _change("angka_hilang", tables, table, lot.choice(cells), "") if cells else None


def unknown_code(lot, tables, table):
    """A code points to nothing."""
    mine = [(column, to) for own, column, to in REFERENCES if own == table]
    mine += [("induk", "sasaran")] if table == "indikator" else []
    if not mine:
        return None
    column, _ = lot.choice(mine)
    at = lot.randrange(len(tables[table]))
    old = tables[table][at].get(column)
    if not old:
        return None
    wrong = re.sub(r"\d+$", lambda found: f"{int(found[0]) + 40:0{len(found[0])}}", old)
    wrong = wrong if wrong != old else f"{old}x"
    return _change("kode_tak_dikenal", tables, table, (at, column), wrong)


def own_code(lot, tables, table):
    """The code by which others point to a row is another."""
    if table not in ("indikator", "sasaran", "program", "dokumen", "belanja", "evaluasi_renja"):
        return None
    at = lot.randrange(len(tables[table]))
    old = tables[table][at]["kode"]
    wrong = re.sub(r"\d+$", lambda found: f"{int(found[0]) + 40:0{len(found[0])}}", old)
    wrong = wrong if wrong != old else f"{old}x"
    return _change("kode_berubah", tables, table, (at, "kode"), wrong)


def twice(lot, tables, table):
    """A row stands twice."""
    at = lot.randrange(len(tables[table]))
    tables[table].append(dict(tables[table][at]))
    last = len(tables[table]) - 1
    return Corrupted("baris_kembar", table, [(at, ""), (last, "")], tables)


def lost_row(lot, tables, table):
    """A row is gone: whatever names its table or its code is right."""
    at = lot.randrange(len(tables[table]))
    del tables[table][at]
    return Corrupted("baris_hilang", table, [(None, "")], tables)


def wrong_heading(lot, tables, table):
    """A heading is misspelt."""
    names = columns(table)
    name = lot.choice(names)
    at = lot.randrange(1, len(name))
    typo = name[:at] + name[at - 1] + name[at:]
    header = [typo if it == name else it for it in names]
    for row in tables[table]:
        row[typo] = row.pop(name, "")
    return Corrupted("judul_salah", table, [(-1, "")], tables, {table: header})


def lost_column(lot, tables, table):
    """A column is gone: whatever names it, or its heading, is right."""
    names = columns(table)
    name = lot.choice(names)
    for row in tables[table]:
        row.pop(name, None)
    header = [it for it in names if it != name]
    return Corrupted("kolom_hilang", table, [(-1, ""), (None, name)], tables, {table: header})


def extra_column(lot, tables, table):
    """A column nobody knows."""
    names = [*columns(table), "catatan_saya"]
    for row in tables[table]:
        row["catatan_saya"] = "lihat lampiran"
    return Corrupted("kolom_tambahan", table, [(-1, "")], tables, {table: names})


def wrong_year(lot, tables, table):
    """A year is misspelt, or is a date."""
    rows = [at for at, row in enumerate(tables[table]) if row.get("tahun", "").isdigit()]
    if not rows:
        return None
    at = lot.choice(rows)
    year = tables[table][at]["tahun"]
    wrong = lot.choice([f"{year}3", f"31/12/{year}", year[0] + year[2] + year[1] + year[3],
                        str(int(year) + 20), str(int(year) + 1)])  # fmt: skip
    return _change("tahun_salah", tables, table, (at, "tahun"), wrong)


def wrong_choice(lot, tables, table):
    """A closed value is misspelt."""
    if table not in CLOSED:
        return None
    name, at = lot.choice(CLOSED[table]), lot.randrange(len(tables[table]))
    old = tables[table][at].get(name)
    return _change("pilihan_salah", tables, table, (at, name), old[:2] + old[1:]) if old else None


def other_choice(lot, tables, table):
    """A closed value is another one."""
    if table not in CLOSED:
        return None
    name, at = lot.choice(CLOSED[table]), lot.randrange(len(tables[table]))
    known = sorted({row[name] for row in tables[table] if row.get(name)})
    others = [it for it in known if it != tables[table][at].get(name)]
    if not others or not tables[table][at].get(name):
        return None
    return _change("pilihan_lain", tables, table, (at, name), lot.choice(others))


def copied_column(lot, tables, table):
    """A column is pasted over another."""
    pairs = {
        "anggaran": [("pagu_rp", "serapan_tercatat")],
        "kinerja": [("target", "realisasi")],
        "belanja": [("pagu_rp", "realisasi_rp")],
        "riwayat": [("keuangan_persen", "kinerja_persen")],
        "evaluasi_renja": [("tw1_rp", "tw2_rp"), ("pagu_rp", "realisasi_lalu_rp")],
    }
    if table not in pairs:
        return None
    one, other = lot.choice(pairs[table])
    for row in tables[table]:
        if row.get(one) and row.get(other):
            row[other] = row[one]
    return Corrupted("kolom_disalin", table, [(None, other)], tables)


def copied_year(lot, tables, table):
    """Last year's realisasi are pasted over this year's."""
    rows = tables["kinerja"]
    before = {row["indikator"]: row["realisasi"] for row in rows
              if row["dokumen"] == "pk" and row["tahun"] == str(TAHUN - 1)}  # fmt: skip
    for row in rows:
        if row["dokumen"] == "pk" and row["tahun"] == str(TAHUN):
            row["realisasi"] = before[row["indikator"]]
    return Corrupted("tahun_disalin", "kinerja", [(None, "realisasi")], tables)


def unusual_signs(lot, tables, table):
    """A number with other digits, minus or spaces than ours: the same number or none."""
    cells = _numbers(tables, table)
    if not cells:
        return None
    at, name = lot.choice(cells)
    text = tables[table][at][name]
    odd = lot.choice([f"\u00a0{text}", f"{text}\u202f", f" {text} ", text.translate(ARABIC),
                      f"−{text}", f"Rp {text}", f"{text} %", f"{text},00"])  # fmt: skip
    return _change("tanda_asing", tables, table, (at, name), odd)


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

BOTH = {
    "huruf_dalam_angka": _number("huruf_dalam_angka", _letters),
    "pemisah_salah": _number(
        "pemisah_salah", lambda lot, text: text.translate(str.maketrans(".,", ",."))
    ),
    "persen_pecahan": _number("persen_pecahan", _scaled),
    "angka_lain": _number("angka_lain", _increased),
    "tanda_minus": _number("tanda_minus", lambda lot, text: f"-{text}"),
    "angka_nol": _number("angka_nol", lambda lot, text: "0"),
    "sel_tertukar": swap_in_row,
    "baris_tertukar": swap_in_column,
    "wajib_kosong": blank_required,
    "angka_hilang": blank_number,
    "kode_tak_dikenal": unknown_code,
    "kode_berubah": own_code,
    "baris_kembar": twice,
    "baris_hilang": lost_row,
    "judul_salah": wrong_heading,
    "kolom_hilang": lost_column,
    "kolom_tambahan": extra_column,
    "tahun_salah": wrong_year,
    "pilihan_salah": wrong_choice,
    "pilihan_lain": other_choice,
    "kolom_disalin": copied_column,
    "tahun_disalin": copied_year,
    "tanda_asing": unusual_signs,
}


def _bytes(kind, change, cells):
    """A kind that changes the bytes of a CSV file."""

    def corrupt(lot, tables, table):
        return Corrupted(kind, table, cells, tables, raw=lambda path: _rewrite(path, change, lot))

    return corrupt


def _rewrite(path, change, lot):
    path.write_bytes(change(path.read_bytes(), lot))


def _unquoted(content, lot):
    return content.replace(b'"', b"", 2) if b'"' in content else content + b"a,b\n"


CSV = {
    "bukan_utf8": _bytes(
        "bukan_utf8",
        lambda content, lot: "\n".join(
            line.replace("a", "\u00e9") if at == 1 else line
            for at, line in enumerate(content.decode().split("\n"))
        ).encode("cp1252", "replace"),
        [(None, "")],
    ),
    "utf16": _bytes("utf16", lambda content, lot: content.decode().encode("utf-16"), [(None, "")]),
    "titik_koma": _bytes(
        "titik_koma", lambda content, lot: content.replace(b",", b";"), [(-1, ""), (None, "")]
    ),
    "kutip_hilang": _bytes("kutip_hilang", _unquoted, [(None, "")]),
    "bom_crlf": _bytes(
        "bom_crlf", lambda content, lot: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"), []
    ),
}


def _in_cell(kind, put):
    """A kind that changes one cell of a workbook."""

    def corrupt(lot, tables, table):
        cells = _numbers(tables, table)
        if not cells:
            return None
        at, name = lot.choice(cells)
        place = [column.name for column in _columns(table)].index(name) + 2

        def change(book):
            put(book[sheet_title(table)].cell(FIRST + 1 + at, place), lot)

        return Corrupted(kind, table, [(at, name)], tables, raw=change)

    return corrupt


def _value(make):
    def put(cell, lot):
        cell.value = make(cell.value, lot)

    return put


def _percent_format(cell, lot):
    cell.number_format = "0.00%"


def _merge(cell, lot):
    cell.parent.merge_cells(
        start_row=cell.row, end_row=cell.row, start_column=cell.column, end_column=cell.column + 1
    )


def _hide(cell, lot):
    cell.parent.row_dimensions[cell.row].hidden = True


XLSX = {
    "rumus": _in_cell("rumus", _value(lambda old, lot: "=1+1")),
    "galat": _in_cell("galat", _value(lambda old, lot: "#DIV/0!")),
    "angka_teks": _in_cell("angka_teks", _value(lambda old, lot: str(old).replace(".", ","))),
    "format_persen": _in_cell("format_persen", _percent_format),
    "tanggal_excel": _in_cell(
        "tanggal_excel", _value(lambda old, lot: __import__("datetime").date(2023, 5, 9))
    ),
    "logika": _in_cell("logika", _value(lambda old, lot: True)),
    "digabung": _in_cell("digabung", _merge),
    "tersembunyi": _in_cell("tersembunyi", _hide),
}


# ---- what check makes of it ----------------------------------------------------------------------


@dataclass(frozen=True)
class Baseline:
    """What the good agency has: its values, and the findings it has all the same."""

    values: dict[str, Any]
    told: frozenset[tuple[str, str]]


def baseline(root: Path) -> Baseline:
    """What is computed and found without a corruption."""
    problems = inspect(CODE, TAHUN, root).problems
    return Baseline(values_of(root), frozenset(map(_telling, problems)))


def values_of(root: Path) -> dict[str, Any] | None:
    """The figures' values by id; `None` where a report would not start."""
    inputs = read_inputs(CODE, TAHUN, root)
    if inputs.faults:
        return None
    try:
        ledger = compute_ledger(inputs.tables, read_params(CODE, root), TAHUN, root)
    except FigureError:
        return None
    return {figure.id: figure.value for figure in ledger.figures}


def write(corrupted: Corrupted, good: Tables, root: Path, medium: str) -> None:
    """Write the corrupted tables over the good ones: as CSV, or as a person types in a workbook."""
    folder = root / "data" / CODE / str(TAHUN)
    if medium == "csv":
        names = [name for name in good if good[name] != corrupted.tables[name]]
        for name in {*names, *corrupted.headers}:
            header = corrupted.headers.get(name)
            write_table(folder / f"{name}.csv", name, corrupted.tables[name], header)
        if corrupted.raw:
            corrupted.raw(folder / f"{corrupted.table}.csv")
        return
    path = folder.with_suffix(".xlsx")
    book = load_workbook(path)
    _type_over(book[sheet_title(corrupted.table)], corrupted, good[corrupted.table])
    if corrupted.raw:
        corrupted.raw(book)
    book.save(path)


def as_workbook(root: Path, good: Tables) -> None:
    """Keep a good agency's tables of both years in workbooks instead of CSV files."""
    for year, tables in ((TAHUN, good), (TAHUN - 1, last_year(good))):
        folder = root / "data" / CODE / str(year)
        for path in folder.glob("*.csv"):
            path.unlink()
        write_workbook(folder.with_suffix(".xlsx"), read_params(CODE, root), year, tables)


def _type_over(sheet: Any, corrupted: Corrupted, before: list[Cells]) -> None:
    """Type what is different into a sheet, at the end what is more; clear what is gone."""
    rows, header = corrupted.tables[corrupted.table], corrupted.headers.get(corrupted.table, [])
    places = {column.name: at for at, column in enumerate(_columns(corrupted.table), start=2)}
    for name in header:  # a new heading stands in the place of the lost one, or at the end
        if name not in places:
            lost = [places[it] for it in columns(corrupted.table) if it not in header]
            places[name] = lost[0] if lost else sheet.max_column + 1
            sheet.cell(FIRST - 1, places[name]).value = name
    if header and len(header) < len(columns(corrupted.table)):
        (lost,) = set(columns(corrupted.table)) - set(header)
        for row in range(FIRST - 1, FIRST + 1 + len(rows)):
            sheet.cell(row, places[lost]).value = None
    for at in range(max(len(rows), len(before))):
        new = rows[at] if at < len(rows) else {}
        old = before[at] if at < len(before) else {}
        for name in {*new, *old} & set(places):
            if new.get(name, "") != old.get(name, "") and not (header and name not in header):
                sheet.cell(FIRST + 1 + at, places[name]).value = _typed(new.get(name, ""), name)


def _typed(text: str, name: str) -> Any:
    """What a spreadsheet makes of a typed text: a number where it is one."""
    if not text:
        return None
    codes = ("kode", "no", "nip", "indikator", "induk", "dokumen")
    if re.fullmatch(r"-?[0-9.]+(,[0-9]+)?", text) and name not in codes:
        plain = text.replace(".", "").replace(",", ".")
        return float(plain) if "." in plain else int(plain)
    return text


def _columns(table: str) -> list[Any]:
    return list(columns_of(TABLES[table]).values())


def judge(corrupted: Corrupted, root: Path, base: Baseline) -> tuple[str, list[Problem]]:
    """Say what became of a corruption, and which problems are new.

    Returns:
        `sel`: a problem names the right cell. `tak berpengaruh`: nothing names it, and every figure
        is as before. `sel lain`: a problem is there, but only of other cells. `lolos`: figures
        have changed, and nobody says so.
    """
    new = [it for it in inspect(CODE, TAHUN, root).problems if _telling(it) not in base.told]
    if any(_names(it, corrupted) for it in new):
        return "sel", new
    values = values_of(root)
    if values == base.values:
        return "tak berpengaruh", new
    return ("sel lain" if new else "lolos"), new


def _telling(problem: Problem) -> tuple[str, str]:
    return problem.kode, problem.pesan


def _names(problem: Problem, corrupted: Corrupted) -> bool:
    return any(
        _is_there(place, at, name, corrupted) for place in problem.places
        for at, name in corrupted.cells
    )  # fmt: skip


def _is_there(place: Any, at: int | None, name: str, corrupted: Corrupted) -> bool:
    if place.table != corrupted.table and not (at is None and not name):
        return False
    if at is None:
        return not name or place.column == name
    first = FIRST + 1 if place.sheet else 2
    heading = FIRST - 1 if place.sheet else 1
    row = heading if at == -1 else first + at
    return place.row == row and (not name or place.column == name)


def fresh(good_root: Path, root: Path) -> None:
    """Put a clean copy of the good agency below `root`."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(good_root, root)
